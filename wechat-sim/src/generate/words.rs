//! Text and numbers that look like what their field is named for.

use serde_json::{Value, json};
use wechat_spec::model::Form;

use crate::rng::Rng;

const NAMES: [&str; 8] = ["李雷", "韩梅梅", "张伟", "王芳", "Alice", "Bob", "小明", "陈静"];

/// Text for a field of that name.
pub(super) fn text(name: &str, rng: &mut Rng) -> String {
    let lower = name.to_ascii_lowercase();
    let has = |part: &str| lower.contains(part);
    if has("openid") || lower == "touser" || lower == "fromuser" {
        openid(rng)
    } else if has("unionid") {
        format!("o6_{}", rng.word(25))
    } else if has("appid") {
        format!("wx{:016x}", rng.next())
    } else if has("phonenumber") {
        format!("138{:08}", rng.below(100_000_000))
    } else if has("countrycode") {
        "86".to_owned()
    } else if has("ip_list") || lower == "ip" || has("client_ip") {
        format!("101.226.{}.{}", rng.below(256), rng.below(256))
    } else if has("nickname") || lower == "name" || has("author") {
        rng.pick(&NAMES).unwrap_or(&"李雷").to_string()
    } else if has("url") || has("link") {
        format!("https://example.com/{}", rng.word(8))
    } else if lower == "kf_account" {
        format!("kf{}@wechat", 2001 + rng.below(99))
    } else if lower == "cgi_path" {
        "/cgi-bin/message/custom/send".to_owned()
    } else if lower == "scene" {
        format!("id={}", 1 + rng.below(99))
    } else if lower == "page" || lower == "path" || has("pagepath") {
        "pages/index/index".to_owned()
    } else if has("color") {
        format!("#{:06X}", rng.below(0x0100_0000))
    } else if lower == "lang" || has("language") {
        "zh_CN".to_owned()
    } else if has("time") || has("date") {
        "2026-01-01 12:00:00".to_owned()
    } else if has("_id")
        || has("code")
        || has("ticket")
        || has("token")
        || has("key")
        || has("secret")
    {
        rng.word(24)
    } else {
        format!("{name} {}", rng.word(4))
    }
}

/// Like a user's openid.
pub(crate) fn openid(rng: &mut Rng) -> String {
    format!("o{}", rng.word(27))
}

/// A key of a map.
pub(super) fn key(rng: &mut Rng) -> String {
    format!("thing{}", 1 + rng.below(9))
}

/// A whole number for a field of that name.
pub(super) fn number(name: &str, now: u64, rng: &mut Rng) -> u64 {
    match name {
        "errcode" => 0,
        "expires_in" => 7200,
        "width" => 430,
        "offset" | "begin" | "start" => 0,
        "count" | "limit" | "number" | "expire_interval" => 10,
        _ if name.ends_with("time") || name.ends_with("_at") => {
            now.saturating_sub(rng.below(90 * 86_400))
        }
        _ => 1 + rng.below(200),
    }
}

/// A moment for a field of that name, in seconds: ends lie ahead, all else has been.
pub(super) fn moment(name: &str, now: u64, rng: &mut Rng) -> u64 {
    if name.contains("expire") || name.starts_with("end") {
        now + 3600 + rng.below(20 * 86_400)
    } else {
        now.saturating_sub(rng.below(90 * 86_400))
    }
}

/// A time in its wire form.
pub(super) fn time(form: Form, seconds: u64) -> Value {
    let (year, month, day, hour, minute, second) = beijing(seconds);
    match form {
        Form::UnixMs => json!(seconds * 1000),
        Form::Rfc3339 => {
            json!(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+08:00"))
        }
        Form::DateTime => {
            json!(format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"))
        }
        Form::Compact => {
            json!(format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}"))
        }
        Form::Date => json!(format!("{year:04}-{month:02}-{day:02}")),
        Form::Text => json!(seconds.to_string()),
        _ => json!(seconds),
    }
}

/// Date and time in Beijing (civil-from-days, Howard Hinnant's method).
fn beijing(seconds: u64) -> (u64, u64, u64, u64, u64, u64) {
    let local = seconds + 8 * 3600;
    let (days, rest) = (local / 86_400 + 719_468, local % 86_400);
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year, month, day, rest / 3600, rest % 3600 / 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_beijing() {
        assert_eq!(time(Form::DateTime, 1_767_225_600), json!("2026-01-01 08:00:00"));
        assert_eq!(time(Form::Date, 951_753_600), json!("2000-02-29"));
        assert_eq!(time(Form::Rfc3339, 0), json!("1970-01-01T08:00:00+08:00"));
    }
}
