//! What handlers give back: a reply, nothing, an error.

use std::fmt;

use super::reply::Reply;

/// What a handler may give back.
pub trait IntoReply: Send + 'static {
    /// As a reply, or as the failure that stands in its way.
    fn into_reply(self) -> Result<Reply, Failure>;
}

impl IntoReply for Reply {
    fn into_reply(self) -> Result<Reply, Failure> {
        Ok(self)
    }
}

/// Nothing to say: `success`.
impl IntoReply for () {
    fn into_reply(self) -> Result<Reply, Failure> {
        Ok(Reply::none())
    }
}

impl<T: IntoReply> IntoReply for Option<T> {
    fn into_reply(self) -> Result<Reply, Failure> {
        self.map_or_else(|| Ok(Reply::none()), T::into_reply)
    }
}

impl<T: IntoReply, E: Into<Failure> + Send + 'static> IntoReply for Result<T, E> {
    fn into_reply(self) -> Result<Reply, Failure> {
        self.map_err(Into::into).and_then(T::into_reply)
    }
}

/// Asks WeChat to push the message again: `Err(Retry)`.
///
/// It is answered with 500, and WeChat pushes up to three times within some fifteen seconds. After
/// the last of them the user is told that the account is out of service, so this is for what has no
/// user waiting, and may be done twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry;

/// Why a handler has no reply. Any error becomes one by `?`.
///
/// An error is logged, and the message is answered with `success`: a push that was half handled is
/// not handled again unless the handler asks for it with [`Retry`].
pub struct Failure(Kind);

enum Kind {
    Retry,
    Error(Box<dyn std::error::Error + Send + Sync>),
}

impl Failure {
    /// Whether it asks for the message again.
    pub fn is_retry(&self) -> bool {
        matches!(self.0, Kind::Retry)
    }
}

impl From<Retry> for Failure {
    fn from(_: Retry) -> Failure {
        Failure(Kind::Retry)
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure(Kind::Error(Box::new(error)))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Retry => f.write_str("the message is to be pushed again"),
            Kind::Error(error) => error.fmt(f),
        }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Retry => f.write_str("Failure(Retry)"),
            Kind::Error(error) => f.debug_tuple("Failure").field(error).finish(),
        }
    }
}
