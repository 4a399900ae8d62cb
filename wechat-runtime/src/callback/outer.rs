//! The body of a push before anything about it is known to be true: only the encrypted text is taken
//! out of it. Nothing else is kept, no tree is built, and what two readers could read differently is
//! refused, so that the text that was verified is the text that is decrypted.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::error::CallbackError;
use super::message::Format;

/// Elements in elements: compat mode carries the message's own fields beside the encrypted text.
const DEPTH: usize = 32;

/// What is taken out of a body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outer<'a> {
    /// `None` in a plain body.
    pub(super) sealed: Option<Sealed<'a>>,
    /// Whom it says it is for. Nobody vouches for that: it may choose a key to try, nothing more.
    pub(super) to_user: Option<Cow<'a, str>>,
}

/// The encrypted text of a body, and how it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sealed<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) envelope: Envelope,
}

/// How encrypted texts are wrapped; answers are wrapped as the push was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Envelope {
    /// `<xml><Encrypt>`
    Xml,
    /// `{"Encrypt":`
    Json,
    /// `{"encrypt":`: WeCom's bots and devices.
    LowerJson,
}

/// Finds the encrypted text.
pub(super) fn find(body: &str) -> Result<Outer<'_>, CallbackError> {
    let body = body.trim_start_matches('\u{feff}').trim_ascii();
    if body.is_empty() {
        return Err(CallbackError::Malformed("it is empty"));
    }
    match Format::sniff(body) {
        Format::Xml => xml(body),
        Format::Json => json(body),
    }
}

const ENDS: CallbackError = CallbackError::Malformed("the XML document ends too early");

/// Where a scan is.
#[derive(Clone, Copy, PartialEq)]
enum Root {
    Before,
    Inside,
    Behind,
}

/// Finds the one `Encrypt` among the children of the root.
fn xml(text: &str) -> Result<Outer<'_>, CallbackError> {
    let mut found = Outer::default();
    let mut root = Root::Before;
    // Elements inside of the root that are not read through at once.
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    loop {
        let Some(at) = rest.find('<') else {
            return match root == Root::Behind && rest.trim_ascii().is_empty() {
                true => Ok(found),
                false => Err(ENDS),
            };
        };
        let (before, tag) = rest.split_at(at);
        if root != Root::Inside && !before.trim_ascii().is_empty() {
            return Err(CallbackError::Malformed("text outside of the root element"));
        }
        if let Some(markup) = tag.strip_prefix("<!") {
            rest = match (markup.strip_prefix("[CDATA["), markup.strip_prefix("--")) {
                (Some(data), _) if root == Root::Inside => cdata(data)?.1,
                (_, Some(comment)) => comment.split_once("-->").ok_or(ENDS)?.1,
                _ => return Err(CallbackError::Malformed("document types are refused")),
            };
            continue;
        }
        if let Some(declaration) = tag.strip_prefix("<?") {
            if root != Root::Before {
                return Err(CallbackError::Malformed("an instruction inside of the document"));
            }
            rest = declaration.split_once("?>").ok_or(ENDS)?.1;
            continue;
        }
        if let Some(end) = tag.strip_prefix("</") {
            let (name, after) = end.split_once('>').ok_or(ENDS)?;
            let inside = root == Root::Inside;
            let expected = open.pop().unwrap_or_else(|| {
                root = Root::Behind;
                "xml"
            });
            if !inside || name.trim_ascii_end() != expected {
                return Err(CallbackError::Malformed("an XML element that is not closed"));
            }
            rest = after;
            continue;
        }
        let (name, empty, after) = start(&tag[1..])?;
        rest = after;
        if root != Root::Inside {
            if root == Root::Behind || name != "xml" {
                return Err(CallbackError::Malformed("the root element is not one `<xml>`"));
            }
            root = if empty { Root::Behind } else { Root::Inside };
        } else if name == "Encrypt" {
            if found.sealed.is_some() {
                return Err(CallbackError::DuplicateEncrypt);
            }
            if !open.is_empty() {
                return Err(CallbackError::Malformed("`Encrypt` is inside of another element"));
            }
            let (sealed, after) = if empty { ("", after) } else { content(name, after)? };
            let text = Cow::Borrowed(sealed);
            found.sealed = Some(Sealed { text, envelope: Envelope::Xml });
            rest = after;
        } else if let Some((text, after)) = leaf(name, empty, after) {
            if name == "ToUserName" && open.is_empty() {
                found.to_user = Some(Cow::Borrowed(text));
            }
            rest = after;
        } else {
            if open.len() >= DEPTH {
                return Err(CallbackError::Malformed("XML elements are nested too deep"));
            }
            open.push(name);
        }
    }
}

