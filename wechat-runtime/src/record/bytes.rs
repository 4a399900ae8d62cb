//! Bytes → record, where an endpoint answers with a file or with JSON.

use super::shape::Kind;
use super::slot::Slot;
use crate::file::File;

/// Gives a file to the record's field that takes one; `false` when it has none.
pub(crate) fn take_file(mut slot: Slot<'_>, file: File) -> bool {
    let Kind::Record(shape) = slot.kind() else {
        return false;
    };
    let takes_file = |kind: Kind| matches!(kind.core(), Kind::File);
    match shape.fields.iter().position(|field| takes_file(field.kind)) {
        Some(index) => slot.field(shape, index).open().put(file),
        None => false,
    }
}
