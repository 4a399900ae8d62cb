//! The `Clone` of records: a fresh record, filled with what the table finds in the other.

use super::shape::{Kind, Record};
use super::slot::{Seen, Slot, View};
use crate::value::Fen;

/// The `Clone` of a record.
pub fn clone<R: Record>(record: &R) -> R {
    let mut copy = R::default();
    fill(Slot::of(&mut copy), View::of(record));
    copy
}

/// Fills a fresh slot with a value of its own type.
fn fill(slot: Slot<'_>, from: View<'_>) {
    let core = slot.kind().core();
    match from.see() {
        // What is fresh is absent.
        Seen::None => {}
        Seen::String(text) => match core {
            Kind::TextEnum(of) => slot.open().put_text_enum(of, text),
            _ => put(slot.open().put(text.to_owned())),
        },
        Seen::Int(number) => match core {
            Kind::IntEnum(of) => slot.open().put_int_enum(of, number),
            Kind::Fen => put(slot.open().put(Fen(number))),
            Kind::I32 => put(i32::try_from(number).is_ok_and(|number| slot.open().put(number))),
            _ => put(slot.open().put(number)),
        },
        Seen::Uint(number) => match core {
            Kind::U8 => put(u8::try_from(number).is_ok_and(|number| slot.open().put(number))),
            Kind::U32 => put(u32::try_from(number).is_ok_and(|number| slot.open().put(number))),
            _ => put(slot.open().put(number)),
        },
        Seen::F64(number) => put(slot.open().put(number)),
        Seen::Bool(value) => put(slot.open().put(value)),
        Seen::Json(value) => put(slot.open().put(value.clone())),
        Seen::Secret(secret) => put(slot.open().put(secret.clone())),
        Seen::Time(time) => put(slot.open().put(time)),
        Seen::File(file) => put(slot.open().put(file.clone())),
        Seen::List(of, len, list) => {
            let mut slot = slot.open();
            let Kind::List(own) = slot.kind() else { return put(false) };
            for index in 0..len {
                fill(slot.push(own), list.item(of, index));
            }
        }
        Seen::Map(of, map) => {
            let mut slot = slot.open();
            let Kind::Map(own) = slot.kind() else { return put(false) };
            map.entries(of, &mut |key, value| fill(slot.entry(own, key.to_owned()), value));
        }
        Seen::Record(shape, record) => {
            let mut slot = slot.open();
            for (index, field) in shape.fields.iter().enumerate() {
                fill(slot.field(shape, index), record.field(field));
            }
        }
        Seen::Union(union) => {
            let slot = slot.open();
            let Kind::Union(own) = slot.kind() else { return put(false) };
            let copy = slot.union(own);
            match (union.other(), union.current()) {
                (Some((tag, content)), _) => copy.start_other(tag.to_owned(), content.clone()),
                (None, (index, content)) => {
                    if let (Some(slot), Some(content)) = (copy.start(index), content) {
                        fill(slot, content);
                    }
                }
            }
        }
    }
}

/// Both sides have one table, so a value always fits.
fn put(fitted: bool) {
    debug_assert!(fitted, "a value fits a field of its own type");
}
