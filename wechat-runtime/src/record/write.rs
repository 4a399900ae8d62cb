//! Record → anything that serialises: JSON bodies, JSON in strings, a user's own format.

use serde_core::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

use super::choice::Layout;
use super::shape::{Field, Form, Shape, flag};
use super::slot::{ErasedUnion, Seen, View};
use super::text;
use crate::op::{self, Place};
use crate::value::Time;

/// A value, written in its form.
pub(crate) struct Written<'a> {
    pub(crate) view: View<'a>,
    pub(crate) form: Form,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = self.form;
        match self.view.see() {
            Seen::None => serializer.serialize_none(),
            Seen::String(text) => match form {
                Form::Number => match text.parse::<i64>() {
                    Ok(number) => serializer.serialize_i64(number),
                    Err(_) => serializer.serialize_str(text),
                },
                Form::Json => serializer.serialize_str(&json(self.view).map_err(S::Error::custom)?),
                _ => serializer.serialize_str(text),
            },
            Seen::Int(number) if form == Form::Text => serializer.collect_str(&number),
            Seen::Uint(number) if form == Form::Text => serializer.collect_str(&number),
            Seen::F64(number) if form == Form::Text => serializer.collect_str(&number),
            Seen::Int(number) => serializer.serialize_i64(number),
            Seen::Uint(number) => serializer.serialize_u64(number),
            Seen::F64(number) if !number.is_finite() => {
                Err(S::Error::custom("a number that is not finite cannot be sent"))
            }
            Seen::F64(number) => serializer.serialize_f64(number),
            Seen::Bool(value) => match form {
                Form::ZeroOne => serializer.serialize_u8(value.into()),
                Form::YesNo => serializer.serialize_str(if value { "Y" } else { "N" }),
                Form::TrueFalse => serializer.serialize_str(if value { "true" } else { "false" }),
                _ => serializer.serialize_bool(value),
            },
            Seen::Time(time) => match text::time(time, form) {
                Some(text) => serializer.serialize_str(&text),
                None => serializer.serialize_i64(number_of(time, form)),
            },
            Seen::Secret(secret) => serializer.serialize_str(secret.expose()),
            Seen::File(_) => serializer.serialize_none(),
            _ if form == Form::Json => {
                serializer.serialize_str(&json(self.view).map_err(S::Error::custom)?)
            }
            Seen::Json(value) => value.serialize(serializer),
            Seen::List(of, len, list) => match form {
                Form::Joined(separator) => {
                    let joined = text::joined(of, len, list, separator);
                    serializer.serialize_str(&joined.map_err(S::Error::custom)?)
                }
                Form::OneOrMany if len == 1 => {
                    Written { view: list.item(of, 0), form: Form::Plain }.serialize(serializer)
                }
                _ => {
                    let mut items = serializer.serialize_seq(Some(len))?;
                    for index in 0..len {
                        items.serialize_element(&Written { view: list.item(of, index), form })?;
                    }
                    items.end()
                }
            },
            Seen::Map(of, map) => {
                let mut entries = serializer.serialize_map(None)?;
                write_entries(&mut entries, of, map, form)?;
                entries.end()
            }
            Seen::Record(shape, record) => {
                let mut fields = serializer.serialize_map(None)?;
                write_fields(&mut fields, shape, record, None, "")?;
                fields.end()
            }
            Seen::Union(union) => {
                let mut fields = serializer.serialize_map(None)?;
                write_union(&mut fields, union)?;
                fields.end()
            }
        }
    }
}

fn write_entries<M: SerializeMap>(
    out: &mut M,
    of: &'static super::slot::MapOf,
    map: View<'_>,
    form: Form,
) -> Result<(), M::Error> {
    let mut result = Ok(());
    map.entries(of, &mut |key, view| {
        if result.is_ok() {
            result = out.serialize_entry(key, &Written { view, form });
        }
    });
    result
}

