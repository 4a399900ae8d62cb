//! Stores against a model of a store: the same operations on both, picked by a seeded generator,
//! must have the same outcome.

use std::collections::HashMap;
use std::time::Duration;

use wechat_runtime::{CoolDown, CredentialKey, End, Lease, Lock, StoredCredential};

use crate::suite::{Handle, Stores, credential, done, get, put, same};

/// As many operations as find what is wrong, and no more.
const OPERATIONS: usize = 400;

/// splitmix64
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

/// What a store knows of a key.
#[derive(Default)]
struct Known {
    credential: Option<(StoredCredential, u64)>,
    lease: Option<Lease>,
    cooling: bool,
    /// That of the last lease.
    fence: u64,
}

pub(crate) async fn agrees(stores: &Stores<'_>, seed: u64) {
    let mut dice = Dice(seed);
    let handles: Vec<Handle> = (0..3).map(|_| stores.open()).collect();
    let keys: Vec<CredentialKey> =
        (0..3).map(|n| stores.key(&format!("model-{seed}-{n}"), n == 0)).collect();
    let mut model: HashMap<&CredentialKey, Known> = HashMap::new();
    for step in 0..OPERATIONS {
        let store = &handles[dice.roll(3) as usize];
        let key = &keys[dice.roll(3) as usize];
        let known = model.entry(key).or_default();
        let when = (seed, step);
        match dice.roll(8) {
            0..=2 => known.put(store, key, &mut dice, when).await,
            3 => known.remove(store, key, &mut dice, when).await,
            4 | 5 => known.lock(store, key, &mut dice, when).await,
            6 => known.end(&mut dice).await,
            _ => {}
        }
        let kept = get(store, key).await;
        same(kept.as_ref(), known.credential.as_ref().map(|(kept, _)| kept), &when);
    }
}

impl Known {
    async fn put(
        &mut self,
        store: &Handle,
        key: &CredentialKey,
        dice: &mut Dice,
        when: (u64, usize),
    ) {
        let mut new = credential(&dice.roll(5).to_string(), dice.roll(20) as i64);
        match dice.roll(4) {
            0 => new.expires_at = None,
            1 => new.expires_at = Some(new.obtained_at + Duration::from_secs(10 * dice.roll(9))),
            _ => {}
        }
        let old = self.credential.as_ref();
        let fence = match (dice.roll(4), old) {
            (0, _) => None,
            // Around the one that is kept, if there is one.
            (1, Some((_, fence))) => Some(fence.saturating_sub(dice.roll(3))),
            // Whether or not that lease still holds.
            _ => Some(self.fence),
        };
        let kept = old.is_none_or(|(old, old_fence)| {
            old.expires_at.is_some_and(|end| end <= new.obtained_at)
                || new.obtained_at >= old.obtained_at && fence.is_none_or(|f| f >= *old_fence)
        });
        assert_eq!(put(store, key, &new, fence).await, kept, "{when:?}");
        if kept {
            let fence = fence.or(old.map(|(_, fence)| *fence)).unwrap_or_default();
            self.credential = Some((new, fence));
        }
    }

    async fn remove(
        &mut self,
        store: &Handle,
        key: &CredentialKey,
        dice: &mut Dice,
        when: (u64, usize),
    ) {
        let value = match &self.credential {
            Some((kept, _)) if dice.roll(2) == 0 => kept.value.clone(),
            _ => credential(&dice.roll(5).to_string(), 0).value,
        };
        let removed = self.credential.take_if(|(kept, _)| kept.value == value).is_some();
        assert_eq!(done("remove", store.remove_if(key, &value).await), removed, "{when:?}");
    }

    async fn lock(
        &mut self,
        store: &Handle,
        key: &CredentialKey,
        dice: &mut Dice,
        when: (u64, usize),
    ) {
        let impatient = dice.roll(3) == 0;
        match done("lock", store.try_lock(key, impatient).await) {
            Lock::Busy => assert!(self.lease.is_some(), "{when:?}"),
            Lock::Cooling(cooling) => {
                assert!(self.lease.is_none() && self.cooling && !impatient, "{when:?}");
                assert_eq!(cooling.note, "cooling", "{when:?}");
            }
            Lock::Taken(lease) => {
                assert!(self.lease.is_none() && (impatient || !self.cooling), "{when:?}");
                let fence = lease.fence().unwrap();
                assert!(fence > self.fence, "{when:?}: fences grow");
                *self = Known {
                    credential: self.credential.take(),
                    lease: Some(lease),
                    cooling: false,
                    fence,
                };
            }
        }
    }

    async fn end(&mut self, dice: &mut Dice) {
        let Some(lease) = self.lease.take() else { return };
        self.cooling = dice.roll(2) == 0;
        lease
            .end(if self.cooling {
                let left = Duration::from_secs(3600);
                End::CoolDown(CoolDown { left, note: "cooling".to_owned() })
            } else {
                End::Release
            })
            .await;
    }
}
