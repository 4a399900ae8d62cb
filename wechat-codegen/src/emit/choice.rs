//! Open enums and unions.

use std::fmt::Write as _;

use wechat_spec::model::{Enum, EnumValue, Layout, Union, Variant};

use super::Paths;
use super::docs::{doc, escape};
use super::record::forward;
use super::rust::{ident, literal, named};

/// Writes an open enum.
pub(super) fn open_enum(out: &mut String, item: &Enum) {
    let name = &item.name;
    let (own, wire, held, kind) = if item.integer {
        ("i64", "i64", "i64", "IntEnum")
    } else {
        ("String", "&str", "&str", "TextEnum")
    };
    let about = if item.doc.is_empty() { format!("WeChat's `{name}`.") } else { escape(&item.doc) };
    doc(out, &[&about, "Values that WeChat adds later are kept in `Unknown`."]);
    let _ = writeln!(
        out,
        "#[derive(Clone, Debug, PartialEq, Eq, Hash)]\n#[non_exhaustive]\npub enum {name} {{"
    );
    for value in &item.values {
        doc(out, &[&value_doc(value)]);
        let _ = writeln!(out, "{},", ident(&value.rust));
    }
    let _ = writeln!(out, "/// Any other value, as it came.\nUnknown({own}),\n}}\n");

    let empty = if item.integer { "0" } else { "String::new()" };
    let _ = writeln!(
        out,
        "impl Default for {name} {{\n/// No value.\nfn default() -> Self {{\nSelf::Unknown({empty})\n}}\n}}\n"
    );
    let pattern = |value: &EnumValue| {
        if item.integer { value.wire.clone() } else { literal(&value.wire) }
    };
    let _ = writeln!(
        out,
        "impl rt::{kind} for {name} {{\nfn from_wire(wire: {wire}) -> Self {{\nmatch wire {{"
    );
    for value in &item.values {
        let _ = writeln!(out, "{} => Self::{},", pattern(value), ident(&value.rust));
    }
    let keep = if item.integer { "other" } else { "String::from(other)" };
    let _ = writeln!(
        out,
        "other => Self::Unknown({keep}),\n}}\n}}\n\nfn as_wire(&self) -> {held} {{\nmatch self {{"
    );
    for value in &item.values {
        let _ = writeln!(out, "Self::{} => {},", ident(&value.rust), pattern(value));
    }
    let give = if item.integer { "*other" } else { "other" };
    let _ = writeln!(out, "Self::Unknown(other) => {give},\n}}\n}}\n}}\n");
    let _ = writeln!(
        out,
        "// SAFETY: the constant is made for this type.\n\
         unsafe impl rt::Type for {name} {{\nconst KIND: rt::Kind = <Self as rt::{kind}>::KIND;\n}}\n"
    );
    let _ = writeln!(
        out,
        "impl From<{wire}> for {name} {{\nfn from(wire: {wire}) -> Self {{\n<Self as rt::{kind}>::from_wire(wire)\n}}\n}}\n"
    );
    let serialize = if item.integer { "serialize_i64" } else { "serialize_str" };
    let read = if item.integer { "i64" } else { "String" };
    let read_wire = if item.integer {
        "<Self as rt::IntEnum>::from_wire"
    } else {
        "|wire| <Self as rt::TextEnum>::from_wire(&wire)"
    };
    let _ = writeln!(
        out,
        "impl rt::Serialize for {name} {{\n\
         fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {{\nto.{serialize}(rt::{kind}::as_wire(self))\n}}\n}}\n\n\
         impl<'de> rt::Deserialize<'de> for {name} {{\n\
         fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {{\n\
         <{read} as rt::Deserialize>::deserialize(from).map({read_wire})\n}}\n}}\n"
    );
}

fn value_doc(value: &EnumValue) -> String {
    if value.doc.is_empty() { format!("`{}`", value.wire) } else { escape(&value.doc) }
}

