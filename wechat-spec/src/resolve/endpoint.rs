//! Endpoints: which fields travel where, how the body is written, what comes back.

use crate::ast::{self, At, Shape, Word};
use crate::diagnostic::Report;
use crate::model::{
    Auth, Body, Const, ConstField, Endpoint, Field, Home, Method, Place, Response, Type, TypeRef,
};
use crate::names::nearest;
use crate::resolve::record::{self, Draft, Marks};
use crate::resolve::scope::{request_name, response_name};
use crate::resolve::{Around, Drafts, Scope, form};
use crate::source::Span;

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
        path: if call.path.is_empty() {
            "/".to_owned()
        } else {
            call.path.clone()
        },
        host: from.host.clone(),
        auth: auth(from, around, report),
        envelope: from.envelope.clone(),
        ok: from.ok.clone(),
        idempotent: from
            .idempotent
            .unwrap_or(from.call.is_some() && call.method == Method::Get),
        ..Endpoint::default()
    };
    request(from, &call, &mut endpoint, scope, drafts, report);
    endpoint.response = response(from, endpoint.body, scope, drafts, report);
    endpoint
}

fn auth(from: &ast::Endpoint, around: &Around<'_>, report: &mut Report<'_>) -> Auth {
    let Some(word) = &from.auth else {
        return Auth::Product;
    };
    if word.value == "none" {
        return Auth::None;
    }
    if let Some(product) = around.product {
        match product
            .credentials
            .iter()
            .find(|row| row.name == word.value)
        {
            None => {
                let known = product
                    .credentials
                    .iter()
                    .map(|row| row.name.as_str())
                    .chain(["none"]);
                let guess = nearest(&word.value, known).map(str::to_owned);
                report.guess(
                    word.span,
                    format!("the product has no credential `{}`", word.value),
                    guess,
                );
                return Auth::Product;
            }
            Some(row) if row.send.is_none() => {
                let help = format!("say `send = \"query NAME\"` at `[credential.{}]`", row.name);
                report.help(
                    word.span,
                    format!("no call carries the credential `{}`", row.name),
                    help,
                );
            }
            Some(_) => {}
        }
    }
    Auth::Named(word.value.clone())
}

fn request(
    from: &ast::Endpoint,
    call: &ast::Call,
    endpoint: &mut Endpoint,
    scope: &Scope<'_>,
    drafts: &mut Drafts,
    report: &mut Report<'_>,
) {
    let default = match (from.body.map(|body| body.value), call.method) {
        (Some(Body::None), _) | (None, Method::Get | Method::Delete) => Place::Query,
        (Some(_), Method::Get) => Place::Query,
        _ => Place::Body,
    };
    let mut placing = Placing {
        from,
        call,
        default,
        body_fields: Vec::new(),
        file: None,
        consts_in_body: None,
    };
    match &from.request {
        Shape::Inline(fields) => {
            let mut draft = record::draft(fields, request_name(from), scope, report);
            placing.place(&mut draft, endpoint, report);
            if !(draft.record.fields.is_empty() && !draft.incomplete) {
                endpoint.request = Some(TypeRef {
                    name: draft.record.name.clone(),
                    ..TypeRef::default()
                });
                draft.request_of = Some(endpoint.name.clone());
                drafts.add(draft);
            }
        }
        Shape::Named(word) => match scope.record(word, "a request", report) {
            Some(name) if name.home == Home::Group => {
                endpoint.request = Some(name.clone());
                if let Some(draft) = drafts.get_mut(&name.name) {
                    placing.share(draft, word, endpoint, report);
                }
            }
            Some(name) => {
                if let Some(shared) = scope.shared_record(&name) {
                    placing.shared(shared, word, report);
                }
                endpoint.request = Some(name);
            }
            None => drafts.incomplete = true,
        },
        Shape::Wrong => drafts.incomplete = true,
        Shape::Absent | Shape::Binary | Shape::Text => placing.check_params(&[], false, report),
    }
    endpoint.body = placing.body(report);
}

/// Finds out where the fields of one request travel.
struct Placing<'a> {
    from: &'a ast::Endpoint,
    call: &'a ast::Call,
    default: Place,
    /// Fields in the body: name, type, optional, place in the file.
    body_fields: Vec<(String, Type, bool, Span)>,
    file: Option<bool>,
    consts_in_body: Option<Span>,
}

