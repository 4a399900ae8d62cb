//! Checks a request against its endpoint's description: everything that is described and required
//! is there, in its place and form, and nothing else is.
//!
//! Strict on purpose: WeChat forgives more than this, but not everywhere and not always. Here is
//! the walk over the places (path, query, headers, body); [`value`] checks JSON, [`text`] what
//! travels as text. Whether a credential is still good is the state's business.

mod text;
mod value;

use std::fmt;

use serde_json::{Map, Value};
use wechat_spec::model::{
    Body, Const, ConstField, Endpoint, Field, Form, Place, Record, Response, Send, Type,
};

use crate::request::{Payload, Request};
use crate::schema::{Entry, FileId, Schema};

/// Something in a request that its endpoint's description does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// WeChat's return code that says it best.
    pub(crate) code: i64,
    /// Where: `body.touser`, `query.openid`.
    pub(crate) at: String,
    /// What is wrong, never with a value that may be a secret.
    pub(crate) what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.at.is_empty() {
            f.write_str(&self.what)
        } else {
            write!(f, "{}: {}", self.at, self.what)
        }
    }
}

/// Collects what is wrong while it walks.
pub(crate) struct Checker<'a> {
    schema: &'a Schema,
    /// `body.items[0]`: where the walk stands.
    at: String,
    /// Deeper than this nobody's data goes; guards the stack.
    depth: usize,
    findings: Vec<Finding>,
    /// Unknown keys are fine (answers carry an envelope and more than is described).
    lenient: bool,
    /// XML: every leaf is text, and a list of one is just the one.
    text_leaves: bool,
    /// The names a request knows and where each belongs, to tell a wrong place from a wrong name.
    places: Vec<(&'a str, Place)>,
}

/// Checks a whole request.
pub(crate) fn request(
    schema: &Schema,
    entry: &Entry,
    params: &[(String, String)],
    request: &Request,
    payload: &Payload,
) -> Vec<Finding> {
    let record = entry.endpoint.request.as_ref().and_then(|name| schema.record(entry.file, name));
    let empty = Record::default();
    let (file, record) = record.unwrap_or((entry.file, &empty));
    let mut checker = Checker::new(schema, false);
    let consts = entry.endpoint.consts.iter().map(|it| (it.wire.as_str(), it.place));
    checker.places =
        record.fields.iter().map(|it| (it.wire.as_str(), it.place)).chain(consts).collect();
    checker.path(file, record, &entry.endpoint.consts, params);
    checker.query(file, record, entry, request);
    checker.headers(file, record, &entry.endpoint, request);
    checker.body(file, record, entry, payload);
    checker.findings
}

/// Checks an answer's record: described fields only, further ones are let be.
pub(crate) fn answer(schema: &Schema, entry: &Entry, body: &Value) -> Vec<Finding> {
    let mut checker = Checker::new(schema, true);
    let (Response::Json(name) | Response::BinaryOrJson(name)) = &entry.endpoint.response else {
        return Vec::new();
    };
    if let Some((file, record)) = schema.record(entry.file, name) {
        "answer".clone_into(&mut checker.at);
        checker.record(file, record, body);
    }
    checker.findings
}

impl<'a> Checker<'a> {
    fn new(schema: &'a Schema, lenient: bool) -> Self {
        Checker {
            schema,
            at: String::new(),
            depth: 0,
            findings: Vec::new(),
            lenient,
            text_leaves: false,
            places: Vec::new(),
        }
    }

    fn find(&mut self, code: i64, what: impl Into<String>) {
        // A hostile body must not make a report of millions of lines.
        if self.findings.len() < 64 {
            self.findings.push(Finding { code, at: self.at.clone(), what: what.into() });
        }
    }

    /// Does something one step further down: `.name` or `[0]`.
    fn within(&mut self, step: &str, act: impl FnOnce(&mut Self)) {
        let length = self.at.len();
        self.at.push_str(step);
        self.depth += 1;
        if self.depth > 96 {
            self.find(47001, "nested too deep");
        } else {
            act(self);
        }
        self.depth -= 1;
        self.at.truncate(length);
    }

