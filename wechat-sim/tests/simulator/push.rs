//! Pushes, as a server meets them that knows nothing of the SDK.

use std::time::Duration;

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::routing::post;
use wechat_sim::{Outcome, Push, Simulator, Target};

const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

/// A server that answers each push with the same, and gives its address.
async fn server(status: u16, answer: &'static str, late: Duration) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let answer = move |State(late): State<Duration>, RawQuery(query): RawQuery, body: String| async move {
        assert!(query.is_some_and(|query| query.contains("signature=")) && !body.is_empty());
        tokio::time::sleep(late).await;
        (axum::http::StatusCode::from_u16(status).expect("a status"), answer)
    };
    let router = Router::new().route("/", post(answer)).with_state(late);
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

async fn outcomes(target: Target) -> Vec<Outcome> {
    let wechat = Simulator::start().await.expect("it starts");
    let pushed = wechat.push(&target, Push::text("oLiLei", "hello")).await;
    assert_eq!(wechat.pushed().first(), Some(&pushed));
    pushed.attempts.into_iter().map(|attempt| attempt.outcome).collect()
}

#[tokio::test]
async fn answers_mean_what_they_mean_to_wechat() {
    let now = Duration::ZERO;
    let good = "<xml><ToUserName>oLiLei</ToUserName><FromUserName>gh_0123456789ab</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>x</Content></xml>";
    for (status, answer, wanted) in [
        (200, "success", "[Taken]"),
        (200, "", "[Taken]"),
        (500, "success", "[Status, Status, Status]"),
        (200, good, "[Replied("),
        (200, "ok", "[Unfit("),
        (200, "<xml><MsgType>text</MsgType></xml>", "[Unfit(\"ToUserName"),
    ] {
        let url = server(status, answer, now).await;
        let found = format!("{:?}", outcomes(Target::new(&url, "token")).await);
        assert!(found.starts_with(wanted), "{answer}: {found}");
    }
    // A server with a key has to encrypt its reply.
    let url = server(200, good, now).await;
    let safe = Target::new(&url, "token").encrypted(KEY, "wx0").expect("a key");
    assert!(
        matches!(&outcomes(safe).await[..], [Outcome::Unfit(why)] if why.contains("encrypted"))
    );
}

#[tokio::test]
async fn who_is_late_or_away_is_tried_three_times() {
    let url = server(200, "success", Duration::from_millis(500)).await;
    let hasty = Target::new(&url, "token").patience(Duration::from_millis(50));
    assert_eq!(outcomes(hasty).await, [Outcome::Late, Outcome::Late, Outcome::Late]);
    let away = outcomes(Target::new("http://127.0.0.1:9/", "token")).await;
    assert!(matches!(
        away[..],
        [Outcome::Unreachable(_), Outcome::Unreachable(_), Outcome::Unreachable(_)]
    ));
}
