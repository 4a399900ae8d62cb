//! The encrypted form of a body: `{"iv": …, "data": …, "authtag": …}`, with AES-256 or SM4 in
//! Galois/counter mode.

use std::fmt;

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::inout::InOutBuf;
use aes_gcm::aead::{AeadInOut, KeyInit, KeySizeUser, Nonce, Tag};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::{ApiSecurityError, Context};
#[cfg(feature = "sm")]
use crate::crypto::sm::sm4::Sm4Gcm;
use crate::crypto::text;
use crate::lenient;

const IV: usize = 12;
const TAG: usize = 16;

/// Which cipher a symmetric key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Algorithm {
    /// `AES256_GCM`, with a key of 32 bytes.
    Aes256Gcm,
    /// `SM4_GCM`, with a key of 16 bytes.
    #[cfg(feature = "sm")]
    Sm4Gcm,
}

/// The symmetric key of an app. Never prints; wiped when dropped.
pub struct SymmetricKey {
    sn: String,
    cipher: Cipher,
}

enum Cipher {
    Aes(Box<Aes256Gcm>),
    #[cfg(feature = "sm")]
    Sm4(Box<Sm4Gcm>),
}

impl SymmetricKey {
    /// `sn` is the number that WeChat's console shows for the key, `key` is its base64.
    pub fn new(
        algorithm: Algorithm,
        sn: impl Into<String>,
        key: &str,
    ) -> Result<SymmetricKey, ApiSecurityError> {
        let key = text::from_base64(key).ok_or(ApiSecurityError::KeyNotBase64)?;
        let cipher = match algorithm {
            Algorithm::Aes256Gcm => Cipher::Aes(Box::new(with_key(&key)?)),
            #[cfg(feature = "sm")]
            Algorithm::Sm4Gcm => Cipher::Sm4(Box::new(with_key(&key)?)),
        };
        Ok(SymmetricKey { sn: sn.into(), cipher })
    }

    /// Encrypts a text. An iv must never be used twice with one key.
    pub fn encrypt(
        &self,
        context: Context<'_>,
        plain: &str,
        iv: [u8; IV],
    ) -> Result<Sealed, ApiSecurityError> {
        let aad = context.aad(&self.sn);
        let mut data = plain.as_bytes().to_vec();
        let buffer = InOutBuf::from(data.as_mut_slice());
        let tag = match &self.cipher {
            Cipher::Aes(cipher) => {
                cipher.encrypt_inout_detached(&iv.into(), aad.as_bytes(), buffer)
            }
            #[cfg(feature = "sm")]
            Cipher::Sm4(cipher) => {
                cipher.encrypt_inout_detached(&iv.into(), aad.as_bytes(), buffer)
            }
        };
        let tag = tag.map_err(|_| ApiSecurityError::TooLarge)?;
        Ok(Sealed {
            iv: text::to_base64(&iv),
            data: text::to_base64(&data),
            authtag: text::to_base64(&tag),
        })
    }

    /// Decrypts the body of an answer to the text that WeChat encrypted.
    pub fn decrypt(
        &self,
        context: Context<'_>,
        body: &str,
    ) -> Result<Zeroizing<String>, ApiSecurityError> {
        let sealed = Sealed::from_json(body)?;
        let iv = field(&sealed.iv, "iv")?;
        let iv: [u8; IV] =
            iv.as_slice().try_into().map_err(|_| ApiSecurityError::IvLength(iv.len()))?;
        let tag = field(&sealed.authtag, "authtag")?;
        let tag: [u8; TAG] =
            tag.as_slice().try_into().map_err(|_| ApiSecurityError::TagLength(tag.len()))?;
        let mut data = field(&sealed.data, "data")?;
        let aad = context.aad(&self.sn);
        match &self.cipher {
            Cipher::Aes(cipher) => {
                decrypt(&**cipher, iv.into(), tag.into(), aad.as_bytes(), &mut data)
            }
            #[cfg(feature = "sm")]
            Cipher::Sm4(cipher) => {
                decrypt(&**cipher, iv.into(), tag.into(), aad.as_bytes(), &mut data)
            }
        }?;
        // Validated in place, so that no second copy is made.
        let text = String::from_utf8(std::mem::take(&mut *data));
        text.map(Zeroizing::new).map_err(|error| {
            drop(Zeroizing::new(error.into_bytes()));
            ApiSecurityError::NotJson
        })
    }

    /// Decrypts the body of an answer, checks that it is for this app and of this time, and takes
    /// out the `_` fields.
    pub fn open(
        &self,
        context: Context<'_>,
        body: &str,
    ) -> Result<Map<String, Value>, ApiSecurityError> {
        let plain = self.decrypt(context, body)?;
        let mut json: Map<String, Value> =
            lenient::from_slice(plain.as_bytes()).map_err(|_| ApiSecurityError::NotJson)?;
        if json.get("_appid").and_then(Value::as_str) != Some(context.app_id) {
            return Err(ApiSecurityError::OtherApp);
        }
        if json.get("_timestamp").and_then(Value::as_u64) != Some(context.timestamp) {
            return Err(ApiSecurityError::Timestamp);
        }
        json.retain(|name, _| !name.starts_with('_'));
        Ok(json)
    }
}

impl fmt::Debug for SymmetricKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SymmetricKey").field("sn", &self.sn).finish_non_exhaustive()
    }
}

/// An encrypted body; each part is base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// 12 random bytes.
    pub iv: String,
    /// The encrypted JSON.
    pub data: String,
    /// 16 bytes that prove it unchanged.
    pub authtag: String,
}

impl Sealed {
    /// The JSON text that is sent, and signed as it is.
    pub fn to_json(&self) -> String {
        // Base64 needs no escapes; the order is that of WeChat's guide.
        let Sealed { iv, data, authtag } = self;
        format!(r#"{{"iv":"{iv}","data":"{data}","authtag":"{authtag}"}}"#)
    }

    fn from_json(body: &str) -> Result<Sealed, ApiSecurityError> {
        let json: Value =
            serde_json::from_str(body).map_err(|_| ApiSecurityError::NotSealed("iv"))?;
        let part = |name| {
            let value = json.get(name).and_then(Value::as_str);
            value.map(str::to_owned).ok_or(ApiSecurityError::NotSealed(name))
        };
        Ok(Sealed { iv: part("iv")?, data: part("data")?, authtag: part("authtag")? })
    }
}

fn with_key<C: KeyInit + KeySizeUser>(key: &[u8]) -> Result<C, ApiSecurityError> {
    C::new_from_slice(key)
        .map_err(|_| ApiSecurityError::KeyLength { is: key.len(), needs: C::key_size() })
}

fn field(text: &str, name: &'static str) -> Result<Zeroizing<Vec<u8>>, ApiSecurityError> {
    text::from_base64(text).ok_or(ApiSecurityError::FieldNotBase64(name))
}

fn decrypt<C: AeadInOut>(
    cipher: &C,
    iv: Nonce<C>,
    tag: Tag<C>,
    aad: &[u8],
    data: &mut [u8],
) -> Result<(), ApiSecurityError> {
    cipher
        .decrypt_inout_detached(&iv, aad, InOutBuf::from(data), &tag)
        .map_err(|_| ApiSecurityError::TagMismatch)
}
