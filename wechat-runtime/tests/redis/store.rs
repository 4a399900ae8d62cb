//! What all stores do, and what is Redis's own: its clock, its keys, its scripts.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use wechat_runtime::redis::{AsyncConnectionConfig, Client, aio::ConnectionManager};
use wechat_runtime::{
    CredentialKey, Lock, ManualClock, RedisStore, Secret, Store, StoredCredential,
};

use crate::proxy::{Proxy, Way};
use crate::suite::{self, Handle, Stores};
use crate::wechat::{credential, token_key};
use crate::{hush, server};

async fn check(writes: u64, open: impl Fn() -> Handle + Sync) {
    hush::install();
    // The server may have seen earlier runs.
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_nanos();
    suite::all(&Stores { open: &open, run: format!("{now}"), writes }).await;
    hush::search();
}

/// On the server of the test run, if there is one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_a_store() {
    let given = std::env::var("WECHAT_TEST_REDIS").ok().filter(|url| !url.is_empty());
    let own = if given.is_none() { server::start() } else { None };
    let Some(url) = given.or_else(|| own.as_ref().map(server::Redis::url)) else { return };
    check(1000, || Arc::new(RedisStore::open(&*url).unwrap().prefix("suite:"))).await;
}

/// Handles of machines whose clocks are an hour ahead and behind. Times of the test are the
/// machine's, so that a handle translates there and back by clocks that differ from the test's: what
/// one machine writes, the others read as it was, an hour off.
#[tokio::test]
async fn clocks_need_not_agree() {
    let Some(redis) = server::start() else { return };
    let hour = Duration::from_secs(3600);
    let now = SystemTime::now();
    let machine = |time| (redis.store().clock(ManualClock::at(time)), time);
    let machines = [machine(now), machine(now + hour), machine(now - hour)];
    let of = |time: SystemTime, value: &str, ago: u64| StoredCredential {
        value: Secret::new(format!("HUSH-{value}")),
        obtained_at: time - Duration::from_secs(ago),
        expires_at: Some(time + Duration::from_secs(7200)),
    };
    let apart =
        |a: SystemTime, b: SystemTime| a.duration_since(b).unwrap_or_else(|error| error.duration());
    for (round, (writer, theirs)) in machines.iter().enumerate() {
        let key = CredentialKey::new("mini_program", format!("wx{round}"), "t", vec![], false);
        // Newer is what was obtained later, whatever the machines' calendars say.
        assert!(writer.put(&key, &of(*theirs, "old", 100), None).await.unwrap());
        for (age, (reader, ours)) in machines.iter().enumerate() {
            let older = of(*ours, "older", 200);
            // Also where a process writes before it has read.
            let (fresh, _) = machine(*ours);
            assert!(!fresh.put(&key, &older, None).await.unwrap(), "{round} {age}");
            assert!(!reader.put(&key, &older, None).await.unwrap(), "{round} {age}");
            let newer = of(*ours, "newer", 90 - 20 * age as u64);
            assert!(reader.put(&key, &newer, None).await.unwrap(), "{round} {age}");
            for (other, its) in &machines {
                let kept = other.get(&key).await.unwrap().unwrap();
                let wanted = of(*its, "newer", 90 - 20 * age as u64);
                assert_eq!(kept.value, wanted.value);
                // The clocks stand still while the server's goes on.
                let limit = Duration::from_secs(10);
                assert!(apart(kept.obtained_at, wanted.obtained_at) < limit, "{kept:?} {wanted:?}");
                let (end, wanted) = (kept.expires_at.unwrap(), wanted.expires_at.unwrap());
                assert!(apart(end, wanted) < limit, "{end:?} {wanted:?}");
            }
        }
        // The server ends it by its own clock: two hours, and an hour of grace.
        let left: i64 = redis.words(&["TTL", &format!("wechat:{{mini_program:wx{round}:t}}")]);
        assert!((10_700..=10_801).contains(&left), "{left}");
    }
}

