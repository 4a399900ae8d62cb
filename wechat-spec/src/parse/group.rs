//! A group or types file.

use crate::ast::Group;
use crate::diagnostic::Report;
use crate::names::{camel_case, is_camel};
use crate::parse::field::{named_tables, record};
use crate::parse::{Keys, code, endpoint, enumeration, event, union};
use crate::source::Span;
use crate::toml::Table;
use crate::vocabulary::GROUP;

/// Everything of a file.
pub(crate) fn group(root: &Table<'_>, report: &mut Report<'_>) -> Group {
    let keys = Keys::new(report, root, "a group file", GROUP);
    let mut group = Group {
        title: keys.title(report, "title"),
        doc: keys.doc(report, "doc"),
        kinds: keys.words(report, "kinds"),
        ..Group::default()
    };
    for (name, table) in named_tables(report, &keys, "endpoint") {
        group.endpoints.push(endpoint::endpoint(report, name, table));
    }
    for (name, table) in named_tables(report, &keys, "record") {
        check_type_name(report, "record", &name.value, name.span);
        group.records.push(record(report, name, table));
    }
    for (name, table) in named_tables(report, &keys, "enum") {
        check_type_name(report, "enum", &name.value, name.span);
        group.enums.push(enumeration::enumeration(report, name, table));
    }
    for (name, table) in named_tables(report, &keys, "union") {
        check_type_name(report, "union", &name.value, name.span);
        group.unions.push(union::union(report, name, table));
    }
    for (name, table) in named_tables(report, &keys, "event") {
        group.events.push(event::event(report, name, table));
    }
    for (name, table) in named_tables(report, &keys, "code") {
        group.codes.extend(code::code(report, name, table));
    }
    group
}

/// Names of types are CamelCase, so that they cannot be taken for fields or built-in types.
pub(crate) fn check_type_name(report: &mut Report<'_>, what: &str, name: &str, span: Span) {
    if !is_camel(name) {
        let guess = camel_case(name).filter(|guess| is_camel(guess));
        report.guess(span, format!("{what} names are CamelCase: `{name}`"), guess);
    }
}
