//! Why a sealed text could not be opened: one variant for each step, each saying how to mend it.

use std::fmt;

/// Why a sealed text could not be opened. Its text says what is wrong, never what is in it.
///
/// Everything but [`Signature`](Self::Signature) and the two of the key is said by someone who knows
/// the token: WeChat, or a setting that does not belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MessageCryptError {
    /// The EncodingAESKey has not 43 characters, but this many.
    KeyLength(usize),
    /// The EncodingAESKey holds characters that no key has.
    KeyNotBase64,
    /// The signature is not the one of this text.
    Signature,
    /// The sealed text is empty.
    Empty,
    /// The sealed text is not base64.
    NotBase64,
    /// The sealed text is not a multiple of 16 bytes, but this many.
    BlockLength(usize),
    /// The padding is wrong: sealed with another key.
    Padding,
    /// The length inside says more than there is.
    Length,
    /// It is addressed to someone else.
    OtherReceiver {
        /// To whom.
        found: String,
    },
    /// What was opened is not UTF-8.
    NotUtf8,
}

impl fmt::Display for MessageCryptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const KEY: &str = "copy the EncodingAESKey of the app's callback settings";
        match self {
            Self::KeyLength(characters) => {
                write!(f, "the EncodingAESKey has {characters} characters instead of 43: {KEY}")
            }
            Self::KeyNotBase64 => {
                write!(f, "the EncodingAESKey holds something else than letters and digits: {KEY}")
            }
            Self::Signature => f.write_str(
                "the signature is wrong: not from WeChat, changed on its way, or `token` is not \
                 the one of the app's callback settings",
            ),
            Self::Empty => f.write_str("the encrypted text is empty"),
            Self::NotBase64 => f.write_str("the encrypted text is not base64"),
            Self::BlockLength(bytes) => {
                write!(f, "the encrypted text has {bytes} bytes, which is no multiple of 16")
            }
            Self::Padding => write!(
                f,
                "the encrypted text does not decrypt with this key (bad padding): {KEY}, it may \
                 have been changed there"
            ),
            Self::Length => f.write_str("the decrypted text is shorter than it says"),
            Self::OtherReceiver { found } => write!(
                f,
                "the message is addressed to {found:?}: if that is this app's too (a suite, a \
                 component, a corp), add it to the ids that its callback accepts"
            ),
            Self::NotUtf8 => f.write_str("the decrypted text is not UTF-8"),
        }
    }
}

impl std::error::Error for MessageCryptError {}
