//! Requests: which field travels where.

use crate::ast::{self, At, Shape, Word};
use crate::diagnostic::Report;
use crate::model::{
    Body, Const, ConstField, Endpoint, Field, Form, Home, Method, Place, Record, Type, TypeRef,
};
use crate::names::nearest;
use crate::resolve::body::{Content, InBody};
use crate::resolve::record::{self, Draft, Marks};
use crate::resolve::scope::request_name;
use crate::resolve::{Drafts, Scope, form};
use crate::source::Span;

/// Fills in `request`, `consts` and `body` of an endpoint.
pub(crate) fn request(
    from: &ast::Endpoint,
    endpoint: &mut Endpoint,
    scope: &Scope<'_>,
    drafts: &mut Drafts,
    report: &mut Report<'_>,
) {
    let mut placing = Placing::new(from);
    match &from.request {
        Shape::Inline(fields) => {
            let mut draft = record::draft(fields, request_name(from), scope, report);
            endpoint.consts = placing.place(&mut draft, &endpoint.name, report);
            if !scope.owns(&draft.name) {
                drafts.incomplete = true;
            } else if !draft.record.fields.is_empty() || draft.incomplete {
                endpoint.request =
                    Some(TypeRef { name: draft.record.name.clone(), ..TypeRef::default() });
                drafts.add(draft);
            }
        }
        Shape::Named(word) => match scope.record(word, "a request", report) {
            Some(name) => {
                if name.home != Home::Group {
                    if let Some(record) = scope.shared_record(&name) {
                        placing.place_shared(record, word, report);
                    }
                } else if let Some(draft) = drafts.get_mut(&name.name) {
                    endpoint.consts = placing.place_named(draft, word, &endpoint.name, report);
                }
                endpoint.request = Some(name);
            }
            None => placing.content.incomplete = true,
        },
        Shape::Wrong => placing.content.incomplete = true,
        Shape::Absent | Shape::Binary | Shape::Text => placing.check_params(&[], &[], report),
    }
    drafts.incomplete |= placing.content.incomplete;
    endpoint.body = placing.content.body(placing.method, from.body, report);
}

/// Finds out where the fields of one request travel.
struct Placing<'a> {
    /// `None` when the call is wrong: then nothing is said about what it may have.
    method: Option<Method>,
    path: &'a str,
    params: &'a [Word],
    /// Where a field goes that does not say.
    default: Place,
    content: Content,
}

impl<'a> Placing<'a> {
    fn new(from: &'a ast::Endpoint) -> Self {
        let call = from.call.as_ref();
        let method = call.map(|call| call.method);
        // Without a body there is the query; so has GET, whatever its `body` says.
        let default = match (from.body.map(|body| body.value), method) {
            (Some(Body::None), _) | (_, Some(Method::Get)) | (None, Some(Method::Delete)) => {
                Place::Query
            }
            _ => Place::Body,
        };
        Placing {
            method,
            path: call.map_or("", |call| call.path.as_str()),
            params: call.map_or(&[], |call| call.params.as_slice()),
            default,
            content: Content::default(),
        }
    }

    /// A request that is this endpoint's own.
    fn place(
        &mut self,
        draft: &mut Draft,
        endpoint: &str,
        report: &mut Report<'_>,
    ) -> Vec<ConstField> {
        let (places, consts) = self.places(draft, report);
        draft.set_request(endpoint, places);
        consts
    }

    /// A request that is a named record of the file: every endpoint that sends it must send it the
    /// same way.
    fn place_named(
        &mut self,
        draft: &mut Draft,
        word: &Word,
        endpoint: &str,
        report: &mut Report<'_>,
    ) -> Vec<ConstField> {
        let (places, consts) = self.places(draft, report);
        match &draft.request_of {
            Some(other) => {
                if !draft
                    .record
                    .fields
                    .iter()
                    .zip(&places)
                    .all(|(field, place)| field.place == *place)
                {
                    let message = format!("`{}` travels another way than in `{other}`", word.value);
                    report.help(word.span, message, "give each endpoint a request of its own");
                }
            }
            None => draft.set_request(endpoint, places),
        }
        consts
    }

    /// A request that is a record of a types file, which cannot know about paths and queries.
    fn place_shared(&mut self, record: &Record, word: &Word, report: &mut Report<'_>) {
        if !self.params.is_empty() || self.default != Place::Body || !record.consts.is_empty() {
            let message = format!("`{}` of a types file can only be sent as a body", word.value);
            report.help(word.span, message, "describe the request here");
        }
        for field in &record.fields {
            self.in_body(field, word.span);
        }
    }

