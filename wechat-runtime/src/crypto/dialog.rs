//! Bodies of the dialog platform (微信对话开放平台): AES-256 in CBC mode, the vector being the
//! first half of the key.

use std::fmt;

use aes::Aes256;
use zeroize::Zeroizing;

use super::cipher::{self, CipherError};
use super::text;

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
