//! Writes the body of a sample request.

use serde_json::{Map, Value, json};
use wechat_spec::model::{Body, Field, Type};

use super::{RequestSample, plain_text};
use crate::request::encode;

const MULTIPART: &str = "multipart/form-data; boundary=wechat-sim-boundary";

/// Writes the values of `fields`: its form, and the bytes.
pub(super) fn write(
    body: Body,
    map: &Map<String, Value>,
    fields: &[&Field],
) -> (Option<&'static str>, Vec<u8>) {
    match body {
        Body::None => (None, Vec::new()),
        // Encrypted by `RequestSample::prove`.
        Body::EncryptedXml => (Some("text/xml"), crate::xml::write(map).into_bytes()),
        Body::Json | Body::EncryptedJson => {
            (Some("application/json"), Value::Object(map.clone()).to_string().into_bytes())
        }
        Body::JsonOrMultipart if !fields.iter().any(|field| field.ty == Type::File) => {
            write(Body::Json, map, fields)
        }
        Body::Multipart | Body::JsonOrMultipart => (Some(MULTIPART), multipart(map, fields)),
        Body::Form => {
            let pairs: Vec<_> = map
                .iter()
                .map(|(key, value)| format!("{}={}", encode(key), encode(&plain_text(value))))
                .collect();
            (Some("application/x-www-form-urlencoded"), pairs.join("&").into_bytes())
        }
        Body::Xml => (Some("text/xml"), crate::xml::write(map).into_bytes()),
        Body::Raw => (Some("image/png"), RequestSample::FILE.to_vec()),
        Body::Text => {
            let text = map.values().next().map(plain_text).unwrap_or_default();
            (Some("text/plain; charset=utf-8"), text.into_bytes())
        }
    }
}

/// An encrypted document: in a field of an object, or in a part beside a file.
pub(super) fn sealed(text: &str, file: Option<&str>) -> (&'static str, Vec<u8>) {
    let Some(name) = file else {
        return ("application/json", json!({ "encrypt": text }).to_string().into_bytes());
    };
    let mut out = Vec::new();
    file_part(&mut out, name);
    part(&mut out, "encrypt", "", text.as_bytes());
    out.extend_from_slice(b"--wechat-sim-boundary--\r\n");
    (MULTIPART, out)
}

/// One part a field, in the order of the description.
fn multipart(map: &Map<String, Value>, fields: &[&Field]) -> Vec<u8> {
    let mut out = Vec::new();
    let described = |key: &String| fields.iter().any(|field| field.wire == *key);
    for (key, value) in map.iter().filter(|(key, _)| !described(key)) {
        text_part(&mut out, key, value);
    }
    for field in fields {
        match map.get(&field.wire) {
            Some(value) => text_part(&mut out, &field.wire, value),
            None if field.ty == Type::File => file_part(&mut out, &field.wire),
            None => {}
        }
    }
    out.extend_from_slice(b"--wechat-sim-boundary--\r\n");
    out
}

fn file_part(out: &mut Vec<u8>, name: &str) {
    let filename = RequestSample::FILE_NAME;
    let more = format!("; filename=\"{filename}\"\r\nContent-Type: image/png");
    part(out, name, &more, RequestSample::FILE);
}

fn text_part(out: &mut Vec<u8>, name: &str, value: &Value) {
    let json = matches!(value, Value::Object(_) | Value::Array(_));
    let more = if json { "\r\nContent-Type: application/json" } else { "" };
    part(out, name, more, plain_text(value).as_bytes());
}

fn part(out: &mut Vec<u8>, name: &str, more: &str, body: &[u8]) {
    let head = format!(
        "--wechat-sim-boundary\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n"
    );
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(body);
    out.extend_from_slice(b"\r\n");
}
