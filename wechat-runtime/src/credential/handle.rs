//! A credential in the user's hands: look, renew, supply, forget.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::entry::{Forgot, Token};
use super::fetch::How;
use super::held::Holding;
use super::lasting;
use super::store::{CredentialKey, StoredCredential};
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
    /// A name that the product does not know is reported when it is used.
    holding: Result<Holding>,
}

/// A token or ticket as it is now: a [`Secret`] that costs nothing to clone.
#[derive(Clone)]
pub struct CredentialValue(Arc<Token>);

impl CredentialValue {
    /// When it was obtained.
    pub fn obtained_at(&self) -> SystemTime {
        self.0.obtained_at
    }

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
        let holding = engine.index(name).map(|index| engine.own(client, index).holding());
        CredentialHandle { holding }
    }

    /// The one for other values of what tells it apart, in the order of the specs.
    pub fn per(mut self, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        self.holding = self.holding.and_then(|Holding { client, entry }| {
            let engine = client.engine();
            engine.other(&client, engine.index(entry.credential.name)?, values)
        });
        self
    }

    pub(crate) fn into_holding(self) -> Result<Holding> {
        self.holding
    }

    #[inline]
    fn holding(&self) -> Result<&Holding> {
        self.holding.as_ref().map_err(Clone::clone)
    }

    /// What it is kept under.
    pub fn key(&self) -> Result<&CredentialKey> {
        Ok(&self.holding()?.entry.key)
    }

    /// Its value, fetched if there is none that is good.
    #[inline]
    pub async fn get(&self) -> Result<CredentialValue> {
        self.holding()?.held().get().await.map(CredentialValue)
    }

    /// The value in memory and when it ends, without fetching.
    pub fn peek(&self) -> Option<CredentialValue> {
        let Holding { client, entry } = self.holding().ok()?;
        let token = entry.current()?;
        token.is_good(client.now()).then_some(CredentialValue(token))
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
        let Holding { client, entry } = self.holding()?;
        entry.clear();
        entry.miss(client, How { force, ..How::default() }).await.map(CredentialValue)
    }

    /// Its value, and another one if somebody found the current one stale: that one is then forgotten
    /// and fetched anew, as after a call that WeChat refused. A value that was just fetched because
    /// of such a complaint is not given up for the next.
    pub async fn get_unless(&self, stale: impl Fn(&Secret) -> bool) -> Result<CredentialValue> {
        let Holding { client, entry } = self.holding()?;
        let token = self.holding()?.held().get().await?;
        if !stale(&token.value) || entry.forget(client, &token) == Forgot::Trusted {
            return Ok(CredentialValue(token));
        }
        self.get().await
    }

    /// Supplies a value that came by a push or from elsewhere; `ttl` is how long it is good, `None`
    /// for ever.
    pub async fn set(
        &self,
        value: impl Into<Secret>,
        ttl: impl Into<Option<Duration>>,
    ) -> Result<()> {
        let now = self.holding()?.client.time();
        self.set_at(value, ttl, now).await
    }

    /// Supplies a value that was made at `time`: it does not replace one that is newer, here or in
    /// the store. Pushes come late and twice.
    pub async fn set_at(
        &self,
        value: impl Into<Secret>,
        ttl: impl Into<Option<Duration>>,
        time: SystemTime,
    ) -> Result<()> {
        let holding = self.holding()?;
        let stored = StoredCredential {
            value: value.into(),
            obtained_at: time,
            expires_at: ttl.into().and_then(|ttl| time.checked_add(ttl)),
        };
        lasting::keep(holding, &stored).await?;
        // Others may have failed for want of it.
        holding.client.engine().forgive();
        Ok(())
    }

    /// Forgets the value, here and in the store. One that cannot be fetched again is forgotten by
    /// other processes too, when they would use it next.
    pub async fn forget(&self) -> Result<()> {
        let now = self.holding()?.client.time();
        self.forget_at(now).await
    }

    /// Forgets the value unless it is newer than this time.
    pub(crate) async fn forget_at(&self, time: SystemTime) -> Result<()> {
        let Holding { client, entry } = self.holding()?;
        if entry.current().is_some_and(|current| current.obtained_at > time) {
            return Ok(());
        }
        if entry.key.durable {
            entry.clear();
            let gone = StoredCredential::forgotten(time);
            return client.shelf().put(&entry.key, &gone, None).await.map(drop);
        }
        let known = match entry.clear() {
            Some(token) => Some(token.value.clone()),
            // Another process may have put it there.
            None => client.shelf().get(&entry.key).await?.map(|stored| stored.value),
        };
        match known {
            Some(value) => client.shelf().remove_if(&entry.key, &value).await,
            None => Ok(()),
        }
    }

    /// Reads WeChat's list of this credential and keeps what is new in it, of all accounts. Tells how
    /// many there are. A list that was read within the last minute is not read again.
    pub async fn recover(&self) -> Result<usize> {
        let Holding { client, entry } = self.holding()?;
        match &entry.credential.recover {
            Some(recover) => lasting::walk(client, entry.credential, recover, None).await,
            None => Err(crate::Error::config(format!(
                "WeChat has no list of `{}`",
                entry.credential.name
            ))),
        }
    }
}

impl fmt::Debug for CredentialHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.holding.as_ref().map(|holding| holding.entry.key.to_string());
        f.debug_tuple("CredentialHandle").field(&key).finish()
    }
}
