//! Events: their fields as records.

use crate::ast;
use crate::diagnostic::Report;
use crate::model::{Event, TypeRef};
use crate::resolve::scope::event_name;
use crate::resolve::{Drafts, Scope, record};

pub(crate) fn event(
    from: &ast::Event,
    scope: &Scope<'_>,
    drafts: &mut Drafts,
    report: &mut Report<'_>,
) -> Event {
    let name = event_name(from);
    let mut draft = record::draft(&ast::Record::default(), name, scope, report);
    record::fields(&mut draft, &from.fields, scope, report);
    draft.record.doc.clone_from(&from.doc);
    for marks in &draft.fields {
        if let Some(place) = marks.place {
            report.error(place.span, "an event's fields have no place of their own");
        }
    }
    if let Some(constant) = draft.consts.first() {
        report.help(
            constant.wire,
            "an event has no constants",
            "say by what it is known in `when = { … }`",
        );
    }
    draft.consts.clear();
    draft.record.consts.clear();
    let record = TypeRef {
        name: draft.record.name.clone(),
        ..TypeRef::default()
    };
    drafts.add(draft);
    Event {
        name: from.key.value.clone(),
        title: from.title.clone(),
        doc: from.doc.clone(),
        see: from.see.clone(),
        when: from.when.clone(),
        record,
    }
}

/// Two events cannot be known by the same values.
pub(crate) fn check_twins(events: &[Event], file: &ast::Group, report: &mut Report<'_>) {
    for (index, (event, from)) in events.iter().zip(&file.events).enumerate() {
        if let Some(twin) = events
            .iter()
            .take(index)
            .find(|twin| !twin.when.is_empty() && twin.when == event.when)
        {
            report.error(
                from.key.span,
                format!("`{}` is known by the same values", twin.name),
            );
        }
    }
}
