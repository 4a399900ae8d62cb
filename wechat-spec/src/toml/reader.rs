//! Text → tree. A mistake is reported, and the reader goes on behind it.

use std::borrow::Cow;

use super::scalar;
use super::tree::{Entry, Kind, Made, Node, Table};
use crate::diagnostic::Report;
use crate::source::{Source, Span};

/// How many syntax errors of a file are worth telling.
const MAX_ERRORS: usize = 20;

/// How deep values may stand in each other.
const MAX_DEPTH: usize = 64;

/// Reads a file. Its mistakes are reported; what is wrong is not in the tree.
pub(crate) fn read<'a>(source: &'a Source, report: &mut Report<'_>) -> Table<'a> {
    let text = source.text.as_str();
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, opened: 0, source };
    // A byte order mark is not part of the text.
    if text.starts_with('\u{feff}') {
        reader.at = 3;
    }
    reader.file(report)
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Where the innermost list or table that is open begins.
    opened: usize,
    source: &'a Source,
}

/// What is wrong, and where.
struct Wrong {
    span: Span,
    message: String,
    help: Option<&'static str>,
}

type Read<T> = Result<T, Wrong>;

/// A part of a dotted key.
struct Part<'a> {
    name: Cow<'a, str>,
    span: Span,
}

impl<'a> Reader<'a> {
    fn file(&mut self, report: &mut Report<'_>) -> Table<'a> {
        let mut root = Table::new(Made::Header);
        // The entries that lead to the current table; `None` when its header is wrong.
        let mut current: Option<Vec<usize>> = Some(Vec::new());
        let mut errors = 0;
        let mut recovering = false;
        loop {
            let blank = self.blank_lines();
            let start = self.at;
            let result = match (blank, self.peek()) {
                (Err(wrong), _) => Err(wrong),
                (Ok(()), None) => break,
                // What is left of a value that was given up.
                (Ok(()), Some(b']' | b'}' | b',')) if recovering => {
                    self.skip_line();
                    continue;
                }
                (Ok(()), Some(b'[')) => {
                    current = None;
                    self.header(&mut root).map(|path| current = Some(path))
                }
                (Ok(()), Some(_)) => {
                    let table = current.as_deref().and_then(|path| table_at(&mut root, path));
                    self.key_value(table)
                }
            };
            recovering = false;
            if let Err(wrong) = result {
                report.broken = true;
                errors += 1;
                if errors > MAX_ERRORS {
                    break;
                }
                match wrong.help {
                    Some(help) => report.help(wrong.span, wrong.message, help),
                    None => report.error(wrong.span, wrong.message),
                }
                recovering = true;
                self.recover(start);
            }
        }
        root
    }

    /// `[a.b]` or `[[a.b]]`; the way to the table.
    fn header(&mut self, root: &mut Table<'a>) -> Read<Vec<usize>> {
        let start = self.at;
        self.at += 1;
        let is_list = self.eat(b'[');
        let parts = self.key()?;
        self.expect(b']', "a header ends with `]`")?;
        if is_list && !self.eat(b']') {
            return Err(wrong(self.here(), "a header in `[[` ends with `]]`"));
        }
        let span = Span { start, end: self.at };
        self.line_end()?;
        let mut path = Vec::new();
        let mut table = root;
        let last = parts.len().saturating_sub(1);
        for (depth, part) in parts.into_iter().enumerate() {
            let found = table.position(&part.name);
            let at = match found {
                Some(at) => {
                    self.enter(table, at, &part, depth == last, is_list, span)?;
                    at
                }
                None => {
                    let made = if depth == last { Made::Header } else { Made::Implied };
                    let kind = Kind::Table(Table::new(made));
                    let node = Node { span, kind };
                    let kind = match depth == last && is_list {
                        true => Node { span, kind: Kind::List(vec![node]) },
                        false => node,
                    };
                    table.add(Entry { key: part.name, key_span: part.span, value: kind })
                }
            };
            path.push(at);
            table = match table.entries.get_mut(at).and_then(|entry| inner(&mut entry.value)) {
                Some(table) => table,
                None => return Err(wrong(part.span, "this is not a table")),
            };
        }
        Ok(path)
    }

    /// A header leads through, or to, an entry that is there already.
    fn enter(
        &self,
        table: &mut Table<'a>,
        at: usize,
        part: &Part<'a>,
        is_last: bool,
        is_list: bool,
        span: Span,
    ) -> Read<()> {
        let Some(entry) = table.entries.get_mut(at) else { return Ok(()) };
        let twice = self.twice(part, entry.key_span);
        match &mut entry.value.kind {
            Kind::Table(inner) if inner.made == Made::Braces => Err(twice),
            Kind::Table(inner) if is_last => {
                if is_list || inner.made != Made::Implied {
                    return Err(twice);
                }
                inner.made = Made::Header;
                entry.value.span = span;
                Ok(())
            }
            Kind::Table(_) => Ok(()),
            // A list of headers; one in brackets is closed.
            Kind::List(list)
                if list.last().is_some_and(
                    |node| matches!(&node.kind, Kind::Table(table) if table.made == Made::Header),
                ) =>
            {
                match (is_last, is_list) {
                    (false, _) => Ok(()),
                    (true, true) => {
                        list.push(Node { span, kind: Kind::Table(Table::new(Made::Header)) });
                        Ok(())
                    }
                    (true, false) => Err(twice),
                }
            }
            _ => Err(twice),
        }
    }

    fn twice(&self, part: &Part<'_>, first: Span) -> Wrong {
        let line = self.source.line_index(first.start) + 1;
        wrong(part.span, format!("`{}` is given twice, first on line {line}", part.name))
    }

    /// `a.b = value`, into a table if there is one.
    fn key_value(&mut self, table: Option<&mut Table<'a>>) -> Read<()> {
        let parts = self.key()?;
        self.expect(b'=', "a key and its value have `=` between them")?;
        let value = self.value(0)?;
        self.line_end()?;
        match table {
            Some(table) => self.put(table, parts, value),
            None => Ok(()),
        }
    }

    fn put(&self, mut table: &mut Table<'a>, parts: Vec<Part<'a>>, value: Node<'a>) -> Read<()> {
        let last = parts.len().saturating_sub(1);
        let mut value = Some(value);
        for (depth, part) in parts.into_iter().enumerate() {
            let at = match table.position(&part.name) {
                Some(at) => {
                    let entry = table.entries.get(at);
                    let open = matches!(entry.map(|entry| &entry.value.kind), Some(Kind::Table(table)) if table.made == Made::Dotted);
                    if depth == last || !open {
                        return Err(
                            self.twice(&part, entry.map_or(part.span, |entry| entry.key_span))
                        );
                    }
                    at
                }
                None => {
                    let dotted =
                        || Node { span: part.span, kind: Kind::Table(Table::new(Made::Dotted)) };
                    let node =
                        if depth == last { value.take().unwrap_or_else(dotted) } else { dotted() };
                    table.add(Entry { key: part.name, key_span: part.span, value: node })
                }
            };
            if depth < last {
                table = match table.entries.get_mut(at).map(|entry| &mut entry.value.kind) {
                    Some(Kind::Table(table)) => table,
                    _ => return Ok(()),
                };
            }
        }
        Ok(())
    }

    /// `a."b".c`
    fn key(&mut self) -> Read<Vec<Part<'a>>> {
        let mut parts = Vec::new();
        loop {
            self.spaces();
            let start = self.at;
            let name = match self.peek() {
                Some(b'"' | b'\'') => {
                    if self.rest().starts_with("\"\"\"") || self.rest().starts_with("'''") {
                        return Err(wrong(
                            Span { start, end: start + 3 },
                            "a key is written in one line",
                        ));
                    }
                    self.string()?
                }
                _ => {
                    let is_bare =
                        |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
                    while self.peek().is_some_and(is_bare) {
                        self.at += 1;
                    }
                    Cow::Borrowed(self.text.get(start..self.at).unwrap_or_default())
                }
            };
            if self.at == start {
                let help = match self.rest().starts_with(|c: char| c.is_alphanumeric()) {
                    true => Some("put a key with other letters than a to z in quotes"),
                    false => None,
                };
                return Err(Wrong { help, ..self.unexpected("a key") });
            }
            parts.push(Part { name, span: Span { start, end: self.at } });
            if parts.len() > MAX_DEPTH {
                return Err(wrong(Span { start, end: self.at }, "this is too deep"));
            }
            self.spaces();
            if !self.eat(b'.') {
                return Ok(parts);
            }
        }
    }

