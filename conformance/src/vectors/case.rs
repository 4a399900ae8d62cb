//! One entry while it runs: its inputs and expectations are taken out one by one, so that what
//! nobody looked at is known at the end.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::manifest::Entry;

/// What came of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All that it expects holds.
    Passed,
    /// Something does not hold, and what.
    Failed(String),
    /// It is wrong itself, and why.
    Wrong(&'static str),
    /// Something in it is not known to this tool, or not done by the SDK yet, and what.
    Unsupported(String),
}

/// Keys that say something about the entry to a reader, not about the SDK.
const REMARKS: &[&str] = &["note", "notes", "comment", "remark"];

/// An entry and what was read of it.
pub(super) struct Case<'a> {
    /// Its name.
    pub(super) id: &'a str,
    inputs: Fields<'a>,
    expected: Fields<'a>,
    /// The contents of its files.
    pub(super) files: Vec<Vec<u8>>,
    failures: Vec<String>,
}

struct Fields<'a> {
    all: &'a Map<String, Value>,
    read: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Fields<'a> {
    fn new(all: &'a Map<String, Value>) -> Fields<'a> {
        Fields { all, read: RefCell::default() }
    }

    fn get(&self, name: &str) -> Option<&'a Value> {
        let (name, value) = self.all.get_key_value(name)?;
        self.read.borrow_mut().insert(name);
        Some(value)
    }

    fn unread(&self) -> impl Iterator<Item = &'a str> {
        let read = self.read.borrow();
        let names = self.all.keys().map(String::as_str);
        names
            .filter(|name| !read.contains(name) && !REMARKS.contains(name))
            .collect::<Vec<_>>()
            .into_iter()
    }
}

impl<'a> Case<'a> {
    pub(super) fn new(entry: &'a Entry, files: Vec<Vec<u8>>) -> Case<'a> {
        Case {
            id: &entry.id,
            inputs: Fields::new(&entry.inputs),
            expected: Fields::new(&entry.expected),
            files,
            failures: Vec::new(),
        }
    }

    /// An input.
    pub(super) fn input(&self, name: &str) -> Option<&'a Value> {
        self.inputs.get(name).filter(|value| !value.is_null())
    }

    /// An input as text; numbers are written out.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.input(name).map(text_of)
    }

    /// An input as text that the kind cannot do without.
    pub(super) fn need(&self, name: &str) -> Result<String, Outcome> {
        self.text(name).ok_or_else(|| Outcome::Failed(format!("the entry has no input `{name}`")))
    }

    /// The names of all inputs.
    pub(super) fn input_names(&self) -> impl Iterator<Item = &'a str> {
        self.inputs.all.keys().map(String::as_str)
    }

    /// An expectation, of any type.
    pub(super) fn expects(&self, name: &str) -> Option<&'a Value> {
        self.expected.get(name)
    }

    /// The names of expectations that nobody asked for yet.
    pub(super) fn other_expectations(&self) -> impl Iterator<Item = &'a str> {
        self.expected.unread()
    }

    /// Holds what the SDK made against the expectation of that name, if there is one.
    pub(super) fn check(&mut self, name: &str, got: impl Into<Value>) {
        if let Some(expected) = self.expects(name) {
            self.compare(name, expected, &got.into());
        }
    }

    /// Holds a value against an expectation that stands somewhere inside the others.
    pub(super) fn compare(&mut self, name: &str, expected: &Value, got: &Value) {
        if !alike(expected, got) {
            self.fail(format!("{name}: expected {expected}, got {got}"));
        }
    }

    /// Something does not hold.
    pub(super) fn fail(&mut self, what: impl Into<String>) {
        self.failures.push(what.into());
    }

    /// What came of the checks.
    pub(super) fn outcome(&self) -> Outcome {
        if self.failures.is_empty() {
            Outcome::Passed
        } else {
            Outcome::Failed(self.failures.join("; "))
        }
    }

    /// Nothing that the entry says may go unnoticed: what nobody read makes a pass none.
    pub(super) fn leftovers(&self, outcome: Outcome) -> Outcome {
        if outcome != Outcome::Passed {
            return outcome;
        }
        let inputs = self.inputs.unread().map(|name| format!("input `{name}`"));
        let expected = self.expected.unread().map(|name| format!("expectation `{name}`"));
        let unread: Vec<String> = inputs.chain(expected).collect();
        if self.expected.all.is_empty() {
            Outcome::Unsupported("it expects nothing".to_owned())
        } else if unread.is_empty() {
            Outcome::Passed
        } else {
            Outcome::Unsupported(format!("not known to this tool: {}", unread.join(", ")))
        }
    }
}

/// A value as text: a string without its quotes.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Equal, where a number may be written as a string.
pub(super) fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| alike(a, b)))
        }
        (Value::Number(_), Value::String(_)) | (Value::String(_), Value::Number(_)) => {
            text_of(a) == text_of(b)
        }
        (Value::Number(x), Value::Number(y)) => x == y || x.as_f64() == y.as_f64(),
        _ => a == b,
    }
}