/// Clocks that are apart by less than a second are not translated. Of two that took turns, the later
/// one counts all the same.
#[tokio::test]
async fn turns_count_where_clocks_nearly_agree() {
    let Some(redis) = server::start() else { return };
    let first = credential("first");
    let behind = first.obtained_at - Duration::from_millis(700);
    let second = StoredCredential { obtained_at: behind, ..credential("second") };
    let store = redis.store();
    assert!(store.put(&token_key(), &first, Some(5)).await.unwrap());
    assert!(!store.put(&token_key(), &second, Some(5)).await.unwrap());
    assert!(!store.put(&token_key(), &second, None).await.unwrap());
    assert!(store.put(&token_key(), &second, Some(6)).await.unwrap());
}

#[tokio::test]
async fn what_is_durable_has_no_end_and_keys_hold_no_secret() {
    let Some(redis) = server::start() else { return };
    let store = redis.store().prefix("shop:");
    let durable =
        CredentialKey::new("open_platform", "wx1", "refresh_token", vec!["wx2".into()], true);
    assert!(store.put(&durable, &credential("refresh"), None).await.unwrap());
    assert!(store.put(&token_key(), &credential("token"), None).await.unwrap());
    let lock = store.try_lock(&token_key(), false).await.unwrap();
    assert!(matches!(lock, Lock::Taken(_)));
    let mut keys: Vec<String> = redis.command("KEYS *");
    keys.sort();
    assert_eq!(
        keys,
        [
            "shop:{mini_program:wx1:access_token}",
            "shop:{mini_program:wx1:access_token}:lock",
            "shop:{open_platform:wx1:refresh_token:wx2}"
        ]
    );
    assert_eq!(redis.command::<i64>(&format!("TTL {}", keys[2])), -1);
    assert!(redis.command::<i64>(&format!("TTL {}", keys[0])) > 7200);
    // Also one that once had an end, or lost it.
    redis.command::<()>(&format!("EXPIRE {} 100", keys[2]));
    assert!(store.put(&durable, &credential("next"), None).await.unwrap());
    assert_eq!(redis.command::<i64>(&format!("TTL {}", keys[2])), -1);
    let other = redis.store();
    assert_eq!(other.get(&token_key()).await.unwrap(), None, "under another prefix");
    assert!(!format!("{store:?}").contains("HUSH"));
}

#[tokio::test]
async fn a_server_that_may_evict_what_is_durable_is_warned_of() {
    hush::install();
    let durable = CredentialKey::new("open_platform", "wx1", "refresh_token", vec![], true);
    for (policy, most, warned) in [
        ("allkeys-lru", "100mb", true),
        ("allkeys-random", "100mb", true),
        ("allkeys-lru", "0", false),
        ("volatile-lru", "100mb", false),
        ("noeviction", "100mb", false),
    ] {
        let arguments = ["--maxmemory", most, "--maxmemory-policy", policy];
        let Some(redis) = server::start_with(&arguments) else { return };
        let store = redis.store();
        let warnings = || {
            let of_it = format!("the Redis server {} evicts", redis.address());
            hush::output().lines().filter(|line| line.contains(&of_it)).count()
        };
        assert!(store.put(&token_key(), &credential("token"), None).await.unwrap());
        assert_eq!(warnings(), 0, "tokens may go");
        for _ in 0..2 {
            assert!(store.put(&durable, &credential("refresh"), None).await.unwrap());
        }
        assert_eq!(warnings(), usize::from(warned), "{policy} {most}");
    }
}

#[tokio::test]
async fn scripts_are_sent_again_when_the_server_has_forgotten_them() {
    let Some(redis) = server::start() else { return };
    let store = redis.store();
    for round in 0..3 {
        let new = credential(&round.to_string());
        assert!(store.put(&token_key(), &new, None).await.unwrap());
        redis.command::<()>("SCRIPT FLUSH");
        let kept = store.get(&token_key()).await.unwrap().unwrap();
        assert_eq!(kept.value, new.value);
    }
}

