//! Values that are encrypted before they get to a store, whichever it is.
//!
//! AES-256-GCM with a nonce that is made from what is encrypted, by HMAC: equal values of a key look
//! equal, so that a store can compare them, and no nonce serves for two values. What a value belongs
//! to is authenticated with it, so that it cannot be moved to another key.

use std::fmt;
use std::str::FromStr;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::store::{CredentialKey, Lock, Store, StoreError, StoredCredential};
use crate::crypto::signature::hmac_sha256;
use crate::error::Error;
use crate::transport::BoxFuture;
use crate::value::Secret;

/// What sealed values begin with: the way they are sealed in.
const MARK: &str = "sealed1.";
const NONCE: usize = 12;

/// Encrypts all values before they get to a store; keys, times and locks are the store's as they
/// are. What was changed in the store, moved to another key there, or sealed with another key does
/// not open: it is a [`StoreError::unreadable`], and is fetched again if it can be.
///
/// ```
/// # use wechat_runtime::{MemoryStore, SealedStore, SealingKey};
/// # fn f(key: &str) -> Result<(), wechat_runtime::Error> {
/// let store = SealedStore::new(MemoryStore::new(), key.parse()?);
/// # Ok(()) }
/// # f("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f").unwrap();
/// ```
///
/// To change the key, give the old one to [`and_former`](SealedStore::and_former) as well, on all
/// machines; what is written from then on is sealed with the new one. To begin to seal what a store
/// holds already, use [`and_open`](SealedStore::and_open).
#[derive(Clone)]
pub struct SealedStore<S> {
    store: S,
    key: SealingKey,
    former: Vec<SealingKey>,
    open: bool,
}

impl<S: Store> SealedStore<S> {
    /// With this key, which all processes that share the store must have.
    pub fn new(store: S, key: SealingKey) -> SealedStore<S> {
        SealedStore { store, key, former: Vec::new(), open: false }
    }

    /// Reads what an older key has sealed, too.
    #[must_use]
    pub fn and_former(mut self, key: SealingKey) -> SealedStore<S> {
        self.former.push(key);
        self
    }

    /// Reads values that are not sealed, too, as they were written before. Whoever can write to the
    /// store can then put values of their own there: leave this out again as soon as all durable
    /// values have been written anew.
    #[must_use]
    pub fn and_open(mut self) -> SealedStore<S> {
        self.open = true;
        self
    }

    fn unseal(&self, key: &CredentialKey, kept: &Secret) -> Result<Secret, StoreError> {
        let Some(sealed) = kept.expose().strip_prefix(MARK) else {
            return if self.open {
                Ok(kept.clone())
            } else {
                Err(unreadable(
                    key,
                    "is not sealed: it was written by a program that does not seal",
                ))
            };
        };
        let mut keys = std::iter::once(&self.key).chain(&self.former);
        keys.find_map(|with| with.open(key, sealed)).ok_or_else(|| {
            unreadable(key, "does not open: it was sealed with another key, changed, or moved here")
        })
    }

    /// All forms that a value may have in the store.
    fn forms(&self, key: &CredentialKey, value: &Secret) -> Result<Vec<Secret>, StoreError> {
        let keys = std::iter::once(&self.key).chain(&self.former);
        let mut forms: Vec<_> =
            keys.map(|with| with.seal(key, value)).collect::<Result<_, StoreError>>()?;
        forms.extend(self.open.then(|| value.clone()));
        Ok(forms)
    }
}

#[cold]
fn unreadable(key: &CredentialKey, what: &str) -> StoreError {
    StoreError::unreadable(format!("what is kept under {key} {what}"))
}

impl<S: Store> Store for SealedStore<S> {
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        Box::pin(async move {
            let Some(mut kept) = self.store.get(key).await? else { return Ok(None) };
            kept.value = self.unseal(key, &kept.value)?;
            Ok(Some(kept))
        })
    }

    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move {
            let value = self.key.seal(key, &credential.value)?;
            self.store.put(key, &StoredCredential { value, ..*credential }, fence).await
        })
    }

    fn remove_if<'a>(
        &'a self,
        key: &'a CredentialKey,
        value: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move {
            for form in self.forms(key, value)? {
                if self.store.remove_if(key, &form).await? {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    fn try_lock<'a>(
        &'a self,
        key: &'a CredentialKey,
        impatient: bool,
    ) -> BoxFuture<'a, Result<Lock, StoreError>> {
        self.store.try_lock(key, impatient)
    }
}

impl<S: fmt::Debug> fmt::Debug for SealedStore<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SealedStore").field(&self.store).finish()
    }
}

/// 32 random bytes that seal a store: `openssl rand -hex 32` makes some. Never prints; wiped when
/// dropped.
#[derive(Clone)]
pub struct SealingKey {
    encrypts: Zeroizing<[u8; 32]>,
    /// A key of its own, as no key should serve for two things.
    makes_nonces: Zeroizing<[u8; 32]>,
}

impl SealingKey {
    /// From the bytes.
    pub fn new(bytes: &[u8; 32]) -> SealingKey {
        let derive = |purpose: &[u8]| hmac_sha256(bytes, [purpose]);
        SealingKey {
            encrypts: derive(b"wechat-app sealed store 1: AES-256-GCM"),
            makes_nonces: derive(b"wechat-app sealed store 1: nonces"),
        }
    }

