//! Bytes → record, where an endpoint answers with a file or with JSON.

use super::shape::{Kind, Record};
use super::slot::Slot;
use crate::file::File;

/// A record that holds nothing but this file; `None` when it has no field for one.
pub fn from_file<R: Record>(file: File) -> Option<R> {
    let mut record = R::default();
    let takes_file = |kind: Kind| matches!(kind.core(), Kind::File);
    let index = R::SHAPE.fields.iter().position(|field| takes_file(field.kind))?;
    Slot::of(&mut record).field(R::SHAPE, index).open().put(file).then_some(record)
}
