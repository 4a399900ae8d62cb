//! API security: encrypting, decrypting, signing and verifying, by what an entry gives.

use serde_json::Value;
use wechat_runtime::crypto::KeyError;
use wechat_runtime::crypto::api_security::{
    Algorithm, ApiSecurityError, Context, PlatformCertificate, Signer, SymmetricKey,
};
use wechat_runtime::crypto::rsa::{Padding, PrivateKey};

use super::bytes::base64;
use super::case::{Case, Outcome, text_of};
use super::crypto::{failed, need};

/// What an entry may be about.
pub(super) fn api_security(case: &mut Case<'_>) -> Outcome {
    if case.text("padding").is_some_and(|padding| padding_of(&padding).is_none()) {
        return Outcome::Unsupported("the padding".to_owned());
    }
    let key = match case.text("key_base64").or_else(|| case.text("key")) {
        Some(key) => Some(need!(symmetric(case, &key))),
        None => None,
    };
    let pem = |marker: &str| {
        let names = case.input_names().filter(|name| name.ends_with("_pem"));
        let mut pems = names.filter(|name| {
            let value = case.text(name);
            value.is_some_and(|pem| pem.contains(marker))
        });
        pems.next().and_then(|name| case.text(name))
    };
    let private = pem("PRIVATE KEY-----");
    let certificate = pem("CERTIFICATE-----").or_else(|| pem("PUBLIC KEY-----"));
    let mut done = false;
    let result = (|| {
        if let Some(pem) = &certificate {
            done = true;
            verify(case, pem)?;
        }
        if let Some(pem) = &private {
            done = true;
            sign(case, pem)?;
        }
        if let Some(key) = &key {
            if case.input("plaintext").is_some() {
                done = true;
                encrypt(case, &key.key, &key.sn)?;
            } else if case.input("body").is_some() {
                done = true;
                decrypt(case, &key.key, &key.sn)?;
            }
        }
        Ok(())
    })();
    if !done {
        return Outcome::Unsupported(
            "neither a key with a text nor a certificate is given".to_owned(),
        );
    }
    match result {
        Ok(()) => {
            case.check("ok", true);
            case.check("valid", true);
            if let Some(expected) = case.expects("error") {
                case.fail(format!("error: expected {expected}, but all is right"));
            }
            case.outcome()
        }
        Err(Stop::Outcome(outcome)) => outcome,
        Err(Stop::Error(error)) => {
            case.check("ok", false);
            case.check("valid", false);
            failed(case, &error)
        }
    }
}

/// Why an entry ends early.
enum Stop {
    Error(ApiSecurityError),
    Outcome(Outcome),
}

impl From<ApiSecurityError> for Stop {
    fn from(error: ApiSecurityError) -> Stop {
        Stop::Error(error)
    }
}

impl From<Outcome> for Stop {
    fn from(outcome: Outcome) -> Stop {
        Stop::Outcome(outcome)
    }
}

struct Key {
    key: SymmetricKey,
    sn: String,
}

fn symmetric(case: &mut Case<'_>, key: &str) -> Result<Key, Outcome> {
    let sn = case.need("sn")?;
    let algorithm =
        match case.need("algorithm")?.to_ascii_uppercase().replace(['-', '_'], "").as_str() {
            "AES256GCM" => Algorithm::Aes256Gcm,
            "SM4GCM" => Algorithm::Sm4Gcm,
            other => return Err(Outcome::Unsupported(format!("the algorithm `{other}`"))),
        };
    match SymmetricKey::new(algorithm, sn.as_str(), key) {
        Ok(key) => Ok(Key { key, sn }),
        Err(error) => {
            case.check("ok", false);
            Err(failed(case, &error))
        }
    }
}

/// The parts of a [`Context`], from inputs or headers.
struct Bound {
    url: String,
    app_id: String,
    timestamp: u64,
}

impl Bound {
    fn read(case: &Case<'_>) -> Result<Bound, Stop> {
        let either = |input: &str, name: &str| match case.text(input) {
            Some(value) => Ok(value),
            None => header(case, name).ok_or_else(|| {
                Outcome::Failed(format!("the entry has neither `{input}` nor `{name}`"))
            }),
        };
        let timestamp = either("timestamp", "Wechatmp-TimeStamp")?;
        Ok(Bound {
            url: match case.text("url") {
                Some(url) => url,
                None => case.need("urlpath")?,
            },
            app_id: either("appid", "Wechatmp-Appid")?,
            timestamp: timestamp.parse().map_err(|_| ApiSecurityError::Timestamp)?,
        })
    }

