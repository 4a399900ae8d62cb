//! What one JSON value says that another does not, by path.

use serde_json::Value;

/// Every difference between a request and what was written back. `null` is as good as absent.
pub(super) fn unequal(sample: &Value, written: &Value, failures: &mut Vec<String>) {
    walk(sample, written, &mut String::new(), Mode::Exact, failures);
}

/// The same, where a number may be its text, and an empty text as good as absent.
pub(crate) fn unlike(sample: &Value, written: &Value, failures: &mut Vec<String>) {
    walk(sample, written, &mut String::new(), Mode::Forms, failures);
}

/// What of a response is not found again. Numbers may have become texts, `0` and `1` a bool, and
/// what says nothing (`null`, `""`, `[]`, `{}`) may be gone.
pub(crate) fn lost(sample: &Value, written: &Value, failures: &mut Vec<String>) {
    walk(sample, written, &mut String::new(), Mode::Lenient, failures);
}

/// What counts as the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// The same values.
    Exact,
    /// A number or bool and its text too, and an empty text may be gone.
    Forms,
    /// Any form, and what says nothing may be gone.
    Lenient,
}

fn walk(
    sample: &Value,
    written: &Value,
    path: &mut String,
    mode: Mode,
    failures: &mut Vec<String>,
) {
    let lenient = mode == Mode::Lenient;
    match (sample, written) {
        (Value::Object(sample), Value::Object(written)) => {
            for (name, value) in sample {
                let absent = match mode {
                    Mode::Exact => value.is_null(),
                    Mode::Forms => value.is_null() || value == "",
                    Mode::Lenient => empty(value),
                };
                match written.get(name) {
                    Some(other) if !(absent && empty(other)) => {
                        within(path, name, |path| walk(value, other, path, mode, failures));
                    }
                    None if !absent => {
                        within(path, name, |path| failures.push(format!("{path}: is lost")));
                    }
                    _ => {}
                }
            }
            if lenient {
                return;
            }
            for (name, value) in written.iter().filter(|(_, value)| !value.is_null()) {
                if !sample.contains_key(name) {
                    within(path, name, |path| failures.push(format!("{path}: is new: {value}")));
                }
            }
        }
        (Value::Array(sample), Value::Array(written)) if sample.len() == written.len() => {
            for (index, (value, other)) in sample.iter().zip(written).enumerate() {
                within(path, &index.to_string(), |path| {
                    walk(value, other, path, mode, failures);
                });
            }
        }
        // JSON in a text.
        (Value::String(sample), Value::String(written))
            if lenient && sample.starts_with(['{', '[']) && sample != written =>
        {
            let value = |text: &str| serde_json::from_str::<Value>(text).ok();
            match (value(sample), value(written)) {
                (Some(sample), Some(written)) => walk(&sample, &written, path, mode, failures),
                _ => failures.push(format!("{path}: {sample:?} became {written:?}")),
            }
        }
        // One value where a list belongs.
        (value, Value::Array(written)) if lenient && written.len() == 1 => {
            walk(value, &written[0], path, mode, failures);
        }
        (sample, written) if same(sample, written) => {}
        (sample, written) if lenient && alike(sample, written) => {}
        (Value::String(text), Value::Number(number))
        | (Value::Number(number), Value::String(text))
            if mode == Mode::Forms && *text == number.to_string() => {}
        (Value::String(text), Value::Bool(value)) | (Value::Bool(value), Value::String(text))
            if mode == Mode::Forms && *text == value.to_string() => {}
        // A list in one text, with space between.
        (Value::String(a), Value::String(b))
            if mode == Mode::Forms
                && a.contains('|')
                && a.replace(' ', "") == b.replace(' ', "") => {}
        (sample, written) => failures.push(format!("{path}: {sample} became {written}")),
    }
}

fn within(path: &mut String, name: &str, act: impl FnOnce(&mut String)) {
    let length = path.len();
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
    act(path);
    path.truncate(length);
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || a.as_f64().is_some() && a.as_f64() == b.as_f64()
        }
        // JSON in a text: the order of its names means nothing.
        (Value::String(a), Value::String(b)) if a.starts_with(['{', '[']) && a != b => {
            let value = |text: &str| serde_json::from_str::<Value>(text).ok();
            value(a).is_some() && value(a) == value(b)
        }
        (a, b) => a == b,
    }
}

/// The same in another form.
fn alike(a: &Value, b: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Bool(value) => u8::from(*value).to_string(),
        other => other.to_string(),
    };
    let (a, b) = (text(a), text(b));
    let number = |text: &str| match text {
        "true" => Some(1.0),
        "false" => Some(0.0),
        text => text.parse::<f64>().ok(),
    };
    // A time in milliseconds where seconds belong.
    let seconds = a.parse::<i64>().ok().filter(|it| *it > 100_000_000_000).map(|it| it / 1000);
    a == b
        || number(&a).is_some() && number(&a) == number(&b)
        || seconds.is_some() && seconds == b.parse().ok()
}

fn empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
