//! All credentials of a client.

use std::borrow::Borrow;
use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::entry::Entry;
use super::held::{Held, Holding};
use super::store::CredentialKey;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::op::{self, Product};

/// How many entries for other `per` keys there are before the first look for idle ones.
const SWEEP_AT: usize = 1024;

/// All credentials of a client: one entry each, made when it is first asked for, and further ones
/// for other `per` keys.
pub(crate) struct Engine {
    product: &'static Product,
    app: Box<str>,
    /// The app's own values of `per` keys.
    parts: Box<[(String, String)]>,
    own: Box<[OnceLock<Slot>]>,
    others: Mutex<Others>,
}

/// A credential of the app: its own, or lent by another client.
struct Slot {
    entry: Arc<Entry>,
    lender: Option<Client>,
}

#[derive(Default)]
struct Others {
    entries: HashSet<ByKey>,
    sweep_at: usize,
}

/// An entry that is found by its key.
struct ByKey(Arc<Entry>);

impl Engine {
    /// `lent` are credentials of other clients, `replaced` those in whose place another of the app's
    /// own stands.
    pub(crate) fn new(
        product: &'static Product,
        app: &str,
        parts: Vec<(String, String)>,
        lent: Vec<(usize, Holding)>,
        replaced: Vec<(usize, usize)>,
    ) -> Engine {
        let own: Box<[OnceLock<Slot>]> =
            product.credentials.iter().map(|_| OnceLock::new()).collect();
        for (index, Holding { client, entry }) in lent {
            let _ = own[index].set(Slot { entry, lender: Some(client) });
        }
        let engine =
            Engine { product, app: app.into(), parts: parts.into(), own, others: Mutex::default() };
        for (index, by) in replaced {
            let entry = Arc::clone(&engine.own[by].get_or_init(|| engine.slot(by)).entry);
            let _ = engine.own[index].set(Slot { entry, lender: None });
        }
        engine
    }

    pub(crate) fn app(&self) -> &str {
        &self.app
    }

    /// The app's value of a `per` key.
    pub(crate) fn part(&self, name: &str) -> Option<&str> {
        self.parts.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The position of a credential, to be found without its name from then on.
    pub(crate) fn index(&self, name: &str) -> Result<usize> {
        index(self.product, name)
    }

    /// The app's own credential, with the client that fetches it: `client`, whose engine this is, or
    /// the one that lent it.
    #[inline]
    pub(crate) fn own<'a>(&'a self, client: &'a Client, index: usize) -> Held<'a> {
        let slot = match self.own[index].get() {
            Some(slot) => slot,
            None => self.own[index].get_or_init(|| self.slot(index)),
        };
        Held { client: slot.lender.as_ref().unwrap_or(client), entry: &slot.entry }
    }

    #[cold]
    fn slot(&self, index: usize) -> Slot {
        let credential = &self.product.credentials[index];
        let per = credential.per.iter().map(|name| self.part(name).unwrap_or_default().to_owned());
        let key = self.key(credential, per.collect());
        Slot { entry: Arc::new(Entry::new(credential, key)), lender: None }
    }

    /// Ends the pauses after failed fetches, of all credentials: something has come that they may
    /// have lacked.
    pub(super) fn forgive(&self) {
        self.own.iter().filter_map(OnceLock::get).for_each(|slot| slot.entry.forgive());
        self.others().entries.iter().for_each(|other| other.0.forgive());
    }

    /// The credential for other values of its `per` keys.
    pub(crate) fn other(&self, client: &Client, index: usize, per: Vec<String>) -> Result<Holding> {
        let credential = &self.product.credentials[index];
        if per.len() != credential.per.len() {
            return Err(Error::config(format!(
                "`{}` is told apart by {} values ({}), not by {}",
                credential.name,
                credential.per.len(),
                credential.per.join(", "),
                per.len()
            )));
        }
        if credential
            .per
            .iter()
            .zip(&per)
            .all(|(name, value)| self.part(name).unwrap_or_default() == value)
        {
            return Ok(self.own(client, index).holding());
        }
        let key = self.key(credential, per);
        let mut others = self.others();
        let entry = match others.entries.get(&key) {
            Some(known) => Arc::clone(&known.0),
            None => {
                others.sweep(client.now());
                let entry = Arc::new(Entry::new(credential, key));
                others.entries.insert(ByKey(Arc::clone(&entry)));
                entry
            }
        };
        Ok(Holding { client: client.clone(), entry })
    }

    /// The credential called `name` for the same account as `entry`, whose `per` keys it shares.
    pub(super) fn beside(&self, client: &Client, entry: &Entry, name: &str) -> Result<Holding> {
        let index = self.index(name)?;
        let needed = &self.product.credentials[index];
        if needed.per.is_empty() {
            return Ok(self.own(client, index).holding());
        }
        let per = needed.per.iter().map(|name| {
            let known = entry.credential.per.iter().position(|own| own == name);
            match known {
                Some(i) => entry.key.per[i].clone(),
                None => self.part(name).unwrap_or_default().to_owned(),
            }
        });
        self.other(client, index, per.collect())
    }

    fn key(&self, credential: &'static op::Credential, per: Vec<String>) -> CredentialKey {
        CredentialKey {
            product: self.product.name,
            app: self.app.clone().into(),
            credential: credential.name,
            per,
            durable: credential.durable,
        }
    }

    fn others(&self) -> MutexGuard<'_, Others> {
        self.others.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The position of a product's credential.
pub(crate) fn index(product: &'static Product, name: &str) -> Result<usize> {
    let position = product.credentials.iter().position(|credential| credential.name == name);
    position.ok_or_else(|| {
        let known: Vec<_> = product.credentials.iter().map(|credential| credential.name).collect();
        Error::config(format!(
            "`{}` has no credential `{name}`; it has {}",
            product.name,
            known.join(", ")
        ))
    })
}

impl Others {
    /// Now and then, drops the entries that nobody uses and that have nothing to remember; what they
    /// had is in the store. Amortised, this costs next to nothing.
    fn sweep(&mut self, now: u64) {
        if self.entries.len() < self.sweep_at.max(SWEEP_AT) {
            return;
        }
        self.entries.retain(|other| Arc::strong_count(&other.0) > 1 || !other.0.is_idle(now));
        self.sweep_at = self.entries.len() * 2;
    }
}

impl Borrow<CredentialKey> for ByKey {
    fn borrow(&self) -> &CredentialKey {
        &self.0.key
    }
}

impl Hash for ByKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.key.hash(state);
    }
}

impl PartialEq for ByKey {
    fn eq(&self, other: &ByKey) -> bool {
        self.0.key == other.0.key
    }
}

impl Eq for ByKey {}
