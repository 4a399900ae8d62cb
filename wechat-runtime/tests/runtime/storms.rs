//! Thousands of calls at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::json;
use tokio::task::JoinSet;
use wechat_runtime::transport::{Body, BoxFuture, Transport, TransportError};
use wechat_runtime::{App, Client, Error, Registry, WeChatApp as _};

use crate::fixture::*;
use crate::server::{Answer, Request, Server, json as answer};
use crate::settings::Mini;

/// The given server without sockets, so that ten thousand calls need no ten thousand ports.
struct Direct<F>(F, Arc<AtomicUsize>);

impl<F: Fn(&Request) -> Answer + Send + Sync + 'static> Transport for Direct<F> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(10)).await;
            let query = request.uri().query().unwrap_or_default();
            let decode = |text: &str| {
                percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
            };
            let request = Request {
                path: request.uri().path().to_owned(),
                query: query
                    .split('&')
                    .filter_map(|pair| pair.split_once('='))
                    .map(|(name, value)| (name.to_owned(), decode(value)))
                    .collect(),
                body: request.body().as_bytes().unwrap().to_vec(),
                ..Request::default()
            };
            self.1.fetch_add(1, Ordering::SeqCst);
            Ok(http::Response::new(Body::from((self.0)(&request).body)))
        })
    }
}

async fn calls(client: &Client, n: usize) -> Vec<Result<User, Error>> {
    let mut calls = JoinSet::new();
    for _ in 0..n {
        calls.spawn(IntoFuture::into_future(user(client)));
    }
    calls.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_on_a_cold_client_fetch_one_token() {
    let tokens = Arc::new(Tokens::new());
    let shared = tokens.clone();
    let transport = Direct(move |request: &Request| shared.serve(request), Arc::default());
    let client = builder("http://wechat").transport(transport).build().unwrap();
    let results = calls(&client, 10_000).await;
    assert!(results.iter().all(Result::is_ok));
    assert_eq!(tokens.fetches(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_ends_early_is_renewed_once_for_a_thousand_calls() {
    let tokens = Arc::new(Tokens::new());
    let shared = tokens.clone();
    let transport = Direct(move |request: &Request| shared.serve(request), Arc::default());
    let client = builder("http://wechat").transport(transport).build().unwrap();
    user(&client).await.unwrap();
    for round in 2..5 {
        tokens.expire();
        let results = calls(&client, 1000).await;
        let failed = results.into_iter().filter_map(Result::err).next();
        assert!(failed.is_none(), "{failed:?}");
        assert_eq!(tokens.fetches(), round);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_over_sockets_share_one_token() {
    let tokens = Arc::new(Tokens::new());
    let shared = tokens.clone();
    let server = Server::start(move |request| shared.serve(request)).await;
    let client = app(server.url());
    assert!(calls(&client, 300).await.iter().all(Result::is_ok));
    tokens.expire();
    assert!(calls(&client, 300).await.iter().all(Result::is_ok));
    assert_eq!(tokens.fetches(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_secret_costs_a_handful_of_requests() {
    let tokens = Arc::new(Tokens::new());
    let shared = tokens.clone();
    let transport = Direct(move |request: &Request| shared.serve(request), Arc::default());
    let client =
        builder("http://wechat").secret("HUSH-wrong-secret").transport(transport).build().unwrap();
    let mut texts: Vec<String> = Vec::new();
    for _ in 0..2 {
        for result in calls(&client, 500).await {
            texts.push(error(result).to_string());
        }
    }
    assert!(tokens.fetches() <= 3, "{}", tokens.fetches());
    texts.dedup();
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(
        texts[0].contains("could not get `access_token` (POST /cgi-bin/stable_token): 40125"),
        "{}",
        texts[0]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_always_calls_its_token_stale_uses_up_no_quota() {
    let fetches = Arc::new(AtomicUsize::new(0));
    let count = fetches.clone();
    // Each fetch gives another token, as the classic endpoint does.
    let serve = move |request: &Request| match request.path.as_str() {
        "/cgi-bin/stable_token" => {
            let n = count.fetch_add(1, Ordering::SeqCst);
            answer(json!({"access_token": format!("HUSH-token-{n}"), "expires_in": 7200}))
        }
        _ => answer(json!({"errcode": 40001, "errmsg": "a parameter holds access_token"})),
    };
    let client = builder("http://wechat").transport(Direct(serve, Arc::default())).build().unwrap();
    for _ in 0..20 {
        for result in calls(&client, 20).await {
            assert!(error(result).is(40001));
        }
    }
    let fetched = fetches.load(Ordering::SeqCst);
    assert!(fetched <= 4, "{fetched}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_succeed_while_tokens_end_at_any_moment() {
    let tokens = Arc::new(Tokens::new());
    let shared = tokens.clone();
    let transport = Direct(move |request: &Request| shared.serve(request), Arc::default());
    let client = builder("http://wechat").transport(transport).build().unwrap();
    for _ in 0..20 {
        let calls = tokio::spawn({
            let client = client.clone();
            async move { calls(&client, 100).await }
        });
        tokio::time::sleep(Duration::from_millis(5)).await;
        tokens.expire();
        assert!(calls.await.unwrap().iter().all(Result::is_ok));
    }
    assert!(tokens.fetches() <= 21, "{}", tokens.fetches());
}

/// Accounts of one deployment, which share its connections, store and settings.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts_come_and_go_while_they_are_called() {
    const ACCOUNTS: usize = 200;
    let mixed = Arc::new(AtomicUsize::new(0));
    let seen = mixed.clone();
    let wechat = move |request: &Request| match request.path.as_str() {
        "/cgi-bin/stable_token" => {
            let appid = request.json()["appid"].clone();
            answer(json!({"access_token": appid, "expires_in": 7200}))
        }
        _ => answer(json!({"openid": request.query("access_token")})),
    };
    let requests = Arc::default();
    let first = builder("http://wechat").transport(Direct(wechat, Arc::clone(&requests)));
    let first = first.build().unwrap();
    let registry = Arc::new(Registry::<App<Mini>>::new());
    let add = |i: usize| {
        let app = App::<Mini>::builder().like(&first).appid(format!("wx{i}")).secret(SECRET);
        registry.insert(app.code_name(format!("shop {i}")).build().unwrap()).unwrap()
    };
    (0..ACCOUNTS).for_each(|i| drop(add(i)));
    let mut calls = JoinSet::new();
    for n in 0..4000 {
        let (registry, mixed) = (registry.clone(), seen.clone());
        calls.spawn(async move {
            let i = n % ACCOUNTS;
            let name = if n % 2 == 0 { format!("wx{i}") } else { format!("shop {i}") };
            // It may be gone at the moment; a call that is under way then ends well.
            let Some(app) = registry.get(&name) else { return false };
            let openid = user(app.client()).await.unwrap().openid;
            mixed.fetch_add(usize::from(openid != format!("wx{i}")), Ordering::SeqCst);
            true
        });
    }
    for round in 0..3 {
        for i in (0..ACCOUNTS).filter(|i| i % 3 == round) {
            assert!(registry.remove(&format!("wx{i}")).is_some());
            assert!(registry.get(&format!("shop {i}")).is_none());
            tokio::task::yield_now().await;
            assert!(add(i).is_none());
        }
    }
    let done = calls.join_all().await.into_iter().filter(|done| *done).count();
    assert!(done > 0 && mixed.load(Ordering::SeqCst) == 0, "no account has another's token");
    assert_eq!(registry.all().len(), ACCOUNTS);
    // An account that came back found its token in the store.
    assert_eq!(requests.load(Ordering::SeqCst), done + ACCOUNTS);
}
