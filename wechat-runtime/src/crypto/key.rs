//! What can be wrong with a key, a certificate, a signature or what a private key is to open,
//! whatever the algorithm.

use std::fmt;

/// What is wrong with a key, a certificate, a signature, or what a private key is to open.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The text has no PEM block of the kind that is needed, nor is it bare base64; this is that
    /// kind.
    NoPem(&'static str),
    /// The PEM block is not base64, or what it holds is not DER of the right form.
    Malformed,
    /// The key is of another algorithm, or of a size that is not taken (RSA: 2048 to 8192 bits,
    /// private keys to 4096).
    Rejected,
    /// The key is of an algorithm that this build lacks; this is the feature that brings it.
    NeedsFeature(&'static str),
    /// The signature is not base64.
    SignatureNotBase64,
    /// The signature does not belong to the text and the key.
    Mismatch,
    /// The key could not sign.
    CannotSign,
    /// What is to be decrypted is not base64.
    DataNotBase64,
    /// It does not decrypt: it was encrypted for another key, or in another way.
    Undecryptable,
    /// It could not be encrypted: it is empty, or too long for the key.
    CannotEncrypt,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPem(kind) => write!(
                f,
                "no PEM block of a {kind} found: pass the whole file, with its BEGIN and END lines"
            ),
            Self::Malformed => {
                f.write_str("the key is damaged: its content is not what its first line says")
            }
            Self::Rejected => f.write_str(
                "the key is not of the algorithm or size that is needed (RSA keys: at least 2048 bits)",
            ),
            Self::NeedsFeature(feature) => {
                write!(f, "keys of this algorithm need the feature `{feature}`")
            }
            Self::SignatureNotBase64 => f.write_str("the signature is not base64"),
            Self::Mismatch => f.write_str("the signature does not belong to this text and key"),
            Self::CannotSign => f.write_str("the private key could not sign"),
            Self::DataNotBase64 => f.write_str("what is to be decrypted is not base64"),
            Self::Undecryptable => f.write_str(
                "it does not decrypt: it was encrypted for another key, or in another way",
            ),
            Self::CannotEncrypt => {
                f.write_str("it cannot be encrypted: it is empty, or too long for the key")
            }
        }
    }
}

impl std::error::Error for KeyError {}
