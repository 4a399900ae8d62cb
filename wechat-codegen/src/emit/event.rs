//! Pushed events: the enum of all that a group describes, and the table by which they are known.

use std::fmt::Write as _;

use wechat_spec::model::{Event, Group, Home};

use super::Paths;
use super::docs::{doc, escape};
use super::group::kinds;
use super::rust::literal;

/// Writes the enum of a group's events; their records are written with all others.
pub(super) fn events(out: &mut String, group: &Group, paths: &Paths) {
    if !group.common_events.is_empty() {
        let _ = writeln!(out, "#[doc(no_inline)]\npub use {}::*;\n", paths.common_events());
    }
    let events: Vec<&Event> = group.events.iter().chain(&group.common_events).collect();
    let title = format!("{} {}", escape(&group.title), escape(&group.doc));
    doc(out, &["What WeChat pushes: a variant an event.", &title]);
    out.push_str(
        "#[derive(Clone)]\n#[non_exhaustive]\n#[allow(clippy::large_enum_variant)]\npub enum Event {\n",
    );
    for event in &events {
        let title = format!("{} {}", escape(&event.title), escape(&event.doc));
        doc(out, &[if title.trim().is_empty() { &event.name } else { title.trim() }]);
        let _ = writeln!(out, "{}({}),", event.record.name, record(event, paths));
    }
    out.push_str("/// One that is not described here: all its fields.\nOther(rt::Value),\n}\n\n");
    table(out, &events);
    for event in &events {
        let (name, record) = (&event.record.name, record(event, paths));
        let _ = writeln!(
            out,
            "impl rt::EventOf<Event> for {record} {{\nconst NAME: &'static str = {name:?};\n\n\
             fn from_event(event: Event) -> rt::Result<Self, Event> {{\nmatch event {{\n\
             Event::{name}(event) => rt::Result::Ok(event),\nother => rt::Result::Err(other),\n}}\n}}\n}}\n\n\
             impl From<{record}> for Event {{\nfn from(event: {record}) -> Self {{\nSelf::{name}(event)\n}}\n}}\n"
        );
    }
    out.push_str(
        "impl rt::fmt::Debug for Event {\n#[inline]\n\
         fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {\nrt::event_debug(self, f)\n}\n}\n\n\
         impl rt::Serialize for Event {\n\
         fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {\nrt::event_serialize(self, to)\n}\n}\n\n",
    );
    for kind in kinds(group).chain(["Any".to_owned()]) {
        let _ = writeln!(out, "impl rt::Receives<Event> for rt::kind::{kind} {{}}\n");
    }
}

/// The docs of an event's record.
pub(super) fn about(event: &Event) -> String {
    let title = format!("{} {}", escape(&event.title), escape(&event.doc));
    let known = event.when.iter().map(|(key, value)| format!("`{key}` = `{value}`"));
    let known = format!("Known by {}.", known.collect::<Vec<_>>().join(", "));
    let see = match &event.see {
        Some(link) => format!("[Official page]({link})"),
        None => String::new(),
    };
    let parts = [title.trim(), &known, &see];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("\n\n")
}

fn record(event: &Event, paths: &Paths) -> String {
    match event.record.home {
        Home::Common => format!("{}::{}", paths.common_events(), event.record.name),
        _ => event.record.name.clone(),
    }
}

fn table(out: &mut String, events: &[&Event]) {
    let mut keys: Vec<&str> = Vec::new();
    for (key, _) in events.iter().flat_map(|event| &event.when) {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let place = |key: &str| keys.iter().position(|other| *other == key).unwrap_or_default();
    let _ = writeln!(
        out,
        "impl rt::Event for Event {{\n\
         const SHAPE: &'static rt::EventShape = &rt::EventShape {{\nkeys: &{keys:?},\nvariants: &["
    );
    for event in events {
        let when = event.when.iter();
        let when = when.map(|(key, value)| format!("({}, {})", place(key), literal(value)));
        let _ = writeln!(
            out,
            "rt::EventVariant {{ name: {:?}, when: &[{}], under: {} }},",
            event.record.name,
            when.collect::<Vec<_>>().join(", "),
            literal(&event.under)
        );
    }
    out.push_str("],\n};\n\nfn start(index: usize) -> Option<Self> {\nSome(match index {\n");
    for (index, event) in events.iter().enumerate() {
        let _ = writeln!(out, "{index} => Self::{}(Default::default()),", event.record.name);
    }
    out.push_str(
        "_ => return None,\n})\n}\n\n\
         fn content_mut(&mut self) -> Option<rt::Content<'_>> {\nSome(match self {\n",
    );
    for event in events {
        let _ = writeln!(out, "Self::{}(event) => rt::Content::of(event),", event.record.name);
    }
    out.push_str(
        "Self::Other(_) => return None,\n})\n}\n\n\
         fn content(&self) -> Option<(usize, rt::View<'_>)> {\nSome(match self {\n",
    );
    for (index, event) in events.iter().enumerate() {
        let _ =
            writeln!(out, "Self::{}(event) => ({index}, rt::View::of(event)),", event.record.name);
    }
    out.push_str(
        "Self::Other(_) => return None,\n})\n}\n\n\
         fn other(fields: rt::Value) -> Self {\nSelf::Other(fields)\n}\n\n\
         fn as_other(&self) -> Option<&rt::Value> {\nmatch self {\n\
         Self::Other(fields) => Some(fields),\n_ => None,\n}\n}\n}\n\n",
    );
}
