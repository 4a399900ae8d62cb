//! SM2, SM3 and SM4.

use serde_json::Value;
use wechat_runtime::crypto::sm::sm2::{DEFAULT_ID, PrivateKey, PublicKey};
use wechat_runtime::crypto::sm::sm3;
use wechat_runtime::crypto::sm::sm4::Sm4Key;

use super::bytes::{base64, hex};
use super::case::{Case, Outcome};
use super::crypto::{failed, need};

/// A signature that is verified, or a text that is decrypted, with the key in each form it is given.
pub(super) fn sm2(case: &mut Case<'_>) -> Outcome {
    if let Some(signature) = case.text("signature") {
        let message = need!(case.need("message"));
        let id = case.text("id").unwrap_or_else(|| DEFAULT_ID.to_owned());
        let pems = ["public_key_pem", "public_key_base64", "certificate_pem"];
        let mut keys: Vec<_> = pems
            .iter()
            .filter_map(|name| case.text(name))
            .map(|pem| PublicKey::from_pem(&pem))
            .collect();
        if let Some(point) = case.text("public_key_hex").and_then(|point| hex(&point)) {
            keys.push(PublicKey::from_bytes(&point));
        }
        if keys.is_empty() {
            return Outcome::Failed("the entry has no public key".to_owned());
        }
        for key in keys {
            match key {
                Ok(key) => {
                    let valid = key.verify(&id, message.as_bytes(), &signature).is_ok();
                    case.check("valid", valid);
                }
                Err(error) => case.fail(format!("the public key: {error}")),
            }
        }
        return case.outcome();
    }
    let sealed = need!(case.need("ciphertext"));
    let pems = ["private_key_pem", "private_key_pkcs8_base64"];
    let mut keys: Vec<_> = pems
        .iter()
        .filter_map(|name| case.text(name))
        .map(|pem| PrivateKey::from_pem(&pem))
        .collect();
    if let Some(key) = case.text("private_key_hex").and_then(|key| hex(&key)) {
        keys.push(PrivateKey::from_bytes(&key));
    }
    if keys.is_empty() {
        return Outcome::Failed("the entry has no private key".to_owned());
    }
    for key in keys {
        let opened = match key {
            Ok(key) => key.decrypt(&sealed),
            Err(error) => return Outcome::Failed(format!("the private key: {error}")),
        };
        case.check("ok", opened.is_ok());
        match opened {
            Ok(plain) => case.check("plaintext", String::from_utf8_lossy(&plain)),
            Err(error) => return failed(case, &error),
        }
    }
    case.outcome()
}

/// A digest.
pub(super) fn digest(case: &mut Case<'_>) -> Outcome {
    let message = match case.text("message_base64") {
        Some(message) => base64(&message),
        None => Some(need!(case.need("message")).into_bytes()),
    };
    let Some(message) = message else {
        return Outcome::Failed("the message is not base64".to_owned());
    };
    case.check("hex", sm3(&message));
    case.outcome()
}

/// A text that is decrypted in GCM or CBC, and encrypted again.
pub(super) fn sm4(case: &mut Case<'_>) -> Outcome {
    let algorithm = need!(case.need("algorithm"));
    let key = if let Some(key) = case.text("api_v3_key") {
        Ok(Sm4Key::from_api_v3_key(&key))
    } else if let Some(key) = case.text("key_base64") {
        Sm4Key::from_base64(&key)
    } else {
        Sm4Key::from_bytes(need!(case.need("key")).as_bytes())
    };
    let key = match key {
        Ok(key) => key,
        Err(error) => {
            case.check("ok", false);
            return failed(case, &error);
        }
    };
    let Some(sealed) = base64(&need!(case.need("ciphertext"))) else {
        return Outcome::Failed("the ciphertext is not base64".to_owned());
    };
    let (opened, again) = match algorithm.as_str() {
        "AEAD_SM4_GCM" => {
            let (nonce, aad) = (need!(case.need("nonce")), case.text("associated_data"));
            let aad = aad.unwrap_or_default();
            let opened = key.open_gcm(nonce.as_bytes(), aad.as_bytes(), &sealed);
            let again = opened.as_ref().ok().and_then(|plain| {
                key.seal_gcm(nonce.as_bytes().try_into().ok()?, aad.as_bytes(), plain).ok()
            });
            (opened, again)
        }
        "SM4_CBC" => {
            let Some(iv) = base64(&need!(case.need("iv_base64"))) else {
                return Outcome::Failed("the vector is not base64".to_owned());
            };
            let opened = key.open_cbc(&iv, &sealed);
            let again = opened.as_ref().ok().and_then(|plain| key.seal_cbc(&iv, plain).ok());
            (opened, again)
        }
        other => return Outcome::Unsupported(format!("the algorithm `{other}`")),
    };
    case.check("ok", opened.is_ok());
    match opened {
        Ok(plain) => {
            case.check("plaintext", Value::from(String::from_utf8_lossy(&plain)));
            if again != Some(sealed) {
                case.fail("the plain text does not encrypt to the same");
            }
            case.outcome()
        }
        Err(error) => failed(case, &error),
    }
}
