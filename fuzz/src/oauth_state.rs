//! What comes back from a login page: the address with code and state, the cookies of the browser,
//! the page it wants to go to.

use std::sync::OnceLock;
use std::time::{Duration, UNIX_EPOCH};

use http::{HeaderMap, HeaderValue, Method, Uri};
use wechat_runtime::op::{Code, Envelope, Product};
use wechat_runtime::web::{Exchange, Grant, Key, Provider, States, Targets, WebLogin};
use wechat_runtime::{Client, KindInfo};

static PRODUCT: Product = Product {
    name: "site",
    host: "https://api.weixin.qq.com",
    envelope: Envelope { code: "errcode", message: "errmsg", ok: &[Code::Number(0)] },
    auth: None,
    credentials: &[],
    exchanges: &[],
    codes: &[],
};
static KIND: KindInfo = KindInfo { name: "site", product: &PRODUCT };

struct Page(Client);

impl Provider for Page {
    fn client(&self) -> &Client {
        &self.0
    }

    fn app(&self) -> &str {
        "wx0123456789abcdef"
    }

    fn back(&self) -> &str {
        "https://shop.example/back"
    }

    fn page(&self, state: &str) -> String {
        format!("https://open.weixin.qq.com/?state={state}")
    }

    fn exchange(&self, _: &str) -> Exchange {
        Box::pin(async { Ok(Grant::openid("oLiLei")) })
    }
}

fn key() -> Key {
    Key::new([7; 32]).expect("a key")
}

/// Takes bytes as five lines: state, its cookie, an address to return to, a `Cookie` header, a query.
/// No state and no session is good that was not signed, nobody is sent elsewhere, nothing panics.
pub fn oauth_state(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.splitn(5, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let (state, cookie, target, cookies, query) = (line(), line(), line(), line(), line());
    let now = UNIX_EPOCH + Duration::from_secs(1_800_000_000);

    // A fuzzer does not find a signature.
    let states = States::new(key(), "wx0123456789abcdef");
    assert!(states.check(state, Some(cookie), now).is_err());

    let targets = Targets::this_site().and("https://m.shop.example").expect("an origin");
    if let Ok(target) = targets.check(target) {
        let address = target.as_str();
        stays(address);
        let begun = states.begin(&target, Some(cookie), now).expect("random bytes");
        assert!(begun.state.len() <= 128);
        assert!(begun.state.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert!(HeaderValue::from_str(&begun.cookie).is_ok());
        let back = states.check(&begun.state, Some(&begun.cookie), now);
        assert_eq!(back, Ok(Some(address.to_owned())));
        // What the fuzzer has instead is not taken for it.
        if !begun.cookie.starts_with(cookie.split('.').next().unwrap_or_default()) {
            assert!(states.check(&begun.state, Some(cookie), now).is_err());
        }
    }
    whole(targets, target, cookies, query);
}

/// The same by the login as a whole.
fn whole(targets: Targets, target: &str, cookies: &str, query: &str) {
    // Made once: it has connections.
    static LOGIN: OnceLock<WebLogin> = OnceLock::new();
    let login = LOGIN.get_or_init(|| {
        let client = Client::builder(&KIND).appid("wx0123456789abcdef").build();
        let page = Page(client.expect("a client"));
        WebLogin::builder(page).key(key()).targets(targets).build().expect("a login")
    });
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(cookies) {
        headers.insert("cookie", value);
    }
    assert!(login.session(&headers).is_none());
    let Ok(uri) = format!("https://shop.example/back?{query}").parse::<Uri>() else { return };
    assert!(login.guard(&Method::GET, &uri, &headers).is_err());
    let begun = login.begin(&headers, target);
    let to = begun.headers()["location"].to_str().expect("ASCII");
    assert!(to.starts_with("https://open.weixin.qq.com/?state="));
    stays(login.logout(target).headers()["location"].to_str().expect("ASCII"));
    // No code is exchanged without a state, so nothing waits.
    let mut finish = std::pin::pin!(login.finish(&uri, &headers));
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    match finish.as_mut().poll(&mut cx) {
        std::task::Poll::Ready(answer) => {
            assert!(answer.status().is_client_error());
            assert!(answer.headers().get("set-cookie").is_none());
        }
        std::task::Poll::Pending => panic!("it asks WeChat for a login that was not begun"),
    }
}

/// A path of the site, or an address on the allowed one.
fn stays(address: &str) {
    let plain = address.bytes().all(|byte| matches!(byte, b'!'..=b'~') && byte != b'\\');
    let here = address.starts_with('/') && !address.starts_with("//");
    let lower = address.to_ascii_lowercase();
    let there = lower.strip_prefix("https://m.shop.example");
    let there = there.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
    assert!(plain && (here || there), "{address:?}");
}
