//! Takes secrets out of text that comes from outside, before it gets into an error or a log.

use std::borrow::Cow;

use serde_json::Value;

/// Longer messages are cut, at a character.
const MAX: usize = 600;

/// Names whose value is never shown in a text: `access_token=…`.
const SENSITIVE: [&str; 13] = [
    "access_token",
    "token",
    "secret",
    "appsecret",
    "ticket",
    "code",
    "js_code",
    "auth_code",
    "session_key",
    "refresh_token",
    "permanent_code",
    "signature",
    "pay_sig",
];

/// The secrets of one call.
#[derive(Default)]
pub(crate) struct Scrub<'a> {
    known: Vec<Cow<'a, str>>,
}

impl<'a> Scrub<'a> {
    /// Adds a secret. Very short ones are left out: replacing them would only garble the text.
    pub(crate) fn add(&mut self, secret: impl Into<Cow<'a, str>>) {
        let secret = secret.into();
        if secret.len() >= 6 {
            self.known.push(secret);
        }
    }

    /// Adds what the names in a JSON document say is secret.
    pub(crate) fn add_json(&mut self, document: Value) {
        match document {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text) if is_sensitive(&name) => self.add(text),
                        value => self.add_json(value),
                    }
                }
            }
            Value::Array(list) => list.into_iter().for_each(|value| self.add_json(value)),
            _ => {}
        }
    }

    /// Adds the value of a query or form field if its name says that it is a secret.
    pub(crate) fn add_field(&mut self, name: &str, value: &'a str) {
        if is_sensitive(name) {
            self.add(value);
        }
    }

    /// The text without secrets, URL queries and control characters, and not too long.
    pub(crate) fn text(&self, text: &str) -> String {
        let mut out: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        for secret in &self.known {
            if out.contains(&**secret) {
                out = out.replace(&**secret, "***");
            }
        }
        out = without_values(&out);
        if out.len() > MAX {
            let end = (0..=MAX).rev().find(|i| out.is_char_boundary(*i)).unwrap_or(0);
            out.truncate(end);
            out.push('…');
        }
        out
    }
}

pub(crate) fn is_sensitive(name: &str) -> bool {
    SENSITIVE.contains(&name)
        || name.ends_with("_token")
        || name.ends_with("_ticket")
        || name.ends_with("secret")
}

/// `a?access_token=x&b=1` → `a?access_token=***&b=1`
fn without_values(text: &str) -> String {
    if !text.contains('=') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('=') {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(before);
        rest = after;
        let name = &before[..at];
        let start = name
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .map_or(0, |i| i + name[i..].chars().next().map_or(1, char::len_utf8));
        if is_sensitive(&name[start..]) {
            let end = rest
                .find(|c: char| {
                    c.is_whitespace() || matches!(c, '&' | '#' | '"' | '\'' | ',' | ';' | ')' | ']')
                })
                .unwrap_or(rest.len());
            if end > 0 {
                out.push_str("***");
            }
            rest = &rest[end..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_queries_and_control_characters_are_taken_out() {
        let mut scrub = Scrub::default();
        scrub.add("abcdef123456");
        scrub.add("x");
        scrub.add_field("js_code", "0a1b2c3d");
        scrub.add_field("openid", "oOpenid00");
        scrub.add_json(serde_json::json!({"list": [{"code": "0x9y8z7w"}], "openid": "oOpenid01"}));
        assert_eq!(
            scrub.text("bad abcdef123456 of x\nat 0a1b2c3d for oOpenid00, 0x9y8z7w for oOpenid01"),
            "bad *** of x at *** for oOpenid00, *** for oOpenid01"
        );
        assert_eq!(
            scrub.text("密钥?access_token=T-1&scene=2 (secret=ss) a=b"),
            "密钥?access_token=***&scene=2 (secret=***) a=b"
        );
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        let text = Scrub::default().text(&"错".repeat(1000));
        assert!(text.len() < 700 && text.ends_with('…'), "{}", text.len());
    }
}