    fn value(&mut self, depth: usize) -> Read<Node<'a>> {
        self.spaces();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err(wrong(Span { start, end: start + 1 }, "this is too deep"));
        }
        let kind = match self.peek() {
            Some(b'"' | b'\'') => Kind::Text(self.string()?),
            Some(b'[') => self.within(start, |reader| reader.list(depth))?,
            Some(b'{') => self.within(start, |reader| reader.braces(depth))?,
            _ => {
                let is_word =
                    |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | ':');
                let rest = self.rest();
                let word = rest.split(|c| !is_word(c)).next().unwrap_or_default();
                if word.is_empty() {
                    return Err(self.unexpected("a value"));
                }
                self.at += word.len();
                scalar::word(word).map_err(|message| {
                    let help = word.starts_with(|c: char| !c.is_ascii_digit());
                    let help = help || message.contains("date");
                    Wrong {
                        span: Span { start, end: start + word.len() },
                        message: message.to_owned(),
                        help: help.then_some("put text in quotes: `\"…\"`"),
                    }
                })?
            }
        };
        Ok(Node { span: Span { start, end: self.at }, kind })
    }

    /// Reads a list or table, and remembers where it begins while it is open.
    fn within<T>(&mut self, start: usize, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        let outer = std::mem::replace(&mut self.opened, start);
        self.at += 1;
        let result = read(self)?;
        self.opened = outer;
        Ok(result)
    }

    fn list(&mut self, depth: usize) -> Read<Kind<'a>> {
        let mut list = Vec::new();
        loop {
            self.blank_lines()?;
            if self.eat(b']') {
                return Ok(Kind::List(list));
            }
            list.push(self.value(depth + 1)?);
            self.blank_lines()?;
            if !self.eat(b',') && self.peek() != Some(b']') {
                return Err(self.unfinished("`,` or `]`"));
            }
        }
    }

    fn braces(&mut self, depth: usize) -> Read<Kind<'a>> {
        let mut table = Table::new(Made::Dotted);
        loop {
            self.blank_lines()?;
            if self.eat(b'}') {
                close(&mut table);
                return Ok(Kind::Table(table));
            }
            if self.peek().is_none() {
                return Err(self.unfinished("a key"));
            }
            let parts = self.key()?;
            let nested = depth + parts.len();
            self.blank_lines()?;
            self.expect(b'=', "a key and its value have `=` between them")?;
            self.blank_lines()?;
            let value = self.value(nested)?;
            self.put(&mut table, parts, value)?;
            self.blank_lines()?;
            if !self.eat(b',') && self.peek() != Some(b'}') {
                return Err(self.unfinished("`,` or `}`"));
            }
        }
    }

    /// A string of any of the four kinds.
    fn string(&mut self) -> Read<Cow<'a, str>> {
        let start = self.at;
        let rest = self.rest();
        let quote = if rest.starts_with('\'') { '\'' } else { '"' };
        let triple = if quote == '"' { "\"\"\"" } else { "'''" };
        let lines = rest.starts_with(triple);
        let open = if lines { 3 } else { 1 };
        let body = rest.get(open..).unwrap_or_default();
        let mut end = None;
        let mut bytes = body.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'\\' if quote == '"' => {
                    bytes.next();
                }
                b'\n' if !lines => break,
                _ if char::from(byte) == quote => {
                    if !lines {
                        end = Some(at);
                        break;
                    }
                    let run =
                        body.bytes().skip(at).take_while(|byte| char::from(*byte) == quote).count();
                    if run >= 3 {
                        // Up to two quotes may stand before those that end it.
                        end = Some(at + run.min(5) - 3);
                        break;
                    }
                    for _ in 1..run {
                        bytes.next();
                    }
                }
                _ => {}
            }
        }
        let Some(end) = end else {
            let line = body.lines().next().unwrap_or_default();
            let span = Span { start, end: start + open + line.len() };
            return Err(wrong(span, "a string without its closing quote"));
        };
        let raw = body.get(..end).unwrap_or_default();
        self.at = start + open + end + open;
        let allowed = |at: usize, c: char| match c {
            '\t' => true,
            '\n' => lines,
            '\r' => lines && raw.as_bytes().get(at + 1) == Some(&b'\n'),
            _ => !c.is_ascii_control(),
        };
        if let Some((at, bad)) = raw.char_indices().find(|(at, c)| !allowed(*at, *c)) {
            let at = start + open + at;
            let message =
                format!("a string cannot hold the control character U+{:04X}", u32::from(bad));
            return Err(wrong(Span { start: at, end: at + bad.len_utf8() }, message));
        }
        let raw_start = raw
            .strip_prefix("\r\n")
            .or_else(|| raw.strip_prefix('\n'))
            .filter(|_| lines)
            .unwrap_or(raw);
        let offset = start + open + (raw.len() - raw_start.len());
        if quote == '\'' {
            return Ok(match raw_start.contains("\r\n") {
                true => Cow::Owned(raw_start.replace("\r\n", "\n")),
                false => Cow::Borrowed(raw_start),
            });
        }
        scalar::unescape(raw_start, lines).map_err(|(at, message)| {
            wrong(Span { start: offset + at, end: offset + at + 2 }, message)
        })
    }

    // Small steps.

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8, message: &'static str) -> Read<()> {
        self.spaces();
        match self.eat(byte) {
            true => Ok(()),
            false => Err(wrong(self.here(), message)),
        }
    }

    /// The next character, or the last one of the text.
    fn here(&self) -> Span {
        match self.rest().chars().next() {
            Some(c) => Span { start: self.at, end: self.at + c.len_utf8() },
            None => {
                let end = self.text.trim_end().len();
                Span { start: end.saturating_sub(1), end }
            }
        }
    }

    fn unexpected(&self, wanted: &str) -> Wrong {
        match self.rest().chars().next() {
            Some('\n' | '\r') => {
                wrong(self.here(), format!("{wanted} is missing at the end of the line"))
            }
            Some(c) => wrong(self.here(), format!("`{c}` is not {wanted}")),
            None => wrong(self.here(), "the file ends in the middle of a value"),
        }
    }

    /// A list or table is not closed where it should be.
    fn unfinished(&self, wanted: &str) -> Wrong {
        let opened = self.source.line_index(self.opened);
        if self.peek().is_none() || self.source.line_index(self.at) != opened {
            let bracket = self.text.get(self.opened..self.opened + 1).unwrap_or_default();
            let span = Span { start: self.opened, end: self.opened + 1 };
            return wrong(span, format!("this `{bracket}` is not closed"));
        }
        self.unexpected(wanted)
    }

    fn spaces(&mut self) {
        while let Some(b' ' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Spaces, ends of lines and comments.
    fn blank_lines(&mut self) -> Read<()> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\n') => self.at += 1,
                Some(b'\r') if self.bytes.get(self.at + 1) == Some(&b'\n') => self.at += 2,
                Some(b'#') => self.comment()?,
                _ => return Ok(()),
            }
        }
    }

    fn comment(&mut self) -> Read<()> {
        let start = self.at;
        self.skip_line();
        let comment = self.text.get(start..self.at).unwrap_or_default();
        // A line may end with two characters.
        let comment = match self.peek() {
            Some(_) => comment.strip_suffix('\r').unwrap_or(comment),
            None => comment,
        };
        match comment.char_indices().find(|(_, c)| c.is_ascii_control() && *c != '\t') {
            None => Ok(()),
            Some((at, bad)) => {
                let span = Span { start: start + at, end: start + at + 1 };
                let message =
                    format!("a comment cannot hold the control character U+{:04X}", u32::from(bad));
                Err(wrong(span, message))
            }
        }
    }

    fn skip_line(&mut self) {
        while self.peek().is_some_and(|byte| byte != b'\n') {
            self.at += 1;
        }
    }

    fn line_end(&mut self) -> Read<()> {
        self.spaces();
        match self.peek() {
            None | Some(b'\n') => Ok(()),
            Some(b'\r') if self.bytes.get(self.at + 1) == Some(&b'\n') => Ok(()),
            Some(b'#') => self.comment(),
            Some(_) => {
                let end = self.at + self.rest().lines().next().unwrap_or_default().trim_end().len();
                Err(wrong(
                    Span { start: self.at, end },
                    "this does not belong here: the line should end",
                ))
            }
        }
    }

    /// Goes to where the next key or header seems to begin.
    fn recover(&mut self, start: usize) {
        // A value of several lines that breaks off at what looks like a key of its own line.
        let line = self.source.line(self.source.line_index(self.at.min(self.text.len()))).1;
        let before = self.text.get(line..self.at).unwrap_or_default();
        if line > start && before.trim().is_empty() && self.looks_like_key() {
            return;
        }
        let in_lines = line > start
            && self.opened >= start
            && self.source.line_index(self.opened) < self.source.line_index(self.at);
        loop {
            self.skip_line();
            self.at += usize::from(self.peek().is_some());
            let rest = self.rest();
            let next = rest.lines().next().unwrap_or_default().trim();
            let closes = next.starts_with([']', '}']);
            let header = next.starts_with('[') && next.ends_with(']') && !next.contains([',', '"']);
            if rest.is_empty() || !in_lines || closes || header {
                return;
            }
        }
    }

    fn looks_like_key(&self) -> bool {
        let line = self.rest().lines().next().unwrap_or_default();
        let key = line.split('=').next().filter(|key| key.len() < line.len());
        key.is_some_and(|key| !key.trim().is_empty() && !key.contains(['{', '[', ',']))
    }
}

fn wrong(span: Span, message: impl Into<String>) -> Wrong {
    Wrong { span, message: message.into(), help: None }
}

/// The table at the end of a way of entries.
fn table_at<'t, 'a>(root: &'t mut Table<'a>, path: &[usize]) -> Option<&'t mut Table<'a>> {
    let mut table = root;
    for at in path {
        table = inner(&mut table.entries.get_mut(*at)?.value)?;
    }
    Some(table)
}

/// The table that a header means by a name: of a list of tables the last.
fn inner<'t, 'a>(node: &'t mut Node<'a>) -> Option<&'t mut Table<'a>> {
    match &mut node.kind {
        Kind::Table(table) => Some(table),
        Kind::List(list) => match &mut list.last_mut()?.kind {
            Kind::Table(table) => Some(table),
            _ => None,
        },
        _ => None,
    }
}

/// Nothing can be added to a table in braces, nor to those within it.
fn close(table: &mut Table<'_>) {
    table.made = Made::Braces;
    for entry in &mut table.entries {
        if let Kind::Table(inner) = &mut entry.value.kind {
            close(inner);
        }
    }
}
