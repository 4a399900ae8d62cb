//! RSA signatures with SHA-256: private keys and certificates from PEM, on ring. Which text is
//! signed is for the modules that use them.

mod pem;

use std::fmt;

use ring::rand::SystemRandom;
use ring::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RSA_PSS_2048_8192_SHA256, RSA_PSS_SHA256,
    RsaEncoding, RsaKeyPair, RsaParameters, UnparsedPublicKey,
};

use super::text;

/// How the digest is padded before it is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Padding {
    /// PSS with MGF1-SHA256 and a salt of 32 bytes: API security.
    Pss,
    /// PKCS #1 v1.5: Pay.
    Pkcs1,
}

/// What is wrong with a key, a certificate or a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RsaError {
    /// The text has no PEM block of the kind that is needed; this is that kind.
    NoPem(&'static str),
    /// The PEM block is not base64, or what it holds is not DER of the right form.
    Malformed,
    /// The key is not RSA, or not of 2048 to 8192 bits (private keys: to 4096).
    KeyRejected,
    /// The signature is not base64.
    SignatureNotBase64,
    /// The signature does not belong to the text and the key.
    Mismatch,
    /// The key could not sign.
    CannotSign,
}

impl fmt::Display for RsaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPem(kind) => {
                write!(
                    f,
                    "no PEM block of a {kind} found: pass the whole file, with its BEGIN and END lines"
                )
            }
            Self::Malformed => {
                f.write_str("the PEM block is damaged: its content is not what its first line says")
            }
            Self::KeyRejected => f.write_str("the key is not an RSA key of at least 2048 bits"),
            Self::SignatureNotBase64 => f.write_str("the signature is not base64"),
            Self::Mismatch => f.write_str("the signature does not belong to this text and key"),
            Self::CannotSign => f.write_str("the private key could not sign"),
        }
    }
}

impl std::error::Error for RsaError {}

/// A private key. Never prints.
pub struct PrivateKey(RsaKeyPair);

impl PrivateKey {
    /// Reads a `PRIVATE KEY` (PKCS #8) or `RSA PRIVATE KEY` (PKCS #1) in PEM.
    pub fn from_pem(pem: &str) -> Result<PrivateKey, RsaError> {
        let pair = if let Some(der) = pem::block(pem, "PRIVATE KEY")? {
            RsaKeyPair::from_pkcs8(&der)
        } else if let Some(der) = pem::block(pem, "RSA PRIVATE KEY")? {
            RsaKeyPair::from_der(&der)
        } else {
            return Err(RsaError::NoPem("private key"));
        };
        pair.map(PrivateKey).map_err(|_| RsaError::KeyRejected)
    }

    /// Signs, in base64.
    pub fn sign(&self, padding: Padding, message: &[u8]) -> Result<String, RsaError> {
        let encoding: &'static dyn RsaEncoding = match padding {
            Padding::Pss => &RSA_PSS_SHA256,
            Padding::Pkcs1 => &RSA_PKCS1_SHA256,
        };
        let mut signature = vec![0; self.0.public().modulus_len()];
        self.0
            .sign(encoding, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| RsaError::CannotSign)?;
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
    /// Reads a `CERTIFICATE` (X.509), `PUBLIC KEY` (SPKI) or `RSA PUBLIC KEY` (PKCS #1) in PEM.
    /// Who issued a certificate and until when it is good is not looked at: WeChat's certificates
    /// come from one's own console.
    pub fn from_pem(pem: &str) -> Result<PublicKey, RsaError> {
        let key = if let Some(der) = pem::block(pem, "CERTIFICATE")? {
            pem::key_of_certificate(&der).ok_or(RsaError::Malformed)?.to_vec()
        } else if let Some(der) = pem::block(pem, "PUBLIC KEY")? {
            pem::key_of_spki(&der).ok_or(RsaError::Malformed)?.to_vec()
        } else if let Some(der) = pem::block(pem, "RSA PUBLIC KEY")? {
            der.to_vec()
        } else {
            return Err(RsaError::NoPem("certificate or public key"));
        };
        Ok(PublicKey(key))
    }

    /// Checks a signature in base64.
    pub fn verify(
        &self,
        padding: Padding,
        message: &[u8],
        signature: &str,
    ) -> Result<(), RsaError> {
        let signature = text::from_base64(signature).ok_or(RsaError::SignatureNotBase64)?;
        let parameters: &'static RsaParameters = match padding {
            Padding::Pss => &RSA_PSS_2048_8192_SHA256,
            Padding::Pkcs1 => &RSA_PKCS1_2048_8192_SHA256,
        };
        UnparsedPublicKey::new(parameters, &self.0)
            .verify(message, &signature)
            .map_err(|_| RsaError::Mismatch)
    }
}
