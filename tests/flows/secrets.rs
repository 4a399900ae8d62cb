//! Requests, calls and answers print nothing secret, whatever WeChat answers. That nothing does is
//! what every [`World`] looks for at its end; here is what the other flows do not do.

use serde_json::json;
use wechat_app::common::token::StableToken;
use wechat_app::crypto::user_data::EncryptedData;
use wechat_app::mini_program::login::{CheckSessionKey, Code2Session};
use wechat_app::mini_program::phone::GetUserPhoneNumber;
use wechat_app::official_account::oauth::{OauthAccessToken, OauthUserinfo};
use wechat_app::prelude::*;

use crate::support::{SECRET, World, fails, met, print, show, works};

const LOGIN: &str = "/sns/jscode2session";
const IPS: &str = "/cgi-bin/get_api_domain_ip";
const PHONE: &str = "/wxa/business/getuserphonenumber";

#[tokio::test]
async fn requests_and_calls_do_not_print_theirs() {
    let world = World::start().await;
    let (shop, account) = (world.shop(), world.account());
    let (code, phone) = (world.wechat.login_code("oLiLei"), world.wechat.phone_code("13800138000"));
    let oauth = world.wechat.oauth_code("oLiLei", "snsapi_base");
    for secret in [&code, &phone, &oauth] {
        world.secret(secret);
    }
    let session = works(shop.login().code2session(show(Code2Session::new(&*code)))).await;
    print(&CheckSessionKey::from(&session));
    print(&shop.login().check_session_key(&session));
    print(&shop.login().code2session(&*code).into_future());
    print(&GetUserPhoneNumber::new(&*phone));
    works(shop.phone().get_user_number(&*phone)).await;
    let login = works(account.oauth().access_token(show(OauthAccessToken::new(&*oauth)))).await;
    print(&OauthUserinfo::from(&login));
    print(&shop.call("POST /wxa/business/getuserphonenumber").json(&json!({"code": phone})));
    print(&shop.access_token());
    print(&works(shop.access_token().get()).await);
    print(&shop.access_token().peek());
    works(shop.token().get()).await;
    works(shop.token().stable(StableToken::new())).await;
    works(account.ticket().get(wechat_app::common::ticket::TicketType::Jsapi)).await;
    print(&EncryptedData::new("AAAA", "AAAA"));
    let proxy = "http://user:a-proxy-password@127.0.0.1:1";
    print(&crate::support::Shop::builder().secret(SECRET).proxy(proxy));
    world.secret("a-proxy-password");
}

#[tokio::test]
async fn answers_as_they_come_do_not_print_theirs() {
    let world = World::start().await;
    let shop = world.shop();
    let raw = works(shop.login().code2session(world.wechat.login_code("oLiLei")).raw()).await;
    assert!(raw.text().contains("session_key"));
    let token = works(shop.token().get().raw()).await;
    assert!(token.text().contains("access_token"));
    let value: serde_json::Value = works(shop.call(format!("GET {IPS}")).send()).await;
    assert!(value.is_object());
}

#[tokio::test]
async fn a_failed_call_is_looked_up_by_its_rid() {
    let world = World::start().await;
    let account = world.account();
    let error = fails(account.user().info("")).await;
    let rid = error.rid().expect("errors have one");
    let found = works(account.quota().rid_get(rid)).await.request;
    assert!(
        found.request_url.contains("access_token="),
        "what was sent is there, and does not print"
    );
}

/// Answers that hold this text: status, content type, body. WeChat's messages repeat what was
/// sent, and so do the pages of proxies.
fn repeating(secret: &str) -> [(u16, &'static str, String); 10] {
    let (json, html) = ("application/json", "text/html");
    [
        (200, json, format!(r#"{{"errcode":40013,"errmsg":"invalid: {secret}"}}"#)),
        (
            200,
            json,
            format!(r#"{{"errcode":40013,"errmsg":"of /path?access_token={secret}&a=b"}}"#),
        ),
        (200, json, format!(r#"{{"errcode":"{secret}","errmsg":"a code that is none"}}"#)),
        (
            200,
            json,
            format!(r#"{{"openid":{{}},"ip_list":{{"{secret}":1}},"phone_info":"{secret}"}}"#),
        ),
        (200, json, format!(r#"{{"openid":"{secret}","#)),
        (200, json, format!("{secret} is no JSON")),
        (200, html, format!("<html><title>{secret}</title><p>{secret}</p></html>")),
        (502, html, format!("<html><title>Bad gateway to {secret}</title></html>")),
        (500, json, format!(r#"{{"message":"{secret}"}}"#)),
        (404, "text/plain", format!("no such page: {secret}")),
    ]
}

#[tokio::test]
async fn answers_that_repeat_a_secret() {
    let world = World::start().await;
    let shop = world.shop_with(|builder| builder.retry(wechat_app::RetryPolicy::NONE));
    let token = works(shop.access_token().get()).await;
    let code = world.wechat.login_code("oLiLei");
    let phone = world.wechat.phone_code("13800138000");
    for (path, secret) in [(LOGIN, SECRET), (LOGIN, &code), (IPS, token.expose()), (PHONE, &phone)]
    {
        world.secret(secret);
        let fails = async || match path {
            LOGIN => fails(shop.login().code2session(&*code)).await,
            PHONE => fails(shop.phone().get_user_number(&*phone)).await,
            _ => fails(shop.network().get_api_domain_ip()).await,
        };
        for (status, content_type, body) in repeating(secret) {
            world.wechat.answer_next(path, status, &[("content-type", content_type)], body);
            let error = fails().await;
            let text = format!("{error} {error:#} {error:?}");
            assert!(!text.contains(secret), "{}", text.replace(secret, "***"));
        }
        let elsewhere = format!("https://elsewhere.example/?to={secret}");
        world.wechat.answer_next(path, 302, &[("location", &elsewhere)], "");
        assert_eq!(fails().await.kind(), wechat_app::ErrorKind::Redirect);
    }
    met(shop.call("POST /cgi bin").send::<serde_json::Value>().await.expect_err("no path"));
}
