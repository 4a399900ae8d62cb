//! XML as WeChat writes it: a document under one root, repeated elements for lists, texts for
//! everything else. Read into [`Element`]s that borrow from the text and that the codec reads like
//! JSON; written from a JSON tree. Bounded in depth and number; document types and entities of their
//! own are refused, and what follows the root too.

use std::borrow::Cow;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesRef, BytesStart, Event};
use serde_core::de::value::{MapDeserializer, SeqDeserializer};
use serde_core::de::{Deserializer, IntoDeserializer, Visitor};
use serde_core::{Deserialize as _, forward_to_deserialize_any};
use serde_json::Value;

/// Elements in elements: WeChat's deepest are five.
const DEPTH: usize = 32;

/// Elements of a document: the longest lists of WeChat's have hundreds of items.
const ELEMENTS: usize = 10_000;

/// An element of a document.
#[derive(Debug, Default)]
pub struct Element<'a> {
    /// Its name.
    pub name: &'a str,
    /// The text in it, CDATA included.
    pub text: Cow<'a, str>,
    /// The elements in it.
    pub children: Vec<Element<'a>>,
}

impl<'a> Element<'a> {
    /// Reads a document: its root element, whatever that is called.
    pub fn parse(text: &'a str) -> Result<Element<'a>, String> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = Reader::from_str(text);
        let mut open: Vec<Element<'a>> = Vec::new();
        let mut left = ELEMENTS;
        loop {
            let done = match reader.read_event().map_err(|error| format!("not XML: {error}"))? {
                Event::Start(start) => {
                    if open.len() >= DEPTH {
                        return Err(format!("elements nested deeper than {DEPTH}"));
                    }
                    left = left.checked_sub(1).ok_or("too many elements")?;
                    let name = name(text, &start, reader.buffer_position(), ">".len())?;
                    open.push(Element { name, ..Element::default() });
                    continue;
                }
                Event::Empty(start) => {
                    left = left.checked_sub(1).ok_or("too many elements")?;
                    let name = name(text, &start, reader.buffer_position(), "/>".len())?;
                    Element { name, ..Element::default() }
                }
                // The reader has matched the names.
                Event::End(_) => open.pop().ok_or("not XML")?,
                Event::Text(part) => {
                    add(&mut open, part.into_inner());
                    continue;
                }
                Event::CData(part) => {
                    add(&mut open, part.into_inner());
                    continue;
                }
                Event::GeneralRef(reference) => {
                    add(&mut open, resolve(&reference)?);
                    continue;
                }
                Event::DocType(_) => return Err("document types are refused".to_owned()),
                Event::Eof => return Err("the document ends too early".to_owned()),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
            };
            match open.last_mut() {
                Some(parent) => parent.children.push(done),
                None => return end(reader).map(|()| done),
            }
        }
    }

    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Element<'a>> {
        self.children.iter().find(|child| child.name == name)
    }

    /// As JSON: an object, or a string when there are no elements in it.
    pub fn to_json(&self) -> Value {
        // Nothing in a document cannot be a value.
        Value::deserialize(self).unwrap_or_default()
    }
}

/// Nothing but white space and comments may follow the root.
fn end(mut reader: Reader<&[u8]>) -> Result<(), String> {
    loop {
        match reader.read_event().map_err(|error| format!("not XML: {error}"))? {
            Event::Eof => return Ok(()),
            Event::Text(text) if text.trim().is_empty() => {}
            Event::Comment(_) | Event::PI(_) => {}
            _ => return Err("something follows the root element".to_owned()),
        }
    }
}

/// The name of the tag that was just read, borrowed from the document: events only lend theirs. The
/// reader takes anything for a name, markup too, which other readers would take for something else.
fn name<'a>(
    text: &'a str,
    tag: &BytesStart<'_>,
    end: u64,
    closing: usize,
) -> Result<&'a str, String> {
    let start = usize::try_from(end).ok().and_then(|end| end.checked_sub(tag.len() + closing));
    let name = start.and_then(|start| text.get(start..start + tag.name().as_ref().len()));
    let good = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.:".contains(&byte) || byte >= 0x80;
    name.filter(|name| !name.is_empty() && name.bytes().all(good))
        .ok_or_else(|| "not XML: a tag without a name".to_owned())
}

