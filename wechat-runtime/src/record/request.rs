//! Record + operation → path, query, headers and body of a request, before any credential.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde_core::ser::{Serialize, SerializeMap as _, Serializer};

use super::shape::Shape;
use super::slot::{Seen, View};
use super::text::text;
use super::write::{Written, write_fields};
use crate::file::File;
use crate::op::{self, Body, Op, Place};
use crate::value::Secret;

/// A request, encoded but for its credential. Its path, query and body may hold secrets: they do not
/// print.
pub struct Encoded {
    /// Path with its parameters filled in and escaped.
    pub path: Cow<'static, str>,
    /// Query, not yet escaped.
    pub query: Vec<(Cow<'static, str>, String)>,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: EncodedBody,
}

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.query.iter().map(|(name, _)| name);
        f.debug_struct("Encoded").field("query", &names.collect::<Vec<_>>()).finish_non_exhaustive()
    }
}

/// The body of a request.
#[derive(Debug)]
pub enum EncodedBody {
    /// None.
    None,
    /// Bytes of a type.
    Bytes {
        /// `Content-Type`
        content_type: &'static str,
        /// The body.
        data: Bytes,
    },
    /// `multipart/form-data`
    Multipart(Vec<Part>),
    /// The file is the body.
    File(File),
}

/// A part of a multipart body.
#[derive(Debug)]
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub content: PartContent,
}

/// What is in a part.
#[derive(Debug)]
pub enum PartContent {
    /// A text.
    Text(String),
    /// A document of JSON.
    Json(Bytes),
    /// A file.
    File(File),
}

/// What a `$variable` stands for.
#[derive(Debug, Clone)]
pub enum Var {
    /// A text.
    Text(String),
    /// A text that must not be shown.
    Secret(Secret),
    /// A number.
    Int(i64),
    /// A bool.
    Bool(bool),
}

/// A request that cannot be encoded. Says what and where, never a value.
#[derive(Debug, Clone)]
pub struct EncodeError {
    /// The field at fault; empty for the whole.
    pub field: &'static str,
    /// What is wrong with it, and how to mend it.
    pub message: String,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field {
            "" => f.write_str(&self.message),
            field => write!(f, "`{field}`: {}", self.message),
        }
    }
}

pub(super) fn error(field: &'static str, message: impl Into<String>) -> EncodeError {
    EncodeError { field, message: message.into() }
}

/// Encodes a request; `vars` gives the values of `$variables`.
pub fn encode(
    op: &'static Op,
    request: Option<View<'_>>,
    vars: &dyn Fn(&str) -> Option<Var>,
) -> Result<Encoded, EncodeError> {
    let record = request.and_then(|view| Some((view.shape()?, view)));
    let mut out = Encoded {
        path: Cow::Borrowed(op.path),
        query: Vec::new(),
        headers: Vec::new(),
        body: EncodedBody::None,
    };
    for constant in op.consts {
        if constant.place != Place::Body && !is_set(record, constant) {
            place(&mut out, constant.name, constant.place, var_text(resolve(constant, vars)?))?;
        }
    }
    if let Some((shape, record)) = record {
        for field in shape.fields {
            if field.place() == Place::Body {
                continue;
            }
            let value = text(record.field(field), field.form())
                .map_err(|e| error(field.wire, e.to_string()))?;
            if let Some(value) = value {
                place(&mut out, field.wire, field.place(), value)?;
            }
        }
    }
    out.body = body(op, record, vars)?;
    Ok(out)
}

fn place(
    out: &mut Encoded,
    name: &'static str,
    at: Place,
    value: String,
) -> Result<(), EncodeError> {
    match at {
        Place::Query => out.query.push((Cow::Borrowed(name), value)),
        Place::Header => {
            if value.bytes().any(|b| b < b' ' || b == 0x7f) {
                return Err(error(name, "a header cannot hold control characters"));
            }
            out.headers.push((name, value));
        }
        Place::Path => {
            // `..` and an empty segment would name another endpoint.
            if matches!(value.as_str(), "" | "." | "..") {
                return Err(error(name, "it is part of the path and cannot be empty, `.` or `..`"));
            }
            out.path = out.path.replace(&format!("{{{name}}}"), &percent::segment(&value)).into();
        }
        Place::Body => {}
    }
    Ok(())
}

