//! What all tables with a call of their own have: `uses`, `fetch`, `host`, `request`, `saves`. Of
//! `[credential.…]`, `[credential.….recover]` and `[exchange.…]`.

use crate::ast::{At, Names, Word};
use crate::diagnostic::Report;
use crate::model::{Const, Fetch};
use crate::parse::{Keys, syntax, table, text};

/// The call. `value` and `expires` are the caller's, as each table names them in its own way.
pub(crate) fn fetch(
    report: &mut Report<'_>,
    keys: &Keys<'_, '_>,
    names: &mut Names,
) -> Option<Fetch> {
    names.uses = keys.word(report, "uses");
    let host = keys.word(report, "host").and_then(|word| syntax::host(report, word));
    let request = request(report, keys, names);
    let call =
        text(report, keys.get("fetch")?, "fetch").and_then(|word| syntax::call(report, &word))?;
    if let Some(param) = call.params.first() {
        report.error(param.span, "the path of a `fetch` has no parameters");
    }
    Some(Fetch { method: call.method, path: call.path, host, request, ..Fetch::default() })
}

/// A field of an answer; may be dotted.
pub(crate) fn path(report: &mut Report<'_>, keys: &Keys<'_, '_>, key: &str) -> Option<String> {
    let word = keys.word(report, key)?;
    is_path(report, &word).then_some(word.value)
}

pub(crate) fn is_path(report: &mut Report<'_>, word: &Word) -> bool {
    let good = syntax::is_dotted(&word.value);
    if !good {
        report.help(
            word.span,
            format!("not the name of a field: `{}`", word.value),
            "a field within a field is written `info.token`",
        );
    }
    good
}

fn request(
    report: &mut Report<'_>,
    keys: &Keys<'_, '_>,
    names: &mut Names,
) -> Vec<(String, Const)> {
    let Some(fields) = keys.get("request").and_then(|node| table(report, node, "request")) else {
        return Vec::new();
    };
    let mut request = Vec::new();
    for entry in &fields.entries {
        if let Some(value) = syntax::constant(report, &entry.value, &entry.key) {
            if let Const::Variable(name) = &value {
                names.variables.push(At { value: name.clone(), span: entry.value.span });
            }
            request.push((entry.key.to_string(), value));
        }
    }
    request
}

/// `saves = { refresh_token = "authorizer_refresh_token" }`: answer field → credential.
pub(crate) fn saves(
    report: &mut Report<'_>,
    keys: &Keys<'_, '_>,
    names: &mut Names,
) -> Vec<(String, String)> {
    let Some(fields) = keys.get("saves").and_then(|node| table(report, node, "saves")) else {
        return Vec::new();
    };
    let mut saves = Vec::new();
    for entry in &fields.entries {
        if let Some(word) = text(report, &entry.value, &entry.key) {
            saves.push((entry.key.to_string(), word.value.clone()));
            names.saves.push(word);
        }
    }
    saves
}
