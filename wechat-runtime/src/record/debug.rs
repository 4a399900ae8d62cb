//! The `Debug` of records and unions: every field by its Rust-readable value, except what is
//! secret or private, which prints as `***`.

use std::fmt;

use super::choice::Union;
use super::shape::{Record, Shape, flag};
use super::slot::{ErasedUnion, Seen, View};

/// The `Debug` of a record.
pub fn debug<R: Record>(record: &R, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&Shown(View::of(record)), f)
}

/// The `Debug` of a union.
pub(crate) fn union<U: Union>(union: &U, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    show_union(union, f)
}

/// The `Debug` of whatever is seen.
#[cfg(feature = "callback")]
pub(crate) fn view(view: View<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&Shown(view), f)
}

struct Shown<'a>(View<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.see() {
            Seen::None => f.write_str("None"),
            Seen::String(text) => fmt::Debug::fmt(text, f),
            Seen::Int(number) => fmt::Debug::fmt(&number, f),
            Seen::Uint(number) => fmt::Debug::fmt(&number, f),
            Seen::F64(number) => fmt::Debug::fmt(&number, f),
            Seen::Bool(value) => fmt::Debug::fmt(&value, f),
            Seen::Json(value) => fmt::Display::fmt(value, f),
            Seen::Secret(secret) => fmt::Debug::fmt(secret, f),
            Seen::Time(time) => fmt::Debug::fmt(&time, f),
            Seen::File(file) => fmt::Debug::fmt(file, f),
            Seen::List(of, len, list) => {
                f.debug_list().entries((0..len).map(|index| Shown(list.item(of, index)))).finish()
            }
            Seen::Map(of, map) => {
                let mut out = f.debug_map();
                map.entries(of, &mut |key, view| {
                    out.entry(&key, &Shown(view));
                });
                out.finish()
            }
            Seen::Record(shape, record) => show_fields(shape, record, f),
            Seen::Union(union) => show_union(union, f),
        }
    }
}

fn show_fields(shape: &'static Shape, record: View<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_struct(shape.name);
    for field in shape.fields {
        let view = record.field(field);
        match view.see() {
            // What is absent is left out: most answers set few of their fields.
            Seen::None => {}
            _ if field.has(flag::PRIVATE) => {
                out.field(field.wire, &format_args!("***"));
            }
            _ => {
                out.field(field.wire, &Shown(view));
            }
        }
    }
    out.finish()
}

fn show_union(union: &dyn ErasedUnion, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let shape = union.shape();
    if let Some((tag, _)) = union.other() {
        // Its content is not described, so nothing says what of it is secret.
        return f.debug_struct(shape.name).field(shape.tag, &tag).finish_non_exhaustive();
    }
    match union.current() {
        (_, Some(content)) => f.debug_tuple(shape.name).field(&Shown(content)).finish(),
        (index, None) => {
            let tag = shape.variants.get(index).and_then(|variant| variant.tag).unwrap_or("");
            f.debug_struct(shape.name).field(shape.tag, &tag).finish()
        }
    }
}
