//! The asymmetric keys of both sides: the app's signs requests, WeChat's certificate verifies
//! answers. RSA or SM2, whichever the key is.

use std::fmt;

use super::{ApiSecurityError, Context};
use crate::crypto::KeyError;
use crate::crypto::der::Algorithm;
use crate::crypto::pem::{self, Private, Public};
use crate::crypto::rsa::{self, Padding};
#[cfg(feature = "sm")]
use crate::crypto::sm::sm2;

/// The app's private key, which signs requests.
pub struct Signer {
    serial: String,
    key: PrivateKey,
}

enum PrivateKey {
    Rsa(Box<rsa::PrivateKey>),
    #[cfg(feature = "sm")]
    Sm2(Box<sm2::PrivateKey>),
}

impl Signer {
    /// `serial` is the number that WeChat's console shows for the key, which is an RSA key or, with
    /// the feature `sm`, one of SM2.
    pub fn new(
        serial: impl Into<String>,
        private_key_pem: &str,
    ) -> Result<Signer, ApiSecurityError> {
        let key = pem::private(private_key_pem).and_then(PrivateKey::read);
        let key = key.map_err(ApiSecurityError::PrivateKey)?;
        Ok(Signer { serial: serial.into(), key })
    }

    /// `Wechatmp-Signature` of a request: over the exact bytes that are sent.
    pub fn sign(&self, context: Context<'_>, body: &str) -> Result<String, ApiSecurityError> {
        let text = context.string_to_sign(body);
        let signature = match &self.key {
            PrivateKey::Rsa(key) => key.sign(Padding::Pss, text.as_bytes()),
            #[cfg(feature = "sm")]
            PrivateKey::Sm2(key) => key.sign(&self.serial, text.as_bytes()),
        };
        signature.map_err(ApiSecurityError::PrivateKey)
    }

    pub(super) fn serial(&self) -> &str {
        &self.serial
    }
}

impl PrivateKey {
    fn read(key: Private) -> Result<PrivateKey, KeyError> {
        match key {
            key @ (Private::Pkcs8(Algorithm::Sm2, _) | Private::Sec1(_)) => PrivateKey::sm2(key),
            key => rsa::PrivateKey::read(key).map(|key| PrivateKey::Rsa(Box::new(key))),
        }
    }

    #[cfg(feature = "sm")]
    fn sm2(key: Private) -> Result<PrivateKey, KeyError> {
        sm2::PrivateKey::read(key).map(|key| PrivateKey::Sm2(Box::new(key)))
    }

    #[cfg(not(feature = "sm"))]
    fn sm2(_: Private) -> Result<PrivateKey, KeyError> {
        Err(KeyError::NeedsFeature("sm"))
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("serial", &self.serial).finish_non_exhaustive()
    }
}

/// WeChat's certificate, which answers are checked with.
#[derive(Clone, Debug)]
pub struct PlatformCertificate {
    serial: String,
    key: PublicKey,
}

#[derive(Clone, Debug)]
enum PublicKey {
    Rsa(rsa::PublicKey),
    #[cfg(feature = "sm")]
    Sm2(sm2::PublicKey),
}

impl PlatformCertificate {
    /// `serial` is the number that WeChat's console shows, not the one inside the certificate.
    pub fn new(
        serial: impl Into<String>,
        pem: &str,
    ) -> Result<PlatformCertificate, ApiSecurityError> {
        let key = pem::public(pem).and_then(PublicKey::read);
        let key = key.map_err(ApiSecurityError::Certificate)?;
        Ok(PlatformCertificate { serial: serial.into(), key })
    }

    /// Checks `Wechatmp-Signature` of a response.
    pub fn verify(
        &self,
        context: Context<'_>,
        body: &str,
        signature: &str,
    ) -> Result<(), ApiSecurityError> {
        self.verify_text(Padding::Pss, &context.string_to_sign(body), signature)
    }

    /// Checks the signature of a text that was put together elsewhere. WeChat signs with
    /// [`Padding::Pss`]; certificates of SM2 know no padding.
    pub fn verify_text(
        &self,
        padding: Padding,
        text: &str,
        signature: &str,
    ) -> Result<(), ApiSecurityError> {
        let verified = match &self.key {
            PublicKey::Rsa(key) => key.verify(padding, text.as_bytes(), signature),
            #[cfg(feature = "sm")]
            PublicKey::Sm2(key) => key.verify(&self.serial, text.as_bytes(), signature),
        };
        verified.map_err(ApiSecurityError::Signature)
    }

    pub(super) fn serial(&self) -> &str {
        &self.serial
    }
}

impl PublicKey {
    fn read(key: Public) -> Result<PublicKey, KeyError> {
        match key {
            key @ Public::Spki(Algorithm::Sm2, _) => PublicKey::sm2(key),
            key => rsa::PublicKey::read(key).map(PublicKey::Rsa),
        }
    }

    #[cfg(feature = "sm")]
    fn sm2(key: Public) -> Result<PublicKey, KeyError> {
        sm2::PublicKey::read(key).map(PublicKey::Sm2)
    }

    #[cfg(not(feature = "sm"))]
    fn sm2(_: Public) -> Result<PublicKey, KeyError> {
        Err(KeyError::NeedsFeature("sm"))
    }
}
