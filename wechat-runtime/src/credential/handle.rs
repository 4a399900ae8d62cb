//! A credential in the user's hands: look, renew, supply, forget.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::entry::Entry;
use super::fetch::{self, How};
use super::store::StoredCredential;
use crate::client::Client;
use crate::error::Result;
use crate::value::Secret;

/// A token or ticket of an app: `client.credential("access_token")`.
///
/// Calls get theirs by themselves; this is for what is beside them: handing a token to another
/// program, supplying one that came from elsewhere, forcing a new one after a leak.
#[must_use]
pub struct CredentialHandle<'a> {
    client: &'a Client,
    name: &'a str,
    per: Option<Vec<String>>,
}

impl<'a> CredentialHandle<'a> {
    pub(crate) fn new(client: &'a Client, name: &'a str) -> CredentialHandle<'a> {
        CredentialHandle { client, name, per: None }
    }

    /// The one for other values of what tells it apart, in the order of the specs.
    pub fn per(mut self, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.per = Some(values.into_iter().map(Into::into).collect());
        self
    }

    fn entry(&self) -> Result<Arc<Entry>> {
        let engine = self.client.engine();
        let index = engine.index(self.name)?;
        match &self.per {
            Some(per) => engine.other(index, per.clone()),
            None => Ok(Arc::clone(engine.own(index))),
        }
    }

    /// Its value, fetched if there is none that is good.
    pub async fn get(&self) -> Result<Secret> {
        Ok(self.entry()?.get(self.client).await?.value.clone())
    }

    /// The value in memory and when it ends, without fetching.
    pub fn peek(&self) -> Option<(Secret, Option<SystemTime>)> {
        let token = self.entry().ok()?.current()?;
        token.is_good(self.client.now()).then(|| (token.value.clone(), token.expires_at))
    }

    /// Forgets the value and fetches one. With the stable token that may be the same one again.
    pub async fn reload(&self) -> Result<Secret> {
        self.renew(false).await
    }

    /// Has WeChat make a new value and kill the old one, for when it leaked. With the stable token
    /// that is allowed 20 times a day, 30 seconds apart.
    pub async fn force_reload(&self) -> Result<Secret> {
        self.renew(true).await
    }

    async fn renew(&self, force: bool) -> Result<Secret> {
        let entry = self.entry()?;
        entry.clear();
        let token = entry.miss(self.client, How { ahead: false, force }).await?;
        Ok(token.value.clone())
    }

    /// Supplies a value that came by a push or from elsewhere; `ttl` is how long it is good, `None`
    /// for ever.
    pub async fn set(&self, value: impl Into<Secret>, ttl: impl Into<Option<Duration>>) -> Result<()> {
        let entry = self.entry()?;
        let stored = StoredCredential {
            value: value.into(),
            obtained_at: self.client.time(),
            expires_at: fetch::end(self.client, ttl.into()),
        };
        entry.set(self.client, &stored);
        if let Err(error) = self.client.store().put_if_newer(&entry.key, &stored).await {
            tracing::warn!(key = %entry.key, %error, "the store failed to write");
        }
        Ok(())
    }

    /// Forgets the value, here and in the store.
    pub async fn forget(&self) -> Result<()> {
        let entry = self.entry()?;
        if let Some(value) = entry.clear()
            && let Err(error) = self.client.store().remove_if(&entry.key, &value).await
        {
            tracing::warn!(key = %entry.key, %error, "the store failed to forget");
        }
        Ok(())
    }
}

impl fmt::Debug for CredentialHandle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialHandle").field("name", &self.name).field("per", &self.per).finish()
    }
}