/// Writes the fields of a record that are set; `only` those of one place when it is given. In an
/// indexed list their names carry the item's `suffix`.
pub(crate) fn write_fields<M: SerializeMap>(
    out: &mut M,
    shape: &'static Shape,
    record: View<'_>,
    only: Option<Place>,
    suffix: &str,
) -> Result<(), M::Error> {
    for constant in shape.consts {
        write_const(out, constant)?;
    }
    for field in shape.fields {
        if only.is_none_or(|place| field.place() == place) {
            write_field(out, field, record.field(field), suffix)?;
        }
    }
    Ok(())
}

fn write_field<M: SerializeMap>(
    out: &mut M,
    field: &'static Field,
    view: View<'_>,
    suffix: &str,
) -> Result<(), M::Error> {
    let seen = view.see();
    if field.has(flag::INLINE) {
        return match seen {
            Seen::Record(shape, record) => write_fields(out, shape, record, None, suffix),
            Seen::Union(union) => write_union(out, union),
            _ => Ok(()),
        };
    }
    if field.has(flag::REST) {
        return match seen {
            Seen::Map(of, map) => write_entries(out, of, map, field.form()),
            _ => Ok(()),
        };
    }
    if field.has(flag::INDEXED) {
        let Seen::List(of, len, list) = seen else { return Ok(()) };
        for index in 0..len {
            let suffix = format!("{suffix}_{index}");
            let item = list.item(of, index);
            match item.see() {
                Seen::Record(shape, record) => write_fields(out, shape, record, None, &suffix)?,
                _ => out.serialize_entry(
                    &format!("{}{suffix}", field.wire),
                    &Written { view: item, form: field.form() },
                )?,
            }
        }
        return Ok(());
    }
    let written = Written { view, form: field.form() };
    match seen {
        Seen::None | Seen::File(_) => Ok(()),
        _ if suffix.is_empty() => out.serialize_entry(field.wire, &written),
        _ => out.serialize_entry(&format!("{}{suffix}", field.wire), &written),
    }
}

fn write_union<M: SerializeMap>(out: &mut M, union: &dyn ErasedUnion) -> Result<(), M::Error> {
    let shape = union.shape();
    if let Some((tag, content)) = union.other() {
        if !tag.is_empty() {
            out.serialize_entry(shape.tag, tag)?;
        }
        match (shape.layout, content) {
            (Layout::Sibling, Value::Null) => {}
            (Layout::Sibling, content) => out.serialize_entry(tag, content)?,
            (Layout::Flat, Value::Object(fields)) => {
                for (key, value) in fields {
                    out.serialize_entry(key, value)?;
                }
            }
            (Layout::Flat, _) => {}
        }
        return Ok(());
    }
    let (index, content) = union.current();
    let Some(variant) = shape.variants.get(index) else { return Ok(()) };
    if let Some(tag) = variant.tag {
        out.serialize_entry(shape.tag, tag)?;
    }
    let Some(content) = content else { return Ok(()) };
    match (shape.layout, variant.tag, content.see()) {
        (Layout::Sibling, Some(_), _) => {
            out.serialize_entry(variant.content, &Written { view: content, form: Form::Plain })
        }
        (_, _, Seen::Record(shape, record)) => write_fields(out, shape, record, None, ""),
        _ => Ok(()),
    }
}

/// Writes a constant of a record. Variables belong to operations, whose constants are written by
/// `request.rs`.
fn write_const<M: SerializeMap>(out: &mut M, constant: &op::Const) -> Result<(), M::Error> {
    match constant.value {
        op::Value::Text(text) => out.serialize_entry(constant.name, text),
        op::Value::Int(number) => out.serialize_entry(constant.name, &number),
        op::Value::Float(number) => out.serialize_entry(constant.name, &number),
        op::Value::Bool(value) => out.serialize_entry(constant.name, &value),
        op::Value::Variable(_) => Ok(()),
    }
}

fn number_of(time: Time, form: Form) -> i64 {
    if form == Form::UnixMs { time.unix_ms() } else { time.unix() }
}

/// A value as a text of JSON.
pub(crate) fn json(view: View<'_>) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Written { view, form: Form::Plain })
}
