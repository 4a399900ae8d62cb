//! Requests, calls and answers print nothing secret, whatever WeChat answers. That nothing does is
//! what every [`World`] looks for at its end; here is what the other flows do not do.

use serde_json::json;
use wechat_app::common::token::StableToken;
use wechat_app::crypto::user_data::EncryptedData;
use wechat_app::mini_program::login::{CheckSessionKey, Code2Session};
use wechat_app::mini_program::phone::GetUserPhoneNumber;
use wechat_app::official_account::oauth::{OauthAccessToken, OauthUserinfo};
use wechat_app::prelude::*;

use crate::support::{SECRET, World, fails, met, show, works};

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
    show(CheckSessionKey::from(&session));
    show(shop.login().check_session_key(&session));
    show(shop.login().code2session(&*code).into_future());
    show(GetUserPhoneNumber::new(&*phone));
    works(shop.phone().get_user_number(&*phone)).await;
    let login = works(account.oauth().access_token(show(OauthAccessToken::new(&*oauth)))).await;
    show(OauthUserinfo::from(&login));
    show(shop.call("POST /wxa/business/getuserphonenumber").json(&json!({"code": phone})));
    show(shop.access_token());
    show(works(shop.access_token().get()).await);
    show(shop.access_token().peek());
    works(shop.token().get()).await;
    works(shop.token().stable(StableToken::new())).await;
    works(account.ticket().get(wechat_app::common::ticket::TicketType::Jsapi)).await;
    show(EncryptedData::new("AAAA", "AAAA"));
    show(
        crate::support::Shop::builder()
            .secret(SECRET)
            .proxy("http://user:a-proxy-password@127.0.0.1:1"),
    );
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

/// WeChat's messages repeat what was sent, and proxies answer with pages that do.
#[tokio::test]
async fn answers_that_repeat_a_secret() {
    let world = World::start().await;
    let shop = world.shop_with(|builder| builder.retry(wechat_app::RetryPolicy::NONE));
    let token = works(shop.access_token().get()).await.expose().to_owned();
    let (code, phone) = (world.wechat.login_code("oLiLei"), world.wechat.phone_code("13800138000"));
    let json = &[("content-type", "application/json")][..];
    let html = &[("content-type", "text/html")][..];
    for (path, secret) in [(LOGIN, SECRET), (LOGIN, &*code), (IPS, &*token), (PHONE, &*phone)] {
        world.secret(secret);
        let repeats: Vec<(u16, Vec<(&str, String)>, String)> = [
            (200, json, format!(r#"{{"errcode":40013,"errmsg":"invalid: {secret}"}}"#)),
            (200, json, format!(r#"{{"errcode":40013,"errmsg":"of https://host/path?access_token={secret}&a=b"}}"#)),
            (200, json, format!(r#"{{"errcode":"{secret}","errmsg":"a code that is none"}}"#)),
            (200, json, format!(r#"{{"openid":{{"{secret}":1}},"ip_list":{{"{secret}":1}},"phone_info":"{secret}","session_key":["{secret}"]}}"#)),
            (200, json, format!(r#"{{"openid":"{secret}","#)),
            (200, json, format!("{secret} is no JSON")),
            (200, html, format!("<html><title>{secret}</title><p>{secret}</p></html>")),
            (502, html, format!("<html><title>Bad gateway to {secret}</title></html>")),
            (500, json, format!(r#"{{"message":"{secret}"}}"#)),
            (404, &[][..], format!("no such page: {secret}")),
        ]
        .into_iter()
        .map(|(status, headers, body)| {
            (status, headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(), body)
        })
        .chain([(302, vec![("location", format!("https://elsewhere/?to={secret}"))], String::new())])
        .collect();
        for (status, headers, body) in repeats {
            let headers: Vec<(&str, &str)> =
                headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            world.wechat.answer_next(path, status, &headers, body);
            let error = match path {
                LOGIN => fails(shop.login().code2session(&*code)).await,
                PHONE => fails(shop.phone().get_user_number(&*phone)).await,
                _ => fails(shop.network().get_api_domain_ip()).await,
            };
            let text = format!("{error} {error:#} {error:?}");
            assert!(!text.contains(secret), "{}", text.replace(secret, "***"));
        }
    }
    met(shop.call("POST /cgi bin").send::<serde_json::Value>().await.expect_err("no path"));
}
