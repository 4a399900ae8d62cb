//! Keys that WeChat keeps for a user of a mini program (`getuserencryptkey` here,
//! `getLatestUserKey` on the page), and the texts that page and server send each other with them.

use std::fmt;

use aes::Aes128;
use zeroize::Zeroizing;

use super::cipher::{self, CipherError};
use super::text;

const BLOCK: usize = 16;

/// One of a user's keys: AES-128 in CBC mode, with the initial vector that came with it. The page
/// names the key it used by its `version`. Never prints; wiped when dropped.
///
/// The cipher hides a text and does not prove it: whoever can send to a server can try changed texts
/// on it. Give a page the same answer whatever the error is, or sign what is sent as well.
///
/// ```
/// use wechat_runtime::crypto::user_key::UserKey;
///
/// let key = UserKey::new("VI6BpyrK9XH4i4AIGe86tg==", "6003f73ec441c386")?;
/// let sent = key.encrypt("hello");
/// assert_eq!(&**key.decrypt(&sent)?, b"hello");
/// # Ok::<(), wechat_runtime::crypto::CipherError>(())
/// ```
pub struct UserKey {
    key: Zeroizing<[u8; BLOCK]>,
    iv: [u8; BLOCK],
}

impl UserKey {
    /// `encrypt_key` and `iv` as WeChat gave them. WeChat's vector is a text of 16 characters, used
    /// as it stands; 32 hexadecimal digits and base64 of 16 bytes are taken as well.
    pub fn new(encrypt_key: &str, iv: &str) -> Result<UserKey, CipherError> {
        let key = cipher::key(encrypt_key)?;
        let length = CipherError::IvLength { is: iv.len(), needs: BLOCK };
        let iv = match iv.as_bytes().try_into() {
            Ok(iv) => iv,
            Err(_) => hex(iv).or_else(|| base64(iv)).ok_or(length)?,
        };
        Ok(UserKey { key, iv })
    }

    /// Encrypts for the page, in base64.
    pub fn encrypt(&self, plain: impl AsRef<[u8]>) -> String {
        // Key and vector have their lengths by their types.
        let sealed = cipher::seal_cbc::<Aes128>(&self.key[..], &self.iv, plain.as_ref());
        text::to_base64(&sealed.unwrap_or_default())
    }

    /// Decrypts what the page sent, in base64.
    pub fn decrypt(&self, sealed: &str) -> Result<Zeroizing<Vec<u8>>, CipherError> {
        let data = text::from_base64(sealed).ok_or(CipherError::DataNotBase64)?;
        cipher::open_cbc::<Aes128>(&self.key[..], &self.iv, data)
    }
}

fn hex(text: &str) -> Option<[u8; BLOCK]> {
    (text.len() == 2 * BLOCK && text.bytes().all(|digit| digit.is_ascii_hexdigit()))
        .then(|| u128::from_str_radix(text, 16).ok().map(u128::to_be_bytes))?
}

fn base64(text: &str) -> Option<[u8; BLOCK]> {
    text::from_base64(text)?.as_slice().try_into().ok()
}

impl fmt::Debug for UserKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserKey(***)")
    }
}
