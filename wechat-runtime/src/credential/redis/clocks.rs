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

/// What time it is, here and there.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    own: u64,
    ahead: i64,
}

impl Clocks {
    pub(super) fn new(own: impl Clock) -> Clocks {
        Clocks { own: Box::new(own), ahead: AtomicI64::new(0) }
    }

    pub(super) fn read(&self) -> Reading {
        Reading { own: micros(self.own.now()), ahead: self.ahead.load(Ordering::Relaxed) }
    }

    /// The server said what time it was, at some moment after that reading: a better one.
    pub(super) fn learn(&self, sent: Reading, server: u64) -> Reading {
        let own = sent.own.midpoint(micros(self.own.now()));
        if server.abs_diff(shifted(own, sent.ahead)) <= SLACK {
            return sent;
        }
        let ahead = server.min(MOST) as i64 - own as i64;
        // Who was quicker has measured it as well.
        let _ =
            self.ahead.compare_exchange(sent.ahead, ahead, Ordering::Relaxed, Ordering::Relaxed);
        Reading { own, ahead }
    }
}

impl Reading {
    /// The server's time, as far as this process knows.
    pub(super) fn now(self) -> u64 {
        shifted(self.own, self.ahead)
    }

    /// A time of this process as the server would say it.
    pub(super) fn there(self, time: SystemTime) -> u64 {
        shifted(micros(time), self.ahead)
    }

    /// A time of the server as this process would say it; `None` for times that are none.
    pub(super) fn here(self, time: u64) -> Option<SystemTime> {
        UNIX_EPOCH.checked_add(Duration::from_micros(shifted(time, -self.ahead)))
    }
}

fn micros(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_micros()).unwrap_or(MOST).min(MOST)
}

fn shifted(micros: u64, by: i64) -> u64 {
    micros.saturating_add_signed(by).min(MOST)
}
