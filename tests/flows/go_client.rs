//! What a Go client of mini programs and official accounts does.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use wechat_app::common::subscribe_message::{MiniProgramState, SendMessage};
use wechat_app::crypto::jssdk;
use wechat_app::mini_program::link::GenerateUrlLink;
use wechat_app::mini_program::types::EnvVersion;
use wechat_app::mini_program::wxa_code::GetUnlimited;
use wechat_app::prelude::*;
use wechat_sim::MessageKind;

use crate::support::{Proxy, World, fails, met, show, works};

const IPS: &str = "/cgi-bin/get_api_domain_ip";

#[tokio::test]
async fn get_access_token_with_reload() {
    let world = World::start().await;
    let shop = world.shop();
    let token = works(shop.access_token().get()).await;
    works(shop.access_token().get()).await;
    assert_eq!(world.wechat.token_requests(), 1);
    world.wechat.expire_tokens();
    let fresh = works(shop.access_token().reload()).await;
    assert_eq!(world.wechat.token_requests(), 2);
    assert_ne!(*fresh, *token);
    assert_eq!(*works(shop.access_token().get()).await, *fresh);
}

#[tokio::test]
async fn js_ticket() {
    let world = World::start().await;
    let account = world.account();
    let ticket = works(account.jsapi_ticket().get()).await;
    assert_eq!(*works(account.jsapi_ticket().get()).await, *ticket);
    let card = works(account.wx_card_ticket().get()).await;
    assert_ne!(*card, *ticket);
    let asked: Vec<_> = world.wechat.calls_to("/cgi-bin/ticket/getticket");
    assert_eq!(
        asked.iter().filter_map(|call| call.query("type")).collect::<Vec<_>>(),
        ["jsapi", "wx_card"]
    );
    assert_eq!(world.wechat.token_requests(), 1);
}

#[tokio::test]
async fn js_config_for_a_url() {
    let world = World::start().await;
    let account = world.account();
    let config = works(account.js_config("https://shop.example/item?id=42&名=茶#top")).await;
    let ticket = works(account.jsapi_ticket().get()).await;
    let page = "https://shop.example/item?id=42&名=茶";
    assert_eq!(
        config.signature,
        jssdk::signature(ticket.expose(), &config.nonce_str, config.timestamp, page)
    );
    let json = serde_json::to_value(&config).expect("it serialises");
    assert_eq!(json["appId"], account.client().appid());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    assert!(now.abs_diff(config.timestamp) < 60);
    let other = works(account.js_config(page)).await;
    assert_ne!(config.nonce_str, other.nonce_str);
    assert_eq!(world.wechat.count("/cgi-bin/ticket/getticket"), 1, "the ticket is kept");
}

/// The token behind a ticket may die first.
#[tokio::test]
async fn a_ticket_is_had_with_a_token_that_died() {
    let world = World::start().await;
    let account = world.account();
    works(account.access_token().get()).await;
    world.wechat.expire_tokens();
    works(account.js_config("https://shop.example/")).await;
    assert_eq!(world.wechat.token_requests(), 2);

    world.wechat.fail_next_n("/cgi-bin/ticket/getticket", 48001, 5);
    let other = world.account();
    let error = fails(other.js_config("https://shop.example/")).await;
    assert!(error.is_permission() && error.credential() == Some("jsapi_ticket"), "{error}");
}

#[tokio::test]
async fn qr_code_bytes() {
    let world = World::start().await;
    let shop = world.shop();
    let code = works(shop.wxa_code().get_unlimited(GetUnlimited::new("id=42").width(280))).await;
    assert_eq!(code.bytes().len(), code.len());
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("code-{}.png", std::process::id()));
    code.save(&path).await.expect("it can be saved");
    let saved = std::fs::read(&path).expect("it was saved");
    std::fs::remove_file(&path).expect("it can be removed");
    assert_eq!(&saved, code.bytes());
    assert!(saved.starts_with(b"\x89PNG"));
}

#[tokio::test]
async fn phone_number() {
    let world = World::start().await;
    world.secret("13912345678");
    let shop = world.shop();
    let code = world.wechat.phone_code("13912345678");
    assert_eq!(
        works(shop.phone().get_user_number(&*code)).await.phone_info.phone_number,
        "13912345678"
    );
    assert!(fails(shop.phone().get_user_number(code)).await.is_invalid_code(), "once only");
}

