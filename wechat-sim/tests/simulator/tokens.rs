//! Tokens and tickets over HTTP; their rules in full are unit tests of `state::tokens`.

use crate::api::{APP, Api, SECRET, code};

const CLASSIC: [(&str, &str); 3] =
    [("grant_type", "client_credential"), ("appid", APP), ("secret", SECRET)];

#[tokio::test]
async fn a_token_lives_two_hours_by_the_simulators_clock() {
    let api = Api::start().await;
    assert_eq!(code(&api.get("/cgi-bin/getcallbackip", &[]).await), 0);
    api.advance(7199);
    assert_eq!(code(&api.get("/cgi-bin/getcallbackip", &[]).await), 0);
    api.advance(1);
    assert_eq!(code(&api.get("/cgi-bin/getcallbackip", &[]).await), 42001);
    api.assert_clean();
}

#[tokio::test]
async fn expired_tokens_make_way() {
    let mut api = Api::start().await;
    api.wechat.expire_tokens();
    assert_eq!(code(&api.get("/cgi-bin/getcallbackip", &[]).await), 42001);
    let fresh = api.stable(false).await;
    assert_eq!(fresh["expires_in"], 7200);
    api.token = fresh["access_token"].as_str().unwrap().to_owned();
    assert_eq!(code(&api.get("/cgi-bin/getcallbackip", &[]).await), 0);
    assert_eq!(api.wechat.token_requests(), 2);
    assert_eq!(api.wechat.tokens(), [api.token.clone()]);
    api.assert_clean();
}

#[tokio::test]
async fn the_classic_token_works_too() {
    let mut api = Api::start().await;
    let classic = api.get_bare("/cgi-bin/token", &CLASSIC).await;
    api.token = classic["access_token"].as_str().unwrap().to_owned();
    assert_eq!(code(&api.get("/cgi-bin/getcallbackip", &[]).await), 0);
    api.get_bare("/cgi-bin/token", &CLASSIC).await;
    api.advance(299);
    assert_eq!(code(&api.get("/cgi-bin/getcallbackip", &[]).await), 0);
    api.advance(1);
    assert_eq!(code(&api.get("/cgi-bin/getcallbackip", &[]).await), 40001);
    api.assert_clean();
}

#[tokio::test]
async fn tickets_stay_and_differ_by_type() {
    let api = Api::start().await;
    let first = api.get("/cgi-bin/ticket/getticket", &[("type", "jsapi")]).await;
    api.advance(60);
    let again = api.get("/cgi-bin/ticket/getticket", &[("type", "jsapi")]).await;
    let card = api.get("/cgi-bin/ticket/getticket", &[("type", "wx_card")]).await;
    assert_eq!(first["ticket"], again["ticket"]);
    assert_eq!(again["expires_in"], 7140);
    assert_ne!(first["ticket"], card["ticket"]);
    api.assert_clean();
}

#[tokio::test]
async fn apps_and_secrets_are_checked() {
    let api = Api::start().await;
    let with =
        |appid, secret| [("grant_type", "client_credential"), ("appid", appid), ("secret", secret)];
    assert_eq!(code(&api.get_bare("/cgi-bin/token", &with(APP, "wrong")).await), 40125);
    assert_eq!(
        code(&api.get_bare("/cgi-bin/token", &with("wxffffffffffffffff", SECRET)).await),
        40013
    );
    api.assert_clean();
    assert_eq!(code(&api.get_bare("/cgi-bin/token", &with("", SECRET)).await), 41002);
    assert_eq!(code(&api.get_bare("/cgi-bin/token", &with(APP, "")).await), 41004);
    assert_eq!(code(&api.get_bare("/cgi-bin/token", &with(APP, SECRET)[1..]).await), 40097);
    let wrong = [("grant_type", "password"), ("appid", APP), ("secret", SECRET)];
    assert_eq!(code(&api.get_bare("/cgi-bin/token", &wrong).await), 40002);
    assert_eq!(api.wechat.violations().len(), 4);
}

#[tokio::test]
async fn missing_and_made_up_tokens_are_violations() {
    let mut api = Api::start().await;
    assert_eq!(code(&api.get_bare("/cgi-bin/getcallbackip", &[]).await), 41001);
    api.token = "made up".to_owned();
    assert_eq!(code(&api.get("/cgi-bin/getcallbackip", &[]).await), 40001);
    let found: Vec<_> = api.wechat.violations().iter().map(|it| (it.at.clone(), it.code)).collect();
    assert_eq!(
        found,
        [("query.access_token".to_owned(), 41001), ("query.access_token".to_owned(), 40001)]
    );
}
