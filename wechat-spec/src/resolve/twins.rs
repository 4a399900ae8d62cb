//! Calls and events that nothing tells apart.

use crate::ast;
use crate::diagnostic::Report;
use crate::model::{Const, ConstField, Endpoint, Event, Group};

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

/// Two events cannot be known by the same values, nor be one variant; those that are common to all
/// products are there too.
pub(crate) fn events(group: &Group, file: &ast::Group, report: &mut Report<'_>) {
    let events = &group.events;
    for (index, event) in events.iter().enumerate() {
        let Some(from) = file.events.iter().find(|from| from.key.value == event.name) else {
            continue;
        };
        let same = |twin: &&Event| !twin.when.is_empty() && same_values(twin, event);
        if let Some(twin) = events.iter().take(index).find(same) {
            report.error(from.key.span, format!("`{}` is known by the same values", twin.name));
        }
        if let Some(twin) = group.common_events.iter().find(same) {
            let message = format!("`{}` of `common` is known by the same values", twin.name);
            report.error(from.key.span, message);
        }
        let named = |twin: &&Event| twin.record.name == event.record.name;
        if let Some(twin) = group.common_events.iter().find(named) {
            let message =
                format!("the name `{}` is taken by an event of `common`", twin.record.name);
            report.help(from.key.span, message, "say the event's name: `name = \"…\"`");
        }
    }
}

fn same_values(a: &Event, b: &Event) -> bool {
    a.when.len() == b.when.len() && a.when.iter().all(|value| b.when.contains(value))
}
