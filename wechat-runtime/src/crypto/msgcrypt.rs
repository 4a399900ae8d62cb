//! The cipher of callbacks: what WeChat pushes to a server in safe mode, and what the server answers.
//! Pure work on texts; requests, documents and replies are the business of `callback`.
//!
//! A sealed text is AES-256-CBC, in base64, over 16 random bytes, the length of the text, the text,
//! and the id of the receiver, padded to 32 bytes. Its signature is a SHA-1 over the token and what
//! goes along.

mod error;

use std::fmt;

use aes::Aes256;
use aes::cipher::KeyInit;
use base64::Engine;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, InnerIvInit};
use zeroize::Zeroizing;

use super::{NoRandomness, signature, text};
use crate::value::Secret;
pub use error::MessageCryptError;

/// The size of an AES block, and of the initial vector.
const BLOCK: usize = 16;
/// What a plain text is padded to a multiple of: two blocks, which is what sets it apart from the
/// usual padding.
const PADDED: usize = 32;
/// Random bytes and length in front of the text.
const HEAD: usize = 20;

/// What one app seals its callbacks with: its token, its key, and the ids that messages for it are
/// addressed to.
///
/// ```
/// use wechat_runtime::crypto::msgcrypt::MessageCrypt;
///
/// let key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
/// let crypt = MessageCrypt::new("token", key, "wxb11529c136998cb6")?;
/// let sealed = crypt.seal("<xml/>", "wxb11529c136998cb6")?;
/// let signature = crypt.sign("1458300676", "260774613", &sealed);
/// let opened = crypt.open_signed("1458300676", "260774613", &sealed, &signature)?;
/// assert_eq!(opened.text, "<xml/>");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct MessageCrypt {
    token: Secret,
    cipher: Aes256,
    iv: Zeroizing<[u8; BLOCK]>,
    receive_ids: Vec<String>,
}

/// A text that was opened.
pub struct Opened {
    /// The text: an XML or JSON document, or the answer to a check of the URL.
    pub text: String,
    /// Whom it was addressed to.
    pub receive_id: String,
    /// The random bytes that made its cipher text unlike any other.
    pub random: [u8; 16],
}

impl MessageCrypt {
    /// With the token and the EncodingAESKey of the app's settings at WeChat, and the id that its
    /// messages are addressed to: the appid, or the corpid at WeCom.
    ///
    /// The key is 43 letters and digits. Its last one may hold two bits that mean nothing.
    pub fn new(
        token: impl Into<Secret>,
        encoding_aes_key: &str,
        receive_id: impl Into<String>,
    ) -> Result<MessageCrypt, MessageCryptError> {
        if encoding_aes_key.len() != 43 {
            return Err(MessageCryptError::KeyLength(encoding_aes_key.chars().count()));
        }
        let mut key = Zeroizing::new([0; 33]); // base64's guess of the length is generous
        match text::BASE64.decode_slice(encoding_aes_key, key.as_mut_slice()) {
            Ok(32) => {}
            _ => return Err(MessageCryptError::KeyNotBase64),
        }
        let mut iv = Zeroizing::new([0; BLOCK]);
        iv.copy_from_slice(&key[..BLOCK]);
        let cipher =
            Aes256::new_from_slice(&key[..32]).map_err(|_| MessageCryptError::KeyNotBase64)?;
        Ok(MessageCrypt { token: token.into(), cipher, iv, receive_ids: vec![receive_id.into()] })
    }

    /// Accepts messages that are addressed to this id too: WeCom addresses what a suite gets to the
    /// suite's id, the check of its URL to the corp's.
    #[must_use]
    pub fn also_for(mut self, receive_id: impl Into<String>) -> MessageCrypt {
        self.receive_ids.push(receive_id.into());
        self
    }

    /// The ids that messages may be addressed to; the first is the app's own.
    pub fn receive_ids(&self) -> &[String] {
        &self.receive_ids
    }

    /// The signature of a sealed text: `msg_signature`.
    pub fn sign(&self, timestamp: &str, nonce: &str, sealed: &str) -> String {
        sign(self.token.expose(), timestamp, nonce, sealed)
    }

    /// Opens a sealed text after checking its signature.
    pub fn open_signed(
        &self,
        timestamp: &str,
        nonce: &str,
        sealed: &str,
        msg_signature: &str,
    ) -> Result<Opened, MessageCryptError> {
        if !verify(self.token.expose(), timestamp, nonce, sealed, msg_signature) {
            return Err(MessageCryptError::Signature);
        }
        self.open(sealed)
    }

