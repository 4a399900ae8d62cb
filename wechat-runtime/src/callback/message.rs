//! A pushed message: a text that was verified and decrypted, parsed as XML or JSON, whichever it is.
//! What all messages say (from whom, when, which event) is here; the fields of their own are in
//! events.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use super::event::{self, Event};
use crate::record::Element;
use crate::value::Time;

/// A pushed message.
#[derive(Clone)]
pub struct Message {
    text: String,
    head: Vec<(&'static str, String)>,
}

/// How a message is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `<xml>…</xml>`
    Xml,
    /// `{…}`
    Json,
}

impl Format {
    /// What a text must be, from its first character.
    pub fn sniff(text: &str) -> Format {
        match text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).as_bytes().first() {
            Some(b'<') => Format::Xml,
            _ => Format::Json,
        }
    }
}

impl Message {
    /// What all messages say of themselves, where they do. Fields with these names are the message's,
    /// not the event's.
    pub const HEAD: &'static [&'static str] = &[
        "ToUserName",
        "FromUserName",
        "CreateTime",
        "TimeStamp",
        "MsgType",
        "Event",
        "InfoType",
        "ChangeType",
        "AgentID",
        "AppId",
        "SuiteId",
    ];

    /// Reads a text. Nesting and the number of elements are bounded; document types and entities of
    /// the document's own are refused.
    pub fn parse(text: String) -> Result<Message, ParseError> {
        let head = Tree::parse(&text)?.head();
        Ok(Message::new(text, head))
    }

    pub(super) fn new(text: String, head: Vec<(&'static str, String)>) -> Message {
        Message { text, head }
    }

    /// The text as it was sent.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How it is written.
    pub fn format(&self) -> Format {
        Format::sniff(&self.text)
    }

    /// One of the fields in [`Message::HEAD`]. Others are in the event, and in [`Message::fields`].
    pub fn field(&self, name: &str) -> Option<&str> {
        self.head.iter().find(|(field, _)| *field == name).map(|(_, value)| value.as_str())
    }

    /// `ToUserName`: the account it is for (its `gh_…` id, or the corp); empty for some.
    pub fn to_user(&self) -> &str {
        self.field("ToUserName").unwrap_or_default()
    }

    /// `FromUserName`: the openid or userid it is from; empty for some.
    pub fn from_user(&self) -> &str {
        self.field("FromUserName").unwrap_or_default()
    }

    /// `MsgType`: `text`, `event`, …; empty for some.
    pub fn msg_type(&self) -> &str {
        self.field("MsgType").unwrap_or_default()
    }

    /// `Event`, `InfoType` or `MsgType`, whichever says most: what it is.
    pub fn what(&self) -> &str {
        let named = ["Event", "InfoType", "MsgType"].into_iter();
        named.filter_map(|name| self.field(name)).find(|what| !what.is_empty()).unwrap_or_default()
    }

    /// When it was sent, to the second.
    pub fn create_time(&self) -> Option<Time> {
        let seconds = self.field("CreateTime").or_else(|| self.field("TimeStamp"))?;
        seconds.trim().parse().ok().map(Time::from_unix)
    }

    /// All that it says. Reads the text once more.
    pub fn fields(&self) -> Value {
        // It was read before.
        Tree::parse(&self.text).map(|tree| tree.to_json()).unwrap_or_default()
    }

    /// The message as an event of `E`. Reads the text once more; [`read`](super::read) does it at
    /// once.
    pub fn event<E: Event>(&self) -> E {
        // It was read before.
        Tree::parse(&self.text).map_or_else(|_| E::other(Value::Null), |tree| event::event(&tree))
    }
}

impl fmt::Debug for Message {
    /// What it is; never its content, which is the user's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message").field("what", &self.what()).finish_non_exhaustive()
    }
}

/// A text that is no message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError(pub(super) String);

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no message: {}", self.0)
    }
}

impl std::error::Error for ParseError {}

/// The fields of a message, or of a part of it.
pub(super) enum Fields<'t, 'a> {
    Xml(&'t Element<'a>),
    Json(&'t Value),
}

/// A parsed text.
pub(super) enum Tree<'a> {
    Xml(Element<'a>),
    Json(Value),
}

impl<'a> Tree<'a> {
    pub(super) fn parse(text: &'a str) -> Result<Tree<'a>, ParseError> {
        match Format::sniff(text) {
            Format::Xml => {
                let root = Element::parse(text).map_err(ParseError)?;
                match root.name {
                    "xml" => Ok(Tree::Xml(root)),
                    _ => Err(ParseError("the root element is not `<xml>`".to_owned())),
                }
            }
            Format::Json => {
                let text = text.trim_start_matches('\u{feff}');
                let tree: Value = serde_json::from_str(text).map_err(|error| {
                    // Its own text would quote what it met.
                    let (line, column) = (error.line(), error.column());
                    ParseError(format!("neither XML nor JSON (line {line}, column {column})"))
                })?;
                match tree {
                    Value::Object(_) => Ok(Tree::Json(tree)),
                    _ => Err(ParseError("JSON, but not an object".to_owned())),
                }
            }
        }
    }

    /// A field that holds a text or a number.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        match self {
            Tree::Xml(root) => {
                let child = root.child(name)?;
                child.children.is_empty().then_some(Cow::Borrowed(&*child.text))
            }
            Tree::Json(root) => match root.get(name)? {
                Value::String(text) => Some(Cow::Borrowed(text)),
                Value::Number(number) => Some(Cow::Owned(number.to_string())),
                _ => None,
            },
        }
    }

    /// All fields; `None` when there are none.
    pub(super) fn fields(&self) -> Option<Fields<'_, 'a>> {
        match self {
            Tree::Xml(root) => (!root.children.is_empty()).then_some(Fields::Xml(root)),
            Tree::Json(root) => Some(Fields::Json(root)),
        }
    }

    /// The fields in a field.
    pub(super) fn inner(&self, name: &str) -> Option<Fields<'_, 'a>> {
        match self {
            Tree::Xml(root) => {
                root.child(name).filter(|inner| !inner.children.is_empty()).map(Fields::Xml)
            }
            Tree::Json(root) => root.get(name).filter(|inner| inner.is_object()).map(Fields::Json),
        }
    }

    pub(super) fn head(&self) -> Vec<(&'static str, String)> {
        Message::HEAD
            .iter()
            .filter_map(|name| Some((*name, self.text(name)?.into_owned())))
            .collect()
    }

    pub(super) fn to_json(&self) -> Value {
        match self {
            Tree::Xml(root) => root.to_json(),
            Tree::Json(root) => root.clone(),
        }
    }
}