    fn field(&mut self, name: &str, act: impl FnOnce(&mut Self)) {
        self.within(&format!(".{name}"), act);
    }

    fn path(
        &mut self,
        file: FileId,
        record: &Record,
        consts: &[ConstField],
        params: &[(String, String)],
    ) {
        "path".clone_into(&mut self.at);
        for constant in consts.iter().filter(|it| it.place == Place::Path) {
            if let Some((_, value)) = params.iter().find(|(name, _)| *name == constant.wire) {
                let value = Value::String(value.clone());
                self.field(&constant.wire, |checker| checker.constant(constant, &value));
            }
        }
        for field in record.fields.iter().filter(|field| field.place == Place::Path) {
            if let Some((_, value)) = params.iter().find(|(name, _)| *name == field.wire) {
                self.field(&field.wire, |checker| checker.text(file, &field.ty, field.form, value));
            }
        }
    }

    fn query(&mut self, file: FileId, record: &Record, entry: &Entry, request: &Request) {
        "query".clone_into(&mut self.at);
        let consts: Vec<_> =
            entry.endpoint.consts.iter().filter(|it| it.place == Place::Query).collect();
        let credential = match entry.credential.as_ref().and_then(|it| it.send.as_ref()) {
            Some(Send::Query(name)) => Some(name.as_str()),
            _ => None,
        };
        let fields: Vec<_> =
            record.fields.iter().filter(|field| field.place == Place::Query).collect();
        // Signatures are looked at elsewhere.
        let signs: Vec<_> = entry.endpoint.sign.iter().map(|sign| sign.param()).collect();
        let of_others = |(name, _): &&(String, String)| !signs.contains(&name.as_str());
        let pairs: Vec<_> = request.query.iter().filter(of_others).cloned().collect();
        self.pairs(file, &fields, &consts, credential, &pairs);
    }

    /// A query or a form: pairs of text.
    fn pairs(
        &mut self,
        file: FileId,
        fields: &[&Field],
        consts: &[&ConstField],
        credential: Option<&str>,
        pairs: &[(String, String)],
    ) {
        for (index, (name, value)) in pairs.iter().enumerate() {
            if pairs[..index].iter().any(|(earlier, _)| earlier == name) {
                self.field(name, |checker| checker.find(40097, "stands twice"));
            } else if let Some(constant) = consts.iter().find(|it| it.wire == *name) {
                self.field(name, |checker| {
                    checker.constant(constant, &Value::String(value.clone()))
                });
            } else if let Some(field) = fields.iter().find(|field| field.wire == *name) {
                self.field(name, |checker| checker.text(file, &field.ty, field.form, value));
            } else if credential != Some(name)
                && !fields.iter().any(|field| field.form == Some(Form::Rest))
            {
                let known = fields.iter().map(|field| field.wire.as_str());
                self.unknown(name, known.chain(credential));
            }
        }
        let there = |name: &str| pairs.iter().any(|(key, _)| key == name);
        for field in fields {
            if !field.optional && !there(&field.wire) && field.form != Some(Form::Rest) {
                self.missing(&field.wire);
            }
        }
        for constant in consts {
            if !there(&constant.wire) && !may_be_absent(constant) {
                self.missing(&constant.wire);
            }
        }
    }

    fn headers(&mut self, file: FileId, record: &Record, endpoint: &Endpoint, request: &Request) {
        "header".clone_into(&mut self.at);
        for field in record.fields.iter().filter(|field| field.place == Place::Header) {
            match request.header(&field.wire) {
                Some(value) => self
                    .field(&field.wire, |checker| checker.text(file, &field.ty, field.form, value)),
                None if field.optional => {}
                None => self.missing(&field.wire),
            }
        }
        for constant in endpoint.consts.iter().filter(|it| it.place == Place::Header) {
            match request.header(&constant.wire) {
                Some(value) => {
                    self.field(&constant.wire, |checker| {
                        checker.constant(constant, &Value::String(value.to_owned()))
                    });
                }
                None => self.missing(&constant.wire),
            }
        }
    }

