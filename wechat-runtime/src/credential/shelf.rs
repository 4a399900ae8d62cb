//! The store as the engine uses it: no operation takes for ever, a store that fails is left alone
//! for a while, and what must not be lost is written again until it is kept.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::{Instant, sleep, timeout};

use super::store::{CredentialKey, Lock, Store, StoreError, StoredCredential};
use crate::error::{Error, ErrorKind, Result};
use crate::transport::BoxFuture;
use crate::value::Secret;

/// How long an operation may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a store that failed is left alone; it doubles with each failure in a row.
const PAUSE: Duration = Duration::from_millis(250);
const MAX_PAUSE: Duration = Duration::from_secs(8);

/// What happens when the store does not work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreFailure {
    /// Calls go on with the client's own memory, and a warning is logged.
    #[default]
    Degrade,
    /// Calls that need a credential that is not in the client's memory fail.
    Fail,
}

/// See the module. Clones are the same.
#[derive(Clone)]
pub(crate) struct Shelf(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    on_failure: StoreFailure,
    health: Mutex<Health>,
    /// Durable values that the store has not taken yet.
    pending: Mutex<HashMap<CredentialKey, StoredCredential>>,
    writing: AtomicBool,
}

#[derive(Default)]
struct Health {
    failures: u32,
    /// Until then, the store is left alone.
    until: Option<Instant>,
}

impl Shelf {
    pub(crate) fn new(store: Arc<dyn Store>, on_failure: StoreFailure) -> Shelf {
        Shelf(Arc::new(Inner {
            store,
            on_failure,
            health: Mutex::default(),
            pending: Mutex::default(),
            writing: AtomicBool::new(false),
        }))
    }

    /// With another store, or doing something else when it fails.
    pub(crate) fn with(
        &self,
        store: Option<Arc<dyn Store>>,
        on_failure: Option<StoreFailure>,
    ) -> Shelf {
        let store = store.unwrap_or_else(|| Arc::clone(&self.0.store));
        Shelf::new(store, on_failure.unwrap_or(self.0.on_failure))
    }

    /// `None` when there is none, or the store does not work and that is to be put up with.
    pub(super) async fn get(&self, key: &CredentialKey) -> Result<Option<StoredCredential>> {
        if key.durable
            && let Some(waiting) = self.pending().get(key)
        {
            return Ok(Some(waiting.clone()));
        }
        Ok(self.run("read", key, self.0.store.get(key)).await?.flatten())
    }

    /// Whether it was kept; `None` when the store does not work. A durable value is then kept as soon
    /// as it does.
    pub(super) async fn put(
        &self,
        key: &CredentialKey,
        stored: &StoredCredential,
        fence: Option<u64>,
    ) -> Result<Option<bool>> {
        if key.durable {
            // One that waits is older.
            self.pending().remove(key);
        }
        let kept = self.run("write", key, self.0.store.put(key, stored, fence)).await;
        if key.durable && !matches!(kept, Ok(Some(_))) {
            tracing::error!(%key, "cannot be kept in the store yet: it is lost if this process ends before the store works again");
            self.pending().insert(key.clone(), stored.clone());
            self.write_pending();
        }
        kept
    }

    pub(super) async fn remove_if(&self, key: &CredentialKey, value: &Secret) -> Result<()> {
        if key.durable {
            self.pending().remove(key);
        }
        self.run("forget", key, self.0.store.remove_if(key, value)).await.map(drop)
    }

    /// `None` when the store does not work.
    pub(super) async fn try_lock(
        &self,
        key: &CredentialKey,
        impatient: bool,
    ) -> Result<Option<Lock>> {
        self.run("lock", key, self.0.store.try_lock(key, impatient)).await
    }

    async fn run<T>(
        &self,
        what: &str,
        key: &CredentialKey,
        operation: BoxFuture<'_, Result<T, StoreError>>,
    ) -> Result<Option<T>> {
        let resting = self.health().until.is_some_and(|until| Instant::now() < until);
        let error = if resting {
            StoreError::new("it failed a moment ago and is left alone for a while")
        } else {
            // A store in memory works without a runtime too.
            let done = match Handle::try_current() {
                Ok(_) => timeout(PATIENCE, operation).await,
                Err(_) => Ok(operation.await),
            };
            match done {
                Ok(Ok(done)) => {
                    self.well();
                    return Ok(Some(done));
                }
                Ok(Err(error)) => error,
                Err(_) => StoreError::new(format!("no answer within {PATIENCE:?}")),
            }
        };
        if !resting {
            tracing::warn!(%key, %error, "the store failed to {what}");
            // What is wrong with one value says nothing of the others.
            if !error.is_unreadable() {
                self.ill();
            }
        }
        match self.0.on_failure {
            StoreFailure::Fail if !error.is_unreadable() => Err(Error::new(
                ErrorKind::Credential,
                format!("the store failed to {what}, and calls are set to fail then"),
            )
            .with_source(error)),
            _ => Ok(None),
        }
    }

    fn well(&self) {
        let mut health = self.health();
        if health.failures > 0 {
            tracing::info!("the store works again");
            *health = Health::default();
        }
    }

    fn ill(&self) {
        let mut health = self.health();
        let pause = PAUSE.saturating_mul(1 << health.failures.min(8)).min(MAX_PAUSE);
        health.failures += 1;
        health.until = Some(Instant::now() + pause);
    }

    /// Writes what waits until it is kept: one task at a time.
    fn write_pending(&self) {
        let Ok(runtime) = Handle::try_current() else { return };
        if self.0.writing.swap(true, Ordering::AcqRel) {
            return;
        }
        let shelf = self.clone();
        runtime.spawn(async move {
            let mut pause = PAUSE;
            loop {
                sleep(pause).await;
                pause = (pause * 2).min(MAX_PAUSE);
                let waiting: Vec<_> = shelf
                    .pending()
                    .iter()
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect();
                for (key, value) in &waiting {
                    // Not through `run`: that it is left alone is for calls, which this is not.
                    let put = timeout(PATIENCE, shelf.0.store.put(key, value, None)).await;
                    if matches!(put, Ok(Ok(_))) {
                        tracing::info!(%key, "kept in the store at last");
                        shelf.well();
                        let mut pending = shelf.pending();
                        if pending.get(key) == Some(value) {
                            pending.remove(key);
                        }
                    }
                }
                let pending = shelf.pending();
                if pending.is_empty() {
                    shelf.0.writing.store(false, Ordering::Release);
                    return;
                }
            }
        });
    }

    fn health(&self) -> MutexGuard<'_, Health> {
        self.0.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pending(&self) -> MutexGuard<'_, HashMap<CredentialKey, StoredCredential>> {
        self.0.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("on_failure", &self.0.on_failure).finish_non_exhaustive()
    }
}
