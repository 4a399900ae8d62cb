//! What is wrong with a file, said so that a person can mend it: `path:line:col: message`, the
//! quoted line, a caret under the exact place, a `help:`. Nothing here finds mistakes.

use std::fmt;
use std::path::PathBuf;

use crate::index::sort;
use crate::names::nearest;
use crate::source::{Source, Span};

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file.
    pub path: PathBuf,
    /// Line, from 1; 0 when it is about the whole file (it cannot be read, say).
    pub line: usize,
    /// Column in characters, from 1; 0 with line 0.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// The quoted line and the carets below it.
    quote: Option<Quote>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Quote {
    line: String,
    /// Columns of the screen before the first caret.
    indent: usize,
    /// Number of carets.
    carets: usize,
}

/// How much of a line is quoted, before and behind the first caret, in columns.
const BEFORE: usize = 80;
const BEHIND: usize = 60;

impl Quote {
    /// A line in three parts; of a long one what is around the middle part.
    fn new(before: &str, marked: &str, after: &str) -> Self {
        let mut indent = width(before);
        let mut from = before;
        if indent > BEFORE {
            let mut chars = before.chars();
            while indent > BEFORE - 1 {
                indent -= chars.next().map_or(indent, |c| width(c.encode_utf8(&mut [0; 4])));
            }
            from = chars.as_str();
            indent += 1;
        }
        let cut = if from.len() < before.len() { "…" } else { "" };
        let mut line = format!("{cut}{from}");
        let mut columns = 0;
        let mut carets = 0;
        for (c, is_marked) in
            marked.chars().map(|c| (c, true)).chain(after.chars().map(|c| (c, false)))
        {
            if columns >= BEHIND {
                line.push('…');
                break;
            }
            line.push(c);
            columns += width(c.encode_utf8(&mut [0; 4]));
            if is_marked {
                carets = columns;
            }
        }
        Quote { line, indent, carets: carets.max(1) }
    }
}

impl Diagnostic {
    /// A mistake at this place.
    pub(crate) fn at(source: &Source, span: Span, message: String, help: Option<String>) -> Self {
        let index = source.line_index(span.start.min(source.text.len()));
        let (line, start) = source.line(index);
        // A place within a character is that character's.
        let from = floor(line, span.start.saturating_sub(start));
        let to = ceil(line, span.end.saturating_sub(start)).max(from);
        let (before, rest) = line.split_at(from);
        let (marked, after) = rest.split_at(to - from);
        Diagnostic {
            path: source.path.clone(),
            line: index + 1,
            column: before.chars().count() + 1,
            // Both may hold what the file says.
            message: shown(&message),
            help: help.map(|help| shown(&help)),
            quote: Some(Quote::new(&shown(before), &shown(marked), &shown(after))),
        }
    }

    /// A mistake of a whole file.
    pub(crate) fn file(path: PathBuf, message: String, help: Option<String>) -> Self {
        Diagnostic { path, line: 0, column: 0, message, help, quote: None }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // One way to write a path, so that messages are the same on every system.
        let path = self.path.to_string_lossy().replace('\\', "/");
        match &self.quote {
            Some(Quote { line, indent, carets }) => {
                let number = self.line.to_string();
                let gutter = number.len() + 2;
                writeln!(f, "{path}:{}:{}: {}", self.line, self.column, self.message)?;
                writeln!(f, "{:gutter$}|", "")?;
                writeln!(f, " {number} | {line}")?;
                write!(f, "{:gutter$}| {:indent$}{:^<carets$}", "", "", "")?;
                match &self.help {
                    Some(help) => write!(f, " help: {help}"),
                    None => Ok(()),
                }
            }
            None => {
                write!(f, "{path}: {}", self.message)?;
                match &self.help {
                    Some(help) => write!(f, "\n  help: {help}"),
                    None => Ok(()),
                }
            }
        }
    }
}

/// All mistakes that were found, in the order of the files and of their lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many mistakes there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Each mistake.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    pub(crate) fn extend(&mut self, other: Diagnostics) {
        self.0.extend(other.0);
    }

    /// Sorts by place and drops what was said twice.
    pub(crate) fn tidy(&mut self) {
        sort(&mut self.0, |mistake| {
            format!("{}\0{:09}{:09}", mistake.path.display(), mistake.line, mistake.column)
        });
        self.0.dedup();
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Each mistake as text, an empty line between them.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

/// Collects the mistakes of one file.
pub(crate) struct Report<'s> {
    source: &'s Source,
    /// Lines of the file could not be read, so what seems to be missing may well be there.
    pub(crate) broken: bool,
    found: Diagnostics,
}

impl<'s> Report<'s> {
    pub(crate) fn new(source: &'s Source) -> Self {
        Report { source, broken: false, found: Diagnostics::default() }
    }

    /// Something is wrong here.
    pub(crate) fn error(&mut self, span: Span, message: impl Into<String>) {
        self.push(span, message.into(), None);
    }

    /// Something is wrong here, and this mends it.
    pub(crate) fn help(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.push(span, message.into(), Some(help.into()));
    }

    /// A name is wrong here; `guess` is what was probably meant.
    pub(crate) fn guess(&mut self, span: Span, message: impl Into<String>, guess: Option<String>) {
        self.push(span, message.into(), guess.map(|guess| format!("did you mean `{guess}`")));
    }

    /// A name is not one of those that are known.
    pub(crate) fn unknown<'k>(
        &mut self,
        span: Span,
        message: impl Into<String>,
        name: &str,
        known: impl Iterator<Item = &'k str> + Clone,
    ) {
        let help = match nearest(name, known.clone()) {
            Some(guess) => Some(format!("did you mean `{guess}`")),
            None => {
                let all: Vec<String> = known.map(|word| format!("`{word}`")).collect();
                (!all.is_empty()).then(|| format!("there is {}", all.join(", ")))
            }
        };
        self.push(span, message.into(), help);
    }

    /// Something is not there; not said when it may have been on a line that could not be read.
    pub(crate) fn missing(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        if !self.broken {
            self.push(span, message.into(), help);
        }
    }

    fn push(&mut self, span: Span, message: String, help: Option<String>) {
        self.found.push(Diagnostic::at(self.source, span, message, help));
    }

    /// `line` of a place, for messages about another place.
    pub(crate) fn line_of(&self, span: Span) -> usize {
        self.source.line_index(span.start) + 1
    }

    pub(crate) fn finish(self) -> Diagnostics {
        self.found
    }
}

/// The nearest character boundary at or before a byte of a line.
fn floor(line: &str, at: usize) -> usize {
    (0..=at.min(line.len())).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0)
}

/// The nearest character boundary at or behind a byte of a line.
fn ceil(line: &str, at: usize) -> usize {
    (at..line.len()).find(|at| line.is_char_boundary(*at)).unwrap_or(line.len())
}

/// A line as a terminal can show it: tabs as spaces, control characters made visible.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push_str("    "),
            c if c.is_control() => out.push('\u{fffd}'),
            // They would turn the line around, and with it what it seems to say.
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Columns that a text takes on a terminal: two for a Chinese character.
fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { usize::from(!is_combining(c)) }).sum()
}

fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x115f | 0x2e80..=0x303e | 0x3041..=0x33ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
        | 0xa000..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60
        | 0xffe0..=0xffe6 | 0x1f300..=0x1f64f | 0x1f680..=0x1f6ff | 0x1f900..=0x1f9ff
        | 0x20000..=0x3fffd)
}

fn is_combining(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36f | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f)
}
