//! Clients in several processes that share a directory, and a WeChat that counts.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use wechat_runtime::op::{
    Auth, Code, Credential, Envelope, Fetch, Method, Op, Product, Send, Value,
};
use wechat_runtime::{Call, Client, FileStore, KindInfo};

use crate::Directory;
use crate::processes::Process;
use crate::server::{Answer, Request, Server, json as answer};

/// Where WeChat is, for further processes.
pub(crate) const WECHAT: &str = "WECHAT_STORES_URL";

static PRODUCT: Product = Product {
    name: "mini_program",
    host: "https://api.weixin.qq.com",
    envelope: Envelope { code: "errcode", message: "errmsg", ok: &[Code::Number(0)] },
    auth: Some("access_token"),
    credentials: &[Credential {
        name: "access_token",
        fetch: Some(Fetch {
            method: Method::Post,
            path: "/token",
            host: None,
            request: &[("secret", Value::Variable("secret"))],
            value: "access_token",
            expires: Some("expires_in"),
        }),
        send: Some(Send::Query("access_token")),
        stale: &[42001],
        ..Credential::NEW
    }],
    codes: &[],
    exchanges: &[],
};

static KIND: KindInfo = KindInfo { name: "mini_program", product: &PRODUCT };

static CALL: Op = Op { name: "call", path: "/call", auth: Auth::Product, ..Op::NEW };

/// What a process does: calls, all at once, all of which succeed.
pub(crate) async fn work(directory: &Path, calls: u64) {
    let client = Client::builder(&KIND)
        .appid("wx0123456789abcdef")
        .secret("HUSH-secret")
        .base_url(std::env::var(WECHAT).unwrap())
        .store(FileStore::open(directory).unwrap())
        .build()
        .unwrap();
    let call = |client: Client| async move { Call::<()>::new(&client, &CALL, None).await };
    let tasks: Vec<_> = (0..calls).map(|_| tokio::spawn(call(client.clone()))).collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
}

/// A WeChat that takes a while to give a token, and gives another after each `expire`.
struct WeChat {
    server: Server,
    expired: Arc<AtomicUsize>,
}

impl WeChat {
    async fn start(delay: Duration) -> WeChat {
        let expired = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&expired);
        let serve = move |request: &Request| -> Answer {
            let token = format!("HUSH-token-{}", count.load(Ordering::SeqCst));
            if request.path == "/token" {
                return answer(json!({"access_token": token, "expires_in": 7200})).delay(delay);
            }
            let code = if request.query("access_token") == Some(&token) { 0 } else { 42001 };
            answer(json!({"errcode": code}))
        };
        WeChat { server: Server::start(serve).await, expired }
    }

    fn fetches(&self) -> usize {
        self.server.count("/token")
    }

    fn process(&self, directory: &Directory) -> Process {
        Process::start("call 100", directory.path(), &self.server.url())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_that_start_cold_fetch_one_token() {
    let wechat = WeChat::start(Duration::from_millis(300)).await;
    let directory = Directory::new();
    for round in 1..4 {
        let processes: Vec<_> = (0..4).map(|_| wechat.process(&directory)).collect();
        for process in processes {
            tokio::task::spawn_blocking(|| process.finish()).await.unwrap();
        }
        assert_eq!(wechat.fetches(), round, "one in each round");
        wechat.expired.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_is_killed_while_it_fetches_costs_one_fetch_more() {
    let wechat = WeChat::start(Duration::from_millis(1500)).await;
    let directory = Directory::new();
    let mut first = wechat.process(&directory);
    let end = Instant::now() + Duration::from_secs(60);
    while wechat.fetches() == 0 {
        assert!(Instant::now() < end, "it does not fetch");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let others: Vec<_> = (0..3).map(|_| wechat.process(&directory)).collect();
    first.kill();
    for process in others {
        tokio::task::spawn_blocking(|| process.finish()).await.unwrap();
    }
    // One, if it was done before it was killed: machines may be slow.
    assert!((1..=2).contains(&wechat.fetches()), "{} fetches", wechat.fetches());
}