    /// With the key and the nonce always made of the same value, nothing is ever encrypted twice
    /// but to the same text.
    fn seal(&self, key: &CredentialKey, value: &Secret) -> Result<Secret, StoreError> {
        let (name, value) = (key.to_string(), value.expose().as_bytes());
        let length = (name.len() as u64).to_be_bytes();
        let digest = hmac_sha256(&*self.makes_nonces, [&length, name.as_bytes(), value]);
        let nonce: [u8; NONCE] = std::array::from_fn(|i| digest[i]);
        let payload = Payload { msg: value, aad: name.as_bytes() };
        let sealed = self.cipher().encrypt(&nonce.into(), payload);
        let mut out = nonce.to_vec();
        out.extend(sealed.map_err(|_| StoreError::new("the value is too large to be sealed"))?);
        Ok(Secret::new(format!("{MARK}{}", BASE64_URL_SAFE_NO_PAD.encode(out))))
    }

    fn open(&self, key: &CredentialKey, sealed: &str) -> Option<Secret> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let name = key.to_string();
        let payload = Payload { msg: sealed, aad: name.as_bytes() };
        let plain = self.cipher().decrypt(&Nonce::try_from(nonce).ok()?, payload).ok()?;
        String::from_utf8(plain).ok().map(Secret::new)
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new((&*self.encrypts).into())
    }
}

impl FromStr for SealingKey {
    type Err = WrongSealingKey;

    /// From 64 hexadecimal digits, or base64 of the common or the URL's kind.
    fn from_str(text: &str) -> Result<SealingKey, WrongSealingKey> {
        let text = text.trim();
        let bytes = if text.len() == 64 {
            from_hex(text)
        } else {
            let plain: Zeroizing<String> =
                Zeroizing::new(text.trim_end_matches('=').replace('-', "+").replace('_', "/"));
            BASE64_STANDARD_NO_PAD.decode(&*plain).ok().map(Zeroizing::new)
        };
        let bytes = bytes.ok_or(WrongSealingKey)?;
        <&[u8; 32]>::try_from(bytes.as_slice()).map(SealingKey::new).map_err(|_| WrongSealingKey)
    }
}

fn from_hex(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks_exact(2);
    pairs
        .map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?))
        .collect::<Option<_>>()
        .map(Zeroizing::new)
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey(***)")
    }
}

/// A text that is no key. What it is is not shown: it may be a key with a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongSealingKey;

impl fmt::Display for WrongSealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a key that seals a store is 32 random bytes, as 64 hexadecimal digits or in base64: \
             `openssl rand -hex 32` makes one",
        )
    }
}

impl std::error::Error for WrongSealingKey {}

impl From<WrongSealingKey> for Error {
    #[cold]
    fn from(error: WrongSealingKey) -> Error {
        Error::config(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const BYTES: [u8; 32] = *b"0123456789abcdef0123456789ABCDEF";

    fn key(app: &str) -> CredentialKey {
        CredentialKey::new("mini_program", app, "access_token", Vec::new(), false)
    }

    #[test]
    fn a_key_has_many_texts() {
        let sealed = |key: &SealingKey| {
            key.seal(&self::key("wx1"), &Secret::from("v")).unwrap().expose().to_owned()
        };
        let this = sealed(&SealingKey::new(&BYTES));
        let hex: String = BYTES.iter().map(|byte| format!("{byte:02X}")).collect();
        let base64 = BASE64_STANDARD_NO_PAD.encode(BYTES);
        for text in [hex.clone(), hex.to_lowercase(), base64.clone(), format!(" {base64}=\n")] {
            assert_eq!(sealed(&text.parse().unwrap()), this);
        }
        let url = BASE64_URL_SAFE_NO_PAD.encode([0xfb; 32]);
        assert_eq!(sealed(&url.parse().unwrap()), sealed(&SealingKey::new(&[0xfb; 32])));
        for text in
            ["", "short", &hex[1..], &base64[4..], &hex.replace('3', "g"), "é".repeat(32).as_str()]
        {
            let error = text.parse::<SealingKey>().unwrap_err();
            assert!(text.len() < 6 || !error.to_string().contains(text));
        }
        assert_eq!(format!("{:?}", SealingKey::new(&BYTES)), "SealingKey(***)");
    }

    #[test]
    fn what_is_sealed_opens_unchanged_in_its_place_with_its_key_only() {
        let (own, other) = (SealingKey::new(&BYTES), SealingKey::new(&[7; 32]));
        let mut seen = HashSet::new();
        for value in ["", "a", "b", "sealed1.x", &"é".repeat(700)] {
            for app in ["wx1", "wx2"] {
                let sealed = own.seal(&key(app), &Secret::from(value)).unwrap();
                assert_eq!(sealed, own.seal(&key(app), &Secret::from(value)).unwrap());
                let text = sealed.expose().strip_prefix(MARK).unwrap();
                assert!(seen.insert(text.to_owned()));
                assert!(value.is_empty() || !text.contains(value) || value.len() == 1);
                assert_eq!(own.open(&key(app), text).unwrap().expose(), value);
                assert!(own.open(&key("wx3"), text).is_none());
                assert!(other.open(&key(app), text).is_none());
                let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
                for at in 0..bytes.len().min(60) {
                    let mut changed = bytes.clone();
                    changed[at] ^= 1;
                    let changed = BASE64_URL_SAFE_NO_PAD.encode(changed);
                    assert!(own.open(&key(app), &changed).is_none());
                    let cut = BASE64_URL_SAFE_NO_PAD.encode(&bytes[..at]);
                    assert!(own.open(&key(app), &cut).is_none());
                }
            }
        }
    }
}
