//! All credentials of a client.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::entry::Entry;
use super::store::CredentialKey;
use crate::error::{Error, Result};
use crate::op::{self, Product};

/// All credentials of a client: one entry each, and further ones for other `per` keys.
#[derive(Debug)]
pub(crate) struct Engine {
    product: &'static Product,
    app: String,
    own: Box<[Arc<Entry>]>,
    others: Mutex<HashMap<CredentialKey, Arc<Entry>>>,
}

impl Engine {
    /// `part` gives the app's own value of a `per` key.
    pub(crate) fn new(
        product: &'static Product,
        app: &str,
        part: impl Fn(&str) -> Option<String>,
    ) -> Engine {
        let own = product
            .credentials
            .iter()
            .map(|credential| {
                let per = credential.per.iter().map(|name| part(name).unwrap_or_default());
                Arc::new(Entry::new(credential, key(product, app, credential, per.collect())))
            })
            .collect();
        Engine { product, app: app.to_owned(), own, others: Mutex::default() }
    }

    /// The position of a credential, to be found without its name from then on.
    pub(crate) fn index(&self, name: &str) -> Result<usize> {
        let position = self.product.credentials.iter().position(|c| c.name == name);
        position.ok_or_else(|| {
            let known: Vec<_> = self.product.credentials.iter().map(|c| c.name).collect();
            Error::config(format!(
                "`{}` has no credential `{name}`; it has {}",
                self.product.name,
                known.join(", ")
            ))
        })
    }

    #[inline]
    pub(crate) fn own(&self, index: usize) -> &Arc<Entry> {
        &self.own[index]
    }

    /// Ends the pauses after failed fetches, of all credentials.
    pub(super) fn forgive(&self) {
        self.own.iter().for_each(|entry| entry.forgive());
        let others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        others.values().for_each(|entry| entry.forgive());
    }

    /// The entry for other values of its `per` keys.
    pub(crate) fn other(&self, index: usize, per: Vec<String>) -> Result<Arc<Entry>> {
        let own = &self.own[index];
        if own.key.per == per {
            return Ok(Arc::clone(own));
        }
        let credential = own.credential;
        if per.len() != credential.per.len() {
            return Err(Error::config(format!(
                "`{}` is told apart by {} values ({}), not by {}",
                credential.name,
                credential.per.len(),
                credential.per.join(", "),
                per.len()
            )));
        }
        let key = key(self.product, &self.app, credential, per);
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        let entry =
            others.entry(key.clone()).or_insert_with(|| Arc::new(Entry::new(credential, key)));
        Ok(Arc::clone(entry))
    }
}

fn key(
    product: &'static Product,
    app: &str,
    credential: &'static op::Credential,
    per: Vec<String>,
) -> CredentialKey {
    CredentialKey {
        product: product.name,
        app: app.to_owned(),
        credential: credential.name,
        per,
        durable: credential.durable,
    }
}
