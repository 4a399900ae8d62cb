//! What others would make of a login: their account in somebody's browser, somebody's session in
//! theirs, people sent to their site.

use http::StatusCode;

use crate::browser::{Browser, absolute};
use crate::site::Site;

/// A login that was begun and agreed to, up to the address that comes back with the code.
async fn agreed(site: &Site, browser: &Browser, person: &str) -> String {
    let asked = browser.go(&site.at("/orders")).await;
    let choice = browser.go(asked.location()).await;
    browser.go(&choice.link(&format!("as-{person}"))).await.location().to_owned()
}

#[tokio::test]
async fn nobody_is_logged_in_as_somebody_else() {
    let site = Site::start(|login| login).await;
    let (mallory, victim) = (Browser::new(), Browser::new());
    // Mallory's code and state, in a victim's browser: with no login under way, and with one.
    let planted = agreed(&site, &mallory, "oHanMei").await;
    assert_eq!(victim.go(&planted).await.status, StatusCode::FORBIDDEN);
    let own = agreed(&site, &victim, "oLiLei").await;
    assert_eq!(victim.go(&planted).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.exchanges(), 0, "no code is exchanged for a stranger");
    // Mallory's code with the victim's state, once that login is over.
    let (page, query) = own.split_once('?').expect("a query");
    let state = query.split('&').find(|pair| pair.starts_with("state=")).expect("a state");
    assert_eq!(victim.follow(&own).await.text, "oLiLei  snsapi_base ");
    let other = agreed(&site, &mallory, "oHanMei").await;
    let code = other.split(['?', '&']).find(|pair| pair.starts_with("code=")).expect("a code");
    victim.go(&format!("{page}?{code}&{state}")).await;
    assert_eq!(victim.go(&site.at("/orders")).await.text, "oLiLei  snsapi_base ");
    // A code that was used is of no use with a state of one's own.
    let code = own.split(['?', '&']).find(|pair| pair.starts_with("code=")).expect("a code");
    let other = agreed(&site, &mallory, "oHanMei").await;
    let state = other.split(['?', '&']).find(|pair| pair.starts_with("state=")).expect("a state");
    assert_eq!(mallory.go(&format!("{page}?{code}&{state}")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn cookies_that_were_changed_are_no_sessions() {
    let site = Site::start(|login| login).await;
    let browser = Browser::new();
    site.wechat.logs_in(Some("oLiLei"));
    browser.follow(&site.at("/orders")).await;
    let cookie = browser.cookies(site.host());
    for changed in [
        cookie.replace("oLiLei", "oHanMei"),
        cookie.replace("&e=", "&e=9"),
        cookie[..cookie.len() - 1].to_owned(),
        cookie.split('.').next().expect("a text").to_owned(),
        "wechat-session=".to_owned(),
    ] {
        assert_ne!(changed, cookie);
        let headers = [("cookie", changed.as_str()), ("accept", "application/json")];
        let page = Browser::new().send(http::Method::GET, &site.at("/orders"), &headers).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{changed}");
    }
    // A good one beside one that somebody planted.
    let both = format!("wechat-session=o=oMallory.aaaa; {cookie}");
    let headers = [("cookie", both.as_str()), ("accept", "application/json")];
    let page = Browser::new().send(http::Method::GET, &site.at("/orders"), &headers).await;
    assert_eq!(page.text, "oLiLei  snsapi_base ");
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let site = Site::start(|login| login).await;
    site.wechat.logs_in(Some("oLiLei"));
    for (target, lands) in [
        ("/open?x=1", "/open?x=1"),
        ("http://m.shop.example/orders", "http://m.shop.example/orders"),
        ("//evil.example", "/"),
        ("/%5Cevil.example", "/"),
        ("/%09/evil.example", "/"),
        ("/%0d%0aset-cookie:%20a=b", "/"),
        ("https://evil.example/", "/"),
        ("http://m.shop.example.evil.example/", "/"),
        ("http://m.shop.example@evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("data:text/html,x", "/"),
        ("", "/"),
    ] {
        let browser = Browser::new();
        let asked = browser.go(&site.at(&format!("/begin?to={target}"))).await;
        let back = browser.go(asked.location()).await;
        let landed = browser.go(back.location()).await;
        assert_eq!(landed.location(), lands, "{target}");
    }
}

#[tokio::test]
async fn states_that_are_none_are_told_from_each_other_and_leave_nothing() {
    let site = Site::start(|login| login).await;
    let browser = Browser::new();
    let own = agreed(&site, &browser, "oLiLei").await;
    let (start, state) = own.split_once("state=").expect("a state");
    let flipped = if state.starts_with('a') { "b" } else { "a" };
    for bad in [
        start.trim_end_matches('&').to_owned(),
        format!("{start}state="),
        format!("{start}state={}", &state[..20]),
        format!("{start}state={flipped}{}", &state[1..]),
        format!("{start}state={}", "a".repeat(5000)),
        format!("{start}state=%ff%00"),
    ] {
        let page = browser.go(&bad).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{bad}");
        assert!(page.set_cookies().is_empty());
    }
    assert_eq!(site.exchanges(), 0);
    let landed = browser.go(&own).await;
    assert_eq!(browser.go(&absolute(&landed)).await.status, StatusCode::OK);
}
