//! Products: the base merged in, the graph of credentials checked.

use crate::ast;
use crate::diagnostic::Report;
use crate::model::{Credential, Product, VARIABLES};
use crate::names::nearest;
use crate::source::Span;

/// Resolves a product file. `span` is a place for what is missing.
pub(crate) fn product(
    from: &ast::Product,
    name: &str,
    base: Option<Product>,
    report: &mut Report<'_>,
) -> Product {
    let top = Span::default();
    let has_base = base.is_some();
    let base = base.unwrap_or_default();
    let mut product = Product {
        name: name.to_owned(),
        title: from.title.clone(),
        doc: from.doc.clone(),
        host: from.host.clone().unwrap_or(base.host),
        envelope: from.envelope.clone().unwrap_or(base.envelope),
        kinds: from.kinds.iter().flatten().map(|word| word.value.clone()).collect(),
        auth: from.auth.as_ref().map(|word| word.value.clone()).or(base.auth),
        credentials: base.credentials,
        exchanges: base.exchanges,
        files: Vec::new(),
    };
    if !has_base && from.base.is_none() {
        if product.host.is_empty() {
            report.missing(
                top,
                "the product has no `host`",
                Some("say `host = \"https://…\"`, or `base = \"…\"`".to_owned()),
            );
        }
        if product.envelope.code.is_empty() {
            let help = "say `envelope = { code = \"errcode\", message = \"errmsg\", ok = [0] }`, or `base = \"…\"`";
            report.missing(top, "the product has no `envelope`", Some(help.to_owned()));
        }
    }
    if product.kinds.is_empty() {
        report.missing(
            top,
            "the product has no `kinds`",
            Some("say which kinds of app may call it: `kinds = [\"mini_program\"]`".to_owned()),
        );
    }
    for row in &from.credentials {
        match product.credentials.iter_mut().find(|other| other.name == row.key.value) {
            Some(other) => *other = row.model.clone(),
            None => product.credentials.push(row.model.clone()),
        }
    }
    for row in &from.exchanges {
        match product.exchanges.iter_mut().find(|other| other.name == row.key.value) {
            Some(other) => *other = row.model.clone(),
            None => product.exchanges.push(row.model.clone()),
        }
    }
    check(from, &product, report);
    product
}

fn check(from: &ast::Product, product: &Product, report: &mut Report<'_>) {
    let find = |name: &str| product.credentials.iter().find(|row| row.name == name);
    if let Some(auth) = &from.auth
        && auth.value != "none"
    {
        sendable(product, auth, report);
    }
    for row in &from.credentials {
        if let Some(uses) = &row.names.uses
            && has_cycle(&row.model, &product.credentials)
        {
            report.error(uses.span, format!("the credential `{}` uses itself", row.key.value));
        }
        let own: Vec<_> = known(product).chain(row.model.per.iter().map(String::as_str)).collect();
        names(product, &row.names, &own, report);
        if let Some(recover) = &row.recover {
            names(product, recover, &["offset"], report);
        }
        if !row.has_source && !is_saved(product, &row.model.name) {
            let help = "say `fetch = \"POST /path\"`, or `pushed = \"event Field\"`; or let another credential or an exchange save it";
            report.missing(
                row.key.span,
                format!("nothing says where the credential `{}` comes from", row.key.value),
                Some(help.to_owned()),
            );
        }
    }
    for row in &from.exchanges {
        names(product, &row.names, &["code"], report);
        for word in &row.names.saves {
            let apart =
                find(&word.value).is_some_and(|saved| saved.per != [row.model.per.as_str()]);
            if apart && !row.model.per.is_empty() {
                let per = &row.model.per;
                let help = format!("say `per = [\"{per}\"]` at `[credential.{}]`", word.value);
                let what = format!("`{}` is not kept for one `{per}` each", word.value);
                report.help(word.span, what, help);
            }
        }
    }
}

/// The names in a table that has a fetch: of credentials, of variables. `own` are the variables that
/// it may have beside those that are everywhere.
fn names(product: &Product, names: &ast::Names, own: &[&str], report: &mut Report<'_>) {
    if let Some(uses) = &names.uses {
        sendable(product, uses, report);
    }
    for word in &names.saves {
        if !known(product).any(|name| name == word.value) {
            unknown(product, word, report);
        }
    }
    for word in &names.variables {
        let name = word.value.as_str();
        let mut all = VARIABLES.iter().chain(own).copied();
        if !all.clone().any(|known| known == name) {
            let guess = nearest(name, &mut all).map(|guess| format!("${guess}"));
            report.guess(word.span, format!("unknown variable `${name}`"), guess);
        }
    }
}

fn known(product: &Product) -> impl Iterator<Item = &str> {
    product.credentials.iter().map(|row| row.name.as_str())
}

/// A credential that calls carry.
fn sendable(product: &Product, word: &ast::Word, report: &mut Report<'_>) {
    match product.credentials.iter().find(|row| row.name == word.value) {
        None => unknown(product, word, report),
        Some(row) if row.send.is_none() => {
            let help = format!("say `send = \"query NAME\"` at `[credential.{}]`", row.name);
            report.help(word.span, format!("no call carries the credential `{}`", row.name), help);
        }
        Some(_) => {}
    }
}

fn unknown(product: &Product, word: &ast::Word, report: &mut Report<'_>) {
    let guess = nearest(&word.value, known(product)).map(str::to_owned);
    report.guess(word.span, format!("unknown credential `{}`", word.value), guess);
}

/// Whether another fetch, or an exchange, brings it along.
fn is_saved(product: &Product, name: &str) -> bool {
    let fetches = product.credentials.iter().flat_map(|row| &row.saves);
    let exchanges = product.exchanges.iter().flat_map(|row| &row.saves);
    fetches.chain(exchanges).any(|(_, saved)| saved == name)
}

fn has_cycle(row: &Credential, all: &[Credential]) -> bool {
    let mut at = row;
    for _ in 0..=all.len() {
        let Some(next) = at.uses.as_ref().and_then(|uses| all.iter().find(|row| row.name == *uses))
        else {
            return false;
        };
        if next.name == row.name {
            return true;
        }
        at = next;
    }
    false
}
