//! The login pages, as a browser meets them.

use reqwest::{Response, redirect};
use wechat_sim::{Person, Simulator};

use super::api::{APP, SECRET, client};

async fn pages() -> (Simulator, reqwest::Client) {
    let wechat = Simulator::builder().app(APP, SECRET).start().await.expect("it starts");
    wechat.person(Person::new("oLiLei").nickname("<李雷>"));
    let stays = reqwest::Client::builder().redirect(redirect::Policy::none());
    (wechat, client(stays))
}

fn location(response: &Response) -> &str {
    response.headers()["location"].to_str().expect("ASCII")
}

const GOOD: &str = "appid=wx0123456789abcdef&redirect_uri=http%3A%2F%2Fshop.example%2Fb%3Fx%3D1%23f&response_type=code&scope=snsapi_base&state=s1";

#[tokio::test]
async fn a_page_insists_on_its_parameters_and_their_order() {
    let (wechat, http) = pages().await;
    for (bad, at) in [
        (GOOD.replace("appid=wx0123456789abcdef", "appid=wx"), "query.appid"),
        (GOOD.replace("response_type=code", "response_type=token"), "query.response_type"),
        (GOOD.replace("snsapi_base", "snsapi_login"), "query.scope"),
        (GOOD.replace("state=s1", "state=s-1"), "query.state"),
        (GOOD.replace("state=s1", &format!("state={}", "a".repeat(129))), "query.state"),
        (GOOD.replace("http%3A%2F%2F", "%2F%2F"), "query.redirect_uri"),
        (format!("state=s1&{}", GOOD.replace("&state=s1", "")), "query.appid"),
        (format!("{GOOD}&lang=en"), "query.lang"),
    ] {
        let url = format!("{}/connect/oauth2/authorize?{bad}", wechat.url());
        assert_eq!(http.get(url).send().await.expect("a page").status(), 400, "{bad}");
        let violations = wechat.violations();
        assert!(violations.first().is_some_and(|it| it.at == at), "{bad}: {violations:?}");
        wechat.clear_calls();
    }
}

#[tokio::test]
async fn a_code_is_for_the_app_that_asked() {
    let (wechat, http) = pages().await;
    wechat.app("wxfedcba9876543210", SECRET);
    let url = format!("{}/connect/oauth2/authorize?{GOOD}", wechat.url());
    let page = http.get(&url).send().await.expect("a page").text().await.expect("text");
    assert!(page.contains("&lt;李雷&gt;") && page.contains("id=\"as-oLiLei\""), "{page}");
    wechat.logs_in(Some("oLiLei"));
    let sent = http.get(&url).send().await.expect("a page");
    // What the address of return has of its own stays, the fragment at the end.
    let rest = location(&sent).strip_prefix("http://shop.example/b?x=1&code=").expect("a code");
    let code = rest.strip_suffix("&state=s1#f").expect("the state");
    for (app, wanted) in [("wxfedcba9876543210", 40029), (APP, 0), (APP, 40163)] {
        let query = [
            ("appid", app),
            ("secret", SECRET),
            ("code", code),
            ("grant_type", "authorization_code"),
        ];
        let pairs: Vec<_> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let url = format!("{}/sns/oauth2/access_token?{}", wechat.url(), pairs.join("&"));
        let answer = http.get(url).send().await.expect("an answer").text().await.expect("text");
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
        assert_eq!(answer["errcode"].as_i64().unwrap_or(0), wanted, "{app}");
    }
    assert_eq!(wechat.violations(), []);
}