#[tokio::test]
async fn subscribe_message() {
    let world = World::start().await;
    let shop = world.shop();
    let message =
        || SendMessage::new("oLiLei", "TEMPLATE", [("thing1", "手冲咖啡"), ("amount2", "28元")]);
    works(shop.subscribe_message().send(message().page("pages/order/order?id=42"))).await;
    let arrived = &world.wechat.messages_to("oLiLei")[0];
    assert_eq!(arrived.kind, MessageKind::Subscribe);
    assert_eq!(arrived.body["page"], "pages/order/order?id=42");
    assert_eq!(arrived.body["data"]["thing1"]["value"], "手冲咖啡");

    world.wechat.refuse_messages("oLiLei");
    let error = fails(shop.subscribe_message().send(message())).await;
    assert!(error.is_user_refused() && error.is(ErrCode::USER_REFUSED), "{error}");
    let long = SendMessage::new("oHanMeimei", "TEMPLATE", [("thing1", "茶".repeat(21))]);
    assert!(fails(shop.subscribe_message().send(long)).await.is(47003));
}

/// The simulator refuses values that are longer than WeChat allows, so what arrives was cut.
#[tokio::test]
async fn subscribe_message_from_a_template_description() {
    let world = World::start().await;
    let shop = world.shop();
    let content = "商品:{{thing1.DATA}}\\n数量:{{number2.DATA}}\\n状态:{{phrase3.DATA}}\\n备注:{{thing4.DATA}}\\n\
                   单号:{{character_string5.DATA}}\\n收件人:{{name6.DATA}}";
    let answer = format!(
        r#"{{"errcode":0,"errmsg":"ok","data":[{{"priTmplId":"ORDER","title":"订单","content":"{content}","type":2}}]}}"#
    );
    world.wechat.answer_next(
        "/wxaapi/newtmpl/gettemplate",
        200,
        &[("content-type", "application/json")],
        answer,
    );
    let templates = works(shop.subscribe_message().get_template()).await.data;

    let values = [
        ("商品", "云南小粒咖啡豆中度烘焙两百五十克装手冲专用".to_owned()),
        ("数量", "1234567890".repeat(4)),
        ("状态", "已经发货在路上".to_owned()),
        ("备注", "放门口".to_owned()),
        ("character_string5", "SF".repeat(30)),
        ("name6", "欧阳娜娜欧阳娜娜欧阳娜娜".to_owned()),
    ];
    let message = templates[0].message("oLiLei", values.clone()).expect("every field has a value");
    works(shop.subscribe_message().send(message)).await;
    let data = world.wechat.messages_to("oLiLei")[0].body["data"].clone();
    let length = |key: &str| data[key]["value"].as_str().map_or(0, |value| value.chars().count());
    assert_eq!(length("thing1"), 20);
    assert_eq!(length("number2"), 32);
    assert_eq!(length("phrase3"), 5);
    assert_eq!(data["thing4"]["value"], "放门口");
    assert_eq!(length("character_string5"), 32);
    assert_eq!(length("name6"), 10);

    let filled = show(templates[0].fields().expect("it is a template").fill(values))
        .expect("every field has a value");
    assert_eq!(filled.cuts().len(), 5);
    let error = templates[0]
        .message("oLiLei", [("商品", "茶"), ("颜色", "绿")])
        .expect_err("that is not it");
    let error = met(error.into());
    for word in ["颜色", "number2", "phrase3"] {
        assert!(error.to_string().contains(word), "all that is wrong, at once: {error}");
    }
}

#[tokio::test]
async fn sns_oauth2() {
    let world = World::start().await;
    let account = world.account();
    let login =
        works(account.oauth().access_token(world.wechat.oauth_code("oLiLei", "snsapi_base"))).await;
    assert_eq!(login.openid, "oLiLei");
    assert!(
        fails(account.oauth().userinfo(&login)).await.is_permission(),
        "the user was not asked for that"
    );
}

#[tokio::test]
async fn proxy() {
    let world = World::start().await;
    let proxy = Proxy::to(world.wechat.url()).await;
    world.secret("proxy-password-5021");
    world.secret("dXNlcjpwcm94eS1wYXNzd29yZC01MDIx");
    let url = format!("http://user:proxy-password-5021@{}", proxy.address);
    // Plain HTTP, so that the proxy sees the requests; through TLS it would see host and port.
    let host = "http://api.weixin.qq.com";
    let shop = world.shop_with(|builder| builder.base_url(host).proxy(url));
    works(shop.network().get_api_domain_ip()).await;
    works(shop.login().code2session(world.wechat.login_code("oLiLei"))).await;
    let seen = proxy.seen();
    assert_eq!(seen.len(), 3);
    assert_eq!(seen[0].asked, format!("POST {host}"), "tokens go through it too");
    assert_eq!(seen[2].asked, format!("GET {host}"));
    assert_eq!(seen[1].authorization.as_deref(), Some("Basic dXNlcjpwcm94eS1wYXNzd29yZC01MDIx"));

    let direct = world.shop_with(|builder| builder.no_proxy());
    works(direct.network().get_api_domain_ip()).await;
    assert_eq!(proxy.seen().len(), 3);

    let nowhere = world.shop_with(|builder| {
        builder.base_url(host).proxy("http://user:proxy-password-5021@127.0.0.1:9")
    });
    let error =
        fails(nowhere.login().code2session(world.wechat.login_code("oLiLei")).retries(0)).await;
    assert!(error.is_connect(), "{error}");
    let wrong =
        super::support::Shop::builder().proxy("ftp://user:proxy-password-5021@host").build();
    assert!(met(wrong.expect_err("no such proxy")).to_string().contains("proxy"));
}

