//! Endpoints: an operation as a constant, and a method of the group's handle.

use std::fmt::Write as _;

use wechat_spec::model::{
    Auth, Body, CallSign, CodeValue, Const, ConstField, Endpoint, Envelope, Group, Method, Place,
    Record, Response, Rule,
};

use super::Paths;
use super::docs::{doc, escape};
use super::rust::{ident, literal, named};

/// How code outside calls an endpoint's method, for those who write such code by program. Types of the
/// group's own file stand without a module.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The trait that gives the handle: `LoginGroup`.
    pub group: String,
    /// Its method, which gives the handle: `login`.
    pub handle: String,
    /// The handle's method: `code2session`.
    pub method: String,
    /// The record that it takes; `None` when it takes nothing.
    pub request: Option<String>,
    /// What awaiting it gives.
    pub answer: String,
}

/// How an endpoint's method is called.
pub fn signature(endpoint: &Endpoint, group: &Group, paths: &Paths) -> Signature {
    let request = endpoint.request.as_ref().filter(|request| !takes_nothing(request, group));
    Signature {
        group: super::group::trait_name(group),
        handle: ident(&group.name),
        method: ident(&endpoint.name),
        request: request.map(|request| named(request, paths)),
        answer: match &endpoint.response {
            Response::Empty => "()".to_owned(),
            Response::Json(name) | Response::Xml(name) | Response::BinaryOrJson(name) => {
                named(name, paths)
            }
            Response::Binary => "rt::Binary".to_owned(),
            Response::Text => "String".to_owned(),
        },
    }
}

/// Writes the method of an endpoint.
pub(super) fn endpoint(out: &mut String, endpoint: &Endpoint, group: &Group, paths: &Paths) {
    let link = match &endpoint.see {
        Some(see) => format!("`{}` · [official page]({see})", call(endpoint)),
        None => format!("`{}`", call(endpoint)),
    };
    let feature = match &paths.feature {
        Some(feature) => format!("*Feature `{feature}`.*"),
        None => String::new(),
    };
    doc(out, &[&title(endpoint), &escape(&endpoint.doc), signed(endpoint), &link, &feature]);
    let _ = writeln!(out, "#[doc(alias = {})]", literal(&endpoint.path));
    if let Some(why) = &endpoint.deprecated {
        let _ = writeln!(out, "#[deprecated = {}]", literal(why));
    }
    let Signature { method: name, request, answer, .. } = signature(endpoint, group, paths);
    let (argument, view) = match request {
        None => (String::new(), "None"),
        Some(request) => {
            (format!(", request: impl Into<{request}>"), "Some(rt::View::of(&request.into()))")
        }
    };
    let _ = writeln!(
        out,
        "pub fn {name}(&self{argument}) -> rt::Call<{answer}> {{\n\
         const OP: rt::Op = rt::Op {{ {} }};\n\
         rt::Call::new(self.client, &OP, {view})\n}}\n",
        op(endpoint, group)
    );
}

fn takes_nothing(request: &wechat_spec::model::TypeRef, group: &Group) -> bool {
    let own = |record: &&Record| record.name == request.name;
    group.records.iter().find(own).is_some_and(|record| record.fields.is_empty())
}

fn title(endpoint: &Endpoint) -> String {
    if endpoint.title.is_empty() { String::new() } else { escape(&endpoint.title) }
}

fn call(endpoint: &Endpoint) -> String {
    let host = endpoint.host.as_deref().unwrap_or("");
    format!("{} {host}{}", endpoint.method.word(), endpoint.path)
}

/// `Get`, …
pub(super) fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "Get",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Patch => "Patch",
        Method::Delete => "Delete",
    }
}

