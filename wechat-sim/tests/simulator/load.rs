//! Many callers at once.

use std::sync::Arc;

use crate::api::{APP, Api, SECRET, code};

/// Ten thousand callers share a pool of connections, as a client's would.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_at_once() {
    let api = Arc::new(Api::with(wechat_sim::Simulator::builder().app(APP, SECRET)).await);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..10_000 {
        let api = Arc::clone(&api);
        calls.spawn(async move { code(&api.get("/cgi-bin/getcallbackip", &[]).await) });
    }
    while let Some(done) = calls.join_next().await {
        assert_eq!(done.expect("no panic"), 0);
    }
    assert_eq!(api.wechat.count("/cgi-bin/getcallbackip"), 10_000);
    assert_eq!(api.wechat.token_requests(), 1);
    api.assert_clean();
}
