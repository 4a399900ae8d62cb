//! Names of the steps at which something must fail, as manifests write them, and whether an error
//! of the SDK is of that step. Names are read by their words: `bad_iv_length`, `iv_length` and
//! `invalid_iv` mean the same.

use wechat_runtime::crypto::api_security::ApiSecurityError;
use wechat_runtime::crypto::user_data::UserDataError;
use wechat_runtime::crypto::{CipherError, KeyError};

/// Whether the SDK's error is what the name says, or `None` for a name that says nothing known.
pub(super) trait Step {
    fn is(&self, name: &str) -> Option<bool>;
}

/// Whether any word of a name is one of these.
pub(super) fn has(name: &str, words: &[&str]) -> bool {
    name.split('_').any(|word| words.contains(&word))
}

impl Step for UserDataError {
    fn is(&self, name: &str) -> Option<bool> {
        use UserDataError as E;
        let base64 = has(name, &["base64"]);
        let alternatives = [
            (has(name, &["iv"]) && !base64, matches!(self, E::IvLength(_))),
            (has(name, &["iv"]), matches!(self, E::IvNotBase64)),
            (has(name, &["key"]) && has(name, &["length"]), matches!(self, E::KeyLength(_))),
            (has(name, &["key"]) && base64, matches!(self, E::KeyNotBase64)),
            (
                has(name, &["key"]) && has(name, &["stale", "expired", "wrong"]),
                self.is_stale_session_key(),
            ),
            (
                base64 && !has(name, &["iv", "key"]),
                matches!(self, E::KeyNotBase64 | E::IvNotBase64 | E::DataNotBase64),
            ),
            (has(name, &["empty"]), matches!(self, E::Empty)),
            (
                has(name, &["block"]) || (has(name, &["length"]) && !has(name, &["iv", "key"])),
                matches!(self, E::BlockLength(_)),
            ),
            (has(name, &["padding"]), matches!(self, E::Padding)),
            (has(name, &["decrypt"]), self.is_stale_session_key()),
            (has(name, &["json", "plaintext"]), matches!(self, E::NotJson | E::NotUtf8)),
            (has(name, &["utf8"]), matches!(self, E::NotUtf8)),
            (
                has(name, &["appid", "watermark", "app"]),
                matches!(self, E::OtherApp { .. } | E::NoWatermark),
            ),
            (
                has(name, &["stale", "old", "expired"]) && !has(name, &["key"]),
                matches!(self, E::TooOld { .. }),
            ),
            (has(name, &["long", "large"]), matches!(self, E::TooLarge(_))),
        ];
        judge(&alternatives)
    }
}

impl Step for KeyError {
    fn is(&self, name: &str) -> Option<bool> {
        let alternatives = [
            (has(name, &["decrypt"]), matches!(self, KeyError::Undecryptable)),
            (has(name, &["signature", "sign"]), matches!(self, KeyError::Mismatch)),
            (
                has(name, &["base64"]),
                matches!(self, KeyError::DataNotBase64 | KeyError::SignatureNotBase64),
            ),
            (has(name, &["key", "pem"]), matches!(self, KeyError::Malformed | KeyError::Rejected)),
        ];
        judge(&alternatives)
    }
}

impl Step for CipherError {
    fn is(&self, name: &str) -> Option<bool> {
        use CipherError as E;
        let alternatives = [
            (has(name, &["tag"]), matches!(self, E::TagMismatch)),
            (has(name, &["padding"]), matches!(self, E::Padding)),
            (has(name, &["decrypt"]), matches!(self, E::TagMismatch | E::Padding)),
            (has(name, &["iv", "nonce"]), matches!(self, E::IvLength { .. })),
            (has(name, &["key"]), matches!(self, E::KeyLength { .. } | E::KeyNotBase64)),
        ];
        judge(&alternatives)
    }
}

impl Step for ApiSecurityError {
    fn is(&self, name: &str) -> Option<bool> {
        use ApiSecurityError as E;
        let base64 = has(name, &["base64"]);
        let field = |field| *self == E::FieldNotBase64(field);
        let alternatives = [
            (has(name, &["tag", "decrypt"]), matches!(self, E::TagMismatch | E::TagLength(_))),
            (has(name, &["signature", "sign"]), matches!(self, E::Signature(_))),
            (has(name, &["iv", "nonce"]), matches!(self, E::IvLength(_)) || field("iv")),
            (has(name, &["key"]) && has(name, &["length"]), matches!(self, E::KeyLength { .. })),
            (has(name, &["key"]) && base64, matches!(self, E::KeyNotBase64)),
            (
                base64,
                matches!(
                    self,
                    E::FieldNotBase64(_)
                        | E::KeyNotBase64
                        | E::Signature(KeyError::SignatureNotBase64)
                ),
            ),
            (has(name, &["json"]), matches!(self, E::NotJson | E::NotSealed(_))),
            (has(name, &["missing"]), matches!(self, E::NotSealed(_) | E::NoHeader(_))),
            (has(name, &["appid", "app"]), matches!(self, E::OtherApp)),
            (has(name, &["timestamp", "stale", "old", "expired"]), matches!(self, E::Timestamp)),
            (has(name, &["serial"]), matches!(self, E::UnknownSerial(_))),
            (has(name, &["certificate", "cert", "pem"]), matches!(self, E::Certificate(_))),
        ];
        judge(&alternatives)
    }
}

/// Whether any of the meanings that a name has is that of the error.
pub(super) fn judge(alternatives: &[(bool, bool)]) -> Option<bool> {
    let mut meant = alternatives.iter().filter(|(named, _)| *named).peekable();
    meant.peek()?;
    Some(meant.any(|(_, is)| *is))
}