fn add<'a>(open: &mut [Element<'a>], part: Cow<'a, str>) {
    if let Some(element) = open.last_mut() {
        if element.text.is_empty() {
            element.text = part;
        } else {
            element.text.to_mut().push_str(&part);
        }
    }
}

fn resolve(reference: &BytesRef<'_>) -> Result<Cow<'static, str>, String> {
    if let Some(c) = reference.resolve_char_ref().map_err(|e| format!("bad character: {e}"))? {
        return Ok(Cow::Owned(c.to_string()));
    }
    match resolve_predefined_entity(reference) {
        Some(text) => Ok(Cow::Borrowed(text)),
        None => Err("entities of the document's own are refused".to_owned()),
    }
}

/// Children of one name, which are one value: the element, or a list of them.
struct Group<'t, 'a> {
    first: &'t Element<'a>,
    rest: &'t [Element<'a>],
}

impl<'de> Deserializer<'de> for &Element<'_> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        if self.children.is_empty() {
            return visitor.visit_str(&self.text);
        }
        let mut seen: Vec<&str> = Vec::new();
        let groups = self.children.iter().enumerate().filter_map(|(index, first)| {
            // Lists mostly stand together.
            let again = index > 0 && self.children[index - 1].name == first.name;
            if again || seen.contains(&first.name) {
                return None;
            }
            seen.push(first.name);
            Some((first.name, Group { first, rest: &self.children[index + 1..] }))
        });
        visitor.visit_map(MapDeserializer::new(groups))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, serde_json::Error> for &Element<'_> {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Group<'_, '_> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        let mut more = self.rest.iter().filter(|other| other.name == self.first.name).peekable();
        if more.peek().is_none() {
            return self.first.deserialize_any(visitor);
        }
        visitor.visit_seq(SeqDeserializer::new(std::iter::once(self.first).chain(more)))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, serde_json::Error> for Group<'_, '_> {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

/// Reads a document into a JSON tree.
pub fn parse(text: &str) -> Result<Value, String> {
    let root = Element::parse(text)?;
    Ok(if root.children.is_empty() { Value::Object(Default::default()) } else { root.to_json() })
}

/// Writes an object as the content of one `<xml>` element.
pub fn write(tree: &Value) -> String {
    let mut out = String::new();
    element(&mut out, "xml", tree);
    out
}

fn element(out: &mut String, name: &str, value: &Value) {
    if let Value::Array(items) = value {
        for item in items {
            element(out, name, item);
        }
        return;
    }
    // Writing to a string cannot fail.
    let _ = write!(out, "<{name}>");
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                element(out, name, value);
            }
        }
        Value::String(text) => out.push_str(&escape(text.as_str())),
        Value::Null => {}
        other => {
            let _ = write!(out, "{other}");
        }
    }
    let _ = write!(out, "</{name}>");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let tree = json!({ "a": "1 < 2 & \"3\"", "list": [{ "x": "1" }, { "x": "2" }], "e": "" });
        assert_eq!(parse(&write(&tree)), Ok(tree));
        let text =
            "<?xml version=\"1.0\"?><xml>\n<a><![CDATA[<b>]]></a><c>&#20013;&amp;</c></xml>\n";
        assert_eq!(parse(text), Ok(json!({ "a": "<b>", "c": "中&" })));
    }

    #[test]
    fn lists_need_not_stand_together() {
        let text = "<xml><i n='1'>1</i><j/><i>2</i><i>3</i></xml>";
        assert_eq!(parse(text), Ok(json!({ "i": ["1", "2", "3"], "j": "" })));
    }

    #[test]
    fn a_value_in_parts_is_whole() {
        let text = "<xml><a>o<!-- cut -->AB<![CDATA[]]]]><![CDATA[>]]></a></xml>";
        assert_eq!(parse(text), Ok(json!({ "a": "oAB]]>" })));
    }

    #[test]
    fn refuses_what_it_should() {
        for bad in [
            "",
            "<xml><a>",
            "<xml></a></xml>",
            "<!DOCTYPE x [<!ENTITY e \"boom\">]><xml>&e;</xml>",
            "<xml>&e;</xml>",
            "<xml></xml><xml></xml>",
            "<xml></xml>text",
            "<xml><a\u{1}></a\u{1}></xml>",
            "<xml>< a></ a></xml>",
            "<xml><a></a </></a</></xml>",
            &"<a>".repeat(100),
            &format!("<xml>{}</xml>", "<a/>".repeat(ELEMENTS)),
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