fn resolve(constant: &op::Const, vars: &dyn Fn(&str) -> Option<Var>) -> Result<Var, EncodeError> {
    Ok(match constant.value {
        op::Value::Text(text) => Var::Text(text.to_owned()),
        op::Value::Int(number) => Var::Int(number),
        op::Value::Float(number) => Var::Text(number.to_string()),
        op::Value::Bool(value) => Var::Bool(value),
        op::Value::Variable(name) => vars(name).ok_or_else(|| {
            error(constant.name, format!("the app has no `{name}`: give it to the builder"))
        })?,
    })
}

/// Whether the request itself says what the constant would: such a constant is a default.
fn is_set(record: Fields<'_>, constant: &op::Const) -> bool {
    record.is_some_and(|(shape, record)| {
        shape.fields.iter().any(|field| {
            field.wire == constant.name
                && field.place() == constant.place
                && !matches!(record.field(field).see(), Seen::None)
        })
    })
}

fn var_text(value: Var) -> String {
    match value {
        Var::Text(text) => text,
        Var::Secret(secret) => secret.expose().to_owned(),
        Var::Int(number) => number.to_string(),
        Var::Bool(value) => value.to_string(),
    }
}

type Fields<'a> = Option<(&'static Shape, View<'a>)>;

fn body(
    op: &'static Op,
    record: Fields<'_>,
    vars: &dyn Fn(&str) -> Option<Var>,
) -> Result<EncodedBody, EncodeError> {
    let bytes =
        |content_type, data: Vec<u8>| EncodedBody::Bytes { content_type, data: data.into() };
    let file = || find_file(record);
    Ok(match op.body {
        Body::None => EncodedBody::None,
        Body::Json => bytes("application/json", json(op, record, vars)?),
        Body::JsonOrMultipart => match file() {
            Some(_) => multipart(op, record, vars)?,
            None => bytes("application/json", json(op, record, vars)?),
        },
        Body::Multipart => multipart(op, record, vars)?,
        Body::Form => {
            let mut form = String::new();
            for (name, value) in texts(op, record, vars)? {
                if !form.is_empty() {
                    form.push('&');
                }
                form.push_str(&percent::form(name));
                form.push('=');
                form.push_str(&percent::form(&value));
            }
            bytes("application/x-www-form-urlencoded", form.into_bytes())
        }
        Body::Text => {
            let text = texts(op, record, vars)?.into_iter().next().map(|(_, text)| text);
            bytes("text/plain; charset=utf-8", text.unwrap_or_default().into_bytes())
        }
        Body::Raw => EncodedBody::File(
            file()
                .ok_or_else(|| error("", "there is no file to send: set the file field"))?
                .1
                .clone(),
        ),
        #[cfg(feature = "xml")]
        Body::Xml => {
            let tree =
                serde_json::to_value(JsonBody { record, consts: &consts(op, record, vars)? })
                    .map_err(|e| error("", e.to_string()))?;
            bytes("text/xml", super::xml::write(&tree).into_bytes())
        }
        Body::EncryptedJson => super::encrypted::json(&json(op, record, vars)?, vars)?,
        Body::EncryptedXml => {
            let tree =
                serde_json::to_value(JsonBody { record, consts: &consts(op, record, vars)? })
                    .map_err(|e| error("", e.to_string()))?;
            super::encrypted::xml(&tree, file(), vars)?
        }
        #[cfg(not(feature = "xml"))]
        Body::Xml => return Err(error("", "XML bodies need the feature `xml`")),
    })
}

fn json(
    op: &'static Op,
    record: Fields<'_>,
    vars: &dyn Fn(&str) -> Option<Var>,
) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::with_capacity(256);
    let body = JsonBody { record, consts: &consts(op, record, vars)? };
    serde_json::to_writer(&mut out, &body).map_err(|e| error("", e.to_string()))?;
    Ok(out)
}

