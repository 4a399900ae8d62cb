//! What the whole of a file shows: which records are sent and received, which hold themselves, and
//! which nobody uses.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast;
use crate::diagnostic::Report;
use crate::model::{Group, Home, Named, Response, Type, TypeRef, Union};
use crate::names::is_camel;
use crate::resolve::Drafts;

/// Marks and checks all records of a file.
pub(crate) fn mark(
    group: &mut Group,
    drafts: &mut Drafts,
    file: &ast::Group,
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
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "a filter's argument")]
pub(crate) fn own(name: &&TypeRef) -> bool {
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
pub(crate) fn named(ty: &Type) -> Option<&TypeRef> {
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
        // A wrong name has been told already.
        let used = sent.contains(&name.value) || received.contains(&name.value);
        if !used && is_camel(&name.value) {
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
