//! The store that is Redis: credentials for a fleet of processes.
//!
//! | file | what it does |
//! |---|---|
//! | `link.rs` | the way to the server: dialled from a URL, or a connection of the user's |
//! | `scripts.rs`, `lua/` | what the server does in one step, and in its own time |
//! | `clocks.rs` | the server's time and this process's |
//! | `hold.rs` | a lock that is held: renewed, given back |
//! | `eviction.rs` | whether the server may drop what must not be lost |
//! | `fault.rs` | what goes wrong, in words without secrets |
//! | `seen.rs` | which pushed messages were seen |
//!
//! A credential is a hash `{prefix}{key}`: `value`, `obtained`, `expires`, `fence`. Its lock is a
//! hash beside it, `{prefix}{key}:lock`: `owner` while it is held, `note` while nobody may hold it.
//! The braces are Redis's: keys that share what is in them are in one slot of a cluster.

mod clocks;
mod eviction;
mod fault;
mod hold;
mod link;
mod scripts;
#[cfg(feature = "callback")]
mod seen;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ::redis::IntoConnectionInfo;
use ::redis::aio::ConnectionLike;

use self::clocks::Clocks;
use self::eviction::Eviction;
use self::hold::{Hold, Name};
use self::link::{Dialled, Given, Link};
use self::scripts::{Answer, Call};
#[cfg(feature = "callback")]
pub use self::seen::SeenInRedis;
use super::store::{CredentialKey, Lock, Store, StoreError, StoredCredential};
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, Result};
use crate::transport::BoxFuture;
use crate::value::Secret;

/// How long the server keeps a credential that has ended, unless it is durable.
const GRACE: Duration = Duration::from_secs(3600);
/// Longer values are none of WeChat's.
const LONGEST_VALUE: usize = 64 << 10;
/// Longer notes are cut.
const LONGEST_NOTE: usize = 2000;
/// The shortest time that a lock may hold.
const SHORTEST_LOCK: Duration = Duration::from_millis(100);

/// Keeps credentials in Redis (5 or later) or Valkey, for all processes that use the same server and
/// prefix.
///
/// ```no_run
/// # use wechat_runtime::RedisStore;
/// # fn main() -> wechat_runtime::Result<()> {
/// let store = RedisStore::open("redis://:password@10.0.0.5:6379/0")?.prefix("shop:wechat:");
/// # Ok(()) }
/// ```
///
/// Times are the server's, so that the clocks of machines need not agree. What cannot be fetched
/// again (refresh tokens, tickets, permanent codes) is written without an end; a server that holds
/// such things must not evict them, so its `maxmemory-policy` must not be one of `allkeys-*`.
///
/// Clones are the same store.
#[derive(Clone)]
pub struct RedisStore {
    link: Arc<dyn Link>,
    clocks: Arc<Clocks>,
    name: Arc<Name>,
    eviction: Arc<Eviction>,
    prefix: Arc<str>,
    lock: Duration,
}

impl RedisStore {
    /// A server by its URL (`redis://`, `rediss://` for TLS, `unix://`) or a
    /// [`ConnectionInfo`](::redis::ConnectionInfo).
    ///
    /// It is connected to when it is first needed, and again whenever the connection is lost.
    pub fn open(server: impl IntoConnectionInfo) -> Result<RedisStore> {
        let client = ::redis::Client::open(server).map_err(|error| {
            Error::config(format!("the address of the Redis server: {}", fault::address(&error)))
        })?;
        Ok(RedisStore::on(Arc::new(Dialled::new(client))))
    }

    /// Over a connection that is there already: a [`ConnectionManager`], a connection to a cluster
    /// (feature `redis-cluster`), or anything else that can be cloned. That it comes back after it
    /// was lost is its own matter: a bare [`MultiplexedConnection`] does not.
    ///
    /// Give it short timeouts: nobody waits longer than two seconds for a store.
    ///
    /// ```no_run
    /// use wechat_runtime::RedisStore;
    /// use wechat_runtime::redis::{Client, aio::ConnectionManager};
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let manager = ConnectionManager::new(Client::open("redis://10.0.0.5")?).await?;
    /// let store = RedisStore::new(manager).prefix("shop:wechat:");
    /// # Ok(()) }
    /// ```
    ///
    /// [`ConnectionManager`]: ::redis::aio::ConnectionManager
    /// [`MultiplexedConnection`]: ::redis::aio::MultiplexedConnection
    pub fn new(connection: impl ConnectionLike + Clone + Send + Sync + 'static) -> RedisStore {
        RedisStore::on(Arc::new(Given(connection)))
    }

    fn on(link: Arc<dyn Link>) -> RedisStore {
        RedisStore {
            link,
            clocks: Arc::new(Clocks::new(SystemClock)),
            name: Arc::default(),
            eviction: Arc::default(),
            prefix: "wechat:".into(),
            lock: Duration::from_secs(10),
        }
    }

    /// What all its keys begin with; `wechat:` unless told. Whoever shares a server without sharing
    /// credentials needs one of its own.
    #[must_use]
    pub fn prefix(mut self, prefix: impl AsRef<str>) -> RedisStore {
        self.prefix = prefix.as_ref().into();
        self
    }

