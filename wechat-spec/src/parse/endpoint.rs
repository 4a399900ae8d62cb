//! `[endpoint.…]`

use crate::ast::{At, Endpoint, Shape, Usual, Word};
use crate::diagnostic::Report;
use crate::model::{CallSign, CodeValue, Envelope, Rule};
use crate::names::is_camel;
use crate::parse::field::record;
use crate::parse::group::check_type_name;
use crate::parse::{Keys, syntax, table, text, unknown_word, unknown_word_or, wrong_type};
use crate::toml::Table;
use crate::toml::{Kind, Node};
use crate::vocabulary::{BODIES, CALL_SIGNS, ENDPOINT, ENVELOPE, RESPONSES};

pub(crate) fn endpoint(report: &mut Report<'_>, key: Word, table: &Table<'_>) -> Endpoint {
    let keys = Keys::new(report, table, "an endpoint", ENDPOINT);
    let call = match keys.get("call") {
        Some(node) => text(report, node, "call").and_then(|word| syntax::call(report, &word)),
        None => {
            let help = "say `call = \"POST /path\"`".to_owned();
            report.missing(
                key.span,
                format!("the endpoint `{}` has no `call`", key.value),
                Some(help),
            );
            None
        }
    };
    let name = keys.word(report, "name").filter(|name| check_type_name(report, "request", name));
    Endpoint {
        name,
        title: keys.title(report, "title"),
        doc: keys.doc(report, "doc"),
        see: keys.link(report, "see"),
        deprecated: keys.word(report, "deprecated").map(|word| word.value),
        host: keys.word(report, "host").and_then(|word| syntax::host(report, word)),
        auth: keys.word(report, "auth"),
        sign: sign(report, &keys),
        request: shape(report, &keys, "request"),
        body: keys.choice(report, "body", BODIES),
        response: shape(report, &keys, "response"),
        envelope: keys.get("envelope").and_then(|node| envelope_or_none(report, node)),
        ok: rules(report, &keys),
        idempotent: keys.flag(report, "idempotent"),
        call,
        key,
    }
}

impl Endpoint {
    /// With what its group says of all its calls, where it says nothing itself.
    pub(crate) fn or_usual(mut self, usual: &Usual) -> Endpoint {
        self.host = self.host.or_else(|| usual.host.clone());
        self.auth = self.auth.or_else(|| usual.auth.clone());
        self.sign = self.sign.or_else(|| usual.sign.clone());
        self.envelope = self.envelope.or_else(|| usual.envelope.clone());
        self
    }
}

/// `sign = "pay"` or a list of words; none for `"none"`.
pub(crate) fn sign(report: &mut Report<'_>, keys: &Keys<'_, '_>) -> Option<At<Vec<CallSign>>> {
    let node = keys.get("sign")?;
    let nodes = match &node.kind {
        Kind::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(node),
    };
    if nodes.is_empty() {
        report.help(node.span, "`sign` is empty", "say `sign = \"none\"`, or nothing");
    }
    let mut signs = Vec::new();
    for node in nodes {
        let Some(word) = text(report, node, "sign") else { continue };
        match CALL_SIGNS.iter().find(|(name, _)| *name == word.value) {
            Some((_, Some(sign))) if !signs.contains(sign) => signs.push(*sign),
            Some((_, None)) if nodes.len() == 1 => {}
            Some(_) => {
                let what = format!("`{}` does not belong in this list", word.value);
                report.help(word.span, what, "each word stands once, and `none` alone");
            }
            None => {
                let known = CALL_SIGNS.iter().map(|(name, _)| *name);
                unknown_word(report, &word, "`sign`", known);
            }
        }
    }
    Some(At { value: signs, span: node.span })
}

/// `request = { … }`, `response = "Name"`, …
fn shape(report: &mut Report<'_>, keys: &Keys<'_, '_>, key: &str) -> Shape {
    let Some(node) = keys.get(key) else {
        return Shape::Absent;
    };
    match &node.kind {
        Kind::Table(fields) => Shape::Inline(record(report, Word::default(), fields)),
        Kind::Text(word) => match word.as_ref() {
            "binary" if key == "response" => Shape::Binary,
            "text" if key == "response" => Shape::Text,
            name if is_camel(name) => {
                Shape::Named(Word { value: name.to_owned(), span: node.span })
            }
            other => {
                let word = Word { value: other.to_owned(), span: node.span };
                if key == "response" {
                    unknown_word_or(
                        report,
                        &word,
                        "`response`",
                        RESPONSES.iter().copied(),
                        ", a record's name or a table of fields",
                    );
                } else {
                    let help = "it is a record's name or a table of fields";
                    report.help(word.span, format!("`request` cannot be `{other}`"), help);
                }
                Shape::Wrong
            }
        },
        _ => {
            wrong_type(report, node, key, "a table of fields or a record's name");
            Shape::Wrong
        }
    }
}

/// `envelope = { code = "errcode", message = "errmsg", ok = [0] }`
pub(crate) fn envelope(report: &mut Report<'_>, node: &Node<'_>) -> Option<Envelope> {
    let table = table(report, node, "envelope")?;
    let keys = Keys::new(report, table, "an envelope", ENVELOPE);
    let code = keys.word(report, "code");
    let message = keys.word(report, "message");
    for word in code.iter().chain(&message) {
        if !syntax::is_dotted(&word.value) {
            report.help(
                word.span,
                format!("not the name of a field: `{}`", word.value),
                "a field within a field is written `base_resp.ret`",
            );
        }
    }
    if keys.get("code").is_none() {
        report.missing(
            node.span,
            "the envelope has no `code`",
            Some("name the field that holds the return code".to_owned()),
        );
    }
    let ok = match keys.get("ok").map(|node| (node, &node.kind)) {
        None => vec![CodeValue::Number(0)],
        Some((node, Kind::List(codes))) => {
            if codes.is_empty() {
                report.error(node.span, "`ok` is empty: no answer could be a success");
            }
            codes.iter().filter_map(|node| syntax::code_value(report, node, "ok")).collect()
        }
        Some((node, _)) => {
            wrong_type(report, node, "ok", "a list of return codes");
            return None;
        }
    };
    Some(Envelope {
        code: code?.value,
        message: message.map(|word| word.value).unwrap_or_default(),
        ok,
    })
}

pub(crate) fn envelope_or_none(report: &mut Report<'_>, node: &Node<'_>) -> Option<Envelope> {
    match &node.kind {
        Kind::Text(word) if word == "none" => Some(Envelope::default()),
        Kind::Text(_) => {
            wrong_type(report, node, "envelope", "`\"none\"` or a table");
            None
        }
        _ => envelope(report, node),
    }
}

/// `ok = "ret == 0"` or a list of rules.
fn rules(report: &mut Report<'_>, keys: &Keys<'_, '_>) -> Vec<Rule> {
    let Some(node) = keys.get("ok") else {
        return Vec::new();
    };
    let nodes = match &node.kind {
        Kind::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let mut rules = Vec::new();
    for node in nodes {
        if let Some(word) = text(report, node, "ok") {
            rules.extend(syntax::rule(report, &word));
        }
    }
    rules
}
