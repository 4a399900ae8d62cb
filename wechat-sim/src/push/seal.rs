//! Encryption and signatures of pushes, written for the simulator alone: AES-256-CBC block by block,
//! padding to 32, a random head, a length, the receiver's id.

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use sha1::{Digest, Sha1};

use crate::rng::base64;

/// The key of an EncodingAESKey.
#[derive(Clone)]
pub(super) struct SealKey([u8; 32]);

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl SealKey {
    /// 43 characters; the two bits to spare may be anything.
    pub(super) fn new(encoding_aes_key: &str) -> Option<SealKey> {
        let bytes = decode_base64(encoding_aes_key)?;
        (encoding_aes_key.len() == 43).then_some(())?;
        Some(SealKey(bytes.try_into().ok()?))
    }

    /// The base64 of an encrypted text.
    pub(super) fn seal(&self, text: &str, receiver: &str, head: [u8; 16]) -> String {
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes();
        let mut plain = [&head[..], &length, text.as_bytes(), receiver.as_bytes()].concat();
        let padding = 32 - plain.len() % 32;
        plain.extend(std::iter::repeat_n(u8::try_from(padding).unwrap_or(0), padding));
        let cipher = Aes256::new(&self.0.into());
        let mut before = self.iv();
        for block in plain.chunks_exact_mut(16) {
            let mut mixed: [u8; 16] = std::array::from_fn(|at| block[at] ^ before[at]);
            cipher.encrypt_block((&mut mixed).into());
            block.copy_from_slice(&mixed);
            before = mixed;
        }
        base64(&plain)
    }

    /// The text and the receiver's id behind it.
    pub(super) fn open(&self, sealed: &str) -> Result<(String, String), String> {
        let mut bytes = decode_base64(sealed).ok_or("the encrypted text is not base64")?;
        if bytes.is_empty() || !bytes.len().is_multiple_of(32) {
            return Err("the encrypted text is not a multiple of 32 bytes".into());
        }
        let cipher = Aes256::new(&self.0.into());
        let mut before = self.iv();
        for block in bytes.chunks_exact_mut(16) {
            let sealed: [u8; 16] = std::array::from_fn(|at| block[at]);
            let mut open = sealed;
            cipher.decrypt_block((&mut open).into());
            (0..16).for_each(|at| block[at] = open[at] ^ before[at]);
            before = sealed;
        }
        let padding = usize::from(*bytes.last().unwrap_or(&0));
        let good = (1..=32).contains(&padding)
            && bytes[bytes.len() - padding..].iter().all(|byte| usize::from(*byte) == padding);
        if !good {
            return Err("the padding is wrong: another key, or no padding to 32".into());
        }
        bytes.truncate(bytes.len() - padding);
        let (head, rest) = bytes.split_at_checked(20).ok_or("nothing is inside")?;
        let length = u32::from_be_bytes([head[16], head[17], head[18], head[19]]);
        let length = usize::try_from(length).map_err(|why| why.to_string())?;
        let (text, receiver) = rest.split_at_checked(length).ok_or("the length inside is wrong")?;
        let text = String::from_utf8(text.to_vec()).map_err(|_| "the text is not UTF-8")?;
        Ok((text, String::from_utf8_lossy(receiver).into_owned()))
    }

    fn iv(&self) -> [u8; 16] {
        std::array::from_fn(|at| self.0[at])
    }
}

/// SHA-1 of the sorted parts in lower-case hexadecimal.
pub(super) fn sign(parts: &[&str]) -> String {
    let mut parts = parts.to_vec();
    parts.sort_unstable();
    Sha1::digest(parts.concat()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Base64 with or without padding; spare bits may be anything.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        buffer = buffer << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(buffer >> bits & 255).unwrap_or_default());
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    #[test]
    fn what_is_sealed_opens_and_nothing_else_does() {
        let key = SealKey::new(KEY).expect("a key");
        for length in 0..70 {
            let text = "商".repeat(length);
            let sealed = key.seal(&text, "wx0123456789abcdef", [7; 16]);
            assert_eq!(key.open(&sealed), Ok((text, "wx0123456789abcdef".to_owned())));
            assert!(key.open(&sealed[4..]).is_err());
        }
        assert!(SealKey::new(&KEY[1..]).is_none());
        assert!(key.open("").is_err());
    }

    #[test]
    fn parts_are_signed_in_their_order() {
        // From the platform's own guide to its first check.
        let signed = sign(&["weixin", "1357982061", "1358161344"]);
        assert_eq!(signed, "335b26997f05c82243aad6b10a2d1853637e71a8");
    }
}
