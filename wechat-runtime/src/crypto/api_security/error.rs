//! Why a call could not be secured, or an answer not be trusted: one variant for each step.

use std::fmt;

use crate::crypto::KeyError;

/// Why a call could not be secured, or an answer not be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApiSecurityError {
    /// The symmetric key is not base64.
    KeyNotBase64,
    /// The symmetric key has the wrong length for its algorithm.
    KeyLength {
        /// Bytes that it has.
        is: usize,
        /// Bytes that it needs.
        needs: usize,
    },
    /// The app's private key cannot be read or used.
    PrivateKey(KeyError),
    /// WeChat's certificate cannot be read.
    Certificate(KeyError),
    /// The answer's signature is wrong.
    Signature(KeyError),
    /// The answer lacks this header.
    NoHeader(&'static str),
    /// The answer is signed with a certificate that was not given to this app.
    UnknownSerial(String),
    /// The body is not JSON with this field.
    NotSealed(&'static str),
    /// This field of the body is not base64.
    FieldNotBase64(&'static str),
    /// The iv has this many bytes instead of 12.
    IvLength(usize),
    /// The tag has this many bytes instead of 16.
    TagLength(usize),
    /// The body was changed, or encrypted for another key, app, URL or time.
    TagMismatch,
    /// What was decrypted is not a JSON object.
    NotJson,
    /// It is for another app.
    OtherApp,
    /// Its time is not a number, too far from now, or not the same inside and outside.
    Timestamp,
    /// The answer is a success without a signature: anyone could have sent it.
    Unsigned,
    /// The body of the request is not a JSON object.
    BodyNotObject,
    /// The request has this name twice, in the query and in the body, or it is one that securing
    /// adds.
    NameTwice(String),
    /// The call cannot be secured; this is why.
    Unsupported(&'static str),
    /// The text is too large for the cipher.
    TooLarge,
    /// The operating system gave no random bytes.
    NoRandomness,
}

impl fmt::Display for ApiSecurityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const CONSOLE: &str = "copy it again from the API security page of the console";
        match self {
            Self::KeyNotBase64 => write!(f, "the symmetric key is not base64: {CONSOLE}"),
            Self::KeyLength { is, needs } => write!(
                f,
                "the symmetric key has {is} bytes and its algorithm needs {needs}: {CONSOLE}, with its algorithm"
            ),
            Self::PrivateKey(error) => write!(f, "the app's private key: {error}"),
            Self::Certificate(error) => write!(f, "WeChat's certificate: {error}"),
            Self::Signature(error) => write!(f, "the answer's signature: {error}"),
            Self::NoHeader(name) => write!(f, "the answer is not secured: it has no `{name}` header"),
            Self::UnknownSerial(serial) => write!(
                f,
                "the answer is signed with WeChat's certificate {serial:?}, which this app was not given: \
                 download it from the API security page of the console"
            ),
            Self::NotSealed(name) => write!(f, "the body is not encrypted JSON: no field `{name}`"),
            Self::FieldNotBase64(name) => write!(f, "`{name}` of the body is not base64"),
            Self::IvLength(bytes) => write!(f, "`iv` of the body has {bytes} bytes instead of 12"),
            Self::TagLength(bytes) => write!(f, "`authtag` of the body has {bytes} bytes instead of 16"),
            Self::TagMismatch => f.write_str(
                "the body does not decrypt: it was changed, or encrypted for another key, app, URL or time",
            ),
            Self::NotJson => f.write_str("what was decrypted is not a JSON object"),
            Self::OtherApp => f.write_str("the answer is for another app"),
            Self::Timestamp => f.write_str(
                "the answer's time is not a number, more than 300 s from now, or differs from the one inside",
            ),
            Self::Unsigned => f.write_str(
                "the answer is a success without a signature, which anyone could have sent: see whether \
                 API security is on for this endpoint in the console",
            ),
            Self::BodyNotObject => f.write_str("the body of the request is not a JSON object"),
            Self::NameTwice(name) => write!(
                f,
                "`{name}` stands both in the query and in the body, or is a name that securing adds"
            ),
            Self::Unsupported(why) => write!(f, "the call cannot be secured: {why}"),
            Self::TooLarge => f.write_str("the request is too large to be encrypted"),
            Self::NoRandomness => write!(f, "{}", crate::crypto::NoRandomness),
        }
    }
}

impl std::error::Error for ApiSecurityError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::PrivateKey(error) | Self::Certificate(error) | Self::Signature(error) => {
                Some(error)
            }
            _ => None,
        }
    }
}

impl From<ApiSecurityError> for crate::Error {
    #[cold]
    fn from(error: ApiSecurityError) -> crate::Error {
        use crate::ErrorKind;
        use ApiSecurityError as E;
        let kind = match error {
            E::KeyNotBase64 | E::KeyLength { .. } | E::PrivateKey(_) | E::Certificate(_) => {
                ErrorKind::Config
            }
            E::BodyNotObject | E::NameTwice(_) | E::TooLarge => ErrorKind::Encode,
            E::Unsupported(_) | E::NoRandomness => ErrorKind::Unsupported,
            _ => ErrorKind::Untrusted,
        };
        crate::Error::new(kind, error.to_string())
    }
}
