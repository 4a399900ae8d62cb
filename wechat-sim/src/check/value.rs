//! Checks JSON values (and XML read into the same form, whose leaves are all text).

use serde_json::{Map, Value};
use wechat_spec::model::{ConstField, Field, Form, Layout, Named, Record, Type, TypeRef, Union};

use super::Checker;
use crate::generate::has_parts;
use crate::schema::FileId;

/// What takes the keys that no field claims: the element type of a `rest` map.
pub(super) type Rest<'t> = Option<(FileId, &'t Type)>;

impl Checker<'_> {
    /// A record in an object of its own.
    pub(super) fn record(&mut self, file: FileId, record: &Record, value: &Value) {
        let Value::Object(map) = value else {
            return self.wrong("an object", value);
        };
        let (mut used, mut rest) = (Vec::new(), None);
        self.fields(file, record.fields.iter(), map, &mut used, &mut rest);
        self.constants(record.consts.iter(), map, &mut used);
        self.leftovers(map, &used, rest);
    }

    /// The fields that stand in `map`; notes in `used` which keys they claim.
    pub(super) fn fields<'t>(
        &mut self,
        file: FileId,
        fields: impl Iterator<Item = &'t Field>,
        map: &Map<String, Value>,
        used: &mut Vec<String>,
        rest: &mut Rest<'t>,
    ) {
        for field in fields {
            match field.form {
                Some(Form::Rest) => {
                    let Type::Map(item) = &field.ty else { continue };
                    *rest = Some((file, item));
                }
                // A step without a name: it counts against going too deep.
                Some(Form::Inline) => {
                    self.within("", |checker| checker.inline(file, field, map, used));
                }
                Some(Form::Indexed) => self.indexed(file, field, map, used),
                form => match map.get(&field.wire) {
                    Some(Value::Null) if self.lenient => used.push(field.wire.clone()),
                    Some(value) => {
                        used.push(field.wire.clone());
                        self.field(&field.wire, |checker| {
                            checker.value(file, &field.ty, form, value)
                        });
                    }
                    None if field.optional || self.lenient && field.ty == Type::File => {}
                    None => self.missing(&field.wire),
                },
            }
        }
    }

    pub(super) fn constants<'t>(
        &mut self,
        consts: impl Iterator<Item = &'t ConstField>,
        map: &Map<String, Value>,
        used: &mut Vec<String>,
    ) {
        for constant in consts {
            match map.get(&constant.wire) {
                Some(value) => {
                    used.push(constant.wire.clone());
                    self.field(&constant.wire, |checker| checker.constant(constant, value));
                }
                None if super::may_be_absent(constant) || self.lenient => {}
                None => self.missing(&constant.wire),
            }
        }
    }

    /// Keys that nothing claimed.
    pub(super) fn leftovers(&mut self, map: &Map<String, Value>, used: &[String], rest: Rest<'_>) {
        for (key, value) in map.iter().filter(|(key, _)| !used.contains(key)) {
            match rest {
                Some((file, ty)) => self.field(key, |checker| checker.value(file, ty, None, value)),
                None => self.unknown(key, used.iter().map(String::as_str)),
            }
        }
    }

    /// A record or union whose keys stand among its parent's.
    fn inline(
        &mut self,
        file: FileId,
        field: &Field,
        map: &Map<String, Value>,
        used: &mut Vec<String>,
    ) {
        let Type::Named(name) = &field.ty else { return };
        let schema = self.schema;
        match name.is {
            Named::Union => {
                let Some((file, union)) = schema.union(file, name) else { return };
                if !field.optional || map.contains_key(&union.tag) {
                    self.union_keys(file, union, map, used);
                }
            }
            Named::Record => {
                let Some((file, record)) = schema.record(file, name) else { return };
                let any = record.fields.iter().any(|field| map.contains_key(&field.wire));
                if any || !field.optional {
                    self.fields(file, record.fields.iter(), map, used, &mut None);
                    self.constants(record.consts.iter(), map, used);
                }
            }
            Named::TextEnum | Named::IntEnum => {}
        }
    }

    /// `name_0`, `name_1`, …
    fn indexed(
        &mut self,
        file: FileId,
        field: &Field,
        map: &Map<String, Value>,
        used: &mut Vec<String>,
    ) {
        let Type::List(item) = &field.ty else { return };
        let mut index = 0;
        loop {
            let key = format!("{}_{index}", field.wire);
            let Some(value) = map.get(&key) else { break };
            self.field(&key, |checker| checker.value(file, item, None, value));
            used.push(key);
            index += 1;
        }
        if index == 0 && !field.optional {
            self.missing(&format!("{}_0", field.wire));
        }
    }

    fn union_value(&mut self, file: FileId, union: &Union, value: &Value) {
        let Value::Object(map) = value else {
            return self.wrong("an object", value);
        };
        let mut used = Vec::new();
        self.union_keys(file, union, map, &mut used);
        self.leftovers(map, &used, None);
    }

    /// The tag and the content of a union, in `map`.
    fn union_keys(
        &mut self,
        file: FileId,
        union: &Union,
        map: &Map<String, Value>,
        used: &mut Vec<String>,
    ) {
        let schema = self.schema;
        let tag = map.get(&union.tag);
        let variant = match tag {
            Some(Value::String(tag)) => {
                union.variants.iter().find(|it| it.wire.as_deref() == Some(tag))
            }
            Some(Value::Number(tag)) => {
                union.variants.iter().find(|it| it.wire == Some(tag.to_string()))
            }
            Some(other) => {
                return self.field(&union.tag, |checker| checker.wrong("a string", other));
            }
            None => union.variants.iter().find(|it| it.wire.is_none()),
        };
        if tag.is_some() {
            used.push(union.tag.clone());
        }
        let Some(variant) = variant else {
            // What stands beside it may be its content.
            used.extend(map.keys().cloned());
            if tag.is_none() {
                return self.missing(&union.tag);
            }
            if self.lenient {
                return;
            }
            let known = union.variants.iter().filter_map(|it| it.wire.as_deref());
            let what = format!("unknown value; one of {}", known.collect::<Vec<_>>().join(", "));
            return self.field(&union.tag, |checker| checker.find(40008, what));
        };
        let content = variant.record.as_ref().and_then(|name| schema.record(file, name));
        match (union.layout, &variant.wire, content) {
            (_, _, None) => {}
            (Layout::Sibling, Some(wire), Some((file, record))) => {
                let key = variant.content.as_ref().unwrap_or(wire);
                match map.get(key) {
                    Some(value) => {
                        used.push(key.clone());
                        self.field(key, |checker| checker.record(file, record, value));
                    }
                    None => self.missing(key),
                }
            }
            (_, _, Some((file, record))) => {
                self.fields(file, record.fields.iter(), map, used, &mut None);
                self.constants(record.consts.iter(), map, used);
            }
        }
    }

    /// Any value.
    pub(super) fn value(&mut self, file: FileId, ty: &Type, form: Option<Form>, value: &Value) {
        match (ty, value) {
            _ if !self.text_leaves => {}
            (Type::List(_), Value::String(_))
                if matches!(form, Some(Form::Joined(_) | Form::Json)) => {}
            (Type::List(_), Value::Array(_)) => {}
            (Type::List(item), one) => return self.value(file, item, form, one),
            (ty, Value::String(text)) if !has_parts(ty) => return self.text(file, ty, form, text),
            (_, Value::String(text)) if text.is_empty() => {
                return self.value(file, ty, form, &Value::Object(Map::new()));
            }
            _ => {}
        }
        if value.is_null() && *ty != Type::Json {
            return self.find(40097, "is null; leave an absent field out");
        }
        match (ty, form) {
            (_, Some(Form::Json)) => match value {
                Value::String(text) => self.inner_json(file, ty, text),
                other => self.wrong("JSON inside a string", other),
            },
            (Type::List(item), Some(Form::Joined(by))) => match value {
                Value::String(text) => self.joined(file, item, by, text),
                other => self.wrong(&format!("a string, joined by `{by}`"), other),
            },
            (Type::List(item), Some(Form::OneOrMany)) if !value.is_array() => {
                self.value(file, item, None, value)
            }
            (Type::List(item), form) => match value {
                // A form of the list's items: `"[i64]"` with wire `"text"`.
                Value::Array(items) => {
                    let form = form.filter(|form| *form != Form::OneOrMany);
                    for (index, value) in items.iter().enumerate() {
                        self.within(&format!("[{index}]"), |checker| {
                            checker.value(file, item, form, value)
                        });
                    }
                }
                other => self.wrong("a list", other),
            },
            (Type::Map(item), form) => match value {
                Value::Object(map) => {
                    for (key, value) in map {
                        self.field(key, |checker| checker.value(file, item, form, value));
                    }
                }
                other => self.wrong("an object", other),
            },
            (Type::Named(name), form) => self.named(file, name, form, value),
            (Type::Json, _) => {}
            (ty, form) => self.scalar(ty, form, value),
        }
    }

    fn inner_json(&mut self, file: FileId, ty: &Type, text: &str) {
        match serde_json::from_str::<Value>(text) {
            Ok(value) => self.value(file, ty, None, &value),
            Err(why) => self.find(40097, format!("the JSON inside the string is broken: {why}")),
        }
    }

    fn named(&mut self, file: FileId, name: &TypeRef, form: Option<Form>, value: &Value) {
        let schema = self.schema;
        match name.is {
            Named::Record => {
                if let Some((file, record)) = schema.record(file, name) {
                    self.record(file, record, value);
                }
            }
            Named::Union => {
                if let Some((file, union)) = schema.union(file, name) {
                    self.union_value(file, union, value);
                }
            }
            Named::TextEnum | Named::IntEnum => {
                let Some(known) = schema.enumeration(file, name) else { return };
                let number =
                    (known.integer && form != Some(Form::Text)) || form == Some(Form::Number);
                let wire = match value {
                    Value::String(text) if !number => text.clone(),
                    Value::Number(it) if number => it.to_string(),
                    other => {
                        return self.wrong(if number { "a number" } else { "a string" }, other);
                    }
                };
                self.enum_value(known, &wire);
            }
        }
    }

    fn scalar(&mut self, ty: &Type, form: Option<Form>, value: &Value) {
        let text_form = matches!(
            (ty, form),
            (
                _,
                Some(
                    Form::Text
                        | Form::YesNo
                        | Form::TrueFalse
                        | Form::Rfc3339
                        | Form::DateTime
                        | Form::Compact
                        | Form::Date
                )
            )
        );
        match (ty, value) {
            (Type::String | Type::Secret | Type::File, value) if form == Some(Form::Number) => {
                if !value.is_number() {
                    self.wrong("a number", value);
                }
            }
            (Type::String | Type::Secret | Type::File, Value::String(_)) => {}
            (Type::String | Type::Secret | Type::File, other) => self.wrong("a string", other),
            (_, Value::String(text)) if text_form => self.scalar_text(ty, form, text),
            (_, other) if text_form => self.wrong("a string", other),
            (Type::Bool, value) if form == Some(Form::ZeroOne) => {
                if !matches!(value.as_i64(), Some(0 | 1)) {
                    self.wrong("0 or 1", value);
                }
            }
            (Type::Bool, Value::Bool(_)) => {}
            (Type::Bool, other) => self.wrong("true or false", other),
            (_, Value::Number(number)) => self.scalar_text(ty, form, &number.to_string()),
            (_, other) => self.wrong("a number", other),
        }
    }

    /// "a string stands where a number belongs", without the value: it may be a secret.
    pub(super) fn wrong(&mut self, wanted: &str, value: &Value) {
        let found = match value {
            Value::Null => "null",
            Value::Bool(_) => "a bool",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        if self.lenient && matches!(value, Value::Null) {
            return;
        }
        self.find(40097, format!("{found} stands where {wanted} belongs"));
    }
}
