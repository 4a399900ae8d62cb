//! Accounts that authorise a platform.

use std::sync::Arc;

use axum::Router;
use wechat_app::ErrorKind;
use wechat_app::callback::{Callback, Context, Reply};
use wechat_app::kind::{MiniProgram, OfficialAccount};
use wechat_app::official_account::events::Event;
use wechat_app::official_account::user::GetFollowers;
use wechat_app::prelude::*;
use wechat_app::{AuthType, Error, MemoryStore, Registry};
use wechat_sim::Push;

use crate::world::{Agency, PLATFORM, World, addressed, serve, ticket, until};

const SHOP: &str = "wx0123456789abcdef";
const PAPER: &str = "wxfedcba9876543210";
const COMPONENT_TOKEN: &str = "/cgi-bin/component/api_component_token";
const QUERY_AUTH: &str = "/cgi-bin/component/api_query_auth";
const RENEW: &str = "/cgi-bin/component/api_authorizer_token";
const LIST: &str = "/cgi-bin/component/api_get_authorizer_list";

/// A call that any account may make.
async fn call(agency: &Agency, appid: &str) -> Result<(), Error> {
    let account = agency.account(MiniProgram, appid)?;
    account.wxa_code().get_unlimited("id=42").await.map(drop)
}

#[tokio::test]
async fn from_the_ticket_to_a_call_for_an_account() {
    let world = World::start().await;
    let agency = world.listening_agency().await;
    let wechat = world.wechat.platform(PLATFORM);

    // Without a ticket there is no token, and the error says where one comes from.
    let error = agency.authorizer().get_info(SHOP).await.expect_err("there is no ticket");
    assert_eq!(error.kind(), ErrorKind::Credential);
    assert!(error.to_string().contains("component_verify_ticket"), "{error}");
    assert_eq!(world.wechat.count(COMPONENT_TOKEN), 0);

    // The pushes are started, and the first one ends the wait at once.
    agency.start_push_ticket().await.expect("started");
    let held = agency.client().credential("component_verify_ticket");
    until("a ticket", || held.peek().is_some()).await;

    // An owner agrees on a computer, another one on a phone; one of an account that was asked for.
    let back = world.back.as_str();
    let page = || agency.authorization(back).at(world.wechat.url());
    wechat.agrees(Some(SHOP));
    let on_pc = page().auth_type(AuthType::MiniPrograms).pc().await.expect("a page");
    let on_phone = page().only(PAPER).phone().await.expect("a page");
    assert!(on_phone.ends_with("#wechat_redirect"));
    let came = world.comes_back(&on_pc).await;
    let authorized = agency.authorized(came["auth_code"].as_str()).await.expect("exchanged");
    assert_eq!(authorized.authorization_info.authorizer_appid, SHOP);
    assert_eq!(world.sent(QUERY_AUTH)["component_appid"], PLATFORM);
    world.comes_back(&on_phone).await;
    let paper = agency.client().credential("authorizer_refresh_token").per([PAPER]);
    until("the push of the other account", || paper.peek().is_some()).await;

    // Their calls carry tokens that came with the code: nothing more is asked for.
    call(&agency, SHOP).await.expect("the call");
    let account = agency.account(OfficialAccount, PAPER).expect("an account");
    account.user().get(GetFollowers::default()).await.expect("the call");
    assert_eq!(world.wechat.count(RENEW), 0);
    assert_eq!(world.wechat.count(COMPONENT_TOKEN), 1);

    // Each page has a code of its own, which is good once.
    let mut codes: Vec<_> = [&page().pc().await, &page().pc().await, &Ok(on_pc)]
        .into_iter()
        .map(|page| page.as_ref().expect("a page").clone())
        .collect();
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 3);
    let info = agency.authorizer().get_info(SHOP).await.expect("who it is");
    assert_eq!(info.authorization_info.authorizer_appid, SHOP);
}

#[tokio::test]
async fn refresh_tokens_that_change_are_kept() {
    let world = World::start().await;
    let agency = world.listening_agency().await;
    let wechat = world.wechat.platform(PLATFORM);
    wechat.push_ticket().await;
    // The push alone is enough.
    wechat.authorize(SHOP).await;
    let kept = agency.client().credential("authorizer_refresh_token").per([SHOP]);
    let mut before = wechat.refresh_token(SHOP);
    for round in 1..=3 {
        world.wechat.expire_tokens();
        call(&agency, SHOP).await.expect("the call");
        let now = wechat.refresh_token(SHOP);
        assert_ne!(now, before, "it changed");
        assert_eq!(kept.get().await.expect("kept").expose(), now.as_deref().expect("a token"));
        assert_eq!(world.answered(RENEW, 0), round);
        before = now;
    }
    assert_eq!(world.wechat.count(LIST), 0);
}

