//! What a browser is answered: sent on, told why not, or asked to log in first.

use http::header::{
    CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY,
    SET_COOKIE, VARY,
};
use http::{Method, Response, StatusCode};

use super::error::LoginError;
use super::target::Target;

/// Sends the browser on. `to` is an address of WeChat's or a [`Target`].
pub(super) fn redirect(
    to: &str,
    cookies: impl IntoIterator<Item = HeaderValue>,
) -> Response<String> {
    let Ok(to) = HeaderValue::from_str(to) else {
        return answer(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", String::new());
    };
    let mut response = answer(StatusCode::SEE_OTHER, "text/plain", String::new());
    let headers = response.headers_mut();
    headers.insert(LOCATION, to);
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
    response
}

/// To what is no page: whoever asked has to see to a login.
pub(super) fn unauthorized() -> Response<String> {
    let body = r#"{"error":"not logged in"}"#.to_owned();
    answer(StatusCode::UNAUTHORIZED, "application/json", body)
}

/// A page that says why, with a link to begin again.
pub(super) fn failure(error: &LoginError, again: &Target) -> Response<String> {
    let page = format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>登录</title>\
         <p>{}</p><p><a href=\"{}\">重新登录</a></p></html>",
        escape(error.advice()),
        escape(again.as_str()),
    );
    answer(error.status(), "text/html; charset=utf-8", page)
}

/// Nothing of a login may be kept by a cache, nor its address be told to the next site.
fn answer(status: StatusCode, content_type: &'static str, body: String) -> Response<String> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("Cookie"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

/// Whether a person waits for a page, and not a script for data: browsers say so; of others what
/// they accept tells.
pub(super) fn is_navigation(method: &Method, headers: &HeaderMap) -> bool {
    const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
    const PURPOSE: HeaderName = HeaderName::from_static("sec-purpose");
    const REQUESTED_WITH: HeaderName = HeaderName::from_static("x-requested-with");
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let ahead = text(PURPOSE).is_some_and(|purpose| purpose.contains("prefetch"));
    let page = match text(MODE) {
        Some(mode) => mode == "navigate",
        None => {
            // WeChat's own browser names itself there: `com.tencent.mm`.
            let script = text(REQUESTED_WITH)
                .is_some_and(|with| with.eq_ignore_ascii_case("xmlhttprequest"));
            let accepts = text(http::header::ACCEPT).unwrap_or_default();
            !script && (accepts.contains("text/html") || accepts.contains("application/xhtml"))
        }
    };
    matches!(*method, Method::GET | Method::HEAD) && page && !ahead
}
