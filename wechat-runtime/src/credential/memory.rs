//! The store that lives and ends with the process.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::store::{CredentialKey, Store, StoreError, StoredCredential};
use crate::transport::BoxFuture;
use crate::value::Secret;

/// Keeps credentials in memory. Clones share what they keep, so that several clients of an app in
/// one process share its tokens.
#[derive(Clone, Default)]
pub struct MemoryStore(Arc<Mutex<HashMap<CredentialKey, StoredCredential>>>);

impl MemoryStore {
    /// Empty.
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    fn map(&self) -> MutexGuard<'_, HashMap<CredentialKey, StoredCredential>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        Box::pin(async move { Ok(self.map().get(key).cloned()) })
    }

    fn put_if_newer<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move {
            let mut map = self.map();
            if map.get(key).is_some_and(|kept| kept.obtained_at > credential.obtained_at) {
                return Ok(false);
            }
            map.insert(key.clone(), credential.clone());
            Ok(true)
        })
    }

    fn remove_if<'a>(
        &'a self,
        key: &'a CredentialKey,
        value: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move {
            let mut map = self.map();
            let same = map.get(key).is_some_and(|kept| kept.value == *value);
            if same {
                map.remove(key);
            }
            Ok(same)
        })
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MemoryStore({} credentials)", self.map().len())
    }
}
