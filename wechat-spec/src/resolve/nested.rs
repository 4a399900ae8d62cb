//! Records within records: what they may not have there, and whose keys would collide.

use crate::ast;
use crate::diagnostic::Report;
use crate::model::{Field, Form, Home, Layout, Named, Place, Type, TypeRef, Union};
use crate::resolve::graph::named;
use crate::resolve::record::Draft;
use crate::resolve::{Drafts, Scope};

/// Checks all records and unions of a file.
pub(crate) fn check(
    unions: &[Union],
    drafts: &Drafts,
    file: &ast::Group,
    scope: &Scope<'_>,
    report: &mut Report<'_>,
) {
    check_nested(drafts, unions, report);
    check_flat(unions, file, drafts, scope, report);
    for draft in drafts.iter() {
        check_inline(draft, drafts, unions, scope, report);
    }
}

/// What makes sense only in a whole request or response may not be in a record within another.
fn check_nested(drafts: &Drafts, unions: &[Union], report: &mut Report<'_>) {
    let in_records = drafts
        .iter()
        .flat_map(|draft| draft.record.fields.iter().filter_map(|field| named(&field.ty)));
    let in_unions = unions
        .iter()
        .flat_map(|union| union.variants.iter().filter_map(|variant| variant.record.as_ref()));
    let nested: Vec<&str> = in_records
        .chain(in_unions)
        .filter(|name| name.home == Home::Group)
        .map(|name| name.name.as_str())
        .collect();
    for draft in drafts.iter() {
        let name = draft.record.name.as_str();
        let is_nested = nested.contains(&name);
        for (field, marks) in draft.record.fields.iter().zip(&draft.fields) {
            if is_nested && field.ty == Type::File {
                let message = format!(
                    "a `file` belongs to a whole request or response, and `{name}` is part of another record"
                );
                report.error(marks.ty, message);
            }
        }
        let Some(endpoint) = &draft.request_of else {
            for place in draft.fields.iter().chain(&draft.consts).filter_map(|marks| marks.place) {
                report.error(place.span, "`in` is for the fields of a request");
            }
            for default in draft.fields.iter().filter_map(|marks| marks.default) {
                report.error(default, "`default` is for the fields of a request");
            }
            if let (Some(constant), false) = (draft.consts.first(), draft.record.sent) {
                report.help(
                    constant.wire,
                    "a constant is something sent",
                    "this record is only received: leave it out",
                );
            }
            continue;
        };
        let only_body = draft.record.fields.iter().all(|field| field.place == Place::Body);
        let only_values =
            draft.consts.is_empty() && draft.fields.iter().all(|marks| marks.default.is_none());
        if is_nested && !(only_body && only_values) {
            let message = format!(
                "`{name}` is the request of `{endpoint}`, with constants, defaults or fields outside of the body, so it cannot be part of another record"
            );
            report.help(draft.name.span, message, "describe it twice");
        }
    }
}

/// In a flat union the tag stands among the keys of the content.
fn check_flat(
    unions: &[Union],
    file: &ast::Group,
    drafts: &Drafts,
    scope: &Scope<'_>,
    report: &mut Report<'_>,
) {
    for (union, from) in
        unions.iter().zip(&file.unions).filter(|(union, _)| union.layout == Layout::Flat)
    {
        for variant in &union.variants {
            let Some(name) = &variant.record else {
                continue;
            };
            let fields = match name.home {
                Home::Group => drafts.get(&name.name).map(|draft| &draft.record.fields),
                _ => scope.shared_record(name).map(|record| &record.fields),
            };
            if fields.is_some_and(|fields| fields.iter().any(|field| field.wire == union.tag)) {
                let message =
                    format!("`{}` has a field `{}`, which is the tag", name.name, union.tag);
                report.help(
                    from.tag.span,
                    message,
                    "leave it out of the record: the variant says it",
                );
            }
        }
    }
}

/// The keys of an inline value stand among those of its parent: none may be there twice.
fn check_inline(
    draft: &Draft,
    drafts: &Drafts,
    unions: &[Union],
    scope: &Scope<'_>,
    report: &mut Report<'_>,
) {
    if !draft.record.fields.iter().any(|field| field.form == Some(Form::Inline)) {
        return;
    }
    let inline = Inline { drafts, unions, scope };
    let mut keys: Vec<&str> = Vec::new();
    keys.extend(
        draft.record.fields.iter().filter(|field| has_key(field)).map(|field| field.wire.as_str()),
    );
    keys.extend(draft.record.consts.iter().map(|constant| constant.wire.as_str()));
    for (field, marks) in draft.record.fields.iter().zip(&draft.fields) {
        let (Some(Form::Inline), Type::Named(name)) = (field.form, &field.ty) else {
            continue;
        };
        let mut inner = Vec::new();
        if !inline.keys(name, &mut vec![&draft.record.name], &mut inner) {
            report.error(marks.ty, format!("`{}` stands inline within itself", draft.record.name));
            continue;
        }
        if let Some(twin) = inner.iter().find(|key| keys.contains(key)) {
            report.error(
                marks.wire,
                format!("`{}` stands inline, and `{twin}` would be there twice", field.wire),
            );
        }
        keys.extend(inner);
    }
}

fn has_key(field: &Field) -> bool {
    !matches!(field.form, Some(Form::Inline | Form::Rest))
}

/// Finds the keys of inline values.
struct Inline<'a> {
    drafts: &'a Drafts,
    unions: &'a [Union],
    scope: &'a Scope<'a>,
}

impl<'a> Inline<'a> {
    /// Collects the keys of a record or union; false when it is one of `trail`.
    fn keys(&self, name: &'a TypeRef, trail: &mut Vec<&'a str>, keys: &mut Vec<&'a str>) -> bool {
        let own = name.home == Home::Group;
        if own && trail.contains(&name.name.as_str()) {
            return false;
        }
        trail.push(&name.name);
        let mut good = true;
        if name.is == Named::Union {
            let found = match own {
                true => self.unions.iter().find(|union| union.name == name.name),
                false => self.scope.shared_union(name),
            };
            keys.extend(found.into_iter().flat_map(union_keys));
        } else {
            let found = match own {
                true => self.drafts.get(&name.name).map(|draft| &draft.record),
                false => self.scope.shared_record(name),
            };
            for field in found.into_iter().flat_map(|record| &record.fields) {
                match (&field.form, &field.ty) {
                    // What a shared record holds inline is of its own file, and was checked there.
                    (Some(Form::Inline), Type::Named(inner)) if own => {
                        good &= self.keys(inner, trail, keys)
                    }
                    _ if has_key(field) => {
                        keys.push(&field.wire);
                    }
                    _ => {}
                }
            }
        }
        trail.pop();
        good
    }
}

fn union_keys(union: &Union) -> impl Iterator<Item = &str> {
    let contents = union
        .variants
        .iter()
        .filter_map(|variant| variant.content.as_deref().or(variant.wire.as_deref()));
    std::iter::once(union.tag.as_str()).chain(contents.filter(|_| union.layout == Layout::Sibling))
}
