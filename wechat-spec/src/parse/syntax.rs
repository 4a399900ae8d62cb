//! The little languages inside strings: types, calls, constants, rules for success, ways to send a
//! credential.

use crate::ast::{At, Call, TypeExpr, TypeText, Word};
use crate::diagnostic::Report;
use crate::model::{CodeValue, Const, Method, Pushed, Rule, Send};
use crate::names::{is_camel, nearest};
use crate::parse::{list, wrong_type};
use crate::source::Span;
use crate::toml::{Kind, Node};
use crate::vocabulary::{FOREIGN_TYPES, METHODS, TYPES};

/// Lists and maps may stand in one another, but no sane API goes this deep.
const MAX_DEPTH: usize = 8;

/// `"[Name]?"`
pub(crate) fn type_text(report: &mut Report<'_>, word: Word) -> Option<TypeText> {
    let Word { value: text, span } = word;
    let (inner, optional) = match text.strip_suffix('?') {
        Some(inner) => (inner, true),
        None => (text.as_str(), false),
    };
    match type_expr(inner, 0) {
        Ok(expr) => Some(TypeText { expr, optional, text, span }),
        Err(TypeError::Inner(why)) => {
            report.error(span, format!("the type `{text}` is wrong: {why}"));
            None
        }
        Err(TypeError::Word(word)) => {
            unknown_type(report, &text, &word, span, std::iter::empty());
            None
        }
    }
}

/// Says that a name is no type, and which it may have been.
pub(crate) fn unknown_type<'k>(
    report: &mut Report<'_>,
    text: &str,
    name: &str,
    span: Span,
    known: impl Iterator<Item = &'k str>,
) {
    let lower = name.to_ascii_lowercase();
    let foreign = FOREIGN_TYPES.iter().find(|(word, _)| *word == lower).map(|(_, word)| *word);
    let guess = foreign.or_else(|| nearest(name, TYPES.iter().map(|(word, _)| *word).chain(known)));
    let message = format!("unknown type `{text}`");
    match guess {
        Some(guess) => report.guess(span, message, Some(text.replacen(name, guess, 1))),
        None if is_camel(name) => {
            report.missing(
                span,
                message,
                Some(format!(
                    "describe it: `[record.{name}]`, `[enum.{name}]` or `[union.{name}]`"
                )),
            );
        }
        None => report.help(
            span,
            message,
            format!(
                "types are {}, `[T]`, `{{T}}`, `T?` and names in CamelCase",
                list(TYPES.iter().map(|(word, _)| *word))
            ),
        ),
    }
}