    /// Opens a sealed text whose signature was checked.
    ///
    /// Without that check this must not see what came from outside: whoever may try texts and learns
    /// which of them are well padded can decrypt others.
    pub fn open(&self, sealed: &str) -> Result<Opened, MessageCryptError> {
        use MessageCryptError as E;
        let sealed = sealed.trim_ascii();
        if sealed.is_empty() {
            return Err(E::Empty);
        }
        let mut data = text::BASE64.decode(sealed).map_err(|_| E::NotBase64)?;
        if data.is_empty() {
            return Err(E::Empty);
        }
        if data.len() % BLOCK != 0 {
            return Err(E::BlockLength(data.len()));
        }
        cbc::Decryptor::<&Aes256>::inner_iv_init(&self.cipher, (&*self.iv).into())
            .decrypt_padded::<NoPadding>(&mut data)
            .map_err(|_| E::BlockLength(0))?;
        let padding = padding(&data).ok_or(E::Padding)?;
        data.truncate(data.len() - padding);
        let Some((head, rest)) = data.split_first_chunk::<HEAD>() else {
            return Err(E::Length);
        };
        let (random, length) = split(head);
        let Some((_, id)) = rest.split_at_checked(length) else {
            return Err(E::Length);
        };
        let known = self.receive_ids.iter().find(|known| known.as_bytes() == id);
        let Some(receive_id) = known.cloned() else {
            let found = String::from_utf8_lossy(id).chars().take(64).collect();
            return Err(E::OtherReceiver { found });
        };
        // The text takes over the buffer, so that no copy of it stays behind.
        data.truncate(HEAD + length);
        data.drain(..HEAD);
        let text = String::from_utf8(data).map_err(|_| E::NotUtf8)?;
        Ok(Opened { text, receive_id, random })
    }

    /// Seals a text for the receiver of this id.
    pub fn seal(&self, text: &str, receive_id: &str) -> Result<String, NoRandomness> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|_| NoRandomness)?;
        Ok(self.seal_with(text, receive_id, random))
    }

    /// Seals a text with random bytes of one's own; they must not be used twice.
    pub fn seal_with(&self, text: &str, receive_id: &str, random: [u8; 16]) -> String {
        // A text of four gigabytes would be refused by everything on its way.
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let mut data = Vec::with_capacity(HEAD + text.len() + receive_id.len() + PADDED);
        data.extend_from_slice(&random);
        data.extend_from_slice(&length.to_be_bytes());
        data.extend_from_slice(text.as_bytes());
        data.extend_from_slice(receive_id.as_bytes());
        let padding = PADDED - data.len() % PADDED;
        // At most 32.
        data.resize(data.len() + padding, padding as u8);
        let length = data.len();
        let cipher = cbc::Encryptor::<&Aes256>::inner_iv_init(&self.cipher, (&*self.iv).into());
        match cipher.encrypt_padded::<NoPadding>(&mut data, length) {
            Ok(sealed) => text::to_base64(sealed),
            // Whole blocks are never refused.
            Err(_) => String::new(),
        }
    }
}

/// The signature of a sealed text: `msg_signature`, in lower-case hexadecimal digits.
pub fn sign(token: &str, timestamp: &str, nonce: &str, sealed: &str) -> String {
    signature::sorted_sha1([token, timestamp, nonce, sealed])
}

/// Whether a sealed text is signed by someone who knows the token. Compared in constant time.
#[must_use = "a signature that is checked and not looked at protects nothing"]
pub fn verify(
    token: &str,
    timestamp: &str,
    nonce: &str,
    sealed: &str,
    msg_signature: &str,
) -> bool {
    text::same(&sign(token, timestamp, nonce, sealed), msg_signature)
}

/// How many bytes at the end are padding: each says how many there are.
fn padding(data: &[u8]) -> Option<usize> {
    let last = *data.last()?;
    let padding = usize::from(last);
    let start = data.len().checked_sub(padding)?;
    let good = (1..=PADDED).contains(&padding) && data[start..].iter().all(|byte| *byte == last);
    good.then_some(padding)
}

/// The random bytes, and how long the text behind them is.
fn split(head: &[u8; HEAD]) -> ([u8; 16], usize) {
    let mut random = [0; 16];
    let mut length = [0; 4];
    random.copy_from_slice(&head[..16]);
    length.copy_from_slice(&head[16..]);
    (random, usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX))
}

impl fmt::Debug for MessageCrypt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MessageCrypt")
            .field("receive_ids", &self.receive_ids)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Opened {
    /// The text is a user's, or a ticket.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened")
            .field("bytes", &self.text.len())
            .field("receive_id", &self.receive_id)
            .finish_non_exhaustive()
    }
}
