//! Keys and certificates as texts: PEM, or the bare base64 of PKCS #8 and SubjectPublicKeyInfo.

// Each of the features uses a part of it.
#![cfg_attr(
    not(all(feature = "api-security", feature = "sm", feature = "rsa-decrypt")),
    allow(dead_code)
)]

use zeroize::Zeroizing;

use super::der::{self, Algorithm};
use super::{KeyError, text};

/// Certificates and keys are a few kilobytes.
const LARGEST: usize = 1 << 17;

type Der = Zeroizing<Vec<u8>>;

/// A private key and how its DER is to be read.
pub(super) enum Private {
    /// PKCS #8.
    Pkcs8(Algorithm, Der),
    /// PKCS #1: RSA.
    Pkcs1(Der),
    /// SEC 1, of an elliptic curve.
    Sec1(Der),
}

/// A public key.
pub(super) enum Public {
    /// SubjectPublicKeyInfo, of a certificate or by itself.
    Spki(Algorithm, Der),
    /// PKCS #1: RSA.
    Pkcs1(Der),
}

/// Reads a private key.
pub(super) fn private(text: &str) -> Result<Private, KeyError> {
    if let Some(der) = block(text, "PRIVATE KEY")?.or_else(|| bare(text)) {
        let algorithm = der::pkcs8(&der).ok_or(KeyError::Malformed)?;
        return Ok(Private::Pkcs8(algorithm, der));
    }
    if let Some(der) = block(text, "RSA PRIVATE KEY")? {
        return Ok(Private::Pkcs1(der));
    }
    // OpenSSL has a name of its own for keys of SM2.
    for kind in ["EC PRIVATE KEY", "SM2 PRIVATE KEY"] {
        if let Some(der) = block(text, kind)? {
            return Ok(Private::Sec1(der));
        }
    }
    Err(KeyError::NoPem("private key"))
}

/// Reads a certificate or a public key. Who issued a certificate and until when it is good is not
/// looked at: WeChat's certificates come from one's own console.
pub(super) fn public(text: &str) -> Result<Public, KeyError> {
    let spki = if let Some(der) = block(text, "CERTIFICATE")? {
        let spki = der::spki_of_certificate(&der).ok_or(KeyError::Malformed)?;
        Zeroizing::new(spki.to_vec())
    } else if let Some(der) = block(text, "PUBLIC KEY")?.or_else(|| bare(text)) {
        der
    } else {
        let der = block(text, "RSA PUBLIC KEY")?;
        return der.map(Public::Pkcs1).ok_or(KeyError::NoPem("certificate or public key"));
    };
    let (algorithm, _) = der::spki(&spki).ok_or(KeyError::Malformed)?;
    Ok(Public::Spki(algorithm, spki))
}

/// The content of the first PEM block of a kind, or `None` when there is no such block.
fn block(pem: &str, kind: &str) -> Result<Option<Der>, KeyError> {
    if pem.len() > LARGEST {
        return Err(KeyError::Malformed);
    }
    let begin = format!("-----BEGIN {kind}-----");
    let Some((_, rest)) = pem.split_once(begin.as_str()) else {
        return Ok(None);
    };
    let end = format!("-----END {kind}-----");
    let (body, _) = rest.split_once(end.as_str()).ok_or(KeyError::Malformed)?;
    // Secrets that come through environment variables often carry `\n` as two characters, or
    // spaces for line breaks.
    let body = Zeroizing::new(body.replace("\\n", "").replace([' ', '\t'], ""));
    text::from_base64(&body).map(Some).ok_or(KeyError::Malformed)
}

/// The base64 of a DER sequence without the lines around it.
fn bare(text: &str) -> Option<Der> {
    let der = text::from_base64(text.trim())?;
    (der.len() > 16 && der.first() == Some(&0x30)).then_some(der)
}