/// The constants of the body, with their values.
fn consts(
    op: &'static Op,
    record: Fields<'_>,
    vars: &dyn Fn(&str) -> Option<Var>,
) -> Result<Vec<(&'static op::Const, Var)>, EncodeError> {
    op.consts
        .iter()
        .filter(|constant| constant.place == Place::Body && !is_set(record, constant))
        .map(|constant| Ok((constant, resolve(constant, vars)?)))
        .collect()
}

struct JsonBody<'a> {
    record: Fields<'a>,
    consts: &'a [(&'static op::Const, Var)],
}

impl Serialize for JsonBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(None)?;
        for (constant, value) in self.consts {
            let name = constant.name;
            match (constant.value, value) {
                (op::Value::Float(number), _) => out.serialize_entry(name, &number)?,
                (_, Var::Text(text)) => out.serialize_entry(name, text)?,
                (_, Var::Secret(secret)) => out.serialize_entry(name, secret.expose())?,
                (_, Var::Int(number)) => out.serialize_entry(name, number)?,
                (_, Var::Bool(value)) => out.serialize_entry(name, value)?,
            }
        }
        if let Some((shape, record)) = self.record {
            write_fields(&mut out, shape, record, Some(Place::Body), "")?;
        }
        out.end()
    }
}

fn find_file(record: Fields<'_>) -> Option<(&'static str, &File)> {
    let (shape, record) = record?;
    shape.fields.iter().find_map(|field| match record.field(field).see() {
        Seen::File(file) => Some((field.wire, file)),
        _ => None,
    })
}

/// Constants and fields of the body as texts, in order.
fn texts(
    op: &'static Op,
    record: Fields<'_>,
    vars: &dyn Fn(&str) -> Option<Var>,
) -> Result<Vec<(&'static str, String)>, EncodeError> {
    Ok(multipart_parts(op, record, vars)?
        .into_iter()
        .filter_map(|part| match part.content {
            PartContent::Text(text) => Some((part.name, text)),
            PartContent::Json(json) => {
                Some((part.name, String::from_utf8_lossy(&json).into_owned()))
            }
            PartContent::File(_) => None,
        })
        .collect())
}

fn multipart(
    op: &'static Op,
    record: Fields<'_>,
    vars: &dyn Fn(&str) -> Option<Var>,
) -> Result<EncodedBody, EncodeError> {
    multipart_parts(op, record, vars).map(EncodedBody::Multipart)
}

fn multipart_parts(
    op: &'static Op,
    record: Fields<'_>,
    vars: &dyn Fn(&str) -> Option<Var>,
) -> Result<Vec<Part>, EncodeError> {
    let mut parts = Vec::new();
    for (constant, value) in consts(op, record, vars)? {
        parts.push(Part { name: constant.name, content: PartContent::Text(var_text(value)) });
    }
    let Some((shape, record)) = record else { return Ok(parts) };
    for field in shape.fields.iter().filter(|field| field.place() == Place::Body) {
        let view = record.field(field);
        let content = match view.see() {
            Seen::None => continue,
            Seen::File(file) => PartContent::File(file.clone()),
            Seen::Record(..) | Seen::Union(_) | Seen::Map(..) | Seen::Json(_) => {
                let written = Written { view, form: super::Form::Plain };
                let json =
                    serde_json::to_vec(&written).map_err(|e| error(field.wire, e.to_string()))?;
                PartContent::Json(json.into())
            }
            _ => match text(view, field.form()).map_err(|e| error(field.wire, e.to_string()))? {
                Some(text) => PartContent::Text(text),
                None => continue,
            },
        };
        parts.push(Part { name: field.wire, content });
    }
    Ok(parts)
}

/// Percent escapes.
pub(crate) mod percent {
    use percent_encoding::utf8_percent_encode;

    use crate::url::ESCAPED;

    /// A segment of a path, or a name or value of a query.
    pub(crate) fn segment(text: &str) -> String {
        utf8_percent_encode(text, ESCAPED).to_string()
    }

    /// A name or value of a form.
    pub(crate) fn form(text: &str) -> String {
        segment(text).replace("%20", "+")
    }
}
