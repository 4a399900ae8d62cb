//! Records: the struct, its table, `new` and setters, conversions, and the forwarding impls.

use std::fmt::Write as _;

use wechat_spec::model::{ConstField, Endpoint, Field, Form, Group, Named, Place, Record, Type};

use super::Paths;
use super::docs::{doc, escape};
use super::endpoint::constant;
use super::rust::{ident, ty};

/// Writes a record.
pub(super) fn record(out: &mut String, record: &Record, group: &Group, paths: &Paths) {
    let name = &record.name;
    let request_of = group
        .endpoints
        .iter()
        .find(|endpoint| endpoint.request.as_ref().is_some_and(|request| request.name == *name));
    let about = match request_of {
        Some(endpoint) if record.doc.is_empty() => {
            format!(
                "What [`{}`]({}::{}) sends.",
                endpoint.name,
                super::rust::handle(&group.name),
                endpoint.name
            )
        }
        _ => match group.events.iter().find(|event| event.record.name == *name) {
            Some(event) => super::event::about(event),
            None => escape(&record.doc),
        },
    };
    let fallback = match answer_to(record, group) {
        Some(endpoint) => format!(
            "What [`{}`]({}::{}) answers.",
            endpoint.name,
            super::rust::handle(&group.name),
            endpoint.name
        ),
        None => format!("WeChat's `{name}`."),
    };
    doc(out, &[if about.is_empty() { &fallback } else { &about }]);
    out.push_str("#[derive(Default)]\n#[non_exhaustive]\n#[repr(C)]\n");
    let _ = writeln!(out, "pub struct {name} {{");
    for field in &record.fields {
        field_doc(out, field);
        let _ = writeln!(out, "pub {}: {},", ident(&field.rust), field_ty(field, paths));
    }
    out.push_str("}\n\n");

    if record.sent && !record.fields.is_empty() {
        setters(out, record, paths);
        from(out, record, paths);
    }
    table(out, record, group, paths);
    let _ = writeln!(
        out,
        "impl Clone for {name} {{\n#[inline]\nfn clone(&self) -> Self {{\nrt::clone(self)\n}}\n}}\n"
    );
    forward(out, name, "debug", "serialize", "deserialize");
}

fn answer_to<'g>(record: &Record, group: &'g Group) -> Option<&'g Endpoint> {
    use wechat_spec::model::Response;
    group.endpoints.iter().find(|endpoint| match &endpoint.response {
        Response::Json(name) | Response::Xml(name) | Response::BinaryOrJson(name) => {
            name.name == record.name
        }
        _ => false,
    })
}

fn field_doc(out: &mut String, field: &Field) {
    let text = if field.doc.is_empty() { format!("`{}`", field.wire) } else { escape(&field.doc) };
    let deprecated = match &field.deprecated {
        Some(why) => format!("Deprecated: {}", escape(why)),
        None => String::new(),
    };
    doc(out, &[&text, &deprecated]);
}

/// Whether a field is an argument of `new`. All fields that nobody has described may well be none.
fn is_needed(field: &Field) -> bool {
    !field.optional && field.form != Some(Form::Rest)
}

fn field_ty(field: &Field, paths: &Paths) -> String {
    let ty = ty(&field.ty, paths);
    if field.optional { format!("Option<{ty}>") } else { ty }
}

/// How a value is taken as an argument, and how it becomes the field's.
fn argument(field: &Field, paths: &Paths) -> (String, String) {
    let name = ident(&field.rust);
    match &field.ty {
        Type::List(item) => {
            // One bound and one call: nested ones take the compiler a tenth of its time.
            match taken(item, paths) {
                (_, true) => (
                    format!("impl rt::IntoList<{}>", ty(item, paths)),
                    format!("rt::IntoList::into_list({name})"),
                ),
                (item, false) => (
                    format!("impl IntoIterator<Item = {item}>"),
                    format!("{name}.into_iter().collect()"),
                ),
            }
        }
        Type::Map(value) => {
            let (value, into) = taken(value, paths);
            let value_of = if into { "value.into()" } else { "value" };
            (
                format!("impl IntoIterator<Item = (impl Into<String>, {value})>"),
                format!(
                    "{name}.into_iter().map(|(key, value)| (key.into(), {value_of})).collect()"
                ),
            )
        }
        single => match taken(single, paths) {
            (ty, true) => (ty, format!("{name}.into()")),
            (ty, false) => (ty, name),
        },
    }
}

