//! What a failed fetch leaves for other processes: enough for their calls to fail as its own did,
//! without asking WeChat again. Never a secret: errors hold none.

use serde_json::{Value, json};

use crate::error::{Code, Error, ErrorKind};
use crate::op::Product;

/// Longer texts than any of WeChat's messages are cut.
const LONGEST: usize = 300;

/// See the module.
pub(super) fn write(error: &Error) -> String {
    let cut = |text: &str| text.chars().take(LONGEST).collect::<String>();
    let mut note = json!({ "text": cut(&error.to_string()) });
    if let Some(code) = error.code() {
        note["code"] = code.into();
        note["message"] = error.message().map(cut).into();
    }
    note.to_string()
}

/// The error that a note tells of; also of one that is not ours.
pub(super) fn read(note: &str, product: &'static Product) -> Error {
    let note: Value = serde_json::from_str(note).unwrap_or_default();
    let text = |name: &str| note.get(name).and_then(Value::as_str).map(str::to_owned);
    match note.get("code").and_then(Value::as_i64) {
        Some(code) => Error::api(Code::Number(code), text("message"), Some(product)),
        None => {
            let why = text("text").unwrap_or_else(|| "no reason is given".to_owned());
            Error::new(ErrorKind::Credential, format!("another process failed a moment ago: {why}"))
        }
    }
}
