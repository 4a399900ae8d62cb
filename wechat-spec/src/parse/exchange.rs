//! `[exchange.…]`

use crate::ast::{At, Exchange, Names, Word};
use crate::diagnostic::Report;
use crate::model::{self, Fetch, Pushed};
use crate::names::{is_snake, snake_case};
use crate::parse::credential::is_named_well;
use crate::parse::fetch::{fetch, is_path, path, saves};
use crate::parse::{Keys, syntax, table, text};
use crate::toml::Table;
use crate::vocabulary::EXCHANGE;

pub(crate) fn exchange(report: &mut Report<'_>, key: Word, table: &Table<'_>) -> Exchange {
    is_named_well(report, &key, "exchange");
    let keys = Keys::new(report, table, "an exchange", EXCHANGE);
    let mut names = Names::default();
    let call = fetch(report, &keys, &mut names);
    for wanted in ["fetch", "per", "saves"] {
        if keys.get(wanted).is_none() {
            let what = format!("the exchange `{}` needs `{wanted}`", key.value);
            report.missing(key.span, what, None);
        }
    }
    if call.is_some() && !names.variables.iter().any(|name| name.value == "code") {
        let help = "say where the code goes: `request = { authorization_code = \"$code\" }`";
        report.missing(
            key.span,
            format!("the exchange `{}` does not send its code", key.value),
            Some(help.to_owned()),
        );
    }
    let (per, value) = account(report, &keys).unwrap_or_default();
    let saves = saves(report, &keys, &mut names);
    let expires = path(report, &keys, "expires");
    let model = model::Exchange {
        name: key.value.clone(),
        doc: keys.doc(report, "doc"),
        uses: names.uses.as_ref().map(|word| word.value.clone()),
        fetch: Fetch { value, expires, ..call.unwrap_or_default() },
        per,
        saves,
        pushed: events(report, &keys, "pushed"),
        revoked: events(report, &keys, "revoked"),
    };
    Exchange { key, model, names }
}

/// `per = { authorizer_appid = "info.authorizer_appid" }`: the part of a key, and where the answer
/// has it.
fn account(report: &mut Report<'_>, keys: &Keys<'_, '_>) -> Option<(String, String)> {
    let node = keys.get("per")?;
    let fields = table(report, node, "per")?;
    let [entry] = fields.entries.as_slice() else {
        let help = "write `per = { authorizer_appid = \"authorizer_appid\" }`";
        report.help(node.span, "an exchange is for one account, which one key names", help);
        return None;
    };
    if !is_snake(&entry.key) {
        let what = format!("parts of a key are snake_case: `{}`", entry.key);
        report.guess(entry.key_span, what, snake_case(&entry.key));
    }
    let word = text(report, &entry.value, &entry.key)?;
    is_path(report, &word).then(|| (entry.key.to_string(), word.value))
}

fn events(report: &mut Report<'_>, keys: &Keys<'_, '_>, key: &str) -> Vec<Pushed> {
    let words: Vec<At<String>> = keys.words(report, key).unwrap_or_default();
    words.iter().filter_map(|word| syntax::pushed(report, word)).collect()
}
