//! PEM blocks, and the little DER that leads from a certificate to its RSA key.

use zeroize::Zeroizing;

use super::RsaError;
use crate::crypto::text;

/// Certificates and keys are a few kilobytes.
const LARGEST: usize = 1 << 17;
/// 1.2.840.113549.1.1.1
const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

const SEQUENCE: u8 = 0x30;
const OBJECT_ID: u8 = 0x06;
const BIT_STRING: u8 = 0x03;
/// The optional version of a certificate.
const VERSION: u8 = 0xa0;

/// The content of the first PEM block of a kind, or `None` when there is no such block.
pub(super) fn block(pem: &str, kind: &str) -> Result<Option<Zeroizing<Vec<u8>>>, RsaError> {
    if pem.len() > LARGEST {
        return Err(RsaError::Malformed);
    }
    let begin = format!("-----BEGIN {kind}-----");
    let Some((_, rest)) = pem.split_once(begin.as_str()) else {
        return Ok(None);
    };
    let end = format!("-----END {kind}-----");
    let (body, _) = rest.split_once(end.as_str()).ok_or(RsaError::Malformed)?;
    // Secrets that come through environment variables often carry `\n` as two characters, or
    // spaces for line breaks.
    let body = Zeroizing::new(body.replace("\\n", "").replace([' ', '\t'], ""));
    text::from_base64(&body).map(Some).ok_or(RsaError::Malformed)
}

/// The PKCS #1 key in an X.509 certificate.
pub(super) fn key_of_certificate(der: &[u8]) -> Option<&[u8]> {
    let (certificate, _) = take(der, SEQUENCE)?;
    let (mut signed, _) = take(certificate, SEQUENCE)?;
    if signed.first() == Some(&VERSION) {
        signed = take(signed, VERSION)?.1;
    }
    // Serial number, algorithm, issuer, validity, subject.
    for _ in 0..5 {
        signed = skip(signed)?;
    }
    key_of_spki(signed)
}

/// The PKCS #1 key in a SubjectPublicKeyInfo.
pub(super) fn key_of_spki(der: &[u8]) -> Option<&[u8]> {
    let (info, _) = take(der, SEQUENCE)?;
    let (algorithm, rest) = take(info, SEQUENCE)?;
    let (algorithm, _) = take(algorithm, OBJECT_ID)?;
    let (key, _) = take(rest, BIT_STRING)?;
    // The first byte counts unused bits: none.
    (algorithm == RSA_ENCRYPTION).then(|| key.strip_prefix(&[0])).flatten()
}

/// The content of the value that comes first, if it has this tag, and what follows it.
fn take(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    (der.first() == Some(&tag)).then(|| value(der)).flatten()
}

/// What follows the value that comes first.
fn skip(der: &[u8]) -> Option<&[u8]> {
    value(der).map(|(_, rest)| rest)
}

fn value(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = der.get(1..)?.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81..=0x83 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}
