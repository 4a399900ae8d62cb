//! What is told of each request to a hub: who wanted what, and what became of it. Never a value.

use crate::error::Error;

/// A request to a hub. Also a record at the tracing target `wechat::hub`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Access<'a> {
    /// Who asked, if that is known.
    pub peer: Option<&'a str>,
    /// `mini_program`; what it asked for may be anything, and need not exist.
    pub product: &'a str,
    /// The appid or code name.
    pub app: &'a str,
    /// `access_token`
    pub credential: &'a str,
    /// Its further parts.
    pub per: &'a [String],
    /// What was to be done.
    pub action: Action,
    /// What became of it.
    pub outcome: Outcome<'a>,
}

/// What a peer wants of a hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// The current value.
    Read,
    /// Another value than one that is stale.
    Refresh,
    /// A value that WeChat makes anew.
    Force,
}

/// What became of a request.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// The peer has the value.
    Served,
    /// Nobody with such an id and key is known.
    Stranger,
    /// The peer may not have this, or not do this.
    Forbidden,
    /// The hub has no such app or credential.
    Unknown,
    /// The request cannot be read.
    Malformed,
    /// The hub has no value either.
    Failed(&'a Error),
}

impl Access<'_> {
    /// What came from outside is escaped: nobody writes lines of their own into the log.
    pub(super) fn log(&self) {
        macro_rules! record {
            ($level:ident, $error:expr) => {
                tracing::$level!(
                    target: "wechat::hub",
                    peer = ?self.peer,
                    product = ?self.product,
                    app = ?self.app,
                    credential = ?self.credential,
                    per = ?self.per,
                    action = ?self.action,
                    error = $error,
                    "{}",
                    self.outcome.word()
                )
            };
        }
        match self.outcome {
            Outcome::Served => record!(info, tracing::field::Empty),
            Outcome::Failed(error) => record!(warn, tracing::field::display(error)),
            _ => record!(warn, tracing::field::Empty),
        }
    }
}

impl Outcome<'_> {
    pub(super) fn word(&self) -> &'static str {
        match self {
            Outcome::Served => "served",
            Outcome::Stranger => "stranger",
            Outcome::Forbidden => "forbidden",
            Outcome::Unknown => "unknown",
            Outcome::Malformed => "malformed",
            Outcome::Failed(_) => "failed",
        }
    }
}
