//! What peers make of the answers of a hub, or of what they took for one.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;
use wechat_runtime::ErrorKind;
use wechat_runtime::hub::{Hub, HubClient};
use wechat_runtime::transport::{Body, BoxFuture, Transport, TransportError};

use crate::fixture::{APP, KEY, Process, WeChat, call, hub};
use crate::hush;
use crate::server::{Answer, Server, hang_up, json as answer, typed};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_wechat_said_is_told() {
    let wechat = WeChat::start().await;
    let owner = wechat.app().secret("HUSH-wrong-secret").build().unwrap();
    let (hub, records) = hub(&owner);
    let process = Process::start(hub.build().unwrap()).await;
    let member = wechat.member(&process.url());
    let error = call(&member).await.unwrap_err();
    let text = hush::show(&error);
    assert!(error.is(40125) && text.contains("invalid appsecret"), "{text}");
    assert_eq!((error.kind(), error.credential()), (ErrorKind::Api, Some("access_token")));
    assert!(text.contains(&process.url()), "{text}");
    assert_eq!(records.count(&["Failed", "40125"]), 1);
    // The hub rests after a failure, and so does the peer.
    for _ in 0..20 {
        assert!(call(&member).await.unwrap_err().is(40125));
    }
    assert!(wechat.fetches() <= 3, "{} fetches", wechat.fetches());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_answer_is_borne() {
    let wechat = WeChat::start().await;
    let html = || typed("text/html", "<html>HUSH a proxy's page</html>");
    let long = json!({"value": "x".repeat(100_000)});
    let cases: Vec<(&str, Answer)> = vec![
        ("not that of a hub", html()),
        ("not that of a hub", html().status(502)),
        ("not that of a hub", answer(json!({"errcode": 0}))),
        ("not that of a hub", answer(json!({"value": ""}))),
        ("not that of a hub", answer(json!({"value": 7}))),
        ("not that of a hub", answer(json!({"value": "HUSH", "expires_in": "soon"}))),
        ("not that of a hub", answer(json!([])).status(500)),
        ("larger than", answer(long)),
        ("forbidden: no", answer(json!({"error": "forbidden", "text": "no"})).status(403)),
        ("points elsewhere", typed("text/html", "").status(302).header("Location", "/elsewhere")),
        ("gives no answer", hang_up()),
        ("gives no answer", answer(json!({"value": "HUSH"})).claim(500)),
    ];
    for (words, bad) in cases {
        let server = Server::start(move |_| bad.clone()).await;
        let source = HubClient::new(server.url(), "billing", KEY).unwrap();
        let client = wechat.app().source(source).build().unwrap();
        let error = call(&client).await.unwrap_err();
        let text = hush::show(&error);
        assert!(text.contains(words) && text.contains(&server.url()), "{words}: {text}");
        assert_eq!(error.credential(), Some("access_token"), "{text}");
        assert_eq!(server.count("/elsewhere"), 0);
        assert!(server.requests().len() <= 2, "a broken connection is tried once more");
    }
}

/// A hub's last act may be to take a request.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_breaks_once_costs_nothing() {
    let wechat = WeChat::start().await;
    for bad in [hang_up(), answer(json!({"value": "HUSH"})).claim(500)] {
        let asked = AtomicUsize::new(0);
        let server = Server::start(move |_| match asked.fetch_add(1, Ordering::SeqCst) {
            0 => bad.clone(),
            _ => answer(json!({"value": "HUSH-token", "expires_in": 7200})),
        })
        .await;
        let source = HubClient::new(server.url(), "billing", KEY).unwrap();
        let client = wechat.app().source(source).build().unwrap();
        assert_eq!(client.credential("access_token").get().await.unwrap().expose(), "HUSH-token");
        assert_eq!(server.requests().len(), 2);
    }
}

/// The way to a hub is a transport like any other.
#[tokio::test]
async fn a_transport_of_ones_own_takes_requests_to_a_hub() {
    struct Direct(Hub);
    impl Transport for Direct {
        fn send(
            &self,
            request: http::Request<Body>,
        ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            Box::pin(async move { Ok(self.0.handle(prefix(request)).await.map(Body::from)) })
        }
    }
    fn prefix(mut request: http::Request<Body>) -> http::Request<Body> {
        let path = request.uri().path_and_query().unwrap().as_str().replacen("/hub", "", 1);
        *request.uri_mut() = path.parse().unwrap();
        request
    }
    let wechat = WeChat::start().await;
    let (hub, _) = hub(&wechat.owner());
    let source = HubClient::new("http://[::1]/hub", "billing", KEY).unwrap();
    let source = source.transport(Direct(hub.build().unwrap()));
    let client = wechat.app().source(source).build().unwrap();
    call(&client).await.unwrap();
    wechat.expire();
    call(&client).await.unwrap();
    assert_eq!(wechat.fetches(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_holds_no_key_but_in_its_header() {
    let wechat = WeChat::start().await;
    let hub = Server::start(|request| match request.method.as_str() {
        "GET" => answer(json!({"value": "HUSH-first", "expires_in": 7200, "obtained_ago": 1.5})),
        _ => answer(json!({"value": "HUSH-second", "expires_in": 100}))
            .delay(Duration::from_millis(5)),
    })
    .await;
    let source = HubClient::new(format!("{}/hub/", hub.url()), "billing", KEY).unwrap();
    let client = wechat.app().part("agent_id", "a/b").source(source).build().unwrap();
    let handle = client.credential("agent_token");
    assert_eq!(handle.get().await.unwrap().expose(), "HUSH-first");
    let second = handle.reload().await.unwrap();
    assert_eq!(second.expose(), "HUSH-second");
    let left = second.expires_at().unwrap().duration_since(std::time::SystemTime::now()).unwrap();
    assert!(left <= Duration::from_secs(100) && left > Duration::from_secs(40), "{left:?}");
    let requests = hub.requests();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        assert_eq!(request.path, format!("/hub/mini_program/{APP}/agent_token"));
        assert_eq!(request.raw_query, "per=a%2Fb");
        let rest = format!("{} {} {}", request.path, request.raw_query, request.json());
        assert!(!rest.contains("HUSH"), "neither the key nor the stale value");
        assert!(request.header("authorization").unwrap().starts_with("Basic "));
    }
    assert_eq!(requests[1].json()["stale"].as_str().unwrap().len(), 64);
}
