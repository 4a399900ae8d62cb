//! Web login as people do it.

use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};
use wechat_app::callback::SeenInMemory;
use wechat_app::web::LoginError;
use wechat_app::{AuthorizeUrl, prelude::*};
use wechat_app::{ManualClock, Scope};

use crate::browser::{Browser, absolute};
use crate::site::{Account, Site, wechat};

#[tokio::test]
async fn a_person_logs_in_and_comes_back_to_the_page() {
    let site = Site::start(|login| login).await;
    let browser = Browser::new();
    let asked = browser.go(&site.at("/orders?page=2&q=%E5%BA%97")).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    assert_eq!(asked.headers["cache-control"], "no-store");
    let choice = browser.go(asked.location()).await;
    assert!(choice.text.contains("李雷") && choice.text.contains("韩梅梅"), "{}", choice.text);
    let back = browser.go(&choice.link("as-oLiLei")).await;
    let landed = browser.go(back.location()).await;
    assert_eq!(landed.location(), "/orders?page=2&q=%E5%BA%97");
    let page = browser.go(&absolute(&landed)).await;
    assert_eq!(page.text, "oLiLei  snsapi_base ");
    // The login itself has ended, and the session holds no token.
    let cookies = browser.cookies(site.host());
    assert!(cookies.starts_with("wechat-session=") && !cookies.contains(';'), "{cookies}");
    for call in site.wechat.calls_to("/sns/oauth2/access_token") {
        for token in ["access_token", "refresh_token"] {
            let token = call.answer_json()[token].as_str().expect("a token").to_owned();
            assert!(!cookies.contains(&token));
        }
    }
    assert_eq!(site.wechat.violations(), []);
}

