//! A client whose store is about to fail, and what is expected of it.

use std::time::Duration;

use tokio::time::{Instant, sleep};
use wechat_runtime::{Client, ErrorKind, RedisStore, Store, StoreFailure};

use crate::hush;
use crate::server::Redis;
use crate::wechat::{WeChat, call, token_key};

/// Longer than the longest pause of the engine by far.
pub(crate) const LONG: Duration = Duration::from_secs(90);

/// A client of an app, and how it is set.
pub(crate) struct World {
    pub(crate) wechat: WeChat,
    pub(crate) client: Client,
    how: StoreFailure,
    /// Where what it logs of its server can be told from what others log.
    pub(crate) address: String,
}

impl World {
    pub(crate) fn new(url: &str, how: StoreFailure) -> World {
        World::with(url, how, WeChat::default())
    }

    pub(crate) fn with(url: &str, how: StoreFailure, wechat: WeChat) -> World {
        let store = RedisStore::open(url).unwrap();
        let address = url.rsplit(['@', '/']).next().unwrap_or_default().to_owned();
        let client = wechat.builder().store(store).on_store_failure(how).build().unwrap();
        World { wechat, client, how, address }
    }

    /// The store is not to be had: a call that needs it does what it is set to.
    pub(crate) async fn fails(&self, why: &str) {
        // Nothing in the client's own memory is of use.
        self.wechat.expire();
        let result = call(&self.client).await;
        match self.how {
            StoreFailure::Fail => {
                let error = result.expect_err("it is set to fail");
                assert_eq!(error.kind(), ErrorKind::Credential);
                let text = hush::show(&error);
                assert!(text.contains("the store failed to"), "{text}");
                // One that failed a moment ago is not asked.
                assert!(text.contains(why) || text.contains("is left alone"), "{text}");
            }
            _ => result.expect("it goes on without the store"),
        }
        self.warned(why);
    }

    /// A warning of this server says why.
    pub(crate) fn warned(&self, why: &str) {
        let output = hush::output();
        let of_it = |line: &&str| line.starts_with("WARN") && line.contains(&self.address);
        let warnings: Vec<_> = output.lines().filter(of_it).collect();
        assert!(warnings.iter().any(|line| line.contains(why)), "{why}: {warnings:#?}");
    }

    /// The client uses the store again, by itself: a value it fetches gets there.
    pub(crate) async fn recovers(&self, redis: &Redis) {
        let start = Instant::now();
        loop {
            self.wechat.expire();
            if call(&self.client).await.is_ok() && self.is_kept(redis).await {
                return;
            }
            assert!(start.elapsed() < LONG, "it does not recover");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Whether the store has the client's token.
    pub(crate) async fn is_kept(&self, redis: &Redis) -> bool {
        let own =
            self.client.credential("access_token").peek().map(|token| token.expose().to_owned());
        let kept = redis.store().get(&token_key()).await.ok().flatten();
        kept.map(|kept| kept.value.expose().to_owned()) == own
    }
}
