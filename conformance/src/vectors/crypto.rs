//! Kinds of signatures and of user data.

use serde_json::Value;
use wechat_runtime::crypto::card::{Card, CardExt};
use wechat_runtime::crypto::user_data::{EncryptedData, raw_data_signature, verify_raw_data};
use wechat_runtime::crypto::{jssdk, session, signature};

use super::case::{Case, Outcome, text_of};
use super::errors::Step;

/// Lets runners use `?` on what an entry must have.
macro_rules! need {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(outcome) => return outcome,
        }
    };
}
pub(super) use need;

/// SHA-1 over sorted values, as a list or by name.
pub(super) fn card_signature(case: &mut Case<'_>) -> Outcome {
    let computed = if let Some(values) = case.input("values").and_then(Value::as_array) {
        signature::sorted_sha1(values.iter().map(text_of))
    } else {
        let names: Vec<&str> = case.input_names().filter(|name| *name != "signature").collect();
        let values: Vec<String> = names.iter().filter_map(|name| case.text(name)).collect();
        let sorted = signature::sorted_sha1(&values);
        // The values of a card must give the same by way of the type that is made for it.
        let ticket = case.text("api_ticket").or_else(|| case.text("ticket"));
        let timestamp = case.text("timestamp").and_then(|time| time.parse().ok());
        let card = ["api_ticket", "ticket", "timestamp", "nonce_str", "card_id", "code", "openid"];
        if let (Some(ticket), Some(timestamp)) = (ticket, timestamp)
            && names.iter().all(|name| card.contains(name))
        {
            let part = |name| case.text(name).unwrap_or_default();
            let (card_id, code, openid) = (part("card_id"), part("code"), part("openid"));
            let card = Card { card_id: &card_id, code: &code, openid: &openid };
            let ext = CardExt::sign_with(&ticket, card, &part("nonce_str"), timestamp);
            if ext.signature != sorted {
                case.fail(format!("CardExt signs {}, its sorted values {sorted}", ext.signature));
            }
        }
        sorted
    };
    let given = case.text("signature");
    check_signature(case, &computed, given.map(|given| given == computed))
}

/// Most kinds expect a signature, or whether one that is given is right.
fn check_signature(case: &mut Case<'_>, computed: &str, valid: Option<bool>) -> Outcome {
    case.check("signature", computed);
    if let Some(valid) = valid {
        case.check("valid", valid);
        case.check("ok", valid);
    }
    case.outcome()
}

/// The JS-SDK's signature of a page.
pub(super) fn jssdk_signature(case: &mut Case<'_>) -> Outcome {
    let ticket = match case.text("jsapi_ticket") {
        Some(ticket) => ticket,
        None => need!(case.need("ticket")),
    };
    let nonce = match case.text("noncestr") {
        Some(nonce) => nonce,
        None => need!(case.need("nonce_str")),
    };
    let url = need!(case.need("url"));
    let timestamp = need!(case.need("timestamp"));
    let Ok(seconds) = timestamp.parse::<u64>() else {
        return Outcome::Failed(format!("the timestamp {timestamp:?} is not a number of seconds"));
    };
    case.check("string_to_sign", jssdk::string_to_sign(&ticket, &nonce, seconds, &url).as_str());
    let app_id = case.text("appid").unwrap_or_default();
    let config = jssdk::JsConfig::sign_with(&app_id, &ticket, &url, &nonce, seconds);
    let given = case.text("signature");
    check_signature(case, &config.signature, given.map(|given| given == config.signature))
}

/// The signature with which WeChat opens a connection.
pub(super) fn server_signature(case: &mut Case<'_>) -> Outcome {
    let (token, timestamp) = (need!(case.need("token")), need!(case.need("timestamp")));
    let nonce = need!(case.need("nonce"));
    let valid = case
        .text("signature")
        .map(|given| signature::verify_server_signature(&token, &timestamp, &nonce, &given));
    check_signature(case, &signature::server_signature(&token, &timestamp, &nonce), valid)
}

