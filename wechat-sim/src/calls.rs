//! What arrived and what was answered, for a test's assertions.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use serde_json::Value;

use crate::clock::Millis;
use crate::lock;

/// A call that arrived. Its `Debug` and `Display` show neither query nor bodies: those hold
/// secrets and tokens.
#[derive(Clone)]
#[non_exhaustive]
pub struct Call {
    /// `POST`
    pub method: String,
    /// `/cgi-bin/stable_token`; a bot's token in it is `{TOKEN}`.
    pub path: String,
    /// `common.token.stable`, when the catalogue has it.
    pub endpoint: Option<String>,
    /// Decoded, in order.
    pub query: Vec<(String, String)>,
    /// Names in lower case; values that are not text are left out.
    pub headers: Vec<(String, String)>,
    /// What was sent; what is inside, where that is encrypted.
    pub body: Bytes,
    /// HTTP status of the answer; 0 when the connection was dropped.
    pub status: u16,
    /// Return code of the answer, 0 for success.
    pub code: i64,
    /// What was answered; what is inside, where that is encrypted.
    pub answer: Bytes,
    /// The `rid` an error carried.
    pub rid: Option<String>,
    /// When it arrived, in milliseconds of the simulator's clock.
    pub at: u64,
}

impl Call {
    /// The first value of a query parameter.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as JSON; `Null` when it is not.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The answer as JSON; `Null` when it is not.
    pub fn answer_json(&self) -> Value {
        serde_json::from_slice(&self.answer).unwrap_or(Value::Null)
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} → ", self.method, self.path)?;
        match (self.status, self.code) {
            (0, _) => f.write_str("dropped"),
            (status, 0) => write!(f, "{status}"),
            (status, code) => write!(f, "{status}, code {code}"),
        }
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({self})")
    }
}

/// A request that its spec does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// `POST`
    pub method: String,
    /// `/wxa/getwxacode`
    pub path: String,
    /// `mini_program.wxa_code.get`, when the catalogue has it.
    pub endpoint: Option<String>,
    /// Where: `body.line_color.r`, `query.openid`; empty for the call as a whole.
    pub at: String,
    /// What is wrong; never with the value that was sent.
    pub what: String,
    /// The code it was answered with.
    pub code: i64,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: ", self.method, self.path)?;
        if !self.at.is_empty() {
            write!(f, "{}: ", self.at)?;
        }
        f.write_str(&self.what)
    }
}

/// See the module. Counts never forget; of the calls themselves the last are kept.
#[derive(Debug)]
pub(crate) struct Calls {
    kept: usize,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    calls: VecDeque<Arc<Call>>,
    counts: HashMap<String, usize>,
    violations: Vec<Violation>,
}

impl Calls {
    pub(crate) fn new(kept: usize) -> Self {
        Calls { kept, inner: Mutex::default() }
    }

    pub(crate) fn record(&self, call: Call, violations: Vec<Violation>) {
        let call = Arc::new(call);
        let mut inner = lock(&self.inner);
        if let Some(count) = inner.counts.get_mut(&call.path) {
            *count += 1;
        } else if inner.counts.len() < 10_000 {
            // Paths come from outside: a scanner must not fill the memory.
            inner.counts.insert(call.path.clone(), 1);
        }
        if inner.violations.len() < 10_000 {
            inner.violations.extend(violations);
        }
        if inner.calls.len() >= self.kept {
            inner.calls.pop_front();
        }
        if self.kept > 0 {
            inner.calls.push_back(call);
        }
    }

    pub(crate) fn all(&self) -> Vec<Arc<Call>> {
        lock(&self.inner).calls.iter().cloned().collect()
    }

    pub(crate) fn to(&self, path: &str) -> Vec<Arc<Call>> {
        lock(&self.inner).calls.iter().filter(|call| call.path == path).cloned().collect()
    }

    pub(crate) fn by_rid(&self, rid: &str) -> Option<Arc<Call>> {
        lock(&self.inner).calls.iter().rev().find(|call| call.rid.as_deref() == Some(rid)).cloned()
    }

    pub(crate) fn count(&self, path: &str) -> usize {
        lock(&self.inner).counts.get(path).copied().unwrap_or(0)
    }

    pub(crate) fn total(&self) -> usize {
        lock(&self.inner).counts.values().sum()
    }

    /// Calls of a path since `since`.
    pub(crate) fn count_since(&self, path: &str, since: Millis) -> usize {
        lock(&self.inner).calls.iter().filter(|call| call.at >= since && call.path == path).count()
    }

    pub(crate) fn violations(&self) -> Vec<Violation> {
        lock(&self.inner).violations.clone()
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        *lock(&self.inner) = Inner::default();
    }
}
