//! RSA decryption, by AWS-LC. Feature `rsa-decrypt`, apart from the signatures in `rsa`: ring does
//! not decrypt, and the pure-Rust crate leaks the time it takes (RUSTSEC-2023-0071).

use std::fmt;

use aws_lc_rs::rsa::{
    OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, Pkcs1PrivateDecryptingKey, PrivateDecryptingKey,
};
use zeroize::Zeroizing;

use super::der::{self, Algorithm};
use super::pem::{self, Private};
use super::{KeyError, text};

/// How a text is padded before it is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Padding {
    /// PKCS #1 v1.5: the chat archive of WeCom.
    Pkcs1,
    /// OAEP with SHA-1, also for its mask: the sensitive fields of Pay.
    OaepSha1,
}

/// A private key that decrypts. Never prints; wiped when dropped.
///
/// The chat archive of WeCom (会话内容存档) gives `encrypt_random_key` with each message, for the
/// public key of version `publickey_ver`. What it decrypts to is the key that the archive's own
/// library (`DecryptData`) takes:
///
/// ```no_run
/// # fn main() -> Result<(), wechat_runtime::crypto::KeyError> {
/// # let (pem, encrypt_random_key) = ("", "");
/// use wechat_runtime::crypto::rsa_decrypt::{Padding, PrivateKey};
///
/// let random_key = PrivateKey::from_pem(pem)?.decrypt(Padding::Pkcs1, encrypt_random_key)?;
/// # Ok(()) }
/// ```
pub struct PrivateKey(PrivateDecryptingKey);

impl PrivateKey {
    /// Reads a `PRIVATE KEY` (PKCS #8, also as bare base64) or `RSA PRIVATE KEY` (PKCS #1) in PEM.
    pub fn from_pem(pem: &str) -> Result<PrivateKey, KeyError> {
        let der = match pem::private(pem)? {
            Private::Pkcs8(Algorithm::Rsa, der) => der,
            Private::Pkcs1(der) => der::pkcs8_of_rsa(&der),
            Private::Pkcs8(..) | Private::Sec1(_) => return Err(KeyError::Rejected),
        };
        PrivateDecryptingKey::from_pkcs8(&der).map(PrivateKey).map_err(|_| KeyError::Rejected)
    }

    /// Decrypts base64.
    ///
    /// With [`Padding::Pkcs1`], never let the sender of a text learn whether it decrypted: from
    /// enough such answers it can be read without the key. Texts that one's own server downloaded
    /// from WeChat, as those of the chat archive, have no such sender.
    pub fn decrypt(&self, padding: Padding, sealed: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let data = text::from_base64(sealed).ok_or(KeyError::DataNotBase64)?;
        let mut plain = Zeroizing::new(vec![0; self.0.key_size_bytes()]);
        // Cloning counts a reference.
        let key = self.0.clone();
        let length = match padding {
            Padding::Pkcs1 => Pkcs1PrivateDecryptingKey::new(key)
                .and_then(|key| key.decrypt(&data, &mut plain).map(|plain| plain.len())),
            Padding::OaepSha1 => OaepPrivateDecryptingKey::new(key).and_then(|key| {
                key.decrypt(&OAEP_SHA1_MGF1SHA1, &data, &mut plain, None).map(|plain| plain.len())
            }),
        };
        plain.truncate(length.map_err(|_| KeyError::Undecryptable)?);
        Ok(plain)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(***)")
    }
}
