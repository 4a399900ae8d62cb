//! A call that arrived beside the request that it should have been.

use serde_json::Value;
use wechat_spec::model::{Body, Send};

use super::RequestSample;
use crate::calls::Call;
use crate::multipart::{self, Part};
use crate::request::{decode, parse_query};

impl RequestSample {
    /// Where a call differs from this request: in method, path, query, headers or body. Left out are
    /// the credential, and constants that the sender's settings and clock fill in.
    pub fn differences(&self, call: &Call) -> Vec<String> {
        let mut out = Vec::new();
        let mut same = |what: &str, wanted: &str, found: &str| {
            if wanted != found {
                out.push(format!("{what}: {wanted:?} became {found:?}"));
            }
        };
        same("method", self.method, &call.method);
        same("path", &decode(&self.shown_path(), false), &call.path);
        let kind = self.content_type.as_deref().unwrap_or_default();
        let found = call.header("content-type").unwrap_or_default();
        let outside = match self.proof.sealed {
            Some(Body::EncryptedJson) => "text/plain",
            Some(_) if self.file.is_some() => "multipart/form-data",
            Some(_) => "application/json",
            None => kind,
        };
        same("content type", essence(outside), essence(found));
        self.pairs("query", &self.query, &call.query, &mut out);
        for (name, value) in &self.headers {
            match call.header(name) {
                Some(found) if found == value => {}
                Some(found) => out.push(format!("header.{name}: {value:?} became {found:?}")),
                None => out.push(format!("header.{name}: is missing")),
            }
        }
        match essence(kind) {
            "application/json" => {
                let [wanted, found] = [&self.body[..], &call.body[..]].map(|body| {
                    let mut body = serde_json::from_slice(body).unwrap_or(Value::Null);
                    if let Value::Object(map) = &mut body {
                        map.retain(|name, _| !self.is_filled_in(name));
                    }
                    body
                });
                walk("body", &wanted, &found, &mut out);
            }
            "application/x-www-form-urlencoded" => {
                let [wanted, found] = [&self.body[..], &call.body[..]]
                    .map(|body| parse_query(&String::from_utf8_lossy(body)));
                self.pairs("body", &wanted, &found, &mut out);
            }
            "multipart/form-data" => {
                let wanted = multipart::read(kind, &self.body.clone().into());
                let found = multipart::read(found, &call.body);
                match (wanted, found) {
                    (Ok(wanted), Ok(found)) => self.parts(&wanted, &found, &mut out),
                    _ => out.push("body: cannot be read".to_owned()),
                }
            }
            "text/xml" => {
                let [wanted, found] = [&self.body[..], &call.body[..]].map(|body| {
                    crate::xml::read(&String::from_utf8_lossy(body)).unwrap_or(Value::Null)
                });
                walk("body", &wanted, &found, &mut out);
            }
            _ if self.body != call.body => out.push("body: has other bytes".to_owned()),
            _ => {}
        }
        out
    }

    /// Whether what is so called does not come from the request.
    fn is_filled_in(&self, name: &str) -> bool {
        let credential = match &self.send {
            Some(Send::Query(name) | Send::Header(name) | Send::Body(name)) => name.as_str(),
            None => "",
        };
        let is_signature = self.signs.iter().any(|sign| sign.param() == name);
        name == credential || is_signature || self.variables.iter().any(|it| it == name)
    }

    fn pairs(
        &self,
        place: &str,
        wanted: &[(String, String)],
        found: &[(String, String)],
        out: &mut Vec<String>,
    ) {
        for (name, value) in wanted.iter().filter(|(name, _)| !self.is_filled_in(name)) {
            match found.iter().find(|(its, _)| its == name) {
                Some((_, found)) if is_same_text(value, found) => {}
                Some((_, found)) => out.push(format!("{place}.{name}: {value:?} became {found:?}")),
                None => out.push(format!("{place}.{name}: is missing")),
            }
        }
        for (name, _) in found.iter().filter(|(name, _)| !self.is_filled_in(name)) {
            if !wanted.iter().any(|(its, _)| its == name) {
                out.push(format!("{place}.{name}: is too much"));
            }
        }
    }

    fn parts(&self, wanted: &[Part], found: &[Part], out: &mut Vec<String>) {
        let names = |parts: &[Part]| parts.iter().map(|part| part.name.clone()).collect::<Vec<_>>();
        let (wanted_names, found_names) = (names(wanted), names(found));
        if wanted_names != found_names {
            return out.push(format!("parts: {wanted_names:?} became {found_names:?}"));
        }
        for (wanted, found) in wanted.iter().zip(found) {
            let name = &wanted.name;
            if wanted.filename != found.filename {
                let (wanted, found) = (&wanted.filename, &found.filename);
                out.push(format!("part {name}: file {wanted:?} became {found:?}"));
            }
            let json = |part: &Part| serde_json::from_slice::<Value>(&part.body).ok();
            match (json(wanted), json(found)) {
                _ if wanted.body == found.body || self.is_filled_in(name) => {}
                (Some(wanted), Some(found)) => walk(&format!("part {name}"), &wanted, &found, out),
                _ => out.push(format!("part {name}: has other bytes")),
            }
        }
    }
}

fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// A number may be written in several ways: `2.0` and `2`. JSON in a text too.
fn is_same_text(wanted: &str, found: &str) -> bool {
    let json = |text: &str| serde_json::from_str::<Value>(text).ok();
    let number = |text: &str| text.parse::<f64>().ok();
    wanted == found
        || number(wanted).is_some_and(|it| number(found) == Some(it))
        || wanted.starts_with(['[', '{']) && json(wanted).is_some_and(|it| json(found) == Some(it))
}

/// Where the second value is not the first: one line a difference, with its path.
pub fn differences(wanted: &Value, found: &Value) -> Vec<String> {
    let mut out = Vec::new();
    walk("", wanted, found, &mut out);
    out
}

fn walk(at: &str, wanted: &Value, found: &Value, out: &mut Vec<String>) {
    let below = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => {
            for (name, value) in wanted {
                match found.get(name) {
                    Some(found) => walk(&below(name), value, found, out),
                    None => out.push(format!("{}: {} is lost", below(name), short(value))),
                }
            }
            for (name, value) in found.iter().filter(|(name, _)| !wanted.contains_key(*name)) {
                out.push(format!("{}: {} is too much", below(name), short(value)));
            }
        }
        (Value::Array(wanted), Value::Array(found)) if wanted.len() == found.len() => {
            for (index, (wanted, found)) in wanted.iter().zip(found).enumerate() {
                walk(&format!("{at}[{index}]"), wanted, found, out);
            }
        }
        // JSON inside a text: the order of its keys does not count.
        (Value::String(wanted), Value::String(found)) if is_same_text(wanted, found) => {}
        (wanted, found) if wanted == found => {}
        _ => out.push(format!("{at}: {} became {}", short(wanted), short(found))),
    }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
