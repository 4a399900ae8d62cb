//! The fault table: what is wrong with the server, and what a program sees of it. Each row is run
//! twice. With `StoreFailure::Degrade` every call succeeds, a warning says why the store failed; with
//! `StoreFailure::Fail` calls that need the store fail and say the same. When the fault is gone, the
//! same client uses the store again.

use std::time::Duration;

use tokio::time::{Instant, sleep};
use wechat_runtime::{CredentialKey, RedisStore, Store, StoreFailure, redis};

use crate::proxy::{Proxy, Way};
use crate::wechat::{WeChat, call, credential, token_key};
use crate::world::{LONG, World};
use crate::{hush, server};

const KEY: &str = "wechat:{mini_program:wx1:access_token}";

/// The test, for both settings at a time.
async fn both<F: Future<Output = ()>>(test: impl Fn(StoreFailure) -> F) {
    tokio::join!(test(StoreFailure::Degrade), test(StoreFailure::Fail));
    hush::search();
}

#[tokio::test]
async fn unreachable_at_start() {
    if server::start().is_none() {
        return;
    }
    both(|how| async move {
        let mut redis = server::start().unwrap();
        redis.kill();
        let world = World::new(&redis.url(), how);
        world.fails("takes no connections").await;
        assert!(redis.run(&[]));
        world.recovers(&redis).await;
    })
    .await;
}

#[tokio::test]
async fn dead_in_the_middle_and_back_empty() {
    if server::start().is_none() {
        return;
    }
    both(|how| async move {
        let mut redis = server::start().unwrap();
        let world = World::new(&redis.url(), how);
        world.recovers(&redis).await;
        redis.kill();
        // What is in memory is good without a store.
        call(&world.client).await.expect("the token is in memory");
        world.fails("takes no connections").await;
        assert!(redis.run(&[]));
        world.recovers(&redis).await;
        // Restarted without ever being missed, it has forgotten all: that is no failure.
        assert!(redis.run(&[]));
        call(&world.client).await.expect("the token is in memory");
        let before = world.wechat.fetches();
        let other = World::with(&redis.url(), how, world.wechat.clone());
        call(&other.client).await.expect("an empty store is no failure");
        assert_eq!(world.wechat.fetches(), before + 1);
        world.recovers(&redis).await;
    })
    .await;
}

#[tokio::test]
async fn slow_or_silent() {
    if server::start().is_none() {
        return;
    }
    both(|how| async move {
        for way in [Way::Slow(Duration::from_secs(5)), Way::Hole] {
            let redis = server::start().unwrap();
            let proxy = Proxy::to(redis.address()).await;
            let world = World::new(&proxy.url(), how);
            proxy.set(way);
            world.fails("does not answer in time").await;
            proxy.set(Way::Clear);
            world.recovers(&redis).await;
            // On a connection that was good; it stays silent for ever, only new ones are good again.
            proxy.set(way);
            world.fails("does not answer in time").await;
            if way == Way::Hole {
                proxy.strand();
            }
            proxy.set(Way::Clear);
            world.recovers(&redis).await;
        }
    })
    .await;
}

