//! WeChat's return codes as values to compare with. The handful every caller meets are here; the
//! generated `codes` modules hold the others.

use std::fmt;

pub(crate) use crate::record::CodeValue as Code;

/// A return code of WeChat: a number (`40029`) or, for WeChat Pay, a word (`SIGN_ERROR`).
///
/// ```
/// use wechat_runtime::ErrCode;
/// assert_eq!(ErrCode::INVALID_CODE, ErrCode::new(40029));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ErrCode(Repr);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Repr {
    Number(i64),
    Word(&'static str),
}

impl ErrCode {
    /// WeChat is busy: try again later.
    pub const SYSTEM_BUSY: ErrCode = ErrCode::new(-1);
    /// The access token is not valid (any more), or the app secret is wrong.
    pub const INVALID_CREDENTIAL: ErrCode = ErrCode::new(40001);
    /// The openid is not one of this app's.
    pub const INVALID_OPENID: ErrCode = ErrCode::new(40003);
    /// The appid is not valid.
    pub const INVALID_APPID: ErrCode = ErrCode::new(40013);
    /// The access token is not valid.
    pub const INVALID_ACCESS_TOKEN: ErrCode = ErrCode::new(40014);
    /// The login or OAuth code is not valid.
    pub const INVALID_CODE: ErrCode = ErrCode::new(40029);
    /// The app secret is wrong.
    pub const INVALID_SECRET: ErrCode = ErrCode::new(40125);
    /// The login or OAuth code was used before.
    pub const CODE_USED: ErrCode = ErrCode::new(40163);
    /// The IP address that calls is not on the app's list.
    pub const IP_NOT_ALLOWED: ErrCode = ErrCode::new(40164);
    /// The access token expired.
    pub const ACCESS_TOKEN_EXPIRED: ErrCode = ErrCode::new(42001);
    /// The refresh token expired.
    pub const REFRESH_TOKEN_EXPIRED: ErrCode = ErrCode::new(42002);
    /// The OAuth code expired.
    pub const CODE_EXPIRED: ErrCode = ErrCode::new(42003);
    /// The user refused the message.
    pub const USER_REFUSED: ErrCode = ErrCode::new(43101);
    /// The day's quota of this call is used up.
    pub const DAILY_QUOTA: ErrCode = ErrCode::new(45009);
    /// Too many calls in a minute.
    pub const RATE_LIMITED: ErrCode = ErrCode::new(45011);
    /// The app may not call this.
    pub const UNAUTHORIZED: ErrCode = ErrCode::new(48001);
    /// The content did not pass WeChat's check.
    pub const RISKY_CONTENT: ErrCode = ErrCode::new(87014);

    /// A numeric code.
    pub const fn new(code: i64) -> ErrCode {
        ErrCode(Repr::Number(code))
    }

    /// A word.
    pub const fn word(code: &'static str) -> ErrCode {
        ErrCode(Repr::Word(code))
    }

    /// The number, if it is one.
    pub const fn number(self) -> Option<i64> {
        match self.0 {
            Repr::Number(n) => Some(n),
            Repr::Word(_) => None,
        }
    }

    pub(crate) fn matches(self, code: &Code) -> bool {
        match (self.0, code) {
            (Repr::Number(a), Code::Number(b)) => a == *b,
            (Repr::Word(a), Code::Word(b)) => a == &**b,
            _ => false,
        }
    }
}

impl From<i64> for ErrCode {
    fn from(code: i64) -> ErrCode {
        ErrCode::new(code)
    }
}

impl From<i32> for ErrCode {
    fn from(code: i32) -> ErrCode {
        ErrCode::new(code.into())
    }
}

impl From<&'static str> for ErrCode {
    fn from(code: &'static str) -> ErrCode {
        ErrCode::word(code)
    }
}

impl fmt::Display for ErrCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Repr::Number(n) => n.fmt(f),
            Repr::Word(word) => f.write_str(word),
        }
    }
}

impl fmt::Debug for ErrCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ErrCode({self})")
    }
}

impl Code {
    /// Whether this is what a constant of the specs names.
    pub(crate) fn is(&self, other: &crate::op::Code) -> bool {
        match (self, other) {
            (Code::Number(a), crate::op::Code::Number(b)) => a == b,
            (Code::Word(a), crate::op::Code::Word(b)) => &**a == *b,
            _ => false,
        }
    }

    pub(crate) fn number(&self) -> Option<i64> {
        match self {
            Code::Number(n) => Some(*n),
            Code::Word(_) => None,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Code::Number(n) => n.fmt(f),
            Code::Word(word) => f.write_str(word),
        }
    }
}
