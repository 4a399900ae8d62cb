//! A lock that is held, or that may be: renewed while it lives, given back when it ends.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::task::AbortHandle;
use tokio::time::sleep;

use super::link::Link;
use super::scripts::{self, Answer, Call};
use super::{LONGEST_NOTE, RedisStore, fault};
use crate::credential::store::{CoolDown, End, Lease};

/// What this process is called by, where several must be told apart. It is no secret.
pub(super) struct Name {
    random: String,
    count: AtomicU64,
}

impl Default for Name {
    fn default() -> Name {
        let random = || RandomState::new().hash_one(0);
        Name { random: format!("{:016x}{:016x}", random(), random()), count: AtomicU64::new(0) }
    }
}

impl Name {
    /// The same for all calls of a process.
    pub(super) fn process(&self) -> String {
        format!("{}-{}-", self.random, std::process::id())
    }

    /// Another one for each call.
    pub(super) fn next(&self) -> String {
        format!("{}{}", self.process(), self.count.fetch_add(1, Ordering::Relaxed))
    }
}

/// See the module.
pub(super) struct Hold {
    link: Arc<dyn Link>,
    key: String,
    owner: String,
    renewal: Option<AbortHandle>,
    /// Whether it is to be given back.
    mine: bool,
}

impl Hold {
    /// Of a lock that is about to be asked for.
    pub(super) fn new(store: &RedisStore, key: String) -> Hold {
        let owner = store.name.next();
        Hold { link: Arc::clone(&store.link), key, owner, renewal: None, mine: true }
    }

    pub(super) fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn owner(&self) -> &str {
        &self.owner
    }

    /// It was not taken.
    pub(super) fn forget(mut self) {
        self.mine = false;
    }

    /// It was taken, and holds for so long unless it is renewed.
    pub(super) fn lease(mut self, fence: u64, expiry: Duration) -> Lease {
        let renewal = renew(Arc::clone(&self.link), self.key.clone(), self.owner.clone(), expiry);
        self.renewal = Some(tokio::spawn(renewal).abort_handle());
        Lease::new(Some(fence), move |end| self.end(end))
    }

    async fn end(mut self, end: End) {
        if let Some(renewal) = self.renewal.take() {
            renewal.abort();
        }
        let call = self.release(match &end {
            End::CoolDown(cool_down) => Some(cool_down),
            _ => None,
        });
        match scripts::run(&*self.link, &call).await {
            Ok(_) => {}
            Err(error) => {
                let error = fault::of(&*self.link, &error);
                tracing::warn!(key = self.key, %error, "a lock is not given back before it expires");
            }
        }
        self.mine = false;
    }

    fn release(&self, cool_down: Option<&CoolDown>) -> Call {
        let note = cool_down.map_or("", |cool_down| &cool_down.note);
        let note: String = note.chars().take(LONGEST_NOTE).collect();
        Call::new(&scripts::RELEASE)
            .key(&*self.key)
            .text(&self.owner)
            .number(cool_down.map_or(0, |cool_down| scripts::millis(cool_down.left)))
            .text(&note)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if let Some(renewal) = self.renewal.take() {
            renewal.abort();
        }
        if !self.mine {
            return;
        }
        // Without a runtime it expires.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let (link, call) = (Arc::clone(&self.link), self.release(None));
            runtime.spawn(async move {
                if let Err(error) = scripts::run(&*link, &call).await {
                    let error = fault::of(&*link, &error);
                    tracing::debug!(%error, "a lock is not given back before it expires");
                }
            });
        }
    }
}

async fn renew(link: Arc<dyn Link>, key: String, owner: String, expiry: Duration) {
    let call = Call::new(&scripts::RENEW).key(&*key).text(&owner).number(scripts::millis(expiry));
    loop {
        sleep(expiry / 3).await;
        match scripts::run(&*link, &call).await.map(|answer| Answer::of(answer).number()) {
            Ok(Some(1)) => {}
            Ok(_) => {
                tracing::warn!(key, "a lock was lost before the fetch under it was done");
                return;
            }
            Err(error) => {
                let error = fault::of(&*link, &error);
                tracing::debug!(key, %error, "a lock could not be renewed");
            }
        }
    }
}