    fn body(&mut self, file: FileId, record: &Record, entry: &Entry, payload: &Payload) {
        "body".clone_into(&mut self.at);
        let fields: Vec<_> =
            record.fields.iter().filter(|field| field.place == Place::Body).collect();
        let consts: Vec<_> =
            entry.endpoint.consts.iter().filter(|it| it.place == Place::Body).collect();
        let credential = match entry.credential.as_ref().and_then(|it| it.send.as_ref()) {
            Some(Send::Body(name)) => Some(name.as_str()),
            _ => None,
        };
        self.text_leaves = matches!(payload, Payload::Xml(_));
        match payload {
            Payload::Json(Value::Object(map)) | Payload::Xml(Value::Object(map)) => {
                self.whole(file, &fields, &consts, credential, map);
            }
            Payload::Json(_) | Payload::Xml(_) => self.find(47001, "must be an object"),
            Payload::Form(pairs) => self.pairs(file, &fields, &consts, credential, pairs),
            Payload::Parts(parts) => self.parts(file, &fields, &consts, parts),
            Payload::Text(text) if text.is_empty() => self.find(44002, "is empty"),
            Payload::Raw(bytes) if bytes.is_empty() => self.find(44002, "is empty"),
            Payload::None if entry.endpoint.body == Body::None => {}
            Payload::Text(_) | Payload::Raw(_) | Payload::None => {}
        }
    }

    /// The fields of a request's body, with the constants beside them.
    fn whole(
        &mut self,
        file: FileId,
        fields: &[&Field],
        consts: &[&ConstField],
        credential: Option<&str>,
        map: &Map<String, Value>,
    ) {
        let mut used: Vec<String> = credential.map(str::to_owned).into_iter().collect();
        let mut rest = None;
        self.fields(file, fields.iter().copied(), map, &mut used, &mut rest);
        self.constants(consts.iter().copied(), map, &mut used);
        self.leftovers(map, &used, rest);
    }

    fn parts(
        &mut self,
        file: FileId,
        fields: &[&Field],
        consts: &[&ConstField],
        parts: &[crate::multipart::Part],
    ) {
        for part in parts {
            let text = || std::str::from_utf8(&part.body);
            let Some(field) = fields.iter().find(|field| field.wire == part.name) else {
                match consts.iter().find(|it| it.wire == part.name) {
                    Some(constant) => {
                        let value = Value::String(text().unwrap_or_default().to_owned());
                        self.field(&part.name, |checker| checker.constant(constant, &value));
                    }
                    None => {
                        self.unknown(&part.name, fields.iter().map(|field| field.wire.as_str()))
                    }
                }
                continue;
            };
            self.field(&part.name, |checker| match (&field.ty, text()) {
                (Type::File, _) if part.filename.is_none() => {
                    checker.find(41005, "a file part needs a plain filename=\"…\" (WeChat does not read filename*=)");
                }
                (Type::File, _) if part.body.is_empty() => checker.find(44001, "the file is empty"),
                (Type::File, _) => {}
                (_, Ok(text)) => checker.text(file, &field.ty, field.form, text),
                (_, Err(_)) => checker.find(47001, "is not UTF-8"),
            });
        }
        let position =
            |part: &crate::multipart::Part| fields.iter().position(|field| field.wire == part.name);
        if !parts.iter().filter_map(position).is_sorted() {
            // WeChat Pay reads the description before the file, and in no other order.
            self.find(40097, "the parts do not stand in the order of the description");
        }
        let there = |name: &str| parts.iter().any(|part| part.name == name);
        for field in fields {
            if !field.optional && !there(&field.wire) {
                self.missing_as(
                    &field.wire,
                    if field.ty == Type::File { 41005 } else { missing_code(&field.wire) },
                );
            }
        }
        for constant in consts {
            if !there(&constant.wire) {
                self.missing(&constant.wire);
            }
        }
    }