impl Placing<'_> {
    /// A request that is this endpoint's own.
    fn place(&mut self, draft: &mut Draft, endpoint: &mut Endpoint, report: &mut Report<'_>) {
        self.check_params(&draft.record.fields, draft.incomplete, report);
        for (field, marks) in draft.record.fields.iter_mut().zip(&draft.fields) {
            field.place = self.field(field, *marks, report);
        }
        for (constant, marks) in draft.record.consts.drain(..).zip(&draft.consts) {
            endpoint
                .consts
                .extend(self.constant(constant, *marks, report));
        }
        self.check_twins(
            &draft.record.fields,
            &endpoint.consts,
            &draft.fields,
            report,
        );
    }

    /// A request that is a record with a name, of this file: every endpoint that sends it must
    /// send it the same way.
    fn share(
        &mut self,
        draft: &mut Draft,
        word: &Word,
        endpoint: &mut Endpoint,
        report: &mut Report<'_>,
    ) {
        self.check_params(&draft.record.fields, draft.incomplete, report);
        let places: Vec<Place> = draft
            .record
            .fields
            .iter()
            .zip(&draft.fields)
            .map(|(field, marks)| self.field(field, *marks, report))
            .collect();
        for (constant, marks) in draft.record.consts.iter().zip(&draft.consts) {
            endpoint
                .consts
                .extend(self.constant(constant.clone(), *marks, report));
        }
        self.check_twins(
            &draft.record.fields,
            &endpoint.consts,
            &draft.fields,
            report,
        );
        if let Some(other) = &draft.request_of {
            let same = draft
                .record
                .fields
                .iter()
                .zip(&places)
                .all(|(field, place)| field.place == *place);
            if !same {
                let message = format!("`{}` travels another way than in `{other}`", word.value);
                report.help(
                    word.span,
                    message,
                    "give each endpoint a request of its own",
                );
            }
            return;
        }
        draft.request_of = Some(endpoint.name.clone());
        for (field, place) in draft.record.fields.iter_mut().zip(places) {
            field.place = place;
        }
    }

    /// A request that is a record of a types file, which cannot know about paths and queries.
    fn shared(&mut self, record: &crate::model::Record, word: &Word, report: &mut Report<'_>) {
        if !self.call.params.is_empty() || self.default != Place::Body || !record.consts.is_empty()
        {
            let message = format!(
                "`{}` of a types file can only be sent as a body",
                word.value
            );
            report.help(word.span, message, "describe the request here");
        }
        for field in &record.fields {
            self.note(field, word.span);
        }
    }

    fn note(&mut self, field: &Field, span: Span) {
        if field.ty == Type::File {
            self.file = Some(field.optional);
        }
        self.body_fields
            .push((field.wire.clone(), field.ty.clone(), field.optional, span));
    }

    /// Each `{name}` of the path needs a field.
    fn check_params(&self, fields: &[Field], incomplete: bool, report: &mut Report<'_>) {
        for param in &self.call.params {
            if !incomplete && !fields.iter().any(|field| field.wire == param.value) {
                let guess = nearest(&param.value, fields.iter().map(|field| field.wire.as_str()));
                let help = match guess {
                    Some(guess) => format!("did you mean `{{{guess}}}`"),
                    None => format!("add it to the request: `{} = \"string\"`", param.value),
                };
                report.missing(
                    param.span,
                    format!(
                        "the path's `{{{}}}` is no field of the request",
                        param.value
                    ),
                    Some(help),
                );
            }
        }
    }

    fn field(&mut self, field: &Field, marks: Marks, report: &mut Report<'_>) -> Place {
        let in_path = self
            .call
            .params
            .iter()
            .any(|param| param.value == field.wire);
        let place = match marks.place {
            Some(At {
                value: Place::Path,
                span,
            }) if !in_path && self.from.call.is_some() => {
                let message = format!("the path has no `{{{}}}`", field.wire);
                report.help(
                    span,
                    message,
                    format!(
                        "write it there: `{}/{{{}}}`",
                        self.call.path.trim_end_matches('/'),
                        field.wire
                    ),
                );
                Place::Path
            }
            Some(place) => place.value,
            None if in_path => Place::Path,
            None if field.ty == Type::File => Place::Body,
            None => self.default,
        };
        if place == Place::Path && field.optional {
            report.help(
                marks.ty,
                format!(
                    "`{}` is part of the path, so it cannot be absent",
                    field.wire
                ),
                "leave the `?` out",
            );
        }
        if place == Place::Body {
            if self.call.method == Method::Get && self.from.call.is_some() {
                let span = marks.place.map_or(marks.ty, |place| place.span);
                report.error(span, format!("a GET has no body for `{}`", field.wire));
            } else if field
                .form
                .is_some_and(|form| form == crate::model::Form::Rest)
            {
                self.body_fields
                    .push((field.wire.clone(), field.ty.clone(), true, marks.wire));
            } else {
                self.note(field, marks.wire);
            }
        } else if !form::fits_text(&field.ty, field.form) {
            let message = format!(
                "`{}` does not fit into {}",
                field.wire,
                form::place_word(place)
            );
            match (&field.ty, place) {
                (Type::File, _) => report.help(marks.ty, message, "a file travels in a body"),
                (Type::List(_), _) => report.help(
                    marks.ty,
                    message,
                    "say how: `wire = \"joined ,\"` or `wire = \"json\"`",
                ),
                _ => report.help(marks.ty, message, "say how: `wire = \"json\"`"),
            }
        }
        if place == Place::Header {
            check_header(&field.wire, marks.wire, report);
        }
        place
    }

    fn constant(
        &mut self,
        mut constant: ConstField,
        marks: Marks,
        report: &mut Report<'_>,
    ) -> Option<ConstField> {
        if marks.place.is_some_and(|place| place.value == Place::Path)
            || self
                .call
                .params
                .iter()
                .any(|param| param.value == constant.wire)
        {
            report.error(
                marks.wire,
                "a constant is not part of the path: write its value there",
            );
            return None;
        }
        constant.place = marks.place.map_or(self.default, |place| place.value);
        match constant.place {
            Place::Body if self.call.method == Method::Get && self.from.call.is_some() => {
                report.error(
                    marks.wire,
                    format!("a GET has no body for `{}`", constant.wire),
                );
            }
            Place::Body => self.consts_in_body = Some(marks.wire),
            Place::Header => check_header(&constant.wire, marks.wire, report),
            _ => {}
        }
        Some(constant)
    }

    /// Two fields of one name in one place, when only the defaults tell where they go.
    fn check_twins(
        &self,
        fields: &[Field],
        consts: &[ConstField],
        marks: &[Marks],
        report: &mut Report<'_>,
    ) {
        for (index, field) in fields.iter().enumerate() {
            let earlier = fields
                .iter()
                .take(index)
                .any(|other| other.wire == field.wire && other.place == field.place);
            let constant = consts
                .iter()
                .any(|other| other.wire == field.wire && other.place == field.place);
            if (earlier || constant)
                && let Some(marks) = marks.get(index)
            {
                report.error(
                    marks.wire,
                    format!(
                        "`{}` is in {} twice",
                        field.wire,
                        form::place_word(field.place)
                    ),
                );
            }
        }
    }

    /// How the body is written.
    fn body(&self, report: &mut Report<'_>) -> Body {
        let empty = self.body_fields.is_empty() && self.consts_in_body.is_none();
        let first = self
            .body_fields
            .first()
            .map(|field| field.3)
            .or(self.consts_in_body);
        let Some(At { value: body, span }) = self.from.body else {
            return match (self.call.method, self.file) {
                (Method::Get, _) => Body::None,
                (Method::Delete, None) if empty => Body::None,
                (_, Some(false)) => Body::Multipart,
                (_, Some(true)) => Body::JsonOrMultipart,
                _ => Body::Json,
            };
        };
        if self.call.method == Method::Get && self.from.call.is_some() && body != Body::None {
            report.error(span, "a GET has no body");
            return Body::None;
        }
        let file = self.body_fields.iter().find(|field| field.1 == Type::File);
        match body {
            Body::Json | Body::Xml | Body::Form => {
                if let Some(file) = file {
                    report.help(
                        file.3,
                        "a file does not fit into this body",
                        "leave `body` out: it is multipart",
                    );
                }
                if body == Body::Form {
                    self.check_form(report);
                }
            }
            Body::Multipart | Body::JsonOrMultipart => {
                if self.file == Some(true) {
                    return Body::JsonOrMultipart;
                }
            }
            Body::None => {
                if let Some(first) = first {
                    report.error(first, "this field is in the body, and there is none");
                }
            }
            Body::Raw | Body::Text => self.check_single(body, span, report),
        }
        body
    }

    fn check_form(&self, report: &mut Report<'_>) {
        for (wire, ty, _, span) in &self.body_fields {
            let named_plain = form::is_plain(ty);
            // Joined lists and JSON in a string are fine: only the field's form knows.
            if !named_plain && !self.has_text_form(wire) && *ty != Type::File {
                report.help(
                    *span,
                    format!("`{wire}` does not fit into a form"),
                    "say how: `wire = \"json\"` or `wire = \"joined ,\"`",
                );
            }
        }
    }

    fn has_text_form(&self, wire: &str) -> bool {
        let Shape::Inline(record) = &self.from.request else {
            return true;
        };
        record
            .fields
            .iter()
            .any(|field| field.wire.value == wire && field.form.is_some())
    }

    fn check_single(&self, body: Body, span: Span, report: &mut Report<'_>) {
        let (wanted, word) = match body {
            Body::Raw => (Type::File, "`file`"),
            _ => (Type::String, "`string`"),
        };
        let mut others = self.body_fields.iter().filter(|field| field.1 != wanted);
        if let Some(constant) = self.consts_in_body {
            report.help(
                constant,
                "the body is not made of fields",
                "say where it goes: `in = \"query\"`",
            );
        }
        for other in others.by_ref() {
            report.help(
                other.3,
                format!("the body holds one {word} and nothing else"),
                "say where it goes: `in = \"query\"`",
            );
        }
        let mut wanted_fields = self.body_fields.iter().filter(|field| field.1 == wanted);
        match (wanted_fields.next(), wanted_fields.next()) {
            (None, _) if !matches!(self.from.request, Shape::Wrong) => report.missing(
                span,
                format!("this body needs a field of type {word}"),
                None,
            ),
            (Some(field), None) if field.2 => {
                report.help(field.3, "the body cannot be absent", "leave the `?` out")
            }
            (_, Some(second)) => report.help(
                second.3,
                format!("the body holds one {word} and nothing else"),
                "say where it goes: `in = \"query\"`",
            ),
            _ => {}
        }
    }
}

