//! How requests get to WeChat: the [`Transport`] trait, and the default one over hyper. No type
//! of hyper is in the public API.

mod body;
mod dial;
mod http;
mod tls;

use std::fmt;
use std::future::Future;
use std::pin::Pin;

pub use self::body::Body;
pub(crate) use self::http::{Answer, HttpTransport, ProxySetting, Settings};
use crate::error::{Error, ErrorKind};

/// A boxed future.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends a request and gives the answer, whatever its status. Time limits, retries, tokens and the
/// reading of answers are the client's business, not the transport's; redirects must not be
/// followed.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request. The answer's body may still be on its way.
    fn send(
        &self,
        request: ::http::Request<Body>,
    ) -> BoxFuture<'_, Result<::http::Response<Body>, TransportError>>;
}

/// Why a request got no answer.
#[derive(Debug)]
pub struct TransportError {
    kind: ErrorKind,
    timed_out: bool,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl TransportError {
    /// No connection could be made: the request was not sent and may be sent again.
    ///
    /// The source is shown in errors: it must not hold the URL's query, a header or a body.
    pub fn connect(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
        TransportError { kind: ErrorKind::Connect, timed_out: false, source: Some(source.into()) }
    }

    /// The request may have been sent, but no answer came.
    ///
    /// The source is shown in errors: it must not hold the URL's query, a header or a body.
    pub fn broken(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
        TransportError { kind: ErrorKind::Transport, timed_out: false, source: Some(source.into()) }
    }

    /// The time was over.
    #[must_use]
    pub fn timed_out(mut self) -> TransportError {
        self.timed_out = true;
        self
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            ErrorKind::Connect if self.timed_out => "no connection in time",
            ErrorKind::Connect => "no connection could be made",
            _ if self.timed_out => "no answer in time",
            _ => "the connection broke before an answer came",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl From<TransportError> for Error {
    #[cold]
    fn from(error: TransportError) -> Error {
        let text = error.to_string();
        let kind = match error.kind {
            ErrorKind::Transport if error.timed_out => ErrorKind::Timeout,
            kind => kind,
        };
        let mut out = Error::new(kind, text);
        if error.timed_out {
            out = out.with_timed_out();
        }
        match error.source {
            // A local file that cannot be read is not the network's fault.
            Some(source) if source.is::<crate::file::FileError>() => {
                Error::new(ErrorKind::File, source.to_string())
            }
            Some(source) => out.with_source(source),
            None => out,
        }
    }
}
