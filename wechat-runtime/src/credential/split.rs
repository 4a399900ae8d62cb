//! Two stores as one: what may vanish in the one, what must not be lost in the other.

use super::store::{CredentialKey, Lock, Store, StoreError, StoredCredential};
use crate::transport::BoxFuture;
use crate::value::Secret;

/// Keeps what can be fetched again in one store and what cannot (refresh tokens, tickets, permanent
/// codes) in another: tokens in a Redis that may be flushed, refresh tokens in files or a database
/// of your own.
#[derive(Clone, Debug)]
pub struct SplitStore<C, D> {
    cache: C,
    durable: D,
}

impl<C: Store, D: Store> SplitStore<C, D> {
    /// What [`CredentialKey::durable`] says must not be lost goes to `durable`, all else to `cache`.
    pub fn new(cache: C, durable: D) -> SplitStore<C, D> {
        SplitStore { cache, durable }
    }

    fn part(&self, key: &CredentialKey) -> &dyn Store {
        if key.durable { &self.durable } else { &self.cache }
    }
}

impl<C: Store, D: Store> Store for SplitStore<C, D> {
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        self.part(key).get(key)
    }

    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        self.part(key).put(key, credential, fence)
    }

    fn remove_if<'a>(
        &'a self,
        key: &'a CredentialKey,
        value: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        self.part(key).remove_if(key, value)
    }

    fn try_lock<'a>(
        &'a self,
        key: &'a CredentialKey,
        impatient: bool,
    ) -> BoxFuture<'a, Result<Lock, StoreError>> {
        self.part(key).try_lock(key, impatient)
    }
}
