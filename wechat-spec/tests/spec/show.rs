//! The model as lines that a person can review in a snapshot.

use std::fmt::Write as _;

use wechat_spec::model::*;

pub(crate) fn group(group: &Group) -> String {
    let mut out = String::new();
    for endpoint in &group.endpoints {
        show_endpoint(&mut out, endpoint);
    }
    for record in &group.records {
        show_record(&mut out, record);
    }
    for all in &group.enums {
        let _ = writeln!(out, "enum {}{}", all.name, if all.integer { " of integers" } else { "" });
        for value in &all.values {
            let _ = writeln!(out, "  {:?} = {} // {}", value.wire, value.rust, value.doc);
        }
    }
    for union in &group.unions {
        let _ = writeln!(out, "union {} by {:?}, {:?}", union.name, union.tag, union.layout);
        for variant in &union.variants {
            let wire =
                variant.wire.as_ref().map_or("untagged".to_owned(), |wire| format!("{wire:?}"));
            let _ = write!(out, "  {wire} = {}", variant.rust);
            if let Some(record) = &variant.record {
                let _ = write!(out, "({})", name(record));
            }
            if let Some(content) = &variant.content {
                let _ = write!(out, " under {content:?}");
            }
            out.push('\n');
        }
    }
    for event in &group.events {
        let _ = writeln!(out, "event {} {:?} when {:?}", event.name, event.record.name, event.when);
    }
    for code in &group.codes {
        let _ = writeln!(
            out,
            "code {:?} {} {:?} {:?} fix {:?}",
            code.value, code.name, code.class, code.doc, code.fix
        );
    }
    out.trim_end().to_owned()
}

fn show_endpoint(out: &mut String, endpoint: &Endpoint) {
    let method = format!("{:?}", endpoint.method).to_uppercase();
    let _ = write!(
        out,
        "endpoint {}: {method} {} body {:?}",
        endpoint.name, endpoint.path, endpoint.body
    );
    if let Some(host) = &endpoint.host {
        let _ = write!(out, " at {host}");
    }
    if !endpoint.sign.is_empty() {
        let _ = write!(out, " sign {:?}", endpoint.sign);
    }
    if endpoint.auth != Auth::Product {
        let _ = write!(out, " auth {:?}", endpoint.auth);
    }
    if endpoint.idempotent {
        out.push_str(" idempotent");
    }
    out.push('\n');
    if let Some(request) = &endpoint.request {
        let _ = writeln!(out, "  request {}", name(request));
    }
    for constant in &endpoint.consts {
        let _ =
            writeln!(out, "  always {:?} {} = {:?}", constant.place, constant.wire, constant.value);
    }
    let response = match &endpoint.response {
        Response::Json(record) => format!("json {}", name(record)),
        Response::Xml(record) => format!("xml {}", name(record)),
        Response::BinaryOrJson(record) => format!("bytes or json {}", name(record)),
        other => format!("{other:?}"),
    };
    let _ = writeln!(out, "  response {response}");
    if let Some(envelope) = &endpoint.envelope {
        let _ = writeln!(out, "  envelope {envelope:?}");
    }
    for rule in &endpoint.ok {
        let _ = writeln!(out, "  ok {rule:?}");
    }
    if let Some(why) = &endpoint.deprecated {
        let _ = writeln!(out, "  deprecated {why:?}");
    }
}

fn show_record(out: &mut String, record: &Record) {
    let _ = write!(out, "record {}", record.name);
    if record.sent {
        out.push_str(" sent");
    }
    if record.received {
        out.push_str(" received");
    }
    out.push('\n');
    for field in &record.fields {
        let optional = if field.optional { "?" } else { "" };
        let _ = write!(out, "  {}", field.wire);
        if field.rust != field.wire {
            let _ = write!(out, " as {}", field.rust);
        }
        let _ = write!(out, ": {}{optional}", ty(&field.ty));
        if field.place != Place::Body {
            let _ = write!(out, " in {:?}", field.place);
        }
        if let Some(default) = &field.default {
            let _ = write!(out, " default {default:?}");
        }
        if let Some(form) = field.form {
            let _ = write!(out, " wire {form:?}");
        }
        for (set, word) in [
            (field.private, " private"),
            (field.sensitive, " sensitive"),
            (field.deprecated.is_some(), " deprecated"),
        ] {
            if set {
                out.push_str(word);
            }
        }
        if !field.doc.is_empty() {
            let _ = write!(out, " // {}", field.doc);
        }
        out.push('\n');
    }
    for constant in &record.consts {
        let _ = writeln!(out, "  always {} = {:?}", constant.wire, constant.value);
    }
}

fn ty(ty: &Type) -> String {
    match ty {
        Type::List(inner) => format!("[{}]", self::ty(inner)),
        Type::Map(inner) => format!("{{{}}}", self::ty(inner)),
        Type::Named(record) => name(record),
        other => format!("{other:?}"),
    }
}

fn name(record: &TypeRef) -> String {
    let home = match record.home {
        Home::Group => "",
        Home::Product => "product::",
        Home::Common => "common::",
    };
    let is = match record.is {
        Named::Record => "",
        Named::TextEnum => "enum ",
        Named::IntEnum => "integer enum ",
        Named::Union => "union ",
    };
    let boxed = if record.boxed { "boxed " } else { "" };
    format!("{boxed}{is}{home}{}", record.name)
}
