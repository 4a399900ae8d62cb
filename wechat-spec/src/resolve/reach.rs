//! What the whole of a file shows: which records are sent and received, which hold themselves,
//! which nobody uses, and what a record that stands within another may not have.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast;
use crate::diagnostic::Report;
use crate::model::{
    Field, Form, Group, Home, Layout, Named, Place, Response, Type, TypeRef, Union,
};
use crate::resolve::record::Draft;
use crate::resolve::{Drafts, Scope};

/// Marks and checks all records of a file.
pub(crate) fn mark(
    group: &mut Group,
    drafts: &mut Drafts,
    file: &ast::Group,
    scope: &Scope<'_>,
    is_types: bool,
    report: &mut Report<'_>,
) {
    let graph = Graph::new(drafts, &group.unions);
    let requests = group
        .endpoints
        .iter()
        .filter_map(|endpoint| endpoint.request.as_ref());
    let responses = group
        .endpoints
        .iter()
        .filter_map(|endpoint| match &endpoint.response {
            Response::Json(name) | Response::Xml(name) | Response::BinaryOrJson(name) => Some(name),
            Response::Empty | Response::Binary | Response::Text => None,
        });
    let events = group.events.iter().map(|event| &event.record);
    let sent = graph.reach(requests.filter(own).map(|name| name.name.as_str()), |_| {
        true
    });
    let received = graph.reach(
        responses
            .chain(events)
            .filter(own)
            .map(|name| name.name.as_str()),
        |_| true,
    );
    // Nothing says who uses a type of a types file.
    for draft in drafts.iter_mut() {
        draft.record.sent = is_types || sent.contains(draft.record.name.as_str());
        draft.record.received = is_types || received.contains(draft.record.name.as_str());
    }
    if !is_types && !drafts.incomplete && !report.broken {
        check_unused(file, &sent, &received, report);
    }
    boxes(drafts, &graph, report);
    check_nested(drafts, &group.unions, report);
    check_flat(&group.unions, file, drafts, scope, report);
    // Those of a request are the endpoint's.
    for draft in drafts.iter_mut().filter(|draft| draft.request_of.is_some()) {
        draft.record.consts.clear();
    }
    for draft in drafts.iter() {
        check_inline(draft, drafts, &group.unions, scope, report);
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "a filter's argument")]
fn own(name: &&TypeRef) -> bool {
    name.home == Home::Group
}

/// Who holds whom, by name; enums have no edges.
struct Graph {
    edges: BTreeMap<String, Vec<Edge>>,
}

struct Edge {
    to: String,
    /// Neither a list nor a map stands between.
    direct: bool,
    /// A record holds a record that must be there.
    required: bool,
}

impl Graph {
    fn new(drafts: &Drafts, unions: &[Union]) -> Self {
        let mut edges: BTreeMap<String, Vec<Edge>> = BTreeMap::new();
        for draft in drafts.iter() {
            let of = edges.entry(draft.record.name.clone()).or_default();
            for field in &draft.record.fields {
                let direct = matches!(field.ty, Type::Named(_));
                if let Some(name) = named(&field.ty).filter(own) {
                    let required = direct && !field.optional && name.is == Named::Record;
                    of.push(Edge {
                        to: name.name.clone(),
                        direct,
                        required,
                    });
                }
            }
        }
        for union in unions {
            let of = edges.entry(union.name.clone()).or_default();
            for name in union
                .variants
                .iter()
                .filter_map(|variant| variant.record.as_ref())
                .filter(own)
            {
                of.push(Edge {
                    to: name.name.clone(),
                    direct: true,
                    required: false,
                });
            }
        }
        Graph { edges }
    }

    /// Everything that can be reached from these names, themselves included.
    fn reach<'n>(
        &self,
        from: impl Iterator<Item = &'n str>,
        follow: impl Fn(&Edge) -> bool,
    ) -> BTreeSet<String> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        let mut waiting: Vec<String> = from.map(str::to_owned).collect();
        while let Some(name) = waiting.pop() {
            if let Some(edges) = self.edges.get(&name) {
                waiting.extend(
                    edges
                        .iter()
                        .filter(|edge| follow(edge) && !found.contains(&edge.to))
                        .map(|edge| edge.to.clone()),
                );
            }
            found.insert(name);
        }
        found
    }
}

/// The name within a type.
fn named(ty: &Type) -> Option<&TypeRef> {
    match ty {
        Type::Named(name) => Some(name),
        Type::List(inner) | Type::Map(inner) => named(inner),
        _ => None,
    }
}

