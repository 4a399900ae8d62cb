//! Reads the small XML that WeChat speaks (`<xml><a>…</a></xml>`, CDATA, no attributes that mean
//! anything) into an object whose leaves are text. Repeated elements become a list. Document types
//! and entity declarations are refused.

use serde_json::{Map, Value};

const DEEPEST: usize = 32;

/// The children of the document's one element.
pub(crate) fn read(text: &str) -> Result<Value, String> {
    let mut reader = Reader { rest: text.trim_start_matches('\u{feff}').trim() };
    if reader.rest.starts_with("<?") {
        reader.rest = reader.rest.split_once("?>").ok_or("an unfinished <?xml")?.1.trim_start();
    }
    let (_, value) = reader.element(0)?;
    match (reader.rest.trim(), value) {
        ("", Value::String(text)) if text.is_empty() => Ok(Value::Object(Map::new())),
        ("", value @ Value::Object(_)) => Ok(value),
        ("", _) => Err("the document holds text where elements belong".into()),
        _ => Err("something follows the document".into()),
    }
}

/// Writes an object as `<xml>…</xml>`, text as CDATA.
pub(crate) fn write(map: &Map<String, Value>) -> String {
    let mut out = String::from("<xml>");
    for (key, value) in map {
        write_element(&mut out, key, value);
    }
    out.push_str("</xml>");
    out
}

fn write_element(out: &mut String, key: &str, value: &Value) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| write_element(out, key, item)),
        Value::Object(map) => {
            out.push_str(&format!("<{key}>"));
            map.iter().for_each(|(key, value)| write_element(out, key, value));
            out.push_str(&format!("</{key}>"));
        }
        Value::String(text) => {
            let text = text.replace("]]>", "]]]]><![CDATA[>");
            out.push_str(&format!("<{key}><![CDATA[{text}]]></{key}>"));
        }
        other => out.push_str(&format!("<{key}>{other}</{key}>")),
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn element(&mut self, depth: usize) -> Result<(String, Value), String> {
        if depth > DEEPEST {
            return Err("nested too deep".into());
        }
        let inner = self.rest.strip_prefix('<').ok_or("an element was expected")?;
        let (tag, after) = inner.split_once('>').ok_or("an unfinished tag")?;
        self.rest = after;
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let name = tag.split_whitespace().next().unwrap_or_default().to_owned();
        if name.is_empty() || name.starts_with(['!', '?', '/']) {
            return Err("only elements and text are read".into());
        }
        if closed {
            return Ok((name, Value::String(String::new())));
        }
        let (mut text, mut children) = (String::new(), Map::new());
        loop {
            if let Some(rest) = self.rest.strip_prefix("<![CDATA[") {
                let (data, after) = rest.split_once("]]>").ok_or("an unfinished CDATA")?;
                text.push_str(data);
                self.rest = after;
            } else if let Some(rest) = self.rest.strip_prefix("</") {
                let (end, after) = rest.split_once('>').ok_or("an unfinished tag")?;
                if end.trim() != name {
                    return Err(format!("</{}> closes <{name}>", end.trim()));
                }
                self.rest = after;
                break;
            } else if self.rest.starts_with('<') {
                let (child, value) = self.element(depth + 1)?;
                add(&mut children, child, value);
            } else {
                let end = self.rest.find('<').ok_or_else(|| format!("<{name}> is not closed"))?;
                text.push_str(&unescape(&self.rest[..end]));
                self.rest = &self.rest[end..];
            }
        }
        let value = if children.is_empty() { Value::String(text) } else { Value::Object(children) };
        Ok((name, value))
    }
}

fn add(children: &mut Map<String, Value>, name: String, value: Value) {
    match children.get_mut(&name) {
        Some(Value::Array(list)) => list.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
        None => {
            children.insert(name, value);
        }
    }
}

fn unescape(text: &str) -> String {
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'");
    plain.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn documents_are_read() {
        let text = "<?xml version=\"1.0\"?>\n<xml><a><![CDATA[1<2]]></a><b>x&amp;y</b><i><n>1</n></i><i><n>2</n></i><e/></xml>";
        let wanted = json!({"a": "1<2", "b": "x&y", "i": [{"n": "1"}, {"n": "2"}], "e": ""});
        assert_eq!(read(text), Ok(wanted));
    }

    #[test]
    fn what_is_written_is_read() {
        let value = json!({"a": "]]>x", "b": {"c": ["1", "2"]}});
        assert_eq!(read(&write(value.as_object().expect("an object"))), Ok(value));
    }

    #[test]
    fn every_cut_is_an_error_and_no_panic() {
        let text = "<xml><a><![CDATA[商]]></a><b/></xml>";
        for (end, _) in text.char_indices() {
            assert!(read(&text[..end]).is_err());
        }
        assert!(read("<!DOCTYPE a><xml/>").is_err());
        assert!(read(&"<a>".repeat(10_000)).is_err());
    }
}
