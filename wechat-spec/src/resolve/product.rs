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
    check(from, &product, report);
    product
}

fn check(from: &ast::Product, product: &Product, report: &mut Report<'_>) {
    let known = || product.credentials.iter().map(|row| row.name.as_str());
    let find = |name: &str| product.credentials.iter().find(|row| row.name == name);
    let unknown = |report: &mut Report<'_>, word: &ast::Word| {
        let guess = nearest(&word.value, known()).map(str::to_owned);
        report.guess(word.span, format!("unknown credential `{}`", word.value), guess);
    };
    let sendable = |report: &mut Report<'_>, word: &ast::Word| match find(&word.value) {
        None => unknown(report, word),
        Some(row) if row.send.is_none() => {
            let help = format!("say `send = \"query NAME\"` at `[credential.{}]`", row.name);
            report.help(word.span, format!("no call carries the credential `{}`", row.name), help);
        }
        Some(_) => {}
    };
    if let Some(auth) = &from.auth
        && auth.value != "none"
    {
        sendable(report, auth);
    }
    for row in &from.credentials {
        if let Some(uses) = &row.uses {
            sendable(report, uses);
            if has_cycle(&row.model, &product.credentials) {
                report.error(uses.span, format!("the credential `{}` uses itself", row.key.value));
            }
        }
        for word in &row.saves {
            if find(&word.value).is_none() {
                unknown(report, word);
            }
        }
        for word in &row.variables {
            let name = word.value.as_str();
            if !VARIABLES.contains(&name)
                && find(name).is_none()
                && !row.model.per.iter().any(|per| per == name)
            {
                let all = VARIABLES
                    .iter()
                    .copied()
                    .chain(known())
                    .chain(row.model.per.iter().map(String::as_str));
                let guess = nearest(name, all).map(|guess| format!("${guess}"));
                report.guess(word.span, format!("unknown variable `${name}`"), guess);
            }
        }
    }
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
