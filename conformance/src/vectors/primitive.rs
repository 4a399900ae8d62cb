//! Bare digests, by the functions of the SDK that are nothing else; and the bodies of the dialog
//! platform.

use wechat_runtime::crypto::dialog::DialogKey;
use wechat_runtime::crypto::sm::sm3;
use wechat_runtime::crypto::user_data::EncryptedData;
use wechat_runtime::crypto::{session, signature};

use super::case::{Case, Outcome};
use super::crypto::need;

/// A digest by name.
pub(super) fn digest(case: &mut Case<'_>) -> Outcome {
    let (algorithm, message) = (need!(case.need("algorithm")), need!(case.need("message")));
    let hex = match algorithm.as_str() {
        "sha1" => signature::sorted_sha1([&message]),
        "sha256" => EncryptedData::new(&message, "").hash(),
        "hmac-sha256" => session::login_signature(&need!(case.need("key")), message.as_bytes()),
        "sm3" => sm3(message.as_bytes()),
        other => return Outcome::Unsupported(format!("the digest `{other}`")),
    };
    case.check("hex", hex);
    case.outcome()
}

/// A body of the dialog platform, encrypted and decrypted again.
pub(super) fn aes_cbc(case: &mut Case<'_>) -> Outcome {
    let (key, plain) = (need!(case.need("key_base64")), need!(case.need("plaintext")));
    // The SDK takes the vector from the key: the entry's must be that.
    let iv = need!(case.need("iv_base64"));
    if !key.starts_with(iv.trim_end_matches('=').get(..20).unwrap_or("-")) {
        case.fail(format!("the vector {iv:?} is not the first half of the key"));
    }
    let key = match DialogKey::new(&key) {
        Ok(key) => key,
        Err(error) => return Outcome::Failed(format!("the key: {error}")),
    };
    let sealed = key.encrypt(&plain);
    case.check("ciphertext_base64", sealed.as_str());
    match key.decrypt(&sealed) {
        Ok(back) if *back == plain.as_bytes() => {}
        _ => case.fail("what was encrypted does not decrypt to itself"),
    }
    case.outcome()
}
