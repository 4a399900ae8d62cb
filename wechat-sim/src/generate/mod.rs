//! Makes well-formed data from specs: answers for endpoints without a behaviour of their own, and
//! valid requests for every endpoint.
//!
//! Deterministic: the same seed, endpoint and field give the same value. Recursion is bounded:
//! deep down optional fields stay away and lists stay empty.

mod body;
mod compare;
mod request;
mod words;

use serde_json::{Map, Value, json};
use wechat_spec::model::{
    CodeValue, Const, ConstField, Field, Form, Layout, Named, Record, Response, Rule, Type,
    TypeRef, Union,
};

pub use self::compare::differences;
pub use self::request::{RequestSample, Sampler};
use crate::rng::Rng;
use crate::schema::{Entry, FileId, Schema};

/// Below this depth optional fields and list items are left away.
const DEEP: usize = 5;

/// Nothing that is described goes this deep unless it can have no end.
const DEEPEST: usize = 24;

/// How a record is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Required fields only.
    Required,
    /// All fields.
    Everything,
}

/// See the module.
pub(crate) struct Generator<'a> {
    schema: &'a Schema,
    rng: Rng,
    /// Seconds since 1970 that times lie before.
    now: u64,
    fill: Fill,
    depth: usize,
    /// For requests.
    variables: Option<&'a Variables>,
}

/// What `$variables` stand for.
pub(crate) struct Variables {
    pub(crate) appid: String,
    pub(crate) secret: String,
    /// Of a bot.
    pub(crate) token: String,
}

impl<'a> Generator<'a> {
    /// A generator for answers of an endpoint.
    pub(crate) fn new(schema: &'a Schema, seed: u64, what: &str, now: u64) -> Self {
        let rng = Rng::new(seed, what);
        Generator { schema, rng, now, fill: Fill::Everything, depth: 0, variables: None }
    }

    /// Fills optional fields too, or not.
    pub(crate) fn filled(mut self, fill: Fill) -> Self {
        self.fill = fill;
        self
    }

    /// The JSON object of an answer, envelope and success rules included.
    pub(crate) fn answer(&mut self, entry: &Entry) -> Value {
        let mut answer = match &entry.endpoint.response {
            Response::Json(name) | Response::Xml(name) | Response::BinaryOrJson(name) => {
                match self.schema.record(entry.file, name) {
                    Some((file, record)) => self.record(file, record),
                    None => Value::Object(Map::new()),
                }
            }
            Response::Empty | Response::Binary | Response::Text => Value::Object(Map::new()),
        };
        if !entry.envelope.code.is_empty() {
            let code = match entry.envelope.ok.first() {
                Some(CodeValue::Word(word)) => json!(word),
                Some(CodeValue::Number(number)) => json!(number),
                None => json!(0),
            };
            set_path(&mut answer, &entry.envelope.code, code);
            if !entry.envelope.message.is_empty() {
                set_path(&mut answer, &entry.envelope.message, json!("ok"));
            }
        }
        for rule in &entry.endpoint.ok {
            if let Rule::Is(path, values) = rule {
                match values.first() {
                    Some(CodeValue::Number(number)) => set_path(&mut answer, path, json!(number)),
                    Some(CodeValue::Word(word)) => set_path(&mut answer, path, json!(word)),
                    None => {}
                }
            }
        }
        answer
    }

    /// A record as an object.
    pub(crate) fn record(&mut self, file: FileId, record: &Record) -> Value {
        let mut map = Map::new();
        self.fields(file, record.fields.iter(), &mut map);
        self.constants(record.consts.iter(), &mut map);
        Value::Object(map)
    }

