//! The right keys pass, all others do not, and no attempt goes out without a signature of its own.

use wechat_app::ErrorKind;
use wechat_app::mini_program::virtual_payment::{Env, QueryOrder, QueryUserBalance};
use wechat_app::prelude::*;

use crate::world::{APPID, LIVE, SANDBOX, World, fails, print};

const ORDER: &str = "/xpay/query_order";
const BALANCE: &str = "/xpay/query_user_balance";

fn order() -> QueryOrder {
    QueryOrder::new("oLiLei", Env::Production).order_id("order \u{4e00} \"1\"")
}

fn balance() -> QueryUserBalance {
    QueryUserBalance::new("oLiLei", Env::Production, "1.1.1.1")
}

#[tokio::test]
async fn the_right_keys_pass() {
    let world = World::start().await;
    let shop = world.shop();
    shop.virtual_payment().query_order(order()).await.expect("an order");
    let calls = world.signed(ORDER, LIVE);
    assert_eq!((calls.len(), calls[0].query("signature")), (1, None));

    let key = world.log_in(&shop, "oLiLei").await;
    let call = shop.virtual_payment().query_user_balance(balance()).session_key(key.clone());
    print(&call);
    call.await.expect("a balance");
    let [call] = &world.signed(BALANCE, LIVE)[..] else { panic!("one call") };
    let signature = call.query("signature").expect("both");
    assert!(wechat_app::crypto::session::verify_login_signature(
        key.expose(),
        &call.body,
        signature
    ));
    assert!(world.wechat.violations().is_empty(), "{:?}", world.wechat.violations());
}

#[tokio::test]
async fn wrong_keys_are_refused() {
    let world = World::start().await;
    let shop = world.shop();
    let order_by = |key| shop.virtual_payment().query_order(order()).pay_key(key);
    assert!(fails(order_by(SANDBOX).await).is(268_490_003));
    // The key of another environment, once WeChat has one.
    world.wechat.pay_key(APPID, SANDBOX);
    order_by(SANDBOX).await.expect("an order");
    order_by(LIVE).await.expect("an order");
    let other = world.builder().pay_key("another app key").build().expect("an app");
    assert!(fails(other.virtual_payment().query_order(order()).await).is(268_490_003));

    world.log_in(&shop, "oLiLei").await;
    let other = world.log_in(&shop, "oHanMeimei").await;
    let call = shop.virtual_payment().query_user_balance(balance()).session_key(other);
    assert!(fails(call.await).is(87009));
}

#[tokio::test]
async fn a_key_that_is_missing_is_asked_for_before_anything_is_sent() {
    let world = World::start().await;
    let keyless = world.builder().pay_key(None::<String>).build().expect("an app");
    let error = fails(keyless.virtual_payment().query_order(order()).await);
    let text = error.to_string();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(text.contains("`pay_key`") && text.contains("virtual_payment.query_order"), "{text}");

    let shop = world.shop();
    let error = fails(shop.virtual_payment().query_user_balance(balance()).await);
    assert!(error.to_string().contains("`.session_key(…)`"), "{error}");
    let empty = shop.virtual_payment().query_user_balance(balance()).session_key("");
    assert_eq!(fails(empty.await).kind(), ErrorKind::Config);
    assert!(world.wechat.calls().is_empty(), "not even a token was fetched");

    // The call's own will do.
    keyless.virtual_payment().query_order(order()).pay_key(LIVE).await.expect("an order");
}

#[tokio::test]
async fn each_attempt_is_signed() {
    let world = World::start().await;
    let shop = world.shop();
    world.wechat.fail_next(ORDER, -1);
    shop.virtual_payment().query_order(order()).await.expect("an order");
    assert_eq!(world.signed(ORDER, LIVE).len(), 2);
    world.wechat.expire_tokens();
    shop.virtual_payment().query_order(order()).await.expect("an order");
    assert_eq!(world.signed(ORDER, LIVE).len(), 4);
}

#[tokio::test]
async fn a_call_that_nobody_described_is_signed_with_the_keys_it_is_given() {
    let world = World::start().await;
    let shop = world.shop();
    let body = serde_json::json!({ "openid": "oLiLei", "env": 0, "order_id": "1" });
    let call = || shop.call(format!("POST {ORDER}")).json(&body);
    call().pay_key(LIVE).send::<serde_json::Value>().await.expect("an order");
    assert_eq!(world.signed(ORDER, LIVE).len(), 1);
    assert!(fails(call().send::<serde_json::Value>().await).is(268_490_003));
    let stream = shop.call(format!("POST {ORDER}")).file("file", "x".as_bytes()).pay_key(LIVE);
    assert_eq!(fails(stream.send::<serde_json::Value>().await).kind(), ErrorKind::Unsupported);
}
