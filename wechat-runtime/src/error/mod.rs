//! The one error type: what happened, where, what WeChat said and how to mend it. It never holds a
//! URL query, a token, a secret, a ticket or a one-time code; what comes from outside is scrubbed
//! before it gets in (`scrub`), and how it reads is in `text`.

mod code;
mod scrub;
mod text;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

pub(crate) use self::code::Code;
pub use self::code::ErrCode;
pub(crate) use self::scrub::Scrub;
use crate::op::{Class, CodeInfo, Product};

/// What a call gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed.
///
/// `{}` is one line: endpoint, code, meaning, WeChat's message and the `rid`. `{:#}` adds what to
/// do about it and what caused it. Neither ever shows a secret.
#[derive(Clone)]
pub struct Error(Box<Inner>);

/// What kind of failure an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting of the app is missing or wrong. Nothing was sent.
    Config,
    /// The request could not be written. Nothing was sent.
    Encode,
    /// There is no token or ticket for the call. The call was not sent.
    Credential,
    /// No connection could be made. The call was not sent.
    Connect,
    /// The time for the call was over.
    Timeout,
    /// The connection broke, or the bytes on it were not HTTP.
    Transport,
    /// The answer points elsewhere; redirects are not followed.
    Redirect,
    /// An HTTP status that is a failure, without a return code in the body.
    Status,
    /// An HTML page came instead of an answer.
    Html,
    /// The answer is empty.
    Empty,
    /// The answer ends in the middle.
    Truncated,
    /// The answer is larger than allowed.
    TooLarge,
    /// The answer is not JSON.
    NotJson,
    /// The answer is JSON, but not what the endpoint promises; see [`Error::path`].
    Decode,
    /// The answer's signature, key or time is not right, so that its content was not looked at.
    Untrusted,
    /// WeChat answered with a return code that is not success; see [`Error::code`].
    Api,
    /// Writing or reading a local file failed.
    File,
    /// This build or this endpoint cannot do that.
    Unsupported,
}

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    endpoint: Option<Endpoint>,
    /// What was being fetched for the call when it failed.
    fetching: Option<Endpoint>,
    code: Option<Code>,
    info: Option<&'static CodeInfo>,
    message: Option<String>,
    rid: Option<String>,
    detail: Cow<'static, str>,
    status: Option<u16>,
    path: Option<String>,
    attempts: u32,
    timed_out: bool,
    /// WeChat called its token stale, and a fresh one was no better.
    renewed: bool,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// Which endpoint an error belongs to: its name and its path, never its query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    pub(crate) name: Cow<'static, str>,
    pub(crate) method: &'static str,
    pub(crate) path: Cow<'static, str>,
}

impl Error {
    #[cold]
    pub(crate) fn new(kind: ErrorKind, detail: impl Into<Cow<'static, str>>) -> Error {
        Error(Box::new(Inner {
            kind,
            endpoint: None,
            fetching: None,
            code: None,
            info: None,
            message: None,
            rid: None,
            detail: detail.into(),
            status: None,
            path: None,
            attempts: 1,
            timed_out: kind == ErrorKind::Timeout,
            renewed: false,
            source: None,
        }))
    }

    pub(crate) fn config(detail: impl Into<Cow<'static, str>>) -> Error {
        Error::new(ErrorKind::Config, detail)
    }

    /// An answer with a return code. `message` must be scrubbed.
    #[cold]
    pub(crate) fn api(
        code: Code,
        message: Option<String>,
        product: Option<&'static Product>,
    ) -> Error {
        let mut error = Error::new(ErrorKind::Api, "");
        error.0.info = product.and_then(|product| {
            product.codes.iter().flat_map(|table| table.iter()).find(|info| code.is(&info.code))
        });
        error.0.rid = message.as_deref().and_then(text::rid);
        error.0.code = Some(code);
        error.0.message = message;
        error
    }

    pub(crate) fn with_status(mut self, status: http::StatusCode) -> Error {
        self.0.status = Some(status.as_u16());
        self
    }

    pub(crate) fn with_path(mut self, path: String) -> Error {
        self.0.path = Some(path);
        self
    }

    pub(crate) fn with_timed_out(mut self) -> Error {
        self.0.timed_out = true;
        self
    }

