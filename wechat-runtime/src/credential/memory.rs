//! The store that lives and ends with the process.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::store::{
    CoolDown, CredentialKey, End, Lease, Lock, Store, StoreError, StoredCredential,
};
use crate::transport::BoxFuture;
use crate::value::Secret;

/// How many credentials are kept before the first look for ended ones.
const SWEEP_AT: usize = 1024;
/// For how long a credential that has ended is kept, since clients may have clocks of their own.
const GRACE: Duration = Duration::from_secs(86_400);

/// Keeps credentials in memory. Clones share what they keep, so that several clients of an app in
/// one process share its tokens.
#[derive(Clone, Default)]
pub struct MemoryStore(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    credentials: HashMap<CredentialKey, Written>,
    locks: HashMap<CredentialKey, Held>,
    /// The last fence that was given out, of all keys.
    fence: u64,
    /// How many credentials there may be before ended ones are looked for.
    sweep_at: usize,
}

struct Written {
    credential: StoredCredential,
    fence: u64,
}

enum Held {
    /// By the lease with this fence.
    Lease(u64),
    /// By nobody, until then.
    Cooling(Instant, String),
}

impl MemoryStore {
    /// Empty.
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Now and then, drops what ended long ago. Amortised, this costs a write next to nothing.
    fn sweep(&mut self) {
        if self.credentials.len() < self.sweep_at.max(SWEEP_AT) {
            return;
        }
        let past = SystemTime::now() - GRACE;
        self.credentials.retain(|key, written| {
            key.durable || written.credential.expires_at.is_none_or(|end| end > past)
        });
        self.sweep_at = self.credentials.len() * 2;
    }
}

impl Store for MemoryStore {
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        Box::pin(async move {
            Ok(self.kept().credentials.get(key).map(|written| written.credential.clone()))
        })
    }

    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move {
            let mut kept = self.kept();
            let old = kept.credentials.get(key);
            if old.is_some_and(|old| old.credential.stays(old.fence, credential, fence)) {
                return Ok(false);
            }
            let fence = fence.or(old.map(|old| old.fence)).unwrap_or_default();
            kept.sweep();
            kept.credentials.insert(key.clone(), Written { credential: credential.clone(), fence });
            Ok(true)
        })
    }

    fn remove_if<'a>(
        &'a self,
        key: &'a CredentialKey,
        value: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move {
            let mut kept = self.kept();
            let same =
                kept.credentials.get(key).is_some_and(|written| written.credential.value == *value);
            if same {
                kept.credentials.remove(key);
            }
            Ok(same)
        })
    }

    fn try_lock<'a>(
        &'a self,
        key: &'a CredentialKey,
        impatient: bool,
    ) -> BoxFuture<'a, Result<Lock, StoreError>> {
        Box::pin(async move {
            let mut kept = self.kept();
            match kept.locks.get(key) {
                Some(Held::Lease(_)) => return Ok(Lock::Busy),
                Some(Held::Cooling(until, note)) if !impatient => {
                    let left = until.saturating_duration_since(Instant::now());
                    if !left.is_zero() {
                        return Ok(Lock::Cooling(CoolDown { left, note: note.clone() }));
                    }
                }
                _ => {}
            }
            kept.fence += 1;
            let fence = kept.fence;
            kept.locks.insert(key.clone(), Held::Lease(fence));
            let hold = Hold { store: self.clone(), key: key.clone(), fence };
            Ok(Lock::Taken(Lease::new(Some(fence), move |end| async move { hold.end(end) })))
        })
    }
}

/// A lease: it ends with whoever has it.
struct Hold {
    store: MemoryStore,
    key: CredentialKey,
    fence: u64,
}

impl Hold {
    fn end(&self, how: End) {
        let mut kept = self.store.kept();
        if !matches!(kept.locks.get(&self.key), Some(Held::Lease(fence)) if *fence == self.fence) {
            return;
        }
        match how {
            End::Release => kept.locks.remove(&self.key),
            End::CoolDown(CoolDown { left, note }) => {
                kept.locks.insert(self.key.clone(), Held::Cooling(Instant::now() + left, note))
            }
        };
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.end(End::Release);
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MemoryStore({} credentials)", self.kept().credentials.len())
    }
}
