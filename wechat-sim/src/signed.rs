//! Calls that are signed over their body: which parameters they have, and whether those are right. What
//! is not known (the app key of payment, the user's session) cannot be checked, so anything fits it.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use wechat_spec::model::CallSign;

use crate::check::Finding;
use crate::request::{Payload, Request};
use crate::schema::Entry;
use crate::state::State;
use crate::state::apps::MacKey;

/// A signature that is missing or wrong, as virtual payment says it.
const WRONG: i64 = 268_490_003;
/// One made with another session key than the user's, as games say it.
const WRONG_USER: i64 = 87009;

/// HMAC-SHA256 in lower-case hexadecimal; empty for a key that cannot be one.
pub(crate) fn hmac(key: &str, parts: &[&[u8]]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The signature of a call.
pub(crate) fn made(sign: CallSign, key: &str, path: &str, body: &[u8]) -> String {
    match sign {
        CallSign::Pay => hmac(key, &[path.as_bytes(), b"&", body]),
        CallSign::Session => hmac(key, &[body]),
    }
}

/// What is wrong with the signatures of a call.
pub(crate) fn proof(
    state: &State,
    entry: &Entry,
    appid: &str,
    request: &Request,
    payload: &Payload,
) -> Vec<Finding> {
    let openid = || {
        let body = payload.object().get("openid").and_then(Value::as_str);
        request.query("openid").or(body).unwrap_or_default()
    };
    let wrong = |sign: &CallSign| {
        let (code, key) = match sign {
            CallSign::Pay => (WRONG, state.apps.pay_keys(appid)),
            CallSign::Session => {
                let key = state.codes.session(appid, openid()).map(MacKey);
                (WRONG_USER, key.into_iter().collect())
            }
        };
        let what = match request.query(sign.param()) {
            None | Some("") => "missing",
            Some(found) => {
                let right =
                    |key: &MacKey| made(*sign, &key.0, &request.path, &request.body) == found;
                if key.is_empty() || key.iter().any(right) {
                    return None;
                }
                "the signature is wrong"
            }
        };
        Some(Finding { code, at: format!("query.{}", sign.param()), what: what.to_owned() })
    };
    entry.endpoint.sign.iter().filter_map(wrong).collect()
}
