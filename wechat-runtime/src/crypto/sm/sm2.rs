//! SM2: signatures with SM3, and encryption to a key.

use std::fmt;

use ::sm2::dsa::signature::{Signer as _, Verifier as _};
use ::sm2::dsa::{Signature, SigningKey, VerifyingKey};
use ::sm2::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use ::sm2::pke::{DecryptingKey, EncryptingKey};
use getrandom::SysRng;
use zeroize::Zeroizing;

use crate::crypto::der::Algorithm;
use crate::crypto::pem::{self, Private, Public};
use crate::crypto::{KeyError, text};

/// The signer's id where nobody agreed on another.
pub const DEFAULT_ID: &str = "1234567812345678";

/// The first byte of a ciphertext in ASN.1.
const SEQUENCE: u8 = 0x30;

/// A private key. Never prints; wiped when dropped.
pub struct PrivateKey(::sm2::SecretKey);

impl PrivateKey {
    /// Reads a `PRIVATE KEY` (PKCS #8, also as bare base64) or `EC PRIVATE KEY` (SEC 1) in PEM.
    pub fn from_pem(pem: &str) -> Result<PrivateKey, KeyError> {
        PrivateKey::read(pem::private(pem)?)
    }

    /// The key itself: 32 bytes, the first the largest.
    pub fn from_bytes(key: &[u8]) -> Result<PrivateKey, KeyError> {
        ::sm2::SecretKey::from_slice(key).map(PrivateKey).map_err(|_| KeyError::Rejected)
    }

    pub(in crate::crypto) fn read(key: Private) -> Result<PrivateKey, KeyError> {
        let key = match key {
            Private::Pkcs8(Algorithm::Sm2, der) => {
                ::sm2::SecretKey::from_pkcs8_der(&der).map_err(|_| KeyError::Malformed)
            }
            Private::Sec1(der) => {
                ::sm2::SecretKey::from_sec1_der(&der).map_err(|_| KeyError::Malformed)
            }
            Private::Pkcs8(..) | Private::Pkcs1(_) => Err(KeyError::Rejected),
        };
        key.map(PrivateKey)
    }

    /// Signs as SM2withSM3 under the id of the signer: `r` and `s` in ASN.1, in base64.
    pub fn sign(&self, id: &str, message: &[u8]) -> Result<String, KeyError> {
        let key = SigningKey::new(id, &self.0).map_err(|_| KeyError::CannotSign)?;
        let signature: Signature = key.try_sign(message).map_err(|_| KeyError::CannotSign)?;
        Ok(text::to_base64(signature.to_der().as_bytes()))
    }

    /// Decrypts base64 of either form: ASN.1 (GM/T 0009), or the point, the digest and the data
    /// one behind the other (`C1C3C2`).
    pub fn decrypt(&self, sealed: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let data = text::from_base64(sealed).ok_or(KeyError::DataNotBase64)?;
        let key = DecryptingKey::new(self.0.clone());
        let plain = match data.first() {
            Some(&SEQUENCE) => key.decrypt_der(&data),
            _ => key.decrypt(&data),
        };
        plain.map(Zeroizing::new).map_err(|_| KeyError::Undecryptable)
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        PublicKey(self.0.public_key())
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(***)")
    }
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(::sm2::PublicKey);

impl PublicKey {
    /// Reads a `CERTIFICATE` (X.509) or `PUBLIC KEY` (SPKI, also as bare base64) in PEM. Who issued
    /// a certificate and until when it is good is not looked at.
    pub fn from_pem(pem: &str) -> Result<PublicKey, KeyError> {
        PublicKey::read(pem::public(pem)?)
    }

    /// The point itself: `04`, then both coordinates, or one of them in the compressed form.
    pub fn from_bytes(point: &[u8]) -> Result<PublicKey, KeyError> {
        ::sm2::PublicKey::from_sec1_bytes(point).map(PublicKey).map_err(|_| KeyError::Rejected)
    }

    pub(in crate::crypto) fn read(key: Public) -> Result<PublicKey, KeyError> {
        match key {
            Public::Spki(Algorithm::Sm2, der) => ::sm2::PublicKey::from_public_key_der(&der)
                .map(PublicKey)
                .map_err(|_| KeyError::Malformed),
            Public::Spki(..) | Public::Pkcs1(_) => Err(KeyError::Rejected),
        }
    }

    /// Checks a signature of SM2withSM3 under the id of the signer: `r` and `s` in ASN.1, in base64.
    pub fn verify(&self, id: &str, message: &[u8], signature: &str) -> Result<(), KeyError> {
        let signature = text::from_base64(signature).ok_or(KeyError::SignatureNotBase64)?;
        let signature = Signature::from_der(&signature).map_err(|_| KeyError::Mismatch)?;
        let key = VerifyingKey::new(id, self.0).map_err(|_| KeyError::Mismatch)?;
        key.verify(message, &signature).map_err(|_| KeyError::Mismatch)
    }

    /// Encrypts to the key: ASN.1, in base64. The text cannot be empty.
    pub fn encrypt(&self, plain: &[u8]) -> Result<String, KeyError> {
        let sealed = EncryptingKey::new(self.0).encrypt_der(&mut SysRng, plain);
        Ok(text::to_base64(&sealed.map_err(|_| KeyError::CannotEncrypt)?))
    }
}
