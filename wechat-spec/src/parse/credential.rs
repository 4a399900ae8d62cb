//! `[credential.…]`

use crate::ast::{At, Credential, Word};
use crate::diagnostic::Report;
use crate::model::{self, Const, Fetch};
use crate::names::{is_snake, snake_case};
use crate::parse::{Keys, syntax, table, text, wrong_type};
use crate::toml::{Kind, Table};
use crate::vocabulary::CREDENTIAL;

pub(crate) fn credential(report: &mut Report<'_>, key: Word, table: &Table<'_>) -> Credential {
    if !is_snake(&key.value) {
        let guess = snake_case(&key.value).filter(|guess| is_snake(guess));
        report.guess(key.span, format!("credential names are snake_case: `{}`", key.value), guess);
    }
    let keys = Keys::new(report, table, "a credential", CREDENTIAL);
    let mut row = Credential { uses: keys.word(report, "uses"), ..Credential::default() };
    let fetch = fetch(report, &keys, &key, &mut row);
    let saves = saves(report, &keys, &mut row);
    row.model = model::Credential {
        name: key.value.clone(),
        doc: keys.doc(report, "doc"),
        uses: row.uses.as_ref().map(|word| word.value.clone()),
        fetch,
        pushed: keys.word(report, "pushed").map(|word| word.value),
        send: keys.word(report, "send").and_then(|word| syntax::send(report, &word)),
        stale: stale(report, &keys),
        per: per(report, &keys),
        durable: keys.flag(report, "durable").unwrap_or_default(),
        saves,
    };
    match (keys.get("fetch"), keys.entry("pushed")) {
        (Some(_), Some(pushed)) => {
            report.error(pushed.key_span, "a credential is fetched or pushed, not both")
        }
        (None, None) => {
            let help = "say `fetch = \"POST /path\"`, or `pushed = \"Event\"`".to_owned();
            report.missing(
                key.span,
                format!("nothing says where the credential `{}` comes from", key.value),
                Some(help),
            );
        }
        _ => {}
    }
    row.key = key;
    row
}

fn fetch(
    report: &mut Report<'_>,
    keys: &Keys<'_, '_>,
    name: &Word,
    row: &mut Credential,
) -> Option<Fetch> {
    let host = keys.word(report, "host").and_then(|word| syntax::host(report, word));
    let request = request(report, keys, row);
    let path_of = |report: &mut Report<'_>, key: &str| {
        let word = keys.word(report, key)?;
        if !syntax::is_dotted(&word.value) {
            report.help(
                word.span,
                format!("not the name of a field: `{}`", word.value),
                "a field within a field is written `info.token`",
            );
            return None;
        }
        Some(word.value)
    };
    let value = path_of(report, "value");
    let expires = path_of(report, "expires");
    let Some(node) = keys.get("fetch") else {
        for key in ["host", "request", "value", "expires", "uses"] {
            if let Some(entry) = keys.entry(key) {
                report.missing(
                    entry.key_span,
                    format!("`{key}` belongs to a `fetch`, and there is none"),
                    None,
                );
            }
        }
        return None;
    };
    if keys.get("value").is_none() {
        let help = "name the field of the answer: `value = \"access_token\"`".to_owned();
        report.missing(
            name.span,
            format!("nothing says where the answer holds the credential `{}`", name.value),
            Some(help),
        );
    }
    let call = text(report, node, "fetch").and_then(|word| syntax::call(report, &word))?;
    if let Some(param) = call.params.first() {
        report.error(param.span, "the path of a `fetch` has no parameters");
    }
    Some(Fetch {
        method: call.method,
        path: call.path,
        host,
        request,
        value: value.unwrap_or_default(),
        expires,
    })
}

fn request(
    report: &mut Report<'_>,
    keys: &Keys<'_, '_>,
    row: &mut Credential,
) -> Vec<(String, Const)> {
    let Some(node) = keys.get("request") else {
        return Vec::new();
    };
    let Some(fields) = table(report, node, "request") else {
        return Vec::new();
    };
    let mut request = Vec::new();
    for entry in &fields.entries {
        if let Some(value) = syntax::constant(report, &entry.value, &entry.key) {
            if let Const::Variable(name) = &value {
                row.variables.push(At { value: name.clone(), span: entry.value.span });
            }
            request.push((entry.key.to_string(), value));
        }
    }
    request
}

fn stale(report: &mut Report<'_>, keys: &Keys<'_, '_>) -> Vec<i64> {
    let Some(node) = keys.get("stale") else {
        return Vec::new();
    };
    let Kind::List(codes) = &node.kind else {
        wrong_type(report, node, "stale", "a list of return codes");
        return Vec::new();
    };
    let mut stale = Vec::new();
    for node in codes {
        match node.kind {
            Kind::Int(code) => stale.push(code),
            _ => wrong_type(report, node, "stale", "a list of numbers"),
        }
    }
    stale
}

fn per(report: &mut Report<'_>, keys: &Keys<'_, '_>) -> Vec<String> {
    let words = keys.words(report, "per").unwrap_or_default();
    let mut per = Vec::new();
    for word in words {
        match is_snake(&word.value) {
            true => per.push(word.value),
            false => report.guess(
                word.span,
                format!("parts of a key are snake_case: `{}`", word.value),
                snake_case(&word.value),
            ),
        }
    }
    per
}

/// `saves = { refresh_token = "authorizer_refresh_token" }`: answer field → credential.
fn saves(
    report: &mut Report<'_>,
    keys: &Keys<'_, '_>,
    row: &mut Credential,
) -> Vec<(String, String)> {
    let Some(node) = keys.get("saves") else {
        return Vec::new();
    };
    let Some(fields) = table(report, node, "saves") else {
        return Vec::new();
    };
    let mut saves = Vec::new();
    for entry in &fields.entries {
        if let Some(word) = text(report, &entry.value, &entry.key) {
            saves.push((entry.key.to_string(), word.value.clone()));
            row.saves.push(word);
        }
    }
    saves
}
