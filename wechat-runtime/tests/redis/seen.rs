//! Pushed messages, seen by several processes.

use std::time::Duration;

use tokio::time::Instant;
use wechat_runtime::callback::{Answer, Claim, Seen, SeenInRedis, SeenKey};

use crate::proxy::{Proxy, Way};
use crate::{hush, server};

fn key(text: &str) -> SeenKey {
    SeenKey::new("wx1", text)
}

async fn claim(seen: &SeenInRedis, text: &str) -> Claim {
    seen.claim(&key(text)).await.unwrap()
}

fn is_first(claim: &Claim) -> bool {
    matches!(claim, Claim::First)
}

#[tokio::test]
async fn a_message_is_one_processs_and_its_answer_everybodys() {
    let Some(redis) = server::start() else { return };
    hush::install();
    let open = || SeenInRedis::new(&redis.store());
    let (one, other) = (open(), open());
    for (text, document) in [("a", None), ("b", Some("")), ("c", Some("<xml>HUSH é]]></xml>"))] {
        let answer = Answer::new(document.map(str::to_owned));
        assert!(is_first(&claim(&one, text).await));
        for seen in [&one, &other] {
            assert!(matches!(claim(seen, text).await, Claim::Pending(_)));
        }
        let waits = {
            let other = other.clone();
            tokio::spawn(async move {
                loop {
                    match claim(&other, text).await {
                        Claim::Pending(news) => news.await,
                        claim => return claim,
                    }
                }
            })
        };
        one.finish(&key(text), &answer).await.unwrap();
        let told = waits.await.unwrap();
        assert!(matches!(&told, Claim::Done(it) if *it == answer), "{told:?}");
        // It stands.
        other.finish(&key(text), &Answer::new(Some("other".to_owned()))).await.unwrap();
        one.release(&key(text)).await.unwrap();
        for seen in [&one, &other, &open()] {
            assert!(matches!(claim(seen, text).await, Claim::Done(it) if it == answer));
        }
    }
    let keys: Vec<String> = redis.command("KEYS *");
    assert!(keys.len() == 3 && keys.iter().all(|key| key.starts_with("wechat:seen:{wx1:")));
    for key in &keys {
        let left: i64 = redis.words(&["PTTL", key]);
        assert!((30_000..=60_000).contains(&left), "kept for a minute: {left}");
    }
    hush::search();
}

#[tokio::test]
async fn what_is_given_back_is_the_next_ones() {
    let Some(redis) = server::start() else { return };
    let (one, other) = (SeenInRedis::new(&redis.store()), SeenInRedis::new(&redis.store()));
    assert!(is_first(&claim(&one, "a").await));
    // Only by who has it.
    other.release(&key("a")).await.unwrap();
    assert!(!is_first(&claim(&other, "a").await));
    one.release(&key("a")).await.unwrap();
    assert!(is_first(&claim(&other, "a").await));
}

#[tokio::test]
async fn a_process_that_dies_keeps_a_message_for_a_while_only() {
    let Some(redis) = server::start() else { return };
    let one = SeenInRedis::new(&redis.store()).claim_expiry(Duration::from_millis(500));
    let other = SeenInRedis::new(&redis.store());
    assert!(is_first(&claim(&one, "a").await));
    let start = Instant::now();
    while let Claim::Pending(news) = claim(&other, "a").await {
        assert!(start.elapsed() < Duration::from_secs(60));
        news.await;
    }
    assert!(!is_first(&claim(&one, "a").await), "it is the other's now");
}

#[tokio::test]
async fn of_many_pushes_at_once_one_is_the_first() {
    let Some(redis) = server::start() else { return };
    for round in 0..5 {
        let tasks = (0..50).map(|_| {
            let seen = SeenInRedis::new(&redis.store());
            tokio::spawn(async move { is_first(&claim(&seen, &round.to_string()).await) })
        });
        let mut firsts = 0;
        for task in tasks.collect::<Vec<_>>() {
            firsts += usize::from(task.await.unwrap());
        }
        assert_eq!(firsts, 1);
    }
}

#[tokio::test]
async fn garbage_is_a_message_that_was_not_seen() {
    let Some(redis) = server::start() else { return };
    let seen = SeenInRedis::new(&redis.store());
    let name = format!("wechat:seen:{{{}}}", key("a"));
    let long = format!("={}", "HUSH".repeat(300_000));
    for spoil in [
        &["SET", &name, "x"][..],
        &["SET", &name, ""],
        &["SET", &name, &long],
        &["SET", &name, "?somebody-for-ever"],
        &["SADD", &name, "x"],
    ] {
        redis.command::<()>("FLUSHALL");
        redis.words::<()>(spoil);
        assert!(is_first(&claim(&seen, "a").await), "{}", spoil[0]);
        seen.finish(&key("a"), &Answer::default()).await.unwrap();
        assert!(matches!(claim(&seen, "a").await, Claim::Done(_)));
    }
}

#[tokio::test]
async fn a_server_that_fails_is_an_error_and_a_claim_is_not_lost_with_its_answer() {
    let Some(redis) = server::start() else { return };
    let proxy = Proxy::to(redis.address()).await;
    let seen = SeenInRedis::new(&wechat_runtime::RedisStore::open(proxy.url()).unwrap());
    // The connection breaks after the message was taken and before that is known: it is asked again,
    // and is still the first. On a busy machine patience may end before the test is done.
    for round in 0..20 {
        let text = round.to_string();
        assert!(is_first(&claim(&seen, &format!("before {round}")).await));
        proxy.set(Way::Hole);
        let name = format!("wechat:seen:{{{}}}", key(&text));
        let start = Instant::now();
        let key = key(&text);
        let (claimed, ()) = tokio::join!(seen.claim(&key), async {
            while redis.words::<i64>(&["EXISTS", &name]) == 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            proxy.strand();
            proxy.cut();
        });
        if start.elapsed() < Duration::from_millis(500) {
            assert!(claimed.is_ok_and(|claim| is_first(&claim)));
            break;
        }
    }
    proxy.set(Way::Closed);
    proxy.cut();
    assert!(seen.claim(&key("c")).await.is_err());
    assert!(seen.finish(&key("a"), &Answer::default()).await.is_err());
}
