//! What holds of each event.

use serde_core::Serialize;
use serde_json::{Map, Value, json};
use wechat_app::callback::{Event, Message};
use wechat_app::{
    channels, common, dialogue, mini_program, official_account, open_platform, wecom,
    wecom::chat_archive_messages,
};
use wechat_spec::model::Group;

use super::group;
use super::sample::{HIDDEN, Lists, Sample, of};

/// Does the same with the events of each file.
macro_rules! each {
    ($check:ident) => {
        $check::<common::events::Event>(group("common", "events"));
        $check::<official_account::events::Event>(group("official_account", "events"));
        $check::<mini_program::events::Event>(group("mini_program", "events"));
        $check::<open_platform::events::Event>(group("open_platform", "events"));
        $check::<channels::events::Event>(group("channels", "events"));
        $check::<dialogue::events::Event>(group("dialogue", "events"));
        $check::<wecom::events::Event>(group("wecom", "events"));
        $check::<chat_archive_messages::Event>(group("wecom", "chat_archive_messages"));
    };
}

fn read<E: Event>(sample: &Sample, text: String) -> E {
    let message = Message::parse(text).unwrap();
    let event = message.event::<E>();
    assert_eq!(event.name(), sample.variant, "{}", message.text());
    event
}

/// What the record says, in the form in which WeChat writes it, without that by which it is known.
fn own<E: Event + Serialize>(sample: &Sample, event: &E) -> Map<String, Value> {
    let Value::Object(mut fields) = serde_json::to_value(event).unwrap() else {
        panic!("{} is no object", event.name())
    };
    fields.retain(|name, _| !sample.head.contains_key(name));
    fields
}

fn is_kept<E: Event + Serialize>(group: &'static Group) {
    for sample in of(group) {
        let mut texts = vec![sample.json(), sample.xml(Lists::Repeated), sample.xml(Lists::Items)];
        if !sample.under.is_empty() {
            texts.push(sample.json_under());
        }
        for text in texts {
            let event = read::<E>(&sample, text.clone());
            assert_eq!(own(&sample, &event), sample.fields, "{}: {text}", sample.variant);
        }
    }
}

#[test]
fn what_an_event_says_is_kept_in_both_forms() {
    each!(is_kept);
}

fn is_found_empty<E: Event + Serialize>(group: &'static Group) {
    for mut sample in of(group) {
        // Not one field of its own; then all of them empty, as some of WeChat's servers write it.
        let fields = std::mem::take(&mut sample.fields);
        for empty in [Map::new(), fields.into_iter().map(|(name, _)| (name, json!(""))).collect()] {
            sample.fields = empty;
            for text in [sample.json(), sample.xml(Lists::Repeated)] {
                let event = read::<E>(&sample, text);
                for (name, value) in own(&sample, &event) {
                    assert!(nothing(&value), "{}.{name} is {value}", sample.variant);
                }
            }
        }
    }
}

fn nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        // What holds JSON holds an empty text.
        Value::String(text) => text.is_empty() || text == "\"\"",
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[test]
fn absent_and_empty_fields_lose_no_event() {
    each!(is_found_empty);
}

fn is_found_unfit<E: Event>(group: &'static Group) {
    for mut sample in of(group) {
        for unfit in [json!({"a": [{"b": 1}]}), json!([[{}], -1.5]), json!(-7), json!("\u{5b57}")] {
            sample.fields.values_mut().for_each(|value| *value = unfit.clone());
            read::<E>(&sample, sample.json());
        }
    }
}

#[test]
fn values_that_do_not_fit_lose_no_event() {
    each!(is_found_unfit);
}

fn is_silent<E: Event>(group: &'static Group) {
    for sample in of(group) {
        let event = read::<E>(&sample, sample.json());
        assert!(!format!("{event:?}{event:#?}").contains(HIDDEN), "{} tells", sample.variant);
    }
}

#[test]
fn secrets_of_events_are_not_printed() {
    each!(is_silent);
}