/// The name of a start tag, whether it is an element by itself, and what follows it.
fn start(tag: &str) -> Result<(&str, bool, &str), CallbackError> {
    let mut quote = None;
    let end = tag.bytes().position(|byte| match quote {
        Some(open) => {
            if byte == open {
                quote = None;
            }
            false
        }
        None => {
            if matches!(byte, b'"' | b'\'') {
                quote = Some(byte);
            }
            byte == b'>'
        }
    });
    let end = end.ok_or(ENDS)?;
    let (inner, after) = (&tag[..end], &tag[end + 1..]);
    let (inner, empty) = inner.strip_suffix('/').map_or((inner, false), |inner| (inner, true));
    let name = inner.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
    let good =
        name.bytes().next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
            && !name.contains(['<', '&', '/', '"', '\'']);
    match good {
        true => Ok((name, empty, after)),
        false => Err(CallbackError::Malformed("an XML tag without a name")),
    }
}

/// An element that holds nothing but a text, behind its start tag.
fn leaf<'a>(name: &str, empty: bool, rest: &'a str) -> Option<(&'a str, &'a str)> {
    if empty { Some(("", rest)) } else { content(name, rest).ok() }
}

/// The text of an element behind its start tag: one run of characters, or one CDATA section.
fn content<'a>(name: &str, rest: &'a str) -> Result<(&'a str, &'a str), CallbackError> {
    const OTHER: CallbackError = CallbackError::Malformed("`Encrypt` holds more than one text");
    let trimmed = rest.trim_ascii_start();
    let (sealed, after) = match trimmed.strip_prefix("<![CDATA[") {
        Some(data) => cdata(data)?,
        None => {
            let (plain, after) = trimmed.split_at(trimmed.find('<').ok_or(ENDS)?);
            // Base64 needs no references, and other readers would replace them.
            if plain.contains('&') {
                return Err(OTHER);
            }
            (plain, after)
        }
    };
    let after = after.trim_ascii_start().strip_prefix("</").ok_or(OTHER)?;
    let after = after.strip_prefix(name).ok_or(OTHER)?;
    let after = after.trim_ascii_start().strip_prefix('>').ok_or(OTHER)?;
    Ok((sealed.trim_ascii_end(), after))
}

/// Splits at the end of a CDATA section.
fn cdata(data: &str) -> Result<(&str, &str), CallbackError> {
    let mut from = 0;
    // The search for one character is the fast one; brackets are rare.
    while let Some(at) = data.get(from..).and_then(|rest| rest.find(']')) {
        let at = from + at;
        if let Some(after) = data[at..].strip_prefix("]]>") {
            return Ok((&data[..at], after));
        }
        from = at + 1;
    }
    Err(ENDS)
}

fn json(text: &str) -> Result<Outer<'_>, CallbackError> {
    let body: Body<'_> = serde_json::from_str(text)
        .map_err(|_| CallbackError::Malformed("neither XML nor a JSON object"))?;
    if body.twice { Err(CallbackError::DuplicateEncrypt) } else { Ok(body.outer) }
}

/// A JSON body, of which only the encrypted text is looked at.
#[derive(Default)]
struct Body<'a> {
    outer: Outer<'a>,
    /// Whether there was more than one.
    twice: bool,
}

impl<'de> Deserialize<'de> for Body<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Body<'de>, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Body<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Body<'de>, M::Error> {
                let mut body = Body::default();
                while let Some(key) = map.next_key()? {
                    match key {
                        Key::Encrypt(envelope) => {
                            let Text(text) = map.next_value()?;
                            let sealed = Sealed { text, envelope };
                            body.twice |= body.outer.sealed.replace(sealed).is_some();
                        }
                        Key::ToUser => {
                            let Text(text) = map.next_value()?;
                            body.outer.to_user = Some(text);
                        }
                        Key::Other => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(body)
            }
        }
        from.deserialize_map(Fields)
    }
}