enum TypeError {
    /// A word that is no type.
    Word(String),
    /// Something else.
    Inner(&'static str),
}

fn type_expr(text: &str, depth: usize) -> Result<TypeExpr, TypeError> {
    if depth > MAX_DEPTH {
        return Err(TypeError::Inner("it is too deep"));
    }
    if text.is_empty() {
        return Err(TypeError::Inner("a type is missing"));
    }
    if text.ends_with('?') {
        return Err(TypeError::Inner(
            "only the whole can be optional: `T?` stands outside of `[…]` and `{…}`",
        ));
    }
    let inside =
        |open: char, close: char| text.strip_prefix(open).map(|rest| rest.strip_suffix(close));
    match (inside('[', ']'), inside('{', '}')) {
        (Some(Some(inner)), _) => {
            return Ok(TypeExpr::List(Box::new(type_expr(inner, depth + 1)?)));
        }
        (_, Some(Some(inner))) => return Ok(TypeExpr::Map(Box::new(type_expr(inner, depth + 1)?))),
        (Some(None), _) => return Err(TypeError::Inner("a `]` is missing")),
        (_, Some(None)) => return Err(TypeError::Inner("a `}` is missing")),
        _ => {}
    }
    if let Some((_, known)) = TYPES.iter().find(|(word, _)| *word == text) {
        return Ok(TypeExpr::Known(known.clone()));
    }
    if text.ends_with("[]") {
        return Err(TypeError::Inner("a list is written `[T]`"));
    }
    // `Date` or `Token` may well be a record's name: told apart when names are looked up.
    if is_camel(text) {
        return Ok(TypeExpr::Name(text.to_owned()));
    }
    Err(TypeError::Word(text.to_owned()))
}

/// `"POST /cgi-bin/{name}"`
pub(crate) fn call(report: &mut Report<'_>, word: &Word) -> Option<Call> {
    let span = word.span;
    let Some((method, path)) = word.value.split_once(' ') else {
        let help = match word.value.starts_with('/') {
            true => format!("say the method too: `POST {}`", word.value),
            false => "write it like `POST /cgi-bin/…`".to_owned(),
        };
        report.help(span, "not a call: a method, a space and a path", help);
        return None;
    };
    let method = match method {
        "GET" => Some(Method::Get),
        "POST" => Some(Method::Post),
        "PUT" => Some(Method::Put),
        "PATCH" => Some(Method::Patch),
        "DELETE" => Some(Method::Delete),
        other => {
            let guess = nearest(other, METHODS.iter().copied()).map(str::to_owned);
            match guess {
                Some(guess) => report.guess(span, format!("unknown method `{other}`"), Some(guess)),
                None => report.help(
                    span,
                    format!("unknown method `{other}`"),
                    format!("it may be {}", list(METHODS.iter().copied())),
                ),
            }
            None
        }
    };
    // Where the path stands in the file; with escapes in the string this is not exact.
    let path_at = span.start + 1 + (word.value.len() - path.len());
    let params = path_params(report, path, path_at, span)?;
    Some(Call { method: method?, path: path.to_owned(), params, span })
}

fn path_params(
    report: &mut Report<'_>,
    path: &str,
    path_at: usize,
    span: Span,
) -> Option<Vec<Word>> {
    if let Some((host, _)) = path.split_once("://") {
        let help = format!("put the host in `host = \"{host}://…\"`");
        report.help(span, "a call's path begins with `/`", help);
        return None;
    }
    if !path.starts_with('/') {
        report.help(span, "a call's path begins with `/`", "write it like `POST /cgi-bin/…`");
        return None;
    }
    if path.contains('?') {
        report.help(span, "a call's path has no query", "fields of `request` make the query: `in = \"query\"`, or `const = …` for a fixed value");
        return None;
    }
    if let Some(bad) =
        path.chars().find(|c| !(c.is_ascii_alphanumeric() || "/_-.~{}:@$&+,;=%()*'!".contains(*c)))
    {
        report.error(span, format!("a call's path cannot hold `{}`", bad.escape_default()));
        return None;
    }
    let mut params: Vec<Word> = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let after = rest.get(at + 1..).unwrap_or_default();
        let closed = rest
            .get(at..)
            .is_some_and(|rest| rest.starts_with('{'))
            .then(|| after.split_once('}'))
            .flatten();
        let Some((name, tail)) = closed
            .filter(|(name, _)| !name.is_empty() && !name.contains('{') && !name.contains('/'))
        else {
            report.help(
                span,
                "the braces of the path do not match",
                "a parameter is written `/path/{name}`",
            );
            return None;
        };
        let start = path_at + (path.len() - after.len());
        let name_span = Span { start, end: start + name.len() };
        if params.iter().any(|param| param.value == name) {
            report.error(name_span, format!("`{{{name}}}` stands in the path twice"));
            return None;
        }
        params.push(At { value: name.to_owned(), span: name_span });
        rest = tail;
    }
    Some(params)
}

/// A host: `https://api.weixin.qq.com`.
pub(crate) fn host(report: &mut Report<'_>, word: Word) -> Option<String> {
    let name = word.value.strip_prefix("https://");
    let good = name.is_some_and(|name| {
        !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'))
    });
    if good {
        return Some(word.value);
    }
    report.help(
        word.span,
        "not a host",
        "write it like `https://api.weixin.qq.com`, without a path or a slash at its end",
    );
    None
}

