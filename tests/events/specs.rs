//! What holds of the descriptions of events.

use std::collections::BTreeMap;

use wechat_spec::model::{Event, Group};

use super::CATALOG;

fn all() -> impl Iterator<Item = (&'static Group, &'static Event)> {
    CATALOG.groups.iter().flat_map(|group| group.events.iter().map(move |event| (group, event)))
}

#[test]
fn events_are_told_of() {
    for (group, event) in all() {
        let name = format!("{}.{}", group.product, event.name);
        assert!(event.title.chars().any(|c| c >= '\u{4e00}'), "{name} has no Chinese title");
        assert!(event.doc.ends_with(['.', ')', '…']), "{name} is not told of: {:?}", event.doc);
        assert!(!event.doc.chars().any(|c| c >= '\u{4e00}'), "{name}: {}", event.doc);
    }
}

/// A text that stands twice tells of neither.
#[test]
fn no_two_events_are_told_of_alike() {
    for group in &CATALOG.groups {
        let mut docs: BTreeMap<&str, &str> = BTreeMap::new();
        for event in &group.events {
            if let Some(other) = docs.insert(&event.doc, &event.name) {
                panic!("{}: {other} and {} say the same", group.product, event.name);
            }
        }
    }
}

/// The message says these itself.
#[test]
fn events_do_not_repeat_what_messages_say() {
    let head = ["ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "InfoType"];
    for (group, event) in all() {
        let record = group.records.iter().find(|record| record.name == event.record.name).unwrap();
        for field in &record.fields {
            assert!(!head.contains(&field.wire.as_str()), "{}: {}", event.name, field.wire);
        }
    }
}

/// So that none gets lost unnoticed.
#[test]
fn every_product_has_its_events() {
    for (product, least) in [
        ("common", 44),
        ("official_account", 45),
        ("mini_program", 80),
        ("open_platform", 21),
        ("channels", 40),
        ("wecom", 120),
        ("dialogue", 2),
    ] {
        let count = all().filter(|(group, _)| group.product == product).count();
        assert!(count >= least, "{product}: {count}");
    }
}
