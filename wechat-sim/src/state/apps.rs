//! Which apps there are.

use std::collections::{HashMap, HashSet};
use std::sync::RwLock;

use crate::answer::{Refusal, refuse};
use crate::{read, write};

/// See the module. Until one is registered, any appid with any secret is let in.
#[derive(Debug, Default)]
pub(crate) struct Apps {
    /// appid → secret
    secrets: RwLock<HashMap<String, String>>,
    /// Pages of released mini programs; while there are none, any will do.
    pages: RwLock<HashSet<String>>,
}

impl Apps {
    /// Registers an app: from now on only registered ones are let in.
    pub(crate) fn register(&self, appid: &str, secret: &str) {
        write(&self.secrets).insert(appid.to_owned(), secret.to_owned());
    }

    /// Whether the app exists.
    pub(crate) fn check_appid(&self, appid: &str) -> Result<(), Refusal> {
        let apps = read(&self.secrets);
        match appid {
            "" => refuse(41002),
            known if apps.is_empty() || apps.contains_key(known) => Ok(()),
            _ => refuse(40013),
        }
    }

    /// Whether the app exists and this is its secret.
    pub(crate) fn check(&self, appid: &str, secret: &str) -> Result<(), Refusal> {
        self.check_appid(appid)?;
        match read(&self.secrets).get(appid) {
            _ if secret.is_empty() => refuse(41004),
            Some(right) if right != secret => refuse(40125),
            _ => Ok(()),
        }
    }

    /// Makes a page known: from now on only known ones are taken.
    pub(crate) fn add_page(&self, page: &str) {
        write(&self.pages).insert(page.to_owned());
    }

    /// Whether a released mini program has the page; the home page, `""`, always is there.
    pub(crate) fn has_page(&self, page: &str) -> bool {
        let pages = read(&self.pages);
        page.is_empty() || pages.is_empty() || pages.contains(page)
    }
}
