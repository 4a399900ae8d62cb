//! Return codes: a table for the runtime, and a constant for each that has a name.

use std::fmt::Write as _;

use wechat_spec::model::{Code, CodeValue};

use super::docs::{doc, escape};
use super::endpoint::code;
use super::rust::literal;

/// Writes the codes of a file.
pub(super) fn codes(out: &mut String, codes: &[Code]) {
    if codes.is_empty() {
        return;
    }
    for item in codes.iter().filter(|item| !item.name.is_empty()) {
        let (number, value) = match &item.value {
            CodeValue::Number(number) => {
                (number.to_string(), format!("rt::ErrCode::new({number})"))
            }
            CodeValue::Word(word) => {
                (word.clone(), format!("rt::ErrCode::word({})", literal(word)))
            }
        };
        doc(out, &[&format!("`{number}`: {}", escape(&item.doc)), &escape(&item.fix)]);
        let _ = writeln!(out, "pub const {}: rt::ErrCode = {value};\n", item.name);
    }
    let mut sorted: Vec<&Code> = codes.iter().collect();
    sorted.sort_by(|a, b| a.value.cmp(&b.value));
    out.push_str("/// All of them, by code.\npub const CODES: &[rt::CodeInfo] = &[\n");
    for item in sorted {
        let _ = writeln!(
            out,
            "rt::CodeInfo {{ code: {}, name: {}, doc: {}, class: rt::Class::{}, fix: {} }},",
            code(&item.value),
            literal(&item.name),
            literal(&item.doc),
            class(&item.class),
            literal(&item.fix)
        );
    }
    out.push_str("];\n\n");
}

fn class(word: &str) -> &'static str {
    match word {
        "stale_credential" => "StaleCredential",
        "busy" => "Busy",
        "rate_limited" => "RateLimited",
        "quota" => "Quota",
        "permission" => "Permission",
        "invalid_argument" => "InvalidArgument",
        "not_found" => "NotFound",
        "user_refused" => "UserRefused",
        "frozen" => "Frozen",
        _ => "Other",
    }
}
