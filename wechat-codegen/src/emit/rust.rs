//! Names and types as Rust writes them.

use wechat_spec::model::{Home, Type, TypeRef};

use super::Paths;

/// An identifier, raw where it is a keyword.
pub(super) fn ident(name: &str) -> String {
    match name {
        "as" | "async" | "await" | "break" | "const" | "continue" | "dyn" | "else" | "enum"
        | "extern" | "false" | "fn" | "for" | "gen" | "if" | "impl" | "in" | "let" | "loop"
        | "match" | "mod" | "move" | "mut" | "pub" | "ref" | "return" | "static" | "struct"
        | "trait" | "true" | "type" | "unsafe" | "use" | "where" | "while" | "abstract"
        | "become" | "box" | "do" | "final" | "macro" | "override" | "priv" | "typeof"
        | "unsized" | "virtual" | "yield" | "try" => format!("r#{name}"),
        "self" | "super" | "crate" | "Self" | "_" => format!("{name}_"),
        _ => name.to_owned(),
    }
}

/// A type.
pub(super) fn ty(ty: &Type, paths: &Paths) -> String {
    match ty {
        Type::String => "String".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::U8 => "u8".to_owned(),
        Type::U32 => "u32".to_owned(),
        Type::U64 => "u64".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Json => "rt::Value".to_owned(),
        Type::Secret => "rt::Secret".to_owned(),
        Type::Fen => "rt::Fen".to_owned(),
        Type::Time => "rt::Time".to_owned(),
        Type::File => "rt::File".to_owned(),
        Type::List(item) => format!("Vec<{}>", self::ty(item, paths)),
        Type::Map(value) => format!("rt::BTreeMap<String, {}>", self::ty(value, paths)),
        Type::Named(name) if name.boxed => format!("rt::Nested<{}>", named(name, paths)),
        Type::Named(name) => named(name, paths),
    }
}

/// A record, enum or union.
pub(super) fn named(name: &TypeRef, paths: &Paths) -> String {
    match name.home {
        Home::Group => name.name.clone(),
        Home::Product => format!("{}::{}", paths.product_types, name.name),
        Home::Common => format!("{}::{}", paths.common_types, name.name),
    }
}

/// `login` → `Login`
pub(super) fn camel(snake: &str) -> String {
    wechat_spec::names::camel_case(snake).unwrap_or_else(|| snake.to_owned())
}

/// `login` → `LoginApi`, the handle of a group.
pub(crate) fn handle(group: &str) -> String {
    format!("{}Api", camel(group))
}

/// A string literal.
pub(super) fn literal(text: &str) -> String {
    format!("{text:?}")
}
