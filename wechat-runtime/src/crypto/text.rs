//! Bytes as text and back (hex, base64), nonces, the clock, comparing in constant time.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::NoRandomness;

/// What clients send is read whether or not it is padded.
pub(super) const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Decodes base64 that may have come through a form: there `+` has turned into a space, and
/// lines may have been broken.
pub(super) fn from_base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let text = text.trim_matches(['\r', '\n', '\t']);
    let bytes = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n'));
    let clean: Zeroizing<Vec<u8>> =
        Zeroizing::new(bytes.map(|byte| if byte == b' ' { b'+' } else { byte }).collect());
    BASE64.decode(clean.as_slice()).ok().map(Zeroizing::new)
}

/// Encodes with padding, as all of WeChat does.
pub(super) fn to_base64(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = vec![0; 2 * bytes.len()];
    for (digits, byte) in out.chunks_exact_mut(2).zip(bytes) {
        digits[0] = DIGITS[usize::from(byte >> 4)];
        digits[1] = DIGITS[usize::from(byte & 15)];
    }
    // All of them are ASCII.
    String::from_utf8(out).unwrap_or_default()
}

/// Whether a signature that came from outside is the one computed here. Takes as long for a near
/// miss as for a far one.
pub(super) fn same(computed: &str, given: &str) -> bool {
    computed.as_bytes().ct_eq(given.as_bytes()).into()
}

/// 32 random hexadecimal digits.
pub(super) fn nonce() -> Result<String, NoRandomness> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(hex(&bytes))
}

/// Seconds since 1970.
pub(super) fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
