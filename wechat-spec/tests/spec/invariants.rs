//! What holds for whatever the parser makes of a text: a generator can rely on it also when the
//! file is wrong. Used by the tests here and by the fuzz target.

use std::collections::BTreeSet;

use wechat_spec::model::{Body, Group, Home, Named, Place, Response, Type, TypeRef};
use wechat_spec::{Diagnostics, Loaded, names};

/// Panics when a model is not what its readers expect.
pub(crate) fn hold(loaded: &Loaded) {
    for types in loaded.product_types.iter().chain(&loaded.common_types) {
        check(types, loaded, false);
    }
    check(&loaded.group, loaded, loaded.diagnostics.is_empty());
    say(&loaded.diagnostics);
}

/// Mistakes can be shown, each on few and plain lines.
pub(crate) fn say(diagnostics: &Diagnostics) {
    for mistake in diagnostics {
        let text = mistake.to_string();
        assert!(text.lines().count() <= 4, "{text}");
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
        assert_eq!(mistake.line == 0, mistake.column == 0);
    }
}

fn check(group: &Group, loaded: &Loaded, right: bool) {
    let records: BTreeSet<&str> = group.records.iter().map(|record| record.name.as_str()).collect();
    let all = records.iter().copied();
    let all = all.chain(group.enums.iter().map(|all| all.name.as_str()));
    let all: Vec<&str> = all.chain(group.unions.iter().map(|union| union.name.as_str())).collect();
    assert_eq!(
        all.iter().collect::<BTreeSet<_>>().len(),
        all.len(),
        "a type is there twice: {all:?}"
    );
    assert_eq!(records.len(), group.records.len(), "a record is there twice");
    assert!(all.iter().all(|name| names::is_camel(name)), "{all:?}");

    for record in &group.records {
        let fields: Vec<&str> = record.fields.iter().map(|field| field.rust.as_str()).collect();
        assert_eq!(fields.iter().collect::<BTreeSet<_>>().len(), fields.len(), "{fields:?}");
        assert!(fields.iter().all(|name| names::is_snake(name)), "{fields:?}");
        for field in &record.fields {
            check_type(&field.ty, group, loaded);
        }
    }
    for union in &group.unions {
        let variants: Vec<&str> =
            union.variants.iter().map(|variant| variant.rust.as_str()).collect();
        assert_eq!(variants.iter().collect::<BTreeSet<_>>().len(), variants.len(), "{variants:?}");
        assert!(
            variants.iter().all(|name| names::is_camel(name) && *name != "Other"),
            "{variants:?}"
        );
        for name in union.variants.iter().filter_map(|variant| variant.record.as_ref()) {
            check_ref(name, Named::Record, group, loaded);
        }
    }
    for all in &group.enums {
        let values: Vec<&str> = all.values.iter().map(|value| value.rust.as_str()).collect();
        assert_eq!(values.iter().collect::<BTreeSet<_>>().len(), values.len(), "{values:?}");
        assert!(
            values.iter().all(|name| names::is_camel(name) && *name != "Unknown"),
            "{values:?}"
        );
        assert!(all.values.iter().all(|value| !all.integer || value.wire.parse::<i64>().is_ok()));
    }
    for event in &group.events {
        assert!(names::is_snake(&event.name), "{}", event.name);
        check_ref(&event.record, Named::Record, group, loaded);
    }
    let mut endpoints = BTreeSet::new();
    for endpoint in &group.endpoints {
        assert!(names::is_snake(&endpoint.name), "{}", endpoint.name);
        assert!(endpoints.insert(&endpoint.name), "{} is there twice", endpoint.name);
        assert!(
            endpoint.path.starts_with('/') && !endpoint.path.contains(['?', ' ']),
            "{}",
            endpoint.path
        );
        if let Some(name) = &endpoint.request {
            check_ref(name, Named::Record, group, loaded);
        }
        if let Response::Json(name) | Response::Xml(name) | Response::BinaryOrJson(name) =
            &endpoint.response
        {
            check_ref(name, Named::Record, group, loaded);
        }
    }
    assert!(group.codes.iter().all(|code| code.name.is_empty() || names::is_screaming(&code.name)));
    if right {
        check_right(group);
    }
    check_boxes(group);
}

