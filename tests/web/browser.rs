//! As much of a browser as a login needs: cookies by host and port, redirects that a test follows
//! step by step or all at once.

use std::collections::BTreeMap;
use std::sync::Mutex;

use bytes::Bytes;
use http::header::{COOKIE, HeaderValue, LOCATION, SET_COOKIE};
use http::{Method, Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt, Empty};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;

pub(crate) struct Browser {
    client: Client<HttpConnector, Empty<Bytes>>,
    /// (authority, name) → value
    cookies: Mutex<BTreeMap<(String, String), String>>,
}

/// What a browser got.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) url: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: http::HeaderMap,
    pub(crate) text: String,
}

impl Page {
    /// Where it sends the browser.
    pub(crate) fn location(&self) -> &str {
        self.headers.get(LOCATION).expect("a redirect").to_str().expect("ASCII")
    }

    pub(crate) fn set_cookies(&self) -> Vec<&str> {
        let all = self.headers.get_all(SET_COOKIE);
        all.into_iter().map(|value| value.to_str().expect("ASCII")).collect()
    }

    /// The address behind the link of this id, whole.
    pub(crate) fn link(&self, id: &str) -> String {
        let (_, rest) = self.text.split_once(&format!("id=\"{id}\"")).expect("the link");
        let href = rest.split_once("href=\"").expect("href").1.split('"').next().expect("its end");
        let uri: Uri = self.url.parse().expect("a URL");
        format!("http://{}{}", uri.authority().expect("a host"), href.replace("&amp;", "&"))
    }
}

impl Browser {
    pub(crate) fn new() -> Browser {
        let client = Client::builder(TokioExecutor::new()).build(HttpConnector::new());
        Browser { client, cookies: Mutex::default() }
    }

    /// A person goes to an address; no redirect is followed.
    pub(crate) async fn go(&self, url: &str) -> Page {
        self.send(Method::GET, url, &[("sec-fetch-mode", "navigate")]).await
    }

    /// A person goes to an address, wherever it leads.
    pub(crate) async fn follow(&self, url: &str) -> Page {
        let mut page = self.go(url).await;
        for _ in 0..10 {
            if !page.status.is_redirection() {
                return page;
            }
            page = self.go(&absolute(&page)).await;
        }
        panic!("it leads in circles: {}", page.url);
    }

    pub(crate) async fn send(&self, method: Method, url: &str, headers: &[(&str, &str)]) -> Page {
        let uri: Uri = url.split('#').next().expect("a URL").parse().expect("a URL");
        let host = uri.authority().expect("a host").to_string();
        let mut request = Request::new(Empty::new());
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        for (name, value) in headers {
            let name: http::HeaderName = name.parse().expect("a header");
            request.headers_mut().insert(name, HeaderValue::from_str(value).expect("a value"));
        }
        let cookies = self.cookies(&host);
        if !cookies.is_empty() {
            request.headers_mut().insert(COOKIE, cookies.parse().expect("cookies"));
        }
        let (parts, body) = self.client.request(request).await.expect("an answer").into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        self.keep(&host, &Response::from_parts(parts.clone(), ()));
        Page {
            url: url.to_owned(),
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// The `Cookie` header for a host.
    pub(crate) fn cookies(&self, host: &str) -> String {
        let cookies = self.cookies.lock().expect("the cookies");
        let own = cookies.iter().filter(|((its, _), _)| its == host);
        own.map(|((_, name), value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&self, host: &str, response: &Response<()>) {
        let mut cookies = self.cookies.lock().expect("the cookies");
        for value in response.headers().get_all(SET_COOKIE) {
            let text = value.to_str().expect("ASCII");
            assert!(text.contains("HttpOnly") && text.contains("SameSite=Lax"), "{text}");
            let (name, rest) = text.split_once('=').expect("a cookie");
            let key = (host.to_owned(), name.to_owned());
            if text.contains("Max-Age=0;") {
                cookies.remove(&key);
            } else {
                let value = rest.split(';').next().expect("a value");
                cookies.insert(key, value.to_owned());
            }
        }
    }
}

/// Where a redirect leads, whole.
pub(crate) fn absolute(page: &Page) -> String {
    let to = page.location();
    if !to.starts_with('/') {
        return to.to_owned();
    }
    let uri: Uri = page.url.parse().expect("a URL");
    format!("http://{}{to}", uri.authority().expect("a host"))
}