/// How one value is taken, and whether by `Into`.
fn taken(single: &Type, paths: &Paths) -> (String, bool) {
    let plain = ty(single, paths);
    let into = match single {
        Type::I32 | Type::I64 | Type::U8 | Type::U32 | Type::U64 | Type::F64 | Type::Bool => false,
        Type::List(_) | Type::Map(_) => false,
        Type::Named(named) => matches!(named.is, Named::Record | Named::Union),
        _ => true,
    };
    (if into { format!("impl Into<{plain}>") } else { plain }, into)
}

fn setters(out: &mut String, record: &Record, paths: &Paths) {
    let _ = writeln!(out, "impl {} {{", record.name);
    let required: Vec<&Field> = record.fields.iter().filter(|field| is_needed(field)).collect();
    let optional = record.fields.len() > required.len();
    out.push_str(match (required.is_empty(), optional) {
        (true, _) => "/// Nothing is required; setters add the rest.\n",
        (false, true) => "/// With what is required; setters add the rest.\n",
        (false, false) => "/// With all it takes.\n",
    });
    if required.len() > 7 {
        out.push_str("#[allow(clippy::too_many_arguments)]\n");
    }
    let arguments: Vec<String> = required
        .iter()
        .map(|field| format!("{}: {}", ident(&field.rust), argument(field, paths).0))
        .collect();
    let _ = writeln!(out, "pub fn new({}) -> Self {{", arguments.join(", "));
    if required.is_empty() {
        out.push_str("Default::default()\n");
    } else {
        let values: Vec<String> = required
            .iter()
            .map(|field| {
                let (name, value) = (ident(&field.rust), argument(field, paths).1);
                if name == value { name } else { format!("{name}: {value}") }
            })
            .collect();
        let rest = if optional { ", ..Default::default()" } else { "" };
        let _ = writeln!(out, "Self {{ {}{rest} }}", values.join(", "));
    }
    out.push_str("}\n");
    for field in record.fields.iter().filter(|field| !is_needed(field)) {
        out.push('\n');
        field_doc(out, field);
        let (argument, mut value) = argument(field, paths);
        let name = ident(&field.rust);
        if field.optional {
            value = format!("Some({value})");
        }
        let _ = writeln!(
            out,
            "pub fn {name}(mut self, {name}: {argument}) -> Self {{\nself.{name} = {value};\nself\n}}"
        );
    }
    out.push_str("}\n\n");
}

/// `From` the one required field, so that a call reads `code2session("…")`.
fn from(out: &mut String, record: &Record, paths: &Paths) {
    let mut required = record.fields.iter().filter(|field| is_needed(field));
    let (Some(only), None) = (required.next(), required.next()) else { return };
    let sources: &[&str] = match &only.ty {
        Type::String => &["&str", "String"],
        Type::Secret => &["&str", "String", "rt::Secret"],
        _ => &[],
    };
    let own = ty(&only.ty, paths);
    let own = [own.as_str()];
    for source in if sources.is_empty() { &own[..] } else { sources } {
        let name = ident(&only.rust);
        let _ = writeln!(
            out,
            "impl From<{source}> for {} {{\nfn from({name}: {source}) -> Self {{\nSelf::new({name})\n}}\n}}\n",
            record.name
        );
    }
}

fn table(out: &mut String, record: &Record, group: &Group, paths: &Paths) {
    let name = &record.name;
    let _ = write!(
        out,
        "// SAFETY: the table names each field's own type, in order.\nunsafe impl rt::Record for {name} {{\n\
         const SHAPE: &'static rt::Shape = &rt::Shape::new({name:?}, &rt::fields::<Self, {}>([\n",
        record.fields.len()
    );
    let cyclic = cycle(record, group);
    for field in &record.fields {
        let ty = field_ty(field, paths);
        let of = if holds(&field.ty, &cyclic) {
            format!("rt::Of::lazy::<{ty}>()")
        } else {
            format!("<{ty} as rt::Type>::OF")
        };
        let (wire, flags) = (&field.wire, flags(field));
        let _ = writeln!(out, "rt::Entry {{ wire: {wire:?}, of: {of}, flags: {flags} }},");
    }
    out.push_str("]))");
    if !record.consts.is_empty() {
        consts(out, &record.consts);
    }
    out.push_str(";\n}\n\n");
}

