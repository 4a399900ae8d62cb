//! Encryption and signatures, written for the simulator alone: AES-256-CBC block by block. Of pushes, and
//! of documents that bots send: padding to 32, a random head, a length, the receiver's id. Of bots' JSON:
//! padding to 16 and nothing else.

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use md5::Md5;
use sha1::{Digest, Sha1};

use crate::rng::base64;

/// The key of an EncodingAESKey.
#[derive(Clone)]
pub(crate) struct SealKey([u8; 32]);

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl SealKey {
    /// 43 characters; the two bits to spare may be anything.
    pub(crate) fn new(encoding_aes_key: &str) -> Option<SealKey> {
        let bytes = decode_base64(encoding_aes_key)?;
        (encoding_aes_key.len() == 43).then_some(())?;
        Some(SealKey(bytes.try_into().ok()?))
    }

    /// The base64 of an encrypted text.
    pub(crate) fn seal(&self, text: &str, receiver: &str, head: [u8; 16]) -> String {
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes();
        self.encrypt([&head[..], &length, text.as_bytes(), receiver.as_bytes()].concat(), 32)
    }

    /// The base64 of an encrypted body.
    pub(crate) fn seal_body(&self, body: &[u8]) -> String {
        self.encrypt(body.to_vec(), 16)
    }

    /// What an encrypted body holds.
    pub(crate) fn open_body(&self, sealed: &str) -> Result<Vec<u8>, String> {
        self.decrypt(sealed, 16)
    }

    fn encrypt(&self, mut plain: Vec<u8>, block: usize) -> String {
        let padding = block - plain.len() % block;
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
    pub(crate) fn open(&self, sealed: &str) -> Result<(String, String), String> {
        let bytes = self.decrypt(sealed, 32)?;
        let (head, rest) = bytes.split_at_checked(20).ok_or("nothing is inside")?;
        let length = u32::from_be_bytes([head[16], head[17], head[18], head[19]]);
        let length = usize::try_from(length).map_err(|why| why.to_string())?;
        let (text, receiver) = rest.split_at_checked(length).ok_or("the length inside is wrong")?;
        let text = String::from_utf8(text.to_vec()).map_err(|_| "the text is not UTF-8")?;
        Ok((text, String::from_utf8_lossy(receiver).into_owned()))
    }

    fn decrypt(&self, sealed: &str, padded: usize) -> Result<Vec<u8>, String> {
        let mut bytes = decode_base64(sealed).ok_or("the encrypted text is not base64")?;
        if bytes.is_empty() || !bytes.len().is_multiple_of(padded) {
            return Err(format!("the encrypted text is not a multiple of {padded} bytes"));
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
        let good = (1..=padded).contains(&padding)
            && bytes[bytes.len() - padding..].iter().all(|byte| usize::from(*byte) == padding);
        if !good {
            return Err(format!("the padding is wrong: another key, or no padding to {padded}"));
        }
        bytes.truncate(bytes.len() - padding);
        Ok(bytes)
    }

    fn iv(&self) -> [u8; 16] {
        std::array::from_fn(|at| self.0[at])
    }
}

/// SHA-1 of the sorted parts in lower-case hexadecimal.
pub(crate) fn sign(parts: &[&str]) -> String {
    let mut parts = parts.to_vec();
    parts.sort_unstable();
    Sha1::digest(parts.concat()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The signature of a bot's call: MD5 of token, time, nonce and the body's own MD5.
pub(crate) fn sign_call(token: &str, timestamp: &str, nonce: &str, body: &[u8]) -> String {
    md5(format!("{token}{timestamp}{nonce}{}", md5(body)).as_bytes())
}

fn md5(bytes: &[u8]) -> String {
    Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
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
    fn bodies_of_bots_open_and_are_signed() {
        let key = SealKey::new(KEY).expect("a key");
        for length in 0..40 {
            let body = vec![b'x'; length];
            assert_eq!(key.open_body(&key.seal_body(&body)), Ok(body));
        }
        // From the platform's own page.
        assert_eq!(
            sign_call("YV78Pyj1VvqdNGpMJ1pHic0bIBOWMv", "1711001766", "abc", b""),
            "fff8dae1356e7867ea98743439f0e9f8"
        );
    }

    #[test]
    fn parts_are_signed_in_their_order() {
        // From the platform's own guide to its first check.
        let signed = sign(&["weixin", "1357982061", "1358161344"]);
        assert_eq!(signed, "335b26997f05c82243aad6b10a2d1853637e71a8");
    }
}
