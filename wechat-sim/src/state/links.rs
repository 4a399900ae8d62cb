//! Things that stand for other things: short keys, schemes and links, QR-code tickets.

use std::collections::HashMap;
use std::sync::Mutex;

use serde_json::Value;

use crate::clock::Millis;
use crate::lock;

/// What a link stands for.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) appid: String,
    /// A long text, the address in a QR code, or what a scheme opens.
    pub(crate) target: Value,
    /// Seconds.
    pub(crate) created: u64,
    /// Seconds; 0 for never.
    pub(crate) expires: u64,
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Links(Mutex<HashMap<String, Link>>);

impl Links {
    pub(crate) fn add(&self, name: &str, link: Link) {
        lock(&self.0).insert(name.to_owned(), link);
    }

    /// What a name stands for, unless its time is over.
    pub(crate) fn get(&self, name: &str, now: Millis) -> Option<Link> {
        let alive = |link: &&Link| link.expires == 0 || link.expires * 1000 > now;
        lock(&self.0).get(name).filter(alive).cloned()
    }
}
