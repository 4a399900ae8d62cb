//! A credential together with the client that fetches it: the app's own, or the one that lent it,
//! as a platform lends its accounts their tokens.

use std::sync::Arc;

use super::entry::{Entry, Forgot, Token};
use super::fetch::How;
use crate::client::Client;
use crate::error::Result;
use crate::op;

/// See the module.
#[derive(Clone, Copy)]
pub(crate) struct Held<'a> {
    pub(crate) client: &'a Client,
    pub(crate) entry: &'a Arc<Entry>,
}

/// One that is kept.
#[derive(Clone)]
pub(crate) struct Holding {
    pub(crate) client: Client,
    pub(crate) entry: Arc<Entry>,
}

impl Holding {
    pub(crate) fn held(&self) -> Held<'_> {
        Held { client: &self.client, entry: &self.entry }
    }
}

impl<'a> Held<'a> {
    pub(crate) fn holding(self) -> Holding {
        Holding { client: self.client.clone(), entry: Arc::clone(self.entry) }
    }

    pub(crate) fn credential(self) -> &'static op::Credential {
        self.entry.credential
    }

    /// The value, from memory or fetched.
    #[inline]
    pub(crate) async fn get(self) -> Result<Arc<Token>> {
        match self.entry.hit(self.client) {
            Some(token) => Ok(token),
            None => self.entry.miss(self.client, How::default()).await,
        }
    }

    pub(crate) fn clear(self) {
        self.entry.clear();
    }

    pub(crate) fn forget(self, used: &Token) -> Forgot {
        self.entry.forget(self.client, used)
    }

    pub(crate) fn doubt(self, used: &Token) {
        self.entry.doubt(self.client, used);
    }

    pub(crate) fn vindicate(self) {
        self.entry.vindicate();
    }
}
