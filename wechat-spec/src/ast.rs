//! A file as written: every name with its place, nothing looked up yet. `parse` fills it, `resolve`
//! and `check` read it.

use crate::model::{
    Body, CallSign, CodeValue, Const, Envelope, Form, Layout, Method, Place, Rule, Type,
};
use crate::source::Span;

/// A value and its place.
#[derive(Clone, Copy, Default)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) span: Span,
}

/// A name and its place.
pub(crate) type Word = At<String>;

/// A product file.
#[derive(Default)]
pub(crate) struct Product {
    pub(crate) title: String,
    pub(crate) doc: String,
    pub(crate) base: Option<Word>,
    pub(crate) host: Option<String>,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) kinds: Option<Vec<Word>>,
    pub(crate) auth: Option<Word>,
    pub(crate) credentials: Vec<Credential>,
    pub(crate) exchanges: Vec<Exchange>,
}

/// A row of credentials: the model's, and the places of the names in it.
#[derive(Default)]
pub(crate) struct Credential {
    pub(crate) key: Word,
    pub(crate) model: crate::model::Credential,
    /// `fetch` or `pushed` is there, right or wrong.
    pub(crate) has_source: bool,
    pub(crate) names: Names,
    /// The names in its `recover`.
    pub(crate) recover: Option<Names>,
}

/// An exchange: the model's, and the places of the names in it.
#[derive(Default)]
pub(crate) struct Exchange {
    pub(crate) key: Word,
    pub(crate) model: crate::model::Exchange,
    pub(crate) names: Names,
}

/// Names of credentials and variables in a table that has a fetch.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) uses: Option<Word>,
    /// `"$…"` in its request.
    pub(crate) variables: Vec<Word>,
    /// Credentials of `saves`.
    pub(crate) saves: Vec<Word>,
}

/// A group or types file.
#[derive(Default)]
pub(crate) struct Group {
    pub(crate) title: String,
    pub(crate) doc: String,
    pub(crate) kinds: Option<Vec<Word>>,
    pub(crate) usual: Usual,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) records: Vec<Record>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) unions: Vec<Union>,
    pub(crate) events: Vec<Event>,
    pub(crate) codes: Vec<Code>,
    /// Something was left out because its name is no name.
    pub(crate) incomplete: bool,
}

/// What the calls of a group have unless they say otherwise.
#[derive(Clone, Default)]
pub(crate) struct Usual {
    pub(crate) host: Option<String>,
    pub(crate) auth: Option<Word>,
    pub(crate) sign: Option<At<Vec<CallSign>>>,
    pub(crate) envelope: Option<Envelope>,
}

#[derive(Default)]
pub(crate) struct Endpoint {
    pub(crate) key: Word,
    pub(crate) name: Option<Word>,
    pub(crate) title: String,
    pub(crate) doc: String,
    pub(crate) see: Option<String>,
    pub(crate) deprecated: Option<String>,
    pub(crate) call: Option<Call>,
    pub(crate) host: Option<String>,
    pub(crate) auth: Option<Word>,
    /// Empty for `sign = "none"`.
    pub(crate) sign: Option<At<Vec<CallSign>>>,
    pub(crate) request: Shape,
    pub(crate) body: Option<At<Body>>,
    pub(crate) response: Shape,
    /// Empty `code` for `envelope = "none"`.
    pub(crate) envelope: Option<Envelope>,
    pub(crate) ok: Vec<Rule>,
    pub(crate) idempotent: Option<bool>,
}

/// `call = "POST /path/{name}"`
#[derive(Clone, Default)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) path: String,
    /// Names in braces.
    pub(crate) params: Vec<Word>,
    pub(crate) span: Span,
}

/// `request` or `response`.
#[derive(Default)]
pub(crate) enum Shape {
    #[default]
    Absent,
    /// Written, and wrong: nothing follows from it.
    Wrong,
    Inline(Record),
    Named(Word),
    Binary,
    Text,
}

#[derive(Default)]
pub(crate) struct Record {
    /// Empty when made for an inline request or response.
    pub(crate) name: Word,
    pub(crate) doc: String,
    pub(crate) fields: Vec<Field>,
}

pub(crate) struct Field {
    /// WeChat's name.
    pub(crate) wire: Word,
    pub(crate) rust: Option<Word>,
    pub(crate) value: FieldValue,
    pub(crate) form: Option<At<Form>>,
    pub(crate) place: Option<At<Place>>,
    pub(crate) doc: String,
    pub(crate) default: Option<At<Const>>,
    pub(crate) deprecated: Option<String>,
    pub(crate) private: bool,
    pub(crate) sensitive: bool,
}

pub(crate) enum FieldValue {
    /// A value of this type.
    Typed(TypeText),
    /// Always this.
    Const(At<Const>),
    /// Written, and wrong; the name is still taken.
    Wrong,
}

/// `"[Name]?"`
#[derive(Clone)]
pub(crate) struct TypeText {
    pub(crate) expr: TypeExpr,
    pub(crate) optional: bool,
    /// As written, for messages.
    pub(crate) text: String,
    pub(crate) span: Span,
}

#[derive(Clone)]
pub(crate) enum TypeExpr {
    Known(Type),
    Name(String),
    List(Box<TypeExpr>),
    Map(Box<TypeExpr>),
}

#[derive(Default)]
pub(crate) struct Enum {
    pub(crate) name: Word,
    pub(crate) model: crate::model::Enum,
}

#[derive(Default)]
pub(crate) struct Union {
    pub(crate) name: Word,
    pub(crate) doc: String,
    pub(crate) tag: Word,
    pub(crate) layout: Layout,
    pub(crate) variants: Vec<Variant>,
}

#[derive(Default)]
pub(crate) struct Variant {
    pub(crate) key: Span,
    pub(crate) wire: Option<String>,
    pub(crate) content: Option<String>,
    pub(crate) rust: String,
    pub(crate) doc: String,
    pub(crate) record: Option<Word>,
}

#[derive(Default)]
pub(crate) struct Event {
    pub(crate) key: Word,
    pub(crate) name: Option<Word>,
    pub(crate) title: String,
    pub(crate) doc: String,
    pub(crate) see: Option<String>,
    pub(crate) when: Vec<(String, String)>,
    pub(crate) under: String,
    pub(crate) fields: Vec<Field>,
}

pub(crate) struct Code {
    pub(crate) span: Span,
    pub(crate) value: CodeValue,
    pub(crate) name: Option<Word>,
    pub(crate) doc: String,
    pub(crate) class: String,
    pub(crate) fix: String,
}