    fn places(&mut self, draft: &Draft, report: &mut Report<'_>) -> (Vec<Place>, Vec<ConstField>) {
        self.content.incomplete |= draft.incomplete;
        self.check_params(&draft.record.fields, &draft.record.consts, report);
        let fields = draft.record.fields.iter().zip(&draft.fields);
        let places: Vec<Place> =
            fields.map(|(field, marks)| self.field(field, *marks, report)).collect();
        let consts = draft.record.consts.iter().zip(&draft.consts);
        let consts: Vec<ConstField> = consts
            .filter_map(|(constant, marks)| self.constant(constant, *marks, report))
            .collect();
        let mut seen: Vec<(&str, Place)> =
            consts.iter().map(|constant| (constant.wire.as_str(), constant.place)).collect();
        for ((field, place), marks) in draft.record.fields.iter().zip(&places).zip(&draft.fields) {
            if seen.contains(&(&field.wire, *place)) {
                report.error(
                    marks.wire,
                    format!("`{}` is in {} twice", field.wire, form::place_word(*place)),
                );
            }
            seen.push((&field.wire, *place));
        }
        (places, consts)
    }

    /// Each `{name}` of the path needs a field.
    fn check_params(&self, fields: &[Field], consts: &[ConstField], report: &mut Report<'_>) {
        if self.content.incomplete {
            return;
        }
        let wires = fields
            .iter()
            .map(|field| &field.wire)
            .chain(consts.iter().map(|constant| &constant.wire));
        for param in self.params {
            if wires.clone().any(|wire| *wire == param.value) {
                continue;
            }
            let help = match nearest(&param.value, fields.iter().map(|field| field.wire.as_str())) {
                Some(guess) => format!("did you mean `{{{guess}}}`"),
                None => format!("add it to the request: `{} = \"string\"`", param.value),
            };
            report.missing(
                param.span,
                format!("the path's `{{{}}}` is no field of the request", param.value),
                Some(help),
            );
        }
    }

    fn is_param(&self, wire: &str) -> bool {
        self.params.iter().any(|param| param.value == wire)
    }

    fn field(&mut self, field: &Field, marks: Marks, report: &mut Report<'_>) -> Place {
        let place = match marks.place {
            Some(At { value: Place::Path, span })
                if !self.is_param(&field.wire) && self.method.is_some() =>
            {
                let help = format!(
                    "write it there: `{}/{{{}}}`",
                    self.path.trim_end_matches('/'),
                    field.wire
                );
                report.help(span, format!("the path has no `{{{}}}`", field.wire), help);
                Place::Path
            }
            Some(place) => place.value,
            None if self.is_param(&field.wire) => Place::Path,
            None if field.ty == Type::File => Place::Body,
            None => self.default,
        };
        match place {
            Place::Body if self.method == Some(Method::Get) => {
                let span = marks.place.map_or(marks.ty, |place| place.span);
                report.error(span, format!("a GET has no body for `{}`", field.wire));
            }
            Place::Body => self.in_body(field, marks.wire),
            Place::Path | Place::Query | Place::Header => check_text(field, place, marks, report),
        }
        place
    }

    fn in_body(&mut self, field: &Field, span: Span) {
        self.content.fields.push(InBody {
            wire: field.wire.clone(),
            ty: field.ty.clone(),
            optional: field.optional,
            form: field.form,
            span,
        });
    }

    fn constant(
        &mut self,
        constant: &ConstField,
        marks: Marks,
        report: &mut Report<'_>,
    ) -> Option<ConstField> {
        let place = match marks.place {
            _ if self.is_param(&constant.wire) => Place::Path,
            Some(place) => place.value,
            None => self.default,
        };
        let variable = matches!(constant.value, Const::Variable(_));
        if place == Place::Path && !(variable && self.is_param(&constant.wire)) {
            report.help(marks.wire, "a constant is not part of the path", "write its value there");
            return None;
        }
        match place {
            Place::Body if self.method == Some(Method::Get) => {
                report.error(marks.wire, format!("a GET has no body for `{}`", constant.wire));
            }
            Place::Body => self.content.constant = Some(marks.wire),
            Place::Header => check_header(&constant.wire, marks.wire, report),
            Place::Query | Place::Path => {}
        }
        Some(ConstField { place, ..constant.clone() })
    }
}

/// A field outside of the body is one word of text.
fn check_text(field: &Field, place: Place, marks: Marks, report: &mut Report<'_>) {
    if place == Place::Path && field.optional {
        let message = format!("`{}` is part of the path, so it cannot be absent", field.wire);
        report.help(marks.ty, message, "leave the `?` out");
    }
    if place == Place::Header {
        check_header(&field.wire, marks.wire, report);
    }
    let rest_fits = place == Place::Query || field.form != Some(Form::Rest);
    if form::fits_text(&field.ty, field.form) && rest_fits {
        return;
    }
    let help = match field.ty {
        Type::File => "a file travels in a body",
        Type::List(_) => "say how: `wire = \"joined ,\"` or `wire = \"json\"`",
        _ => "say how: `wire = \"json\"`",
    };
    report.help(
        marks.ty,
        format!("`{}` does not fit into {}", field.wire, form::place_word(place)),
        help,
    );
}

fn check_header(name: &str, span: Span, report: &mut Report<'_>) {
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        report.error(span, format!("`{name}` cannot be the name of a header"));
    }
}
