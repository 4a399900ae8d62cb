//! The credential engine: who fetches when, who gets what.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use wechat_runtime::transport::{Body, BoxFuture, Transport, TransportError};
use wechat_runtime::{
    Client, CredentialKeeper, CredentialKey, ErrorKind, Lock, ManualClock, MemoryStore,
    RetryPolicy, Secret, Store, StoreError, StoredCredential,
};

use crate::fixture::*;
use crate::hush;
use crate::server::{Answer, Request, Server, hang_up, json as answer};

const TOKEN: &str = "/cgi-bin/stable_token";

/// Counts the fetches; each gives another token of this life.
fn counting(
    life: Value,
) -> (Arc<AtomicUsize>, impl Fn(&Request) -> Answer + Send + Sync + 'static) {
    let count = Arc::new(AtomicUsize::new(0));
    let shared = count.clone();
    let serve = move |request: &Request| match request.path.as_str() {
        TOKEN | "/cgi-bin/token" => {
            let n = shared.fetch_add(1, Ordering::SeqCst) + 1;
            answer(json!({"access_token": format!("HUSH-token-{n}"), "expires_in": life}))
        }
        _ => answer(json!({"openid": request.query("access_token")})),
    };
    (count, serve)
}

#[tokio::test]
async fn a_cancelled_waiter_cancels_nobody() {
    let (_, serve) = counting(json!(7200));
    let server =
        Server::start(move |request| serve(request).delay(Duration::from_millis(200))).await;
    let client = app(server.url());
    let first = tokio::spawn(IntoFuture::into_future(user(&client)));
    tokio::time::sleep(Duration::from_millis(50)).await;
    let second = tokio::spawn(IntoFuture::into_future(user(&client)));
    first.abort();
    second.await.unwrap().unwrap();
    // A caller that times out while the token comes leaves a client that works.
    let (_, serve) = counting(json!(7200));
    let server =
        Server::start(move |request| serve(request).delay(Duration::from_millis(200))).await;
    let client = app(server.url());
    error(user(&client).timeout(Duration::from_millis(50)).await);
    user(&client).await.unwrap();
    assert_eq!(server.count(TOKEN), 1);
}

#[tokio::test]
async fn a_failed_fetch_is_every_waiters_error_and_then_rests() {
    let clock = ManualClock::now();
    let fail = Arc::new(AtomicUsize::new(1));
    let failing = fail.clone();
    let server = Server::start(move |request| {
        if request.path == TOKEN && failing.load(Ordering::SeqCst) == 1 {
            return answer(
                json!({"errcode": 40164, "errmsg": "invalid ip 1.2.3.4, not in whitelist"}),
            )
            .delay(Duration::from_millis(50));
        }
        answer(json!({"access_token": "HUSH-1", "expires_in": 7200, "openid": "o"}))
    })
    .await;
    let client = builder(server.url()).clock(clock.clone()).build().unwrap();
    let mut waiters = tokio::task::JoinSet::new();
    for _ in 0..20 {
        waiters.spawn(IntoFuture::into_future(user(&client)));
    }
    for result in waiters.join_all().await {
        let failed = error(result);
        assert!(failed.is(40164) && failed.credential() == Some("access_token"), "{failed}");
    }
    assert_eq!(server.count(TOKEN), 1);
    // The cool-down grows: 1 s, 2 s, 4 s … 30 s.
    for (after, fetches) in [(900, 1), (200, 2), (1900, 2), (200, 3), (3900, 3), (200, 4)] {
        clock.advance(Duration::from_millis(after));
        error(user(&client).await);
        assert_eq!(server.count(TOKEN), fetches, "{after}");
    }
    for _ in 0..9 {
        clock.advance(Duration::from_millis(30_001));
        error(user(&client).await);
    }
    assert_eq!(server.count(TOKEN), 13);
    // An explicit wish is granted at once.
    fail.store(0, Ordering::SeqCst);
    client.credential("access_token").reload().await.unwrap();
    user(&client).await.unwrap();
    assert_eq!(server.count("/user"), 1);
}

