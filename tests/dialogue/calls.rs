//! What bots do.

use std::time::Duration;

use serde_json::json;
use wechat_app::File;
use wechat_app::dialogue::binding::Upload;
use wechat_app::dialogue::bot::{ImportQuestions, NewQuestion, Query};
use wechat_app::dialogue::human_service::{
    ChangeState, Channel, Detail, GetState, SendMessage, ServiceState,
};
use wechat_app::dialogue::types::{Environment, ImportMode};
use wechat_app::prelude::*;

use crate::world::{APPID, KEY, TOKEN, World, fails, print};

/// Question and answer travel encrypted; the token is fetched once, and renewed when it dies.
#[tokio::test]
async fn a_bot_answers() {
    let world = World::start().await;
    let helper = world.helper();
    for _ in 0..2 {
        let query = Query::new("Are you open today?").userid("u-1").env(Environment::Online);
        print(&query);
        let said = helper.bot().query(query).await.expect("an answer");
        assert!(!said.data.expect("data").answer.is_empty());
    }
    assert_eq!(world.wechat.count("/v2/token"), 1);
    let calls = world.wechat.calls();
    let [token, query, ..] = &calls[..] else { panic!("two calls at least") };
    assert_eq!(token.header("x-appid"), Some(APPID));
    assert_eq!(token.json(), json!({}));
    assert_eq!(query.header("x-appid"), None, "one of the two says who calls");
    assert_eq!(query.header("content-type"), Some("text/plain"));
    assert_eq!(
        query.json(),
        json!({"query": "Are you open today?", "userid": "u-1", "env": "online"})
    );
    world.wechat.expire_tokens();
    helper.bot().query("And now?").await.expect("with a new token");
    assert_eq!(world.wechat.count("/v2/token"), 2);
    assert_eq!(world.wechat.violations(), []);
}

/// Every attempt has a nonce of its own, also when a call is sent again.
#[tokio::test]
async fn no_two_calls_are_signed_alike() {
    let world = World::start().await;
    let helper = world.helper();
    world.wechat.fail_next("/v2/bot/effective_progress", -1);
    for _ in 0..3 {
        helper.bot().get_progress(Environment::Online).await.expect("how far it is");
    }
    let mut nonces: Vec<_> = world
        .wechat
        .calls()
        .iter()
        .flat_map(|call| ["nonce", "request_id"].map(|name| call.header(name).map(str::to_owned)))
        .collect();
    let all = nonces.len();
    assert_eq!(all, 10, "the token, three calls, and one again");
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), all);
}

#[tokio::test]
async fn questions_are_imported_and_published() {
    let world = World::start().await;
    let helper = world.helper();
    let question =
        NewQuestion::new("Shop", "When do you open?", false, ["Opening hours?"], ["At nine."])
            .threshold(0.9);
    let import = ImportQuestions::new(ImportMode::Merge, [question]);
    let task = helper.bot().import(import).await.expect("a task").data.expect("data");
    helper.bot().get_task(task.task_id.expect("its id")).await.expect("how far it is");
    helper.bot().publish().await.expect("published");
    let sent = world.wechat.calls().into_iter().find(|call| call.path == "/v2/bot/import/json");
    assert_eq!(sent.expect("the import").json()["data"][0]["threshold"], "0.9");
    // A call that nobody has described is signed, too.
    let raw: serde_json::Value = helper
        .call("POST /v2/bot/effective_progress")
        .json(&json!({"env": "debug"}))
        .send()
        .await
        .expect("as any other");
    assert!(raw["data"]["status"].is_number());
    assert_eq!(world.wechat.violations(), []);
}

/// The token in the path, the fields in an encrypted document.
#[tokio::test]
async fn people_take_over() {
    let world = World::start().await;
    let helper = world.helper();
    let message = SendMessage::new("oLiLei", "Hello <you> & me", Channel::Plugin)
        .appid("wx0123456789abcdef")
        .kefuname("小红");
    print(&message);
    helper.human_service().send_message(message).await.expect("sent");
    let state = GetState::new("wx0123456789abcdef", "oLiLei").r#type(Detail::All);
    helper.human_service().get_state(state).await.expect("a state");
    let change = ChangeState::new("wx0123456789abcdef", "oLiLei", ServiceState::Served);
    helper.human_service().change_state(change).await.expect("changed");
    let calls = world.wechat.calls();
    assert_eq!(calls[0].path, "/openapi/sendmsg/{TOKEN}");
    let document = String::from_utf8_lossy(&calls[0].body).into_owned();
    assert!(document.contains("<msg><![CDATA[Hello <you> & me]]></msg>"), "{document}");
    assert_eq!(world.wechat.count("/v2/token"), 0, "the first version has no access token");
    assert_eq!(world.wechat.violations(), []);
}

