//! The simulator's clock: real time plus whatever a test has added, or a clock that stands still
//! until a test moves it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Where a clock that stands still begins: 2026-01-01 00:00:00 UTC.
const MANUAL_START: u64 = 1_767_225_600_000;

/// Milliseconds since the epoch, as the simulator sees them.
pub(crate) type Millis = u64;

/// See the module.
#[derive(Debug)]
pub(crate) struct Clock {
    base: Millis,
    /// `None`: stands still.
    started: Option<Instant>,
    added: AtomicU64,
}

impl Clock {
    /// A clock that runs.
    pub(crate) fn real() -> Self {
        let base = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Clock { base: millis(base), started: Some(Instant::now()), added: AtomicU64::new(0) }
    }

    /// A clock that stands still.
    pub(crate) fn manual() -> Self {
        Clock { base: MANUAL_START, started: None, added: AtomicU64::new(0) }
    }

    /// Now, in milliseconds.
    pub(crate) fn now(&self) -> Millis {
        let run = self.started.map_or(0, |at| millis(at.elapsed()));
        self.base.saturating_add(run).saturating_add(self.added.load(Ordering::Relaxed))
    }

    /// Moves the clock forward.
    pub(crate) fn advance(&self, by: Duration) {
        self.added.fetch_add(millis(by), Ordering::Relaxed);
    }
}

/// A duration in whole milliseconds.
pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
