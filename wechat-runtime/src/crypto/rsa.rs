//! RSA signatures with SHA-256: private keys and certificates from PEM, on ring. Which text is
//! signed is for the modules that use them.

use std::fmt;

use ring::rand::SystemRandom;
use ring::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RSA_PSS_2048_8192_SHA256, RSA_PSS_SHA256,
    RsaEncoding, RsaKeyPair, RsaParameters, UnparsedPublicKey,
};

use super::der::{self, Algorithm};
use super::pem::{self, Private, Public};
use super::{KeyError, text};

/// How the digest is padded before it is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Padding {
    /// PSS with MGF1-SHA256 and a salt of 32 bytes: API security.
    Pss,
    /// PKCS #1 v1.5: Pay.
    Pkcs1,
}

/// A private key. Never prints.
pub struct PrivateKey(RsaKeyPair);

impl PrivateKey {
    /// Reads a `PRIVATE KEY` (PKCS #8, also as bare base64) or `RSA PRIVATE KEY` (PKCS #1) in PEM.
    pub fn from_pem(pem: &str) -> Result<PrivateKey, KeyError> {
        PrivateKey::read(pem::private(pem)?)
    }

    pub(super) fn read(key: Private) -> Result<PrivateKey, KeyError> {
        let pair = match key {
            Private::Pkcs8(Algorithm::Rsa, der) => RsaKeyPair::from_pkcs8(&der),
            Private::Pkcs1(der) => RsaKeyPair::from_der(&der),
            Private::Pkcs8(..) | Private::Sec1(_) => return Err(KeyError::Rejected),
        };
        pair.map(PrivateKey).map_err(|_| KeyError::Rejected)
    }

    /// Signs, in base64.
    pub fn sign(&self, padding: Padding, message: &[u8]) -> Result<String, KeyError> {
        let encoding: &'static dyn RsaEncoding = match padding {
            Padding::Pss => &RSA_PSS_SHA256,
            Padding::Pkcs1 => &RSA_PKCS1_SHA256,
        };
        let mut signature = vec![0; self.0.public().modulus_len()];
        self.0
            .sign(encoding, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| KeyError::CannotSign)?;
        Ok(text::to_base64(&signature))
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        PublicKey(self.0.public().as_ref().to_vec())
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(***)")
    }
}

/// A public key, as the DER of PKCS #1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(Vec<u8>);

impl PublicKey {
    /// Reads a `CERTIFICATE` (X.509), `PUBLIC KEY` (SPKI, also as bare base64) or `RSA PUBLIC KEY`
    /// (PKCS #1) in PEM. Who issued a certificate and until when it is good is not looked at:
    /// WeChat's certificates come from one's own console.
    pub fn from_pem(pem: &str) -> Result<PublicKey, KeyError> {
        PublicKey::read(pem::public(pem)?)
    }

    pub(super) fn read(key: Public) -> Result<PublicKey, KeyError> {
        match key {
            Public::Spki(Algorithm::Rsa, der) => {
                let (_, key) = der::spki(&der).ok_or(KeyError::Malformed)?;
                Ok(PublicKey(key.to_vec()))
            }
            Public::Spki(..) => Err(KeyError::Rejected),
            Public::Pkcs1(der) => Ok(PublicKey(der.to_vec())),
        }
    }

    /// Checks a signature in base64.
    pub fn verify(
        &self,
        padding: Padding,
        message: &[u8],
        signature: &str,
    ) -> Result<(), KeyError> {
        let signature = text::from_base64(signature).ok_or(KeyError::SignatureNotBase64)?;
        let parameters: &'static RsaParameters = match padding {
            Padding::Pss => &RSA_PSS_2048_8192_SHA256,
            Padding::Pkcs1 => &RSA_PKCS1_2048_8192_SHA256,
        };
        UnparsedPublicKey::new(parameters, &self.0)
            .verify(message, &signature)
            .map_err(|_| KeyError::Mismatch)
    }
}
