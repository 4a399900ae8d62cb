//! Which wire form suits which type, and where a value may travel.

use crate::ast::At;
use crate::diagnostic::Report;
use crate::model::{Const, Form, Named, Place, Type};
use crate::resolve::record::Marks;
use crate::vocabulary::form_word;

/// The form of a field: the one given if it suits the type, the default of the type otherwise.
pub(crate) fn check(
    ty: &Type,
    optional: bool,
    form: Option<At<Form>>,
    marks: Marks,
    report: &mut Report<'_>,
) -> Option<Form> {
    let Some(At { value: form, span }) = form else {
        return (leaf(ty) == &Type::Time).then_some(Form::Unix);
    };
    if let Err(wants) = suits(form, ty) {
        report.help(
            span,
            format!("`wire = \"{}\"` does not suit the type", form_word(form)),
            format!("it is for {wants}"),
        );
        return (leaf(ty) == &Type::Time).then_some(Form::Unix);
    }
    if form == Form::Rest {
        if optional {
            report.help(
                marks.ty,
                "the rest cannot be absent",
                "an empty map is sent as nothing: leave the `?` out",
            );
        }
        if let Some(place) = marks.place {
            report.error(place.span, "the rest goes where its record goes");
        }
    }
    Some(form)
}

/// What lists and maps of it hold in the end.
fn leaf(ty: &Type) -> &Type {
    match ty {
        Type::List(inner) | Type::Map(inner) => leaf(inner),
        other => other,
    }
}

fn suits(form: Form, ty: &Type) -> Result<(), &'static str> {
    let is_number = |ty: &Type| match ty {
        Type::I32 | Type::I64 | Type::U8 | Type::U32 | Type::U64 | Type::F64 | Type::Fen => true,
        Type::Named(name) => name.is == Named::IntEnum,
        _ => false,
    };
    let (good, wants) = match form {
        Form::ZeroOne | Form::YesNo | Form::TrueFalse => (*leaf(ty) == Type::Bool, "a `bool`"),
        Form::Text => (is_number(leaf(ty)), "a number, which it writes as a string"),
        Form::Number => {
            (*leaf(ty) == Type::String, "a `string` of digits, which it writes as a number")
        }
        Form::Unix | Form::UnixMs | Form::Rfc3339 | Form::DateTime | Form::Compact | Form::Date => {
            (*leaf(ty) == Type::Time, "a `time`")
        }
        Form::Joined(_) => {
            (matches!(ty, Type::List(inner) if is_plain(inner)), "a list of plain values")
        }
        Form::Json => {
            (!is_plain(ty) && *ty != Type::File, "a record, a union, a list, a map or `json`")
        }
        Form::OneOrMany | Form::Indexed => (matches!(ty, Type::List(_)), "a list"),
        Form::Rest => (matches!(ty, Type::Map(_)), "a map: `{string}`, `{json}`"),
        Form::Inline => (
            matches!(ty, Type::Named(name) if matches!(name.is, Named::Record | Named::Union)),
            "a record or a union",
        ),
    };
    if good { Ok(()) } else { Err(wants) }
}

/// Whether a value is one word: not a record, a list or a map.
pub(crate) fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Json | Type::File | Type::List(_) | Type::Map(_) => false,
        Type::Named(name) => matches!(name.is, Named::TextEnum | Named::IntEnum),
        _ => true,
    }
}

/// Whether a constant can stand for a value of this type: it is written as it is, so it is the
/// written form that counts. The error is what it should be.
pub(crate) fn check_default(
    ty: &Type,
    form: Option<Form>,
    value: &Const,
) -> Result<(), &'static str> {
    if !is_plain(ty) {
        return Err("only a plain value has a default");
    }
    let text = matches!(value, Const::Text(_) | Const::Variable(_));
    let whole = matches!(value, Const::Int(_) | Const::Variable(_));
    let (good, wants) = match (form, ty) {
        (Some(Form::ZeroOne), _) => (matches!(value, Const::Int(0 | 1)), "it is written as 0 or 1"),
        (Some(Form::YesNo), _) => (is_one_of(value, &["Y", "N"]), "it is written as `Y` or `N`"),
        (Some(Form::TrueFalse), _) => {
            (is_one_of(value, &["true", "false"]), "it is written as `\"true\"` or `\"false\"`")
        }
        (Some(Form::Text), _) => (text, "it is written as a string"),
        (Some(Form::Number), _) => (whole, "it is written as a number"),
        (Some(Form::Unix | Form::UnixMs), _) => (whole, "it is written as a number"),
        (Some(_), Type::Time) => (text, "it is written as a string"),
        (_, Type::Bool) => (matches!(value, Const::Bool(_)), "it is `true` or `false`"),
        (_, Type::F64) => (whole || matches!(value, Const::Float(_)), "it is a number"),
        (_, Type::String | Type::Secret) => (text, "it is a string"),
        (_, Type::Named(name)) if name.is == Named::TextEnum => (text, "it is a string"),
        _ => (whole, "it is a whole number"),
    };
    if good { Ok(()) } else { Err(wants) }
}

fn is_one_of(value: &Const, words: &[&str]) -> bool {
    matches!(value, Const::Text(text) if words.contains(&text.as_str()))
}

/// Whether a field can be part of a path, a query, a header or a form.
pub(crate) fn fits_text(ty: &Type, form: Option<Form>) -> bool {
    match form {
        Some(Form::Joined(_) | Form::Json) => true,
        Some(Form::Rest) => matches!(ty, Type::Map(inner) if is_plain(inner)),
        Some(Form::Inline | Form::Indexed | Form::OneOrMany) => false,
        _ => is_plain(ty),
    }
}

/// A place, for messages.
pub(crate) fn place_word(place: Place) -> &'static str {
    match place {
        Place::Body => "the body",
        Place::Path => "the path",
        Place::Query => "the query",
        Place::Header => "a header",
    }
}