#[tokio::test]
async fn who_takes_it_back_is_forgotten() {
    let world = World::start().await;
    let agency = world.listening_agency().await;
    let wechat = world.wechat.platform(PLATFORM);
    wechat.push_ticket().await;
    wechat.authorize(SHOP).await;
    wechat.authorize(PAPER).await;
    call(&agency, SHOP).await.expect("the call");

    wechat.unauthorize(SHOP).await;
    for name in ["authorizer_refresh_token", "authorizer_access_token"] {
        assert!(agency.client().credential(name).per([SHOP]).peek().is_none(), "{name}");
        assert!(agency.client().credential(name).per([PAPER]).peek().is_some(), "{name}");
    }
    // It is not in the list either; its calls do not reach WeChat.
    let sent = world.wechat.count("/wxa/getwxacodeunlimit");
    let error = call(&agency, SHOP).await.expect_err("it takes no calls");
    assert_eq!(error.kind(), ErrorKind::Credential, "{error}");
    assert_eq!(world.wechat.count("/wxa/getwxacodeunlimit"), sent);
    call(&agency, PAPER).await.expect("the other's call");

    // It comes back.
    wechat.authorize(SHOP).await;
    call(&agency, SHOP).await.expect("the call");
}

#[tokio::test]
async fn all_accounts_come_back_from_the_list() {
    const ACCOUNTS: usize = 1203;
    let world = World::start().await;
    let wechat = world.wechat.platform(PLATFORM);
    let account = |number: usize| format!("wx{number:016x}");
    for number in 0..ACCOUNTS {
        wechat.authorize(&account(number)).await;
    }
    let agency = world.listening_agency().await;
    wechat.push_ticket().await;
    assert_eq!(agency.recover().await.expect("recovered"), ACCOUNTS);
    assert_eq!(world.wechat.count(LIST), 3, "500 a page");
    for number in [0, 499, 500, 1000, ACCOUNTS - 1] {
        call(&agency, &account(number)).await.expect("the call");
    }
    assert_eq!((world.wechat.count(RENEW), world.wechat.count(QUERY_AUTH)), (5, 0));
}

#[tokio::test]
async fn tickets_that_are_dead_are_not_used_for_ever() {
    let world = World::start().await;
    let agency = world.listening_agency().await;
    let wechat = world.wechat.platform(PLATFORM);
    wechat.push_ticket().await;
    let held = agency.client().credential("component_verify_ticket");
    let first = held.get().await.expect("a ticket").expose().to_owned();

    // Another comes, and then the first once more, which nobody had answered in time.
    wechat.push_ticket().await;
    let second = held.get().await.expect("a ticket").expose().to_owned();
    assert_ne!(first, second);
    let target = world.wechat.platform(PLATFORM).target().expect("a target");
    let pushed = world.wechat.push(&target, ticket(&first, world.wechat.now() / 1000 - 600)).await;
    assert!(pushed.is_taken());
    assert_eq!(held.get().await.expect("a ticket").expose(), second);

    // One that WeChat never pushed: 61006. The next that is pushed mends it.
    held.forget().await.expect("forgotten");
    held.set("ticket@@@of-somebody-else", None).await.expect("set");
    let error = agency.authorizer().get_info(SHOP).await.expect_err("a wrong ticket");
    assert_eq!(error.code(), Some(61006), "{error:#}");
    wechat.push_ticket().await;
    wechat.authorize(SHOP).await;
    agency.authorizer().get_info(SHOP).await.expect("who it is");

    // After half a day without pushes: 61005.
    agency.client().credential("component_access_token").forget().await.expect("forgotten");
    world.wechat.advance(std::time::Duration::from_secs(12 * 3600 + 1));
    let error = agency.authorizer().get_info(SHOP).await.expect_err("an old ticket");
    assert_eq!(error.code(), Some(61005), "{error:#}");
    assert!(error.fix().is_some_and(|fix| fix.contains("start_push_ticket")), "{error:#}");
}

