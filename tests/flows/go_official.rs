//! What a Go client of official accounts does.

use wechat_app::official_account::qrcode::{CreateTemporaryQrcode, CreateTemporaryStrQrcode};
use wechat_app::official_account::template_message::SendTemplateMessage;
use wechat_app::prelude::*;
use wechat_sim::{MessageKind, Person};

use crate::support::{World, fails, works};

#[tokio::test]
async fn qr_code_with_scene() {
    let world = World::start().await;
    let account = world.account();
    let code = works(
        account.qrcode().create_temporary(CreateTemporaryQrcode::new(42).expire_seconds(600)),
    )
    .await;
    assert_eq!(code.expire_seconds, Some(600));
    let picture = works(account.qrcode().show(&code)).await;
    assert!(picture.bytes().starts_with(b"\x89PNG"), "the simulator's are PNG");

    let text = CreateTemporaryStrQrcode::new("table-7").expire_seconds(600);
    works(account.qrcode().create_temporary_str(text)).await;
    assert_eq!(works(account.qrcode().create_permanent(42)).await.expire_seconds, None);
    works(account.qrcode().create_permanent_str("table-7")).await;
    let sent: Vec<_> = world
        .wechat
        .calls_to("/cgi-bin/qrcode/create")
        .iter()
        .map(|call| call.json()["action_name"].clone())
        .collect();
    assert_eq!(sent, ["QR_SCENE", "QR_STR_SCENE", "QR_LIMIT_SCENE", "QR_LIMIT_STR_SCENE"]);

    let error = fails(account.qrcode().create_permanent(0)).await;
    assert!(error.is(40053), "{error}");
    fails(account.qrcode().show("no ticket")).await;
}

#[tokio::test]
async fn user_info() {
    let world = World::start().await;
    world.wechat.person(Person::new("oLiLei").unionid("o6_LiLei"));
    world.wechat.person(Person::new("oPasserby").not_following());
    let account = world.account();
    let user = works(account.user().info("oLiLei")).await;
    assert!(user.subscribe);
    assert_eq!((user.openid.as_str(), user.unionid.as_deref()), ("oLiLei", Some("o6_LiLei")));
    assert!(!works(account.user().info("oPasserby")).await.subscribe);
}

#[tokio::test]
async fn template_message() {
    let world = World::start().await;
    world.wechat.person(Person::new("oLiLei"));
    let account = world.account();
    let data = [("first", "您的订单已发货"), ("keyword1", "手冲咖啡")];
    let message =
        SendTemplateMessage::new("oLiLei", "ORDER_SENT", data).url("https://shop.example/42");
    let sent = works(account.template_message().send(message)).await;
    let arrived = world.wechat.messages_to("oLiLei");
    assert_eq!(arrived.len(), 1);
    assert_eq!(
        (arrived[0].kind, i64::try_from(arrived[0].id)),
        (MessageKind::Template, Ok(sent.msgid))
    );
    assert_eq!(arrived[0].body["data"]["keyword1"]["value"], "手冲咖啡");

    world.wechat.person(Person::new("oPasserby").not_following());
    let error =
        fails(account.template_message().send(SendTemplateMessage::new("oPasserby", "T", data)))
            .await;
    assert!(error.is(43004), "{error}");
}

#[tokio::test]
async fn token_clearing() {
    let world = World::start().await;
    let account = world.account();
    let old = works(account.access_token().get()).await;
    works(account.access_token().forget()).await;
    assert!(account.access_token().peek().is_none());
    world.wechat.expire_tokens();
    let new = works(account.access_token().get()).await;
    assert_ne!(*new, *old);

    works(account.network().get_api_domain_ip()).await;
    let used = async || works(account.quota().get("/cgi-bin/get_api_domain_ip")).await.quota.used;
    assert_eq!(used().await, 1);
    works(account.quota().clear()).await;
    assert_eq!(used().await, 0, "the counters are set back");
    works(account.quota().clear_v2()).await;
}