#[tokio::test]
async fn the_client_works_again_after_a_runtime_went_down() {
    let (_, serve) = counting(json!(7200));
    let server =
        Server::start(move |request| serve(request).delay(Duration::from_millis(150))).await;
    let client = app(server.url());
    let other = client.clone();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        // The fetch is under way when its runtime ends.
        runtime.block_on(async { error(user(&other).timeout(Duration::from_millis(30)).await) });
    })
    .join()
    .unwrap();
    user(&client).await.unwrap();
}

#[tokio::test]
async fn any_life_is_bearable() {
    for life in
        [json!(7200), json!("7200"), json!(null), json!(-1), json!(0), json!(1.8e19), json!({})]
    {
        let (count, serve) = counting(life.clone());
        let server = Server::start(serve).await;
        let client = app(server.url());
        for _ in 0..5 {
            user(&client).await.unwrap();
        }
        assert_eq!(count.load(Ordering::SeqCst), 1, "{life}");
    }
}

#[tokio::test]
async fn an_ending_token_is_renewed_in_the_background() {
    let clock = ManualClock::now();
    let (count, serve) = counting(json!(7200));
    let server = Server::start(serve).await;
    let client = builder(server.url()).clock(clock.clone()).build().unwrap();
    assert_eq!(user(&client).await.unwrap().openid, "HUSH-token-1");
    clock.advance(Duration::from_secs(7200 - 241));
    user(&client).await.unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 1);
    // Anywhere in the first quarter of the margin, as it was drawn.
    clock.advance(Duration::from_secs(62));
    // The call that finds it ending does not wait.
    assert_eq!(user(&client).await.unwrap().openid, "HUSH-token-1");
    for _ in 0..100 {
        if user(&client).await.unwrap().openid == "HUSH-token-2" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(count.load(Ordering::SeqCst), 2);
    // One that is over is waited for.
    clock.advance(Duration::from_secs(7200));
    assert_eq!(user(&client).await.unwrap().openid, "HUSH-token-3");
}

