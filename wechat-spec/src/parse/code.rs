//! `[code.…]`

use crate::ast::{Code, Word};
use crate::diagnostic::Report;
use crate::model::{CLASSES, CodeValue};
use crate::names::{is_screaming, snake_case};
use crate::parse::{Keys, unknown_word};
use crate::toml::Table;
use crate::vocabulary::CODE;

pub(crate) fn code(report: &mut Report<'_>, key: Word, table: &Table<'_>) -> Option<Code> {
    let keys = Keys::new(report, table, "a return code", CODE);
    let value = match key.value.parse::<i64>() {
        Ok(number) => Some(CodeValue::Number(number)),
        Err(_)
            if !key.value.is_empty()
                && key.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                && !key.value.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            Some(CodeValue::Word(key.value.clone()))
        }
        Err(_) => {
            report.help(
                key.span,
                format!("`{}` is no return code", key.value),
                "a return code is a number or a word like `SIGN_ERROR`",
            );
            None
        }
    };
    let name = keys.word(report, "name").filter(|name| {
        let good = is_screaming(&name.value);
        if !good {
            let guess = snake_case(&name.value)
                .map(|guess| guess.to_ascii_uppercase())
                .filter(|guess| is_screaming(guess));
            report.guess(
                name.span,
                format!("names of return codes are like `INVALID_CODE`, not `{}`", name.value),
                guess,
            );
        }
        good
    });
    let class = match keys.word(report, "class") {
        Some(class) if CLASSES.contains(&class.value.as_str()) => class.value,
        Some(class) => {
            unknown_word(report, &class, "`class`", CLASSES.iter().copied());
            "other".to_owned()
        }
        None => "other".to_owned(),
    };
    let doc = keys.doc(report, "doc");
    if keys.get("doc").is_none() {
        report.missing(
            key.span,
            format!("the return code {} has no `doc`", key.value),
            Some("say what it means".to_owned()),
        );
    }
    Some(Code { span: key.span, value: value?, name, doc, class, fix: keys.doc(report, "fix") })
}
