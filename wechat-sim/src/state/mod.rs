//! What the simulator remembers: one subject a file, each behind a lock of its own that is held
//! for the look-up only.

pub(crate) mod apps;
pub(crate) mod articles;
pub(crate) mod codes;
pub(crate) mod customers;
pub(crate) mod links;
pub(crate) mod media;
pub(crate) mod menus;
pub(crate) mod messages;
pub(crate) mod people;
pub(crate) mod platforms;
pub(crate) mod tags;
pub(crate) mod templates;
pub(crate) mod tokens;

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::lock;
use crate::rng::Rng;

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) apps: apps::Apps,
    pub(crate) tokens: tokens::Tokens,
    pub(crate) people: people::People,
    pub(crate) platforms: platforms::Platforms,
    pub(crate) codes: codes::Codes,
    pub(crate) links: links::Links,
    pub(crate) messages: messages::Messages,
    pub(crate) articles: PerApp<articles::Articles>,
    pub(crate) customers: PerApp<customers::Customers>,
    pub(crate) media: PerApp<media::Library>,
    pub(crate) menus: PerApp<menus::Menus>,
    pub(crate) tags: PerApp<tags::Tags>,
    pub(crate) templates: PerApp<templates::Templates>,
    /// Calls of an API before its quota was set back: app and path → number.
    pub(crate) forgiven: PerApp<HashMap<String, u64>>,
    ids: AtomicU64,
    seed: u64,
}

impl State {
    pub(crate) fn new(seed: u64) -> Self {
        State { tokens: tokens::Tokens::new(seed), seed, ..State::default() }
    }

    /// A new id of letters and digits.
    pub(crate) fn id(&self, what: &str, length: usize) -> String {
        Rng::new(self.seed, &format!("{what} {}", self.number())).word(length)
    }

    /// A new number, greater than those before.
    pub(crate) fn number(&self) -> u64 {
        self.ids.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Random bytes that are not.
    pub(crate) fn bytes<const N: usize>(&self, what: &str) -> [u8; N] {
        let mut rng = Rng::new(self.seed, &format!("{what} {}", self.number()));
        std::array::from_fn(|_| rng.next().to_le_bytes()[0])
    }
}

/// A subject of which every app has its own.
#[derive(Debug)]
pub(crate) struct PerApp<T>(Mutex<HashMap<String, T>>);

impl<T> Default for PerApp<T> {
    fn default() -> Self {
        PerApp(Mutex::default())
    }
}

impl<T: Default> PerApp<T> {
    /// Does something with an app's own.
    pub(crate) fn of<R>(&self, appid: &str, act: impl FnOnce(&mut T) -> R) -> R {
        let mut all = lock(&self.0);
        if let Some(own) = all.get_mut(appid) {
            return act(own);
        }
        act(all.entry(appid.to_owned()).or_default())
    }

    /// The first app's own that gives something.
    pub(crate) fn any<R>(&self, act: impl FnMut(&T) -> Option<R>) -> Option<R> {
        lock(&self.0).values().find_map(act)
    }
}