#[tokio::test]
async fn a_failing_renewal_in_the_background_harms_no_call() {
    let clock = ManualClock::now();
    let fetches = AtomicUsize::new(0);
    let server = Server::start(move |request| {
        if request.path != TOKEN {
            return answer(json!({"openid": "o"}));
        }
        match fetches.fetch_add(1, Ordering::SeqCst) {
            0 => answer(json!({"access_token": "HUSH-1", "expires_in": 7200})),
            _ => answer(json!({"errcode": -1, "errmsg": "busy"})),
        }
    })
    .await;
    let client =
        builder(server.url()).clock(clock.clone()).retry(RetryPolicy::NONE).build().unwrap();
    user(&client).await.unwrap();
    clock.advance(Duration::from_secs(7050));
    for _ in 0..20 {
        user(&client).await.unwrap();
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    assert_eq!(server.count(TOKEN), 2);
}

#[tokio::test]
async fn a_stale_token_is_renewed_and_the_call_repeated_once() {
    let tokens = Arc::new(Tokens::new());
    let shared = tokens.clone();
    let server = Server::start(move |request| shared.serve(request)).await;
    let client = app(server.url());
    send(&client).await.unwrap();
    tokens.expire();
    // Not idempotent, but a refused token means that nothing was done.
    send(&client).await.unwrap();
    assert_eq!((tokens.fetches(), server.count("/send")), (2, 3));
    // The store of the client does not bring the dead one back.
    assert_eq!(client.credential("access_token").get().await.unwrap().expose(), "HUSH/token+2");
}

#[tokio::test]
async fn the_same_token_again_is_no_reason_to_go_on() {
    let server = Server::start(|request| match request.path.as_str() {
        TOKEN => answer(json!({"access_token": "HUSH-same", "expires_in": 7200})),
        _ => answer(json!({"errcode": 40001, "errmsg": "invalid credential HUSH-same"})),
    })
    .await;
    let client = app(server.url());
    for _ in 0..10 {
        let failed = error(user(&client).await);
        assert!(failed.is(40001) && failed.is_expired(), "{failed}");
        assert!(format!("{failed:#}").contains("already renewed once"), "{failed:#}");
    }
    assert_eq!((server.count(TOKEN), server.count("/user")), (2, 10));
}

#[tokio::test]
async fn a_one_off_token_is_not_renewed() {
    let tokens = Tokens::new();
    let server = Server::start(move |request| tokens.serve(request)).await;
    let client = app(server.url());
    assert!(error(user(&client).credential("HUSH-dead").await).is(42001));
    assert_eq!((server.count(TOKEN), server.count("/user")), (0, 1));
}

#[tokio::test]
async fn a_reload_comes_first_when_asked_for() {
    let (count, serve) = counting(json!(7200));
    let server = Server::start(serve).await;
    let client = app(server.url());
    user(&client).await.unwrap();
    assert_eq!(user(&client).reload().await.unwrap().openid, "HUSH-token-2");
    assert_eq!(user(&client).await.unwrap().openid, "HUSH-token-2");
    assert_eq!(count.load(Ordering::SeqCst), 2);
    assert_eq!(server.requests()[0].json()["force_refresh"], false);
    client.credential("access_token").force_reload().await.unwrap();
    assert_eq!(server.last().json()["force_refresh"], true);
}

#[tokio::test]
async fn a_ticket_needs_a_token_and_renews_it() {
    let tokens = Arc::new(Tokens::new());
    let shared = tokens.clone();
    let server = Server::start(move |request| match request.path.as_str() {
        "/cgi-bin/ticket/getticket" => shared.refuse(request).unwrap_or_else(|| {
            answer(json!({"errcode": 0, "ticket": "HUSH-ticket", "expires_in": 7200}))
        }),
        _ => shared.serve(request),
    })
    .await;
    let client = app(server.url());
    let ticket = client.credential("ticket");
    assert_eq!(ticket.get().await.unwrap().expose(), "HUSH-ticket");
    ticket.get().await.unwrap();
    assert_eq!((server.count("/cgi-bin/ticket/getticket"), tokens.fetches()), (1, 1));
    tokens.expire();
    ticket.reload().await.unwrap();
    assert_eq!((server.count("/cgi-bin/ticket/getticket"), tokens.fetches()), (3, 2));
    assert_eq!(server.last().query("type"), Some("jsapi"));
}

#[tokio::test]
async fn another_row_takes_the_place_of_a_credential() {
    let server = Server::start(|request| match request.path.as_str() {
        "/cgi-bin/token" => answer(json!({"access_token": "HUSH-classic", "expires_in": 7200})),
        "/cgi-bin/ticket/getticket" => answer(json!({"ticket": "HUSH-t", "expires_in": 7200})),
        _ => answer(json!({"openid": request.query("access_token")})),
    })
    .await;
    let client = builder(server.url()).replace_credential("access_token", "classic");
    let client = client.build().unwrap();
    assert_eq!(user(&client).await.unwrap().openid, "HUSH-classic");
    client.credential("ticket").get().await.unwrap();
    assert_eq!(server.last().query("access_token"), Some("HUSH-classic"));
    let (one, other) = (client.credential("access_token"), client.credential("classic"));
    assert_eq!(one.key().unwrap(), other.key().unwrap(), "one place in the store");
    assert_eq!((server.count(TOKEN), server.count("/cgi-bin/token")), (0, 1));
    let wrong = builder(server.url()).replace_credential("access_token", "nonsense").build();
    assert!(error(wrong).to_string().contains("no credential `nonsense`; it has access_token"));
}

#[tokio::test]
async fn pushed_saved_and_told_apart_credentials() {
    let server = Server::start(|request| match request.path.as_str() {
        "/component_token" => {
            assert_eq!(request.json()["ticket"], "HUSH-pushed");
            answer(json!({"component": {"token": "HUSH-component", "expires_in": 7200}}))
        }
        "/authorizer_token" => {
            assert_eq!(request.header("x-component"), Some("HUSH-component"));
            let body = request.json();
            let (app, refresh) =
                (body["authorizer_appid"].as_str().unwrap(), body["refresh"].as_str().unwrap());
            answer(json!({"token": format!("HUSH-{app}-{refresh}"), "refresh": "HUSH-next"}))
        }
        _ => answer(json!({"openid": request.json()["token"]})),
    })
    .await;
    let client = builder(server.url()).part("authorizer_appid", "wxA").build().unwrap();
    let failed = error(call::<User>(&client, &BEHALF).await);
    assert_eq!(failed.kind(), ErrorKind::Credential);
    let missing = error(client.credential("verify_ticket").get().await);
    assert!(
        missing.to_string().contains("pushes it by the event `component_verify_ticket`"),
        "{missing}"
    );
    client
        .credential("verify_ticket")
        .set("HUSH-pushed", Duration::from_secs(43_200))
        .await
        .unwrap();
    client.credential("refresh_token").set("HUSH-first", None).await.unwrap();
    client.credential("refresh_token").per(["wxB"]).set("HUSH-b", None).await.unwrap();
    let user = call::<User>(&client, &BEHALF).await.unwrap();
    assert_eq!(user.openid, "HUSH-wxA-HUSH-first");
    assert_eq!(server.last().json(), json!({"token": "HUSH-wxA-HUSH-first"}));
    let other = client.credential("authorizer_token").per(["wxB"]).get().await.unwrap();
    assert_eq!(other.expose(), "HUSH-wxB-HUSH-b");
    let saved = client.credential("refresh_token").per(["wxB"]).get().await.unwrap();
    assert_eq!(saved.expose(), "HUSH-next");
    assert!(
        error(client.credential("authorizer_token").per(["a", "b"]).get().await)
            .to_string()
            .contains("1 values")
    );
}

#[tokio::test]
async fn clients_of_one_store_share_tokens() {
    let (count, serve) = counting(json!(7200));
    let server = Server::start(serve).await;
    let store = MemoryStore::new();
    let make = || builder(server.url()).store(store.clone()).build().unwrap();
    let (a, b) = (make(), make());
    user(&a).await.unwrap();
    user(&b).await.unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 1);
    // One renews; the other finds its own stale and takes the new one from the store.
    a.credential("access_token").reload().await.unwrap();
    b.credential("access_token").reload().await.unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 2);
    // Another app keeps its tokens apart.
    let other = builder(server.url()).appid("wx2").store(store.clone()).build().unwrap();
    user(&other).await.unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 3);
    // A token that was supplied later is not overwritten by one that was obtained before.
    let key = "mini_program:wx0123456789abcdef:access_token";
    assert!(hush_free(&store) && !key.contains(SECRET));
}

