//! What becomes of a message that was let in: handled once, answered in time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Notify;
use wechat_runtime::callback::{
    Answer as Kept, Callback, Claim, Failure, Reply, Retry, Router, Seen, SeenInMemory, SeenKey,
};

use wechat_runtime::transport::BoxFuture;
use wechat_runtime::{Registry, StoreError};

use crate::fixture::{Answer, Event, Push, Subscribe, Text, app, app_of, plain_app, text};

/// A callback whose handler is counted.
fn counted<F, Fut>(handler: F) -> (Callback, Arc<AtomicUsize>)
where
    F: Fn(usize, String) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Reply, Failure>> + Send + 'static,
{
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let callback = Callback::new(app(), move |event: Event, _| {
        let times = counter.fetch_add(1, Ordering::SeqCst) + 1;
        handler(times, if let Event::Text(text) = event { text.content } else { String::new() })
    });
    (callback.expect("settings"), count)
}

fn times(count: &AtomicUsize) -> usize {
    count.load(Ordering::SeqCst)
}

#[tokio::test]
async fn a_reply_comes_as_the_message_came() {
    let echo = |event: Event, _| async move {
        match event {
            Event::Text(text) => Reply::text(text.content),
            _ => Reply::none(),
        }
    };
    let callback = Callback::new(app(), echo).expect("settings");
    let answer = Push::sealed(&text("a]]&gt;b中")).send(&callback).await;
    let reply = answer.opened();
    assert_eq!((reply.to_user(), reply.from_user()), ("oUser", "gh_app"));
    assert_eq!(reply.fields()["Content"], "a]]&gt;b中");
    let json =
        "{\"ToUserName\":\"gh\",\"FromUserName\":\"o\",\"MsgType\":\"text\",\"Content\":\"x\"}";
    let answer = Push::sealed(json).send(&callback).await;
    assert!(answer.body.contains("\"MsgSignature\""), "{}", answer.body);
    assert_eq!(answer.content(), "x");
    let mut lower = Push::sealed(json);
    lower.body = lower.body.replace("Encrypt", "encrypt");
    let answer = lower.send(&callback).await;
    assert!(answer.body.contains("\"msgsignature\""), "{}", answer.body);
    assert!(Push::sealed("{\"MsgType\":\"event\"}").send(&callback).await.is_success());
    let plain = Callback::new(plain_app(), echo).expect("settings");
    let answer = Push::plain(&text("x")).send(&plain).await;
    assert!(answer.body.starts_with("<xml><ToUserName>") && answer.body.contains("[x]"));
}

#[tokio::test]
async fn a_message_that_comes_twice_is_handled_once() {
    let (callback, count) = counted(|times, content| async move {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Ok(Reply::text(format!("{content} {times}")))
    });
    // At the same time, each with a nonce and a cipher text of its own.
    let many = (0..20).map(|_| {
        let callback = callback.clone();
        tokio::spawn(async move { Push::sealed(&text("one")).send(&callback).await })
    });
    let mut bodies = Vec::new();
    for answer in many.collect::<Vec<_>>() {
        let answer = answer.await.expect("an answer");
        assert_eq!(answer.content(), "one 1");
        bodies.push(answer.body);
    }
    assert_eq!(times(&count), 1);
    // Afterwards, too.
    assert_eq!(Push::sealed(&text("one")).send(&callback).await.content(), "one 1");
    // Each answer is sealed afresh.
    bodies.sort();
    bodies.dedup();
    assert_eq!(bodies.len(), 20);
    // Another message of the same user and second is another message.
    assert_eq!(Push::sealed(&text("two")).send(&callback).await.content(), "two 2");
}