#[tokio::test]
async fn any_connection_will_do() {
    let Some(redis) = server::start() else { return };
    let client = Client::open(redis.url()).unwrap();
    let manager = ConnectionManager::new(client.clone()).await.unwrap();
    let config = AsyncConnectionConfig::new();
    let plain = client.get_multiplexed_async_connection_with_config(&config).await.unwrap();
    let stores = [RedisStore::new(manager), RedisStore::new(plain), redis.store()];
    for (number, store) in stores.iter().enumerate() {
        let new = credential(&number.to_string());
        assert!(store.put(&token_key(), &new, Some(number as u64)).await.unwrap());
        for store in &stores {
            assert_eq!(store.get(&token_key()).await.unwrap().unwrap().value, new.value);
        }
    }
    // A manager comes back, and so does what it dials itself; a bare connection does not.
    redis.command::<()>("CLIENT KILL TYPE normal SKIPME yes");
    stores[0].get(&token_key()).await.expect("the manager connects again at once");
    stores[2].get(&token_key()).await.expect("it dials again at once");
    assert!(stores[1].get(&token_key()).await.is_err());
}

/// A hundred that need a connection make one, also in vain.
#[tokio::test]
async fn one_dials_for_all() {
    let Some(redis) = server::start() else { return };
    for way in [Way::Clear, Way::Closed] {
        let proxy = Proxy::to(redis.address()).await;
        proxy.set(way);
        let store = RedisStore::open(proxy.url()).unwrap();
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.get(&token_key()).await.is_ok() })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap(), way == Way::Clear);
        }
        assert_eq!(proxy.connections(), 1, "{way:?}");
    }
}

#[tokio::test]
async fn a_server_that_forgot_everything_gives_higher_fences() {
    let Some(mut redis) = server::start() else { return };
    let store = redis.store();
    let fence = |lock| match lock {
        Lock::Taken(lease) => lease.fence().unwrap(),
        other => panic!("{other:?}"),
    };
    let before = fence(store.try_lock(&token_key(), false).await.unwrap());
    assert!(redis.run(&[]));
    let after = fence(store.try_lock(&token_key(), false).await.unwrap());
    assert!(after > before);
    // One that was written by a server whose clock was ahead.
    let high = after + 1_000_000_000_000;
    assert!(store.put(&token_key(), &credential("ahead"), Some(high)).await.unwrap());
    assert!(redis.command::<i64>("DEL wechat:{mini_program:wx1:access_token}:lock") <= 1);
    let after = fence(store.try_lock(&token_key(), false).await.unwrap());
    assert_eq!(after, high + 1);
}

#[tokio::test]
async fn what_is_no_credential_is_unreadable_and_overwritten() {
    let Some(redis) = server::start() else { return };
    let store = redis.store();
    let key = "wechat:{mini_program:wx1:access_token}";
    let hash = |fields: &[&str]| {
        let mut words = vec!["HSET", key];
        words.extend(fields);
        redis.words::<i64>(&words);
    };
    let long = "HUSH".repeat(20_000);
    let garbage: &[&dyn Fn()] = &[
        &|| redis.words(&["SET", key, "{\"value\":\"HUSH-garb"]),
        &|| redis.words(&["RPUSH", key, "HUSH"]),
        &|| redis.words(&["SADD", key, "HUSH"]),
        &|| hash(&["other", "HUSH"]),
        &|| hash(&["value", "HUSH"]),
        &|| hash(&["value", "HUSH", "obtained", "yesterday"]),
        &|| hash(&["value", "HUSH", "obtained", "-1"]),
        &|| hash(&["value", "HUSH", "obtained", "1", "expires", "HUSH"]),
        &|| hash(&["value", "HUSH", "obtained", "99999999999999999999999"]),
        &|| hash(&["value", "HUSH", "expires", "1"]),
        &|| hash(&["value", &long, "obtained", "1"]),
    ];
    for (number, spoil) in garbage.iter().enumerate() {
        for fence in [None, Some(7)] {
            redis.command::<()>("FLUSHALL");
            spoil();
            let error = store.get(&token_key()).await.expect_err("garbage");
            assert!(error.is_unreadable(), "{number}: {error}");
            let text = format!("{error} {error:?}");
            assert!(text.contains(key) && !text.contains("HUSH"), "{number}: {text}");
            assert!(!store.remove_if(&token_key(), &"x".into()).await.unwrap());
            assert!(store.put(&token_key(), &credential("good"), fence).await.unwrap(), "{number}");
            let kept = store.get(&token_key()).await.unwrap().unwrap();
            assert_eq!(kept.value.expose(), "HUSH-good");
            assert!(redis.words::<i64>(&["TTL", key]) > 0);
        }
    }
    // What was obtained the day after tomorrow was not.
    redis.command::<()>("FLUSHALL");
    let far = (SystemTime::now() + Duration::from_secs(3 * 86_400))
        .duration_since(SystemTime::UNIX_EPOCH);
    hash(&["value", "HUSH", "obtained", &far.unwrap().as_micros().to_string(), "fence", "nan"]);
    assert!(store.put(&token_key(), &credential("good"), None).await.unwrap());
    // A lock that is none, or has no end, is taken.
    let lock = format!("{key}:lock");
    for spoil in [&["SET", &lock, "x"][..], &["HSET", &lock, "owner", "x", "fence", "HUSH"]] {
        redis.command::<()>("FLUSHALL");
        redis.words::<()>(spoil);
        let taken = store.try_lock(&token_key(), false).await.unwrap();
        assert!(matches!(taken, Lock::Taken(_)), "{taken:?}");
    }
    // What is too long for any credential is not written.
    let long = StoredCredential { value: Secret::new(long), ..credential("x") };
    assert!(store.put(&token_key(), &long, None).await.unwrap_err().is_unreadable());
}