fn hush_free(value: &impl std::fmt::Debug) -> bool {
    hush::print(value);
    !format!("{value:?}").contains(hush::WORD)
}

/// Fails at everything.
struct Broken;

impl Store for Broken {
    fn get<'a>(
        &'a self,
        _: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        Box::pin(async { Err(StoreError::new("connection refused")) })
    }

    fn put<'a>(
        &'a self,
        _: &'a CredentialKey,
        _: &'a StoredCredential,
        _: Option<u64>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async { Err(StoreError::new("connection refused")) })
    }

    fn remove_if<'a>(
        &'a self,
        _: &'a CredentialKey,
        _: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async { Err(StoreError::new("connection refused")) })
    }

    fn try_lock<'a>(
        &'a self,
        key: &'a CredentialKey,
        _: bool,
    ) -> BoxFuture<'a, Result<Lock, StoreError>> {
        assert_eq!(key.to_string(), "mini_program:wx0123456789abcdef:access_token");
        Box::pin(async { Err(StoreError::new("connection refused")) })
    }
}

#[tokio::test]
async fn a_broken_store_is_a_warning() {
    let tokens = Arc::new(Tokens::new());
    let shared = tokens.clone();
    let server = Server::start(move |request| shared.serve(request)).await;
    let client = builder(server.url()).store(Broken).build().unwrap();
    user(&client).await.unwrap();
    tokens.expire();
    user(&client).await.unwrap();
    assert_eq!(tokens.fetches(), 2);
    assert!(hush::output().contains("connection refused"));
}

#[tokio::test]
async fn a_fetch_is_tried_again_when_the_way_breaks() {
    let tries = AtomicUsize::new(0);
    let server = Server::start(move |request| match request.path.as_str() {
        TOKEN if tries.fetch_add(1, Ordering::SeqCst) < 2 => hang_up(),
        TOKEN => answer(json!({"access_token": "HUSH-1", "expires_in": 7200})),
        _ => answer(json!({"openid": "o"})),
    })
    .await;
    user(&app(server.url())).await.unwrap();
    assert_eq!(server.count(TOKEN), 3);
}

