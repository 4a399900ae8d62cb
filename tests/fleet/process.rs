//! What runs in a process of a fleet. It is told by lines on its standard input how many calls to
//! make at once, and tells by lines on its standard output what became of them.

use std::fs::File;
use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use wechat_app::RedisStore;
use wechat_app::prelude::*;

use crate::throttle::Throttled;

pub(crate) const APPID: &str = "wx5f10e2c8a6b94d73";
pub(crate) const SECRET: &str = "9c41d7e05b8a4f62b3e6071d2af85c90";

/// What is called.
pub(crate) const PATH: &str = "/cgi-bin/get_api_domain_ip";

/// How long a lock holds when its process is dead.
pub(crate) const LOCK: Duration = Duration::from_secs(3);

/// Where the simulator and Redis are, for a process of a fleet.
pub(crate) const WECHAT: &str = "WECHAT_FLEET_WECHAT";
pub(crate) const REDIS: &str = "WECHAT_FLEET_REDIS";

/// What such lines begin with: the test harness writes others.
pub(crate) const MARK: &str = "fleet: ";

#[derive(WeChatApp, Clone, Debug)]
#[wechat(mini_program, appid = APPID, secret = SECRET)]
struct Shop {
    client: Client,
}

/// See the module. Returns at once in a process that is none of a fleet's.
pub(crate) fn run() {
    let (Ok(wechat), Ok(redis)) = (std::env::var(WECHAT), std::env::var(REDIS)) else { return };
    log();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let store = RedisStore::open(redis).expect("an address").lock_expiry(LOCK);
        let shop = Shop::builder()
            .base_url(wechat)
            .store(store)
            // Some thousand sockets at once are more than a machine may have.
            .transport(Throttled::new(8))
            .timeout(Duration::from_secs(300))
            .build()
            .expect("the settings are right");
        say("ready");
        for line in std::io::stdin().lock().lines() {
            let tasks = line.ok().and_then(|line| line.parse().ok()).expect("a number");
            say(&calls(&shop, tasks).await);
        }
    });
}

async fn calls(shop: &Shop, tasks: usize) -> String {
    let calls = (0..tasks).map(|_| {
        let shop = shop.clone();
        tokio::spawn(async move { shop.network().get_api_domain_ip().await.err() })
    });
    let mut failed = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        failed.extend(call.await.expect("no call panics"));
    }
    match failed.first() {
        None => format!("{tasks} succeeded"),
        Some(first) => {
            format!("{} failed, first: {}", failed.len(), format!("{first:#}").replace('\n', " "))
        }
    }
}

fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{MARK}{text}").and_then(|()| out.flush()).expect("somebody listens");
}

/// What it logs is scanned for secrets, as all tests' logs are.
fn log() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secret-scan");
    std::fs::create_dir_all(&directory).expect("the directory of logs can be made");
    let file = File::create(directory.join(format!("fleet-{}.log", std::process::id())));
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::INFO)
        .with_ansi(false)
        .with_writer(Mutex::new(file.expect("the log can be made")))
        .init();
}
