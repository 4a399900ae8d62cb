//! Accounts that are known only at run time, very many of them: prints the bytes that one takes, bare
//! and with a token, and the nanoseconds of finding one among them, by one thread and by two at once.

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use wechat_app::kind::MiniProgram;
use wechat_app::transport::BoxFuture;
use wechat_app::{
    App, CredentialKey, Lock, Registry, Secret, Store, StoreError, StoredCredential, WeChatApp as _,
};
use wechat_benches::arguments;

fn main() {
    let (_, apps) = arguments();
    let first =
        App::<MiniProgram>::builder().appid("wx0000000000000000").secret("s").store(Elsewhere);
    let first = first.build().expect("settings");
    let registry = Registry::new();
    let names: Vec<String> = (0..apps).map(|i| format!("wx{i:016x}")).collect();

    let before = resident();
    for name in &names {
        let app = App::<MiniProgram>::builder()
            .like(first.client())
            .appid(name.as_str())
            .secret("0123456789abcdef0123456789abcdef");
        registry.insert(app.build().expect("settings")).expect("a new name");
    }
    let bare = (resident() - before) / apps;
    for (i, name) in names.iter().enumerate() {
        let app = registry.get(name).expect("inserted");
        let token = format!("86_{i:0133}");
        ready(app.client().credential("access_token").set(token, Duration::from_secs(7200)))
            .expect("a token");
    }
    let with_token = (resident() - before) / apps;
    let order: Vec<&str> = (0..apps).map(|i| names[i.wrapping_mul(7919) % apps].as_str()).collect();
    let find = |name: &str| drop(black_box(registry.get(name)));
    let [one, two] = [1, 2].map(|threads| time(threads, &order, &find));
    println!("{bare} {with_token} {one:.0} {two:.0}");
}

/// A store that is on another machine.
struct Elsewhere;

impl Store for Elsewhere {
    fn get<'a>(
        &'a self,
        _: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        Box::pin(async { Ok(None) })
    }

    fn put<'a>(
        &'a self,
        _: &'a CredentialKey,
        _: &'a StoredCredential,
        _: Option<u64>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async { Ok(true) })
    }

    fn remove_if<'a>(
        &'a self,
        _: &'a CredentialKey,
        _: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async { Ok(false) })
    }

    fn try_lock<'a>(
        &'a self,
        _: &'a CredentialKey,
        _: bool,
    ) -> BoxFuture<'a, Result<Lock, StoreError>> {
        Box::pin(async { Ok(Lock::Busy) })
    }
}

/// Nanoseconds of a lookup, the best of some rounds.
fn time(threads: usize, order: &[&str], find: &(dyn Fn(&str) + Sync)) -> f64 {
    let round = || {
        let start = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| order.iter().for_each(|name| find(name)));
            }
        });
        start.elapsed().as_secs_f64() * 1e9 / order.len() as f64
    };
    (0..20).map(|_| round()).fold(f64::INFINITY, f64::min)
}

/// Bytes of memory that the process has.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with("VmRSS")).expect("VmRSS");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<usize>().ok()).expect("kB") * 1024
}

/// What a future gives that waits for nothing.
fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut cx = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut cx) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("nothing is waited for"),
    }
}
