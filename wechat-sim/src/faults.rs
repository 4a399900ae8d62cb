//! What a test has told the simulator to do wrong: codes, delays, dropped connections, raw answers.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use bytes::Bytes;

use crate::answer::Reply;
use crate::lock;

/// One thing to go wrong, once.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// This return code.
    Code(i64),
    /// This answer, whatever it is.
    Raw(Reply),
    /// The regular answer, broken off half way.
    Cut,
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// Most simulators have none: then a call takes no lock here.
    any: AtomicBool,
    by_path: Mutex<HashMap<String, Plan>>,
}

#[derive(Debug, Default)]
struct Plan {
    next: VecDeque<Fault>,
    delay: Duration,
}

impl Faults {
    /// The next `times` calls of the path go wrong.
    pub(crate) fn add(&self, path: &str, fault: &Fault, times: usize) {
        let mut plans = lock(&self.by_path);
        plans
            .entry(path.to_owned())
            .or_default()
            .next
            .extend(std::iter::repeat_n(fault, times).cloned());
        self.any.store(true, Ordering::Release);
    }

    /// Every call of the path takes so much longer.
    pub(crate) fn delay(&self, path: &str, delay: Duration) {
        lock(&self.by_path).entry(path.to_owned()).or_default().delay = delay;
        self.any.store(true, Ordering::Release);
    }

    /// Nothing goes wrong any more.
    pub(crate) fn clear(&self) {
        lock(&self.by_path).clear();
        self.any.store(false, Ordering::Release);
    }

    /// What is to happen to this call.
    pub(crate) fn take(&self, path: &str) -> (Duration, Option<Fault>) {
        if !self.any.load(Ordering::Acquire) {
            return (Duration::ZERO, None);
        }
        match lock(&self.by_path).get_mut(path) {
            Some(plan) => (plan.delay, plan.next.pop_front()),
            None => (Duration::ZERO, None),
        }
    }
}

/// A raw answer. Headers that HTTP does not allow are left out, and so are those that say how long
/// the body is: the server writes them.
pub(crate) fn raw(status: u16, headers: &[(&str, &str)], body: Bytes) -> Fault {
    let mut map = HeaderMap::new();
    let framing = |name: &str| {
        ["content-length", "transfer-encoding"].iter().any(|it| name.eq_ignore_ascii_case(it))
    };
    for (name, value) in headers.iter().filter(|(name, _)| !framing(name)) {
        if let (Ok(name), Ok(value)) =
            (HeaderName::try_from(*name), HeaderValue::from_bytes(value.as_bytes()))
        {
            map.append(name, value);
        }
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Fault::Raw(Reply::Http(status, map, body))
}
