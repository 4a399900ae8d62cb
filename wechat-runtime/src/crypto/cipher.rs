//! Block ciphers in CBC mode with PKCS #7 padding, and what can be wrong with what they are given.

use std::fmt;

use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt, BlockSizeUser,
    KeyInit, KeyIvInit,
};
use zeroize::Zeroizing;

use super::text;

/// Why a text could not be encrypted or decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CipherError {
    /// The key is not base64.
    KeyNotBase64,
    /// The key has the wrong length.
    KeyLength {
        /// Bytes that it has.
        is: usize,
        /// Bytes that it needs.
        needs: usize,
    },
    /// The initial vector, or nonce, has the wrong length.
    IvLength {
        /// Bytes that it has.
        is: usize,
        /// Bytes that it needs.
        needs: usize,
    },
    /// The encrypted text is not base64.
    DataNotBase64,
    /// The encrypted text is not made of whole blocks, but of this many bytes; or it is too short
    /// to hold the tag that proves it.
    DataLength(usize),
    /// The padding is wrong: encrypted with another key, or changed.
    Padding,
    /// The tag does not fit: encrypted with another key, or changed.
    TagMismatch,
    /// The text is too large for the cipher.
    TooLarge,
}

impl fmt::Display for CipherError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyNotBase64 => f.write_str("the key is not base64: copy it again"),
            Self::KeyLength { is, needs } => {
                write!(f, "the key has {is} bytes instead of {needs}: copy it again, whole")
            }
            Self::IvLength { is, needs } => {
                write!(f, "the initial vector has {is} bytes instead of {needs}")
            }
            Self::DataNotBase64 => f.write_str("the encrypted text is not base64"),
            Self::DataLength(bytes) => {
                write!(f, "the encrypted text of {bytes} bytes is cut: pass it on whole")
            }
            Self::Padding => f.write_str(
                "the text does not decrypt (bad padding): it was changed, or encrypted with another key",
            ),
            Self::TagMismatch => f.write_str(
                "the text does not decrypt (wrong tag): it was changed, or encrypted with another key",
            ),
            Self::TooLarge => f.write_str("the text is too large to be encrypted"),
        }
    }
}

impl std::error::Error for CipherError {}

/// A key of so many bytes, from base64.
pub(super) fn key<const N: usize>(text: &str) -> Result<Zeroizing<[u8; N]>, CipherError> {
    let bytes = text::from_base64(text.trim()).ok_or(CipherError::KeyNotBase64)?;
    let key: &[u8; N] = bytes
        .as_slice()
        .try_into()
        .map_err(|_| CipherError::KeyLength { is: bytes.len(), needs: N })?;
    Ok(Zeroizing::new(*key))
}

/// Encrypts. The key must have the length of the cipher's, the iv that of its block.
pub(super) fn seal_cbc<C>(key: &[u8], iv: &[u8], plain: &[u8]) -> Result<Vec<u8>, CipherError>
where
    C: BlockCipherEncrypt + KeyInit,
{
    let block = C::block_size();
    let cipher = cbc::Encryptor::<C>::new_from_slices(key, iv)
        .map_err(|_| CipherError::IvLength { is: iv.len(), needs: block })?;
    let mut data = plain.to_vec();
    data.resize((plain.len() / block + 1) * block, 0);
    let sealed = cipher.encrypt_padded::<Pkcs7>(&mut data, plain.len());
    debug_assert!(sealed.is_ok_and(|sealed| sealed.len() == (plain.len() / block + 1) * block));
    Ok(data)
}

/// Decrypts, in place.
pub(super) fn open_cbc<C>(
    key: &[u8],
    iv: &[u8],
    mut data: Zeroizing<Vec<u8>>,
) -> Result<Zeroizing<Vec<u8>>, CipherError>
where
    C: BlockCipherDecrypt + KeyInit + BlockSizeUser,
{
    let block = C::block_size();
    let cipher = cbc::Decryptor::<C>::new_from_slices(key, iv)
        .map_err(|_| CipherError::IvLength { is: iv.len(), needs: block })?;
    if data.is_empty() || !data.len().is_multiple_of(block) {
        return Err(CipherError::DataLength(data.len()));
    }
    let length = cipher.decrypt_padded::<Pkcs7>(&mut data).map_err(|_| CipherError::Padding)?.len();
    data.truncate(length);
    Ok(data)
}
