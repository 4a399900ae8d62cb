//! Why a push is refused: one variant for each step, each with the HTTP status that answers it. What
//! is sent back says no more than the status; the rest is for the log of the program.

use std::fmt;

use http::StatusCode;

use super::message::ParseError;
use crate::crypto::NoRandomness;
use crate::crypto::msgcrypt::MessageCryptError;

/// Why a push is refused. Never holds a secret, nor a text of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallbackError {
    /// The URL lacks this parameter.
    MissingParameter(&'static str),
    /// `signature` is wrong.
    Signature,
    /// `timestamp` is further from now than allowed, by so many seconds, or no number.
    Stale(Option<u64>),
    /// The body is larger than this.
    TooLarge(usize),
    /// The body did not come in time.
    Slow,
    /// The body is neither XML nor JSON, and where it is not.
    Malformed(&'static str),
    /// The body holds more than one encrypted text.
    DuplicateEncrypt,
    /// The body is plain, but the app has a key.
    MissingEncrypt,
    /// The body is encrypted, but the app has no key.
    NoKey,
    /// The encrypted text cannot be opened.
    Crypt(MessageCryptError),
    /// What was decrypted is no message.
    Message(ParseError),
    /// No app of the registry is meant.
    UnknownApp,
    /// Neither GET nor POST.
    Method,
    /// As many messages as allowed are being handled.
    Busy,
    /// The handler wants the message again.
    Retry,
    /// The program is at fault: settings, or where it runs.
    Setup(String),
}

impl CallbackError {
    /// The status that answers it. WeChat pushes again after anything but 200.
    pub fn status(&self) -> StatusCode {
        use MessageCryptError as C;
        match self {
            Self::MissingParameter(_)
            | Self::Malformed(_)
            | Self::DuplicateEncrypt
            | Self::Message(_) => StatusCode::BAD_REQUEST,
            Self::Signature | Self::Stale(_) | Self::MissingEncrypt => StatusCode::FORBIDDEN,
            Self::Crypt(C::Signature | C::OtherReceiver { .. }) => StatusCode::FORBIDDEN,
            Self::Crypt(C::KeyLength(_) | C::KeyNotBase64) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Crypt(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::UnknownApp => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::NoKey | Self::Retry | Self::Setup(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingParameter(name) => {
                write!(f, "the URL has no `{name}`: not a push of WeChat's")
            }
            Self::Signature => f.write_str(
                "`signature` is wrong: not from WeChat, or `token` is not the one of the app's \
                 callback settings",
            ),
            Self::Stale(Some(seconds)) => write!(
                f,
                "`timestamp` is {seconds} s from now, more than allowed: a replay, or this \
                 machine's clock is wrong"
            ),
            Self::Stale(None) => f.write_str("`timestamp` is no number"),
            Self::TooLarge(limit) => write!(f, "the body has more than {limit} bytes"),
            Self::Slow => f.write_str("the body did not come in time"),
            Self::Malformed(what) => write!(f, "the body is no push of WeChat's: {what}"),
            Self::DuplicateEncrypt => f.write_str("the body holds more than one `Encrypt`"),
            Self::MissingEncrypt => f.write_str(
                "the body is not encrypted, but the app has an `aes_key`: a plain body's \
                 signature does not cover it; choose the safe mode in the app's callback \
                 settings, or allow plain bodies with `Mode::Either`",
            ),
            Self::NoKey => f.write_str(
                "the body is encrypted, but the app has no `aes_key`: set the EncodingAESKey of \
                 the app's callback settings",
            ),
            Self::Crypt(error) => error.fmt(f),
            Self::Message(error) => error.fmt(f),
            Self::UnknownApp => f.write_str("no app is registered that the push could be for"),
            Self::Method => f.write_str("neither GET nor POST"),
            Self::Busy => f.write_str("too many messages are being handled at once"),
            Self::Retry => f.write_str("the handler asked for the message to be pushed again"),
            Self::Setup(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for CallbackError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Crypt(error) => Some(error),
            Self::Message(error) => Some(error),
            _ => None,
        }
    }
}

impl From<MessageCryptError> for CallbackError {
    fn from(error: MessageCryptError) -> CallbackError {
        CallbackError::Crypt(error)
    }
}

impl From<ParseError> for CallbackError {
    fn from(error: ParseError) -> CallbackError {
        CallbackError::Message(error)
    }
}

impl From<NoRandomness> for CallbackError {
    fn from(error: NoRandomness) -> CallbackError {
        CallbackError::Setup(error.to_string())
    }
}

impl From<crate::Error> for CallbackError {
    fn from(error: crate::Error) -> CallbackError {
        CallbackError::Setup(error.to_string())
    }
}
