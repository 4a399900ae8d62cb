//! Records and unions: types looked up, Rust names made, wire forms held against types.

use crate::ast::{self, At, FieldValue, Word};
use crate::diagnostic::Report;
use crate::model::{
    Const, ConstField, Field, Form, Place, Record, Type, Union, VARIABLES, Variant,
};
use crate::names::{is_snake, nearest, snake_case};
use crate::resolve::{Drafts, Scope, form};
use crate::source::Span;

/// A record, and where in the file its parts stand.
pub(crate) struct Draft {
    pub(crate) record: Record,
    pub(crate) name: Word,
    /// One for each of `record.fields`.
    pub(crate) fields: Vec<Marks>,
    /// One for each of `record.consts`.
    pub(crate) consts: Vec<Marks>,
    /// Fields were left out because they are wrong.
    pub(crate) incomplete: bool,
    /// The endpoint whose request it is.
    pub(crate) request_of: Option<String>,
}

impl Draft {
    /// It is the request of this endpoint, which sends its fields this way.
    pub(crate) fn set_request(&mut self, endpoint: &str, places: Vec<Place>) {
        self.request_of = Some(endpoint.to_owned());
        for (field, place) in self.record.fields.iter_mut().zip(places) {
            field.place = place;
        }
    }
}

/// Where a field stands.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    pub(crate) wire: Span,
    pub(crate) ty: Span,
    pub(crate) place: Option<At<Place>>,
    pub(crate) default: Option<Span>,
}

/// Resolves a record on its own: as nobody uses it yet, its fields are where they say, or in the
/// body.
pub(crate) fn draft(
    from: &ast::Record,
    name: Word,
    scope: &Scope<'_>,
    report: &mut Report<'_>,
) -> Draft {
    let record = Record { name: name.value.clone(), doc: from.doc.clone(), ..Record::default() };
    let mut draft = Draft {
        record,
        name,
        fields: Vec::new(),
        consts: Vec::new(),
        incomplete: false,
        request_of: None,
    };
    fields(&mut draft, &from.fields, scope, report);
    draft
}

pub(crate) fn fields(
    draft: &mut Draft,
    fields: &[ast::Field],
    scope: &Scope<'_>,
    report: &mut Report<'_>,
) {
    let mut rest: Option<Span> = None;
    let mut file: Option<Span> = None;
    // (name, place) of what was seen, wrong fields included.
    let mut wires: Vec<(&str, Option<Place>)> = Vec::new();
    for field in fields {
        let place = field.place.map(|place| place.value);
        let mut marks =
            Marks { wire: field.wire.span, ty: field.wire.span, place: field.place, default: None };
        if wires.contains(&(field.wire.value.as_str(), place)) {
            report
                .error(field.wire.span, format!("the field `{}` is given twice", field.wire.value));
            continue;
        }
        wires.push((&field.wire.value, place));
        match &field.value {
            FieldValue::Wrong => draft.incomplete = true,
            FieldValue::Const(At { value, span }) => {
                marks.ty = *span;
                if !known_variable(value, *span, report) {
                    continue;
                }
                draft.consts.push(marks);
                draft.record.consts.push(ConstField {
                    wire: field.wire.value.clone(),
                    place: place.unwrap_or_default(),
                    value: value.clone(),
                });
            }
            FieldValue::Typed(text) => {
                marks.ty = text.span;
                let rust = rust_name(field, report);
                let Some(ty) = scope.resolve(text, report) else {
                    draft.incomplete = true;
                    continue;
                };
                let Some(rust) = rust else {
                    draft.incomplete = true;
                    continue;
                };
                if let Some(twin) = draft.record.fields.iter().find(|other| other.rust == rust) {
                    let message = format!(
                        "`{}` and `{}` are both `{rust}` in Rust",
                        twin.wire, field.wire.value
                    );
                    report.help(
                        field.wire.span,
                        message,
                        "name one of them: `{ type = \"…\", rust = \"…\" }`",
                    );
                    continue;
                }
                if text.optional && rust == "new" {
                    let help = "name it otherwise: `{ type = \"…\", rust = \"…\" }`";
                    report.help(field.wire.span, "`new` is the function that makes a record", help);
                    continue;
                }
                check_file(&ty, &mut file, marks, report);
                let wire = form::check(&ty, text.optional, field.form, marks, report);
                if wire == Some(Form::Rest) && rest.replace(marks.wire).is_some() {
                    report.error(marks.wire, "a record has one field for the rest");
                    continue;
                }
                if field.sensitive && !matches!(ty, Type::String | Type::Secret) {
                    report.error(marks.ty, "only a string can be `sensitive`");
                }
                let default = field.default.as_ref().filter(|default| {
                    if !text.optional {
                        let help = "make it optional: add `?` to its type";
                        report.help(default.span, "a field that must be set has no default", help);
                    }
                    if let Err(wants) = form::check_default(&ty, wire, &default.value) {
                        report.help(default.span, "this default does not suit the type", wants);
                        return false;
                    }
                    known_variable(&default.value, default.span, report)
                });
                marks.default = default.map(|default| default.span);
                draft.fields.push(marks);
                draft.record.fields.push(Field {
                    default: default.map(|default| default.value.clone()),
                    wire: field.wire.value.clone(),
                    rust,
                    ty,
                    optional: text.optional,
                    form: wire,
                    place: place.unwrap_or_default(),
                    doc: field.doc.clone(),
                    deprecated: field.deprecated.clone(),
                    private: field.private,
                    sensitive: field.sensitive,
                });
            }
        }
    }
}