#[tokio::test]
async fn an_answer_without_a_token_is_an_error() {
    for body in
        [json!({}), json!({"access_token": ""}), json!({"access_token": null, "expires_in": 7200})]
    {
        let server = Server::start(move |_| answer(&body)).await;
        let client: Client = app(server.url());
        let failed = error(user(&client).await);
        assert_eq!(
            (failed.kind(), failed.path()),
            (ErrorKind::Decode, Some("access_token")),
            "{failed}"
        );
        assert_eq!(server.count("/user"), 0);
    }
}

#[tokio::test]
async fn a_forced_reload_does_not_take_an_ordinary_one_for_its_own() {
    let (count, serve) = counting(json!(7200));
    let server =
        Server::start(move |request| serve(request).delay(Duration::from_millis(50))).await;
    let client = app(server.url());
    let token = client.credential("access_token");
    let (ordinary, forced) = tokio::join!(token.get(), async {
        tokio::time::sleep(Duration::from_millis(10)).await;
        token.force_reload().await
    });
    assert_eq!(
        (ordinary.unwrap().expose(), forced.unwrap().expose()),
        ("HUSH-token-1", "HUSH-token-2")
    );
    assert_eq!(count.load(Ordering::SeqCst), 2);
    assert_eq!(server.last().json()["force_refresh"], true);
    assert!(token.peek().unwrap().expires_at().is_some());
    hush::print(&token.peek());
}

#[tokio::test]
async fn the_store_brings_back_neither_a_stale_token_nor_an_older_one() {
    let (_, serve) = counting(json!(7200));
    let server = Server::start(move |request| match request.query("access_token") {
        Some("HUSH-token-1" | "HUSH-old") => answer(json!({"errcode": 40001, "errmsg": "dead"})),
        _ => serve(request),
    })
    .await;
    let store = MemoryStore::new();
    let clock = ManualClock::now();
    let make = || builder(server.url()).clock(clock.clone()).store(store.clone()).build().unwrap();
    let (a, b) = (make(), make());
    b.credential("access_token").set("HUSH-old", Duration::from_secs(7200)).await.unwrap();
    b.credential("access_token").forget().await.unwrap();
    clock.advance(Duration::from_secs(10));
    // Fetches the first token, finds it dead, and fetches another.
    assert_eq!(user(&a).await.unwrap().openid, "HUSH-token-2");
    assert_eq!(user(&b).await.unwrap().openid, "HUSH-token-2");
    assert_eq!(server.count(TOKEN), 2);
}

#[tokio::test]
async fn an_ended_token_is_never_used_whatever_the_margin() {
    for margin in [0, 1, 240, 999_999] {
        let clock = ManualClock::now();
        let (count, serve) = counting(json!(100));
        let server = Server::start(serve).await;
        let builder = builder(server.url()).clock(clock.clone());
        let client = builder.refresh_margin(Duration::from_secs(margin)).build().unwrap();
        user(&client).await.unwrap();
        clock.advance(Duration::from_secs(70));
        assert_eq!(user(&client).await.unwrap().openid, "HUSH-token-1");
        clock.advance(Duration::from_secs(29));
        user(&client).await.unwrap();
        assert_eq!(count.load(Ordering::SeqCst), 2, "{margin}");
    }
}

