//! Endpoints: the credential they carry, what comes back.

use crate::ast::{self, Shape};
use crate::diagnostic::Report;
use crate::model::{Auth, Body, Endpoint, Field, Home, Method, Place, Response, Type, TypeRef};
use crate::names::is_snake;
use crate::resolve::scope::response_name;
use crate::resolve::{Around, Drafts, Scope, record, request};

pub(crate) fn endpoint(
    from: &ast::Endpoint,
    scope: &Scope<'_>,
    around: &Around<'_>,
    drafts: &mut Drafts,
    report: &mut Report<'_>,
) -> Endpoint {
    let call = from.call.clone().unwrap_or_default();
    let mut endpoint = Endpoint {
        name: from.key.value.clone(),
        title: from.title.clone(),
        doc: from.doc.clone(),
        see: from.see.clone(),
        deprecated: from.deprecated.clone(),
        method: call.method,
        path: if call.path.is_empty() { "/".to_owned() } else { call.path.clone() },
        host: from.host.clone(),
        auth: auth(from, around, report),
        sign: from.sign.as_ref().map(|sign| sign.value.clone()).unwrap_or_default(),
        envelope: from.envelope.clone(),
        ok: from.ok.clone(),
        idempotent: from.idempotent.unwrap_or(from.call.is_some() && call.method == Method::Get),
        ..Endpoint::default()
    };
    request::request(from, &mut endpoint, scope, drafts, report);
    check_sign(from, &endpoint, drafts, report);
    endpoint.response = response(from, endpoint.body, scope, drafts, report);
    endpoint
}

/// What is signed must be there as bytes, and what the client makes is no field.
fn check_sign(
    from: &ast::Endpoint,
    endpoint: &Endpoint,
    drafts: &mut Drafts,
    report: &mut Report<'_>,
) {
    let Some(sign) = from.sign.as_ref().filter(|sign| !sign.value.is_empty()) else {
        return;
    };
    let upload = matches!(endpoint.body, Body::Multipart | Body::JsonOrMultipart | Body::Raw);
    if upload {
        let what = format!("an upload cannot be signed, and `{}` is one", endpoint.name);
        report.help(sign.span, what, "say `sign = \"none\"` at this endpoint");
    }
    let request = endpoint.request.as_ref().filter(|name| name.home == Home::Group);
    let draft = request.and_then(|name| drafts.get(&name.name));
    let fields = draft.into_iter().flat_map(|draft| &draft.record.fields);
    let own = fields.map(|field| (field.wire.as_str(), field.place));
    let consts = endpoint.consts.iter().map(|it| (it.wire.as_str(), it.place));
    let in_query: Vec<&str> = own
        .chain(consts)
        .filter(|(_, place)| *place == Place::Query)
        .map(|(wire, _)| wire)
        .collect();
    for param in sign.value.iter().map(|sign| sign.param()) {
        if in_query.contains(&param) {
            let what = format!("the client makes `{param}` of `{}`", endpoint.name);
            report.help(sign.span, what, format!("remove the field `{param}`"));
        }
    }
}

fn auth(from: &ast::Endpoint, around: &Around<'_>, report: &mut Report<'_>) -> Auth {
    let Some(word) = &from.auth else {
        return Auth::Product;
    };
    if word.value == "none" {
        return Auth::None;
    }
    let Some(product) = around.product else {
        if !is_snake(&word.value) {
            report.help(
                word.span,
                format!("no credential can be named `{}`", word.value),
                "names are snake_case; `none` for none",
            );
        }
        return Auth::Named(word.value.clone());
    };
    match product.credentials.iter().find(|row| row.name == word.value) {
        None => {
            let known = product.credentials.iter().map(|row| row.name.as_str()).chain(["none"]);
            let message = format!("the product has no credential `{}`", word.value);
            report.unknown(word.span, message, &word.value, known);
            return Auth::Product;
        }
        Some(row) if row.send.is_none() => {
            let help = format!("say `send = \"query NAME\"` at `[credential.{}]`", row.name);
            report.help(word.span, format!("no call carries the credential `{}`", row.name), help);
        }
        Some(_) => {}
    }
    Auth::Named(word.value.clone())
}

fn response(
    from: &ast::Endpoint,
    body: Body,
    scope: &Scope<'_>,
    drafts: &mut Drafts,
    report: &mut Report<'_>,
) -> Response {
    let wrap = |name: TypeRef, file: bool| match (file, body) {
        (true, _) => Response::BinaryOrJson(name),
        (false, Body::Xml) => Response::Xml(name),
        (false, _) => Response::Json(name),
    };
    match &from.response {
        Shape::Absent => Response::Empty,
        Shape::Wrong => {
            drafts.incomplete = true;
            Response::Empty
        }
        Shape::Binary => Response::Binary,
        Shape::Text => Response::Text,
        Shape::Inline(fields) => {
            let draft = record::draft(fields, response_name(from), scope, report);
            if draft.record.fields.is_empty() && !draft.incomplete {
                return Response::Empty;
            }
            if !scope.owns(&draft.name) {
                drafts.incomplete = true;
                return Response::Empty;
            }
            let name = TypeRef { name: draft.record.name.clone(), ..TypeRef::default() };
            let file = has_file(&draft.record.fields);
            drafts.add(draft);
            wrap(name, file)
        }
        Shape::Named(word) => match scope.record(word, "a response", report) {
            Some(name) => {
                let own = drafts
                    .get(&name.name)
                    .filter(|_| name.home == Home::Group)
                    .map(|draft| &draft.record);
                let file = own
                    .or_else(|| scope.shared_record(&name))
                    .is_some_and(|record| has_file(&record.fields));
                wrap(name, file)
            }
            None => {
                drafts.incomplete = true;
                Response::Empty
            }
        },
    }
}

fn has_file(fields: &[Field]) -> bool {
    fields.iter().any(|field| field.ty == Type::File)
}
