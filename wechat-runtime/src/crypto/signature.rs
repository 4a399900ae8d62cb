//! SHA-1 over sorted values: how WeChat's servers prove who they are, how cards are signed. And the
//! HMAC that other modules sign with.

use hmac::{Hmac, KeyInit, Mac};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::text;

/// SHA-1, in lower-case hexadecimal digits, of the values sorted by their bytes and joined.
///
/// Empty values take no part by themselves: they add nothing to what is joined.
pub fn sorted_sha1<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> String {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_unstable_by(|a, b| a.as_ref().cmp(b.as_ref()));
    let mut sha1 = Sha1::new();
    for value in &values {
        sha1.update(value.as_ref());
    }
    text::hex(&sha1.finalize())
}

/// HMAC-SHA256 with a key of any length.
pub(crate) fn hmac_sha256<'p>(
    key: &[u8],
    parts: impl IntoIterator<Item = &'p [u8]>,
) -> Zeroizing<[u8; 32]> {
    // A block of the hash, which is what a key becomes: a type that cannot be of a wrong length.
    let mut block = Zeroizing::new([0; 64]);
    match block.get_mut(..key.len()) {
        Some(start) => start.copy_from_slice(key),
        None => block[..32].copy_from_slice(&Sha256::digest(key)),
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new((&*block).into());
    parts.into_iter().for_each(|part| mac.update(part));
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// The signature with which WeChat opens a connection to a server: over the app's token and the
/// `timestamp` and `nonce` of the query.
pub fn server_signature(token: &str, timestamp: &str, nonce: &str) -> String {
    sorted_sha1([token, timestamp, nonce])
}

/// Whether the `signature` of a query came from someone who knows the token. Compared in constant
/// time; an empty, cut or upper-case signature is refused.
///
/// The digest is over sorted values, so it cannot tell `timestamp` and `nonce` from each other.
///
/// ```
/// use wechat_runtime::crypto::signature::verify_server_signature;
///
/// let signature = "335b26997f05c82243aad6b10a2d1853637e71a8";
/// assert!(verify_server_signature("weixin", "1357982061", "1358161344", signature));
/// assert!(!verify_server_signature("weixin", "1357982061", "1358161344", &signature[..38]));
/// ```
#[must_use = "a signature that is checked and not looked at protects nothing"]
pub fn verify_server_signature(token: &str, timestamp: &str, nonce: &str, signature: &str) -> bool {
    text::same(&server_signature(token, timestamp, nonce), signature)
}
