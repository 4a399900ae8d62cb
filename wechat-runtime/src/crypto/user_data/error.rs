//! Why user data could not be decrypted: one variant for each step, each saying how to mend it.

use std::fmt;
use std::time::Duration;

/// Why user data could not be decrypted. The text names the value that is wrong, never what is in
/// it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UserDataError {
    /// `session_key` is not base64.
    KeyNotBase64,
    /// `session_key` is not 16 bytes, but this many.
    KeyLength(usize),
    /// `iv` is not base64.
    IvNotBase64,
    /// `iv` is not 16 bytes, but this many.
    IvLength(usize),
    /// `encryptedData` is longer than any that WeChat makes.
    TooLarge(usize),
    /// `encryptedData` is not base64.
    DataNotBase64,
    /// `encryptedData` is empty.
    Empty,
    /// `encryptedData` is not a multiple of 16 bytes, but this many.
    BlockLength(usize),
    /// The padding is wrong: decrypted with the wrong session key.
    Padding,
    /// What was decrypted is not UTF-8.
    NotUtf8,
    /// What was decrypted is not a JSON object.
    NotJson,
    /// It has no watermark, or not the part of it that was to be checked.
    NoWatermark,
    /// It was made for another app.
    OtherApp {
        /// The app that it was to be for.
        expected: String,
        /// The app in its watermark.
        found: String,
    },
    /// It is older than allowed.
    TooOld {
        /// How much older.
        by: Duration,
    },
    /// It is sound, but not what the caller's type describes.
    OtherShape {
        /// Line in the decrypted JSON.
        line: usize,
        /// Column in the decrypted JSON.
        column: usize,
    },
}

impl UserDataError {
    /// Whether the session key is most likely not the one that the page's data was made with: the
    /// user has to log in again (`wx.login`) before the page asks for the data.
    pub fn is_stale_session_key(&self) -> bool {
        matches!(self, Self::Padding | Self::NotUtf8 | Self::NotJson)
    }
}

impl fmt::Display for UserDataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const WHOLE: &str = "pass it on from the page whole and unchanged";
        const KEY: &str = "pass the `session_key` of `code2session` as it came";
        const STALE: &str = "the session key is most likely stale, since a newer `wx.login` replaces it; call \
             `wx.login` first, let the page get the data after it, and use the key of that login";
        match self {
            Self::KeyNotBase64 => write!(f, "session_key is not base64: {KEY}"),
            Self::KeyLength(bytes) => {
                write!(f, "session_key decodes to {bytes} bytes instead of 16: {KEY}")
            }
            Self::IvNotBase64 => write!(f, "iv is not base64: {WHOLE}"),
            Self::IvLength(bytes) => {
                write!(f, "iv decodes to {bytes} bytes instead of 16: {WHOLE}")
            }
            Self::TooLarge(bytes) => {
                write!(f, "encryptedData of {bytes} bytes is longer than any that WeChat makes")
            }
            Self::DataNotBase64 => write!(f, "encryptedData is not base64: {WHOLE}"),
            Self::Empty => {
                write!(f, "encryptedData is empty: the user refused, or the page sent nothing")
            }
            Self::BlockLength(bytes) => write!(
                f,
                "encryptedData decodes to {bytes} bytes, which is not a multiple of 16: {WHOLE}"
            ),
            Self::Padding => {
                write!(
                    f,
                    "encryptedData does not decrypt with this session_key (bad padding): {STALE}"
                )
            }
            Self::NotUtf8 => {
                write!(f, "encryptedData decrypts to bytes that are not UTF-8: {STALE}")
            }
            Self::NotJson => {
                write!(f, "encryptedData decrypts to something other than a JSON object: {STALE}")
            }
            Self::NoWatermark => {
                write!(
                    f,
                    "the decrypted data has no watermark that says for which app and when it was made"
                )
            }
            Self::OtherApp { expected, found } => {
                write!(f, "the decrypted data was made for the app {found:?}, not for {expected:?}")
            }
            Self::TooOld { by } => {
                write!(
                    f,
                    "the decrypted data is {} s older than allowed: get it again",
                    by.as_secs()
                )
            }
            Self::OtherShape { line, column } => write!(
                f,
                "the decrypted JSON does not fit the type it is read into (line {line}, column {column})"
            ),
        }
    }
}

impl std::error::Error for UserDataError {}

impl From<UserDataError> for crate::Error {
    #[cold]
    fn from(error: UserDataError) -> crate::Error {
        crate::Error::new(crate::ErrorKind::Decode, error.to_string())
    }
}