/// HMAC of a body with the session key.
pub(super) fn login_signature(case: &mut Case<'_>) -> Outcome {
    let key = need!(case.need("session_key"));
    let body = case.text("post_body").or_else(|| case.text("body")).unwrap_or_default();
    case.check("sig_method", session::SIG_METHOD);
    let computed = session::login_signature(&key, body.as_bytes());
    let given = case.text("signature");
    check_signature(case, &computed, given.map(|given| given == computed))
}

/// SHA-1 of `rawData` and the session key.
pub(super) fn session_signature(case: &mut Case<'_>) -> Outcome {
    let (data, key) = (need!(case.need("raw_data")), need!(case.need("session_key")));
    let valid = case.text("signature").map(|given| verify_raw_data(&data, &key, &given));
    check_signature(case, &raw_data_signature(&data, &key), valid)
}

/// Virtual payment, new (`pay_sig`) and old (`sig`, `mp_sig`).
pub(super) fn xpay_signature(case: &mut Case<'_>) -> Outcome {
    if let Some(params) = case.input("params").and_then(Value::as_object) {
        let params: Vec<(&String, String)> = params.iter().map(|(k, v)| (k, text_of(v))).collect();
        let params = || params.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        let path = match case.text("org_loc") {
            Some(path) => path,
            None => need!(case.need("uri")),
        };
        let method = case.text("method").unwrap_or_else(|| "POST".to_owned());
        let (secret, user) = (case.text("secret"), case.text("session_key"));
        if let Some(secret) = &secret {
            let text = session::midas_string_to_sign(params(), &path, &method, secret);
            case.check("string_to_sign", text.as_str());
            case.check("sig", session::midas_signature(params(), &path, &method, secret));
        }
        if let Some(key) = &user {
            let text = session::midas_user_string_to_sign(params(), &path, &method, key);
            let name = if secret.is_some() { "mp_string_to_sign" } else { "string_to_sign" };
            case.check(name, text.as_str());
            case.check("mp_sig", session::midas_user_signature(params(), &path, &method, key));
        }
        return case.outcome();
    }
    let body = case.text("post_body").or_else(|| case.text("body")).unwrap_or_default();
    let uri = case.text("uri");
    if let (Some(key), Some(uri)) = (case.text("app_key"), uri) {
        case.check("pay_sig", session::pay_sig(&key, &uri, body.as_bytes()));
    }
    if let Some(key) = case.text("session_key") {
        case.check("signature", session::login_signature(&key, body.as_bytes()));
    }
    case.outcome()
}

/// `encryptedData` of a page.
pub(super) fn open_data_decrypt(case: &mut Case<'_>) -> Outcome {
    let (key, iv) = (need!(case.need("session_key")), need!(case.need("iv")));
    let data = need!(case.need("encrypted_data"));
    let data = EncryptedData::new(&data, &iv);
    let opened = match case.text("appid") {
        Some(app_id) => data.decrypt(&key, &app_id),
        None => data.decrypt_for_any_app(&key),
    };
    case.check("ok", opened.is_ok());
    match opened {
        Ok(opened) => {
            case.check("plaintext", opened.as_str());
            for name in ["json", "data", "value"] {
                case.check(name, opened.json());
            }
            if let Some(expected) = case.expects("error") {
                case.fail(format!("error: expected {expected}, but it decrypts"));
            }
            case.outcome()
        }
        Err(error) => failed(case, &error),
    }
}

/// The SDK failed: as expected, or not.
pub(super) fn failed<E: Step + std::error::Error>(case: &mut Case<'_>, error: &E) -> Outcome {
    let Some(expected) = case.expects("error") else {
        if case.outcome() == Outcome::Passed && case.other_expectations().next().is_some() {
            case.fail(format!("expected a result, got the error: {error}"));
        }
        return case.outcome();
    };
    let name = text_of(expected);
    match error.is(&name) {
        Some(true) => case.outcome(),
        Some(false) => {
            case.fail(format!("error: expected `{name}`, got: {error}"));
            case.outcome()
        }
        None => Outcome::Unsupported(format!(
            "the error name `{name}` says nothing known; the SDK says: {error}"
        )),
    }
}
