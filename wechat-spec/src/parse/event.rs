//! `[event.…]`

use crate::ast::{Event, Word};
use crate::diagnostic::Report;
use crate::parse::field::field;
use crate::parse::group::check_type_name;
use crate::parse::{Keys, table, wrong_type};
use crate::source::Span;
use crate::toml::{Kind, Table};
use crate::vocabulary::EVENT;

pub(crate) fn event(report: &mut Report<'_>, key: Word, all: &Table<'_>) -> Event {
    // Fields stand beside the keys of the event, so that no key is unknown.
    let keys = Keys::open(all);
    let name = keys.word(report, "name").filter(|name| check_type_name(report, "event", name));
    Event {
        name,
        title: keys.title(report, "title"),
        doc: keys.doc(report, "doc"),
        see: keys.link(report, "see"),
        when: when(report, &keys, key.span, &key.value),
        under: keys.word(report, "under").map(|under| under.value).unwrap_or_default(),
        fields: all
            .entries
            .iter()
            .filter(|entry| !EVENT.contains(&entry.key.as_ref()))
            .map(|entry| field(report, entry))
            .collect(),
        key,
    }
}

fn when(
    report: &mut Report<'_>,
    keys: &Keys<'_, '_>,
    at: Span,
    name: &str,
) -> Vec<(String, String)> {
    let Some(node) = keys.get("when") else {
        let help = "say `when = { MsgType = \"event\", Event = \"…\" }`".to_owned();
        report.missing(
            at,
            format!("nothing says when a message is the event `{name}`"),
            Some(help),
        );
        return Vec::new();
    };
    let Some(conditions) = table(report, node, "when") else {
        return Vec::new();
    };
    if conditions.entries.is_empty() {
        report.error(node.span, "`when` is empty: every message would be this event");
    }
    let mut when = Vec::new();
    for entry in &conditions.entries {
        let value = match &entry.value.kind {
            Kind::Text(text) => text.to_string(),
            Kind::Int(number) => number.to_string(),
            _ => {
                wrong_type(report, &entry.value, &entry.key, "a string or an integer");
                continue;
            }
        };
        when.push((entry.key.to_string(), value));
    }
    when
}
