//! Which pushed messages were seen, for all processes that answer them.

use std::fmt;
use std::time::Duration;

use tokio::time::sleep;

use super::scripts::{self, Call};
use super::{RedisStore, fault};
use crate::callback::{Answer, Claim, Seen, SeenKey};
use crate::credential::store::StoreError;
use crate::transport::BoxFuture;

/// A longer answer is none of ours.
const LONGEST_ANSWER: usize = 1 << 20;
/// How often those who wait for an answer ask for it.
const POLL: Duration = Duration::from_millis(100);

/// Remembers messages in Redis, so that a message whose pushes reach several processes is handled
/// once.
///
/// ```no_run
/// # use wechat_runtime::RedisStore;
/// use wechat_runtime::callback::SeenInRedis;
///
/// # fn main() -> wechat_runtime::Result<()> {
/// let store = RedisStore::open("redis://10.0.0.5")?;
/// let seen = SeenInRedis::new(&store);
/// // callback.seen(seen)
/// # Ok(()) }
/// ```
///
/// Answers are kept as they are, for a minute: the server must be one that may see what users are
/// answered.
#[derive(Clone)]
pub struct SeenInRedis {
    store: RedisStore,
    ttl: Duration,
    claim: Duration,
}

impl SeenInRedis {
    /// On the server of a store, under its prefix.
    pub fn new(store: &RedisStore) -> SeenInRedis {
        SeenInRedis {
            store: store.clone(),
            ttl: Duration::from_secs(60),
            claim: Duration::from_secs(6),
        }
    }

    /// How long answers are kept: WeChat pushes for the last time some 15 seconds after the first.
    #[must_use]
    pub fn ttl(mut self, ttl: Duration) -> SeenInRedis {
        self.ttl = ttl;
        self
    }

    /// How long a message that nobody has answered is left to the process that took it; six seconds
    /// unless told. It must be longer than a callback's deadline; if it is not longer than WeChat
    /// waits until it pushes again, a message whose process died is handled by another.
    #[must_use]
    pub fn claim_expiry(mut self, expiry: Duration) -> SeenInRedis {
        self.claim = expiry;
        self
    }

    fn key(&self, key: &SeenKey) -> String {
        format!("{}seen:{{{key}}}", self.store.prefix)
    }
}

impl Seen for SeenInRedis {
    fn claim<'a>(&'a self, key: &'a SeenKey) -> BoxFuture<'a, Result<Claim, StoreError>> {
        Box::pin(async move {
            let call = Call::new(&scripts::SEEN_CLAIM)
                .key(self.key(key))
                .text(&self.store.name.next())
                .number(scripts::millis(self.claim))
                .number(LONGEST_ANSWER as u64);
            let mut answer = self.store.ask(&call).await?;
            match answer.number() {
                Some(0) => Ok(Claim::Pending(Box::pin(sleep(POLL)))),
                Some(1) => Ok(Claim::First),
                Some(2) => {
                    let text = answer.text().ok_or_else(fault::nonsense)?;
                    Ok(Claim::Done(Answer::new(text.strip_prefix('d').map(str::to_owned))))
                }
                _ => Err(fault::nonsense()),
            }
        })
    }

    fn finish<'a>(
        &'a self,
        key: &'a SeenKey,
        answer: &'a Answer,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let text = answer.document().map(|document| format!("d{document}")).unwrap_or_default();
            let call = Call::new(&scripts::SEEN_FINISH)
                .key(self.key(key))
                .text(&text)
                .number(scripts::millis(self.ttl));
            self.store.ask(&call).await.map(drop)
        })
    }

    fn release<'a>(&'a self, key: &'a SeenKey) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let call = Call::new(&scripts::SEEN_RELEASE)
                .key(self.key(key))
                .text(&self.store.name.process());
            self.store.ask(&call).await.map(drop)
        })
    }
}

impl fmt::Debug for SeenInRedis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeenInRedis").field("store", &self.store).finish_non_exhaustive()
    }
}