#[tokio::test]
async fn scripts_are_told_and_not_sent_away() {
    let site = Site::start(|login| login).await;
    let browser = Browser::new();
    for (method, headers) in [
        (Method::GET, &[("sec-fetch-mode", "cors"), ("accept", "text/html")][..]),
        (Method::GET, &[("accept", "application/json")]),
        (Method::GET, &[("accept", "text/html"), ("x-requested-with", "XMLHttpRequest")]),
        (Method::GET, &[("sec-fetch-mode", "navigate"), ("sec-purpose", "prefetch;prerender")]),
        (Method::POST, &[("sec-fetch-mode", "navigate"), ("accept", "text/html")]),
    ] {
        let page = browser.send(method, &site.at("/orders"), headers).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{headers:?}");
        assert!(page.set_cookies().is_empty());
    }
    // WeChat's own browser on old phones says nothing but what it accepts, and its name.
    let headers = [("accept", "text/html,*/*;q=0.8"), ("x-requested-with", "com.tencent.mm")];
    let page = browser.send(Method::GET, &site.at("/orders"), &headers).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn handlers_learn_who_it_is_and_people_log_out() {
    let site = Site::start(|login| login).await;
    let browser = Browser::new();
    assert_eq!(browser.go(&site.at("/open")).await.text, "nobody");
    site.wechat.logs_in(Some("oHanMei"));
    assert_eq!(browser.follow(&site.at("/orders")).await.text, "oHanMei  snsapi_base ");
    assert_eq!(browser.go(&site.at("/open")).await.text, "oHanMei");
    // A route without the layer is a mistake of the program.
    assert_eq!(browser.go(&site.at("/bare")).await.status, StatusCode::INTERNAL_SERVER_ERROR);
    let out = browser.send(Method::POST, &site.at("/logout"), &[]).await;
    assert_eq!(browser.go(&absolute(&out)).await.text, "nobody");
}

#[tokio::test]
async fn tabs_that_were_opened_together_all_log_in() {
    let site = Site::start(|login| login).await;
    let browser = Browser::new();
    let mut choices = Vec::new();
    let long = format!("/orders?{}", "x".repeat(300));
    for path in ["/orders?tab=1", "/orders?tab=2", &long] {
        let asked = browser.go(&site.at(path)).await;
        assert!(asked.location().split("state=").nth(1).expect("a state").len() <= 128 + 16);
        choices.push((path, browser.go(asked.location()).await));
    }
    for (path, choice) in choices.iter().rev() {
        let back = browser.go(&choice.link("as-oLiLei")).await;
        let landed = browser.go(back.location()).await;
        assert_eq!(landed.location(), *path);
    }
}

#[tokio::test]
async fn an_address_that_is_loaded_twice_exchanges_its_code_once() {
    let site = Site::start(|login| login).await;
    site.wechat.logs_in(Some("oLiLei"));
    site.wechat.delay("/sns/oauth2/access_token", Duration::from_millis(50));
    let browser = Browser::new();
    let asked = browser.go(&site.at("/orders")).await;
    let back = browser.go(asked.location()).await;
    let (first, second) = tokio::join!(browser.go(back.location()), browser.go(back.location()));
    for page in [&first, &second] {
        assert_eq!(page.location(), "/orders", "{}", page.text);
        assert!(
            page.set_cookies().iter().any(
                |it| it.starts_with("wechat-session=o%") || it.starts_with("wechat-session=o=")
            )
        );
    }
    // What is no visit of a person uses nothing up.
    let head = browser.send(Method::HEAD, back.location(), &[]).await;
    assert_eq!(head.status, StatusCode::METHOD_NOT_ALLOWED);
    // And once more from the history, when all is over.
    assert_eq!(browser.go(back.location()).await.location(), "/orders");
    assert_eq!(site.exchanges(), 1);
}

#[tokio::test]
async fn two_machines_exchange_a_code_once() {
    let wechat = wechat().await;
    wechat.delay("/sns/oauth2/access_token", Duration::from_millis(50));
    let account = Account::builder().base_url(wechat.url()).build().expect("an app");
    let seen = SeenInMemory::new();
    let machine = |seen: &SeenInMemory| {
        let login = AuthorizeUrl::new(&account, "https://shop.example/back").login();
        login.seen(seen.clone()).build().expect("a login")
    };
    let [first, second] = [machine(&seen), machine(&seen)];
    let begun = first.begin(&HeaderMap::new(), "/orders");
    let location = begun.headers()["location"].to_str().expect("ASCII");
    let state = location.split("state=").nth(1).and_then(|rest| rest.split(['&', '#']).next());
    let mut headers = HeaderMap::new();
    let cookie = begun.headers()["set-cookie"].to_str().expect("ASCII").split(';').next();
    headers.insert("cookie", cookie.expect("a cookie").parse().expect("a header"));
    let back = |code: &str| {
        let uri =
            format!("https://shop.example/back?code={code}&state={}", state.expect("a state"));
        uri.parse::<http::Uri>().expect("a URI")
    };
    let code = wechat.oauth_code("oLiLei", "snsapi_base");
    let uri = back(&code);
    let (one, other) = tokio::join!(first.finish(&uri, &headers), second.finish(&uri, &headers));
    for answer in [&one, &other] {
        assert_eq!(answer.headers()["location"], "/orders", "{}", answer.body());
    }
    assert_eq!(one.headers()["set-cookie"], other.headers()["set-cookie"], "one session");
    assert_eq!(wechat.count("/sns/oauth2/access_token"), 1);
    // A code that is no good is told by both, and blocks no other.
    let uri = back("nonsense");
    for machine in [&first, &second] {
        assert!(machine.finish(&uri, &headers).await.headers().get("location").is_none());
    }
    let uri = back(&wechat.oauth_code("oLiLei", "snsapi_base"));
    assert_eq!(second.finish(&uri, &headers).await.headers()["location"], "/orders");
}

#[tokio::test]
async fn who_refuses_or_is_refused_is_told() {
    let site = Site::start(|login| {
        login.on_login(|grant| async move {
            tracing::info!("{grant:?} {grant:#?}");
            match grant.openid.as_str() {
                "oHanMei" => Err(LoginError::Denied("<not> a member".to_owned())),
                _ => Ok(grant),
            }
        })
    })
    .await;
    let browser = Browser::new();
    let asked = browser.go(&site.at("/orders")).await;
    let choice = browser.go(asked.location()).await;
    let refused = browser.follow(&choice.link("refuse")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.text.contains("您没有同意登录") && refused.text.contains("href=\"/orders\""));
    site.wechat.logs_in(Some("oHanMei"));
    let denied = browser.follow(&site.at("/orders")).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    assert!(denied.text.contains("&lt;not&gt; a member"), "{}", denied.text);
    assert!(!browser.cookies(site.host()).contains("wechat-session"));
}

#[tokio::test]
async fn the_app_looks_people_up_as_they_log_in() {
    let wechat = wechat().await;
    wechat.logs_in(Some("oLiLei"));
    let account = Account::builder().base_url(wechat.url()).build().expect("an app");
    let (at, asks) = (wechat.url().to_owned(), account.clone());
    let site = Site::of(wechat, |back| {
        AuthorizeUrl::new(&account, back).scope(Scope::UserInfo).at(at).login().on_login(
            move |mut grant| {
                let account = asks.clone();
                async move {
                    let user = account.oauth().userinfo(&grant).await?;
                    grant.user = Some(format!("{}; =&", user.nickname));
                    Ok(grant)
                }
            },
        )
    })
    .await;
    let page = Browser::new().follow(&site.at("/orders")).await;
    assert_eq!(page.text, "oLiLei uLiLei snsapi_userinfo 李雷; =&");
}

#[tokio::test]
async fn logins_and_sessions_end() {
    let clock = ManualClock::now();
    let own = clock.clone();
    let site = Site::start_with(
        move |account| account.clock(own),
        |login| {
            let (login_life, session_life) = (Duration::from_secs(60), Duration::from_secs(3600));
            login.login_life(login_life).session_life(session_life)
        },
    )
    .await;
    let browser = Browser::new();
    let asked = browser.go(&site.at("/orders")).await;
    site.wechat.logs_in(Some("oLiLei"));
    let back = browser.go(asked.location()).await;
    clock.advance(Duration::from_secs(60));
    let late = browser.go(back.location()).await;
    assert_eq!((late.status, site.exchanges()), (StatusCode::FORBIDDEN, 0));
    assert_eq!(browser.follow(&site.at("/orders")).await.text, "oLiLei  snsapi_base ");
    clock.advance(Duration::from_secs(3599));
    assert_eq!(browser.go(&site.at("/orders")).await.status, StatusCode::OK);
    clock.advance(Duration::from_secs(1));
    assert_eq!(browser.go(&site.at("/orders")).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_wechat_says_of_a_code_becomes_a_page() {
    let site = Site::start(|login| login).await;
    site.wechat.logs_in(Some("oLiLei"));
    for (code, status) in [
        (40029, StatusCode::FORBIDDEN),
        (40163, StatusCode::FORBIDDEN),
        (42003, StatusCode::FORBIDDEN),
        (40125, StatusCode::BAD_GATEWAY),
    ] {
        site.wechat.fail_next("/sns/oauth2/access_token", code);
        let page = Browser::new().follow(&site.at("/orders")).await;
        assert_eq!(page.status, status, "{code}");
        assert!(page.text.contains("重新登录"));
    }
    // A busy WeChat is asked again with the code, which it has not used up.
    let browser = Browser::new();
    let asked = browser.go(&site.at("/orders")).await;
    let back = browser.go(asked.location()).await;
    site.wechat.fail_next_n("/sns/oauth2/access_token", -1, 20);
    assert_eq!(browser.go(back.location()).await.status, StatusCode::BAD_GATEWAY);
    site.wechat.clear_faults();
    assert_eq!(browser.go(back.location()).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn made_up_people_of_snapshots_do_not_get_in() {
    let answer = r#"{"access_token":"t","expires_in":7200,"refresh_token":"r","openid":"oNobody","scope":"snsapi_base","is_snapshotuser":1}"#;
    for allowed in [false, true] {
        let site = Site::start(|login| if allowed { login.allow_snapshots() } else { login }).await;
        site.wechat.logs_in(Some("oLiLei"));
        site.wechat.answer_next("/sns/oauth2/access_token", 200, &[], answer);
        let page = Browser::new().follow(&site.at("/orders")).await;
        assert_eq!(page.status.is_success(), allowed, "{}", page.text);
        // Nor does somebody without a name.
        let nobody = answer.replace("oNobody", "").replace("er\":1", "er\":0");
        site.wechat.answer_next("/sns/oauth2/access_token", 200, &[], nobody);
        let page = Browser::new().follow(&site.at("/orders")).await;
        assert_eq!(page.status, StatusCode::BAD_GATEWAY, "{}", page.text);
    }
}

#[test]
fn settings_that_do_not_fit_are_refused() {
    let account = Account::builder().build().expect("an app");
    let build = |back: &str| AuthorizeUrl::new(&account, back).login().build();
    for bad in [
        "",
        "/back",
        "shop.example/back",
        "ftp://shop.example/b",
        "https://shop.example/b#x",
        "http://shop.example/back",
        "http://127.0.0.1.evil.example/",
    ] {
        assert!(build(bad).is_err(), "{bad}");
    }
    for good in ["https://shop.example/back", "http://localhost:8080/back", "http://[::1]/back"] {
        assert!(build(good).is_ok(), "{good}");
    }
    let https = || AuthorizeUrl::new(&account, "https://shop.example/back").login();
    assert!(https().home("//evil.example").build().is_err());
    assert!(https().cookie("a=b; x").build().is_err());
    // A whole site has one cookie that no other host can plant.
    let login = https().build().expect("a login");
    let sent = login.begin(&HeaderMap::new(), "/");
    let cookie = sent.headers()["set-cookie"].to_str().expect("ASCII");
    assert!(cookie.starts_with("__Host-wechat-login=") && cookie.ends_with("; Secure"), "{cookie}");
}
