//! How often a value is given up because peers complain of it. A peer is not WeChat: one that is
//! wrong, and complains of every value that it gets, must not use up the day's tokens.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::credential::CredentialKey;

/// So many values of a credential may be given up in a row, and one more each time this has passed.
const BURST: u32 = 5;
const REFILL: Duration = Duration::from_secs(30);
/// How many credentials are remembered before those are dropped that are at rest.
const SWEEP_AT: usize = 1024;

/// What was complained of of late.
#[derive(Default)]
pub(super) struct Complaints(Mutex<HashMap<CredentialKey, Heard>>);

struct Heard {
    /// The digest of the value that was given up last.
    last: String,
    /// When all of this will be forgotten: later with each value that is given up.
    until: Instant,
}

impl Complaints {
    /// Whether to give a value up. Further complaints of the same one cost nothing.
    pub(super) fn hear(&self, key: &CredentialKey, digest: &str) -> bool {
        let now = Instant::now();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= SWEEP_AT {
            all.retain(|_, heard| heard.until > now);
        }
        let heard = all.get(key);
        if heard.is_some_and(|heard| heard.last == digest) {
            return true;
        }
        let until = heard.map_or(now, |heard| heard.until.max(now)) + REFILL;
        if until > now + REFILL * BURST {
            return false;
        }
        all.insert(key.clone(), Heard { last: digest.to_owned(), until });
        true
    }
}

impl fmt::Debug for Complaints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Complaints")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_few_complaints_are_heard_and_then_one_now_and_then() {
        let key = |app: &str| CredentialKey::new("p", app, "access_token", Vec::new(), false);
        let complaints = Complaints::default();
        for n in 0..20 {
            for _ in 0..10 {
                assert_eq!(complaints.hear(&key("a"), &n.to_string()), n < BURST, "{n}");
            }
        }
        assert!(complaints.hear(&key("b"), "0"), "others are not concerned");
        let mut heard = 0;
        for n in 100..200 {
            tokio::time::advance(Duration::from_secs(3)).await;
            heard += u32::from(complaints.hear(&key("a"), &n.to_string()));
        }
        assert_eq!(heard, 10, "one each {REFILL:?}");
        for n in 0..3000 {
            tokio::time::advance(REFILL).await;
            assert!(complaints.hear(&key(&n.to_string()), "0"));
        }
        assert!(complaints.0.lock().unwrap().len() <= SWEEP_AT);
    }
}