/// A constant; text that begins with `$` is a variable, `$$` stands for a dollar sign.
pub(crate) fn constant(report: &mut Report<'_>, node: &Node<'_>, key: &str) -> Option<Const> {
    Some(match &node.kind {
        Kind::Text(text) => match text.strip_prefix('$') {
            Some(dollar) if dollar.starts_with('$') => Const::Text(dollar.to_owned()),
            Some(variable) => Const::Variable(variable.to_owned()),
            None => Const::Text(text.to_string()),
        },
        Kind::Int(number) => Const::Int(*number),
        Kind::Float(number) if number.is_finite() => Const::Float(*number),
        Kind::Bool(value) => Const::Bool(*value),
        _ => {
            wrong_type(report, node, key, "a string, a number or a bool");
            return None;
        }
    })
}

/// A return code in a list.
pub(crate) fn code_value(report: &mut Report<'_>, node: &Node<'_>, key: &str) -> Option<CodeValue> {
    match &node.kind {
        Kind::Int(number) => Some(CodeValue::Number(*number)),
        Kind::Text(text) => Some(match text.parse() {
            Ok(number) => CodeValue::Number(number),
            Err(_) => CodeValue::Word(text.to_string()),
        }),
        _ => {
            wrong_type(report, node, key, "a return code: a number or a word");
            None
        }
    }
}

/// `"ret == 0"`, `"base_resp.ret in [0, 1]"`, `"body"`
pub(crate) fn rule(report: &mut Report<'_>, word: &Word) -> Option<Rule> {
    let text = word.value.trim();
    if text == "body" {
        return Some(Rule::NonEmptyBody);
    }
    let parsed = if let Some(path) = text.strip_suffix(" is empty") {
        Some((path, Vec::new()))
    } else if let Some((path, value)) = text.split_once("==") {
        code_word(value).map(|code| (path, vec![code]))
    } else if let Some((path, values)) = text.split_once(" in ") {
        values
            .trim()
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .and_then(|values| values.split(',').map(code_word).collect::<Option<Vec<_>>>())
            .map(|codes| (path, codes))
    } else {
        None
    };
    match parsed {
        Some((path, codes)) if is_dotted(path.trim()) => {
            Some(Rule::Is(path.trim().to_owned(), codes))
        }
        _ => {
            report.help(
                word.span,
                format!("not a rule for success: `{text}`"),
                "write `ret == 0`, `base_resp.ret in [0, 1]`, `error is empty` or `body`",
            );
            None
        }
    }
}

fn code_word(text: &str) -> Option<CodeValue> {
    let text = text.trim();
    let bare = text.trim_matches(['\'', '"']);
    match text.parse() {
        Ok(number) => Some(CodeValue::Number(number)),
        Err(_) => {
            let good =
                !bare.is_empty() && bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            good.then(|| CodeValue::Word(bare.to_owned()))
        }
    }
}

/// A dotted name of a field: `base_resp.ret`.
pub(crate) fn is_dotted(path: &str) -> bool {
    path.split('.').all(|part| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    })
}

/// `"query access_token"`
pub(crate) fn send(report: &mut Report<'_>, word: &Word) -> Option<Send> {
    let (place, name) = word.value.split_once(' ').unwrap_or((&word.value, ""));
    let good =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    match place {
        "query" if good => Some(Send::Query(name.to_owned())),
        "header" if good => Some(Send::Header(name.to_owned())),
        "body" if good => Some(Send::Body(name.to_owned())),
        _ => {
            let message = format!("not a way to send a credential: `{}`", word.value);
            report.help(word.span, message, "write `query NAME`, `header NAME` or `body NAME`");
            None
        }
    }
}

/// `"suite_ticket SuiteTicket"`: an event and a field of it.
pub(crate) fn pushed(report: &mut Report<'_>, word: &Word) -> Option<Pushed> {
    let good = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    match word.value.split_once(' ') {
        Some((event, field)) if good(event) && good(field) => {
            Some(Pushed { event: event.to_owned(), field: field.to_owned() })
        }
        _ => {
            report.help(
                word.span,
                format!("not an event and its field: `{}`", word.value),
                "write the event's `InfoType` and the field that counts: `suite_ticket SuiteTicket`",
            );
            None
        }
    }
}