/// A key of the body.
enum Key {
    Encrypt(Envelope),
    ToUser,
    Other,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Key, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E>(self, name: &str) -> Result<Key, E> {
                Ok(match name {
                    "Encrypt" => Key::Encrypt(Envelope::Json),
                    "encrypt" => Key::Encrypt(Envelope::LowerJson),
                    "ToUserName" | "tousername" => Key::ToUser,
                    _ => Key::Other,
                })
            }
        }
        from.deserialize_identifier(Name)
    }
}

/// A text, borrowed where it stands without escapes.
struct Text<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Text<'de>, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_str(Words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> Option<String> {
        find(body).expect(body).sealed.map(|sealed| sealed.text.into_owned())
    }

    #[test]
    fn the_encrypted_text_is_found_wherever_it_may_stand() {
        let sealed = Some("AAAA".to_owned());
        for body in [
            "<xml><ToUserName><![CDATA[a]]></ToUserName><Encrypt><![CDATA[AAAA]]></Encrypt></xml>",
            "\u{feff}<?xml version=\"1.0\"?>\n<xml a=\"x>y\"><!-- <Encrypt> -->\n<Encrypt >AAAA </Encrypt >\n</xml>\n",
            "<xml><T><![CDATA[</T><Encrypt>BBBB</Encrypt>]]></T><a b='/'/><Encrypt> <![CDATA[AAAA]]></Encrypt></xml>",
            "<xml><a><b>1</b><c><d/></c></a><e><![CDATA[1]]>2</e><Encrypt>AAAA</Encrypt></xml>",
            "{\"ToUserName\":\"a\",\"Encrypt\":\"AAAA\"}",
            " {\"encrypt\":\"AA\\u0041A\",\"x\":{\"Encrypt\":[1]}} ",
        ] {
            assert_eq!(found(body), sealed, "{body}");
        }
        assert_eq!(found("<xml><Encrypt/></xml>"), Some(String::new()));
        for body in
            ["<xml><ToUserName><![CDATA[gh_a]]></ToUserName></xml>", "{\"ToUserName\":\"gh_a\"}"]
        {
            assert_eq!(find(body).expect(body).to_user.as_deref(), Some("gh_a"));
        }
        for plain in ["<xml/>", "<xml><a>1</a></xml>", "{}", "{\"a\":{\"Encrypt\":\"x\"}}"] {
            assert_eq!(found(plain), None, "{plain}");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for body in [
            "<xml><Encrypt>A</Encrypt><Encrypt>B</Encrypt></xml>",
            "{\"Encrypt\":\"A\",\"Encrypt\":\"B\"}",
            "{\"Encrypt\":\"A\",\"encrypt\":\"B\"}",
        ] {
            assert_eq!(find(body), Err(CallbackError::DuplicateEncrypt), "{body}");
        }
        for body in [
            "",
            " \n",
            "<xml>",
            "<xml><Encrypt>A</xml>",
            "<xml><Encrypt>A<!-- --></Encrypt></xml>",
            "<xml><Encrypt>A<b/></Encrypt></xml>",
            "<xml><Encrypt><![CDATA[A]]><![CDATA[B]]></Encrypt></xml>",
            "<xml><Encrypt>&#65;</Encrypt></xml>",
            "<xml><a><Encrypt>A</Encrypt></a></xml>",
            "<xml><a></b></xml>",
            "</xml>",
            "<xml/></xml>",
            "<xml><a><b>1</b></xml>",
            "<xml></a></xml>",
            "<xml></xml><xml><Encrypt>A</Encrypt></xml>",
            "<other><Encrypt>A</Encrypt></other>",
            "<!DOCTYPE x [<!ENTITY e \"A\">]><xml><Encrypt>A</Encrypt></xml>",
            "<![CDATA[x]]><xml/>",
            "x<xml/>",
            "<xml/>x",
            "<xml",
            "<xml><![CDATA[",
            "< xml/>",
            &"<xml>".repeat(40),
            "{\"Encrypt\":1}",
            "[]",
            "{\"Encrypt\":\"A\"}{}",
            "plain words",
        ] {
            assert!(matches!(find(body), Err(CallbackError::Malformed(_))), "{body}");
        }
    }
}
