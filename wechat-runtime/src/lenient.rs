//! JSON as WeChat at times writes it: control characters inside of strings and after the document,
//! broken UTF-8, half an emoji. Read strictly first; mended only when that fails.

use std::borrow::Cow;

use serde_core::de::DeserializeOwned;

/// Reads a document, mending it if need be.
pub(crate) fn from_slice<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    match serde_json::from_slice(body) {
        Err(error) if error.is_syntax() || error.is_eof() => match mend(body) {
            Some(mended) => serde_json::from_str(&mended),
            None => Err(error),
        },
        other => other,
    }
}

/// The document without what no JSON may hold; `None` when there is nothing of the kind.
fn mend(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let broken = matches!(text, Cow::Owned(_));
    let mut out = String::with_capacity(text.len() + 16);
    let mut changed = broken;
    let mut in_string = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => in_string = !in_string,
            '\\' if in_string => {
                let escape: String = rest.clone().take(5).collect();
                let unit =
                    escape.strip_prefix('u').and_then(|hex| u16::from_str_radix(hex, 16).ok());
                match unit {
                    Some(unit @ 0xd800..=0xdfff) => {
                        let pair: String = rest.clone().skip(5).take(6).collect();
                        let low = pair
                            .strip_prefix("\\u")
                            .and_then(|hex| u16::from_str_radix(hex, 16).ok());
                        let whole = unit < 0xdc00 && matches!(low, Some(0xdc00..=0xdfff));
                        let length = if whole { 11 } else { 5 };
                        let escaped: String = rest.by_ref().take(length).collect();
                        if whole {
                            out.push('\\');
                            out.push_str(&escaped);
                        } else {
                            out.push('\u{fffd}');
                            changed = true;
                        }
                        continue;
                    }
                    _ => {
                        out.push(c);
                        if let Some(next) = rest.next() {
                            out.push(next);
                        }
                        continue;
                    }
                }
            }
            c if c.is_ascii_control() && in_string => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
                changed = true;
                continue;
            }
            c if c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t') => {
                changed = true;
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn damaged_documents_are_read() {
        for (body, expected) in [
            (&b"{\"a\":\"x\x02y\x14\"}"[..], json!({"a": "x\u{2}y\u{14}"})),
            (b"{\"a\":\"\xe4\xb8\"}", json!({"a": "\u{fffd}"})),
            (b"{\"a\":\"\\ud83d\"}", json!({"a": "\u{fffd}"})),
            (b"{\"a\":\"\\ud83d\\u0041\"}", json!({"a": "\u{fffd}A"})),
            (b"{\"a\":\"\\ud83d\\ude00\x01\"}", json!({"a": "\u{1f600}\u{1}"})),
            (b"{\"a\":\"\\\\\"}\x00\x1f", json!({"a": "\\"})),
            (b"\xef\xbb\xbf\n{\"a\":1}\n", json!({"a": 1})),
        ] {
            let read: Value = from_slice(body).unwrap();
            assert_eq!(read, expected, "{}", String::from_utf8_lossy(body));
        }
    }

    #[test]
    fn what_is_cut_short_stays_an_error() {
        for body in [&b"{\"a\":"[..], b"{\"a\":\"\\u", b"{\"a\":\"\\", b"", b"\x01"] {
            from_slice::<Value>(body).unwrap_err();
        }
    }
}