#[tokio::test]
async fn per_call_reload_and_retries() {
    let world = World::start().await;
    let shop = world.shop_with(|builder| {
        builder.retry(wechat_app::RetryPolicy {
            pause: Duration::from_millis(5),
            ..wechat_app::RetryPolicy::default()
        })
    });
    works(shop.network().get_api_domain_ip()).await;
    works(shop.network().get_api_domain_ip().reload()).await;
    assert_eq!(world.wechat.token_requests(), 2);

    world.wechat.fail_next_n(IPS, -1, 1);
    assert_eq!(fails(shop.network().get_api_domain_ip().retries(0)).await.attempts(), 1);
    world.wechat.fail_next_n(IPS, -1, 5);
    works(shop.network().get_api_domain_ip().retries(5)).await;
    world.wechat.fail_next_n(IPS, -1, 3);
    assert_eq!(
        fails(shop.network().get_api_domain_ip()).await.attempts(),
        3,
        "the client's own policy"
    );
    world.wechat.clear_faults();

    let send =
        || shop.subscribe_message().send(SendMessage::new("oLiLei", "T", [("thing1", "茶")]));
    world.wechat.fail_next_n("/cgi-bin/message/subscribe/send", -1, 2);
    assert_eq!(fails(send().retries(5)).await.attempts(), 1, "nobody gets a message twice");
    works(send().idempotent(true)).await;

    let foreign = works(shop.token().get()).await.access_token;
    works(shop.network().get_api_domain_ip().credential(foreign.clone())).await;
    world.wechat.expire_tokens();
    world.wechat.clear_calls();
    let error = fails(shop.network().get_api_domain_ip().credential(foreign)).await;
    assert!(error.is_expired(), "{error}");
    assert_eq!(world.wechat.token_requests(), 0, "a token that was lent is not renewed");
    works(send().retries(0)).await;
    assert_eq!(world.wechat.token_requests(), 1, "one of one's own is, whatever the retries");
}

#[tokio::test]
async fn default_environment() {
    let world = World::start().await;
    for (version, state) in [("release", "formal"), ("trial", "trial"), ("develop", "developer")] {
        let shop = world.shop_with(|builder| builder.env_version(version));
        world.wechat.clear_calls();
        works(shop.wxa_code().get_unlimited("id=42")).await;
        works(shop.wxa_code().get("pages/item/item?id=42")).await;
        works(shop.link().generate_url_link(GenerateUrlLink::new().path("pages/item/item"))).await;
        let message = SendMessage::new("oLiLei", "TEMPLATE", [("thing1", "茶")]);
        works(shop.subscribe_message().send(message.clone())).await;
        for path in ["/wxa/getwxacodeunlimit", "/wxa/getwxacode", "/wxa/generate_urllink"] {
            assert_eq!(world.wechat.calls_to(path)[0].json()["env_version"], version, "{path}");
        }
        let sends = world.wechat.calls_to("/cgi-bin/message/subscribe/send");
        assert_eq!(sends[0].json()["miniprogram_state"], state);

        // What a call says goes first.
        works(
            shop.wxa_code()
                .get_unlimited(GetUnlimited::new("id=42").env_version(EnvVersion::Trial)),
        )
        .await;
        assert_eq!(
            world.wechat.calls_to("/wxa/getwxacodeunlimit")[1].json()["env_version"],
            "trial"
        );
        works(shop.subscribe_message().send(message.miniprogram_state(MiniProgramState::Formal)))
            .await;
        let sends = world.wechat.calls_to("/cgi-bin/message/subscribe/send");
        assert_eq!(sends[1].json()["miniprogram_state"], "formal");
    }
    let wrong = super::support::Shop::builder().env_version("production").build();
    assert!(met(wrong.expect_err("no such version")).to_string().contains("`env_version`"));
}
