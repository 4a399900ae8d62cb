//! Single values as text, for paths, queries, headers, forms and lists in one string.

use super::shape::Form;
use super::slot::{ListOf, Seen, View};
use super::write;
use crate::value::Calendar;
use crate::value::Time;

/// The text of a value; `None` when it is absent. Objects and lists without a form become JSON.
pub(crate) fn text(view: View<'_>, form: Form) -> Result<Option<String>, serde_json::Error> {
    Ok(Some(match view.see() {
        Seen::None | Seen::File(_) => return Ok(None),
        Seen::String(text) => text.to_owned(),
        Seen::Secret(secret) => secret.expose().to_owned(),
        Seen::Int(number) => number.to_string(),
        Seen::Uint(number) => number.to_string(),
        Seen::F64(number) => number.to_string(),
        Seen::Bool(value) => match (form, value) {
            (Form::ZeroOne, false) => "0",
            (Form::ZeroOne, true) => "1",
            (Form::YesNo, false) => "N",
            (Form::YesNo, true) => "Y",
            (_, false) => "false",
            (_, true) => "true",
        }
        .to_owned(),
        Seen::Time(value) => time(value, form).unwrap_or_else(|| {
            if form == Form::UnixMs { value.unix_ms() } else { value.unix() }.to_string()
        }),
        Seen::List(of, len, list) => match form {
            Form::Joined(separator) => joined(of, len, list, separator)?,
            _ => write::json(view)?,
        },
        Seen::Json(_) | Seen::Map(..) | Seen::Record(..) | Seen::Union(_) => write::json(view)?,
    }))
}

/// The items of a list in one string.
pub(crate) fn joined(
    of: &'static ListOf,
    len: usize,
    list: View<'_>,
    separator: char,
) -> Result<String, serde_json::Error> {
    let mut joined = String::new();
    for index in 0..len {
        if index > 0 {
            joined.push(separator);
        }
        if let Some(item) = text(list.item(of, index), Form::Plain)? {
            joined.push_str(&item);
        }
    }
    Ok(joined)
}

/// A time in a calendar form; `None` when the form is a number.
pub(crate) fn time(time: Time, form: Form) -> Option<String> {
    let calendar = match form {
        Form::Rfc3339 => Calendar::Rfc3339,
        Form::DateTime => Calendar::DateTime,
        Form::Compact => Calendar::Compact,
        Form::Date => Calendar::Date,
        Form::Text => return Some(time.unix().to_string()),
        _ => return None,
    };
    Some(time.format(calendar))
}
