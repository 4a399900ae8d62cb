//! Calls as values: what is sent, and what a call may change.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use wechat_runtime::transport::{Body, BoxFuture, Transport, TransportError};
use wechat_runtime::{ErrorKind, RetryPolicy};

use crate::fixture::*;
use crate::hush;
use crate::server::{Server, json as answer, typed};

#[tokio::test]
async fn a_call_carries_its_token_and_gives_its_record() {
    let tokens = Tokens::new();
    let server = Server::start(move |request| tokens.serve(request)).await;
    let client = app(server.url());
    let user = user(&client).await.unwrap();
    assert_eq!((user.openid.as_str(), user.session_key.expose()), ("oOpenid", "HUSH-session-key"));
    send(&client).await.unwrap();
    let sent = server.last();
    assert_eq!((sent.method.as_str(), sent.path.as_str()), ("POST", "/send"));
    assert_eq!(sent.raw_query, "access_token=HUSH%2Ftoken%2B1");
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert!(sent.header("user-agent").unwrap().starts_with("wechat-app/"));
    assert_eq!(sent.json()["openid"], "oOpenid");
    assert_eq!(server.count("/cgi-bin/stable_token"), 1);
    hush::print(&user);
}

#[tokio::test]
async fn values_cannot_add_parameters() {
    let server = Server::start(|_| answer(json!({"openid": "o"}))).await;
    login(&app(server.url())).await.unwrap();
    let sent = server.last();
    assert_eq!(sent.query("js_code"), Some(CODE));
    assert_eq!(sent.query("appid"), Some("wx0123456789abcdef"));
    assert_eq!(sent.query.len(), 3, "{:?}", sent.query);
    assert_eq!(server.count("/cgi-bin/stable_token"), 0);
}

#[tokio::test]
async fn a_call_may_differ_from_the_settings() {
    let server = Server::start(always(answer(json!({"openid": "o"})))).await;
    let client = app(server.url());
    user(&client).credential("HUSH one & off").header("X-Trace", "7").await.unwrap();
    let sent = server.last();
    assert_eq!(sent.query("access_token"), Some("HUSH one & off"));
    assert_eq!(sent.header("x-trace"), Some("7"));
    assert_eq!(server.count("/cgi-bin/stable_token"), 0);
    let wrong = error(user(&client).header("X", "a\nHUSH").await);
    assert_eq!(wrong.kind(), ErrorKind::Encode);
    hush::print(&user(&client).credential("HUSH"));
}

#[tokio::test]
async fn a_raw_answer_is_given_whatever_it_says() {
    let server = Server::start(always(answer(json!({"errcode": 40029})).status(500))).await;
    let raw = user(&app(server.url())).raw().await.unwrap();
    assert_eq!(
        (raw.status.as_u16(), raw.json::<Value>().unwrap()),
        (500, json!({"errcode": 40029}))
    );
}

#[tokio::test]
async fn a_raw_answer_renews_a_stale_token() {
    let tokens = std::sync::Arc::new(Tokens::new());
    let shared = tokens.clone();
    let server = Server::start(move |request| shared.serve(request)).await;
    let client = app(server.url());
    user(&client).await.unwrap();
    tokens.expire();
    let raw = send(&client).raw().await.unwrap();
    assert!(raw.text().contains("oOpenid"));
}

#[tokio::test]
async fn raw_calls_have_tokens_retries_and_errors() {
    let tokens = Tokens::new();
    let server = Server::start(move |request| tokens.serve(request)).await;
    let client = app(server.url());
    let value: Value = client
        .call("POST /wxa/new?a=1%262")
        .query("b", "x&y")
        .json(&json!({"k": "值"}))
        .send()
        .await
        .unwrap();
    assert_eq!(value["openid"], "oOpenid");
    let sent = server.last();
    assert_eq!((sent.query("a"), sent.query("b")), (Some("1&2"), Some("x&y")));
    assert_eq!(sent.json(), json!({"k": "值"}));
    let missing = error(client.call("GET /x").auth("none").send::<Value>().await);
    assert_eq!((missing.code(), missing.endpoint_path()), (Some(42001), Some("/x")));
    for wrong in ["/wxa/new", "FETCH /x", "GET x", "GET /a/../b", "GET /a b", "POST /{id}"] {
        let error = error(client.call(wrong).send::<Value>().await);
        assert_eq!(error.kind(), ErrorKind::Encode, "{wrong}");
    }
    let unknown = error(client.call("GET /x").auth("nobody").send::<Value>().await);
    assert!(unknown.to_string().contains("access_token, classic"), "{unknown}");
    assert_eq!(server.count("/cgi-bin/stable_token"), 1);
}

