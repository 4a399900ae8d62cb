//! A group or types file.

use crate::ast::{Group, Usual, Word};
use crate::diagnostic::Report;
use crate::index::Index;
use crate::names::{camel_case, is_camel, is_snake, snake_case};
use crate::parse::endpoint::{envelope_or_none, sign};
use crate::parse::field::{named_tables, record};
use crate::parse::{Keys, code, endpoint, enumeration, event, syntax, union};
use crate::toml::Table;
use crate::vocabulary::GROUP;

/// Everything of a file.
pub(crate) fn group(root: &Table<'_>, report: &mut Report<'_>) -> Group {
    let keys = Keys::new(report, root, "a group file", GROUP);
    let mut group = Group {
        title: keys.title(report, "title"),
        doc: keys.doc(report, "doc"),
        kinds: keys.words(report, "kinds"),
        usual: Usual {
            host: keys.word(report, "host").and_then(|word| syntax::host(report, word)),
            auth: keys.word(report, "auth"),
            sign: sign(report, &keys),
            envelope: keys.get("envelope").and_then(|node| envelope_or_none(report, node)),
        },
        ..Group::default()
    };
    for (name, table) in named_tables(report, &keys, "endpoint") {
        match function_name(report, "endpoint", name) {
            Some(name) => {
                let own = endpoint::endpoint(report, name, table);
                group.endpoints.push(own.or_usual(&group.usual));
            }
            None => group.incomplete = true,
        }
    }
    for (name, table) in named_tables(report, &keys, "record") {
        match check_type_name(report, "record", &name) {
            true => group.records.push(record(report, name, table)),
            false => group.incomplete = true,
        }
    }
    for (name, table) in named_tables(report, &keys, "enum") {
        match check_type_name(report, "enum", &name) {
            true => group.enums.push(enumeration::enumeration(report, name, table)),
            false => group.incomplete = true,
        }
    }
    for (name, table) in named_tables(report, &keys, "union") {
        match check_type_name(report, "union", &name) {
            true => group.unions.push(union::union(report, name, table)),
            false => group.incomplete = true,
        }
    }
    for (name, table) in named_tables(report, &keys, "event") {
        match function_name(report, "event", name) {
            Some(name) => group.events.push(event::event(report, name, table)),
            None => group.incomplete = true,
        }
    }
    for (name, table) in named_tables(report, &keys, "code") {
        group.codes.extend(code::code(report, name, table));
    }
    drop_twins(&mut group);
    group
}

/// Names of types are CamelCase, so that they cannot be taken for fields or built-in types.
pub(crate) fn check_type_name(report: &mut Report<'_>, what: &str, name: &Word) -> bool {
    let good = is_camel(&name.value);
    if !good {
        let guess = camel_case(&name.value).filter(|guess| is_camel(guess));
        report.guess(name.span, format!("{what} names are CamelCase: `{}`", name.value), guess);
    }
    good
}

/// Names of endpoints and events are snake_case. A wrong one is put right, so that what is made of
/// the file has something to go by; `None` when it cannot be.
fn function_name(report: &mut Report<'_>, what: &str, name: Word) -> Option<Word> {
    if is_snake(&name.value) {
        return Some(name);
    }
    let guess = snake_case(&name.value).filter(|guess| is_snake(guess));
    report.guess(
        name.span,
        format!("{what} names are snake_case: `{}`", name.value),
        guess.clone(),
    );
    guess.map(|value| Word { value, ..name })
}

/// Only names that were put right can be there twice; TOML refuses the others.
fn drop_twins(group: &mut Group) {
    let mut seen = Index::default();
    group.endpoints.retain(|endpoint| seen.add(&endpoint.key.value, 0).is_none());
    let mut seen = Index::default();
    group.events.retain(|event| seen.add(&event.key.value, 0).is_none());
}
