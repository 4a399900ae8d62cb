//! Documents made from descriptions: every field filled, lists with two items, each in the form in
//! which the spec says that it is written.

use std::cell::Cell;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use wechat_spec::model::{Event, Field, Form, Group, Home, Named, Record, Type};

use super::{group, open_enum};

/// What stands in every text that must not be printed.
pub(crate) const HIDDEN: &str = "HIDDEN";

/// What messages say of themselves.
const HEAD: [(&str, &str); 3] =
    [("ToUserName", "gh_0123456789ab"), ("FromUserName", "oLiLei"), ("CreateTime", "1700000000")];

pub(crate) struct Sample {
    pub(crate) variant: String,
    pub(crate) under: String,
    /// Who, when, and by what it is known.
    pub(crate) head: Map<String, Value>,
    /// Its own fields.
    pub(crate) fields: Map<String, Value>,
}

/// A document of every event of a group, those that it shares with other products among them.
pub(crate) fn of(group: &'static Group) -> impl Iterator<Item = Sample> {
    group.events.iter().chain(&group.common_events).map(move |event| sample(group, event))
}

fn sample(own: &'static Group, event: &Event) -> Sample {
    let group = if event.record.home == Home::Common { group("common", "events") } else { own };
    let maker = Maker { group, next: Cell::new(1) };
    let mut head = Map::new();
    for (name, value) in HEAD {
        head.insert(name.to_owned(), json!(value));
    }
    for (name, value) in &event.when {
        head.insert(name.clone(), json!(value));
    }
    let mut fields = maker.record(&event.record.name);
    // The messages of the archive say themselves by what they are known.
    fields.retain(|name, _| !head.contains_key(name));
    Sample { variant: event.record.name.clone(), under: event.under.clone(), head, fields }
}

struct Maker {
    group: &'static Group,
    next: Cell<i64>,
}

impl Maker {
    fn record(&self, name: &str) -> Map<String, Value> {
        let record: &Record = self.group.records.iter().find(|r| r.name == name).unwrap();
        record.fields.iter().map(|field| (field.wire.clone(), self.field(field))).collect()
    }

    fn field(&self, field: &Field) -> Value {
        match field.form {
            Some(Form::Json) => json!(self.value(field, &field.ty).to_string()),
            Some(Form::Joined(separator)) => {
                let Type::List(of) = &field.ty else { panic!("{} is no list", field.wire) };
                let item = || match self.value(field, of) {
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                json!(format!("{}{separator}{}", item(), item()))
            }
            _ => self.value(field, &field.ty),
        }
    }

    fn value(&self, field: &Field, ty: &Type) -> Value {
        let n = self.next.replace(self.next.get() + 1);
        match ty {
            Type::Secret => json!(format!("{HIDDEN}-{n}")),
            Type::String if field.private => json!(format!("{HIDDEN}-{n}")),
            Type::String => json!(format!("text {n} <&> \u{5b57}")),
            Type::I32 | Type::I64 | Type::U8 | Type::U32 | Type::U64 | Type::Fen => json!(n),
            Type::F64 => json!(n as f64 + 0.5),
            Type::Bool if field.form == Some(Form::ZeroOne) => json!(1),
            Type::Bool => json!(true),
            Type::Time if field.form == Some(Form::UnixMs) => json!(1_700_000_000_000 + n),
            Type::Time if field.form == Some(Form::DateTime) => {
                json!(format!("2026-05-01 08:00:{:02}", n % 60))
            }
            Type::Time => json!(1_700_000_000 + n),
            Type::Json => json!({ "anything": format!("text {n}") }),
            Type::List(of) => json!([self.value(field, of), self.value(field, of)]),
            Type::Map(of) => json!({ "key": self.value(field, of) }),
            Type::Named(named) => match named.is {
                Named::Record => Value::Object(self.record(&named.name)),
                Named::TextEnum | Named::IntEnum => {
                    let of = open_enum(self.group, named);
                    let wire = &of.values[0].wire;
                    match wire.parse::<i64>() {
                        Ok(number) if named.is == Named::IntEnum => json!(number),
                        _ => json!(wire),
                    }
                }
                Named::Union => panic!("{}: no event holds a union", field.wire),
            },
            Type::File => panic!("{}: no event holds a file", field.wire),
        }
    }
}

impl Sample {
    pub(crate) fn json(&self) -> String {
        let fields = self.head.iter().chain(&self.fields);
        Value::Object(fields.map(|(k, v)| (k.clone(), v.clone())).collect()).to_string()
    }

    /// With its own fields in the field that they stand in.
    pub(crate) fn json_under(&self) -> String {
        let mut all = self.head.clone();
        all.insert(self.under.clone(), Value::Object(self.fields.clone()));
        Value::Object(all).to_string()
    }

    pub(crate) fn xml(&self, lists: Lists) -> String {
        let mut out = "<xml>".to_owned();
        for (name, value) in &self.head {
            element(&mut out, name, value, lists);
        }
        let wrap = !self.under.is_empty();
        if wrap {
            let _ = write!(out, "<{}>", self.under);
        }
        for (name, value) in &self.fields {
            element(&mut out, name, value, lists);
        }
        if wrap {
            let _ = write!(out, "</{}>", self.under);
        }
        out + "</xml>"
    }
}

/// How XML writes lists.
#[derive(Clone, Copy)]
pub(crate) enum Lists {
    /// `<Id>1</Id><Id>2</Id>`
    Repeated,
    /// `<List><item>…</item><item>…</item></List>`, where they hold elements.
    Items,
}

fn element(out: &mut String, name: &str, value: &Value, lists: Lists) {
    if let (Value::Array(items), Lists::Repeated) = (value, lists) {
        return items.iter().for_each(|item| element(out, name, item, lists));
    }
    let _ = write!(out, "<{name}>");
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| element(out, name, value, lists));
        }
        Value::Array(items) => items.iter().for_each(|item| element(out, "item", item, lists)),
        Value::String(text) => {
            let _ = write!(out, "<![CDATA[{text}]]>");
        }
        other => {
            let _ = write!(out, "{other}");
        }
    }
    let _ = write!(out, "</{name}>");
}
