//! The little DER that leads from a key or certificate to its algorithm and its inner key.

// Each of the features uses a part of it.
#![cfg_attr(
    not(all(feature = "api-security", feature = "sm", feature = "rsa-decrypt")),
    allow(dead_code)
)]

use zeroize::Zeroizing;

/// 1.2.840.113549.1.1.1
const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
/// 1.2.840.10045.2.1
const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
/// 1.2.156.10197.1.301
const SM2_CURVE: &[u8] = &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d];

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const NULL: u8 = 0x05;
const OBJECT_ID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
/// The optional version of a certificate.
const VERSION: u8 = 0xa0;

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rsa,
    Sm2,
    Other,
}

/// The SubjectPublicKeyInfo of an X.509 certificate, with its own tag and length.
pub(super) fn spki_of_certificate(der: &[u8]) -> Option<&[u8]> {
    let (certificate, _) = take(der, SEQUENCE)?;
    let (mut signed, _) = take(certificate, SEQUENCE)?;
    if signed.first() == Some(&VERSION) {
        signed = take(signed, VERSION)?.1;
    }
    // Serial number, algorithm, issuer, validity, subject.
    for _ in 0..5 {
        signed = skip(signed)?;
    }
    let rest = skip(signed)?;
    signed.get(..signed.len() - rest.len())
}

/// Algorithm and inner key of a SubjectPublicKeyInfo: PKCS #1 for RSA, a point for SM2.
pub(super) fn spki(der: &[u8]) -> Option<(Algorithm, &[u8])> {
    let (info, _) = take(der, SEQUENCE)?;
    let (algorithm, rest) = take(info, SEQUENCE)?;
    let (key, _) = take(rest, BIT_STRING)?;
    // The first byte counts unused bits: none.
    Some((named(algorithm)?, key.strip_prefix(&[0])?))
}

/// The algorithm of a private key in PKCS #8.
pub(super) fn pkcs8(der: &[u8]) -> Option<Algorithm> {
    let (info, _) = take(der, SEQUENCE)?;
    let (_, rest) = take(info, INTEGER)?;
    named(take(rest, SEQUENCE)?.0)
}

/// A private RSA key of PKCS #1 in PKCS #8.
pub(super) fn pkcs8_of_rsa(key: &[u8]) -> Zeroizing<Vec<u8>> {
    // Version 0; the algorithm, whose parameters are null.
    let mut head = vec![INTEGER, 1, 0, SEQUENCE, 13, OBJECT_ID, 9];
    head.extend_from_slice(RSA_ENCRYPTION);
    head.extend_from_slice(&[NULL, 0, OCTET_STRING]);
    head.extend(length(key.len()));
    let mut out = Zeroizing::new(Vec::with_capacity(head.len() + key.len() + 6));
    out.push(SEQUENCE);
    out.extend(length(head.len() + key.len()));
    out.extend_from_slice(&head);
    out.extend_from_slice(key);
    out
}

/// A length in the fewest bytes that hold it, as DER wants it.
fn length(bytes: usize) -> impl Iterator<Item = u8> {
    let digits = bytes.to_be_bytes();
    let count = digits.iter().skip_while(|digit| **digit == 0).count();
    let long = (bytes > 0x7f).then(|| 0x80 | u8::try_from(count).unwrap_or(0x7f));
    long.into_iter().chain(digits.into_iter().skip(digits.len() - count.max(1)))
}

fn named(algorithm: &[u8]) -> Option<Algorithm> {
    let (id, parameters) = take(algorithm, OBJECT_ID)?;
    Some(match id {
        RSA_ENCRYPTION => Algorithm::Rsa,
        EC_PUBLIC_KEY if take(parameters, OBJECT_ID)?.0 == SM2_CURVE => Algorithm::Sm2,
        _ => Algorithm::Other,
    })
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
