//! A request to a hub.

use std::cell::RefCell;
use std::time::Duration;

use http::{HeaderValue, Method, Request, Uri};
use http_body_util::Full;
use wechat_app::hub::{Hub, Peer, Scope};
use wechat_app::kind::MiniProgram;
use wechat_app::{Client, Kind as _, Secret};

const VALUE: &str = "the-value-of-the-token";
const OPEN: &str = "/mini_program/wx0123456789abcdef/access_token";

struct Site {
    runtime: tokio::runtime::Runtime,
    hub: Hub,
}

thread_local! {
    static SITE: RefCell<Option<Site>> = const { RefCell::new(None) };
}

fn site() -> Site {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("a runtime");
    let client = |appid: &str| {
        let client = Client::builder(MiniProgram::INFO).appid(appid).base_url("http://127.0.0.1:9");
        client.secret("none").build().expect("a client")
    };
    let (open, closed) = (client("wx0123456789abcdef"), client("wx0123456789abcdee"));
    for client in [&open, &closed] {
        let token = client.credential("access_token");
        let set = token.set(Secret::from(VALUE), Duration::from_secs(1 << 30));
        runtime.block_on(set).expect("set");
    }
    let peer = Peer::new("billing", "k".repeat(32))
        .allow(Scope::app("wx0123456789abcdef").only(["access_token"]));
    let hub = Hub::builder().client(&open).client(&closed).peer(peer).build().expect("a hub");
    Site { runtime, hub }
}

/// Takes bytes as four lines: method, address, `Authorization`, body. The value goes to nobody but the
/// peer, and from nowhere but the one address that it may read; every answer is well-formed.
pub fn hub_request(bytes: &[u8]) {
    let mut lines = bytes.splitn(4, |byte| *byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let (method, address, key, body) = (line(), line(), line(), line());
    let Ok(method) = Method::from_bytes(method) else { return };
    let Ok(uri) = Uri::try_from(address) else { return };
    // What asks WeChat for another value would wait for the network.
    if method == Method::POST && body.len() > 60 {
        return;
    }
    let mut request = Request::new(Full::new(bytes::Bytes::copy_from_slice(body)));
    (*request.method_mut(), *request.uri_mut()) = (method, uri.clone());
    if let Ok(key) = HeaderValue::from_bytes(key) {
        request.headers_mut().insert("authorization", key);
    }
    let authorised = request.headers().get("authorization").is_some_and(|key| {
        // `billing:kkkk…`, whatever its case and spaces.
        let right = "YmlsbGluZzpra2tra2tra2tra2tra2tra2tra2tra2tra2tra2tr";
        key.to_str().is_ok_and(|key| key.contains(right) || key.contains(&"k".repeat(32)))
    });
    SITE.with_borrow_mut(|site_| {
        let site = site_.get_or_insert_with(site);
        let answer = site.runtime.block_on(site.hub.handle(request));
        let body = String::from_utf8_lossy(answer.body());
        assert!(serde_json::from_str::<serde_json::Value>(&body).is_ok(), "{body}");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        if body.contains(VALUE) {
            assert!(answer.status().is_success() && authorised);
            let path = percent_encoding::percent_decode_str(uri.path()).decode_utf8_lossy();
            assert_eq!(path, OPEN);
        }
    });
}
