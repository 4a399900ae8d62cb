//! Where credentials are kept beside the client's own memory, so that processes share them.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::transport::BoxFuture;
use crate::value::Secret;

/// A place where credentials are kept for all processes that serve an app.
///
/// It has two parts, told apart by [`CredentialKey::durable`]. What is in the cache part may vanish
/// at any time and is fetched again. The durable part holds what cannot be had again without its
/// owner's help (refresh tokens, tickets, permanent codes): a store never ends or evicts it by
/// itself.
///
/// A store does not wait and does not try again: patience, pauses and what happens when it fails are
/// the engine's, the same for all stores. Its errors are logged, so they hold no secret.
pub trait Store: Send + Sync + 'static {
    /// The credential under this key, also one that has ended.
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>>;

    /// Keeps it, unless the one that is kept is newer and has not ended. Tells whether it was kept.
    ///
    /// Newer is what was obtained later and, where both have fences, what was written with a higher
    /// one: whoever lost its lease without noticing cannot replace what came after, whatever the
    /// clocks say. A write without a fence keeps the fence of what it replaces.
    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;

    /// Forgets the credential if its value is this one.
    fn remove_if<'a>(
        &'a self,
        key: &'a CredentialKey,
        value: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;

    /// Tries to take the right to fetch this credential, across processes. With `impatient`, a
    /// cool-down is ended rather than minded.
    ///
    /// A lease must end by itself when its process dies.
    fn try_lock<'a>(
        &'a self,
        key: &'a CredentialKey,
        impatient: bool,
    ) -> BoxFuture<'a, Result<Lock, StoreError>>;
}

/// A store that several own is one.
impl<S: Store + ?Sized> Store for std::sync::Arc<S> {
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        (**self).get(key)
    }

    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        (**self).put(key, credential, fence)
    }

    fn remove_if<'a>(
        &'a self,
        key: &'a CredentialKey,
        value: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        (**self).remove_if(key, value)
    }

    fn try_lock<'a>(
        &'a self,
        key: &'a CredentialKey,
        impatient: bool,
    ) -> BoxFuture<'a, Result<Lock, StoreError>> {
        (**self).try_lock(key, impatient)
    }
}

/// What a credential is kept under: product, app, credential, and what else tells it apart. Never
/// holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CredentialKey {
    /// `mini_program`
    pub product: &'static str,
    /// The appid.
    pub app: String,
    /// `access_token`
    pub credential: &'static str,
    /// Further parts, in the order of the specs.
    pub per: Vec<String>,
    /// Whether it must never be evicted: it cannot be fetched again.
    pub durable: bool,
}

impl CredentialKey {
    /// The key of a credential, as stores see it. For tests of stores, and for programs that look
    /// into one.
    pub fn new(
        product: &'static str,
        app: impl Into<String>,
        credential: &'static str,
        per: Vec<String>,
        durable: bool,
    ) -> CredentialKey {
        CredentialKey { product, app: app.into(), credential, per, durable }
    }
}

impl fmt::Display for CredentialKey {
    /// `mini_program:wx0123:access_token`, for stores that have texts as keys. Different keys have
    /// different texts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A colon inside of a part would make two keys look alike.
        let escaped = |part: &str| part.replace('%', "%25").replace(':', "%3A");
        write!(f, "{}:{}:{}", self.product, escaped(&self.app), self.credential)?;
        self.per.iter().try_for_each(|part| write!(f, ":{}", escaped(part)))
    }
}

/// A credential as it is kept. Times are those of the process that reads it: a store that is shared
/// by machines translates them, so that their clocks need not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCredential {
    /// The token or ticket. Empty for one that was forgotten on purpose: stores keep that as any
    /// other, so that no process brings back what it still has in memory.
    pub value: Secret,
    /// When it was obtained: the moment before it was asked for. What was asked for later is newer,
    /// however long an answer took to be read and written.
    pub obtained_at: SystemTime,
    /// When it ends, if it does.
    pub expires_at: Option<SystemTime>,
}

impl StoredCredential {
    /// What stands for one that was forgotten on purpose.
    pub(super) fn forgotten(time: SystemTime) -> StoredCredential {
        StoredCredential { value: Secret::default(), obtained_at: time, expires_at: None }
    }

    /// Whether it can be used, as far as its time says.
    pub(super) fn lives(&self, now: SystemTime) -> bool {
        !self.value.is_empty() && self.expires_at.is_none_or(|end| end > now)
    }

    /// Whether this one, kept with a fence, is to stay when `new` is put: see [`Store::put`].
    ///
    /// What seems to come from the day after tomorrow was written by a clock that was wrong, and does
    /// not stand in the way until then.
    pub fn stays(&self, fence: u64, new: &StoredCredential, new_fence: Option<u64>) -> bool {
        let ended = self.expires_at.is_some_and(|end| end <= new.obtained_at);
        let absurd = self.obtained_at > SystemTime::now() + Duration::from_secs(2 * 86_400);
        let later = self.obtained_at > new.obtained_at;
        !ended && !absurd && (later || new_fence.is_some_and(|new| new < fence))
    }
}

/// What became of an attempt to take the right to fetch.
#[derive(Debug)]
pub enum Lock {
    /// It was free: it is the caller's, until it is released or ends.
    Taken(Lease),
    /// Another has it.
    Busy,
    /// Nobody has it: the last fetch failed not long ago.
    Cooling(CoolDown),
}

/// What holds after a fetch that failed, for all processes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoolDown {
    /// How long it still holds.
    pub left: Duration,
    /// What the failed one left for the others: a text of a few hundred bytes without secrets.
    pub note: String,
}

/// How a lease ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Another may fetch at once.
    Release,
    /// Nobody may fetch for this long.
    CoolDown(CoolDown),
}

/// The right to fetch a credential. One that is dropped ends when its store gets round to it, at the
/// latest when it expires there.
#[must_use]
pub struct Lease {
    fence: Option<u64>,
    end: Option<Box<dyn FnOnce(End) -> BoxFuture<'static, ()> + Send>>,
}

impl Lease {
    /// Nothing that anybody else knows of: for stores of one client.
    pub fn none() -> Lease {
        Lease { fence: None, end: None }
    }

    /// With a number that is higher than that of every earlier lease of the key, and what ends it. A
    /// failure to end it is the store's to log.
    pub fn new<F>(fence: Option<u64>, end: impl FnOnce(End) -> F + Send + 'static) -> Lease
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Lease { fence, end: Some(Box::new(move |how| Box::pin(end(how)))) }
    }

    /// What writes under the lease are marked with.
    pub fn fence(&self) -> Option<u64> {
        self.fence
    }

    /// Gives the right back, at once or after a cool-down.
    pub async fn end(self, how: End) {
        if let Some(end) = self.end {
            end(how).await;
        }
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lease").field("fence", &self.fence).finish_non_exhaustive()
    }
}

/// A store did not work. Its text is logged: it must not hold a secret.
#[derive(Debug)]
pub struct StoreError {
    source: Box<dyn std::error::Error + Send + Sync>,
    unreadable: bool,
}

impl StoreError {
    /// The store cannot be reached, or refuses to work: it is left alone for a while.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
        StoreError { source: source.into(), unreadable: false }
    }

    /// The store works, but what it has under this key cannot be read.
    pub fn unreadable(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
        StoreError { source: source.into(), unreadable: true }
    }

    /// Whether only this one value is at fault.
    pub fn is_unreadable(&self) -> bool {
        self.unreadable
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl std::error::Error for StoreError {}
