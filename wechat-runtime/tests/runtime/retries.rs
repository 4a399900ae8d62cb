//! What is sent again, and what never is.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;
use wechat_runtime::{ErrorKind, RetryPolicy};

use crate::fixture::*;
use crate::hush;
use crate::server::{Answer, Server, hang_up, json as answer, typed};

/// Gives these answers in turn, then the good one.
fn in_turn(bad: Vec<Answer>) -> impl Fn(&crate::server::Request) -> Answer + Send + Sync + 'static {
    let next = AtomicUsize::new(0);
    move |request| {
        if request.path == "/cgi-bin/stable_token" {
            return answer(json!({"access_token": "HUSH-good-token", "expires_in": 7200}));
        }
        let n = next.fetch_add(1, Ordering::SeqCst);
        bad.get(n).cloned().unwrap_or_else(|| answer(json!({"openid": "o"})))
    }
}

fn busy() -> Answer {
    answer(json!({"errcode": -1, "errmsg": "system error"}))
}

#[tokio::test]
async fn what_may_be_repeated_is_repeated() {
    for bad in
        [busy(), hang_up(), typed("text/html", "<html>").status(502), typed("a/b", "").status(503)]
    {
        let server = Server::start(in_turn(vec![bad.clone(), bad.clone()])).await;
        user(&app(server.url())).await.unwrap();
        assert_eq!(server.count("/user"), 3, "{bad:?}");
        let server = Server::start(in_turn(vec![bad.clone(); 9])).await;
        let failed = error(user(&app(server.url())).await);
        assert_eq!((server.count("/user"), failed.attempts()), (3, 3), "{bad:?}");
        assert!(
            failed.is_retryable() && failed.to_string().ends_with("after 3 attempts"),
            "{failed}"
        );
    }
}

#[tokio::test]
async fn what_may_have_been_done_is_not_repeated() {
    for bad in [busy(), hang_up(), answer(json!({})).claim(99), typed("a/b", "").status(502)] {
        let server = Server::start(in_turn(vec![bad.clone()])).await;
        let client = app(server.url());
        error(send(&client).await);
        assert_eq!(server.count("/send"), 1, "{bad:?}");
        let server = Server::start(in_turn(vec![bad.clone()])).await;
        error(login(&app(server.url())).await);
        assert_eq!(server.count("/sns/jscode2session"), 1, "{bad:?}");
    }
}

#[tokio::test]
async fn what_will_not_change_is_not_repeated() {
    for code in [42003, 40164, 42002, 50001, 45009, 45011, 42007, 40029, 48001] {
        let server = Server::start(in_turn(vec![answer(json!({"errcode": code}))])).await;
        let failed = error(user(&app(server.url())).await);
        assert!(failed.is(code) && !failed.is_retryable(), "{failed}");
        assert_eq!(server.count("/user"), 1, "{code}");
    }
}

#[tokio::test]
async fn a_one_time_code_is_not_sent_again_after_a_timeout() {
    let server = Server::start(|_| answer(json!({})).delay(Duration::from_secs(3))).await;
    let late = error(login(&app(server.url())).timeout(Duration::from_millis(100)).await);
    assert!(late.is_timeout());
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(server.count("/sns/jscode2session"), 1);
}

#[tokio::test]
async fn without_a_connection_even_a_one_time_code_is_tried_again() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let failed = error(login(&app(url)).await);
    assert_eq!((failed.kind(), failed.attempts()), (ErrorKind::Connect, 3));
    hush::search();
}

#[tokio::test]
async fn a_call_and_a_client_decide_how_often() {
    let server = Server::start(in_turn(vec![busy(); 99])).await;
    let client = app(server.url());
    error(user(&client).retries(0).await);
    assert_eq!(server.count("/user"), 1);
    error(user(&client).retries(4).await);
    assert_eq!(server.count("/user"), 6);
    error(send(&client).idempotent(true).await);
    assert_eq!(server.count("/send"), 3);
    let client = builder(server.url()).retry(RetryPolicy::NONE).build().unwrap();
    error(user(&client).await);
    assert_eq!(server.count("/user"), 7);
}

#[tokio::test]
async fn when_the_time_is_short_the_failure_itself_is_told() {
    let server = Server::start(in_turn(vec![busy(); 9])).await;
    let policy = RetryPolicy { pause: Duration::from_secs(60), ..RetryPolicy::default() };
    let client = builder(server.url()).retry(policy).build().unwrap();
    assert!(error(user(&client).timeout(Duration::from_secs(2)).await).is_busy());
}