#[test]
fn addresses_that_are_none_are_told_without_the_password() {
    for url in
        ["redis://:HUSH-pass@", "http://HUSH@x", "HUSH", "redis://h:HUSH", "redis://h/HUSH", ""]
    {
        let error = RedisStore::open(url).expect_err(url);
        let text = format!("{error} {error:?} {error:#}");
        assert!(text.contains("redis://user:password@host"), "{text}");
        assert!(!text.contains("HUSH"), "{text}");
    }
    if !cfg!(any(feature = "redis-rustls", feature = "redis-native-tls")) {
        let text = RedisStore::open("rediss://:HUSH@host").unwrap_err().to_string();
        assert!(text.contains("redis-rustls") && !text.contains("HUSH"), "{text}");
    }
    let store = RedisStore::open("redis://user:HUSH-pass@host:1").expect("nobody is asked yet");
    let text = format!("{store:?}");
    assert!(text.contains("host:1") && !text.contains("HUSH"), "{text}");
}

#[test]
fn no_runtime_is_no_panic() {
    let store = RedisStore::open("redis://127.0.0.1:1").unwrap();
    let key = token_key();
    let mut future = store.get(&key);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(Err(error)) => assert!(error.to_string().contains("runtime")),
        other => panic!("{other:?}"),
    }
}

/// A cluster of one node: it has slots as all clusters do, and refuses what spans two.
#[cfg(feature = "redis-cluster")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_will_do() {
    let Some(redis) = server::start_with(&["--cluster-enabled", "yes"]) else { return };
    let slots: Vec<String> = (0..16_384).map(|slot| slot.to_string()).collect();
    let mut words = vec!["CLUSTER", "ADDSLOTS"];
    words.extend(slots.iter().map(String::as_str));
    redis.words::<()>(&words);
    let start = tokio::time::Instant::now();
    while !redis.command::<String>("CLUSTER INFO").contains("cluster_state:ok") {
        assert!(start.elapsed() < Duration::from_secs(60), "it does not become a cluster");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let client = redis::cluster::ClusterClient::new(vec![redis.url()]).unwrap();
    let connection = client.get_async_connection().await.unwrap();
    check(100, || Arc::new(RedisStore::new(connection.clone()).prefix("{team}:"))).await;
    check(100, || Arc::new(RedisStore::new(connection.clone()))).await;
    // Nothing of a credential is in another slot; a prefix that tears it apart is told of.
    let torn = RedisStore::new(connection.clone()).prefix("{}");
    let error = torn.try_lock(&token_key(), false).await.unwrap_err().to_string();
    assert!(error.contains("prefix tears"), "{error}");
}
