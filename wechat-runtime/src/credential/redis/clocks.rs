//! The server's time and this process's. What is stored is in the server's time, in microseconds;
//! what this process sees is in its own.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::scripts::MOST;
use crate::clock::Clock;

/// Clocks that agree to within this agree: most machines' do, and then times are the same everywhere
/// to the microsecond. `lua/common.lua` says the same.
const SLACK: u64 = 1_000_000;

pub(super) struct Clocks {
    own: Box<dyn Clock>,
    /// How far the server is ahead, as last measured. It is measured anew only when it is off by more
    /// than the slack: times that differ by little must not change places by the chance of a
    /// measurement.
    ahead: AtomicI64,
}

impl Clocks {
    pub(super) fn new(own: impl Clock) -> Clocks {
        Clocks { own: Box::new(own), ahead: AtomicI64::new(0) }
    }

    /// The server's time, as far as this process knows.
    pub(super) fn now(&self) -> u64 {
        self.there(self.own.now())
    }

    /// A time of this process as the server would say it.
    pub(super) fn there(&self, time: SystemTime) -> u64 {
        let micros = time
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| u64::try_from(since.as_micros()).unwrap_or(MOST));
        micros.saturating_add_signed(self.ahead.load(Ordering::Relaxed)).min(MOST)
    }

    /// A time of the server as this process would say it; `None` for times that are none.
    pub(super) fn here(&self, micros: u64) -> Option<SystemTime> {
        let own = micros.saturating_add_signed(-self.ahead.load(Ordering::Relaxed));
        UNIX_EPOCH.checked_add(Duration::from_micros(own.min(MOST)))
    }

    /// The server said what time it was, some time after this one.
    pub(super) fn learn(&self, sent: u64, server: u64) {
        let between = sent.midpoint(self.now());
        if server.abs_diff(between) > SLACK {
            let off = i64::try_from(server).unwrap_or(0) - i64::try_from(between).unwrap_or(0);
            self.ahead.fetch_add(off, Ordering::Relaxed);
        }
    }
}