fn check_type(ty: &Type, group: &Group, loaded: &Loaded) {
    match ty {
        Type::List(inner) | Type::Map(inner) => check_type(inner, group, loaded),
        Type::Named(name) => check_ref(name, name.is, group, loaded),
        _ => {}
    }
}

fn check_ref(name: &TypeRef, is: Named, group: &Group, loaded: &Loaded) {
    let home = match name.home {
        Home::Group => Some(group),
        Home::Product => loaded.product_types.as_ref(),
        Home::Common => loaded.common_types.as_ref(),
    };
    let home = home.unwrap_or_else(|| panic!("{name:?} is of a file that is not there"));
    assert_eq!(name.is, is);
    let found = match is {
        Named::Record => home.records.iter().any(|record| record.name == name.name),
        Named::Union => home.unions.iter().any(|union| union.name == name.name),
        Named::TextEnum | Named::IntEnum => home
            .enums
            .iter()
            .any(|all| all.name == name.name && all.integer == (is == Named::IntEnum)),
    };
    assert!(found, "{name:?} is not described");
}

/// Without lists, maps and boxes no record can be reached from itself.
fn check_boxes(group: &Group) {
    let next = |name: &str| -> Vec<String> {
        let in_record = group
            .records
            .iter()
            .filter(|record| record.name == name)
            .flat_map(|record| &record.fields);
        let in_record = in_record.filter_map(|field| match &field.ty {
            Type::Named(to) if !to.boxed && to.home == Home::Group => Some(to.name.clone()),
            _ => None,
        });
        let in_union = group
            .unions
            .iter()
            .filter(|union| union.name == name)
            .flat_map(|union| &union.variants);
        let in_union = in_union
            .filter_map(|variant| variant.record.as_ref())
            .filter(|to| to.home == Home::Group);
        in_record.chain(in_union.map(|to| to.name.clone())).collect()
    };
    for record in &group.records {
        let mut seen = BTreeSet::new();
        let mut waiting = next(&record.name);
        while let Some(name) = waiting.pop() {
            assert_ne!(name, record.name, "it holds itself without a box");
            if seen.insert(name.clone()) {
                waiting.extend(next(&name));
            }
        }
    }
}

/// What holds when nothing is wrong with the file.
fn check_right(group: &Group) {
    for endpoint in &group.endpoints {
        let fields = endpoint.request.iter().filter(|name| name.home == Home::Group);
        let fields =
            fields.flat_map(|name| group.records.iter().filter(|record| record.name == name.name));
        let fields: Vec<_> = fields.flat_map(|record| &record.fields).collect();
        for field in &fields {
            let named = endpoint.path.contains(&format!("{{{}}}", field.wire));
            assert!(
                named || field.place != Place::Path,
                "{} is not in {}",
                field.wire,
                endpoint.path
            );
        }
        let in_path = fields.iter().filter(|field| field.place == Place::Path).count();
        assert_eq!(in_path, endpoint.path.matches('{').count(), "{}", endpoint.path);
        let in_body = fields.iter().any(|field| field.place == Place::Body);
        let in_body =
            in_body || endpoint.consts.iter().any(|constant| constant.place == Place::Body);
        assert!(!in_body || endpoint.body != Body::None, "{} has no body", endpoint.name);
        let files = fields.iter().filter(|field| field.ty == Type::File).count();
        let takes_file =
            matches!(endpoint.body, Body::Multipart | Body::JsonOrMultipart | Body::Raw);
        assert!(files == 0 || (files == 1 && takes_file), "{}", endpoint.name);
    }
}
