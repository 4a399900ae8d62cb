//! What an oddity expects, held against what the SDK made of the answer.

use serde_json::Value;
use wechat_runtime::op::Class;
use wechat_runtime::{Error, ErrorKind, RawReply};

use super::super::case::{Case, Outcome, alike, text_of};

/// What a call gave.
pub(super) enum Got {
    /// The fields of the answer, as the SDK writes them.
    Json(Value),
    /// A file.
    Bytes(Vec<u8>),
}

/// One answer, seen through the SDK.
pub(super) struct Seen {
    /// What the call gave.
    pub(super) result: Result<Got, Error>,
    /// The same answer as `.raw()` hands it out.
    pub(super) raw: RawReply,
    /// Whether a record of the endpoint read it.
    pub(super) typed: bool,
}

impl Seen {
    fn error(&self) -> Option<&Error> {
        self.result.as_ref().err()
    }

    /// The answer's fields: the call's, or those of the raw body when the call failed.
    fn json(&self) -> Value {
        match &self.result {
            Ok(Got::Json(json)) => json.clone(),
            _ => self.raw_json(),
        }
    }

    fn raw_json(&self) -> Value {
        self.raw.json().unwrap_or_default()
    }

    /// In words, for a failure's text.
    fn describe(&self) -> String {
        match &self.result {
            Ok(Got::Json(json)) => format!("success with {json}"),
            Ok(Got::Bytes(bytes)) => format!("success with {} bytes", bytes.len()),
            Err(error) => format!("the error: {error}"),
        }
    }
}

/// Checks every expectation of the entry that this tool knows.
pub(super) fn check(case: &mut Case<'_>, seen: &Seen) -> Outcome {
    // These two describe the document to its readers, not what the SDK must do.
    let _ = case.expects("strict_json");
    let _ = case.expects("json_if_control_chars_allowed_and_bad_utf8_replaced");
    if let Some(expected) = case.expects("status_is_200") {
        case.compare("status_is_200", expected, &(seen.raw.status == 200).into());
    }
    if let Some(expected) = case.expects("is_error").and_then(Value::as_bool)
        && expected != seen.error().is_some()
    {
        let what = if expected { "an error" } else { "success" };
        case.fail(format!("expected {what}, got {}", seen.describe()));
    }
    if let Err(unknown) = check_error(case, seen) {
        return unknown;
    }
    check_fields(case, seen);
    if case.expects("envelope").is_some()
        && seen.error().is_some()
        && case.expects("errcode").is_none()
    {
        // Without a code nothing shows that it was found in that envelope.
        return Outcome::Unsupported("an error in an envelope without a code".to_owned());
    }
    if let Some(outcome) = case.expects("outcome").map(text_of) {
        match check_outcome(&outcome, case.files.first(), seen) {
            Some(Ok(())) => {}
            Some(Err(what)) => case.fail(what),
            None => return Outcome::Unsupported(format!("the outcome `{outcome}`")),
        }
    }
    match check_others(case, seen) {
        Ok(()) => case.outcome(),
        Err(unsupported) => unsupported,
    }
}

/// Code, word, message, class, `rid`, status of an error.
fn check_error(case: &mut Case<'_>, seen: &Seen) -> Result<(), Outcome> {
    let error = seen.error();
    // No code means success as much as a code of zero does.
    let nothing = case.expects("errcode").is_some_and(Value::is_null);
    case.check("errcode", error.map_or((!nothing).then_some(0), Error::code));
    case.check("code", error.and_then(Error::code_word));
    let raw = seen.raw_json();
    let said = |name: &str| match error {
        Some(error) => error.message().map(Value::from).unwrap_or_default(),
        None => raw.get(name).cloned().unwrap_or_default(),
    };
    case.check("message", said("message"));
    case.check("errmsg", said("errmsg"));
    case.check("rid", error.and_then(Error::rid));
    let status = error.map_or(Some(seen.raw.status.as_u16()), Error::status);
    case.check("http_status", status);
    if let Some(expected) = case.expects("class").map(text_of) {
        let Some(class) = class(&expected) else {
            return Err(Outcome::Unsupported(format!("the class `{expected}`")));
        };
        let got = error.and_then(Error::class);
        if got != Some(class) {
            case.fail(format!("class: expected {class:?} ({expected}), got {got:?}"));
        }
    }
    Ok(())
}

/// Classes by the names that manifests give them.
fn class(name: &str) -> Option<Class> {
    Some(match name {
        "system_busy" | "busy" => Class::Busy,
        "stale_credential" | "invalid_credential" | "token_expired" => Class::StaleCredential,
        "rate_limited" | "rate_limit" | "frequency" => Class::RateLimited,
        "quota" => Class::Quota,
        "permission" => Class::Permission,
        "invalid_argument" | "invalid_request" | "param" => Class::InvalidArgument,
        "not_found" => Class::NotFound,
        "user_refused" => Class::UserRefused,
        "frozen" | "blocked" => Class::Frozen,
        "other" | "unknown" => Class::Other,
        _ => return None,
    })
}

