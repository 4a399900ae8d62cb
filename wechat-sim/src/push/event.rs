//! Events of every kind, made from their descriptions.

use serde_json::{Value, json};

use super::Push;
use crate::engine::Engine;
use crate::generate::Generator;
use crate::schema::EventEntry;

/// An event of the catalogue, and a push that is one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EventSample {
    /// The product's name and the event's key: `official_account.subscribe`.
    pub name: String,
    /// Its Rust name: `Subscribe`.
    pub variant: String,
    /// The push, with every field that is described.
    pub push: Push,
}

/// The events that apps of a product are sent.
pub(crate) fn samples(engine: &Engine, product: &str) -> Vec<EventSample> {
    let entries = engine.schema.events().iter().filter(|entry| entry.product == product);
    entries.map(|entry| sample(engine, entry)).collect()
}

/// One of them, by product and key.
pub(crate) fn named(engine: &Engine, name: &str) -> Option<Push> {
    let entry = engine.schema.events().iter().find(|entry| entry.name() == name)?;
    Some(sample(engine, entry).push)
}

fn sample(engine: &Engine, entry: &EventEntry) -> EventSample {
    let name = entry.name();
    let now = engine.clock.now() / 1000;
    let mut generator = Generator::new(&engine.schema, engine.seed, &name, now);
    let record = engine.schema.event_record(entry);
    let fields = record.map(|(file, record)| generator.record(file, record));
    let mut fields = fields.unwrap_or_else(|| json!({}));
    fields.as_object_mut().into_iter().flat_map(|fields| fields.values_mut()).for_each(fill);
    let mut push = Push::fields(fields);
    // Its own fields stand behind those by which it is known.
    for (field, value) in &entry.event.when {
        push.fields.insert(field.clone(), json!(value));
    }
    let told = |push: &Push, field: &str| push.fields.contains_key(field);
    if told(&push, "Event") && !told(&push, "MsgType") {
        push.fields.insert("MsgType".into(), json!("event"));
    }
    if told(&push, "InfoType") {
        if entry.product == "wecom" {
            push.fields.insert("SuiteId".into(), json!("ww0123456789abcdef"));
        }
    } else if !told(&push, "FromUserName") {
        let from = if entry.product == "wecom" { "LiLei" } else { "oLiLei-0123456789abcdefghij" };
        push.fields.insert("FromUserName".into(), Value::from(from));
    }
    push.under = entry.event.under.clone();
    EventSample { name, variant: entry.event.record.name.clone(), push }
}

/// What may hold anything holds something: in XML nothing and an empty text are the same.
fn fill(value: &mut Value) {
    match value {
        Value::Object(map) if map.is_empty() => *value = json!({"Anything": "of any kind"}),
        Value::Object(map) => map.values_mut().for_each(fill),
        Value::Array(items) => items.iter_mut().for_each(fill),
        _ => {}
    }
}
