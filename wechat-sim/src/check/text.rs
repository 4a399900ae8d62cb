//! Checks values that travel as text: in a path, a query, a header, a form, a text part.

use serde_json::Value;
use wechat_spec::model::{Enum, Form, Named, Type};

use super::Checker;
use crate::schema::FileId;

impl Checker<'_> {
    /// A value written as text.
    pub(super) fn text(&mut self, file: FileId, ty: &Type, form: Option<Form>, text: &str) {
        match (ty, form) {
            (Type::List(item), Some(Form::Joined(by))) => self.joined(file, item, by, text),
            (Type::List(_) | Type::Map(_) | Type::Json, _) => self.json_text(file, ty, text),
            (Type::Named(name), form) => match name.is {
                Named::Record | Named::Union => self.json_text(file, ty, text),
                Named::TextEnum | Named::IntEnum => {
                    if form == Some(Form::Json) {
                        return self.json_text(file, ty, text);
                    }
                    let schema = self.schema;
                    if let Some(known) = schema.enumeration(file, name) {
                        self.enum_value(known, text);
                    }
                }
            },
            (_, Some(Form::Json)) => self.json_text(file, ty, text),
            (ty, form) => self.scalar_text(ty, form, text),
        }
    }

    /// JSON in a place for text.
    fn json_text(&mut self, file: FileId, ty: &Type, text: &str) {
        match serde_json::from_str::<Value>(text) {
            Ok(value) => self.value(file, ty, None, &value),
            Err(_) if matches!(ty, Type::Json) => {}
            Err(why) => self.find(40097, format!("is not the JSON that belongs here: {why}")),
        }
    }

    /// A list in one string.
    pub(super) fn joined(&mut self, file: FileId, item: &Type, by: char, text: &str) {
        if text.is_empty() {
            return;
        }
        for (index, item_text) in text.split(by).enumerate() {
            self.within(&format!("[{index}]"), |checker| checker.text(file, item, None, item_text));
        }
    }

    /// The values of an enum; users keep unknown ones when reading, but do not send them.
    pub(super) fn enum_value(&mut self, known: &Enum, wire: &str) {
        if self.lenient || known.values.iter().any(|value| value.wire == wire) {
            return;
        }
        let values: Vec<_> = known.values.iter().map(|value| value.wire.as_str()).collect();
        self.find(40097, format!("{wire:?} is no {}; one of {}", known.name, values.join(", ")));
    }

    /// A value without parts, as text.
    pub(super) fn scalar_text(&mut self, ty: &Type, form: Option<Form>, text: &str) {
        let right = match (ty, form) {
            (Type::String | Type::Secret, Some(Form::Number)) => text.parse::<u64>().is_ok(),
            (Type::Bool, Some(Form::ZeroOne)) => text == "0" || text == "1",
            (Type::Bool, Some(Form::YesNo)) => text == "Y" || text == "N",
            (Type::Bool, _) => text == "true" || text == "false",
            (Type::I32, _) => text.parse::<i32>().is_ok(),
            (Type::I64 | Type::Fen, _) => text.parse::<i64>().is_ok(),
            (Type::U8, _) => text.parse::<u8>().is_ok(),
            (Type::U32, _) => text.parse::<u32>().is_ok(),
            (Type::U64, _) => text.parse::<u64>().is_ok(),
            (Type::F64, _) => text.parse::<f64>().is_ok_and(f64::is_finite),
            (Type::Time, form) => is_time(form.unwrap_or(Form::Unix), text),
            _ => true,
        };
        if !right {
            let wanted = match (ty, form) {
                (Type::Bool, Some(Form::ZeroOne)) => "0 or 1",
                (Type::Bool, Some(Form::YesNo)) => "Y or N",
                (Type::Bool, _) => "true or false",
                (Type::Time, Some(Form::Rfc3339)) => "a time like 2026-01-02T03:04:05+08:00",
                (Type::Time, Some(Form::DateTime)) => "a time like 2026-01-02 03:04:05",
                (Type::Time, Some(Form::Compact)) => "a time like 20260102030405",
                (Type::Time, Some(Form::Date)) => "a date like 2026-01-02",
                (Type::Time, Some(Form::UnixMs)) => "a time in milliseconds since 1970",
                (Type::Time, _) => "a time in seconds since 1970",
                (Type::F64, _) => "a number",
                (Type::I32, _) => "a whole number of 32 bits",
                (Type::U8, _) => "a whole number from 0 to 255",
                (Type::U32, _) => "a whole number of 32 bits, not negative",
                (Type::U64, _) => "a whole number, not negative",
                (Type::String | Type::Secret, _) => "digits",
                _ => "a whole number",
            };
            self.find(40097, format!("is not {wanted}"));
        }
    }
}

fn is_time(form: Form, text: &str) -> bool {
    let shaped = |pattern: &str| {
        text.len() >= pattern.len()
            && pattern
                .bytes()
                .zip(text.bytes())
                .all(|(p, t)| if p == b'0' { t.is_ascii_digit() } else { p == t })
    };
    match form {
        Form::Rfc3339 => {
            shaped("0000-00-00T00:00:00")
                && (text.ends_with('Z') || text[19..].contains('+') || text[19..].contains('-'))
        }
        Form::DateTime => shaped("0000-00-00 00:00:00") && text.len() == 19,
        Form::Compact => shaped("00000000000000") && text.len() == 14,
        Form::Date => shaped("0000-00-00") && text.len() == 10,
        Form::UnixMs => text.parse::<i64>().is_ok(),
        // Seconds by mistake in milliseconds are a year of five digits.
        _ => text.parse::<i64>().is_ok_and(|seconds| seconds.abs() < 100_000_000_000),
    }
}
