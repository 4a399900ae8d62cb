//! Locks: one at a time, renewed while they live, gone with their process.

use std::time::Duration;

use tokio::time::{Instant, sleep};
use wechat_runtime::{CoolDown, End, Lock, Store};

use crate::proxy::{Proxy, Way};
use crate::server;
use crate::wechat::token_key;

/// Time enough on a slow machine.
const LONG: Duration = Duration::from_secs(60);

async fn free_in(store: &impl Store, most: Duration) -> Duration {
    let start = Instant::now();
    loop {
        match store.try_lock(&token_key(), false).await {
            Ok(Lock::Taken(lease)) => {
                lease.end(End::Release).await;
                return start.elapsed();
            }
            _ if start.elapsed() > most => panic!("it is never free"),
            _ => sleep(Duration::from_millis(20)).await,
        }
    }
}

#[tokio::test]
async fn a_lock_lives_as_long_as_its_lease() {
    let Some(redis) = server::start() else { return };
    let expiry = Duration::from_millis(900);
    let (one, other) = (redis.store().lock_expiry(expiry), redis.store());
    let Lock::Taken(lease) = one.try_lock(&token_key(), false).await.unwrap() else { panic!() };
    // Three times as long as it holds without being renewed.
    let start = Instant::now();
    while start.elapsed() < expiry * 3 {
        assert!(matches!(other.try_lock(&token_key(), true).await.unwrap(), Lock::Busy));
        sleep(Duration::from_millis(50)).await;
    }
    lease.end(End::Release).await;
    assert!(matches!(other.try_lock(&token_key(), false).await.unwrap(), Lock::Taken(_)));
}

#[tokio::test]
async fn a_lease_that_is_dropped_is_given_back() {
    let Some(redis) = server::start() else { return };
    let store = redis.store().lock_expiry(LONG * 10);
    drop(store.try_lock(&token_key(), false).await.unwrap());
    free_in(&store, LONG).await;
    // Before its answer came, too.
    let proxy = Proxy::to(redis.address()).await;
    let far = wechat_runtime::RedisStore::open(proxy.url()).unwrap().lock_expiry(LONG * 10);
    far.get(&token_key()).await.unwrap();
    for _ in 0..3 {
        proxy.set(Way::Slow(Duration::from_millis(300)));
        let key = token_key();
        let waiting = far.try_lock(&key, false);
        let cancelled = tokio::time::timeout(Duration::from_millis(100), waiting).await;
        assert!(cancelled.is_err(), "the answer is slow");
        proxy.set(Way::Clear);
        free_in(&store, LONG).await;
    }
}

#[tokio::test]
async fn a_lock_ends_when_its_process_is_gone() {
    let Some(redis) = server::start() else { return };
    // A runtime that ends takes its tasks with it, as the end of a process does.
    let url = redis.url();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let store = wechat_runtime::RedisStore::open(url).unwrap();
        let store = store.lock_expiry(Duration::from_millis(800));
        let lock = runtime.block_on(async { store.try_lock(&token_key(), false).await.unwrap() });
        assert!(matches!(lock, Lock::Taken(_)));
        drop(runtime);
        std::mem::forget(lock);
    })
    .join()
    .unwrap();
    let store = redis.store();
    assert!(matches!(store.try_lock(&token_key(), true).await.unwrap(), Lock::Busy));
    free_in(&store, LONG).await;
}

#[tokio::test]
async fn who_lost_a_lock_neither_renews_nor_frees_the_next_ones() {
    let Some(redis) = server::start() else { return };
    let (one, other) = (redis.store().lock_expiry(Duration::from_millis(300)), redis.store());
    let Lock::Taken(lost) = one.try_lock(&token_key(), false).await.unwrap() else { panic!() };
    let key = "wechat:{mini_program:wx1:access_token}:lock";
    redis.words::<()>(&["DEL", key]);
    let Lock::Taken(held) = other.try_lock(&token_key(), false).await.unwrap() else { panic!() };
    assert!(held.fence() > lost.fence());
    sleep(Duration::from_millis(400)).await;
    assert!(redis.words::<i64>(&["PTTL", key]) > 1000, "it holds as long as it was");
    lost.end(End::CoolDown(CoolDown { left: LONG, note: "late".to_owned() })).await;
    assert!(matches!(one.try_lock(&token_key(), true).await.unwrap(), Lock::Busy));
    held.end(End::Release).await;
    free_in(&one, LONG).await;
}

#[tokio::test]
async fn an_answer_that_is_lost_is_asked_for_again() {
    let Some(redis) = server::start() else { return };
    let proxy = Proxy::to(redis.address()).await;
    let store = wechat_runtime::RedisStore::open(proxy.url()).unwrap().lock_expiry(LONG * 10);
    let key = token_key();
    // On a busy machine the store may be out of patience before the test is done.
    for _ in 0..20 {
        free_in(&store, LONG).await;
        // The connection breaks after the lock was taken and before that is known.
        proxy.set(Way::Hole);
        let start = Instant::now();
        let (lock, ()) = tokio::join!(store.try_lock(&key, false), async {
            while redis.command::<i64>("EXISTS wechat:{mini_program:wx1:access_token}:lock") == 0 {
                sleep(Duration::from_millis(5)).await;
            }
            proxy.strand();
            proxy.cut();
        });
        if start.elapsed() < Duration::from_millis(500) {
            assert!(matches!(lock, Ok(Lock::Taken(_))), "{lock:?}");
            return;
        }
    }
}