    /// How long a lock holds when its process dies; ten seconds unless told. It is renewed as long
    /// as the process lives.
    #[must_use]
    pub fn lock_expiry(mut self, expiry: Duration) -> RedisStore {
        self.lock = expiry.max(SHORTEST_LOCK);
        self
    }

    /// The clock of this process, for tests.
    #[doc(hidden)]
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> RedisStore {
        self.clocks = Arc::new(Clocks::new(clock));
        self
    }

    fn key(&self, key: &CredentialKey) -> String {
        format!("{}{{{key}}}", self.prefix)
    }

    fn lock_key(&self, key: &CredentialKey) -> String {
        format!("{}:lock", self.key(key))
    }

    async fn ask(&self, call: &Call) -> Result<Answer, StoreError> {
        match scripts::run(&*self.link, call).await {
            Ok(answer) => Ok(Answer::of(answer)),
            Err(error) => Err(fault::of(&*self.link, &error)),
        }
    }
}

impl Store for RedisStore {
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        Box::pin(async move {
            let call = Call::new(&scripts::GET).key(self.key(key)).number(LONGEST_VALUE as u64);
            let sent = self.clocks.read();
            let mut answer = self.ask(&call).await?;
            let now = self.clocks.learn(sent, answer.number().ok_or_else(fault::nonsense)?);
            let Some(found) = answer.text() else { return Ok(None) };
            let unreadable = |what: &str| {
                let text = format!(
                    "the key `{}` holds {what}, which is no credential: delete it, or use another \
                     prefix",
                    self.key(key)
                );
                StoreError::unreadable(text)
            };
            if found != "hash" {
                return Err(unreadable(&format!("a {found}")));
            }
            let value = answer.text().ok_or_else(|| unreadable("a hash without a text `value`"))?;
            let time = |text: &str| now.here(text.parse().ok()?);
            let obtained = answer.text().and_then(|text| time(&text));
            let expires = answer.text().map(|text| time(&text));
            match (obtained, expires) {
                (Some(obtained_at), None | Some(Some(_))) => Ok(Some(StoredCredential {
                    value: Secret::new(value),
                    obtained_at,
                    expires_at: expires.flatten(),
                })),
                _ => Err(unreadable("a hash without readable times")),
            }
        })
    }

    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move {
            let value = credential.value.expose();
            if value.len() > LONGEST_VALUE {
                return Err(StoreError::unreadable(format!(
                    "a value of {} bytes is too long",
                    value.len()
                )));
            }
            let sent = self.clocks.read();
            let call = Call::new(&scripts::PUT)
                .key(self.key(key))
                .text(value)
                .number(sent.there(credential.obtained_at))
                .maybe(credential.expires_at.map(|end| sent.there(end)))
                .maybe(fence.map(|fence| fence.min(scripts::MOST)))
                .number(sent.now())
                .maybe((!key.durable).then(|| scripts::millis(GRACE)));
            let mut answer = self.ask(&call).await?;
            self.clocks.learn(sent, answer.number().ok_or_else(fault::nonsense)?);
            let kept = answer.number().ok_or_else(fault::nonsense)? == 1;
            if key.durable {
                self.eviction.check(&*self.link).await;
            }
            Ok(kept)
        })
    }

    fn remove_if<'a>(
        &'a self,
        key: &'a CredentialKey,
        value: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move {
            let call = Call::new(&scripts::REMOVE).key(self.key(key)).text(value.expose());
            let removed = self.ask(&call).await?.number().ok_or_else(fault::nonsense)?;
            Ok(removed == 1)
        })
    }

    fn try_lock<'a>(
        &'a self,
        key: &'a CredentialKey,
        impatient: bool,
    ) -> BoxFuture<'a, Result<Lock, StoreError>> {
        Box::pin(async move {
            // From here on it is given back, also when this future is dropped while it waits.
            let hold = Hold::new(self, self.lock_key(key));
            let call = Call::new(&scripts::LOCK)
                .key(hold.key())
                .key(self.key(key))
                .text(hold.owner())
                .number(scripts::millis(self.lock))
                .number(u64::from(impatient));
            let mut answer = match scripts::run(&*self.link, &call).await {
                Ok(answer) => Answer::of(answer),
                Err(error) => {
                    if !fault::may_have_arrived(&error) {
                        hold.forget();
                    }
                    return Err(fault::of(&*self.link, &error));
                }
            };
            match (answer.number(), answer.number(), answer.text()) {
                (Some(1), Some(fence), _) => Ok(Lock::Taken(hold.lease(fence, self.lock))),
                (Some(2), Some(left), Some(note)) => {
                    hold.forget();
                    Ok(Lock::Cooling(super::store::CoolDown {
                        left: Duration::from_millis(left),
                        note,
                    }))
                }
                (Some(0), ..) => {
                    hold.forget();
                    Ok(Lock::Busy)
                }
                _ => Err(fault::nonsense()),
            }
        })
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("server", &self.link.address())
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}
