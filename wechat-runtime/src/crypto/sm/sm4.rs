//! SM4 with its two modes: GCM, which proves what it hides, and CBC.

use std::fmt;

use ::sm3::{Digest, Sm3};
use ::sm4::Sm4;
use aes_gcm::AesGcm;
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::inout::InOutBuf;
use aes_gcm::aead::{AeadInOut, KeyInit};
use zeroize::Zeroizing;

use crate::crypto::CipherError;
use crate::crypto::cipher::{self, open_cbc, seal_cbc};

const KEY: usize = 16;
const NONCE: usize = 12;
const TAG: usize = 16;

/// SM4 in Galois/counter mode.
pub(in crate::crypto) type Sm4Gcm = AesGcm<Sm4, U12>;

/// A key of SM4. Never prints; wiped when dropped.
pub struct Sm4Key(Zeroizing<[u8; KEY]>);

impl Sm4Key {
    /// The key itself: 16 bytes.
    pub fn from_bytes(key: &[u8]) -> Result<Sm4Key, CipherError> {
        let key =
            key.try_into().map_err(|_| CipherError::KeyLength { is: key.len(), needs: KEY })?;
        Ok(Sm4Key(Zeroizing::new(key)))
    }

    /// The key in base64.
    pub fn from_base64(key: &str) -> Result<Sm4Key, CipherError> {
        cipher::key(key).map(Sm4Key)
    }

    /// The key that Pay makes of an APIv3 key: the first half of its SM3 digest.
    pub fn from_api_v3_key(key: &str) -> Sm4Key {
        let digest = Zeroizing::new(<[u8; 32]>::from(Sm3::digest(key)));
        let mut half = Zeroizing::new([0; KEY]);
        half.copy_from_slice(&digest[..KEY]);
        Sm4Key(half)
    }

    /// Encrypts in GCM; the tag stands behind the data. A nonce must never be used twice with one
    /// key.
    pub fn seal_gcm(
        &self,
        nonce: [u8; NONCE],
        associated: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, CipherError> {
        let mut data = plain.to_vec();
        let buffer = InOutBuf::from(data.as_mut_slice());
        let tag = self.gcm().encrypt_inout_detached(&nonce.into(), associated, buffer);
        data.extend_from_slice(&tag.map_err(|_| CipherError::TooLarge)?);
        Ok(data)
    }

    /// Decrypts in GCM; the tag stands behind the data.
    pub fn open_gcm(
        &self,
        nonce: &[u8],
        associated: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CipherError> {
        let nonce: [u8; NONCE] = nonce
            .try_into()
            .map_err(|_| CipherError::IvLength { is: nonce.len(), needs: NONCE })?;
        let (data, tag) =
            sealed.split_last_chunk::<TAG>().ok_or(CipherError::DataLength(sealed.len()))?;
        let mut data = Zeroizing::new(data.to_vec());
        let buffer = InOutBuf::from(data.as_mut_slice());
        self.gcm()
            .decrypt_inout_detached(&nonce.into(), associated, buffer, &(*tag).into())
            .map_err(|_| CipherError::TagMismatch)?;
        Ok(data)
    }

    /// Encrypts in CBC with PKCS #7 padding, which hides and does not prove.
    pub fn seal_cbc(&self, iv: &[u8], plain: &[u8]) -> Result<Vec<u8>, CipherError> {
        seal_cbc::<Sm4>(&self.0[..], iv, plain)
    }

    /// Decrypts in CBC with PKCS #7 padding.
    pub fn open_cbc(&self, iv: &[u8], data: &[u8]) -> Result<Zeroizing<Vec<u8>>, CipherError> {
        open_cbc::<Sm4>(&self.0[..], iv, Zeroizing::new(data.to_vec()))
    }

    fn gcm(&self) -> Sm4Gcm {
        Sm4Gcm::new((&*self.0).into())
    }
}

impl fmt::Debug for Sm4Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sm4Key(***)")
    }
}
