//! How the body of a request is written, and what does not fit into it.

use crate::ast::At;
use crate::diagnostic::Report;
use crate::model::{Body, Form, Method, Type};
use crate::resolve::form::fits_text;
use crate::source::Span;

/// What an endpoint has in its body.
#[derive(Default)]
pub(crate) struct Content {
    pub(crate) fields: Vec<InBody>,
    /// The last constant.
    pub(crate) constant: Option<Span>,
    /// Fields were left out because they are wrong.
    pub(crate) incomplete: bool,
}

/// A field in a body.
pub(crate) struct InBody {
    pub(crate) wire: String,
    pub(crate) ty: Type,
    pub(crate) optional: bool,
    pub(crate) form: Option<Form>,
    pub(crate) span: Span,
}

const IN_QUERY: &str = "say where it goes: `in = \"query\"`";

impl Content {
    /// The body of a call, from its fields and what the file says (`body = "…"`).
    pub(crate) fn body(
        &self,
        method: Option<Method>,
        said: Option<At<Body>>,
        report: &mut Report<'_>,
    ) -> Body {
        match said {
            None => self.default(method.unwrap_or(Method::Post)),
            Some(At { value: Body::None, .. }) => {
                if let Some(span) = self.fields.first().map(|field| field.span).or(self.constant) {
                    report.help(span, "this is in the body, and there is none", IN_QUERY);
                }
                Body::None
            }
            Some(At { span, .. }) if method == Some(Method::Get) => {
                report.help(span, "a GET has no body", "leave `body` out");
                Body::None
            }
            Some(said) => {
                self.check(said, report);
                match (said.value, self.file()) {
                    (Body::Multipart, Some(file)) if file.optional => Body::JsonOrMultipart,
                    (body, _) => body,
                }
            }
        }
    }

    fn default(&self, method: Method) -> Body {
        let empty = self.fields.is_empty() && self.constant.is_none() && !self.incomplete;
        match (method, self.file()) {
            (Method::Get, _) => Body::None,
            (_, Some(file)) if file.optional => Body::JsonOrMultipart,
            (_, Some(_)) => Body::Multipart,
            (Method::Delete, None) if empty => Body::None,
            (_, None) => Body::Json,
        }
    }

    fn file(&self) -> Option<&InBody> {
        self.fields.iter().find(|field| field.ty == Type::File)
    }

    fn check(&self, said: At<Body>, report: &mut Report<'_>) {
        match said.value {
            Body::Raw => self.check_single(&Type::File, "`file`", said.span, report),
            Body::Text => self.check_single(&Type::String, "`string`", said.span, report),
            Body::Json | Body::Xml | Body::Form | Body::EncryptedJson => {
                if let Some(file) = self.file() {
                    report.help(
                        file.span,
                        "a file does not fit into this body",
                        "leave `body` out: it is multipart then",
                    );
                }
                if said.value == Body::Form {
                    self.check_form(report);
                }
            }
            Body::EncryptedXml | Body::Multipart | Body::JsonOrMultipart | Body::None => {}
        }
    }

    fn check_form(&self, report: &mut Report<'_>) {
        for field in &self.fields {
            if field.ty != Type::File && !fits_text(&field.ty, field.form) {
                let message = format!("`{}` does not fit into a form", field.wire);
                report.help(
                    field.span,
                    message,
                    "say how: `wire = \"json\"`, or `wire = \"joined ,\"` for a list",
                );
            }
        }
    }

    /// A raw or text body is one field.
    fn check_single(&self, wanted: &Type, word: &str, at: Span, report: &mut Report<'_>) {
        if let Some(constant) = self.constant {
            report.help(constant, "this body is not made of fields", IN_QUERY);
        }
        let mut single: Option<&InBody> = None;
        for field in &self.fields {
            if field.ty != *wanted || single.is_some() {
                report.help(
                    field.span,
                    format!("this body is one {word} and nothing else"),
                    IN_QUERY,
                );
            } else {
                single = Some(field);
            }
        }
        match single {
            None if !self.incomplete => {
                report.missing(at, format!("this body needs a field of type {word}"), None)
            }
            Some(field) if field.optional => {
                report.help(field.span, "the body cannot be absent", "leave the `?` out")
            }
            _ => {}
        }
    }
}