#[tokio::test]
async fn a_call_ends_in_time_whatever_holds_it_up() {
    let slow = always(answer(json!({})).delay(Duration::from_secs(5)));
    let server = Server::start(move |request| slow(request)).await;
    let began = Instant::now();
    let late = error(login(&app(server.url())).timeout(Duration::from_millis(80)).await);
    assert!(late.is_timeout() && began.elapsed() < Duration::from_secs(2));
    // While its token is on the way.
    let server = Server::start(|_| answer(json!({})).delay(Duration::from_secs(5))).await;
    let late = error(user(&app(server.url())).timeout(Duration::from_millis(80)).await);
    assert!(late.is_timeout() && late.credential() == Some("access_token"), "{late}");
    assert_eq!(late.endpoint(), Some("user.get"));
}

#[tokio::test]
async fn any_transport_will_do() {
    struct Echo;
    impl Transport for Echo {
        fn send(
            &self,
            request: http::Request<Body>,
        ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
            Box::pin(async move {
                assert!(request.headers().contains_key("user-agent"));
                let body = match request.uri().path() {
                    path if path.ends_with("/cgi-bin/stable_token") => {
                        json!({"access_token": "HUSH", "expires_in": 10})
                    }
                    "/fail" => return Err(TransportError::connect("no way there")),
                    path => {
                        json!({"openid": format!("{path}?{}", request.uri().query().unwrap().len())})
                    }
                };
                Ok(http::Response::new(Body::from(body.to_string())))
            })
        }
    }
    let client = builder("https://wechat.example/prefix").transport(Echo).build().unwrap();
    let refused = user(&client).await.unwrap();
    assert_eq!(refused.openid, "/prefix/user?17");
    let client =
        builder("https://wechat.example").transport(Echo).retry(RetryPolicy::NONE).build().unwrap();
    let failed = error(client.call("GET /fail").send::<Value>().await);
    assert!(failed.is_connect() && hush::show(&failed).contains("no way there"));
}

#[test]
fn without_a_tokio_runtime_a_call_says_so() {
    let client = app("http://127.0.0.1:9");
    let mut call = std::pin::pin!(IntoFuture::into_future(user(&client)));
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    match call.as_mut().poll(&mut cx) {
        std::task::Poll::Ready(result) => assert_eq!(error(result).kind(), ErrorKind::Config),
        std::task::Poll::Pending => panic!("pending"),
    }
    hush::search();
}

#[tokio::test]
async fn hosts_are_replaced_one_by_one() {
    let server = Server::start(always(answer(json!({"openid": "o"})))).await;
    let client = wechat_runtime::Client::builder(&KIND)
        .appid("wx0123456789abcdef")
        .secret(SECRET)
        .host_url("https://api.weixin.qq.com/", server.url())
        .host_url("https://mp.weixin.qq.com", "http://127.0.0.1:9")
        .retry(RetryPolicy::NONE)
        .build()
        .unwrap();
    user(&client).await.unwrap();
    let elsewhere = client.call("GET /x").host("https://mp.weixin.qq.com").send::<Value>().await;
    assert!(error(elsewhere).is_connect());
}

#[tokio::test]
async fn clients_may_share_connections() {
    let server = Server::start(always(answer(json!({"openid": "o"})))).await;
    let one = app(server.url());
    let other = builder(server.url()).appid("wx2").connections_of(&one).build().unwrap();
    user(&one).await.unwrap();
    user(&other).await.unwrap();
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn html_on_a_raw_call_is_no_json() {
    let server = Server::start(always(typed("text/html", "<html>HUSH</html>"))).await;
    let failed = error(app(server.url()).call("GET /x").send::<Value>().await);
    assert_eq!(failed.kind(), ErrorKind::Html);
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn tls_is_set_up_for_this_client_alone() {
    let server = Server::start(always(answer(json!({"openid": "o"})))).await;
    let builder = builder(server.url().replace("http:", "https:"));
    let client = builder.connect_timeout(Duration::from_millis(300)).build().unwrap();
    let failed = error(login(&client).retries(0).await);
    assert!(failed.is_connect(), "{failed:#}");
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
    assert!(server.requests().is_empty());
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[tokio::test]
async fn without_tls_https_says_so() {
    let failed = error(login(&app("https://127.0.0.1:9")).await);
    assert_eq!(failed.kind(), ErrorKind::Unsupported, "{failed}");
}