    fn fields<'f>(
        &mut self,
        file: FileId,
        fields: impl Iterator<Item = &'f Field>,
        map: &mut Map<String, Value>,
    ) {
        self.depth += 1;
        for field in fields {
            let wanted = !field.optional || (self.fill == Fill::Everything && self.depth < DEEP);
            if !wanted || self.depth > DEEPEST || field.ty == Type::File {
                continue;
            }
            match field.form {
                Some(Form::Inline) => self.inline(file, field, map),
                Some(Form::Indexed) => {
                    if let Type::List(item) = &field.ty {
                        for index in 0..2 {
                            let value = self.value(file, item, None, &field.wire);
                            map.insert(format!("{}_{index}", field.wire), value);
                        }
                    }
                }
                Some(Form::Rest) => {
                    if let (Type::Map(item), Fill::Everything) = (&field.ty, self.fill) {
                        let value = self.value(file, item, None, &field.wire);
                        map.insert(format!("more_{}", words::key(&mut self.rng)), value);
                    }
                }
                form => {
                    let value = self.value(file, &field.ty, form, &field.wire);
                    map.insert(field.wire.clone(), value);
                }
            }
        }
        self.depth -= 1;
    }

    fn constants<'c>(
        &mut self,
        consts: impl Iterator<Item = &'c ConstField>,
        map: &mut Map<String, Value>,
    ) {
        for constant in consts {
            map.insert(constant.wire.clone(), self.constant(&constant.value));
        }
    }

    pub(crate) fn constant(&mut self, value: &Const) -> Value {
        match value {
            Const::Text(text) => json!(text),
            Const::Int(number) => json!(number),
            Const::Float(number) => json!(number),
            Const::Bool(flag) => json!(flag),
            Const::Variable(name) => match (name.as_str(), self.variables) {
                ("appid", Some(variables)) => json!(variables.appid),
                ("secret", Some(variables)) => json!(variables.secret),
                ("token", Some(variables)) => json!(variables.token),
                ("force", _) => json!(false),
                ("now", _) => json!(self.now),
                ("agent_id", _) => json!(1_000_002),
                ("env_version", _) => json!("release"),
                ("miniprogram_state", _) => json!("formal"),
                (name, _) => json!(words::text(name, &mut self.rng)),
            },
        }
    }

    fn inline(&mut self, file: FileId, field: &Field, map: &mut Map<String, Value>) {
        let Type::Named(name) = &field.ty else { return };
        match name.is {
            Named::Record => {
                if let Some((file, record)) = self.schema.record(file, name) {
                    self.fields(file, record.fields.iter(), map);
                    self.constants(record.consts.iter(), map);
                }
            }
            Named::Union => {
                if let Some((file, union)) = self.schema.union(file, name) {
                    self.union_keys(file, union, map);
                }
            }
            Named::TextEnum | Named::IntEnum => {}
        }
    }

    fn union_keys(&mut self, file: FileId, union: &Union, map: &mut Map<String, Value>) {
        // Deep down the variants without records of their own end the recursion soonest.
        let simple = |variant: &&wechat_spec::model::Variant| {
            let record = variant.record.as_ref().and_then(|name| self.schema.record(file, name));
            record.is_none_or(|(_, record)| {
                record.fields.iter().all(|field| field.optional || !has_parts(&field.ty))
            })
        };
        let choices: Vec<_> = match union.variants.iter().filter(simple).collect::<Vec<_>>() {
            plain if self.depth >= DEEP && !plain.is_empty() => plain,
            _ => union.variants.iter().collect(),
        };
        let Some(variant) = self.rng.pick(&choices).copied() else { return };
        if let Some(wire) = &variant.wire {
            map.insert(union.tag.clone(), json!(wire));
        }
        let content = variant.record.as_ref().and_then(|name| self.schema.record(file, name));
        match (union.layout, &variant.wire, content) {
            (_, _, None) => {}
            (Layout::Sibling, Some(wire), Some((file, record))) => {
                let value = self.record(file, record);
                map.insert(variant.content.as_ref().unwrap_or(wire).clone(), value);
            }
            (_, _, Some((file, record))) => {
                self.fields(file, record.fields.iter(), map);
                self.constants(record.consts.iter(), map);
            }
        }
    }

    /// A value in its wire form. `name` says what kind of text would look right.
    pub(crate) fn value(
        &mut self,
        file: FileId,
        ty: &Type,
        form: Option<Form>,
        name: &str,
    ) -> Value {
        match (ty, form) {
            (_, Some(Form::Json)) => {
                let inner = self.value(file, ty, None, name);
                json!(inner.to_string())
            }
            (Type::List(item), Some(Form::Joined(by))) => {
                let items = self.list(file, item, None, name);
                let texts: Vec<_> = items.iter().map(plain_text).collect();
                json!(texts.join(&by.to_string()))
            }
            (Type::List(item), Some(Form::OneOrMany)) => {
                let mut items = self.list(file, item, None, name);
                if items.len() == 1 { items.remove(0) } else { Value::Array(items) }
            }
            (Type::List(item), form) => Value::Array(self.list(file, item, form, name)),
            (Type::Map(item), form) => {
                let mut map = Map::new();
                if self.depth < DEEPEST {
                    let value = self.value(file, item, form, name);
                    map.insert(words::key(&mut self.rng), value);
                }
                Value::Object(map)
            }
            (Type::Named(reference), form) => self.named(file, reference, form),
            (Type::Json, _) => json!({}),
            (ty, form) => self.scalar(ty, form, name),
        }
    }

    fn list(&mut self, file: FileId, item: &Type, form: Option<Form>, name: &str) -> Vec<Value> {
        if self.depth >= DEEP && has_parts(item) {
            return Vec::new();
        }
        let length = 1 + self.rng.below(2);
        (0..length).map(|_| self.value(file, item, form, name)).collect()
    }

    fn named(&mut self, file: FileId, name: &TypeRef, form: Option<Form>) -> Value {
        let schema = self.schema;
        match name.is {
            Named::Record => match schema.record(file, name) {
                Some((file, record)) if self.depth < DEEPEST => self.record(file, record),
                _ => Value::Null,
            },
            Named::Union => {
                let mut map = Map::new();
                if let Some((file, union)) = schema.union(file, name)
                    && self.depth < DEEPEST
                {
                    self.union_keys(file, union, &mut map);
                }
                Value::Object(map)
            }
            Named::TextEnum | Named::IntEnum => {
                let Some(known) = schema.enumeration(file, name) else { return Value::Null };
                let wire = self.rng.pick(&known.values).map_or("0", |value| value.wire.as_str());
                let number =
                    (known.integer && form != Some(Form::Text)) || form == Some(Form::Number);
                match wire.parse::<i64>() {
                    Ok(value) if number => json!(value),
                    _ => json!(wire),
                }
            }
        }
    }

    fn scalar(&mut self, ty: &Type, form: Option<Form>, name: &str) -> Value {
        let value = match ty {
            Type::String | Type::Secret | Type::File if form == Some(Form::Number) => {
                return json!(100_000 + self.rng.below(900_000));
            }
            Type::String | Type::Secret | Type::File => {
                return json!(words::text(name, &mut self.rng));
            }
            Type::Bool => {
                let flag = self.rng.below(2) == 1;
                return match form {
                    Some(Form::ZeroOne) => json!(u8::from(flag)),
                    Some(Form::YesNo) => json!(if flag { "Y" } else { "N" }),
                    Some(Form::TrueFalse) => json!(flag.to_string()),
                    _ => json!(flag),
                };
            }
            Type::Time => {
                let at = words::moment(name, self.now, &mut self.rng);
                return words::time(form.unwrap_or(Form::Unix), at);
            }
            Type::F64 => json!(self.rng.below(10_000) as f64 / 100.0),
            Type::U8 => json!(self.rng.below(256)),
            _ => json!(words::number(name, self.now, &mut self.rng)),
        };
        if form == Some(Form::Text) { json!(plain_text(&value)) } else { value }
    }
}

/// Whether values of a type hold records, and may so hold themselves.
pub(crate) fn has_parts(ty: &Type) -> bool {
    match ty {
        Type::List(item) | Type::Map(item) => has_parts(item),
        Type::Named(name) => matches!(name.is, Named::Record | Named::Union),
        _ => false,
    }
}

/// A value as it stands in a query: strings without quotes.
pub(crate) fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Sets a value at a dotted path, making objects on the way.
pub(crate) fn set_path(into: &mut Value, path: &str, value: Value) {
    let mut at = into;
    for step in path.split('.') {
        if !at.is_object() {
            *at = Value::Object(Map::new());
        }
        let Value::Object(map) = at else { return };
        at = map.entry(step).or_insert(Value::Null);
    }
    *at = value;
}
