//! Single values: what is in quotes, and the numbers and words that are not.

use std::borrow::Cow;

use super::tree::Kind;

/// A number, `true` or `false`; else what is wrong with it.
pub(super) fn word<'a>(word: &str) -> Result<Kind<'a>, &'static str> {
    match word {
        "true" => return Ok(Kind::Bool(true)),
        "false" => return Ok(Kind::Bool(false)),
        _ => {}
    }
    let digits = word.trim_start_matches(['+', '-']);
    let signs = word.len() - digits.len();
    if signs <= 1 && matches!(digits, "inf" | "nan") {
        let value = if digits == "inf" { f64::INFINITY } else { f64::NAN };
        return Ok(Kind::Float(if word.starts_with('-') { -value } else { value }));
    }
    if signs > 1 || !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return Err("not a TOML value");
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = digits.strip_prefix(prefix) {
            let number = plain(digits, radix).filter(|_| signs == 0);
            let number = number.and_then(|digits| i64::from_str_radix(&digits, radix).ok());
            return number.map(Kind::Int).ok_or("not a number");
        }
    }
    if looks_like_date(digits) {
        return Err("a date is not a value of this language");
    }
    let sign = if word.starts_with('-') { "-" } else { "" };
    if digits.contains(['.', 'e', 'E']) {
        return float(digits, sign).map(Kind::Float).ok_or("not a number");
    }
    let number = plain(digits, 10).filter(|digits| digits == "0" || !digits.starts_with('0'));
    let number = number.and_then(|digits| format!("{sign}{digits}").parse().ok());
    number.map(Kind::Int).ok_or("not a number of 64 bits")
}

fn looks_like_date(digits: &str) -> bool {
    let mut bytes = digits.bytes().skip_while(u8::is_ascii_digit);
    matches!(bytes.next(), Some(b'-' | b':'))
        && bytes.next().is_some_and(|byte| byte.is_ascii_digit())
}

/// Digits without their underscores, each of which stands between two digits.
fn plain(digits: &str, radix: u32) -> Option<String> {
    let good = !digits.is_empty()
        && !digits.starts_with('_')
        && !digits.ends_with('_')
        && !digits.contains("__")
        && digits.chars().all(|c| c == '_' || c.is_digit(radix));
    good.then(|| digits.replace('_', ""))
}

fn float(text: &str, sign: &str) -> Option<f64> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            let minus = if exponent.starts_with('-') { "-" } else { "" };
            (mantissa, format!("e{minus}{}", plain(digits, 10)?))
        }
        None => (text, String::new()),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{}", plain(fraction, 10)?)),
        None => (mantissa, String::new()),
    };
    let whole = plain(whole, 10)?;
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    format!("{sign}{whole}{fraction}{exponent}")
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

/// What stands in quotes: escapes are read, in several lines so are ends of lines. The error is a
/// place in `raw` and what is wrong there.
pub(super) fn unescape(raw: &str, lines: bool) -> Result<Cow<'_, str>, (usize, String)> {
    if !raw.contains(['\\', '\r']) {
        return Ok(Cow::Borrowed(raw));
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['\\', '\r']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let place = raw.len() - after.len();
        let mut chars = after.chars();
        if chars.next() == Some('\r') {
            // The end of a line is one character, however it is written.
            rest = chars.as_str();
            continue;
        }
        let escape = chars.next().unwrap_or(' ');
        rest = chars.as_str();
        match escape {
            'b' => out.push('\u{8}'),
            't' => out.push('\t'),
            'n' => out.push('\n'),
            'f' => out.push('\u{c}'),
            'r' => out.push('\r'),
            'e' => out.push('\u{1b}'),
            '"' => out.push('"'),
            '\\' => out.push('\\'),
            'x' => rest = hex(rest, 2, &mut out).ok_or_else(|| bad(place, escape))?,
            'u' => rest = hex(rest, 4, &mut out).ok_or_else(|| bad(place, escape))?,
            'U' => rest = hex(rest, 8, &mut out).ok_or_else(|| bad(place, escape))?,
            ' ' | '\t' | '\r' | '\n' if lines => {
                // A backslash at the end of a line: the text goes on at the next word.
                let line = format!("{escape}{rest}");
                if !line.trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
                    return Err(bad(place, escape));
                }
                rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
            }
            _ => return Err(bad(place, escape)),
        }
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

fn bad(place: usize, escape: char) -> (usize, String) {
    (place, format!("`\\{escape}` is no escape of TOML"))
}

fn hex<'t>(text: &'t str, digits: usize, out: &mut String) -> Option<&'t str> {
    let (code, rest) = text.split_at_checked(digits)?;
    if !code.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    out.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
    Some(rest)
}
