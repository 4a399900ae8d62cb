//! The Chinese algorithms: SM2 keys, the SM3 digest, the SM4 cipher. Feature `sm`. What they are
//! used for is in the modules that use them.

pub mod sm2;
pub mod sm4;

use ::sm3::{Digest, Sm3};

use super::text;

/// The SM3 digest of a message, in lower-case hexadecimal digits.
///
/// ```
/// // GB/T 32905, example 1
/// let digest = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
/// assert_eq!(wechat_runtime::crypto::sm::sm3(b"abc"), digest);
/// ```
pub fn sm3(message: &[u8]) -> String {
    text::hex(&Sm3::digest(message))
}
