//! `[union.…]`

use crate::ast::{Union, Variant, Word};
use crate::diagnostic::Report;
use crate::model::Layout;
use crate::names::is_camel;
use crate::parse::enumeration::variant_name;
use crate::parse::{Keys, doc, text, unknown_word, wrong_type};
use crate::source::Span;
use crate::toml::{Entry, Kind, Table};
use crate::vocabulary::{LAYOUTS, VARIANT};

/// The variant that keeps a tag nobody has described yet.
const OPEN: &str = "Other";

pub(crate) fn union(report: &mut Report<'_>, name: Word, table: &Table<'_>) -> Union {
    let mut union = Union { name, ..Union::default() };
    for entry in &table.entries {
        match entry.key.as_ref() {
            "_doc" => union.doc = doc(report, &entry.value, "_doc"),
            "tag" => {
                if let Some(word) = text(report, &entry.value, "tag") {
                    if word.value.is_empty() {
                        report.error(word.span, "`tag` is empty");
                    }
                    union.tag = word;
                }
            }
            "layout" => {
                if let Some(word) = text(report, &entry.value, "layout") {
                    match LAYOUTS.iter().find(|(name, _)| *name == word.value) {
                        Some((_, layout)) => union.layout = *layout,
                        None => unknown_word(
                            report,
                            &word,
                            "`layout`",
                            LAYOUTS.iter().map(|(name, _)| *name),
                        ),
                    }
                }
            }
            "untagged" => {
                if let Some(word) = text(report, &entry.value, "untagged") {
                    let rust = word.value.clone();
                    union.variants.push(Variant {
                        key: entry.key_span,
                        rust,
                        record: record_name(report, word),
                        ..Variant::default()
                    });
                }
            }
            _ => union.variants.extend(variant(report, entry)),
        }
    }
    if table.get("tag").is_none() {
        report.missing(
            union.name.span,
            format!("the union `{}` has no `tag`", union.name.value),
            Some("name the field that tells its variants apart: `tag = \"msgtype\"`".to_owned()),
        );
    }
    if union.layout == Layout::Flat {
        for entry in &table.entries {
            if let Kind::Table(table) = &entry.value.kind
                && let Some(content) = table.entry("content")
            {
                report.error(content.key_span, "in a flat union the content has no key of its own");
            }
        }
    }
    if union.variants.is_empty() {
        report.missing(
            union.name.span,
            format!("the union `{}` has no variants", union.name.value),
            Some("write them as `tag_value = \"RecordName\"`".to_owned()),
        );
    }
    check_twins(report, &mut union.variants);
    union
}

fn variant(report: &mut Report<'_>, entry: &Entry<'_>) -> Option<Variant> {
    let mut variant =
        Variant { key: entry.key_span, wire: Some(entry.key.to_string()), ..Variant::default() };
    let mut given = None;
    match &entry.value.kind {
        Kind::Text(_) => {
            let word = text(report, &entry.value, &entry.key)?;
            if !word.value.is_empty() {
                variant.record = record_name(report, word);
            }
        }
        Kind::Table(table) => {
            let keys = Keys::new(report, table, "a variant", VARIANT);
            variant.doc = keys.doc(report, "doc");
            variant.content = keys.word(report, "content").map(|word| word.value);
            given = keys.word(report, "rust");
            if let Some(word) = keys.word(report, "wire") {
                variant.wire = Some(word.value);
            }
            if let Some(word) = keys.get("type").and_then(|node| text(report, node, "type"))
                && !word.value.is_empty()
            {
                variant.record = record_name(report, word);
            }
        }
        _ => {
            wrong_type(
                report,
                &entry.value,
                &entry.key,
                "a record's name, or `{ type = \"Name\", … }`",
            );
            return None;
        }
    }
    let wire = variant.wire.clone().unwrap_or_default();
    variant.rust = variant_name(report, entry.key_span, &wire, given, OPEN)?;
    Some(variant)
}

fn record_name(report: &mut Report<'_>, word: Word) -> Option<Word> {
    if is_camel(&word.value) {
        return Some(word);
    }
    report.help(
        word.span,
        format!("a variant holds a record, not `{}`", word.value),
        "name a record, or write `\"\"` for no content",
    );
    None
}

fn check_twins(report: &mut Report<'_>, variants: &mut Vec<Variant>) {
    let mut seen: Vec<(Option<String>, String, Span)> = Vec::new();
    variants.retain(|variant| {
        let twin = seen.iter().find(|(wire, rust, _)| {
            *rust == variant.rust || (wire.is_some() && *wire == variant.wire)
        });
        if let Some((wire, rust, _)) = twin {
            let (a, b) = (
                wire.as_deref().unwrap_or("untagged"),
                variant.wire.as_deref().unwrap_or("untagged"),
            );
            let message = match *rust == variant.rust {
                true => format!("`{a}` and `{b}` are both `{rust}` in Rust"),
                false => format!("two variants have the tag `{b}`"),
            };
            report.help(variant.key, message, "say `{ type = \"…\", rust = \"OtherName\" }`");
            return false;
        }
        seen.push((variant.wire.clone(), variant.rust.clone(), variant.key));
        true
    });
}