fn consts(out: &mut String, consts: &[ConstField]) {
    out.push_str(".consts(&[");
    for field in consts {
        out.push_str(&constant(field));
        out.push_str(", ");
    }
    out.push_str("])");
}

/// Names of the group's records and unions through which this record can reach itself.
fn cycle(record: &Record, group: &Group) -> Vec<String> {
    let reach = |from: &str| {
        let mut seen: Vec<&str> = Vec::new();
        let mut todo = vec![from];
        while let Some(name) = todo.pop() {
            for next in parts(name, group) {
                if !seen.contains(&next) {
                    seen.push(next);
                    todo.push(next);
                }
            }
        }
        seen
    };
    reach(&record.name)
        .into_iter()
        .filter(|name| *name == record.name || reach(name).contains(&record.name.as_str()))
        .map(str::to_owned)
        .collect()
}

/// What a record's fields or a union's variants hold directly.
fn parts<'g>(name: &str, group: &'g Group) -> Vec<&'g str> {
    fn inner(ty: &Type) -> Option<&str> {
        match ty {
            Type::List(item) | Type::Map(item) => inner(item),
            Type::Named(name) => Some(&name.name),
            _ => None,
        }
    }
    let fields = group.records.iter().filter(|record| record.name == name);
    let variants = group.unions.iter().filter(|union| union.name == name);
    fields
        .flat_map(|record| record.fields.iter().filter_map(|field| inner(&field.ty)))
        .chain(variants.flat_map(|union| {
            union
                .variants
                .iter()
                .filter_map(|variant| variant.record.as_ref().map(|r| r.name.as_str()))
        }))
        .collect()
}

fn holds(ty: &Type, names: &[String]) -> bool {
    match ty {
        Type::List(item) | Type::Map(item) => holds(item, names),
        Type::Named(name) => names.contains(&name.name),
        _ => false,
    }
}

fn flags(field: &Field) -> String {
    let mut flags = Vec::new();
    match field.place {
        Place::Body => {}
        Place::Path => flags.push("PATH"),
        Place::Query => flags.push("QUERY"),
        Place::Header => flags.push("HEADER"),
    }
    if field.private {
        flags.push("PRIVATE");
    }
    if field.sensitive {
        flags.push("SENSITIVE");
    }
    if let Some(form) = field.form {
        flags.extend(match form {
            Form::ZeroOne => Some("ZERO_ONE"),
            Form::YesNo => Some("YES_NO"),
            Form::TrueFalse => Some("TRUE_FALSE"),
            Form::Text => Some("TEXT"),
            Form::Number => Some("NUMBER"),
            Form::Unix => None,
            Form::UnixMs => Some("UNIX_MS"),
            Form::Rfc3339 => Some("RFC3339"),
            Form::DateTime => Some("DATE_TIME"),
            Form::Compact => Some("COMPACT"),
            Form::Date => Some("DATE"),
            Form::Joined('|') => Some("BAR"),
            Form::Joined(';') => Some("SEMICOLON"),
            Form::Joined(_) => Some("COMMA"),
            Form::Json => Some("JSON"),
            Form::OneOrMany => Some("ONE_OR_MANY"),
            Form::Indexed => Some("INDEXED"),
            Form::Rest => Some("REST"),
            Form::Inline => Some("INLINE"),
        });
    }
    if flags.is_empty() {
        return "0".to_owned();
    }
    flags.iter().map(|flag| format!("rt::flag::{flag}")).collect::<Vec<_>>().join(" | ")
}

/// `Debug`, `Serialize` and `Deserialize`, by forwarding to the codec.
pub(super) fn forward(
    out: &mut String,
    name: &str,
    debug: &str,
    serialize: &str,
    deserialize: &str,
) {
    let _ = writeln!(
        out,
        "impl rt::fmt::Debug for {name} {{\n#[inline]\n\
         fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {{\nrt::{debug}(self, f)\n}}\n}}\n\n\
         impl rt::Serialize for {name} {{\n\
         fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {{\nrt::{serialize}(self, to)\n}}\n}}\n\n\
         impl<'de> rt::Deserialize<'de> for {name} {{\n\
         fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {{\nrt::{deserialize}(from)\n}}\n}}\n"
    );
}
