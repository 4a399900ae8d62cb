//! The key behind every signature of a login, and the one way to sign with it.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::crypto::signature::hmac_sha256;
use crate::value::Secret;

/// A secret of the server that signs states and sessions. All machines that serve one site need
/// the same. `Debug` does not show it, and the memory is wiped when it is dropped.
#[derive(Clone)]
pub struct Key {
    current: Zeroizing<[u8; 32]>,
    /// Signatures of these are still taken.
    former: Vec<Zeroizing<[u8; 32]>>,
}

/// Too short for a key: it could be guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeakKey;

impl fmt::Display for WeakKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "what signs logins could be guessed: give 32 random bytes, or a whole app secret",
        )
    }
}

impl std::error::Error for WeakKey {}

impl From<WeakKey> for crate::Error {
    #[cold]
    fn from(error: WeakKey) -> crate::Error {
        crate::Error::config(error.to_string())
    }
}

impl Key {
    /// From at least 32 random bytes of your own.
    pub fn new(bytes: impl AsRef<[u8]>) -> Result<Key, WeakKey> {
        let bytes = bytes.as_ref();
        if bytes.len() < 32 {
            return Err(WeakKey);
        }
        Ok(Key::extract(bytes))
    }

    /// From the app's secret. Convenient: nothing more to keep; but whoever knows the app's secret
    /// can then log in as anybody, and a new app secret logs everybody out.
    pub fn derived(app_secret: &Secret) -> Result<Key, WeakKey> {
        let secret = app_secret.expose().as_bytes();
        if secret.len() < 16 {
            return Err(WeakKey);
        }
        Ok(Key::extract(secret))
    }

    /// Takes the signatures of an older key too, until what it signed has expired.
    #[must_use]
    pub fn and_former(mut self, former: Key) -> Key {
        self.former.push(former.current);
        self.former.extend(former.former);
        self
    }

    /// What is given becomes 32 bytes that serve for nothing else.
    fn extract(bytes: &[u8]) -> Key {
        let salt: &[u8; 32] = b"wechat-app web login, version  1";
        Key { current: hmac_sha256(salt, [bytes]), former: Vec::new() }
    }

    /// The signature of these parts for one purpose, which no other purpose takes.
    pub(super) fn sign(&self, purpose: &str, parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
        sign(&self.current, purpose, parts)
    }

    /// Whether a signature, of which at least 16 bytes are given, is right. Takes as long for a
    /// near miss as for a far one.
    pub(super) fn verify(&self, purpose: &str, parts: &[&[u8]], tag: &[u8]) -> bool {
        let keys = std::iter::once(&self.current).chain(&self.former);
        (16..=32).contains(&tag.len())
            && keys.fold(false, |right, key| {
                let computed = sign(key, purpose, parts);
                right | bool::from(computed[..tag.len()].ct_eq(tag))
            })
    }
}

/// Lengths go in too, so that parts cannot be shifted into each other.
fn sign(key: &[u8; 32], purpose: &str, parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let parts = std::iter::once(purpose.as_bytes()).chain(parts.iter().copied());
    let lengths: Vec<([u8; 8], &[u8])> =
        parts.map(|part| ((part.len() as u64).to_be_bytes(), part)).collect();
    hmac_sha256(key, lengths.iter().flat_map(|(length, part)| [length.as_slice(), part]))
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(***)")
    }
}