    fn context(&self) -> Context<'_> {
        Context { url: &self.url, app_id: &self.app_id, timestamp: self.timestamp }
    }
}

fn header(case: &Case<'_>, name: &str) -> Option<String> {
    let headers = case.input("headers")?.as_object()?;
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| text_of(value))
}

fn padding_of(name: &str) -> Option<Padding> {
    match name.to_ascii_uppercase().replace([' ', '_', '-', '#', '.'], "").as_str() {
        "PSS" | "RSAPSS" | "RSASSAPSS" => Some(Padding::Pss),
        "PKCS1" | "PKCS1V15" | "RSAPKCS1V15" => Some(Padding::Pkcs1),
        _ => None,
    }
}

fn verify(case: &mut Case<'_>, pem: &str) -> Result<(), Stop> {
    let serial = header(case, "Wechatmp-Serial").unwrap_or_default();
    let certificate = PlatformCertificate::new(serial, pem)?;
    let signature = case.text("signature").or_else(|| header(case, "Wechatmp-Signature"));
    let signature = signature.ok_or(ApiSecurityError::NoHeader("Wechatmp-Signature"))?;
    let padding = case.text("padding").and_then(|name| padding_of(&name)).unwrap_or(Padding::Pss);
    let text = match case.text("string_to_sign").or_else(|| case.text("payload")) {
        Some(text) => text,
        None => Bound::read(case)?.context().string_to_sign(&case.need("body")?),
    };
    case.check("string_to_sign", text.as_str());
    case.check("payload", text.as_str());
    Ok(certificate.verify_text(padding, &text, &signature)?)
}

/// A PSS signature is different each time: it is right when it verifies.
fn sign(case: &mut Case<'_>, pem: &str) -> Result<(), Stop> {
    let signer = Signer::new("", pem)?;
    let bound = Bound::read(case)?;
    let body = case.need("body")?;
    let text = bound.context().string_to_sign(&body);
    case.check("string_to_sign", text.as_str());
    case.check("payload", text.as_str());
    let signature = signer.sign(bound.context(), &body)?;
    let public = PrivateKey::from_pem(pem).map_err(ApiSecurityError::PrivateKey)?.public_key();
    let mut verified = |signature: &str, what: &str| {
        let result: Result<(), KeyError> = public.verify(Padding::Pss, text.as_bytes(), signature);
        if let Err(error) = result {
            case.fail(format!("{what} does not verify: {error}"));
        }
    };
    verified(&signature, "the SDK's signature");
    if let Some(expected) = case.expects("signature").and_then(Value::as_str) {
        let result = public.verify(Padding::Pss, text.as_bytes(), expected);
        if let Err(error) = result {
            case.fail(format!("the expected signature does not verify: {error}"));
        }
    }
    Ok(())
}

fn encrypt(case: &mut Case<'_>, key: &SymmetricKey, sn: &str) -> Result<(), Stop> {
    let bound = Bound::read(case)?;
    let plain = case.need("plaintext")?;
    let iv = match case.text("iv_base64") {
        Some(iv) => iv,
        None => case.need("iv")?,
    };
    case.check("aad", bound.context().aad(sn));
    let Some(iv) = base64(&iv).and_then(|iv| iv.try_into().ok()) else {
        return Err(Outcome::Failed(format!("the iv {iv:?} is not 12 bytes in base64")).into());
    };
    let sealed = key.encrypt(bound.context(), &plain, iv)?;
    case.check("iv", sealed.iv.as_str());
    case.check("data", sealed.data.as_str());
    case.check("authtag", sealed.authtag.as_str());
    case.check("body", sealed.to_json());
    // And back again.
    let back = key.decrypt(bound.context(), &sealed.to_json())?;
    if *back != plain {
        case.fail("what was encrypted does not decrypt to itself");
    }
    Ok(())
}

fn decrypt(case: &mut Case<'_>, key: &SymmetricKey, sn: &str) -> Result<(), Stop> {
    let bound = Bound::read(case)?;
    let body = case.need("body")?;
    case.check("aad", bound.context().aad(sn));
    let plain = key.decrypt(bound.context(), &body)?;
    case.check("plaintext", plain.as_str());
    let stripped = key.open(bound.context(), &body)?;
    case.check("stripped", Value::Object(stripped));
    Ok(())
}
