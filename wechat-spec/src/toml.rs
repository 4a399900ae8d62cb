//! TOML text as a tree in the order of the file, each key and value with its place. A line that
//! is not TOML is reported and left out, so that the mistakes of the other lines are found too.

use std::borrow::Cow;

use toml_span::ErrorKind;
use toml_span::value::{Value, ValueInner};

use crate::diagnostic::Report;
use crate::index::sort_by_number;
use crate::source::{Source, Span};

/// A value and its place (quotes included).
pub(crate) struct Node<'a> {
    pub(crate) span: Span,
    pub(crate) kind: Kind<'a>,
}

pub(crate) enum Kind<'a> {
    Text(Cow<'a, str>),
    Int(i64),
    Float(f64),
    Bool(bool),
    List(Vec<Node<'a>>),
    Table(Table<'a>),
}

/// Keys and values in the order of the file.
#[derive(Default)]
pub(crate) struct Table<'a> {
    pub(crate) entries: Vec<Entry<'a>>,
}

pub(crate) struct Entry<'a> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) key_span: Span,
    pub(crate) value: Node<'a>,
}

impl<'a> Table<'a> {
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry<'a>> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.entry(key).map(|entry| &entry.value)
    }
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

/// How many syntax errors of a file are worth telling.
const MAX_SYNTAX_ERRORS: usize = 20;

/// How often a text is parsed again, continuation lines of what was left out included.
const MAX_ATTEMPTS: usize = 200;

/// Parses a file and gives its tree to `read`. Syntax errors are reported; the lines that hold
/// them are blanked, so that offsets stay.
pub(crate) fn parse(
    source: &Source,
    report: &mut Report<'_>,
    read: &mut dyn FnMut(&Table<'_>, &mut Report<'_>),
) {
    let mut text = Cow::Borrowed(source.text.as_str());
    // A byte order mark is not part of the text, and keeps its place for the offsets' sake.
    if text.starts_with('\u{feff}') {
        text.to_mut().replace_range(0..3, "   ");
    }
    let mut reported = 0;
    // The last line that was left out, when what is on it goes on behind it.
    let mut unfinished = None;
    for _ in 0..MAX_ATTEMPTS {
        let error = match toml_span::parse(&text) {
            Ok(mut root) => {
                match convert(&mut root, &text).kind {
                    Kind::Table(table) => read(&table, report),
                    _ => read(&Table::default(), report),
                }
                return;
            }
            Err(error) => error,
        };
        report.broken = true;
        let line = source.line_index(error.span.start.min(text.len().saturating_sub(1)));
        let (first, last) = broken_lines(source, &text, line);
        let follows = unfinished.is_some_and(|line| first == line + 1);
        if !follows {
            reported += 1;
            if reported > MAX_SYNTAX_ERRORS {
                break;
            }
            report_syntax(report, &text, &error);
        }
        let goes_on = follows || is_open(source.line(last).0);
        if !blank(&mut text, source, first, last) {
            break;
        }
        unfinished = goes_on.then_some(last);
    }
    read(&Table::default(), report)
}

/// Whether a line begins a value that ends on a later one.
fn is_open(line: &str) -> bool {
    let count = |c: char| line.matches(c).count();
    line.contains("\"\"\"")
        || line.contains("'''")
        || count('[') > count(']')
        || count('{') > count('}')
}

/// The lines to leave out: one, or a whole table when its header is wrong (its keys would fall to
/// the table before).
fn broken_lines(source: &Source, text: &str, line: usize) -> (usize, usize) {
    let is_header = |line: usize| {
        let start = source.line(line).1;
        text.get(start..).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('['))
    };
    // An error at the end of the file belongs to the last line that says something.
    let mut line = line;
    while line > 0 && text.get(source.line(line).1..).is_some_and(|rest| rest.trim().is_empty()) {
        line -= 1;
    }
    if !is_header(line) {
        return (line, line);
    }
    let mut last = line;
    while last + 1 < source.line_count() && !is_header(last + 1) {
        last += 1;
    }
    (line, last)
}

