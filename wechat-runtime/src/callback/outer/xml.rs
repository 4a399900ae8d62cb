//! The encrypted text in an XML body: one pass from tag to tag, without a tree.

use std::borrow::Cow;

use super::{Envelope, Outer, Sealed};
use crate::callback::error::CallbackError;

/// Elements in elements: compat mode carries the message's own fields beside the encrypted text.
const DEPTH: usize = 32;

const ENDS: CallbackError = CallbackError::Malformed("the XML document ends too early");

/// Where a scan is.
#[derive(Clone, Copy, PartialEq)]
enum Root {
    Before,
    Inside,
    Behind,
}

/// Finds the one `Encrypt` among the children of the root.
pub(super) fn find(text: &str) -> Result<Outer<'_>, CallbackError> {
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
    while let Some(at) = bracket(&data.as_bytes()[from..]) {
        let at = from + at;
        if let Some(after) = data[at..].strip_prefix("]]>") {
            return Ok((&data[..at], after));
        }
        from = at + 1;
    }
    Err(ENDS)
}

/// The first `]`. It is far behind a text in base64: what has none is passed by in strides, which
/// the compiler turns into a handful of instructions each.
fn bracket(data: &[u8]) -> Option<usize> {
    const STRIDE: usize = 32;
    let free = |stride: &&[u8]| !stride.iter().fold(false, |any, byte| any | (*byte == b']'));
    let from = STRIDE * data.chunks_exact(STRIDE).take_while(free).count();
    Some(from + data[from..].iter().position(|byte| *byte == b']')?)
}