fn op(endpoint: &Endpoint, group: &Group) -> String {
    let mut op = format!(
        "name: \"{}.{}\", method: rt::Method::{}, path: {}, ",
        group.name,
        endpoint.name,
        method(endpoint.method),
        literal(&endpoint.path)
    );
    if let Some(host) = &endpoint.host {
        let _ = write!(op, "host: Some({}), ", literal(host));
    }
    match &endpoint.auth {
        Auth::Product => {}
        Auth::None => op.push_str("auth: rt::Auth::None, "),
        Auth::Named(name) => {
            let _ = write!(op, "auth: rt::Auth::Named({}), ", literal(name));
        }
    }
    if !endpoint.sign.is_empty() {
        let signs: Vec<&str> = endpoint.sign.iter().map(|sign| call_sign(*sign)).collect();
        let _ = write!(op, "sign: &[{}], ", signs.join(", "));
    }
    let body = match endpoint.body {
        Body::None => "",
        Body::Json => "Json",
        Body::Xml => "Xml",
        Body::Form => "Form",
        Body::Multipart => "Multipart",
        Body::JsonOrMultipart => "JsonOrMultipart",
        Body::Raw => "Raw",
        Body::Text => "Text",
        Body::EncryptedJson => "EncryptedJson",
        Body::EncryptedXml => "EncryptedXml",
    };
    if !body.is_empty() {
        let _ = write!(op, "body: rt::Body::{body}, ");
    }
    let consts: Vec<String> =
        endpoint.consts.iter().map(constant).chain(defaults(endpoint, group)).collect();
    if !consts.is_empty() {
        let _ = write!(op, "consts: &[{}], ", consts.join(", "));
    }
    if let Some(envelope) = &endpoint.envelope {
        let _ = write!(op, "envelope: Some(&{}), ", self::envelope(envelope));
    }
    if !endpoint.ok.is_empty() {
        let rules: Vec<String> = endpoint.ok.iter().map(rule).collect();
        let _ = write!(op, "rules: &[{}], ", rules.join(", "));
    }
    if endpoint.idempotent {
        op.push_str("idempotent: true, ");
    }
    let reply = match endpoint.response {
        Response::Empty | Response::Json(_) if endpoint.body == Body::EncryptedJson => {
            "EncryptedJson"
        }
        Response::Empty | Response::Json(_) => "",
        Response::Xml(_) => "Xml",
        Response::Binary => "Binary",
        Response::BinaryOrJson(_) => "BinaryOrJson",
        Response::Text => "Text",
    };
    if !reply.is_empty() {
        let _ = write!(op, "reply: rt::Reply::{reply}, ");
    }
    op.push_str("..rt::Op::NEW");
    op
}

fn call_sign(sign: CallSign) -> &'static str {
    match sign {
        CallSign::Pay => "rt::CallSign::Pay",
        CallSign::Session => "rt::CallSign::Session",
    }
}

/// What a caller must give for a call that is signed.
fn signed(endpoint: &Endpoint) -> &'static str {
    match (endpoint.sign.contains(&CallSign::Pay), endpoint.sign.contains(&CallSign::Session)) {
        (true, true) => {
            "*Signed with the app's `pay_key`, or `.pay_key(…)`, and the user's `.session_key(…)`.*"
        }
        (true, false) => "*Signed with the app's `pay_key`, or `.pay_key(…)`.*",
        (false, true) => "*Signed with the user's `.session_key(…)`.*",
        (false, false) => "",
    }
}

/// Defaults of the request's fields: constants that give way to a field of the same name.
fn defaults(endpoint: &Endpoint, group: &Group) -> impl Iterator<Item = String> {
    let own = |record: &&Record| {
        endpoint.request.as_ref().is_some_and(|request| request.name == record.name)
    };
    group.records.iter().find(own).into_iter().flat_map(|record| &record.fields).filter_map(
        |field| {
            let value = field.default.clone()?;
            Some(constant(&ConstField { wire: field.wire.clone(), place: field.place, value }))
        },
    )
}

/// `rt::Const { … }`
pub(super) fn constant(field: &ConstField) -> String {
    let place = match field.place {
        Place::Body => "Body",
        Place::Path => "Path",
        Place::Query => "Query",
        Place::Header => "Header",
    };
    format!(
        "rt::Const {{ name: {}, place: rt::Place::{place}, value: {} }}",
        literal(&field.wire),
        value(&field.value)
    )
}

/// `rt::OpValue::…`
pub(super) fn value(value: &Const) -> String {
    match value {
        Const::Text(text) => format!("rt::OpValue::Text({})", literal(text)),
        Const::Int(number) => format!("rt::OpValue::Int({number})"),
        Const::Float(number) => format!("rt::OpValue::Float({number:?})"),
        Const::Bool(value) => format!("rt::OpValue::Bool({value})"),
        Const::Variable(name) => format!("rt::OpValue::Variable({})", literal(name)),
    }
}

/// `rt::Envelope { … }`
pub(super) fn envelope(envelope: &Envelope) -> String {
    let ok: Vec<String> = envelope.ok.iter().map(code).collect();
    format!(
        "rt::Envelope {{ code: {}, message: {}, ok: &[{}] }}",
        literal(&envelope.code),
        literal(&envelope.message),
        ok.join(", ")
    )
}

/// `rt::Code::…`
pub(super) fn code(code: &CodeValue) -> String {
    match code {
        CodeValue::Number(number) => format!("rt::Code::Number({number})"),
        CodeValue::Word(word) => format!("rt::Code::Word({})", literal(word)),
    }
}

fn rule(rule: &Rule) -> String {
    match rule {
        Rule::NonEmptyBody => "rt::Rule::NonEmptyBody".to_owned(),
        Rule::Is(path, codes) => {
            let codes: Vec<String> = codes.iter().map(code).collect();
            format!("rt::Rule::Is({}, &[{}])", literal(path), codes.join(", "))
        }
    }
}