/// Replaces lines by spaces; false when there was nothing left to replace.
fn blank(text: &mut Cow<'_, str>, source: &Source, first: usize, last: usize) -> bool {
    let start = source.line(first).1;
    let (line, line_start) = source.line(last);
    let end = line_start + line.len();
    let Some(old) = text.get(start..end) else {
        return false;
    };
    if old.trim().is_empty() {
        return false;
    }
    let new: String = old.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.to_mut().replace_range(start..end, &new);
    true
}

fn report_syntax(report: &mut Report<'_>, text: &str, error: &toml_span::Error) {
    let mut span = Span { start: error.span.start, end: error.span.end };
    let ends =
        matches!(error.kind, ErrorKind::UnexpectedEof | ErrorKind::Wanted { found: "eof", .. });
    if ends {
        // The last character that says something is easier to find than the end of the file.
        let end = text.trim_end().len();
        span = Span { start: end.saturating_sub(1), end };
    }
    match &error.kind {
        ErrorKind::DuplicateKey { key, first } => {
            let line = report.line_of(Span { start: first.start, end: first.end });
            report.error(span, format!("`{key}` is given twice, first on line {line}"));
        }
        ErrorKind::DuplicateTable { name, first } => {
            let line = report.line_of(Span { start: first.start, end: first.end });
            report.error(span, format!("the table `{name}` is given twice, first on line {line}"));
        }
        ErrorKind::UnquotedString => report.help(span, "not a TOML value", QUOTES),
        ErrorKind::UnterminatedString => report.error(span, "a string without its closing quote"),
        ErrorKind::InvalidCharInString('\n') => {
            // It begins at the last quote of its line; a later one would have closed it.
            let line = text.get(..span.start).unwrap_or_default();
            let start = line.rfind(['"', '\'']).unwrap_or(span.start);
            report.error(Span { start, end: span.start }, "a string without its closing quote");
        }
        ErrorKind::InvalidNumber if text.get(span.start..span.end).is_some_and(is_date) => {
            report.help(span, "a date is not a value of this language", QUOTES);
        }
        ErrorKind::Unexpected(c) if c.is_alphabetic() => {
            let help = "text is put in quotes, and so are keys with other letters than a to z";
            report.help(span, format!("`{c}` does not belong here"), help);
        }
        _ if ends => report.error(span, "the file ends in the middle of a value"),
        _ => report.error(span, format!("not TOML: {error}")),
    }
}

const QUOTES: &str = "put text in quotes: `\"…\"`";

fn is_date(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['-', ':'])
}

fn convert<'a>(value: &mut Value<'a>, text: &str) -> Node<'a> {
    let mut span = Span { start: value.span.start, end: value.span.end };
    let kind = match value.take() {
        ValueInner::String(content) => {
            span = with_quotes(span, text);
            Kind::Text(content)
        }
        ValueInner::Integer(number) => Kind::Int(number),
        ValueInner::Float(number) => Kind::Float(number),
        ValueInner::Boolean(value) => Kind::Bool(value),
        ValueInner::Array(mut list) => {
            Kind::List(list.iter_mut().map(|value| convert(value, text)).collect())
        }
        ValueInner::Table(table) => {
            let mut entries: Vec<_> = table
                .into_iter()
                .map(|(key, mut value)| Entry {
                    key_span: with_quotes(Span { start: key.span.start, end: key.span.end }, text),
                    key: key.name,
                    value: convert(&mut value, text),
                })
                .collect();
            sort_by_number(&mut entries, |entry| entry.key_span.start);
            Kind::Table(Table { entries })
        }
    };
    Node { span, kind }
}

/// The parser's span of a string or quoted key is what is between its quotes.
fn with_quotes(span: Span, text: &str) -> Span {
    let quote =
        |at: usize| text.as_bytes().get(at).copied().filter(|byte| matches!(byte, b'"' | b'\''));
    let open = span.start.checked_sub(1).and_then(quote);
    if open.is_some() && open == quote(span.end) {
        return Span { start: span.start - 1, end: span.end + 1 };
    }
    // Of an empty string it is the first quote.
    if span.end <= span.start + 1
        && quote(span.start).is_some()
        && quote(span.start) == quote(span.start + 1)
    {
        return Span { start: span.start, end: span.start + 2 };
    }
    span
}
