//! Fields whose keys stand among their parent's: a record or union `inline`, `indexed` lists
//! (`name_0`, `name_1`, …), and the `rest` of the keys as a map.

use serde_core::de::DeserializeSeed as _;
use serde_json::{Map, Value};

use super::choice;
use super::decode::{Cx, Put, takes_keys};
use super::shape::{Form, Kind, Shape, flag};
use super::slot::Slot;

type Read = Result<(), serde_json::Error>;

/// Fills the fields of `shape` that take keys of others from the keys that have no field.
pub(crate) fn fill(
    mut slot: Slot<'_>,
    shape: &'static Shape,
    mut rest: Map<String, Value>,
    cx: &Cx,
) -> Read {
    for (index, field) in shape.fields.iter().enumerate() {
        let part = slot.field(shape, index);
        if field.has(flag::INLINE) {
            inline(part, &mut rest, cx)?;
        } else if field.has(flag::INDEXED) {
            indexed(part, field.wire, "", &mut rest, cx)?;
        }
    }
    for (index, field) in shape.fields.iter().enumerate() {
        if field.has(flag::REST) {
            let tree = Value::Object(std::mem::take(&mut rest));
            Put { slot: slot.field(shape, index), form: Form::Plain, cx }.deserialize(tree)?;
        }
    }
    Ok(())
}

/// Takes the keys of a record or union out of its parent's.
fn inline(slot: Slot<'_>, rest: &mut Map<String, Value>, cx: &Cx) -> Read {
    match slot.kind().core() {
        Kind::Record(shape) => {
            let known = |key: &String| shape.open || shape.fields.iter().any(|f| f.wire == key);
            let keys: Vec<String> = rest.keys().filter(|key| known(key)).cloned().collect();
            if keys.is_empty() {
                return Ok(());
            }
            let own = keys.iter().filter_map(|key| rest.remove_entry(key)).collect();
            Put { slot: slot.open(), form: Form::Plain, cx }.deserialize(Value::Object(own))
        }
        Kind::Union(shape) => {
            if !rest.contains_key(shape.tag) && !shape.variants.iter().any(|v| v.tag.is_none()) {
                return Ok(());
            }
            choice::take(slot.open().union(shape), rest, cx)
        }
        _ => Ok(()),
    }
}

/// Gathers `name_0`, `name_1`, … into the items of a list. In a list of records it is the keys of
/// the record that carry the index; lists in lists carry one index each (`name_0_1`).
fn indexed(
    slot: Slot<'_>,
    wire: &str,
    suffix: &str,
    rest: &mut Map<String, Value>,
    cx: &Cx,
) -> Read {
    let Kind::List(of) = slot.kind().core() else { return Ok(()) };
    let mut slot = Some(slot);
    let mut list: Option<Slot<'_>> = None;
    for index in 0.. {
        let suffix = format!("{suffix}_{index}");
        let found = match of.inner.core() {
            Kind::Record(shape) => gather(shape, &suffix, rest),
            _ => rest.remove(&format!("{wire}{suffix}")),
        };
        let Some(found) = found else { break };
        // Opened late, so that an optional list without items stays absent.
        let list = match &mut list {
            Some(list) => list,
            None => match slot.take() {
                Some(slot) => list.insert(slot.open()),
                None => break,
            },
        };
        Put { slot: list.push(of), form: Form::Plain, cx }.deserialize(found)?;
    }
    Ok(())
}

fn gather(shape: &'static Shape, suffix: &str, rest: &mut Map<String, Value>) -> Option<Value> {
    let mut own = Map::new();
    for field in shape.fields {
        if field.has(flag::INDEXED) {
            // The inner list's keys keep their own index only.
            let deeper: Vec<(String, String)> = inner_keys(field.kind, field.wire)
                .iter()
                .flat_map(|key| {
                    let prefix = format!("{key}{suffix}_");
                    rest.keys()
                        .filter_map(|k| {
                            Some((k.clone(), format!("{key}_{}", k.strip_prefix(&prefix)?)))
                        })
                        .collect::<Vec<_>>()
                })
                .collect();
            for (from, to) in deeper {
                own.extend(rest.remove(&from).map(|value| (to, value)));
            }
        } else if !takes_keys(field)
            && let Some(value) = rest.remove(&format!("{}{suffix}", field.wire))
        {
            own.insert(field.wire.to_owned(), value);
        }
    }
    (!own.is_empty()).then_some(Value::Object(own))
}

fn inner_keys(kind: Kind, wire: &'static str) -> Vec<&'static str> {
    match kind.core() {
        Kind::List(of) => match of.inner.core() {
            Kind::Record(shape) => shape.fields.iter().map(|field| field.wire).collect(),
            _ => vec![wire],
        },
        _ => Vec::new(),
    }
}
