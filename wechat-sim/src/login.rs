//! The pages of WeChat that log a person in on other sites, as far as a browser sees them: who asks
//! is checked, the person chooses who they are and agrees or refuses, and the browser is sent back
//! with a code and the state.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use bytes::Bytes;

use crate::answer::Reply;
use crate::check::Finding;
use crate::consent;
use crate::engine::Engine;
use crate::request::{Request, encode};
use crate::state::codes::Use;
use crate::state::people::Person;

/// Where a choice on a page leads.
const CHOSEN: &str = "/_sim/login";

/// A page: its path, its scopes, its parameters in the order that it insists on.
struct Page {
    path: &'static str,
    title: &'static str,
    scopes: &'static [&'static str],
    order: &'static [&'static str],
    /// The page of a corp, by a parameter of that name.
    corp: Option<&'static str>,
}

const PAGES: &[Page] = &[
    // Before that of accounts, which has the same path.
    Page {
        path: "/connect/oauth2/authorize",
        title: "企业微信登录",
        scopes: &["snsapi_base", "snsapi_privateinfo"],
        order: &["appid", "redirect_uri", "response_type", "scope", "state", "agentid"],
        corp: Some("agentid"),
    },
    Page {
        path: "/wwlogin/sso/login",
        title: "企业微信扫码登录",
        scopes: &[],
        order: &["login_type", "appid", "agentid", "redirect_uri", "state", "lang"],
        corp: Some("agentid"),
    },
    Page {
        path: "/connect/oauth2/authorize",
        title: "微信网页授权",
        scopes: &["snsapi_base", "snsapi_userinfo"],
        order: &[
            "appid",
            "redirect_uri",
            "response_type",
            "scope",
            "state",
            "forcePopup",
            "forceSnapShot",
            "component_appid",
        ],
        corp: None,
    },
    Page {
        path: "/connect/qrconnect",
        title: "微信扫码登录",
        scopes: &["snsapi_login"],
        order: &[
            "appid",
            "redirect_uri",
            "response_type",
            "scope",
            "state",
            "self_redirect",
            "style",
            "href",
            "lang",
        ],
        corp: None,
    },
];

/// A page's answer, and what was wrong with the address.
pub(crate) type Shown = (Reply, Vec<Finding>);

/// The answer to a browser, when the path is a page's.
pub(crate) fn serve(engine: &Engine, request: &Request) -> Option<Shown> {
    if let Some(shown) = consent::serve(engine, request) {
        return Some(shown);
    }
    if request.path == CHOSEN {
        return Some((chosen(engine, request), Vec::new()));
    }
    let fits = |page: &&Page| {
        let corp = page.corp.is_none_or(|name| request.query(name).is_some());
        page.path == request.path && corp
    };
    let page = PAGES.iter().find(fits)?;
    let findings = check(engine, page, request);
    if let Some(first) = findings.first() {
        let text = format!("<p>{}：{}</p>", escape(&first.at), escape(&first.what));
        return Some((html(StatusCode::BAD_REQUEST, "参数错误", &text), findings));
    }
    let scope = request.query("scope").unwrap_or("snsapi_base");
    if let Some(openid) = engine.state.people.at_the_phone() {
        return Some((back(engine, request, Some(&openid), scope), findings));
    }
    Some((choice(engine, page, request, scope), findings))
}

fn check(engine: &Engine, page: &Page, request: &Request) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut note = |at: &str, what: String| {
        findings.push(Finding { code: 40097, at: format!("query.{at}"), what });
    };
    let value = |name: &str| request.query(name).unwrap_or_default();
    if request.method != "GET" {
        note("", "a page is asked for with GET".into());
    }
    if let Err(refusal) = engine.state.apps.check_appid(value("appid")) {
        note("appid", refusal.message);
    }
    let target = value("redirect_uri");
    if !target.starts_with("http://") && !target.starts_with("https://") {
        note("redirect_uri", "no whole address".into());
    }
    if page.order.contains(&"response_type") && value("response_type") != "code" {
        note("response_type", "must be `code`".into());
    }
    if !page.scopes.is_empty() && !page.scopes.contains(&value("scope")) {
        note("scope", format!("must be one of {}", page.scopes.join(", ")));
    }
    let state = value("state");
    if state.len() > 128 || !state.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        note("state", "must be at most 128 letters and digits".into());
    }
    let mut last = 0;
    for (name, _) in &request.query {
        match page.order.iter().position(|known| known == name) {
            None => note(name, "unknown to this page".into()),
            Some(place) if place < last => {
                note(name, "out of order: the page insists on its order".into());
            }
            Some(place) => last = place,
        }
    }
    findings
}

