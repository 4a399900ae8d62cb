//! Corps that install a suite.

use std::time::Duration;

use wechat_app::ErrorKind;
use wechat_app::kind::Wecom;
use wechat_app::prelude::*;
use wechat_app::{App, Error};

use crate::world::{SUITE, World, until};

const CORP: &str = "wwabcdef0123456789";
const OTHER: &str = "ww00000000deadbeef";
const AGENT: u64 = 1_000_046;
const SUITE_TOKEN: &str = "/cgi-bin/service/get_suite_token";
const CORP_TOKEN: &str = "/cgi-bin/service/get_corp_token";
const GETTOKEN: &str = "/cgi-bin/gettoken";
const TICKET: &str = "/cgi-bin/get_jsapi_ticket";

/// A call that any app in a corp may make.
async fn call(app: &App<Wecom>) -> Result<(), Error> {
    let ticket = app.client().call("GET /cgi-bin/get_jsapi_ticket").send::<serde_json::Value>();
    ticket.await.map(drop)
}

#[tokio::test]
async fn from_the_ticket_to_a_call_in_a_corp() {
    let world = World::start().await;
    let notes = world.listening_notes().await;
    let wecom = world.wechat.suite(SUITE);
    let error = notes.authorization().get_pre_auth_code().await.expect_err("there is no ticket");
    assert!(error.to_string().contains("suite_ticket"), "{error}");
    assert!(wecom.push_ticket().await.expect("pushed").is_taken());

    // Installed in WeCom's shop: the code is pushed.
    assert!(wecom.install(CORP, AGENT).await.expect("pushed").is_taken());
    let permanent = notes.permanent_code(CORP).get().await.expect("kept");
    assert_eq!(Some(permanent.expose()), wecom.permanent_code(CORP).as_deref());
    let app = notes.corp(CORP, AGENT).expect("an app");
    call(&app).await.expect("the call");
    assert_eq!(world.wechat.count(CORP_TOKEN), 0, "a token came with the code");

    // It expires, and another is had with the permanent code.
    world.wechat.expire_tokens();
    call(&app).await.expect("the call");
    assert_eq!(world.sent(CORP_TOKEN)["permanent_code"], permanent.expose());
    assert_eq!((world.answered(CORP_TOKEN, 0), world.wechat.count(SUITE_TOKEN)), (1, 2));

    // Pages are signed with tickets of the app.
    let config = app.js_config("https://suite.example/page").await.expect("signed");
    assert_eq!(config.app_id, CORP);
}

#[tokio::test]
async fn a_corp_that_comes_from_the_providers_site() {
    let world = World::start().await;
    let notes = world.listening_notes().await;
    let wecom = world.wechat.suite(SUITE);
    wecom.push_ticket().await;
    wecom.agrees(Some((CORP, AGENT)));
    let page = notes.install(world.back.as_str()).state("6fz1").at(world.wechat.url());
    let address = page.clone().test().address().await.expect("a page");
    let came = world.comes_back(&address).await;
    assert_eq!(came["state"], "6fz1");
    let granted = notes.authorized(came["auth_code"].as_str()).await.expect("exchanged");
    assert_eq!(granted.auth_corp_info.corpid, CORP);
    let info = granted.auth_info.expect("what it granted");
    let app = notes.corp(CORP, info.agent[0].agentid).expect("an app");
    call(&app).await.expect("the call");
    // Codes work once.
    let error = notes.authorized(came["auth_code"].as_str()).await.expect_err("used");
    assert_eq!((error.code(), error.code_name()), (Some(40078), Some("INVALID_AUTH_CODE")));
}

/// WeCom pushes a code once. What is missing may come later.
#[tokio::test]
async fn a_code_that_comes_before_the_ticket_is_not_lost() {
    let world = World::start().await;
    let notes = world.listening_notes().await;
    let wecom = world.wechat.suite(SUITE);
    assert!(wecom.install(CORP, AGENT).await.expect("pushed").is_taken());
    let permanent = notes.permanent_code(CORP);
    assert!(permanent.peek().is_none(), "there is no ticket yet");
    wecom.push_ticket().await;
    until("the permanent code", || permanent.peek().is_some()).await;
    call(&notes.corp(CORP, AGENT).expect("an app")).await.expect("the call");
}

/// A code works once: what it becomes must not be lost with a connection that breaks.
#[tokio::test]
async fn a_browser_that_goes_away_takes_nothing_with_it() {
    let world = World::start().await;
    let notes = world.listening_notes().await;
    let wecom = world.wechat.suite(SUITE);
    wecom.push_ticket().await;
    wecom.agrees(Some((CORP, AGENT)));
    let page = notes.install(world.back.as_str()).at(world.wechat.url()).address();
    let came = world.comes_back(&page.await.expect("a page")).await;
    const EXCHANGE: &str = "/cgi-bin/service/get_permanent_code";
    world.wechat.delay(EXCHANGE, Duration::from_millis(1500));
    let waiting = notes.authorized(came["auth_code"].as_str());
    let gone = tokio::time::timeout(Duration::from_millis(100), waiting).await;
    assert!(gone.is_err(), "nobody waits any more");
    let permanent = notes.permanent_code(CORP);
    until("the permanent code", || permanent.peek().is_some()).await;
    call(&notes.corp(CORP, AGENT).expect("an app")).await.expect("the call");
    assert_eq!(world.wechat.count(EXCHANGE), 1);
}

#[tokio::test]
async fn corps_do_not_share_and_can_leave() {
    let world = World::start().await;
    let notes = world.listening_notes().await;
    let wecom = world.wechat.suite(SUITE);
    wecom.push_ticket().await;
    wecom.install(CORP, AGENT).await;
    wecom.install(OTHER, AGENT).await;
    let (app, other) = (notes.corp(CORP, AGENT).expect("an app"), notes.corp(OTHER, AGENT));
    let other = other.expect("an app");
    call(&app).await.expect("the call");
    call(&other).await.expect("the call");
    let carried = |back: usize| {
        let calls = world.wechat.calls_to(TICKET);
        calls[calls.len() - 1 - back].query("access_token").expect("a token").to_owned()
    };
    assert_ne!(carried(0), carried(1));

    // A code is reset: the old one is dead, and the new one comes by a push.
    let old = wecom.permanent_code(CORP);
    assert!(wecom.reset_permanent_code(CORP).await.expect("pushed").is_taken());
    assert_ne!(wecom.permanent_code(CORP), old);
    call(&app).await.expect("the call");

    wecom.uninstall(CORP).await;
    assert!(notes.permanent_code(CORP).peek().is_none());
    let error = call(&app).await.expect_err("it is gone");
    assert_eq!(error.kind(), ErrorKind::Credential, "{error}");
    call(&other).await.expect("the other's call");
}

#[tokio::test]
async fn apps_that_are_developed_for_a_corp() {
    let world = World::start().await;
    let notes = world.listening_notes().await;
    let wecom = world.wechat.suite(SUITE);
    wecom.push_ticket().await;
    assert!(wecom.install_customized(CORP, AGENT).await.expect("pushed").is_taken());
    let app = notes.customized(CORP, AGENT).expect("an app");
    call(&app).await.expect("the call");
    let fetched = world.wechat.calls_to(GETTOKEN);
    assert_eq!(fetched.len(), 1);
    assert_eq!(fetched[0].query("corpid"), Some(CORP));
    assert_eq!(fetched[0].query("corpsecret"), wecom.permanent_code(CORP).as_deref());
    assert_eq!(world.wechat.count(CORP_TOKEN), 0);
    wecom.uninstall(CORP).await;
    assert!(call(&app).await.is_err());
}
