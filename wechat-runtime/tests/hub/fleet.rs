//! A hub and ten peers.

use std::time::{Duration, Instant};

use wechat_runtime::hub::HubClient;
use wechat_runtime::{Client, CredentialSource as _, ErrorKind, Secret, Wanted};

use crate::fixture::{KEY, Process, Records, WeChat, at_once, call, hub};
use crate::hush;

/// A WeChat, a hub, and ten machines that have no token yet.
async fn fleet() -> (WeChat, Process, Vec<Client>, Records) {
    let wechat = WeChat::start().await;
    let (hub, records) = hub(&wechat.owner());
    let process = Process::start(hub.build().unwrap()).await;
    let members = (0..10).map(|_| wechat.member(&process.url())).collect();
    (wechat, process, members, records)
}

/// Several calls at once on each machine, all of which succeed.
async fn work(members: &[Client]) {
    let calls = |client: Client| async move {
        let calls: Vec<_> = (0..10)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { call(&client).await })
            })
            .collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
    };
    at_once(members, calls).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_cold_peers_cost_one_fetch() {
    let (wechat, _process, members, records) = fleet().await;
    work(&members).await;
    assert_eq!(wechat.fetches(), 1);
    assert_eq!(records.count(&["billing", "Read", "Served"]), 10, "each machine asks once");
    work(&members).await;
    assert_eq!(records.all().len(), 10, "and then has its own");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_peers_with_one_stale_token_cost_one_fetch() {
    let (wechat, _process, members, records) = fleet().await;
    work(&members).await;
    for round in 2..5 {
        wechat.expire();
        work(&members).await;
        assert_eq!(wechat.fetches(), round);
        assert_eq!(records.count(&["Refresh", "Served"]), (round - 1) * 10);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_always_fails_does_not_use_up_tokens() {
    let (wechat, _process, members, _) = fleet().await;
    work(&members).await;
    wechat.set(|wechat| wechat.refuses = true);
    let begun = Instant::now();
    for _ in 0..5 {
        for result in at_once(&members, |client| async move { call(&client).await }).await {
            let error = result.unwrap_err();
            hush::show(&error);
            assert_eq!(error.code(), Some(42001));
        }
    }
    // The doubt of the hub's own engine: at most one fetch a second, and ever fewer.
    let bound = 4 + begun.elapsed().as_secs() as usize;
    assert!(wechat.fetches() <= bound, "{} fetches", wechat.fetches());
    wechat.set(|wechat| wechat.refuses = false);
    eventually(|| async { call(&members[0]).await.is_ok() }).await;
}

/// Whatever is wrong with a peer, it cannot have WeChat asked for a token with each request.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_peer_that_complains_of_everything_is_not_heard_for_long() {
    let (wechat, process, _, _) = fleet().await;
    // Each fetch brings another token, as the classic endpoint does.
    wechat.set(|wechat| (wechat.refuses, wechat.delay) = (true, Duration::ZERO));
    let source = HubClient::new(process.url(), "billing", KEY).unwrap();
    let client = wechat.owner();
    let key = client.credential("access_token").key().unwrap().clone();
    let mut value = None::<Secret>;
    for _ in 0..100 {
        let mut wanted = Wanted::new(&key);
        wanted.instead_of = value.as_ref();
        value = source.obtain(wanted).await.unwrap().map(|stored| stored.value);
    }
    assert!((2..10).contains(&wechat.fetches()), "{} fetches", wechat.fetches());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_go_on_when_tokens_end() {
    let (wechat, _process, members, _) = fleet().await;
    let life = Duration::from_secs(2);
    wechat.set(|wechat| wechat.life = life);
    let begun = Instant::now();
    while begun.elapsed() < life * 2 || wechat.fetches() < 3 {
        work(&members).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let tokens = begun.elapsed().as_millis() / life.as_millis() + 1;
    // Nobody asks before a token is near its end, so each is asked for once or twice.
    assert!(wechat.fetches() <= 2 * tokens as usize + 1, "{} fetches", wechat.fetches());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn peers_outlive_their_hub() {
    let (wechat, process, members, _) = fleet().await;
    let (warm, cold) = members.split_at(5);
    work(warm).await;
    let url = process.url();
    let address = process.stop();
    // Those that have a token do not notice; those that have none say why.
    work(warm).await;
    for client in cold {
        let error = call(client).await.unwrap_err();
        let text = hush::show(&error);
        assert!(text.contains(&url) && text.contains("gives no answer"), "{text}");
        assert_eq!(error.kind(), ErrorKind::Connect);
        assert_eq!(error.credential(), Some("access_token"));
    }
    assert_eq!(wechat.fetches(), 1);
    // It comes back as another process, which fetches for itself.
    let (hub, _) = hub(&wechat.owner());
    let _process = Process::start_at(hub.build().unwrap(), address).await;
    for client in cold {
        eventually(|| async { call(client).await.is_ok() }).await;
    }
    work(&members).await;
    assert_eq!(wechat.fetches(), 2);
}

/// Pauses after failures last seconds.
async fn eventually<F: Future<Output = bool>>(done: impl Fn() -> F) {
    let end = Instant::now() + Duration::from_secs(60);
    while !done().await {
        assert!(Instant::now() < end, "it does not recover");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
