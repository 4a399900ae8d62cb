//! Open enums and unions: the traits that generated code implements, safely, and their tables.

use std::fmt;

use serde_core::de::DeserializeSeed as _;
use serde_json::{Map, Value};

use super::decode::{Cx, Put};
use super::shape::{Form, Kind};

use super::slot::{Content, ErasedUnion, IntEnumOf, TextEnumOf, View, union_get, union_get_mut};

/// An enum of strings that keeps values it does not know.
pub trait TextEnum: Default + Send + Sync + 'static {
    /// Its kind, for [`Type`](super::Type).
    const KIND: Kind = Kind::TextEnum(&TextEnumOf::new::<Self>());
    /// From WeChat's word.
    fn from_wire(wire: &str) -> Self;
    /// WeChat's word.
    fn as_wire(&self) -> &str;
}

/// An enum of integers that keeps values it does not know.
pub trait IntEnum: Default + Send + Sync + 'static {
    /// Its kind, for [`Type`](super::Type).
    const KIND: Kind = Kind::IntEnum(&IntEnumOf::new::<Self>());
    /// From WeChat's number.
    fn from_wire(wire: i64) -> Self;
    /// WeChat's number.
    fn as_wire(&self) -> i64;
}

/// An enum of records told apart by a tag.
pub trait Union: Default + Send + Sync + 'static {
    /// Its table.
    const SHAPE: &'static UnionShape;
    /// Its kind, for [`Type`](super::Type).
    const KIND: Kind = Kind::Union(Self::SHAPE);
    /// The `index`-th variant with default content.
    fn start(index: usize) -> Option<Self>;
    /// The content of the current variant, to be filled.
    fn content_mut(&mut self) -> Option<Content<'_>>;
    /// Which variant this is (any number beyond them for `Other`), and its content.
    fn content(&self) -> (usize, Option<View<'_>>);
    /// A variant that is not described.
    fn other(tag: String, content: Value) -> Self;
    /// Tag and content of a variant that is not described.
    fn as_other(&self) -> Option<(&str, &Value)>;
}

/// The table of a union.
pub struct UnionShape {
    /// Rust name.
    pub name: &'static str,
    /// The field that says which.
    pub tag: &'static str,
    /// Where the content is.
    pub layout: Layout,
    /// Its variants.
    pub variants: &'static [Variant],
    /// From a pointer to the union, as its kind promises.
    pub(crate) get: unsafe fn(*const u8) -> *const dyn ErasedUnion,
    pub(crate) get_mut: unsafe fn(*mut u8) -> *mut dyn ErasedUnion,
}

impl UnionShape {
    /// The table of `U`.
    pub const fn new<U: Union>(
        name: &'static str,
        tag: &'static str,
        layout: Layout,
        variants: &'static [Variant],
    ) -> UnionShape {
        UnionShape {
            name,
            tag,
            layout,
            variants,
            get: union_get::<U>(),
            get_mut: union_get_mut::<U>(),
        }
    }
}

impl fmt::Debug for UnionShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Where a union keeps its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Under the key named like the tag's value.
    Sibling,
    /// In the same object as the tag.
    Flat,
}

/// One variant of a union.
#[derive(Debug)]
pub struct Variant {
    /// The tag's value; `None` when its objects carry no tag.
    pub tag: Option<&'static str>,
    /// The key of its content (sibling layout).
    pub content: &'static str,
}

/// The `Debug` of unions.
pub fn choice_debug<U: Union>(value: &U, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    super::debug::union(value, f)
}

/// Reads a union from an object that holds other keys too, and takes out what it read.
pub(crate) fn take(
    union: &mut dyn ErasedUnion,
    tree: &mut Map<String, Value>,
    cx: &Cx,
) -> Result<(), serde_json::Error> {
    let shape = union.shape();
    let tag = match tree.remove(shape.tag) {
        Some(Value::String(tag)) => Some(tag),
        Some(Value::Number(tag)) => Some(tag.to_string()),
        _ => None,
    };
    let known = shape.variants.iter().position(|variant| variant.tag == tag.as_deref());
    let Some(index) = known else {
        let content = match shape.layout {
            Layout::Sibling => tag.as_ref().and_then(|tag| tree.remove(tag)).unwrap_or_default(),
            Layout::Flat => Value::Object(std::mem::take(tree)),
        };
        union.start_other(tag.unwrap_or_default(), content);
        return Ok(());
    };
    let content = match (shape.layout, shape.variants[index].tag) {
        (Layout::Sibling, Some(_)) => tree.remove(shape.variants[index].content),
        _ => Some(Value::Object(std::mem::take(tree))),
    };
    match (union.start(index), content) {
        (Some(slot), Some(content)) => Put { slot, form: Form::Plain, cx }.deserialize(&content),
        _ => Ok(()),
    }
}
