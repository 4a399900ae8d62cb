//! The signature of WeCom's pay tool (收银台): over the flattened request, with its secret.

use serde_json::Value;

use super::{signature, text};

/// The text that is signed: `key=value` of every leaf of the request, whatever it lies in, sorted
/// as whole texts and joined with `&`. A list gives its own key to what it holds; `sig` takes no
/// part.
pub fn string_to_sign(request: &Value) -> String {
    let mut pairs = Vec::new();
    if let Value::Object(fields) = request {
        for (name, value) in fields.iter().filter(|(name, _)| *name != "sig") {
            flatten(name, value, &mut pairs);
        }
    }
    pairs.sort_unstable();
    pairs.join("&")
}

// The depth is that of a document that serde_json has read, which is bounded.
fn flatten(name: &str, value: &Value, pairs: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| flatten(name, value, pairs));
        }
        Value::Array(values) => values.iter().for_each(|value| flatten(name, value, pairs)),
        Value::String(text) => pairs.push(format!("{name}={text}")),
        Value::Null => {}
        number_or_bool => pairs.push(format!("{name}={number_or_bool}")),
    }
}

/// The `sig` of a request: HMAC-SHA256 of [`string_to_sign`] with the secret of the pay tool, in
/// base64. The request must have its `nonce_str` and `ts`.
pub fn signature(request: &Value, secret: &str) -> String {
    let signed = string_to_sign(request);
    text::to_base64(&*signature::hmac_sha256(secret.as_bytes(), [signed.as_bytes()]))
}