    fn missing(&mut self, name: &str) {
        self.missing_as(name, missing_code(name));
    }

    fn missing_as(&mut self, name: &str, code: i64) {
        self.field(name, |checker| checker.find(code, "missing"));
    }

    fn unknown<'n>(&mut self, name: &str, known: impl Iterator<Item = &'n str>) {
        if self.lenient {
            return;
        }
        let elsewhere =
            self.places.iter().find(|(its, place)| *its == name && place_name(*place) != self.at);
        // Only the top of a place can be mixed up with another place.
        let elsewhere = elsewhere.filter(|_| !self.at.contains(['.', '[']));
        let what = match (elsewhere, crate::near::nearest(name, known)) {
            (Some((_, place)), _) => format!("belongs in the {}", place_name(*place)),
            (None, Some(near)) => format!("unknown field; did you mean `{near}`?"),
            (None, None) => "unknown field".to_owned(),
        };
        self.field(name, |checker| checker.find(40097, what));
    }

    fn constant(&mut self, constant: &ConstField, value: &Value) {
        let text = value.as_str();
        let right = match &constant.value {
            Const::Text(wanted) => text == Some(wanted),
            Const::Int(wanted) => {
                value.as_i64() == Some(*wanted) || text.is_some_and(|it| it == wanted.to_string())
            }
            Const::Float(wanted) => {
                value.as_f64() == Some(*wanted) || text.is_some_and(|it| it == wanted.to_string())
            }
            Const::Bool(wanted) => {
                value.as_bool() == Some(*wanted) || text.is_some_and(|it| it == wanted.to_string())
            }
            Const::Variable(name) => variable(name, value),
        };
        if right {
            return;
        }
        let code = if constant.wire == "grant_type" { 40002 } else { 40097 };
        match &constant.value {
            Const::Text(wanted) => self.find(code, format!("must be {wanted:?}")),
            Const::Int(wanted) => self.find(code, format!("must be {wanted}")),
            Const::Float(wanted) => self.find(code, format!("must be {wanted}")),
            Const::Bool(wanted) => self.find(code, format!("must be {wanted}")),
            Const::Variable(name) => {
                let code = if value.as_str() == Some("") { missing_code(name) } else { 40097 };
                self.find(code, format!("is not what `${name}` is"));
            }
        }
    }
}

/// How a place is called where findings name it.
fn place_name(place: Place) -> &'static str {
    match place {
        Place::Body => "body",
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
    }
}

/// Whether a value may be what a `$variable` stands for.
fn variable(name: &str, value: &Value) -> bool {
    match name {
        "force" => {
            value.is_boolean() || value.as_str().is_some_and(|it| it == "true" || it == "false")
        }
        "now" => value.is_u64() || value.as_str().is_some_and(|it| it.parse::<u64>().is_ok()),
        "agent_id" => value.is_i64() || value.as_str().is_some_and(|it| !it.is_empty()),
        "env_version" => matches!(value.as_str(), Some("release" | "trial" | "develop")),
        // An appid, a secret, another credential, a part of a key.
        _ => value.as_str().is_some_and(|text| !text.is_empty()),
    }
}

/// A call that does not force may leave the word out.
fn may_be_absent(constant: &ConstField) -> bool {
    matches!(&constant.value, Const::Variable(name) if name == "force" || name == "env_version")
}

/// WeChat's code for a missing parameter of that name.
fn missing_code(name: &str) -> i64 {
    match name {
        "access_token" => 41001,
        "appid" => 41002,
        "refresh_token" => 41003,
        "secret" | "appsecret" => 41004,
        "media_id" => 41006,
        "code" | "js_code" => 41008,
        "openid" | "touser" => 41009,
        _ => 40097,
    }
}
