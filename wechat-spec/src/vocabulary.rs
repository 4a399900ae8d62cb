//! The words of the language: the keys of each kind of table, types, wire forms, layouts, bodies.
//! The parser knows no others; a test holds the JSON Schema and the reference against these lists.

use crate::model::{Body, CallSign, Form, Layout, Place, Sign, Type};

/// Keys of a product file.
pub const PRODUCT: &[&str] =
    &["title", "doc", "base", "host", "envelope", "kinds", "auth", "credential", "exchange"];
/// Keys of a group file.
pub const GROUP: &[&str] = &[
    "title", "doc", "kinds", "host", "auth", "sign", "envelope", "endpoint", "record", "enum",
    "union", "event", "code",
];
/// Keys of `[credential.…]`.
pub const CREDENTIAL: &[&str] = &[
    "doc", "uses", "fetch", "host", "request", "value", "expires", "life", "pushed", "send",
    "sign", "stale", "per", "once", "durable", "saves", "recover",
];
/// Keys of `[credential.….recover]`.
pub const RECOVER: &[&str] = &["uses", "fetch", "host", "request", "rows", "value", "page"];
/// Keys of `[exchange.…]`.
pub const EXCHANGE: &[&str] =
    &["doc", "uses", "fetch", "host", "request", "per", "saves", "expires", "pushed", "revoked"];
/// Keys of `envelope = { … }`.
pub const ENVELOPE: &[&str] = &["code", "message", "ok"];
/// Keys of `[endpoint.…]`.
pub const ENDPOINT: &[&str] = &[
    "title",
    "doc",
    "see",
    "call",
    "name",
    "host",
    "auth",
    "sign",
    "request",
    "body",
    "response",
    "envelope",
    "ok",
    "deprecated",
    "idempotent",
];
/// Keys of a field that is a table.
pub const FIELD: &[&str] = &[
    "type",
    "doc",
    "key",
    "rust",
    "in",
    "wire",
    "const",
    "default",
    "deprecated",
    "private",
    "sensitive",
];
/// Keys of a record that are not fields.
pub const RECORD: &[&str] = &["_doc"];
/// Keys of an enum that are not values.
pub const ENUM: &[&str] = &["_doc", "_type"];
/// Keys of an enum's value that is a table.
pub const ENUM_VALUE: &[&str] = &["doc", "rust"];
/// Keys of a union that are not variants.
pub const UNION: &[&str] = &["_doc", "tag", "layout", "untagged"];
/// Keys of a union's variant that is a table.
pub const VARIANT: &[&str] = &["type", "doc", "rust", "content", "wire"];
/// Keys of `[event.…]` that are not fields.
pub const EVENT: &[&str] = &["title", "doc", "see", "when", "under", "name"];
/// Keys of `[code.…]`.
pub const CODE: &[&str] = &["name", "doc", "class", "fix"];

/// Each kind of table with its keys, for whoever compares or lists them.
pub const TABLES: &[(&str, &[&str])] = &[
    ("product", PRODUCT),
    ("group", GROUP),
    ("credential", CREDENTIAL),
    ("recover", RECOVER),
    ("exchange", EXCHANGE),
    ("envelope", ENVELOPE),
    ("endpoint", ENDPOINT),
    ("field", FIELD),
    ("record", RECORD),
    ("enum", ENUM),
    ("enum value", ENUM_VALUE),
    ("union", UNION),
    ("variant", VARIANT),
    ("event", EVENT),
    ("code", CODE),
];

/// The types that are not described in a file.
pub const TYPES: &[(&str, Type)] = &[
    ("string", Type::String),
    ("i32", Type::I32),
    ("i64", Type::I64),
    ("u8", Type::U8),
    ("u32", Type::U32),
    ("u64", Type::U64),
    ("f64", Type::F64),
    ("bool", Type::Bool),
    ("json", Type::Json),
    ("secret", Type::Secret),
    ("fen", Type::Fen),
    ("time", Type::Time),
    ("file", Type::File),
];

/// Words of other languages for these types, for `did you mean`.
pub(crate) const FOREIGN_TYPES: &[(&str, &str)] = &[
    ("int", "i64"),
    ("integer", "i64"),
    ("long", "i64"),
    ("number", "i64"),
    ("uint", "u64"),
    ("i8", "i32"),
    ("i16", "i32"),
    ("u16", "u32"),
    ("usize", "u64"),
    ("isize", "i64"),
    ("f32", "f64"),
    ("float", "f64"),
    ("double", "f64"),
    ("boolean", "bool"),
    ("str", "string"),
    ("text", "string"),
    ("any", "json"),
    ("object", "json"),
    ("value", "json"),
    ("bytes", "file"),
    ("binary", "file"),
    ("date", "time"),
    ("datetime", "time"),
    ("timestamp", "time"),
    ("money", "fen"),
    ("password", "secret"),
    ("token", "secret"),
];

/// `wire = "…"`.
pub const FORMS: &[(&str, Form)] = &[
    ("0/1", Form::ZeroOne),
    ("Y/N", Form::YesNo),
    ("true/false", Form::TrueFalse),
    ("text", Form::Text),
    ("number", Form::Number),
    ("unix", Form::Unix),
    ("unix-ms", Form::UnixMs),
    ("rfc3339", Form::Rfc3339),
    ("yyyy-MM-dd HH:mm:ss", Form::DateTime),
    ("yyyyMMddHHmmss", Form::Compact),
    ("yyyy-MM-dd", Form::Date),
    ("joined ,", Form::Joined(',')),
    ("joined |", Form::Joined('|')),
    ("joined ;", Form::Joined(';')),
    ("json", Form::Json),
    ("one-or-many", Form::OneOrMany),
    ("indexed", Form::Indexed),
    ("rest", Form::Rest),
    ("inline", Form::Inline),
];

/// `in = "…"`.
pub const PLACES: &[(&str, Place)] = &[
    ("query", Place::Query),
    ("header", Place::Header),
    ("body", Place::Body),
    ("path", Place::Path),
];

/// `body = "…"`. JSON or multipart has no word: it follows from an optional `file`.
pub const BODIES: &[(&str, Body)] = &[
    ("json", Body::Json),
    ("xml", Body::Xml),
    ("form", Body::Form),
    ("multipart", Body::Multipart),
    ("raw", Body::Raw),
    ("text", Body::Text),
    ("encrypted-json", Body::EncryptedJson),
    ("encrypted-xml", Body::EncryptedXml),
    ("none", Body::None),
];

/// `sign = "…"` of an endpoint or group; `None` where the group says more.
pub const CALL_SIGNS: &[(&str, Option<CallSign>)] =
    &[("pay", Some(CallSign::Pay)), ("session", Some(CallSign::Session)), ("none", None)];

/// `sign = "…"` of a credential.
pub const SIGNS: &[(&str, Sign)] = &[("md5", Sign::Md5)];

/// `layout = "…"`.
pub const LAYOUTS: &[(&str, Layout)] = &[("sibling", Layout::Sibling), ("flat", Layout::Flat)];

/// `response = "…"`, where it is not the name of a record.
pub const RESPONSES: &[&str] = &["binary", "text"];

/// `_type = "…"` of an enum.
pub const ENUM_TYPES: &[&str] = &["string", "i64"];

/// Methods of `call` and `fetch`.
pub const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The word of a form.
pub fn form_word(form: Form) -> &'static str {
    FORMS.iter().find(|(_, known)| *known == form).map_or("", |(word, _)| word)
}
