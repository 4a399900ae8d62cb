//! What the whole of a file shows: which records are sent and received, which hold themselves, and
//! which nobody uses.

use crate::ast;
use crate::diagnostic::Report;
use crate::index::Index;
use crate::model::{Group, Home, Named, Response, Type};
use crate::names::is_camel;
use crate::resolve::Drafts;
use crate::resolve::graph::{Graph, named};

/// Marks all records of a file and checks that they are used, and end somewhere.
pub(crate) fn mark(
    group: &Group,
    drafts: &mut Drafts,
    file: &ast::Group,
    is_types: bool,
    report: &mut Report<'_>,
) {
    let requests = group.endpoints.iter().filter_map(|endpoint| endpoint.request.as_ref());
    let responses = group.endpoints.iter().filter_map(|endpoint| match &endpoint.response {
        Response::Json(name) | Response::Xml(name) | Response::BinaryOrJson(name) => Some(name),
        Response::Empty | Response::Binary | Response::Text => None,
    });
    let events = group.events.iter().map(|event| &event.record);

    let graph = Graph::new(drafts, &group.unions);
    let sent = graph.reach(requests);
    let received = graph.reach(responses.chain(events));
    let circles = graph.circles(|edge| edge.direct);
    let endless = graph.circles(|edge| edge.required);
    let boxes = boxes(drafts, &graph, &circles, &endless, report);

    let used: Vec<bool> =
        sent.iter().zip(&received).map(|(sent, received)| *sent || *received).collect();
    if !is_types && !drafts.incomplete && !report.broken {
        check_unused(file, group, drafts, &used, report);
    }
    for (draft, (sent, received)) in drafts.iter_mut().zip(sent.into_iter().zip(received)) {
        // Nothing says who uses a type of a types file.
        draft.record.sent = is_types || sent;
        draft.record.received = is_types || received;
    }
    for (record, field) in boxes {
        let field =
            drafts.iter_mut().nth(record).and_then(|draft| draft.record.fields.get_mut(field));
        if let Some(Type::Named(name)) = field.map(|field| &mut field.ty) {
            name.boxed = true;
        }
    }
}

/// The fields (record, field) through which a record holds itself. A record that must hold itself
/// has no end, and is refused.
fn boxes(
    drafts: &Drafts,
    graph: &Graph,
    circles: &[usize],
    endless: &[usize],
    report: &mut Report<'_>,
) -> Vec<(usize, usize)> {
    let mut boxes = Vec::new();
    // Each circle is told once.
    let mut told = vec![false; endless.len()];
    for (record, draft) in drafts.iter().enumerate() {
        for (index, (field, marks)) in draft.record.fields.iter().zip(&draft.fields).enumerate() {
            let Type::Named(name) = &field.ty else { continue };
            let Some(to) = graph.number(name) else { continue };
            if circles.get(to) != circles.get(record) {
                continue;
            }
            boxes.push((record, index));
            let required = !field.optional && name.is == Named::Record;
            let circle = endless.get(record).copied();
            if required
                && endless.get(to).copied() == circle
                && let Some(told) =
                    circle.and_then(|circle| told.get_mut(circle)).filter(|told| !**told)
            {
                *told = true;
                let message = format!("`{}` holds itself without end", draft.record.name);
                report.help(marks.ty, message, format!("make it optional: `{}?`", name.name));
            }
        }
    }
    boxes
}

fn check_unused(
    file: &ast::Group,
    group: &Group,
    drafts: &Drafts,
    used: &[bool],
    report: &mut Report<'_>,
) {
    let names = drafts.iter().map(|draft| draft.record.name.as_str());
    let names = names.chain(group.unions.iter().map(|union| union.name.as_str()));
    let mut live = Index::default();
    for (number, (name, _)) in names.zip(used).filter(|(_, used)| **used).enumerate() {
        live.add(name, number);
    }
    for (draft, _) in drafts.iter().zip(used).filter(|(_, used)| **used) {
        for name in draft.record.fields.iter().filter_map(|field| named(&field.ty)) {
            if name.home == Home::Group {
                live.add(&name.name, 0);
            }
        }
    }
    let records = file.records.iter().map(|record| ("record", &record.name));
    let enums = file.enums.iter().map(|all| ("enum", &all.name));
    let unions = file.unions.iter().map(|union| ("union", &union.name));
    for (what, name) in records.chain(enums).chain(unions) {
        // A wrong name has been told already.
        if live.get(&name.value).is_none() && is_camel(&name.value) {
            let message = format!("no endpoint or event uses the {what} `{}`", name.value);
            report.help(
                name.span,
                message,
                "remove it, or put it into `types.toml` if other files use it",
            );
        }
    }
}
