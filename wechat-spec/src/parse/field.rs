//! Fields, and the tables that are made of them.

use crate::ast::{At, Field, FieldValue, Record, Word};
use crate::diagnostic::Report;
use crate::parse::{Keys, doc, syntax, table, text, wrong_type};
use crate::source::Span;
use crate::toml::{Entry, Kind, Table};
use crate::vocabulary::{FIELD, FORMS, PLACES, RECORD};

/// `[record.Name]`, or an inline request or response.
pub(crate) fn record(report: &mut Report<'_>, name: Word, fields: &Table<'_>) -> Record {
    let mut record = Record { name, ..Record::default() };
    for entry in &fields.entries {
        if RECORD.contains(&entry.key.as_ref()) {
            record.doc = doc(report, &entry.value, "_doc");
        } else {
            record.fields.push(field(report, entry));
        }
    }
    record
}

/// `key = "type"` or `key = { type = "…", … }`
pub(crate) fn field(report: &mut Report<'_>, entry: &Entry<'_>) -> Field {
    let mut field = Field {
        wire: At { value: entry.key.to_string(), span: entry.key_span },
        rust: None,
        value: FieldValue::Wrong,
        form: None,
        place: None,
        doc: String::new(),
        default: None,
        deprecated: None,
        private: false,
        sensitive: false,
    };
    if field.wire.value.is_empty() {
        report.error(entry.key_span, "a field without a name");
    }
    match &entry.value.kind {
        Kind::Text(ty) => {
            let word = At { value: ty.to_string(), span: entry.value.span };
            field.value = typed(report, word);
        }
        Kind::Table(table) => read_table(report, table, entry.key_span, &mut field),
        _ => wrong_type(
            report,
            &entry.value,
            &entry.key,
            "a type (`\"string\"`) or a table (`{ type = \"string\", … }`)",
        ),
    }
    field
}

fn typed(report: &mut Report<'_>, word: Word) -> FieldValue {
    syntax::type_text(report, word).map_or(FieldValue::Wrong, FieldValue::Typed)
}

fn read_table(report: &mut Report<'_>, table: &Table<'_>, at: Span, field: &mut Field) {
    let keys = Keys::new(report, table, "a field", FIELD);
    field.doc = keys.doc(report, "doc");
    if let Some(word) = keys.word(report, "key") {
        field.wire = word;
    }
    field.rust = keys.word(report, "rust");
    field.place = keys.choice(report, "in", PLACES);
    field.form = keys.choice(report, "wire", FORMS);
    field.deprecated = keys.word(report, "deprecated").map(|word| word.value);
    field.private = keys.flag(report, "private").unwrap_or_default();
    field.sensitive = keys.flag(report, "sensitive").unwrap_or_default();
    match (keys.get("type"), keys.entry("const")) {
        (Some(ty), None) => {
            if let Some(word) = text(report, ty, "type") {
                field.value = typed(report, word);
            }
            if let Some(default) = keys.entry("default") {
                let span = default.value.span;
                field.default = syntax::constant(report, &default.value, "default")
                    .map(|value| At { value, span });
            }
        }
        (None, Some(constant)) => {
            if let Some(value) = syntax::constant(report, &constant.value, "const") {
                field.value = FieldValue::Const(At { value, span: constant.value.span });
            }
            for key in ["rust", "wire", "default", "deprecated", "private", "sensitive"] {
                if let Some(entry) = keys.entry(key) {
                    report.error(
                        entry.key_span,
                        format!("a constant has no `{key}`: nobody sees it"),
                    );
                }
            }
        }
        (Some(_), Some(constant)) => {
            report.help(
                constant.key_span,
                "a field has a `type` or is a `const`, not both",
                "a constant's type is that of its value",
            );
        }
        (None, None) => report.missing(
            at,
            format!("the field `{}` has no type", field.wire.value),
            Some("say `type = \"…\"`, or `const = …`".to_owned()),
        ),
    }
}

/// A table of tables, each with its name.
pub(crate) fn named_tables<'t, 'a>(
    report: &mut Report<'_>,
    keys: &Keys<'t, 'a>,
    kind: &str,
) -> Vec<(Word, &'t Table<'a>)> {
    let Some(node) = keys.get(kind) else {
        return Vec::new();
    };
    let Some(all) = table(report, node, kind) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in &all.entries {
        if let Some(table) = table(report, &entry.value, &format!("{kind}.{}", entry.key)) {
            found.push((At { value: entry.key.to_string(), span: entry.key_span }, table));
        }
    }
    found
}
