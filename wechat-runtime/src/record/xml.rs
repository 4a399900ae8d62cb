//! XML ↔ JSON tree, for WeChat's flat documents under one `<xml>` root: repeated elements become
//! lists, texts become strings (which the codec reads as whatever the field holds). Bounded in
//! depth; document types and entities of their own are refused.

use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesRef, Event};
use serde_json::{Map, Value};

/// Elements in elements: WeChat's deepest are five.
const DEPTH: usize = 32;

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

/// Reads a document: the fields of its root element, whatever that is called.
pub fn parse(text: &str) -> Result<Value, String> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<(String, Node)> = Vec::new();
    loop {
        let event = reader.read_event().map_err(|e| format!("not XML: {e}"))?;
        match event {
            Event::Start(start) => {
                if open.len() >= DEPTH {
                    return Err(format!("elements nested deeper than {DEPTH}"));
                }
                open.push((start.name().as_ref().to_owned(), Node::default()));
            }
            Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                match open.last_mut() {
                    Some((_, parent)) => parent.add(name, Value::String(String::new())),
                    None => return Ok(Value::Object(Map::new())),
                }
            }
            Event::End(_) => {
                // The reader has matched the names.
                let Some((name, node)) = open.pop() else { return Err("not XML".to_owned()) };
                match open.last_mut() {
                    Some((_, parent)) => parent.add(name, node.value()),
                    None => return Ok(Value::Object(node.fields)),
                }
            }
            Event::Text(text) => push(&mut open, &text),
            Event::CData(text) => push(&mut open, &text),
            Event::GeneralRef(reference) => push(&mut open, &resolve(&reference)?),
            Event::DocType(_) => return Err("document types are refused".to_owned()),
            Event::Eof => return Err("the document ends too early".to_owned()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

fn push(open: &mut [(String, Node)], text: &str) {
    if let Some((_, node)) = open.last_mut() {
        node.text.push_str(text);
    }
}

fn resolve(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Some(c) = reference.resolve_char_ref().map_err(|e| format!("bad character: {e}"))? {
        return Ok(c.to_string());
    }
    match resolve_predefined_entity(reference) {
        Some(text) => Ok(text.to_owned()),
        None => Err("entities of the document's own are refused".to_owned()),
    }
}

#[derive(Default)]
struct Node {
    fields: Map<String, Value>,
    text: String,
}

impl Node {
    fn add(&mut self, name: String, value: Value) {
        match self.fields.get_mut(&name) {
            None => {
                self.fields.insert(name, value);
            }
            Some(Value::Array(items)) => items.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }

    fn value(self) -> Value {
        if self.fields.is_empty() { Value::String(self.text) } else { Value::Object(self.fields) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let tree = json!({ "a": "1 < 2 & \"3\"", "list": [{ "x": "1" }, { "x": "2" }], "e": "" });
        assert_eq!(parse(&write(&tree)), Ok(tree));
        let text = "<?xml version=\"1.0\"?><xml>\n<a><![CDATA[<b>]]></a><c>&#20013;&amp;</c></xml>";
        assert_eq!(parse(text), Ok(json!({ "a": "<b>", "c": "中&" })));
    }

    #[test]
    fn refuses_what_it_should() {
        for bad in [
            "",
            "<xml><a>",
            "<xml></a></xml>",
            "<!DOCTYPE x [<!ENTITY e \"boom\">]><xml>&e;</xml>",
            "<xml>&e;</xml>",
            &"<a>".repeat(100),
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
