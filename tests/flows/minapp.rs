//! What wechat-minapp does.

use wechat_app::mini_program::login::CheckSessionKey;
use wechat_app::mini_program::phone::GetUserPhoneNumber;
use wechat_app::mini_program::security::{CheckScene, MsgSecCheck};
use wechat_app::mini_program::types::EnvVersion;
use wechat_app::mini_program::wxa_code::{CreateQrcode, GetUnlimited, GetWxaCode, Rgb};
use wechat_app::prelude::*;
use wechat_sim::Person;

use crate::support::{World, fails, show, works};

#[tokio::test]
async fn login() {
    let world = World::start().await;
    world.wechat.person(Person::new("oLiLei").unionid("o6_LiLei"));
    let shop = world.shop();

    let session = works(shop.login().code2session(world.wechat.login_code("oLiLei"))).await;
    assert_eq!(session.openid, "oLiLei");
    assert_eq!(session.unionid.as_deref(), Some("o6_LiLei"));
    assert_eq!(Some(session.session_key.expose()), world.wechat.session_key("oLiLei").as_deref());
    let printed = format!("{session:?}");
    assert!(printed.contains("session_key: ***") && printed.contains("oLiLei"), "{printed}");
    assert_eq!(world.wechat.token_requests(), 0, "a login needs no token");

    let code = world.wechat.login_code("oHanMeimei");
    let session = works(shop.login().code2session(&*code)).await;
    assert_eq!(session.unionid, None);
    assert!(fails(shop.login().code2session(code)).await.is_code_used());
}

#[tokio::test]
async fn access_token() {
    let world = World::start().await;
    let shop = world.shop();
    let token = works(shop.access_token().get()).await;
    assert!(world.wechat.tokens().iter().any(|known| known == token.expose()));
    assert_eq!(*works(shop.access_token().get()).await, *token);
    assert_eq!(world.wechat.token_requests(), 1, "kept");
    let kept = shop.access_token().peek().expect("it is in memory");
    assert_eq!(*kept, *token);
    assert!(kept.expires_at().is_some_and(|end| end > std::time::SystemTime::now()));
}

#[tokio::test]
async fn stable_access_token_with_force() {
    let world = World::start().await;
    let shop = world.shop();
    let token = works(shop.access_token().get()).await;
    assert_eq!(
        *works(shop.access_token().reload()).await,
        *token,
        "asked again: the stable token stays"
    );
    let forced = works(shop.access_token().force_reload()).await;
    assert_ne!(*forced, *token);
    assert_eq!(*works(shop.access_token().get()).await, *forced);
    assert!(
        !world.wechat.tokens().iter().any(|known| known == token.expose()),
        "the leaked one is dead"
    );
    let forces: Vec<_> = world
        .wechat
        .calls_to("/cgi-bin/stable_token")
        .iter()
        .map(|call| call.json()["force_refresh"].clone())
        .collect();
    assert_eq!(forces, [false, false, true]);
}

#[tokio::test]
async fn check_session_key_and_reset_session_key() {
    let world = World::start().await;
    let shop = world.shop();
    let session = works(shop.login().code2session(world.wechat.login_code("oLiLei"))).await;

    works(shop.login().check_session_key(&session)).await;
    works(shop.login().check_session_key(("oLiLei", &session.session_key))).await;
    let stranger = Secret::from("c3RyYW5nZXIgc2Vzc2lvbg==");
    let error =
        fails(shop.login().check_session_key(CheckSessionKey::signed("oLiLei", &stranger))).await;
    assert!(error.is(87009), "{error}");

    let fresh = works(shop.login().reset_user_session_key(&session)).await;
    assert_ne!(fresh.session_key, session.session_key);
    works(shop.login().check_session_key(&fresh)).await;
    assert!(fails(shop.login().check_session_key(&session)).await.is(87009), "the old key is dead");
    works(shop.login().get_user_encrypt_key(&fresh)).await;
}

#[tokio::test]
async fn qr_code_with_builder() {
    let world = World::start().await;
    let shop = world.shop();
    let request = GetWxaCode::new("pages/item/item?id=42")
        .width(280)
        .line_color(Rgb::new(10, 20, 30))
        .is_hyaline(true)
        .env_version(EnvVersion::Trial);
    let code = works(shop.wxa_code().get(request)).await;
    assert!(code.bytes().starts_with(b"\x89PNG"));
    assert_eq!((code.content_type(), code.extension()), (Some("image/png"), Some("png")));
    let sent = world.wechat.calls_to("/wxa/getwxacode")[0].json();
    assert_eq!(sent["line_color"], serde_json::json!({"r": 10, "g": 20, "b": 30}));

    let unlimited = GetUnlimited::new("id=42").page("pages/item/item").check_path(false);
    assert!(works(shop.wxa_code().get_unlimited(unlimited)).await.bytes().starts_with(b"\x89PNG"));
    let square = CreateQrcode::new("pages/item/item?id=42").width(300);
    assert!(works(shop.wxa_code().create_qrcode(square)).await.bytes().starts_with(b"\x89PNG"));

    let error = fails(shop.wxa_code().get_unlimited("a scene with spaces")).await;
    assert!(error.code().is_some(), "a JSON error instead of a picture is an error: {error}");
}

