//! `[enum.…]`

use crate::ast::{Enum, Word};
use crate::diagnostic::Report;
use crate::model;
use crate::names::{camel_case, is_camel};
use crate::parse::{Keys, doc, text, unknown_word, wrong_type};
use crate::source::Span;
use crate::toml::{Entry, Kind, Table};
use crate::vocabulary::{ENUM_TYPES, ENUM_VALUE};

/// The variant that keeps a value nobody has described yet.
const OPEN: &str = "Unknown";

pub(crate) fn enumeration(report: &mut Report<'_>, name: Word, table: &Table<'_>) -> Enum {
    let mut model = model::Enum { name: name.value.clone(), ..model::Enum::default() };
    let mut spans: Vec<Span> = Vec::new();
    if let Some(node) = table.get("_type")
        && let Some(word) = text(report, node, "_type")
    {
        match word.value.as_str() {
            "i64" => model.integer = true,
            "string" => {}
            _ => unknown_word(report, &word, "`_type`", ENUM_TYPES.iter().copied()),
        }
    }
    for entry in &table.entries {
        match entry.key.as_ref() {
            "_type" => {}
            "_doc" => model.doc = doc(report, &entry.value, "_doc"),
            _ => {
                let value = value(report, entry, &model);
                if let Some(twin) = model.values.iter().position(|other| other.rust == value.rust) {
                    let other = model.values.get(twin).map_or("", |value| value.wire.as_str());
                    let message =
                        format!("`{other}` and `{}` are both `{}` in Rust", value.wire, value.rust);
                    report.help(
                        entry.key_span,
                        message,
                        "say `{ doc = \"…\", rust = \"OtherName\" }`",
                    );
                    continue;
                }
                if !value.rust.is_empty() {
                    spans.push(entry.key_span);
                    model.values.push(value);
                }
            }
        }
    }
    if model.values.is_empty() {
        report.missing(
            name.span,
            format!("the enum `{}` has no values", name.value),
            Some("write them as `wire_value = \"What it means.\"`".to_owned()),
        );
    }
    Enum { name, model }
}

fn value(report: &mut Report<'_>, entry: &Entry<'_>, of: &model::Enum) -> model::EnumValue {
    let mut value =
        model::EnumValue { wire: entry.key.to_string(), rust: String::new(), doc: String::new() };
    let mut given = None;
    match &entry.value.kind {
        Kind::Text(_) => value.doc = doc(report, &entry.value, &entry.key),
        Kind::Table(table) => {
            let keys = Keys::new(report, table, "an enum's value", ENUM_VALUE);
            value.doc = keys.doc(report, "doc");
            given = keys.word(report, "rust");
        }
        _ => wrong_type(
            report,
            &entry.value,
            &entry.key,
            "what the value means, or `{ doc = \"…\", rust = \"Name\" }`",
        ),
    }
    if of.integer
        && entry.key.parse::<i64>().map(|n| n.to_string()).ok().as_deref() != Some(&*entry.key)
    {
        report.help(
            entry.key_span,
            format!("`{}` is not an integer", entry.key),
            "the keys of an enum of `i64` are its numbers",
        );
        return value;
    }
    value.rust = variant_name(report, entry.key_span, &value.wire, given, OPEN).unwrap_or_default();
    value
}

/// The Rust name of a variant: the one given, or the wire value in CamelCase.
pub(crate) fn variant_name(
    report: &mut Report<'_>,
    span: Span,
    wire: &str,
    given: Option<Word>,
    open: &str,
) -> Option<String> {
    let (name, span) = match given {
        Some(word) if is_camel(&word.value) => (word.value, word.span),
        Some(word) => {
            let guess = camel_case(&word.value).filter(|guess| is_camel(guess));
            report.guess(
                word.span,
                format!("variant names are CamelCase: `{}`", word.value),
                guess,
            );
            return None;
        }
        None => match camel_case(wire).filter(|name| is_camel(name)) {
            Some(name) => (name, span),
            None => {
                report.help(
                    span,
                    format!("`{wire}` makes no Rust name"),
                    "say one: `{ doc = \"…\", rust = \"Name\" }`",
                );
                return None;
            }
        },
    };
    if name == open {
        let message =
            format!("`{open}` is the name of the variant for values that are not described");
        report.help(span, message, "say another: `rust = \"…\"`");
        return None;
    }
    Some(name)
}
