//! Many callers at once.

use std::sync::Arc;

use crate::api::{APP, Api, SECRET, code};

/// As many connections as file descriptors allow nearly everywhere, each with both its ends here.
const CONNECTIONS: usize = 400;

/// Ten thousand callers share a pool of connections.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_at_once() {
    let api = Arc::new(Api::with(wechat_sim::Simulator::builder().app(APP, SECRET)).await);
    let mut calls = tokio::task::JoinSet::new();
    let pool = Arc::new(tokio::sync::Semaphore::new(CONNECTIONS));
    for _ in 0..10_000 {
        let (api, pool) = (Arc::clone(&api), Arc::clone(&pool));
        calls.spawn(async move {
            let _turn = pool.acquire().await;
            code(&api.get("/cgi-bin/getcallbackip", &[]).await)
        });
    }
    while let Some(done) = calls.join_next().await {
        assert_eq!(done.expect("no panic"), 0);
    }
    assert_eq!(api.wechat.count("/cgi-bin/getcallbackip"), 10_000);
    assert_eq!(api.wechat.token_requests(), 1);
    api.assert_clean();
}