#[tokio::test]
async fn calls_wait_for_a_slow_store_only_a_little() {
    let Some(redis) = server::start() else { return };
    let proxy = Proxy::to(redis.address()).await;
    proxy.set(Way::Hole);
    let world = World::new(&proxy.url(), StoreFailure::Degrade);
    // A hundred calls wait for one attempt; afterwards the store is left alone.
    let start = Instant::now();
    let calls: Vec<_> = (0..100)
        .map(|_| {
            let client = world.client.clone();
            tokio::spawn(async move { call(&client).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().expect("it goes on without the store");
    }
    assert_eq!(world.wechat.fetches(), 1);
    assert!(start.elapsed() < LONG / 2);
}

#[tokio::test]
async fn full() {
    if server::start().is_none() {
        return;
    }
    both(|how| async move {
        let redis = server::start_with(&["--maxmemory-policy", "noeviction"]).unwrap();
        let world = World::new(&redis.url(), how);
        world.recovers(&redis).await;
        redis.command::<()>("CONFIG SET maxmemory 1");
        // What it has can be read.
        let other = World::with(&redis.url(), how, world.wechat.clone());
        let before = world.wechat.fetches();
        call(&other.client).await.expect("the token is in the store");
        assert_eq!(world.wechat.fetches(), before);
        // Nothing can be written.
        other.fails("is full: raise its `maxmemory`").await;
        redis.command::<()>("CONFIG SET maxmemory 0");
        world.recovers(&redis).await;
    })
    .await;
}

#[tokio::test]
async fn garbage_on_the_wire() {
    if server::start().is_none() {
        return;
    }
    const GARBAGE: [&[u8]; 3] =
        [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff\x00HUSH\xfe\r\n", b"$-77\r\n*9999999999\r\n"];
    both(|how| async move {
        let redis = server::start().unwrap();
        let proxy = Proxy::to(redis.address()).await;
        let world = World::new(&proxy.url(), how);
        for garbage in GARBAGE {
            for connected in [false, true] {
                if connected {
                    world.recovers(&redis).await;
                } else {
                    proxy.cut();
                }
                proxy.set(Way::Garbage(garbage));
                world.fails("the Redis server").await;
                proxy.set(Way::Clear);
                world.recovers(&redis).await;
            }
        }
        world.warned("does not speak Redis's protocol");
    })
    .await;
}

#[tokio::test]
async fn something_else_that_listens() {
    if server::start().is_none() {
        return;
    }
    // Answers of Redis's protocol that no script gives.
    const ANSWERS: [&[u8]; 4] =
        [b"+OK\r\n", b":7\r\n", b"*1\r\n$4\r\nHUSH\r\n", b"-WHAT 'HUSH'\r\n"];
    let redis = server::start().unwrap();
    let proxy = Proxy::to(redis.address()).await;
    for answer in ANSWERS {
        let world = World::new(&proxy.url(), StoreFailure::Degrade);
        world.recovers(&redis).await;
        proxy.set(Way::Garbage(answer));
        world.wechat.expire();
        call(&world.client).await.expect("it goes on without the store");
        proxy.set(Way::Clear);
        world.recovers(&redis).await;
    }
    hush::search();
}

#[tokio::test]
async fn garbage_in_the_key() {
    if server::start().is_none() {
        return;
    }
    // What is wrong with one value is no failure of the store: no call fails.
    both(|how| async move {
        for spoil in [
            &["SET", KEY, "{\"value\":\"HUSH"][..],
            &["RPUSH", KEY, "HUSH"],
            &["HSET", KEY, "value", "HUSH", "obtained", "HUSH"],
            &["HSET", KEY, "obtained", "7"],
        ] {
            let redis = server::start().unwrap();
            redis.words::<()>(spoil);
            let world = World::new(&redis.url(), how);
            call(&world.client).await.expect("it is fetched and written anew");
            assert!(world.is_kept(&redis).await);
            let output = hush::output();
            let warned = output.lines().any(|line| line.starts_with("WARN") && line.contains(KEY));
            assert!(warned, "the key is named");
        }
    })
    .await;
}

#[tokio::test]
async fn read_only_replica() {
    if server::start().is_none() {
        return;
    }
    both(|how| async move {
        let primary = server::start().unwrap();
        let replica = server::start().unwrap();
        let of = format!("REPLICAOF 127.0.0.1 {}", primary.address().port());
        replica.command::<()>(&of);
        let wechat = WeChat::default();
        let world = World::with(&primary.url(), how, wechat.clone());
        world.recovers(&primary).await;
        let start = Instant::now();
        while !world.is_kept(&replica).await {
            assert!(start.elapsed() < LONG, "the replica does not follow");
            sleep(Duration::from_millis(50)).await;
        }
        // What it has can be read.
        let other = World::with(&replica.url(), how, wechat.clone());
        let before = wechat.fetches();
        call(&other.client).await.expect("the token is in the store");
        assert_eq!(wechat.fetches(), before);
        other.fails("is a read-only replica").await;
        // It becomes the primary.
        replica.command::<()>("REPLICAOF NO ONE");
        other.recovers(&replica).await;
    })
    .await;
}

#[tokio::test]
async fn wrong_password() {
    if server::start().is_none() {
        return;
    }
    both(|how| async move {
        let redis = server::start().unwrap();
        let url = format!("redis://:HUSH-password@{}", redis.address());
        // The test's own connections need none while it is set.
        let set = |password: &str| redis.words::<()>(&["CONFIG", "SET", "requirepass", password]);
        let admin = redis.url();
        set("HUSH-other");
        let world = World::new(&url, how);
        world.fails("refuses the user name or the password").await;
        let bare = World::new(&admin, how);
        bare.fails("wants a password").await;
        let mut connection =
            redis::Client::open(format!("redis://:HUSH-other@{}", redis.address()))
                .unwrap()
                .get_connection()
                .unwrap();
        let reset =
            redis::cmd("CONFIG").arg(&["SET", "requirepass", ""]).query::<()>(&mut connection);
        reset.unwrap();
        bare.recovers(&redis).await;
        // Where a password is given, one must be wanted.
        set("HUSH-password");
        let start = Instant::now();
        loop {
            world.wechat.expire();
            let done = call(&world.client).await.is_ok();
            let store = RedisStore::open(&*url).unwrap();
            let kept = store.get(&token_key()).await.unwrap().map(|kept| kept.value);
            let own = world.client.credential("access_token").peek();
            if done && kept.is_some() && kept.as_ref() == own.as_deref() {
                break;
            }
            assert!(start.elapsed() < LONG, "it does not recover");
            sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn no_permission() {
    let Some(redis) = server::start() else { return };
    // It has no users.
    if redis.command::<String>("INFO server").contains("redis_version:5.") {
        return;
    }
    both(|how| async move {
        let redis = server::start().unwrap();
        redis.command::<()>("ACL SETUSER app on >HUSH-pass ~wechat:* +@all -@scripting");
        let world = World::new(&format!("redis://app:HUSH-pass@{}", redis.address()), how);
        world.fails("does not let this user run scripts").await;
        // As docs/stores.md has it.
        redis.command::<()>(
            "ACL SETUSER app reset on >HUSH-pass ~wechat:* +@connection +evalsha +eval +@hash \
             +@string +@keyspace -@dangerous +time +info",
        );
        world.recovers(&redis).await;
    })
    .await;
}

/// Servers that do not know a command repeat what they were sent.
#[tokio::test]
async fn no_scripts() {
    if server::start().is_none() {
        return;
    }
    both(|how| async move {
        let off = ["--rename-command", "EVALSHA", "", "--rename-command", "EVAL", ""];
        let redis = server::start_with(&off).unwrap();
        let world = World::new(&redis.url(), how);
        world.fails("answers ERR unknown command").await;
        let store = redis.store();
        let error = store.put(&token_key(), &credential("x"), None).await.unwrap_err();
        let error = format!("{error} {error:?}");
        assert!(!error.contains("HUSH"), "{error}");
    })
    .await;
}

/// A server may end connections that were idle: nothing is seen of it.
#[tokio::test]
async fn an_idle_connection_that_was_ended_is_no_failure() {
    if server::start().is_none() {
        return;
    }
    both(|how| async move {
        let redis = server::start().unwrap();
        let world = World::new(&redis.url(), how);
        for _ in 0..5 {
            world.recovers(&redis).await;
            redis.command::<()>("CLIENT KILL TYPE normal SKIPME yes");
            world.wechat.expire();
            call(&world.client).await.expect("it is connected again");
            assert!(world.is_kept(&redis).await);
        }
        let output = hush::output();
        let line =
            output.lines().find(|line| line.starts_with("WARN") && line.contains(&world.address));
        assert_eq!(line, None);
    })
    .await;
}

/// What cannot be had again is written as soon as the store takes it.
#[tokio::test]
async fn what_is_durable_is_kept_at_last() {
    let Some(mut redis) = server::start() else { return };
    redis.kill();
    let world = World::new(&redis.url(), StoreFailure::Degrade);
    let ticket = world.client.credential("ticket");
    ticket.set("HUSH-ticket", None).await.expect("it is kept for now");
    assert_eq!(ticket.get().await.unwrap().expose(), "HUSH-ticket");
    assert!(redis.run(&[]));
    let key = CredentialKey::new("mini_program", "wx1", "ticket", Vec::new(), true);
    let start = Instant::now();
    loop {
        match redis.store().get(&key).await.unwrap() {
            Some(kept) => break assert_eq!(kept.value.expose(), "HUSH-ticket"),
            None => assert!(start.elapsed() < LONG, "it is lost"),
        }
        sleep(Duration::from_millis(50)).await;
    }
    hush::search();
}