/// Pushes reach one process of many; the others have what it got from the store.
#[tokio::test]
async fn processes_that_hear_no_pushes_can_call_too() {
    let world = World::start().await;
    let store = MemoryStore::new();
    let one = world.listening_agency_with(|builder| builder.store(store.clone())).await;
    let deaf = || world.agency_with(|builder| builder.store(store.clone()));
    let (second, third) = (deaf(), deaf());
    let wechat = world.wechat.platform(PLATFORM);
    wechat.push_ticket().await;
    wechat.authorize(SHOP).await;
    call(&second, SHOP).await.expect("the call");
    assert_eq!((world.wechat.count(COMPONENT_TOKEN), world.wechat.count(RENEW)), (1, 0));

    // Each renews in turn, with the refresh token that another one got.
    for agency in [&second, &third, &deaf(), &deaf()] {
        world.wechat.expire_tokens();
        call(agency, SHOP).await.expect("the call");
    }
    assert_eq!((world.answered(RENEW, 0), world.answered(RENEW, 61023)), (4, 0));
    assert_eq!(world.wechat.count(LIST), 0);

    // One is told that it is over; the others learn it of WeChat.
    wechat.unauthorize(SHOP).await;
    for agency in [&one, &second, &third] {
        call(agency, SHOP).await.expect_err("it takes no calls");
    }
    wechat.authorize(SHOP).await;
    for agency in [&one, &second, &third] {
        let begun = std::time::Instant::now();
        while let Err(error) = call(agency, SHOP).await {
            assert!(begun.elapsed().as_secs() < 40, "{error:#}");
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    }
}

/// What users write to an account comes to the platform, and is answered with the platform's key.
#[tokio::test]
async fn what_is_written_to_accounts_is_answered_for_them() {
    let world = World::start().await;
    let agency = world.listening_agency().await;
    let accounts = Arc::new(Registry::new());
    for appid in [SHOP, PAPER] {
        let account = agency.account(OfficialAccount, appid).expect("an account");
        accounts.insert(account).expect("a name of its own");
    }
    let handler = |event: Event, cx: Context<App<OfficialAccount>>| async move {
        match event {
            Event::Text(text) => {
                Reply::text(format!("{} at {}", text.content, cx.client().appid()))
            }
            _ => Reply::none(),
        }
    };
    let callback = Callback::new(accounts, handler).expect("settings").also_for(PLATFORM);
    let serves = serve(Router::new().route_service("/wechat/{appid}", callback)).await;
    for appid in [SHOP, PAPER] {
        let target = addressed(format!("{serves}/wechat/{appid}"), PLATFORM);
        let pushed = world.wechat.push(&target, Push::text("oLiLei", "hello")).await;
        let reply = pushed.reply().unwrap_or_else(|| panic!("{:?}", pushed.outcome()));
        assert_eq!(reply.text("Content"), format!("hello at {appid}"));
    }
    let target = addressed(format!("{serves}/wechat/{SHOP}"), "wx0000000000000000");
    assert!(!world.wechat.push(&target, Push::text("oLiLei", "hello")).await.is_taken());
}

/// Codes that are wrong are errors of WeChat's; calls that ask what is not there, of the settings.
#[tokio::test]
async fn what_is_wrong_is_said() {
    let world = World::start().await;
    let agency = world.listening_agency().await;
    world.wechat.platform(PLATFORM).push_ticket().await;
    let error = agency.authorized("queryauthcode@@@nobody").await.expect_err("no such code");
    assert_eq!(error.code(), Some(61009));
    assert_eq!(error.endpoint_path(), Some(QUERY_AUTH));
    let unknown = agency.client().exchange::<serde_json::Value>("auth_code", "x").await;
    let text = unknown.expect_err("of suites").to_string();
    assert!(text.contains("authorization_code"), "{text}");
    // An account cannot do what needs its secret: the platform does.
    let shop = agency.account(MiniProgram, SHOP).expect("an account");
    let text = shop.login().code2session("code").await.expect_err("no secret").to_string();
    assert!(text.contains("secret"), "{text}");
    let code = world.wechat.login_code("oLiLei");
    let request = wechat_app::open_platform::login::PlatformCode2session::new(SHOP, code);
    assert_eq!(agency.login().code2session(request).await.expect("a session").openid, "oLiLei");
}
