//! Records: the structs that generated code declares, and the one codec that serves them all.
//!
//! A record is a plain struct and a constant table: for every field its wire name, what it holds,
//! where in the struct it lies and how it travels. Everything that reads or writes a record walks
//! that table, so nothing is instantiated for a record but the table itself:
//!
//! | file | what it does |
//! |---|---|
//! | `shape.rs` | the table: [`Shape`], [`Field`], [`Kind`] |
//! | `types.rs` | which Rust types fields may have ([`Type`]), and the [`Kind`] of each |
//! | `slot.rs` | the one place that turns a table entry into a reference (all `unsafe` is here) |
//! | `answer.rs` | a whole answer: record and envelope in one pass |
//! | `decode.rs` | JSON → record, leniently |
//! | `mend.rs` | text that is almost JSON |
//! | `scalar.rs` | the lenient reading of single values |
//! | `open.rs` | fields whose keys stand among their parent's: inline, rest, indexed |
//! | `write.rs` | record → anything that serialises |
//! | `text.rs` | single values as text, for queries, forms and headers |
//! | `request.rs` | record + operation → path, query, headers, body |
//! | `encrypted.rs` | bodies that are encrypted with the app's key |
//! | `bytes.rs` | bytes → a record with a file |
//! | `copy.rs` | `Clone` |
//! | `debug.rs` | the redacting `Debug` |
//! | `choice.rs` | open enums and unions |
//! | `forward.rs` | `Serialize` and `Deserialize` of records |
//! | `xml.rs` | XML as the codec reads and writes it (feature `xml`) |

mod answer;
mod bytes;
mod choice;
mod copy;
mod debug;
mod decode;
mod encrypted;
mod forward;
mod mend;
mod open;
mod request;
mod scalar;
mod shape;
mod slot;
mod text;
mod types;
mod write;
#[cfg(feature = "xml")]
mod xml;

pub(crate) use answer::fill;
pub use answer::{CodeValue, Head, decode, head};
pub(crate) use bytes::take_file;
pub use choice::{IntEnum, Layout, TextEnum, Union, UnionShape, Variant, choice_debug};
pub use copy::clone;
pub use debug::debug;
#[cfg(feature = "callback")]
pub(crate) use debug::view as view_debug;
pub use decode::DecodeError;
#[cfg(feature = "callback")]
pub(crate) use decode::{Cx, Put};
#[cfg(feature = "callback")]
pub(crate) use forward::serialize_view as view_serialize;
pub use forward::{deserialize, deserialize_union, serialize, serialize_union};
pub use request::{EncodeError, Encoded, EncodedBody, Part, PartContent, Var, encode};
pub use shape::{Entry, Field, Form, Kind, Of, Record, Shape, fields, flag};
pub(crate) use slot::Slot;
pub use slot::{Content, View};
pub use types::Type;
#[cfg(feature = "xml")]
pub use xml::{Element, parse as parse_xml, write as write_xml};

#[cfg(test)]
mod tests;