/// Fields of the answer: by path, those that nobody described, those that are missing.
fn check_fields(case: &mut Case<'_>, seen: &Seen) {
    let json = seen.json();
    if let Some(fields) = case.expects("fields").and_then(Value::as_object) {
        if !matches!(seen.result, Ok(Got::Json(_)))
            && case.expects("is_error") != Some(&true.into())
        {
            case.fail(format!("expected fields, got {}", seen.describe()));
        }
        for (path, expected) in fields {
            match at(&json, path) {
                Some(got) => case.compare(path, expected, got),
                None => case.fail(format!("{path}: expected {expected}, got nothing")),
            }
        }
    }
    let raw = seen.raw_json();
    let names = |case: &Case<'_>, name: &str| {
        let list = case.expects(name).and_then(Value::as_array);
        list.map(|list| list.iter().map(text_of).collect::<Vec<_>>()).unwrap_or_default()
    };
    for name in names(case, "extra_fields") {
        if raw.get(&name).is_none() {
            case.fail(format!("the raw answer lacks the field `{name}`"));
        }
        if let Some(error) = seen.error() {
            case.fail(format!("`{name}` makes the answer an error: {error}"));
        }
    }
    for name in names(case, "missing_documented_members") {
        if json.get(&name).is_some_and(|value| !value.is_null()) {
            case.fail(format!("`{name}` has a value, although the answer lacks it"));
        }
    }
    if let Some(expected) = case.expects("detail_value") {
        let got = at(&raw, "detail.value").unwrap_or(&Value::Null);
        case.compare("detail_value", expected, got);
    }
}

/// The value at a dotted path; numbers are places in lists.
fn at<'v>(json: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(json, |value, part| match value {
        Value::Array(list) => part.parse().ok().and_then(|index: usize| list.get(index)),
        value => value.get(part),
    })
}

/// An outcome that is said in words, or `None` for words that are not known.
fn check_outcome(outcome: &str, body: Option<&Vec<u8>>, seen: &Seen) -> Option<Result<(), String>> {
    let got = || Err(format!("expected {outcome}; got {}", seen.describe()));
    let holds = |holds: bool| if holds { Ok(()) } else { got() };
    if let Some((_, rest)) = outcome.split_once("HTTP error with status ") {
        let status: u16 = rest.split(' ').next()?.parse().ok()?;
        let same = seen.error().and_then(Error::status) == Some(status);
        let raw = !rest.contains("raw body")
            || (body.is_some_and(|body| *body == seen.raw.body) && seen.raw.status == status);
        return Some(holds(same && raw));
    }
    if outcome.contains("signature") || outcome.contains("signed") {
        // Nothing checks Pay's signatures yet, so an error for another reason proves nothing.
        return None;
    }
    if outcome.starts_with("bytes are handed out unchanged") {
        return Some(holds(matches!(&seen.result, Ok(Got::Bytes(bytes)) if Some(bytes) == body)));
    }
    if outcome.starts_with("either a value")
        && outcome.contains("decode error that names the endpoint")
    {
        return Some(holds(seen.error().is_none_or(|error| {
            error.kind() == ErrorKind::Decode && error.endpoint_path().is_some()
        })));
    }
    if let Some(reason) = outcome.strip_prefix("an error") {
        let kinds: &[ErrorKind] = match reason.split_once('(').map(|(_, reason)| reason) {
            None => return Some(holds(seen.error().is_some())),
            Some(reason) if reason.starts_with("empty") => &[ErrorKind::Empty],
            Some(reason) if reason.starts_with("HTML") => &[ErrorKind::Html, ErrorKind::Status],
            Some(reason) if reason.starts_with("truncated") => &[ErrorKind::Truncated],
            Some(reason) if reason.starts_with("not JSON") => &[ErrorKind::NotJson],
            Some(_) => return None,
        };
        return Some(holds(seen.error().is_some_and(|error| kinds.contains(&error.kind()))));
    }
    None
}

/// Any other expectation may be the name of a field of the answer.
fn check_others(case: &mut Case<'_>, seen: &Seen) -> Result<(), Outcome> {
    let json = seen.json();
    let others: Vec<&str> = case.other_expectations().collect();
    for name in others {
        // What no field has this name for stays unread, and is said to be so.
        let Some(got) = json.get(name) else { continue };
        let Some(expected) = case.expects(name) else {
            continue;
        };
        // A record writes a list that is one text as that text again.
        if let (true, Value::Array(expected), Value::String(text)) = (seen.typed, expected, got) {
            let parts: Vec<&str> = text.split('|').filter(|part| !part.is_empty()).collect();
            case.compare(name, &expected.clone().into(), &parts.into());
            continue;
        }
        if !alike(expected, got) && (expected.is_array() || expected.is_object()) && got.is_string()
        {
            return Err(Outcome::Unsupported(format!(
                "`{name}` becomes a list in a typed call only"
            )));
        }
        case.compare(name, expected, got);
    }
    Ok(())
}
