//! As much of JSON Schema (draft 2020-12) as `spec.schema.json` uses. A word it does not know is a
//! failure, so that the schema cannot outgrow it unnoticed.

use serde_json::{Map, Value};

/// What is wrong with a value; nothing when it is right.
pub(crate) fn check(value: &Value, schema: &Value, root: &Value, path: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let Some(schema) = schema.as_object() else {
        return if schema == &Value::Bool(false) {
            vec![format!("{path}: not allowed")]
        } else {
            wrong
        };
    };
    for (word, rule) in schema {
        match word.as_str() {
            "$schema" | "$defs" | "title" | "description" | "examples" => {}
            "$ref" => {
                let name = rule
                    .as_str()
                    .and_then(|name| name.strip_prefix("#/$defs/"))
                    .expect("a reference");
                let target = root
                    .pointer(&format!("/$defs/{name}"))
                    .unwrap_or_else(|| panic!("no definition of {name}"));
                wrong.extend(check(value, target, root, path));
            }
            "type" => {
                let types: Vec<&str> = rule
                    .as_str()
                    .into_iter()
                    .chain(rule.as_array().into_iter().flatten().filter_map(Value::as_str))
                    .collect();
                if !types.iter().any(|name| is(value, name)) {
                    wrong.push(format!("{path}: not {types:?}"));
                }
            }
            "const" if value != rule => wrong.push(format!("{path}: not {rule}")),
            "enum" if !list(rule).contains(value) => {
                wrong.push(format!("{path}: not one of {rule}"))
            }
            "pattern" => {
                let pattern =
                    regex_lite::Regex::new(rule.as_str().expect("a pattern")).expect("a pattern");
                if value.as_str().is_some_and(|text| !pattern.is_match(text)) {
                    wrong.push(format!("{path}: {value} does not match {rule}"));
                }
            }
            "minLength" if value.as_str().is_some_and(str::is_empty) => {
                wrong.push(format!("{path}: empty"))
            }
            "minItems" if value.as_array().is_some_and(Vec::is_empty) => {
                wrong.push(format!("{path}: empty"))
            }
            "minProperties" if value.as_object().is_some_and(Map::is_empty) => {
                wrong.push(format!("{path}: empty"))
            }
            "const" | "enum" | "minLength" | "minItems" | "minProperties" => {}
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    wrong.extend(check(item, rule, root, &format!("{path}/{index}")));
                }
            }
            "required" => {
                for key in list(rule).iter().filter_map(Value::as_str) {
                    if value.as_object().is_some_and(|object| !object.contains_key(key)) {
                        wrong.push(format!("{path}: no {key}"));
                    }
                }
            }
            "anyOf" | "oneOf" => {
                let results: Vec<_> =
                    list(rule).iter().map(|rule| check(value, rule, root, path)).collect();
                let right = results.iter().filter(|wrong| wrong.is_empty()).count();
                if word == "oneOf" && right > 1 {
                    wrong.push(format!("{path}: several ways at once"));
                }
                if right == 0 {
                    wrong.extend(results.into_iter().min_by_key(Vec::len).unwrap_or_default());
                }
            }
            "properties" | "patternProperties" | "additionalProperties" => {}
            other => panic!("the schema uses `{other}`, which this check does not know"),
        }
    }
    if let Some(object) = value.as_object() {
        wrong.extend(check_keys(object, schema, root, path));
    }
    wrong
}

fn check_keys(
    object: &Map<String, Value>,
    schema: &Map<String, Value>,
    root: &Value,
    path: &str,
) -> Vec<String> {
    let part = |name: &str| schema.get(name).and_then(Value::as_object);
    let mut wrong = Vec::new();
    for (key, value) in object {
        let path = format!("{path}/{key}");
        let mut known = false;
        if let Some(rule) = part("properties").and_then(|properties| properties.get(key)) {
            known = true;
            wrong.extend(check(value, rule, root, &path));
        }
        for (pattern, rule) in part("patternProperties").into_iter().flatten() {
            if regex_lite::Regex::new(pattern).expect("a pattern").is_match(key) {
                known = true;
                wrong.extend(check(value, rule, root, &path));
            }
        }
        if let (false, Some(rule)) = (known, schema.get("additionalProperties")) {
            wrong.extend(check(value, rule, root, &path));
        }
    }
    wrong
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

/// TOML as the JSON that a schema looks at.
pub(crate) fn json(text: &str) -> Value {
    fn convert(value: &mut toml_span::Value<'_>) -> Value {
        use toml_span::value::ValueInner::{Array, Boolean, Float, Integer, String, Table};
        match value.take() {
            String(text) => Value::from(text.into_owned()),
            Integer(number) => Value::from(number),
            Float(number) => Value::from(number),
            Boolean(value) => Value::from(value),
            Array(mut list) => list.iter_mut().map(convert).collect(),
            Table(table) => table
                .into_iter()
                .map(|(key, mut value)| (key.name.into_owned(), convert(&mut value)))
                .collect(),
        }
    }
    convert(&mut toml_span::parse(text).expect("TOML"))
}
