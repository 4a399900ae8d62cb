//! Why a login did not come about. No text here holds a state, a code or a key.

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use crate::crypto::NoRandomness;

/// What is wrong with a `state`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StateError {
    /// There is none.
    Missing,
    /// It is none that this code writes.
    Malformed,
    /// It was not signed with this key for this app.
    Forged,
    /// Its time is over.
    Expired,
    /// The browser sent no cookie of a login that it began.
    NoCookie,
    /// Another browser began this login.
    OtherBrowser,
}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StateError::Missing => "the address holds no state",
            StateError::Malformed => "the state is none of ours: it was cut or changed on its way",
            StateError::Forged => {
                "the state was not signed with this key for this app: all machines of a site need \
                 the same key"
            }
            StateError::Expired => "the login took too long: begin again",
            StateError::NoCookie => {
                "the browser has no cookie of this login: cookies are switched off, it was finished \
                 already, or it began on another host"
            }
            StateError::OtherBrowser => "this login was begun in another browser: begin again",
        })
    }
}

impl StdError for StateError {}

/// Why a browser is not sent to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TargetError {
    /// Neither a path of this site nor an address of an allowed one.
    Elsewhere,
    /// A character that browsers or headers would read in their own way.
    Character,
    /// Longer than 2048 bytes.
    TooLong,
}

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TargetError::Elsewhere => {
                "the address to return to is neither a path of this site nor on an allowed one"
            }
            TargetError::Character => {
                "the address to return to holds a backslash, a space, or a character that is not \
                 plain ASCII: percent-encode it"
            }
            TargetError::TooLong => "the address to return to is longer than 2048 bytes",
        })
    }
}

impl StdError for TargetError {}

/// Why somebody could not be logged in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum LoginError {
    /// The state that came back is not good.
    State(StateError),
    /// WeChat sent no code: the person did not agree.
    Refused,
    /// WeChat said nothing of who it is.
    Nobody,
    /// WeChat made the person up, for a page that is shown as a snapshot.
    Snapshot,
    /// The app's own code refused, with this text for the person.
    Denied(String),
    /// What the session would hold is more than browsers keep in a cookie.
    TooLarge,
    /// WeChat did not take the code, or could not be reached.
    Exchange(crate::Error),
    /// No random bytes.
    Random(NoRandomness),
}

impl LoginError {
    /// The status of the answer that tells of it.
    pub fn status(&self) -> StatusCode {
        match self {
            LoginError::State(StateError::Missing | StateError::Malformed | StateError::Forged) => {
                StatusCode::BAD_REQUEST
            }
            LoginError::State(_)
            | LoginError::Refused
            | LoginError::Snapshot
            | LoginError::Denied(_) => StatusCode::FORBIDDEN,
            LoginError::Exchange(error) if used_up(error) => StatusCode::FORBIDDEN,
            LoginError::Exchange(_) | LoginError::Nobody => StatusCode::BAD_GATEWAY,
            LoginError::Random(_) | LoginError::TooLarge => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the person is told, in Chinese; the `Display` is for the log.
    pub fn advice(&self) -> &str {
        match self {
            LoginError::State(StateError::NoCookie) => "登录没有完成，请允许 Cookie 后重试。",
            LoginError::State(StateError::OtherBrowser) => {
                "登录是在另一个浏览器中开始的，请重新登录。"
            }
            LoginError::State(_) => "登录已失效，请重新登录。",
            LoginError::Refused => "您没有同意登录。",
            LoginError::Snapshot => "请在微信中使用完整服务后登录。",
            LoginError::Denied(text) => text,
            LoginError::Exchange(error) if used_up(error) => "登录已失效，请重新登录。",
            LoginError::Exchange(_)
            | LoginError::Nobody
            | LoginError::Random(_)
            | LoginError::TooLarge => "登录失败，请稍后再试。",
        }
    }
}

/// Whether beginning again is all it takes.
fn used_up(error: &crate::Error) -> bool {
    error.is_code_used() || error.is_invalid_code() || error.is_expired()
}

impl fmt::Display for LoginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoginError::State(error) => error.fmt(f),
            LoginError::Refused => f.write_str("WeChat sent no code: the person did not agree"),
            LoginError::Nobody => f.write_str("WeChat took the code and said nothing of who it is"),
            LoginError::Snapshot => f.write_str(
                "the page runs as a snapshot and the person is made up: the full page must be opened",
            ),
            LoginError::Denied(text) => write!(f, "the app refused: {text}"),
            LoginError::TooLarge => f.write_str(
                "the session would not fit into a cookie: keep less in `Grant::user`",
            ),
            LoginError::Exchange(error) => error.fmt(f),
            LoginError::Random(error) => error.fmt(f),
        }
    }
}

impl StdError for LoginError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            LoginError::State(error) => Some(error),
            LoginError::Exchange(error) => Some(error),
            LoginError::Random(error) => Some(error),
            LoginError::Refused
            | LoginError::Snapshot
            | LoginError::Denied(_)
            | LoginError::Nobody
            | LoginError::TooLarge => None,
        }
    }
}

impl From<StateError> for LoginError {
    fn from(error: StateError) -> LoginError {
        LoginError::State(error)
    }
}

impl From<crate::Error> for LoginError {
    fn from(error: crate::Error) -> LoginError {
        LoginError::Exchange(error)
    }
}

impl From<NoRandomness> for LoginError {
    fn from(error: NoRandomness) -> LoginError {
        LoginError::Random(error)
    }
}
