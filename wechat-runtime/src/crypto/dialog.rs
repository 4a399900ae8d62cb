//! Calls of the dialog platform (微信对话开放平台): bodies by AES-256 in CBC mode, the vector being the
//! first half of the key, and signatures by MD5, which is the platform's choice.

use std::fmt;

use aes::Aes256;
use md5::{Digest as _, Md5};
use zeroize::Zeroizing;

use super::cipher::{self, CipherError};
use super::{NoRandomness, text};

/// The signature of a call: `sign`, of its body as it is sent, in lower-case hexadecimal digits.
///
/// ```
/// let token = "YV78Pyj1VvqdNGpMJ1pHic0bIBOWMv";
/// let sign = wechat_runtime::crypto::dialog::sign(token, 1_711_001_766, "abc", b"");
/// assert_eq!(sign, "fff8dae1356e7867ea98743439f0e9f8");
/// ```
pub fn sign(token: &str, timestamp: u64, nonce: &str, body: &[u8]) -> String {
    let body = text::hex(&Md5::digest(body));
    let signed = Zeroizing::new(format!("{token}{timestamp}{nonce}{body}"));
    text::hex(&Md5::digest(signed.as_bytes()))
}

/// The headers of a signed call, with a nonce and a number of the call that are new.
pub fn headers(
    token: &str,
    timestamp: u64,
    body: &[u8],
) -> Result<[(&'static str, String); 4], NoRandomness> {
    let nonce = text::nonce()?;
    let sign = sign(token, timestamp, &nonce, body);
    Ok([
        ("request_id", text::nonce()?),
        ("timestamp", timestamp.to_string()),
        ("nonce", nonce),
        ("sign", sign),
    ])
}

/// The `EncodingAESKey` of a bot. Never prints; wiped when dropped.
pub struct DialogKey(Zeroizing<[u8; 32]>);

impl DialogKey {
    /// The key as the console shows it: 43 characters, with or without a `=` behind them.
    pub fn new(encoding_aes_key: &str) -> Result<DialogKey, CipherError> {
        cipher::key(encoding_aes_key).map(DialogKey)
    }

    /// Encrypts a body, in base64.
    pub fn encrypt(&self, plain: impl AsRef<[u8]>) -> String {
        // Key and vector have their lengths by their types.
        let sealed = cipher::seal_cbc::<Aes256>(&self.0[..], self.iv(), plain.as_ref());
        text::to_base64(&sealed.unwrap_or_default())
    }

    /// Decrypts a body, in base64.
    pub fn decrypt(&self, sealed: &str) -> Result<Zeroizing<Vec<u8>>, CipherError> {
        let data = text::from_base64(sealed).ok_or(CipherError::DataNotBase64)?;
        cipher::open_cbc::<Aes256>(&self.0[..], self.iv(), data)
    }

    fn iv(&self) -> &[u8] {
        &self.0[..16]
    }
}

impl fmt::Debug for DialogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DialogKey(***)")
    }
}