    /// The source must not hold a URL, a header or a body.
    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Error {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    pub(crate) fn with_renewed(mut self) -> Error {
        self.0.renewed = true;
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Error {
        self.0.attempts = attempts;
        self
    }

    /// Names the endpoint, unless one is named already.
    pub(crate) fn at(mut self, endpoint: impl FnOnce() -> Endpoint) -> Error {
        if self.0.endpoint.is_none() {
            self.0.endpoint = Some(endpoint());
        }
        self
    }

    /// Turns what failed into the fetch of a credential for another call.
    pub(crate) fn while_fetching(mut self, credential: &'static str) -> Error {
        if self.0.fetching.is_none() {
            let endpoint = self.0.endpoint.take();
            self.0.fetching = Some(Endpoint {
                name: Cow::Borrowed(credential),
                method: endpoint.as_ref().map_or("", |endpoint| endpoint.method),
                path: endpoint.map_or(Cow::Borrowed(""), |endpoint| endpoint.path),
            });
        }
        self
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// WeChat's return code, when it is a number.
    pub fn code(&self) -> Option<i64> {
        self.0.code.as_ref().and_then(Code::number)
    }

    /// WeChat's return code, when it is a word, as WeChat Pay has them.
    pub fn code_word(&self) -> Option<&str> {
        match &self.0.code {
            Some(Code::Word(word)) => Some(word),
            _ => None,
        }
    }

    /// Whether WeChat answered with this code: `e.is(ErrCode::INVALID_CODE)`, `e.is(40029)`,
    /// `e.is("SIGN_ERROR")`.
    pub fn is(&self, code: impl Into<ErrCode>) -> bool {
        let code = code.into();
        self.0.code.as_ref().is_some_and(|mine| code.matches(mine))
    }

    /// The name of the return code in the specs, `INVALID_CODE`.
    pub fn code_name(&self) -> Option<&'static str> {
        self.0.info.map(|info| info.name).filter(|name| !name.is_empty())
    }

    /// WeChat's own message.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// WeChat's id of the request, to be asked about at `/cgi-bin/openapi/rid/get`.
    pub fn rid(&self) -> Option<&str> {
        self.0.rid.as_deref()
    }

    /// What kind of failure the return code is.
    pub fn class(&self) -> Option<Class> {
        let code = self.0.code.as_ref()?;
        Some(match (self.0.info, code) {
            (Some(info), _) => info.class,
            (None, Code::Number(-1)) => Class::Busy,
            (None, Code::Number(40001 | 40014 | 42001)) => Class::StaleCredential,
            (None, Code::Number(45011)) => Class::RateLimited,
            (None, Code::Number(45009)) => Class::Quota,
            (None, Code::Word(word)) => text::class_of_word(word, self.0.status),
            _ => Class::Other,
        })
    }

    /// What the return code means.
    pub fn meaning(&self) -> Option<&'static str> {
        self.0.info.map(|info| info.doc).filter(|doc| !doc.is_empty())
    }

    /// What to do about it.
    pub fn fix(&self) -> Option<&'static str> {
        match self.0.info {
            Some(info) if !info.fix.is_empty() => Some(info.fix),
            _ => text::fix(self),
        }
    }

    /// The endpoint that was called: `login.code2session`.
    pub fn endpoint(&self) -> Option<&str> {
        self.0.endpoint.as_ref().map(|endpoint| &*endpoint.name)
    }

    /// The path of the endpoint that was called, without its query.
    pub fn endpoint_path(&self) -> Option<&str> {
        self.0.endpoint.as_ref().map(|endpoint| &*endpoint.path)
    }

    /// The token or ticket that could not be had, when that is why the call failed.
    pub fn credential(&self) -> Option<&str> {
        self.0.fetching.as_ref().map(|fetching| &*fetching.name)
    }

    /// The HTTP status of the answer, if one came.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Where in the answer (or request) it went wrong: `list[3].openid`.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// How many times the call was sent or tried to be sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the same call may succeed a little later: WeChat is busy, or the way to it broke.
    /// Whether sending it twice does harm, only the caller knows.
    pub fn is_retryable(&self) -> bool {
        match self.kind() {
            ErrorKind::Connect
            | ErrorKind::Timeout
            | ErrorKind::Transport
            | ErrorKind::Truncated => true,
            ErrorKind::Api => self.is_busy(),
            _ => self.0.status.is_some_and(|status| matches!(status, 500 | 502..=504)),
        }
    }

    /// WeChat says that it is busy.
    pub fn is_busy(&self) -> bool {
        self.class() == Some(Class::Busy)
    }

    /// The time was over, while connecting or afterwards.
    pub fn is_timeout(&self) -> bool {
        self.0.timed_out
    }

    /// No connection could be made: nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.kind() == ErrorKind::Connect
    }

    /// The login or OAuth code was used before (40163).
    pub fn is_code_used(&self) -> bool {
        self.is(ErrCode::CODE_USED)
    }

    /// The login or OAuth code is not valid (40029).
    pub fn is_invalid_code(&self) -> bool {
        self.is(ErrCode::INVALID_CODE)
    }

    /// A token, ticket or code is not valid any more.
    pub fn is_expired(&self) -> bool {
        self.class() == Some(Class::StaleCredential)
            || self.is(ErrCode::REFRESH_TOKEN_EXPIRED)
            || self.is(ErrCode::CODE_EXPIRED)
    }

    /// Too many calls, in a short time or in a day.
    pub fn is_rate_limited(&self) -> bool {
        matches!(self.class(), Some(Class::RateLimited | Class::Quota))
            || self.0.status == Some(429)
    }

    /// The app may not call this.
    pub fn is_permission(&self) -> bool {
        self.class() == Some(Class::Permission)
    }

    /// The user did not allow it or cannot receive it.
    pub fn is_user_refused(&self) -> bool {
        self.class() == Some(Class::UserRefused)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::display(self, f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::debug(self, f)
    }
}

const _: () = {
    const fn assert<T: Send + Sync + 'static>() {}
    assert::<Error>();
};
