//! Calls that are signed over their body: what goes out, what is asked for, and that no text repeats it.

use serde_json::json;
use wechat_runtime::op::{Body, CallSign, Method, Op};
use wechat_runtime::record::View;
use wechat_runtime::{Call, Client, ErrorKind, Secret};

use crate::fixture::*;
use crate::hush;
use crate::server::{Server, json as answer};

const KEY: &str = "HUSH-app-key";
const SESSION: &str = "HUSH-session-key";

const BODY: &str = r#"{"openid":"中 \"1\"","session_key":"","age":0,"tags":[]}"#;
// Made by another program.
const PAY_SIG: &str = "e628597f569ed7463e4208dec2345dc22f92712a2e9ba057b7cebfed6d016c2d";
const SIGNATURE: &str = "d059bdbec30bd9d6acc66773f403f82858009246546c8b592e78154610d2b563";

static BOTH: Op = Op {
    name: "payment.query",
    method: Method::Post,
    path: "/xpay/query",
    sign: &[CallSign::Pay, CallSign::Session],
    body: Body::Json,
    idempotent: true,
    ..Op::NEW
};

/// The body has what JSON may write in several ways.
fn both(client: &Client) -> Call<()> {
    let request = User { openid: "\u{4e2d} \"1\"".to_owned(), ..User::default() };
    Call::new(client, &BOTH, Some(View::of(&request)))
}

#[tokio::test]
async fn path_and_body_are_signed_as_they_are_sent() {
    let server = Server::start(always(answer(json!({"errcode": 0})))).await;
    // A gateway's own path is not WeChat's.
    let gateway = builder(format!("{}/gateway", server.url())).pay_key(KEY).build().unwrap();
    let token = "HUSH-token";
    for client in [builder(server.url()).pay_key(KEY).build().unwrap(), gateway] {
        both(&client).session_key(SESSION).credential(token).await.unwrap();
        let sent = server.last();
        assert_eq!(sent.body, BODY.as_bytes());
        let [pay, user] = [PAY_SIG, SIGNATURE].map(Some);
        assert_eq!((sent.query("pay_sig"), sent.query("signature")), (pay, user));
        assert_eq!(sent.query.len(), 3, "and the token");
    }
}

#[tokio::test]
async fn a_message_that_repeats_keys_and_signatures_is_scrubbed() {
    let server = Server::start(|request| match request.path.as_str() {
        "/xpay/query" => {
            let said = format!("{KEY} {SESSION} {} at {}", request.raw_query, PAY_SIG);
            answer(json!({"errcode": 268_490_003, "errmsg": format!("{said} {SIGNATURE}")}))
        }
        _ => answer(json!({"access_token": "HUSH-good-token", "expires_in": 7200})),
    })
    .await;
    let client = app(server.url());
    let call = both(&client).pay_key(KEY).session_key(Secret::from(SESSION));
    hush::print(&call);
    let text = error(call.await).to_string();
    assert!(text.contains("268490003"), "{text}");
    for part in [PAY_SIG, SIGNATURE] {
        assert!(!text.contains(part), "{text}");
    }
    hush::search();
}

#[tokio::test]
async fn keys_that_are_missing_are_told_before_a_token_is_fetched() {
    let server = Server::start(always(answer(json!({"errcode": 0})))).await;
    let client = app(server.url());
    let failed = error(both(&client).session_key(SESSION).await);
    assert_eq!(failed.kind(), ErrorKind::Config);
    assert!(failed.to_string().contains("`pay_key`"), "{failed}");
    let failed = error(both(&client).pay_key(KEY).await);
    assert!(failed.to_string().contains("`.session_key(…)`"), "{failed}");
    assert!(server.requests().is_empty());
}

/// What is in the request already stands once, and an app's key goes to no call that wants none.
#[tokio::test]
async fn nothing_is_signed_that_need_not_be() {
    let server = Server::start(always(answer(json!({"errcode": 0})))).await;
    let client = builder(server.url()).pay_key(KEY).build().unwrap();
    send(&client).await.unwrap();
    assert_eq!(server.last().query("pay_sig"), None);
    let own = client.call("POST /x?pay_sig=mine").json(&json!({})).pay_key(KEY);
    own.send::<serde_json::Value>().await.unwrap();
    assert_eq!(server.last().raw_query.matches("pay_sig").count(), 1);
    assert_eq!(server.last().query("pay_sig"), Some("mine"));
    send(&client).session_key(SESSION).await.unwrap();
    assert!(server.last().query("signature").is_some(), "a key that is given is used");
}
