//! Logins beside the account's own: a website, an account by its platform, a corp; and the
//! signatures that pages of WeCom need.

use wechat_app::crypto::card::Card;
use wechat_app::crypto::jssdk;
use wechat_app::prelude::*;
use wechat_app::{AuthorizeUrl, Scope, WebsiteUrl, WecomQrUrl, WecomUrl};

use crate::browser::Browser;
use crate::site::{APPID, Account, SECRET, Site, wechat};

#[derive(WeChatApp, Clone, Debug)]
#[wechat(wecom, appid = "ww0123456789abcdef", secret = SECRET, agent_id = 1_000_002)]
struct Agent {
    client: Client,
}

#[derive(WeChatApp, Clone, Debug)]
#[wechat(open_platform, appid = "wx0123456789abcdef", secret = SECRET)]
struct Platform {
    client: Client,
}

#[tokio::test]
async fn a_website_by_its_code() {
    let wechat = wechat().await;
    let account = Account::builder().base_url(wechat.url()).build().expect("an app");
    let at = wechat.url().to_owned();
    let site = Site::of(wechat, |back| {
        WebsiteUrl::new(&account, back).self_redirect().on_dark().english().at(at).login()
    })
    .await;
    let browser = Browser::new();
    let choice = browser.follow(&site.at("/orders")).await;
    assert!(choice.text.contains("微信扫码登录"), "{}", choice.text);
    let page = browser.follow(&choice.link("as-oLiLei")).await;
    assert_eq!(page.text, "oLiLei  snsapi_login ");
    assert_eq!(site.wechat.violations(), []);
}

#[tokio::test]
async fn an_account_by_the_platform_that_acts_for_it() {
    let wechat = wechat().await;
    wechat.app("wx0123456789abcdef", SECRET);
    let platform = Platform::builder().base_url(wechat.url()).build().expect("a platform");
    let ticket = platform.client.credential("component_verify_ticket");
    ticket.set("ticket@@@pushed", None).await.expect("kept");
    let at = wechat.url().to_owned();
    let site = Site::of(wechat, |back| {
        let url = AuthorizeUrl::on_behalf(&platform, APPID, back).scope(Scope::UserInfo).at(at);
        assert!(url.to_string().ends_with("&component_appid=wx0123456789abcdef#wechat_redirect"));
        url.login()
    })
    .await;
    site.wechat.logs_in(Some("oLiLei"));
    let page = Browser::new().follow(&site.at("/orders")).await;
    assert_eq!(page.text, "oLiLei uLiLei snsapi_userinfo ");
    let login = platform.oauth();
    let code = site.wechat.oauth_code("oHanMei", "snsapi_userinfo");
    let request = wechat_app::open_platform::oauth::OauthAccessToken::new(APPID, code);
    let first = login.access_token(request).await.expect("a token");
    let request = wechat_app::open_platform::oauth::OauthRefreshToken::new(
        APPID,
        first.refresh_token.clone(),
    );
    let next = login.refresh_token(request).await.expect("another");
    assert_eq!(login.userinfo(&next).await.expect("a person").nickname, "韩梅梅");
    assert_eq!(site.wechat.violations(), []);
}

#[tokio::test]
async fn members_and_guests_of_a_corp() {
    let wechat = wechat().await;
    wechat.app("ww0123456789abcdef", SECRET);
    let agent = Agent::builder().base_url(wechat.url()).build().expect("an agent");
    let (at, own) = (wechat.url().to_owned(), agent.clone());
    let site = Site::of(wechat, |back| {
        WecomUrl::new(&agent, 1_000_002, back).private_info().at(at).login().on_login(
            move |mut grant| {
                let agent = own.clone();
                async move {
                    if let Some(ticket) = &grant.user_ticket {
                        let detail = agent.oauth().get_user_detail(ticket.clone()).await?;
                        grant.user = Some(format!("detail of {}", detail.userid));
                    }
                    Ok(grant)
                }
            },
        )
    })
    .await;
    let browser = Browser::new();
    let choice = browser.follow(&site.at("/orders")).await;
    assert!(choice.text.contains("李雷") && !choice.text.contains("韩梅梅"), "{}", choice.text);
    let page = browser.follow(&choice.link("as-oLiLei")).await;
    assert_eq!(page.text, "lilei  snsapi_privateinfo detail of lilei");
    site.wechat.logs_in(Some("oHanMei"));
    let page = Browser::new().follow(&site.at("/orders")).await;
    assert_eq!(page.text, "oHanMei  snsapi_privateinfo ");
    assert_eq!(site.wechat.violations(), []);
}

#[tokio::test]
async fn a_corp_by_its_code() {
    let wechat = wechat().await;
    wechat.app("ww0123456789abcdef", SECRET);
    let agent = Agent::builder().base_url(wechat.url()).build().expect("an agent");
    let at = wechat.url().to_owned();
    let site =
        Site::of(wechat, |back| WecomQrUrl::new(&agent, 1_000_002, back).english().at(at).login())
            .await;
    site.wechat.logs_in(Some("oLiLei"));
    assert_eq!(Browser::new().follow(&site.at("/orders")).await.text, "lilei  snsapi_base ");
    assert_eq!(site.wechat.violations(), []);
}

#[tokio::test]
async fn pages_are_signed_with_the_right_ticket() {
    let wechat = wechat().await;
    wechat.app("ww0123456789abcdef", SECRET);
    let page = "https://shop.example/item?id=42";
    let agent = Agent::builder().base_url(wechat.url()).build().expect("an agent");
    let ticket = |path: &str| {
        let call = wechat.calls_to(path).pop().expect("a fetch");
        call.answer_json()["ticket"].as_str().expect("a ticket").to_owned()
    };
    let config = agent.js_config(&format!("{page}#top")).await.expect("signed");
    let ticket_of_corp = ticket("/cgi-bin/get_jsapi_ticket");
    assert_eq!(
        config.signature,
        jssdk::signature(&ticket_of_corp, &config.nonce_str, config.timestamp, page)
    );
    let config = agent.agent_config(page, 1_000_002).await.expect("signed");
    let ticket_of_agent = ticket("/cgi-bin/ticket/get");
    assert_ne!(ticket_of_agent, ticket_of_corp);
    assert_eq!(
        config.signature,
        jssdk::signature(&ticket_of_agent, &config.nonce_str, config.timestamp, page)
    );
    let json = serde_json::to_value(&config).expect("JSON");
    assert_eq!(json["corpid"], "ww0123456789abcdef");
    assert_eq!(json["agentid"], "1000002");
    assert!(json["nonceStr"].is_string() && json["timestamp"].is_u64());

    let account = Account::builder().base_url(wechat.url()).build().expect("an app");
    let card = Card { card_id: "pjZ8Yt1XGILfi-FUsewpnnolGgZk", ..Card::default() };
    let first = account.card_ext(card).await.expect("signed");
    let second = account.card_ext(card).await.expect("signed");
    assert_ne!(first.nonce_str, second.nonce_str);
    assert!(first.to_json().starts_with("{\"timestamp\":\""));
    account.card_choice(Default::default()).await.expect("signed");
    assert_eq!(wechat.count("/cgi-bin/ticket/getticket"), 1, "tickets are kept");
    assert_eq!(wechat.violations(), []);
}