#[tokio::test]
async fn a_refused_secret_is_said_to_be_the_secret() {
    let server =
        Server::start(|_| answer(json!({"errcode": 40001, "errmsg": "invalid credential"}))).await;
    let client = app(server.url());
    let text = format!("{:#}", error(user(&client).await));
    assert!(text.contains("check the app secret"), "{text}");
    // A user's own token is not the app's.
    let text = format!("{:#}", error(call::<User>(&client, &LOGIN).await));
    assert!(text.contains("get a new one"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn a_keeper_fetches_ahead_of_use_and_stops() {
    let clock = ManualClock::now();
    let fetches = Arc::new(AtomicUsize::new(0));
    let (counted, broken) = (fetches.clone(), Arc::new(AtomicBool::new(false)));
    let failing = broken.clone();
    let wechat = Scripted(move || {
        let fetch = counted.fetch_add(1, Ordering::SeqCst);
        if failing.load(Ordering::SeqCst) {
            return json!({"errcode": -1, "errmsg": "system error"});
        }
        json!({"access_token": format!("HUSH-{fetch}"), "expires_in": 7200})
    });
    let client = Client::builder(&KIND).appid("wx0123456789abcdef").secret(SECRET);
    let client = client.transport(wechat).clock(clock.clone()).retry(RetryPolicy::NONE);
    let client = client.margin("access_token", Duration::from_secs(1200)).build().unwrap();
    let pass = async |seconds: u64| {
        // The keeper sleeps at most five minutes, and looks at the client's clock.
        for _ in 0..seconds.div_ceil(60) {
            clock.advance(Duration::from_secs(60));
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
    };
    let keeper = CredentialKeeper::start([client.credential("access_token")]).unwrap();
    pass(60).await;
    assert_eq!(fetches.load(Ordering::SeqCst), 1, "before any call");
    pass(7200 - 1200 - 120).await;
    assert_eq!(fetches.load(Ordering::SeqCst), 1);
    // In the first quarter of the margin, or a nap later.
    broken.store(true, Ordering::SeqCst);
    pass(1200 / 4 + 360).await;
    assert!(fetches.load(Ordering::SeqCst) > 1);
    assert_eq!(client.credential("access_token").peek().unwrap().expose(), "HUSH-0", "still good");
    broken.store(false, Ordering::SeqCst);
    pass(120).await;
    let renewed = fetches.load(Ordering::SeqCst);
    assert_eq!(
        client.credential("access_token").peek().unwrap().expose(),
        format!("HUSH-{}", renewed - 1)
    );
    keeper.stop().await;
    pass(20_000).await;
    assert_eq!(fetches.load(Ordering::SeqCst), renewed, "stopped");
    assert!(CredentialKeeper::start([client.credential("verify_ticket")]).is_err());
}

/// A WeChat that answers at once, without a socket.
struct Scripted<F>(F);

impl<F: Fn() -> Value + Send + Sync + 'static> Transport for Scripted<F> {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let answer = (self.0)();
        Box::pin(async move { Ok(http::Response::new(Body::from(answer.to_string()))) })
    }
}

#[tokio::test]
async fn what_one_process_forgot_no_other_brings_back() {
    let store = MemoryStore::new();
    let make = || builder("http://127.0.0.1:9").store(store.clone()).build().unwrap();
    let (one, other) = (make(), make());
    let refresh = |client: &Client| client.credential("refresh_token").per(["wxA"]);
    let token = |client: &Client| client.credential("authorizer_token").per(["wxA"]);
    refresh(&one).set("HUSH-refresh", None).await.unwrap();
    assert_eq!(refresh(&other).get().await.unwrap().expose(), "HUSH-refresh");
    refresh(&one).forget().await.unwrap();
    for client in [&one, &other] {
        let failed = error(token(client).get().await);
        assert_eq!(failed.kind(), ErrorKind::Credential, "{failed}");
        assert!(refresh(client).peek().is_none());
    }
    // It comes with another authorisation.
    tokio::time::sleep(Duration::from_millis(2)).await;
    refresh(&other).set("HUSH-again", None).await.unwrap();
    assert_eq!(refresh(&make()).get().await.unwrap().expose(), "HUSH-again");
    // A value that the store lost is given back to it.
    let key = refresh(&other).key().unwrap().clone();
    assert!(store.remove_if(&key, &Secret::from("HUSH-again")).await.unwrap());
    error(token(&other).get().await);
    assert_eq!(refresh(&make()).get().await.unwrap().expose(), "HUSH-again");
}

#[tokio::test]
async fn a_token_of_the_store_may_be_dead_too() {
    let tokens = Arc::new(Tokens::new());
    let shared = tokens.clone();
    let server = Server::start(move |request| shared.serve(request)).await;
    let store = MemoryStore::new();
    let make = || builder(server.url()).store(store.clone()).build().unwrap();
    let (one, other) = (make(), make());
    user(&one).await.unwrap();
    user(&other).await.unwrap();
    // The one knows an older token than the store, and neither is good.
    other.credential("access_token").reload().await.unwrap();
    tokens.expire();
    user(&one).await.unwrap();
    assert_eq!(tokens.fetches(), 3);
}