fn known_variable(value: &Const, span: Span, report: &mut Report<'_>) -> bool {
    let Const::Variable(name) = value else { return true };
    let known = VARIABLES.contains(&name.as_str());
    if !known {
        let guess = nearest(name, VARIABLES.iter().copied()).map(|guess| format!("${guess}"));
        report.guess(span, format!("unknown variable `${name}`"), guess);
    }
    known
}

fn rust_name(field: &ast::Field, report: &mut Report<'_>) -> Option<String> {
    match &field.rust {
        Some(word) if is_snake(&word.value) => Some(word.value.clone()),
        Some(word) => {
            let guess = snake_case(&word.value).filter(|guess| is_snake(guess));
            report.guess(word.span, format!("field names are snake_case: `{}`", word.value), guess);
            None
        }
        None => {
            let name = snake_case(&field.wire.value).filter(|name| is_snake(name));
            if name.is_none() {
                let help = "say one: `{ type = \"…\", rust = \"…\" }`";
                report.help(
                    field.wire.span,
                    format!("`{}` makes no Rust name", field.wire.value),
                    help,
                );
            }
            name
        }
    }
}

/// A file stands alone in its record: it is the upload or the download.
fn check_file(ty: &Type, file: &mut Option<Span>, marks: Marks, report: &mut Report<'_>) {
    if *ty == Type::File {
        if file.replace(marks.wire).is_some() {
            report.error(marks.ty, "a record holds at most one `file`");
        }
    } else if holds_file(ty) {
        report.error(marks.ty, "a `file` cannot be in a list or map");
    }
}

fn holds_file(ty: &Type) -> bool {
    match ty {
        Type::List(inner) | Type::Map(inner) => **inner == Type::File || holds_file(inner),
        _ => false,
    }
}

/// A union: each variant's record looked up.
pub(crate) fn union(
    from: &ast::Union,
    scope: &Scope<'_>,
    report: &mut Report<'_>,
    drafts: &mut Drafts,
) -> Union {
    let mut variants = Vec::new();
    for variant in &from.variants {
        let record = match &variant.record {
            None => None,
            Some(word) => match scope.record(word, "what a variant holds", report) {
                Some(found) => Some(found),
                None => {
                    drafts.incomplete = true;
                    continue;
                }
            },
        };
        variants.push(Variant {
            wire: variant.wire.clone(),
            content: variant.content.clone(),
            rust: variant.rust.clone(),
            doc: variant.doc.clone(),
            record,
        });
    }
    Union {
        name: from.name.value.clone(),
        doc: from.doc.clone(),
        tag: from.tag.value.clone(),
        layout: from.layout,
        variants,
    }
}