fn check_header(name: &str, span: Span, report: &mut Report<'_>) {
    if !name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    {
        report.error(span, format!("`{name}` cannot be the name of a header"));
    }
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
            if let Some(place) = draft.fields.iter().find_map(|marks| marks.place) {
                report.error(place.span, "an answer's fields have no place of their own");
            }
            if let Some(constant) = draft.consts.first() {
                report.error(constant.wire, "an answer has no constants");
            }
            let name = TypeRef {
                name: draft.record.name.clone(),
                ..TypeRef::default()
            };
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

/// Two endpoints on one path must differ by a constant.
pub(crate) fn check_twins(endpoints: &[Endpoint], file: &ast::Group, report: &mut Report<'_>) {
    for (index, (endpoint, from)) in endpoints.iter().zip(&file.endpoints).enumerate() {
        if from.call.is_none() {
            continue;
        }
        if let Some(twin) = endpoints
            .iter()
            .take(index)
            .find(|twin| is_twin(twin, endpoint))
        {
            let span = from.call.as_ref().map_or(from.key.span, |call| call.span);
            let help = "endpoints on one path differ by a constant: `{ const = \"…\" }`";
            report.help(span, format!("`{}` is the same call", twin.name), help);
        }
    }
}

/// Whether nothing tells two calls apart.
pub(crate) fn is_twin(a: &Endpoint, b: &Endpoint) -> bool {
    a.method == b.method && a.path == b.path && a.host == b.host && !differ(&a.consts, &b.consts)
}

fn differ(a: &[ConstField], b: &[ConstField]) -> bool {
    let is_variable = |value: &Const| matches!(value, Const::Variable(_));
    a.iter().any(|one| {
        b.iter().any(|other| {
            one.wire == other.wire
                && one.place == other.place
                && one.value != other.value
                && !is_variable(&one.value)
                && !is_variable(&other.value)
        })
    })
}
