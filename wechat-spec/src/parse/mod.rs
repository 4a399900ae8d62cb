//! From the TOML tree to the [`ast`](crate::ast): one module a kind of table. Here: what all of
//! them need to read a key, and to say what is wrong with it.

mod code;
mod credential;
mod endpoint;
mod enumeration;
mod event;
mod exchange;
mod fetch;
mod field;
mod group;
mod product;
mod syntax;
mod union;

pub(crate) use group::group;
pub(crate) use product::product;
pub(crate) use syntax::unknown_type;

use crate::ast::{At, Word};
use crate::diagnostic::Report;
use crate::names::nearest;
use crate::toml::{Entry, Kind, Node, Table};

/// A table whose keys are a closed vocabulary.
pub(crate) struct Keys<'t, 'a> {
    table: &'t Table<'a>,
}

impl<'t, 'a> Keys<'t, 'a> {
    /// Reports the keys that are not of `known`.
    pub(crate) fn new(
        report: &mut Report<'_>,
        table: &'t Table<'a>,
        what: &str,
        known: &[&str],
    ) -> Self {
        for entry in &table.entries {
            if !known.contains(&entry.key.as_ref()) {
                unknown_key(report, entry, what, known);
            }
        }
        Keys { table }
    }

    /// A table that may have other keys too.
    pub(crate) fn open(table: &'t Table<'a>) -> Self {
        Keys { table }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'t Node<'a>> {
        self.table.get(key)
    }

    pub(crate) fn entry(&self, key: &str) -> Option<&'t Entry<'a>> {
        self.table.entry(key)
    }

    /// A text that may not be empty.
    pub(crate) fn word(&self, report: &mut Report<'_>, key: &str) -> Option<Word> {
        let word = text(report, self.get(key)?, key)?;
        if word.value.is_empty() {
            report.error(word.span, format!("`{key}` is empty"));
            return None;
        }
        check_one_line(report, &word);
        Some(word)
    }

    /// A title: one line, or empty when absent.
    pub(crate) fn title(&self, report: &mut Report<'_>, key: &str) -> String {
        match self.get(key).and_then(|node| text(report, node, key)) {
            Some(word) => {
                check_one_line(report, &word);
                word.value
            }
            None => String::new(),
        }
    }

    /// A description: any number of lines, or empty when absent.
    pub(crate) fn doc(&self, report: &mut Report<'_>, key: &str) -> String {
        self.get(key).map(|node| doc(report, node, key)).unwrap_or_default()
    }

    /// A bool.
    pub(crate) fn flag(&self, report: &mut Report<'_>, key: &str) -> Option<bool> {
        let node = self.get(key)?;
        match node.kind {
            Kind::Bool(value) => Some(value),
            _ => {
                wrong_type(report, node, key, "`true` or `false`");
                None
            }
        }
    }

    /// One of a closed list of words.
    pub(crate) fn choice<T: Copy>(
        &self,
        report: &mut Report<'_>,
        key: &str,
        known: &[(&str, T)],
    ) -> Option<At<T>> {
        let word = text(report, self.get(key)?, key)?;
        let found = known.iter().find(|(name, _)| *name == word.value);
        if found.is_none() {
            unknown_word(report, &word, &format!("`{key}`"), known.iter().map(|(name, _)| *name));
        }
        found.map(|(_, value)| At { value: *value, span: word.span })
    }

    /// A list of texts.
    pub(crate) fn words(&self, report: &mut Report<'_>, key: &str) -> Option<Vec<Word>> {
        let node = self.get(key)?;
        let Kind::List(list) = &node.kind else {
            wrong_type(report, node, key, "a list of strings");
            return None;
        };
        Some(list.iter().filter_map(|node| text(report, node, key)).collect())
    }

    /// A link.
    pub(crate) fn link(&self, report: &mut Report<'_>, key: &str) -> Option<String> {
        let word = self.word(report, key)?;
        let good = word.value.starts_with("https://") || word.value.starts_with("http://");
        if !good || word.value.contains(|c: char| c.is_whitespace() || c == '<' || c == '>') {
            report.help(word.span, format!("`{key}` is not a link"), "write it whole: `https://…`");
            return None;
        }
        Some(word.value)
    }
}

/// A table's entries, when the value is a table.
pub(crate) fn table<'t, 'a>(
    report: &mut Report<'_>,
    node: &'t Node<'a>,
    key: &str,
) -> Option<&'t Table<'a>> {
    match &node.kind {
        Kind::Table(table) => Some(table),
        _ => {
            wrong_type(report, node, key, "a table");
            None
        }
    }
}

/// A string.
pub(crate) fn text(report: &mut Report<'_>, node: &Node<'_>, key: &str) -> Option<Word> {
    match &node.kind {
        Kind::Text(text) => Some(At { value: text.to_string(), span: node.span }),
        _ => {
            wrong_type(report, node, key, "a string");
            None
        }
    }
}

/// A description: a string without control characters, its margins trimmed.
pub(crate) fn doc(report: &mut Report<'_>, node: &Node<'_>, key: &str) -> String {
    let Some(word) = text(report, node, key) else {
        return String::new();
    };
    if let Some(bad) = word.value.chars().find(|c| is_bad_in_text(*c) && *c != '\n') {
        report.error(
            word.span,
            format!("`{key}` holds the control character U+{:04X}", u32::from(bad)),
        );
        return String::new();
    }
    word.value.trim().to_owned()
}

fn check_one_line(report: &mut Report<'_>, word: &Word) {
    if let Some(bad) = word.value.chars().find(|c| is_bad_in_text(*c)) {
        report.error(
            word.span,
            format!("the control character U+{:04X} does not belong here", u32::from(bad)),
        );
    }
}

/// Control characters, and those that turn the direction of a line of source code around.
pub(crate) fn is_bad_in_text(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(crate) fn wrong_type(report: &mut Report<'_>, node: &Node<'_>, key: &str, wanted: &str) {
    let found = node.kind.describe();
    report.error(node.span, format!("`{key}` must be {wanted}, this is {found}"));
}

pub(crate) fn unknown_key(report: &mut Report<'_>, entry: &Entry<'_>, what: &str, known: &[&str]) {
    let help = match nearest(&entry.key, known.iter().copied()) {
        Some(guess) => format!("did you mean `{guess}`"),
        None => format!("it may have {}", list(known.iter().copied())),
    };
    report.help(entry.key_span, format!("{what} has no key `{}`", entry.key), help);
}

pub(crate) fn unknown_word<'k>(
    report: &mut Report<'_>,
    word: &Word,
    what: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) {
    unknown_word_or(report, word, what, known, "");
}

/// As `unknown_word`; `or` is what else it may be.
pub(crate) fn unknown_word_or<'k>(
    report: &mut Report<'_>,
    word: &Word,
    what: &str,
    known: impl Iterator<Item = &'k str> + Clone,
    or: &str,
) {
    let help = match nearest(&word.value, known.clone()) {
        Some(guess) => format!("did you mean `{guess}`"),
        None => format!("it may be {}{or}", list(known)),
    };
    report.help(word.span, format!("{what} cannot be `{}`", word.value), help);
}

/// Words in backticks, with commas between them.
pub(crate) fn list<'k>(words: impl Iterator<Item = &'k str>) -> String {
    let words: Vec<_> = words.map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
