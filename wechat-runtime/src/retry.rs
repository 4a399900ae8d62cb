//! When and after what pause a call is sent again.
//!
//! A call is sent again when WeChat was busy or the way to it broke, if the endpoint is idempotent;
//! when no connection could be made at all, whatever the endpoint. A call that may have reached
//! WeChat is otherwise never repeated: a one-time code would be used up, a message sent twice.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use crate::error::{Error, ErrorKind};

/// How often a call is sent again, and after what pause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryPolicy {
    /// How many times after the first.
    pub count: u32,
    /// The pause before the first repetition; it doubles each time, give or take half.
    pub pause: Duration,
    /// No pause is longer.
    pub max_pause: Duration,
}

impl Default for RetryPolicy {
    /// Twice, after about 200 and 400 ms.
    fn default() -> RetryPolicy {
        RetryPolicy {
            count: 2,
            pause: Duration::from_millis(200),
            max_pause: Duration::from_secs(5),
        }
    }
}

impl RetryPolicy {
    /// Never.
    pub const NONE: RetryPolicy =
        RetryPolicy { count: 0, pause: Duration::ZERO, max_pause: Duration::ZERO };

    /// This many times, with the default pauses.
    pub fn times(count: u32) -> RetryPolicy {
        RetryPolicy { count, ..RetryPolicy::default() }
    }

    /// The pause before repetition `n`, counted from 0.
    pub(crate) fn delay(&self, n: u32) -> Duration {
        let full = self.pause.saturating_mul(1 << n.min(16)).min(self.max_pause);
        jitter(full)
    }
}

/// Whether sending again is right after this failure.
pub(crate) fn may_repeat(error: &Error, idempotent: bool) -> bool {
    match error.kind() {
        ErrorKind::Connect => true,
        ErrorKind::Credential | ErrorKind::Timeout => false,
        // What could not be fetched for the call was already retried by the engine.
        _ if error.credential().is_some() => false,
        _ => idempotent && error.is_retryable(),
    }
}

/// About this long, so that what waits together does not wake together.
pub(crate) fn jitter(pause: Duration) -> Duration {
    pause.mul_f64(0.5 + random_fraction())
}

/// Between 0 and 1. Good enough to spread repetitions; no secret depends on it.
fn random_fraction() -> f64 {
    (random() >> 11) as f64 / (1u64 << 53) as f64
}

/// A number that differs each time, for pauses and multipart boundaries.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_within_half_and_one_and_a_half() {
        let policy = RetryPolicy::default();
        for n in 0..40 {
            let full = Duration::from_millis(200 << n.min(10)).min(policy.max_pause);
            let delay = policy.delay(n);
            assert!(delay >= full / 2 && delay <= full * 3 / 2, "{n}: {delay:?}");
        }
        assert!((0..8).map(|_| policy.delay(3)).any(|d| d != policy.delay(3)));
    }
}
