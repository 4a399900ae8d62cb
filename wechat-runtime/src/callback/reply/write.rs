//! Replies as documents: XML with CDATA, as WeChat writes it itself, or JSON; and the envelope of
//! encrypted ones.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::super::message::Format;
use super::super::outer::Envelope;
use crate::crypto::NoRandomness;
use crate::crypto::msgcrypt::MessageCrypt;

/// A document of a head and fields.
pub(super) fn document(
    format: Format,
    head: Vec<(&'static str, Value)>,
    fields: &Map<String, Value>,
) -> String {
    match format {
        Format::Xml => {
            let mut out = "<xml>".to_owned();
            for (name, value) in &head {
                element(&mut out, name, value);
            }
            for (name, value) in fields {
                element(&mut out, name, value);
            }
            out.push_str("</xml>");
            out
        }
        Format::Json => {
            let mut all = fields.clone();
            all.extend(head.into_iter().map(|(name, value)| (name.to_owned(), value)));
            Value::Object(all).to_string()
        }
    }
}

fn element(out: &mut String, name: &str, value: &Value) {
    if let Value::Array(items) = value {
        for item in items {
            element(out, name, item);
        }
        return;
    }
    out.push('<');
    push_name(out, name);
    out.push('>');
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                element(out, name, value);
            }
        }
        Value::String(text) => push_text(out, text),
        Value::Null => {}
        other => {
            // Writing to a string cannot fail.
            let _ = write!(out, "{other}");
        }
    }
    out.push_str("</");
    push_name(out, name);
    out.push('>');
}

/// Names are the program's; whatever they hold, they cannot end the tag they stand in.
fn push_name(out: &mut String, name: &str) {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    out.extend(name.chars().map(|c| if plain(c) { c } else { '_' }));
}

/// A text in CDATA. Characters that no XML document may hold are left out, as WeChat would refuse the
/// whole; what would end it, as it stands without them, is split over two sections.
fn push_text(out: &mut String, text: &str) {
    let allowed = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    out.push_str("<![CDATA[");
    for c in text.chars().filter(allowed) {
        if c == '>' && out.ends_with("]]") {
            out.push_str("]]><![CDATA[");
        }
        out.push(c);
    }
    out.push_str("]]>");
}

/// Encrypts and signs a document, in an envelope like that of the message.
pub(in super::super) fn seal(
    crypt: &MessageCrypt,
    envelope: Envelope,
    receive_id: &str,
    document: &str,
    time: u64,
) -> Result<String, NoRandomness> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(|_| NoRandomness)?;
    let nonce = u64::from_be_bytes(random).to_string();
    let sealed = crypt.seal(document, receive_id)?;
    let signature = crypt.sign(&time.to_string(), &nonce, &sealed);
    Ok(match envelope {
        Envelope::Xml => format!(
            "<xml><Encrypt><![CDATA[{sealed}]]></Encrypt><MsgSignature><![CDATA[{signature}]]>\
             </MsgSignature><TimeStamp>{time}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        ),
        Envelope::Json => json!({
            "Encrypt": sealed, "MsgSignature": signature, "TimeStamp": time, "Nonce": nonce,
        })
        .to_string(),
        Envelope::LowerJson => json!({
            "encrypt": sealed, "msgsignature": signature, "timestamp": time, "nonce": nonce,
        })
        .to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::message::Message;
    use super::super::{Article, Reply};
    use super::*;

    fn push(text: &str) -> Message {
        Message::parse(text.to_owned()).expect("a message")
    }

    #[test]
    fn whatever_a_text_holds_it_comes_out_as_it_is() {
        let xml = push("<xml><ToUserName>gh</ToUserName><FromUserName>o</FromUserName></xml>");
        let json = push("{\"ToUserName\":\"gh\",\"FromUserName\":\"o\"}");
        for text in ["", "]]>", "a]]]]>>b]]>]]>", "<a href=\"x\">&amp;</a>", "中文🍭\n\"'\\", "]]"]
        {
            for message in [&xml, &json] {
                let document = Reply::text(text).document(message, 7).expect("a document");
                let read = push(&document);
                assert_eq!(read.format(), message.format());
                assert_eq!((read.to_user(), read.from_user()), ("o", "gh"));
                assert_eq!(read.field("CreateTime"), Some("7"));
                assert_eq!(read.msg_type(), "text");
                assert_eq!(read.fields()["Content"], text, "{document}");
            }
        }
        for (text, clean) in [
            ("a\u{0}\u{8}\u{1d}b\tc", "ab\tc"),
            ("]\u{1}]\u{2}><x/>", "]]><x/>"),
            ("]]\u{ffff}>\u{c}]]>", "]]>]]>"),
        ] {
            let document = Reply::text(text).document(&xml, 7).expect("a document");
            assert_eq!(push(&document).fields()["Content"], clean, "{document}");
        }
    }

    #[test]
    fn names_cannot_end_their_tags() {
        let xml = push("<xml><MsgType>event</MsgType><Event>e</Event></xml>");
        let reply = Reply::event([("a><b", json!(1)), ("R", json!([{ "x": null }, true]))]);
        let document = reply.document(&xml, 7).expect("a document");
        let read = push(&document);
        assert_eq!((read.msg_type(), read.what()), ("event", "e"));
        assert_eq!(read.fields()["a__b"], "1");
        assert_eq!(read.fields()["R"], json!([{ "x": "" }, "true"]));
    }

    #[test]
    fn articles_are_counted() {
        let xml = push("<xml><FromUserName>o</FromUserName></xml>");
        let news = Reply::news((0..3).map(|n| Article::new(format!("t{n}"), "u").pic_url("p")));
        let fields = push(&news.document(&xml, 7).expect("a document")).fields();
        assert_eq!(fields["ArticleCount"], "3");
        assert_eq!(fields["Articles"]["item"][2]["Title"], "t2");
        assert!(Reply::none().document(&xml, 7).is_none());
        assert_eq!(Reply::raw("<x/>").field("a", 1).document(&xml, 7).as_deref(), Some("<x/>"));
    }
}