#[tokio::test(start_paused = true)]
async fn a_slow_handler_costs_its_reply_not_the_message() {
    let (callback, count) = counted(|_, _| async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        Ok(Reply::text("too late"))
    });
    let start = tokio::time::Instant::now();
    assert!(Push::sealed(&text("slow")).send(&callback).await.is_success());
    assert_eq!(start.elapsed().as_millis(), 4500);
    assert_eq!(callback.running(), 1);
    // What WeChat was told stands.
    assert!(Push::sealed(&text("slow")).send(&callback).await.is_success());
    assert_eq!(start.elapsed().as_millis(), 4500);
    callback.drained().await;
    assert_eq!(start.elapsed().as_secs(), 60);
    assert_eq!((times(&count), callback.running()), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_broken_connection_breaks_no_handler() {
    let (callback, count) = counted(|_, _| async {
        tokio::time::sleep(Duration::from_secs(3)).await;
        Ok(Reply::text("done"))
    });
    let push = Push::sealed(&text("x"));
    let gone = tokio::time::timeout(Duration::from_secs(1), push.send(&callback)).await;
    assert!(gone.is_err());
    let start = tokio::time::Instant::now();
    assert_eq!(Push::sealed(&text("x")).send(&callback).await.content(), "done");
    assert_eq!(start.elapsed().as_secs(), 2);
    assert_eq!(times(&count), 1);
}

#[tokio::test]
async fn panics_and_errors_are_answered_and_stop_nobody() {
    let (callback, count) = counted(|_, content| async move {
        tokio::task::yield_now().await;
        match content.as_str() {
            "panic" => panic!("on purpose"),
            "error" => Err(std::io::Error::other("on purpose").into()),
            _ => Ok(Reply::text("fine")),
        }
    });
    for content in ["panic", "error"] {
        let many = (0..5).map(|_| {
            let callback = callback.clone();
            tokio::spawn(async move { Push::sealed(&text(content)).send(&callback).await })
        });
        for answer in many.collect::<Vec<_>>() {
            assert!(answer.await.expect("an answer").is_success());
        }
    }
    assert_eq!(times(&count), 2);
    assert_eq!(Push::sealed(&text("ok")).send(&callback).await.content(), "fine");
    // A handler may panic before it gives a future, too.
    let callback = Callback::new(app(), |_: Event, _| {
        if true {
            panic!("on purpose");
        }
        async {}
    });
    let callback = callback.expect("settings");
    assert!(Push::sealed(&text("x")).send(&callback).await.is_success());
    assert_eq!(callback.running(), 0);
}

#[tokio::test]
async fn a_handler_may_ask_for_the_message_again() {
    let (callback, count) = counted(|times, _| async move {
        match times {
            1 => Err(Retry.into()),
            _ => Ok(Reply::text("second time")),
        }
    });
    assert_eq!(Push::sealed(&text("x")).send(&callback).await.status, 500);
    assert_eq!(Push::sealed(&text("x")).send(&callback).await.content(), "second time");
    assert_eq!(times(&count), 2);
}

#[tokio::test]
async fn work_behind_the_answer_is_waited_for() {
    let gate = Arc::new(Notify::new());
    let done = Arc::new(AtomicUsize::new(0));
    let (opener, counter) = (Arc::clone(&gate), Arc::clone(&done));
    let callback =
        Callback::new(app(), move |_: Event, cx: wechat_runtime::callback::Context<_>| {
            let (gate, done) = (Arc::clone(&opener), Arc::clone(&counter));
            async move {
                cx.later(async { panic!("on purpose") });
                cx.later(async move {
                    gate.notified().await;
                    done.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
    let callback = callback.expect("settings");
    assert!(Push::sealed(&text("x")).send(&callback).await.is_success());
    assert_eq!(done.load(Ordering::SeqCst), 0);
    gate.notify_one();
    callback.drained().await;
    assert_eq!(done.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn more_than_can_be_handled_is_sent_away_not_lost() {
    let (callback, count) = counted(|_, content| async move {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok(Reply::text(content))
    });
    let callback = callback.max_running(1);
    let first = tokio::spawn({
        let callback = callback.clone();
        async move { Push::sealed(&text("1")).send(&callback).await }
    });
    tokio::time::sleep(Duration::from_millis(10)).await;
    assert_eq!(Push::sealed(&text("2")).send(&callback).await.status, 503);
    assert_eq!(first.await.expect("an answer").content(), "1");
    assert_eq!(Push::sealed(&text("2")).send(&callback).await.content(), "2");
    assert_eq!(times(&count), 2);
}

#[tokio::test]
async fn apps_of_a_registry_are_told_apart() {
    let registry = Arc::new(Registry::new());
    let callback = Callback::new(Arc::clone(&registry), |_: Event, cx| async move {
        Reply::text(cx.client().appid())
    });
    let callback = callback.expect("settings");
    let gone = Answer { status: 404, body: "Not Found".to_owned() };
    assert_eq!(Push::sealed(&text("x")).to("/wechat/wxa").send(&callback).await, gone);
    for appid in ["wxa", "wxb"] {
        registry.insert(app_of(appid)).expect("a name of its own");
    }
    let push = |to: &str, path: &str| Push::sealed_for(&text("x"), to).to(path);
    assert_eq!(push("wxc", "/wechat/wxc").send(&callback).await, gone);
    assert_eq!(push("wxa", "/wechat/").send(&callback).await, gone);
    // The same text for two apps is two messages; a message for one is none for the other.
    for appid in ["wxa", "wxb", "wxa"] {
        let answer = push(appid, &format!("/wechat/{appid}")).send(&callback).await;
        assert_eq!(answer.status, 200);
    }
    assert_eq!(push("wxb", "/wechat/wxa").send(&callback).await.status, 403);
    // Without a path of its own an app is known by whom the body names.
    let mut named = push("wxa", "/wechat");
    named.body = named.body.replace("gh_app", "wxa");
    assert_eq!(named.send(&callback).await.status, 200);
    named.body = named.body.replace("wxa", "wxb");
    assert_eq!(named.send(&callback).await.status, 403);
}

#[tokio::test]
async fn a_router_finds_the_handler() {
    let router = Router::<Event, _, _>::with_state("state")
        .on(|event: Subscribe, cx| async move {
            Reply::text(format!("{} {}", event.event_key.unwrap_or_default(), cx.state()))
        })
        .when(|_, message| message.from_user() == "oVip", |_, _| async { Reply::text("vip") })
        .on::<Text, _>(
            |text, _| async move { (text.content != "none").then(|| Reply::text("text")) },
        );
    let with_fallback =
        Router::<Event, _>::new().fallback(|_, cx| async move { Reply::text(cx.message().what()) });
    let callback = Callback::new(app(), router.into_handler()).expect("settings");
    let other = Callback::new(app(), with_fallback.into_handler()).expect("settings");
    let event = "<xml><MsgType>event</MsgType><Event>subscribe</Event><EventKey>k</EventKey></xml>";
    assert_eq!(Push::sealed(event).send(&callback).await.content(), "k state");
    assert_eq!(Push::sealed(&text("x")).send(&callback).await.content(), "text");
    assert!(Push::sealed(&text("none")).send(&callback).await.is_success());
    let vip = text("x").replace("oUser", "oVip");
    assert_eq!(Push::sealed(&vip).send(&callback).await.content(), "vip");
    let unknown = event.replace("subscribe", "new_thing");
    assert!(Push::sealed(&unknown).send(&callback).await.is_success());
    assert_eq!(Push::sealed(&unknown).send(&other).await.content(), "new_thing");
}

#[test]
fn outside_of_a_runtime_there_is_an_error_and_no_panic() {
    let (callback, count) = counted(|_, _| async { Ok(Reply::none()) });
    let mut answer = std::pin::pin!(callback.handle(Push::sealed(&text("x")).request()));
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    match answer.as_mut().poll(&mut cx) {
        std::task::Poll::Ready(response) => assert_eq!(response.status(), 500),
        std::task::Poll::Pending => panic!("nobody would wake it"),
    }
    assert_eq!(times(&count), 0);
}

#[tokio::test(start_paused = true)]
async fn what_was_seen_is_bounded_in_time_number_and_bytes() {
    let seen = SeenInMemory::new().ttl(Duration::from_secs(30)).bounds(100, 100_000);
    let key = |n: usize| SeenKey::new("wx", &n.to_string());
    let kept = |n: usize| Kept::new(Some("x".repeat(n)));
    for n in 0..1000 {
        assert!(matches!(seen.claim(&key(n)).await, Ok(Claim::First)));
        seen.finish(&key(n), &kept(10)).await.expect("memory");
        assert!(seen.len() <= 100);
    }
    assert!(matches!(seen.claim(&key(999)).await, Ok(Claim::Done(answer)) if answer == kept(10)));
    assert!(matches!(seen.claim(&key(899)).await, Ok(Claim::First)));
    // It is being handled: whatever comes, it stays.
    for n in 1000..1010 {
        assert!(matches!(seen.claim(&key(n)).await, Ok(Claim::First)));
        seen.finish(&key(n), &kept(50_000)).await.expect("memory");
    }
    assert!(seen.len() <= 3, "{seen:?}");
    assert!(matches!(seen.claim(&key(899)).await, Ok(Claim::Pending(_))));
    tokio::time::advance(Duration::from_secs(31)).await;
    assert!(matches!(seen.claim(&key(1009)).await, Ok(Claim::First)));
    assert_eq!(seen.len(), 2);
    // Given back, it is the next one's; those who wait are woken.
    let Ok(Claim::Pending(news)) = seen.claim(&key(899)).await else { panic!("not pending") };
    seen.release(&key(899)).await.expect("memory");
    news.await;
    assert!(matches!(seen.claim(&key(899)).await, Ok(Claim::First)));
}

#[test]
fn a_runtime_that_ends_takes_no_message_with_it() {
    let (callback, count) = counted(|times, _| async move {
        if times == 1 {
            std::future::pending::<()>().await;
        }
        Ok(Reply::text("second time"))
    });
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build();
    let first = runtime().expect("a runtime");
    let push = Push::sealed(&text("x"));
    let waited = first.block_on(async {
        tokio::time::timeout(Duration::from_millis(50), push.send(&callback)).await
    });
    assert!(waited.is_err());
    drop(first);
    let answer = runtime().expect("a runtime").block_on(push.send(&callback));
    assert_eq!(answer.content(), "second time");
    assert_eq!(times(&count), 2);
}

/// Remembers nothing, and says so.
struct Broken;

impl Seen for Broken {
    fn claim<'a>(&'a self, _: &'a SeenKey) -> BoxFuture<'a, Result<Claim, StoreError>> {
        Box::pin(async { Err(StoreError::new("out of order")) })
    }

    fn finish<'a>(&'a self, _: &'a SeenKey, _: &'a Kept) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async { Err(StoreError::new("out of order")) })
    }

    fn release<'a>(&'a self, _: &'a SeenKey) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_memory_that_fails_loses_no_message() {
    let (callback, count) = counted(|_, content| async move { Ok(Reply::text(content)) });
    let callback = callback.seen(Broken);
    for _ in 0..2 {
        assert_eq!(Push::sealed(&text("x")).send(&callback).await.content(), "x");
    }
    assert_eq!(times(&count), 2);
}

/// As with two machines whose memory is a store between them.
#[tokio::test]
async fn callbacks_with_one_memory_handle_a_message_once() {
    let slow = |times, content| async move {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Ok(Reply::text(format!("{content} {times}")))
    };
    let seen = SeenInMemory::new();
    let (one, first) = counted(slow);
    let (other, second) = counted(slow);
    let (one, other) = (one.seen(seen.clone()), other.seen(seen));
    let (a, b) = (Push::sealed(&text("x")), Push::sealed(&text("x")));
    let (a, b) = tokio::join!(a.send(&one), b.send(&other));
    assert_eq!((a.content().as_str(), b.content().as_str()), ("x 1", "x 1"));
    assert_eq!(times(&first) + times(&second), 1);
    assert_eq!(Push::sealed(&text("x")).send(&other).await.content(), "x 1");
}
