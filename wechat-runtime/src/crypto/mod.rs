//! Cryptography around WeChat's data: what mini-program pages send, what pages need to be given,
//! what servers sign. Pure functions and small types; nothing here makes a call. Keys are wiped
//! from memory when dropped (but for RSA keys that sign, which ring holds), signatures are compared
//! in constant time, no error holds a secret.

#[cfg(feature = "api-security")]
pub mod api_security;
pub mod card;
mod cipher;
#[cfg(any(feature = "api-security", feature = "sm", feature = "rsa-decrypt"))]
mod der;
pub mod dialog;
pub mod jssdk;
mod key;
pub mod msgcrypt;
pub mod paytool;
#[cfg(any(feature = "api-security", feature = "sm", feature = "rsa-decrypt"))]
mod pem;
#[cfg(feature = "api-security")]
pub mod rsa;
#[cfg(feature = "rsa-decrypt")]
pub mod rsa_decrypt;
pub mod session;
pub mod signature;
#[cfg(feature = "sm")]
pub mod sm;
pub mod user_data;
pub mod user_key;

mod text;

#[cfg(test)]
mod tests;

use std::fmt;

pub use cipher::CipherError;
pub use key::KeyError;

/// The operating system gave no random bytes, so no nonce could be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRandomness;

impl fmt::Display for NoRandomness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the operating system gave no random bytes for a nonce")
    }
}

impl std::error::Error for NoRandomness {}

impl From<NoRandomness> for crate::Error {
    #[cold]
    fn from(error: NoRandomness) -> crate::Error {
        crate::Error::new(crate::ErrorKind::Unsupported, error.to_string())
    }
}