fn check_unused(
    file: &ast::Group,
    sent: &BTreeSet<String>,
    received: &BTreeSet<String>,
    report: &mut Report<'_>,
) {
    let records = file.records.iter().map(|record| ("record", &record.name));
    let enums = file.enums.iter().map(|all| ("enum", &all.name));
    let unions = file.unions.iter().map(|union| ("union", &union.name));
    for (what, name) in records.chain(enums).chain(unions) {
        if !sent.contains(&name.value) && !received.contains(&name.value) {
            let message = format!("no endpoint or event uses the {what} `{}`", name.value);
            report.help(
                name.span,
                message,
                "remove it, or put it into `types.toml` if other files use it",
            );
        }
    }
}

/// Boxes the fields through which a record holds itself, and refuses records without an end.
fn boxes(drafts: &mut Drafts, graph: &Graph, report: &mut Report<'_>) {
    let mut endless: BTreeSet<String> = BTreeSet::new();
    for draft in drafts.iter_mut() {
        let own_name = draft.record.name.clone();
        for (field, marks) in draft.record.fields.iter_mut().zip(&draft.fields) {
            let required = !field.optional;
            let Type::Named(name) = &mut field.ty else {
                continue;
            };
            if name.home != Home::Group || !matches!(name.is, Named::Record | Named::Union) {
                continue;
            }
            name.boxed = graph
                .reach(std::iter::once(name.name.as_str()), |edge| edge.direct)
                .contains(&own_name);
            if name.boxed && required && name.is == Named::Record && !endless.contains(&own_name) {
                let cycle = graph.reach(std::iter::once(name.name.as_str()), |edge| edge.required);
                if cycle.contains(&own_name) {
                    let help = format!("make it optional: `{}?`", name.name);
                    report.help(
                        marks.ty,
                        format!("`{own_name}` holds itself without end"),
                        help,
                    );
                    endless.extend(cycle);
                }
            }
        }
    }
}

/// What makes sense only in a whole request or response may not be in a record within another.
fn check_nested(drafts: &Drafts, unions: &[Union], report: &mut Report<'_>) {
    let in_records = drafts.iter().flat_map(|draft| {
        draft
            .record
            .fields
            .iter()
            .filter_map(|field| named(&field.ty))
    });
    let in_unions = unions.iter().flat_map(|union| {
        union
            .variants
            .iter()
            .filter_map(|variant| variant.record.as_ref())
    });
    let nested: BTreeSet<&str> = in_records
        .chain(in_unions)
        .filter(own)
        .map(|name| name.name.as_str())
        .collect();
    for draft in drafts.iter() {
        let name = draft.record.name.as_str();
        let is_nested = nested.contains(name);
        for (field, marks) in draft.record.fields.iter().zip(&draft.fields) {
            if is_nested && field.ty == Type::File {
                let message = format!(
                    "a `file` belongs to a whole request or response, and `{name}` is part of another record"
                );
                report.error(marks.ty, message);
            }
        }
        let Some(endpoint) = &draft.request_of else {
            for place in draft
                .fields
                .iter()
                .chain(&draft.consts)
                .filter_map(|marks| marks.place)
            {
                report.error(place.span, "`in` is for the fields of a request");
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
        let only_body = draft
            .record
            .fields
            .iter()
            .all(|field| field.place == Place::Body);
        if is_nested && !(only_body && draft.consts.is_empty()) {
            let message = format!(
                "`{name}` is the request of `{endpoint}`, with constants or fields outside of the body, so it cannot be part of another record"
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
    for (union, from) in unions
        .iter()
        .zip(&file.unions)
        .filter(|(union, _)| union.layout == Layout::Flat)
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
                let message = format!(
                    "`{}` has a field `{}`, which is the tag",
                    name.name, union.tag
                );
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
    if !draft
        .record
        .fields
        .iter()
        .any(|field| field.form == Some(Form::Inline))
    {
        return;
    }
    let inline = Inline {
        drafts,
        unions,
        scope,
    };
    let mut keys: BTreeSet<&str> = BTreeSet::new();
    keys.extend(
        draft
            .record
            .fields
            .iter()
            .filter(|field| has_key(field))
            .map(|field| field.wire.as_str()),
    );
    keys.extend(
        draft
            .record
            .consts
            .iter()
            .map(|constant| constant.wire.as_str()),
    );
    for (field, marks) in draft.record.fields.iter().zip(&draft.fields) {
        let (Some(Form::Inline), Type::Named(name)) = (field.form, &field.ty) else {
            continue;
        };
        let mut inner = BTreeSet::new();
        if !inline.keys(name, &mut vec![&draft.record.name], &mut inner) {
            report.error(
                marks.ty,
                format!("`{}` stands inline within itself", draft.record.name),
            );
            continue;
        }
        if let Some(twin) = inner.intersection(&keys).next() {
            report.error(
                marks.wire,
                format!(
                    "`{}` stands inline, and `{twin}` would be there twice",
                    field.wire
                ),
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
    fn keys(
        &self,
        name: &'a TypeRef,
        trail: &mut Vec<&'a str>,
        keys: &mut BTreeSet<&'a str>,
    ) -> bool {
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
                        keys.insert(&field.wire);
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