/// Writes a union.
pub(super) fn union(out: &mut String, item: &Union, paths: &Paths) {
    let name = &item.name;
    let about = if item.doc.is_empty() { format!("WeChat's `{name}`.") } else { escape(&item.doc) };
    doc(out, &[&about, &format!("Told apart by `{}`.", item.tag)]);
    let _ = writeln!(out, "#[derive(Clone)]\n#[non_exhaustive]\npub enum {name} {{");
    for variant in &item.variants {
        doc(out, &[&variant_doc(variant)]);
        match &variant.record {
            Some(record) => {
                let _ = writeln!(out, "{}({}),", ident(&variant.rust), named(record, paths));
            }
            None => {
                let _ = writeln!(out, "{},", ident(&variant.rust));
            }
        }
    }
    out.push_str(
        "/// One that is not described here, as it came.\nOther {\n/// The tag's value.\ntag: String,\n\
         /// Its content.\ncontent: rt::Value,\n},\n}\n\n",
    );
    let _ = writeln!(
        out,
        "impl Default for {name} {{\n/// Nothing.\nfn default() -> Self {{\n\
         Self::Other {{ tag: String::new(), content: rt::Value::Null }}\n}}\n}}\n"
    );
    conversions(out, item, paths);
    table(out, item);
    let _ = writeln!(
        out,
        "// SAFETY: the constant is made for this type.\n\
         unsafe impl rt::Type for {name} {{\nconst KIND: rt::Kind = <Self as rt::Union>::KIND;\n}}\n"
    );
    forward(out, name, "choice_debug", "serialize_union", "deserialize_union");
}

fn variant_doc(variant: &Variant) -> String {
    match (&variant.doc, &variant.wire) {
        (doc, _) if !doc.is_empty() => escape(doc),
        (_, Some(wire)) => format!("`{wire}`"),
        (_, None) => "Without a tag.".to_owned(),
    }
}

/// `From` a record that only one variant holds.
fn conversions(out: &mut String, item: &Union, paths: &Paths) {
    for variant in &item.variants {
        let Some(record) = &variant.record else { continue };
        let holders = item.variants.iter().filter(|other| other.record.as_ref() == Some(record));
        if holders.count() == 1 {
            let record = named(record, paths);
            let _ = writeln!(
                out,
                "impl From<{record}> for {} {{\nfn from(content: {record}) -> Self {{\nSelf::{}(content)\n}}\n}}\n",
                item.name,
                ident(&variant.rust)
            );
        }
    }
}

fn table(out: &mut String, item: &Union) {
    let (name, tag) = (&item.name, &item.tag);
    let layout = match item.layout {
        Layout::Sibling => "Sibling",
        Layout::Flat => "Flat",
    };
    let _ = writeln!(
        out,
        "impl rt::Union for {name} {{\n\
         const SHAPE: &'static rt::UnionShape = &rt::UnionShape::new::<Self>({name:?}, {tag:?}, rt::Layout::{layout}, &["
    );
    for variant in &item.variants {
        let tag = match &variant.wire {
            Some(wire) => format!("Some({})", literal(wire)),
            None => "None".to_owned(),
        };
        let content = variant.content.as_ref().or(variant.wire.as_ref()).map_or("", String::as_str);
        let _ = writeln!(out, "rt::Variant {{ tag: {tag}, content: {} }},", literal(content));
    }
    out.push_str("]);\n\nfn start(index: usize) -> Option<Self> {\nSome(match index {\n");
    for (index, variant) in item.variants.iter().enumerate() {
        let content = if variant.record.is_some() { "(Default::default())" } else { "" };
        let _ = writeln!(out, "{index} => Self::{}{content},", ident(&variant.rust));
    }
    out.push_str("_ => return None,\n})\n}\n\n");
    let with_content = || item.variants.iter().filter(|variant| variant.record.is_some());
    out.push_str("fn content_mut(&mut self) -> Option<rt::Content<'_>> {\nmatch self {\n");
    for variant in with_content() {
        let _ = writeln!(
            out,
            "Self::{}(content) => Some(rt::Content::of(content)),",
            ident(&variant.rust)
        );
    }
    out.push_str(
        "_ => None,\n}\n}\n\nfn content(&self) -> (usize, Option<rt::View<'_>>) {\nmatch self {\n",
    );
    for (index, variant) in item.variants.iter().enumerate() {
        let _ = match variant.record {
            Some(_) => writeln!(
                out,
                "Self::{}(content) => ({index}, Some(rt::View::of(content))),",
                ident(&variant.rust)
            ),
            None => writeln!(out, "Self::{} => ({index}, None),", ident(&variant.rust)),
        };
    }
    let _ = writeln!(
        out,
        "Self::Other {{ .. }} => (usize::MAX, None),\n}}\n}}\n\n\
         fn other(tag: String, content: rt::Value) -> Self {{\nSelf::Other {{ tag, content }}\n}}\n\n\
         fn as_other(&self) -> Option<(&str, &rt::Value)> {{\nmatch self {{\n\
         Self::Other {{ tag, content }} => Some((tag, content)),\n_ => None,\n}}\n}}\n}}\n"
    );
}
