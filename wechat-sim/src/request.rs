//! A request as it arrived, and its body read the way its endpoint says.

use axum::http::HeaderMap;
use bytes::Bytes;
use serde_json::Value;
use wechat_spec::model::Body;

use crate::multipart::{self, Part};

/// A request as it arrived.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Decoded.
    pub(crate) path: String,
    /// Decoded, in order.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Request {
    /// The first value of a query parameter.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// A body that was read.
#[derive(Debug)]
pub(crate) enum Payload {
    None,
    Json(Value),
    Xml(Value),
    Form(Vec<(String, String)>),
    Parts(Vec<Part>),
    Text(String),
    Raw(Bytes),
}

/// Why a body could not be read: WeChat's code, and the reason in English.
pub(crate) type Unreadable = (i64, String);

impl Payload {
    /// Reads a body.
    pub(crate) fn read(body: Body, request: &Request) -> Result<Payload, Unreadable> {
        let bytes = &request.body;
        let kind = request.header("content-type").unwrap_or_default();
        match body {
            Body::None if bytes.is_empty() || bytes.as_ref() == b"{}" => Ok(Payload::None),
            Body::None => Err((40097, "a body where none belongs".into())),
            Body::Raw => Ok(Payload::Raw(bytes.clone())),
            Body::Text => Ok(Payload::Text(utf8(bytes)?.to_owned())),
            Body::Form => Ok(Payload::Form(parse_query(utf8(bytes)?))),
            Body::Xml => {
                crate::xml::read(utf8(bytes)?).map(Payload::Xml).map_err(|why| (47001, why))
            }
            Body::Multipart => multipart::read(kind, bytes).map(Payload::Parts),
            Body::JsonOrMultipart if kind.starts_with("multipart/") => {
                multipart::read(kind, bytes).map(Payload::Parts)
            }
            Body::Json | Body::JsonOrMultipart => json(bytes).map(Payload::Json),
            // Opened by those who have the key: see `bots`.
            Body::EncryptedJson | Body::EncryptedXml => Ok(Payload::None),
        }
    }

    /// The JSON (or XML) object, for behaviours.
    pub(crate) fn object(&self) -> &Value {
        match self {
            Payload::Json(value) | Payload::Xml(value) => value,
            _ => &Value::Null,
        }
    }

    /// A part of a multipart body.
    pub(crate) fn part(&self, name: &str) -> Option<&Part> {
        match self {
            Payload::Parts(parts) => parts.iter().find(|part| part.name == name),
            _ => None,
        }
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, Unreadable> {
    std::str::from_utf8(bytes).map_err(|_| (47001, "the body is not UTF-8".into()))
}

fn json(bytes: &[u8]) -> Result<Value, Unreadable> {
    if bytes.is_empty() {
        return Err((44002, "the body is empty; a call without fields sends `{}`".into()));
    }
    let text = utf8(bytes)?;
    let value = serde_json::from_str(text)
        .map_err(|why| (47001, format!("the body is not JSON: {why}")))?;
    if escapes_text(text) {
        let why =
            "text stands as \\uXXXX: WeChat keeps that as written in names and menus; send UTF-8";
        return Err((47001, why.into()));
    }
    Ok(value)
}

/// Whether a character that needs no escape (anything but control characters and lone surrogates,
/// which JSON cannot hold otherwise) is written as `\uXXXX`.
fn escapes_text(json: &str) -> bool {
    let mut chars = json.chars();
    while let Some(c) = chars.next() {
        if c != '\\' || chars.next() != Some('u') {
            continue;
        }
        let hex: String = chars.by_ref().take(4).collect();
        if u32::from_str_radix(&hex, 16)
            .is_ok_and(|code| code >= 0x80 && code != 0x2028 && code != 0x2029)
        {
            return true;
        }
    }
    false
}

/// Decodes `a=1&b=x+y`.
pub(crate) fn parse_query(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key, true), decode(value, true))
        })
        .collect()
}

/// Undoes percent-encoding; bytes that are not UTF-8 become U+FFFD.
pub(crate) fn decode(text: &str, plus: bool) -> String {
    let hex = |byte: u8| char::from(byte).to_digit(16);
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair =
            bytes.get(at + 1).copied().and_then(hex).zip(bytes.get(at + 2).copied().and_then(hex));
        match (byte, pair) {
            (b'%', Some((high, low))) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 2;
            }
            (b'+', _) if plus => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Percent-encodes everything but unreserved characters.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_come_back() {
        for text in ["plain", "a b+c", "小程序", "100%&=?#", ""] {
            assert_eq!(decode(&encode(text), true), text);
        }
        assert_eq!(decode("%zz%4", true), "%zz%4");
    }

    #[test]
    fn escaped_text_is_noticed() {
        assert!(escapes_text(r#"{"name":"\u5546"}"#));
        assert!(!escapes_text(r#"{"name":"\u0001 商 \\u5546"}"#));
    }
}
