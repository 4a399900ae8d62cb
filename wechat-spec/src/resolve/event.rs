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
) -> Option<Event> {
    let name = event_name(from);
    if !scope.owns(&name) {
        drafts.incomplete = true;
        return None;
    }
    let mut draft = record::draft(&ast::Record::default(), name, scope, report);
    record::fields(&mut draft, &from.fields, scope, report);
    draft.record.doc.clone_from(&from.doc);
    let record = TypeRef { name: draft.record.name.clone(), ..TypeRef::default() };
    drafts.add(draft);
    Some(Event {
        name: from.key.value.clone(),
        title: from.title.clone(),
        doc: from.doc.clone(),
        see: from.see.clone(),
        when: from.when.clone(),
        under: from.under.clone(),
        record,
    })
}
