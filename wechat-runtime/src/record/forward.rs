//! `Serialize` and `Deserialize` of records and unions, for users who store or send them
//! elsewhere. Generated code forwards to these functions.

use serde_core::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::Value;

use super::choice::Union;
use super::decode::from_tree;
use super::shape::{Form, Record};
use super::slot::{Slot, View};
use super::types::Type;
use super::write::Written;

/// Writes a record with WeChat's names and forms. Secrets are written as they are.
pub fn serialize<R: Record, S: Serializer>(record: &R, serializer: S) -> Result<S::Ok, S::Error> {
    Written { view: View::of(record), form: Form::Plain }.serialize(serializer)
}

/// Writes whatever is seen.
#[cfg(feature = "callback")]
pub(crate) fn serialize_view<S: Serializer>(
    view: View<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Written { view, form: Form::Plain }.serialize(serializer)
}

/// Reads a record as leniently as an answer of WeChat's.
pub fn deserialize<'de, R: Record, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    read(deserializer)
}

/// Writes a union.
pub fn serialize_union<U: Union + Type, S: Serializer>(
    union: &U,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Written { view: View::of(union), form: Form::Plain }.serialize(serializer)
}

/// Reads a union.
pub fn deserialize_union<'de, U: Union + Type, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<U, D::Error> {
    read(deserializer)
}

/// Through a tree, so that the codec is not instantiated for every format.
fn read<'de, T: Type, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let tree = Value::deserialize(deserializer)?;
    let mut value = T::default();
    match from_tree(Slot::of(&mut value), &tree) {
        Ok(()) => Ok(value),
        Err(error) if error.path.is_empty() => Err(D::Error::custom(error.message)),
        Err(error) => Err(D::Error::custom(format_args!("{}: {}", error.path, error.message))),
    }
}