/// The page on which the person says who they are.
fn choice(engine: &Engine, page: &Page, request: &Request, scope: &str) -> Reply {
    let value = |name: &str| request.query(name).unwrap_or_default();
    let link = |choice: &str| {
        format!(
            "{CHOSEN}?{choice}&appid={}&scope={}&redirect_uri={}&state={}",
            encode(value("appid")),
            encode(scope),
            encode(value("redirect_uri")),
            encode(value("state"))
        )
    };
    let mut text = format!(
        "<p><b>{}</b> 申请使用 <code>{}</code>。你是谁？</p><ul>",
        escape(value("appid")),
        escape(scope)
    );
    let known = engine.state.people.all();
    let known = known.iter().filter(|person| page.corp.is_none() || person.userid.is_some());
    let mut any = false;
    for Person { openid, nickname, .. } in known {
        any = true;
        text.push_str(&format!(
            "<li><a class=\"allow\" id=\"as-{}\" href=\"{}\">{}，同意</a></li>",
            escape(openid),
            escape(&link(&format!("as={}", encode(openid)))),
            escape(nickname)
        ));
    }
    if !any {
        text.push_str("<li>没有人：先用 <code>Simulator::person</code> 添加</li>");
    }
    let refuse = escape(&link("refuse=1"));
    text.push_str(&format!("</ul><p><a id=\"refuse\" href=\"{refuse}\">拒绝</a></p>"));
    html(StatusCode::OK, page.title, &text)
}

/// The person has chosen.
fn chosen(engine: &Engine, request: &Request) -> Reply {
    let scope = request.query("scope").unwrap_or("snsapi_base");
    back(engine, request, request.query("as"), scope)
}

/// Sends the browser back, with a code when the person agreed.
fn back(engine: &Engine, request: &Request, openid: Option<&str>, scope: &str) -> Reply {
    let value = |name: &str| request.query(name).unwrap_or_default();
    let state = encode(value("state"));
    let added = match openid {
        Some(openid) => {
            let code = format!("0{}", engine.state.id("code", 31));
            let (codes, now) = (&engine.state.codes, engine.clock.now());
            codes.issue_to(value("appid"), &code, Use::OAuth, openid, scope, now);
            format!("code={code}&state={state}")
        }
        None => format!("state={state}"),
    };
    redirect(value("redirect_uri"), &added)
}

/// Sends the browser to an address, with more in its query.
pub(crate) fn redirect(target: &str, added: &str) -> Reply {
    let (page, fragment) = target.split_once('#').unwrap_or((target, ""));
    let joint = if page.contains('?') { '&' } else { '?' };
    let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    let Ok(location) = HeaderValue::from_str(&format!("{page}{joint}{added}{fragment}")) else {
        return html(StatusCode::BAD_REQUEST, "参数错误", "<p>redirect_uri</p>");
    };
    let headers = HeaderMap::from_iter([(header::LOCATION, location)]);
    Reply::Http(StatusCode::FOUND, headers, Bytes::new())
}

pub(crate) fn html(status: StatusCode, title: &str, text: &str) -> Reply {
    let page = format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"icon\" href=\"data:,\">\
         <title>{title}</title>\
         <style>body{{font:16px/1.8 sans-serif;max-width:30em;margin:3em auto;padding:0 1em}}</style>\
         <h1>{title}</h1><p>（模拟器）</p>{text}</html>"
    );
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    Reply::Http(status, HeaderMap::from_iter([(header::CONTENT_TYPE, kind)]), page.into())
}

pub(crate) fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}
