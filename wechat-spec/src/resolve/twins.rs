//! Calls and events that nothing tells apart.

use crate::ast;
use crate::diagnostic::Report;
use crate::model::{Const, ConstField, Endpoint, Event};

/// What mends a call that is there twice.
pub(crate) const DIFFER: &str = "endpoints on one path differ by a constant: `{ const = \"…\" }`";

/// Two endpoints on one path must differ by a constant.
pub(crate) fn endpoints(endpoints: &[Endpoint], file: &ast::Group, report: &mut Report<'_>) {
    for (index, (endpoint, from)) in endpoints.iter().zip(&file.endpoints).enumerate() {
        let Some(call) = &from.call else { continue };
        if let Some(twin) = endpoints.iter().take(index).find(|twin| same_call(twin, endpoint)) {
            report.help(call.span, format!("`{}` is the same call", twin.name), DIFFER);
        }
    }
}

/// Whether nothing tells two calls apart.
pub(crate) fn same_call(a: &Endpoint, b: &Endpoint) -> bool {
    a.method == b.method && a.path == b.path && a.host == b.host && !differ(&a.consts, &b.consts)
}

fn differ(a: &[ConstField], b: &[ConstField]) -> bool {
    let fixed = |constant: &ConstField| !matches!(constant.value, Const::Variable(_));
    a.iter().filter(|one| fixed(one)).any(|one| {
        b.iter().filter(|other| fixed(other)).any(|other| {
            one.wire == other.wire && one.place == other.place && one.value != other.value
        })
    })
}

/// Two events cannot be known by the same values.
pub(crate) fn events(events: &[Event], file: &ast::Group, report: &mut Report<'_>) {
    for (index, event) in events.iter().enumerate() {
        let same = |twin: &&Event| !twin.when.is_empty() && same_values(twin, event);
        let from = file.events.iter().find(|from| from.key.value == event.name);
        if let (Some(twin), Some(from)) = (events.iter().take(index).find(same), from) {
            report.error(from.key.span, format!("`{}` is known by the same values", twin.name));
        }
    }
}

fn same_values(a: &Event, b: &Event) -> bool {
    a.when.len() == b.when.len() && a.when.iter().all(|value| b.when.contains(value))
}
