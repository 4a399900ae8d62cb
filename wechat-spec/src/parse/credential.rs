//! `[credential.…]` and its `recover`.

use crate::ast::{Credential, Names, Word};
use crate::diagnostic::Report;
use crate::model::{self, Fetch, Recover};
use crate::names::{is_snake, snake_case};
use crate::parse::fetch::{fetch, path, saves};
use crate::parse::{Keys, syntax, table, wrong_type};
use crate::toml::{Kind, Table};
use crate::vocabulary::{CREDENTIAL, RECOVER, SIGNS};

pub(crate) fn credential(report: &mut Report<'_>, key: Word, table: &Table<'_>) -> Credential {
    is_named_well(report, &key, "credential");
    let keys = Keys::new(report, table, "a credential", CREDENTIAL);
    let mut names = Names::default();
    let fetch = fetched(report, &keys, &key, &mut names);
    let saves = saves(report, &keys, &mut names);
    let recovered = recover(report, &keys);
    let (recover, recover_names) = recovered.unzip();
    let model = model::Credential {
        name: key.value.clone(),
        doc: keys.doc(report, "doc"),
        uses: names.uses.as_ref().map(|word| word.value.clone()),
        fetch,
        pushed: keys.word(report, "pushed").and_then(|word| syntax::pushed(report, &word)),
        send: keys.word(report, "send").and_then(|word| syntax::send(report, &word)),
        sign: keys.choice(report, "sign", SIGNS).map(|sign| sign.value),
        stale: stale(report, &keys),
        per: per(report, &keys),
        durable: keys.flag(report, "durable").unwrap_or_default(),
        once: keys.flag(report, "once").unwrap_or_default(),
        life: number(report, &keys, "life").map(u64::from),
        saves,
        recover,
    };
    agree(report, &keys, &model);
    let has_source = keys.get("fetch").or(keys.get("pushed")).is_some();
    Credential { key, model, has_source, names, recover: recover_names }
}

/// Keys that do not go together.
fn agree(report: &mut Report<'_>, keys: &Keys<'_, '_>, row: &model::Credential) {
    if let (Some(_), Some(pushed)) = (keys.get("fetch"), keys.entry("pushed")) {
        report.error(pushed.key_span, "a credential is fetched or pushed, not both");
    }
    if let (Some(_), Some(life)) = (keys.get("expires"), keys.entry("life")) {
        report.help(
            life.key_span,
            "its life is said twice",
            "keep `expires` if the answer always says it, `life` if it never does",
        );
    }
    if let (true, Some(once)) = (row.once, keys.entry("once")) {
        let kept = ["durable", "life", "expires", "stale", "saves", "recover"];
        if keys.get("fetch").is_none() {
            report.error(once.key_span, "what is good for one use must have a `fetch`");
        } else if let Some(kept) = kept.into_iter().find(|key| keys.get(key).is_some()) {
            report.help(
                once.key_span,
                format!("what is good for one use is not kept, so `{kept}` means nothing"),
                format!("remove `once` or `{kept}`"),
            );
        }
    }
    if let (true, Some(recover)) = (row.per.is_empty(), keys.entry("recover")) {
        report.help(
            recover.key_span,
            "`recover` finds an account's value in a list of accounts",
            "say what tells accounts apart: `per = [\"authorizer_appid\"]`",
        );
    }
}

/// Names of tables that become names of rows.
pub(super) fn is_named_well(report: &mut Report<'_>, key: &Word, what: &str) {
    if !is_snake(&key.value) {
        let guess = snake_case(&key.value).filter(|guess| is_snake(guess));
        report.guess(key.span, format!("{what} names are snake_case: `{}`", key.value), guess);
    }
}

fn fetched(
    report: &mut Report<'_>,
    keys: &Keys<'_, '_>,
    name: &Word,
    names: &mut Names,
) -> Option<Fetch> {
    let call = fetch(report, keys, names);
    let value = path(report, keys, "value");
    let expires = path(report, keys, "expires");
    if keys.get("fetch").is_none() {
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
    }
    if keys.get("value").is_none() {
        let help = "name the field of the answer: `value = \"access_token\"`".to_owned();
        report.missing(
            name.span,
            format!("nothing says where the answer holds the credential `{}`", name.value),
            Some(help),
        );
    }
    Some(Fetch { value: value.unwrap_or_default(), expires, ..call? })
}

/// `[credential.….recover]`
fn recover(report: &mut Report<'_>, keys: &Keys<'_, '_>) -> Option<(Recover, Names)> {
    let entry = keys.entry("recover")?;
    let table = table(report, &entry.value, "recover")?;
    let keys = Keys::new(report, table, "`recover`", RECOVER);
    let mut names = Names::default();
    let call = fetch(report, &keys, &mut names);
    for key in ["fetch", "rows", "value", "page"] {
        if keys.get(key).is_none() {
            report.missing(entry.key_span, format!("`recover` needs `{key}`"), None);
        }
    }
    let rows = path(report, &keys, "rows").unwrap_or_default();
    let value = path(report, &keys, "value").unwrap_or_default();
    let page = number(report, &keys, "page").unwrap_or_default();
    if !names.variables.iter().any(|name| name.value == "offset") {
        let help = "say where the number of rows to leave out goes: `request = { offset = \"$offset\", … }`";
        report.missing(
            entry.key_span,
            "every page of the list would be the first",
            Some(help.to_owned()),
        );
    }
    let fetch = Fetch { value, ..call? };
    let uses = names.uses.as_ref().map(|word| word.value.clone());
    Some((Recover { uses, fetch, rows, page }, names))
}

/// A whole number above 0.
fn number(report: &mut Report<'_>, keys: &Keys<'_, '_>, key: &str) -> Option<u32> {
    let node = keys.get(key)?;
    let number = match node.kind {
        Kind::Int(number) => u32::try_from(number).ok().filter(|number| *number > 0),
        _ => None,
    };
    if number.is_none() {
        wrong_type(report, node, key, "a whole number above 0");
    }
    number
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