#[tokio::test]
async fn msg_sec_check_pass_review_risky() {
    let world = World::start().await;
    let shop = world.shop();
    let check = async |text: &str| {
        let result = works(shop.security().msg_sec_check(MsgSecCheck::new(
            text,
            CheckScene::Comment,
            "oLiLei",
        )))
        .await;
        (result.is_pass(), result.is_review(), result.is_risky())
    };
    assert_eq!(check("今天天气真好").await, (true, false, false));
    assert_eq!(check("加微信看广告").await, (false, true, false));
    assert_eq!(check("来赌博吧").await, (false, false, true));
}

#[tokio::test]
async fn get_contact_with_optional_openid() {
    let world = World::start().await;
    world.secret("13800138000");
    let shop = world.shop();
    let phone = works(shop.phone().get_user_number(world.wechat.phone_code("13800138000")))
        .await
        .phone_info;
    assert_eq!((&*phone.pure_phone_number, &*phone.country_code), ("13800138000", "86"));
    assert_eq!(phone.watermark.appid, shop.client().appid());

    let request = GetUserPhoneNumber::new(world.wechat.phone_code("13800138000")).openid("oLiLei");
    works(shop.phone().get_user_number(request)).await;
    let sent = world.wechat.calls_to("/wxa/business/getuserphonenumber");
    assert_eq!(sent[0].json().get("openid"), None);
    assert_eq!(sent[1].json()["openid"], "oLiLei");
}

/// The values of WeChat's own demo of decryption.
#[tokio::test]
async fn user_data_is_decrypted_from_a_session() {
    const DATA: &str = "CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS9uT5geRa0W4oTOb1WT7fJlAC+oNPdbB+3hVbJSRgv+4lGOETKUQz6OYStslQ142dNCuabNPGBzlooOmB231qMM85d2/fV6ChevvXvQP8Hkue1poOFtnEtpyxVLW1zAo6/1Xx1COxFvrc2d7UL/lmHInNlxuacJXwu0fjpXfz/YqYzBIBzD6WUfTIF9GRHpOn/Hz7saL8xz+W//FRAUid1OksQaQx4CMs8LOddcQhULW4ucetDf96JcR3g0gfRK4PC7E/r7Z6xNrXd2UIeorGj5Ef7b1pJAYB6Y5anaHqZ9J6nKEBvB4DnNLIVWSgARns/8wR2SiRS7MNACwTyrGvt9ts8p12PKFdlqYTopNHR1Vf7XjfhQlVsAJdNiKdYmYVoKlaRv85IfVunYzO0IKXsyl7JCUjCpoG20f0a04COwfneQAGGwd5oa+T8yO5hzuyDb/XcxxmK01EpqOyuxINew==";
    const IV: &str = "r7BXXKkLb8qrSNn05n0qiA==";
    let world = World::start().await;
    let answer =
        r#"{"openid":"oGZUI0egBJY1zhBYw2KhdUfwVJJE","session_key":"tiihtNczf5v6AKRyjwEUhQ=="}"#;
    let app = App::builder()
        .appid("wx4f4bc4dec97d474b")
        .secret(crate::support::SECRET)
        .base_url(world.wechat.url());
    let app: App<wechat_app::kind::MiniProgram> = app.build().expect("the settings are right");
    world.wechat.answer_next("/sns/jscode2session", 200, &[("content-type", "text/plain")], answer);

    let session = works(app.login().code2session("the code of the demo")).await;
    let user = show(session.decrypt(&app, DATA, IV)).expect("it decrypts");
    assert_eq!(user.json()["nickName"], "Band");

    let other = world.shop();
    let error = crate::support::met(
        show(session.decrypt(&other, DATA, IV)).expect_err("made for another app").into(),
    );
    assert!(error.to_string().contains("wx4f4bc4dec97d474b"), "{error}");
    assert!(session.decrypt(&app, DATA, "AAAA").is_err());

    let raw = r#"{"nickName":"Band"}"#;
    let signature =
        wechat_app::crypto::user_data::raw_data_signature(raw, session.session_key.expose());
    assert!(session.verify(raw, &signature));
    assert!(!session.verify("{}", &signature));
}

#[tokio::test]
async fn clients_are_clone_debug_send_sync() {
    const fn assert<T: Clone + std::fmt::Debug + Send + Sync + 'static>() {}
    const _: () = {
        assert::<Client>();
        assert::<crate::support::Shop>();
        assert::<App<wechat_app::kind::MiniProgram>>();
    };
    let world = World::start().await;
    let (shop, other) = (world.shop(), world.shop());
    works(shop.access_token().get()).await;
    let clone = shop.clone();
    works(clone.access_token().get()).await;
    assert_eq!(world.wechat.token_requests(), 1, "clones share their token");
    works(other.access_token().get()).await;
    assert_eq!(world.wechat.token_requests(), 2);
    let printed = format!("{shop:?}");
    assert!(
        printed.contains(crate::support::APPID) && !printed.contains(crate::support::SECRET),
        "{printed}"
    );
}