#[tokio::test]
#[allow(deprecated)]
async fn the_first_version_asks_uploads_and_lists() {
    let world = World::start().await;
    let helper = world.helper();
    let signature = helper.legacy_bot().sign("u-1").await.expect("a signature").signature;
    let query = wechat_app::dialogue::legacy_bot::Query::new(signature, "Hello");
    helper.legacy_bot().query(query).await.expect("an answer");
    let picture = File::bytes(&b"\x89PNG"[..]).name("a.png");
    let uploaded = helper.binding().upload(Upload::new("u-1", picture)).await.expect("uploaded");
    assert!(!uploaded.filekey.is_empty());
    helper.binding().list().await.expect("a list");
    assert_eq!(world.wechat.violations(), []);
}

/// What the platform says in its several ways is an error, whichever it is.
#[tokio::test]
#[allow(deprecated)]
async fn every_way_to_say_no_is_an_error() {
    let world = World::start().await;
    let helper = world.helper();
    let state = || GetState::new("wx0123456789abcdef", "oLiLei");
    let path = format!("/openapi/kefustate/get/{TOKEN}");
    for (answer, code) in [
        (r#"{"errcode":1001,"errmsg":"TOKEN is not valid","rid":"1"}"#, Some(1001)),
        (r#"{"ret":-10,"err_msg":"invalid args","rid":"1"}"#, Some(-10)),
        (r#"{"ret":0,"error":"something"}"#, None),
    ] {
        world.wechat.answer_next(&path, 200, &[("content-type", "application/json")], answer);
        let error = fails(helper.human_service().get_state(state()).retries(0).await);
        assert_eq!(error.code(), code, "{answer}");
    }
    let path = format!("/openapi/publish/{TOKEN}");
    let answer = r#"{"success":false,"code":-1,"msg":"busy"}"#;
    world.wechat.answer_next(&path, 200, &[("content-type", "application/json")], answer);
    let error = fails(helper.legacy_bot().publish("m-1").await);
    assert!(error.is_busy(), "{error:#}");
    // The encrypted call tells some errors in the open, with a status or without.
    let answer = r#"{"code":110002,"data":null,"msg":"no query","request_id":"1"}"#;
    for status in [200, 400] {
        let headers = [("content-type", "application/json")];
        world.wechat.answer_next("/v2/bot/query", status, &headers, answer);
        let error = fails(helper.bot().query("Hello").await);
        assert_eq!((error.code(), error.code_name()), (Some(110_002), Some("INVALID_PARAMETER")));
    }
    // What WeChat repeats of the secrets is not shown.
    let answer = format!(r#"{{"code":110002,"msg":"{TOKEN} {KEY}"}}"#);
    world.wechat.answer_next("/v2/bot/query", 200, &[], answer);
    fails(helper.bot().query("Hello").await);
    for answer in ["AAAA", "not encrypted at all", "", "<html></html>", "\u{1}"] {
        world.wechat.answer_next("/v2/bot/query", 200, &[("content-type", "text/plain")], answer);
        fails(helper.bot().query("Hello").await);
    }
    world.wechat.drop_next(&format!("/openapi/sign/{TOKEN}"));
    fails(helper.legacy_bot().sign("u-1").retries(0).await);
    world.wechat.delay("/v2/bot/publish", Duration::from_secs(2));
    fails(helper.bot().publish().timeout(Duration::from_millis(50)).await);
}

/// What a bot needs and lacks is named; nothing is sent without it.
#[tokio::test]
async fn a_bot_without_its_settings_says_so() {
    let world = World::start().await;
    let bare =
        || App::<wechat_app::kind::Dialogue>::builder().appid(APPID).base_url(world.wechat.url());
    let state = || GetState::new("wx0123456789abcdef", "oLiLei");
    let none = bare().build().expect("a bot");
    for error in
        [fails(none.bot().publish().await), fails(none.human_service().get_state(state()).await)]
    {
        assert!(error.to_string().contains("`token`"), "{error}");
    }
    let keyless = bare().token(TOKEN).build().expect("a bot");
    keyless.bot().publish().await.expect("needs no key");
    for error in [
        fails(keyless.bot().query("Hello").await),
        fails(keyless.human_service().get_state(state()).await),
    ] {
        assert!(error.to_string().contains("`aes_key`"), "{error}");
    }
    let helper = world.helper();
    let error = fails(helper.bot().query("Hello").stream().await.map(drop));
    assert!(error.to_string().contains("do not stream"), "{error}");
}
