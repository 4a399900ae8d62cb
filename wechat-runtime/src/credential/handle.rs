//! A credential in the user's hands: look, renew, supply, forget.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::entry::{Entry, Token};
use super::fetch::{self, How};
use super::store::StoredCredential;
use crate::client::Client;
use crate::error::Result;
use crate::value::Secret;

/// A token or ticket of an app: `client.credential("access_token")`.
///
/// Calls get theirs by themselves; this is for what is beside them: handing a token to another
/// program, supplying one that came from elsewhere, forcing a new one after a leak.
#[derive(Clone)]
#[must_use]
pub struct CredentialHandle {
    client: Client,
    /// A name that the product does not know is reported when it is used.
    entry: Result<Arc<Entry>>,
}

/// A token or ticket as it is now: a [`Secret`] that costs nothing to clone.
#[derive(Clone)]
pub struct CredentialValue(Arc<Token>);

impl CredentialValue {
    /// When it ends, if it does.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.0.expires_at
    }
}

impl Deref for CredentialValue {
    type Target = Secret;

    fn deref(&self) -> &Secret {
        &self.0.value
    }
}

impl fmt::Debug for CredentialValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl CredentialHandle {
    pub(crate) fn new(client: &Client, name: &str) -> CredentialHandle {
        let engine = client.engine();
        let entry = engine.index(name).map(|index| Arc::clone(engine.own(index)));
        CredentialHandle { client: client.clone(), entry }
    }

    /// The one for other values of what tells it apart, in the order of the specs.
    pub fn per(mut self, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        self.entry = self.entry.and_then(|entry| {
            let engine = self.client.engine();
            engine.other(engine.index(entry.credential.name)?, values)
        });
        self
    }

    #[inline]
    fn entry(&self) -> Result<&Arc<Entry>> {
        self.entry.as_ref().map_err(Clone::clone)
    }

    /// Its value, fetched if there is none that is good.
    #[inline]
    pub async fn get(&self) -> Result<CredentialValue> {
        self.entry()?.get(&self.client).await.map(CredentialValue)
    }

    /// The value in memory and when it ends, without fetching.
    pub fn peek(&self) -> Option<CredentialValue> {
        let token = self.entry().ok()?.current()?;
        token.is_good(self.client.now()).then_some(CredentialValue(token))
    }

    /// Forgets the value and fetches one. With the stable token that may be the same one again.
    pub async fn reload(&self) -> Result<CredentialValue> {
        self.renew(false).await
    }

    /// Has WeChat make a new value and kill the old one, for when it leaked. With the stable token
    /// that is allowed 20 times a day, 30 seconds apart.
    pub async fn force_reload(&self) -> Result<CredentialValue> {
        self.renew(true).await
    }

    async fn renew(&self, force: bool) -> Result<CredentialValue> {
        let entry = self.entry()?;
        entry.clear();
        entry.miss(&self.client, How { ahead: false, force }).await.map(CredentialValue)
    }

    /// Supplies a value that came by a push or from elsewhere; `ttl` is how long it is good, `None`
    /// for ever.
    pub async fn set(
        &self,
        value: impl Into<Secret>,
        ttl: impl Into<Option<Duration>>,
    ) -> Result<()> {
        let entry = self.entry()?;
        let stored = StoredCredential {
            value: value.into(),
            obtained_at: self.client.time(),
            expires_at: fetch::end(&self.client, ttl.into()),
        };
        entry.set(&self.client, &stored);
        // Others may have failed for want of it.
        self.client.engine().forgive();
        if let Err(error) = self.client.store().put_if_newer(&entry.key, &stored).await {
            tracing::warn!(key = %entry.key, %error, "the store failed to write");
        }
        Ok(())
    }

    /// Forgets the value, here and in the store.
    pub async fn forget(&self) -> Result<()> {
        let entry = self.entry()?;
        if let Some(token) = entry.clear()
            && let Err(error) = self.client.store().remove_if(&entry.key, &token.value).await
        {
            tracing::warn!(key = %entry.key, %error, "the store failed to forget");
        }
        Ok(())
    }
}

impl fmt::Debug for CredentialHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.entry.as_ref().map(|entry| entry.key.to_string());
        f.debug_tuple("CredentialHandle").field(&key).finish()
    }
}
