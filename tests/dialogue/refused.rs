//! Calls of somebody else's, and calls that are changed on their way: none is answered.

use http::HeaderValue;
use wechat_app::dialogue::human_service::GetState;
use wechat_app::prelude::*;
use wechat_app::{Error, Result};

use crate::wire::{Request, Wire};
use crate::world::{APPID, Helper, KEY, TOKEN, World, fails};

const OTHER_TOKEN: &str = "anothertokenofanotherbot012345";
const OTHER_KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

async fn state(helper: &Helper) -> Result<()> {
    let state = GetState::new("wx0123456789abcdef", "oLiLei");
    helper.human_service().get_state(state).await.map(drop)
}

async fn query(helper: &Helper) -> Result<()> {
    helper.bot().query("Hello").await.map(drop)
}

fn code<T>(result: Result<T>) -> Option<i64> {
    fails(result).code()
}

#[tokio::test]
async fn whoever_has_not_all_secrets_is_refused() {
    let world = World::start().await;
    let other = |token: &'static str, key: &'static str| {
        world.builder().token(token).aes_key(key).build().expect("a bot")
    };
    // The token signs, and stands in the path.
    let forger = other(OTHER_TOKEN, KEY);
    assert_eq!(code(query(&forger).await), Some(110_001));
    assert_eq!(code(state(&forger).await), Some(1001));
    // The key encrypts.
    let blind = other(TOKEN, OTHER_KEY);
    assert_eq!(code(query(&blind).await), Some(1_000_012));
    assert_eq!(code(state(&blind).await), Some(1019));
    // What is encrypted names the bot.
    let stranger = world.builder().appid("anotherbot").build().expect("a bot");
    assert_eq!(code(query(&stranger).await), Some(110_002));
    assert_eq!(code(state(&stranger).await), Some(1013));
    // An access token of another bot's does not help.
    world.wechat.bot("anotherbot", OTHER_TOKEN, OTHER_KEY);
    let theirs = world.builder().appid("anotherbot").token(OTHER_TOKEN).aes_key(OTHER_KEY);
    let theirs = theirs.build().expect("a bot");
    let token = theirs.client().credential("access_token").get().await.expect("its own");
    let mine = world.helper();
    let error: Error = fails(mine.bot().query("Hello").credential(token.expose()).await);
    assert_eq!(error.code(), Some(110_001));
}

/// Whatever is changed of what is signed, and wherever: it is refused.
#[tokio::test]
async fn a_signed_call_that_was_changed_is_refused() {
    let world = World::start().await;
    let token = world.helper().client().credential("access_token").get().await.expect("a token");
    type Change = Box<dyn Fn(&mut Request) + Send + Sync>;
    let mut changes: Vec<(String, Change)> = Vec::new();
    for name in ["timestamp", "nonce", "sign", "request_id"] {
        changes.push((
            format!("without {name}"),
            Box::new(move |request| drop(request.headers_mut().remove(name))),
        ));
    }
    for name in ["timestamp", "nonce", "sign"] {
        let change = move |request: &mut Request| {
            let old = request.headers()[name].to_str().expect("a text").to_owned();
            let last = if old.ends_with('0') { '1' } else { '0' };
            let new = format!("{}{last}", &old[..old.len() - 1]);
            let new = HeaderValue::try_from(new).expect("a header");
            request.headers_mut().insert(name, new);
        };
        changes.push((format!("another {name}"), Box::new(change)));
    }
    // A body of 43 bytes in base64: each of its characters, the first, and one more.
    for at in 0..44 {
        let change = move |request: &mut Request| {
            let mut body = request.body().to_vec();
            let at = at.min(body.len() - 1);
            body[at] = if body[at] == b'A' { b'B' } else { b'A' };
            *request.body_mut() = body.into();
        };
        changes.push((format!("another byte {at}"), Box::new(change)));
    }
    changes.push(("no body".to_owned(), Box::new(|request| *request.body_mut() = "".into())));
    let total = changes.len();
    for (what, change) in changes {
        let wire = Wire::new("/v2/bot/query", change);
        let helper = world.builder().transport(wire).build().expect("a bot");
        let result = helper.bot().query("Hello").credential(token.expose()).await;
        let refused = code(result);
        assert!(matches!(refused, Some(110_001 | 110_002)), "{what}: {refused:?}");
    }
    assert_eq!(world.wechat.count("/v2/bot/query"), total);
    // As it was, it is answered.
    let helper = world.builder().transport(Wire::new("/", |_| {})).build().expect("a bot");
    query(&helper).await.expect("an answer");
}

/// A call that is good today is of no use tomorrow.
#[tokio::test]
async fn an_old_call_is_refused() {
    let world = World::start().await;
    let clock = wechat_app::ManualClock::at(std::time::SystemTime::now());
    let helper = world.builder().clock(clock.clone()).build().expect("a bot");
    query(&helper).await.expect("an answer");
    let late = std::time::Duration::from_secs(3600);
    clock.advance(late);
    assert_eq!(code(query(&helper).await), Some(110_001));
    assert_eq!(helper.client().appid(), APPID);
}
