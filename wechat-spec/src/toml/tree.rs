//! The tree, and the rules for what may be added to it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::source::Span;

/// A value and its place (quotes included; of a table under a header, the header).
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) span: Span,
    pub(crate) kind: Kind<'a>,
}

#[derive(Debug)]
pub(crate) enum Kind<'a> {
    Text(Cow<'a, str>),
    Int(i64),
    Float(f64),
    Bool(bool),
    List(Vec<Node<'a>>),
    Table(Table<'a>),
}

impl Kind<'_> {
    /// What it is, for messages.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Kind::Text(_) => "a string",
            Kind::Int(_) => "an integer",
            Kind::Float(_) => "a number",
            Kind::Bool(_) => "a bool",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table",
        }
    }
}

/// Keys and values in the order of the file.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    pub(crate) entries: Vec<Entry<'a>>,
    pub(super) made: Made,
    /// Key → entry, once there are many.
    index: BTreeMap<String, usize>,
}

#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) key_span: Span,
    pub(crate) value: Node<'a>,
}

/// How a table came about, which decides what may be added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// By the header of a table within it: its own header may follow.
    Implied,
    /// By its header.
    Header,
    /// By a dotted key.
    Dotted,
    /// In braces: closed.
    Braces,
}

/// Up to this many entries looking at each is quicker than an index.
const FEW: usize = 16;

impl<'a> Table<'a> {
    pub(super) fn new(made: Made) -> Self {
        Table { entries: Vec::new(), made, index: BTreeMap::new() }
    }

    pub(crate) fn entry(&self, key: &str) -> Option<&Entry<'a>> {
        self.entries.get(self.position(key)?)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.entry(key).map(|entry| &entry.value)
    }

    pub(super) fn position(&self, key: &str) -> Option<usize> {
        match self.entries.len() <= FEW {
            true => self.entries.iter().position(|entry| entry.key == key),
            false => self.index.get(key).copied(),
        }
    }

    /// Adds an entry whose key is new, and says where.
    pub(super) fn add(&mut self, entry: Entry<'a>) -> usize {
        let at = self.entries.len();
        if at == FEW {
            for (at, entry) in self.entries.iter().enumerate() {
                self.index.insert(entry.key.to_string(), at);
            }
        }
        if at >= FEW {
            self.index.insert(entry.key.to_string(), at);
        }
        self.entries.push(entry);
        at
    }
}
