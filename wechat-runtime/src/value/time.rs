//! A moment, and the ways WeChat writes one. Calendar times on the wire are Beijing time (UTC+8,
//! without daylight saving), which is all the calendar this needs.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY_MS: i64 = 86_400_000;
const BEIJING_MS: i64 = 8 * 3_600_000;

/// A moment, to the millisecond. Prints as RFC 3339 in Beijing time.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

impl Time {
    /// From seconds since 1970.
    pub const fn from_unix(seconds: i64) -> Time {
        Time(seconds.saturating_mul(1000))
    }

    /// From milliseconds since 1970.
    pub const fn from_unix_ms(ms: i64) -> Time {
        Time(ms)
    }

    /// Seconds since 1970.
    pub const fn unix(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// Milliseconds since 1970.
    pub const fn unix_ms(self) -> i64 {
        self.0
    }

    /// The moment on this machine's clock.
    pub fn now() -> Time {
        SystemTime::now().into()
    }

    /// Writes one of the calendar forms; `parse` reads them all.
    pub(crate) fn format(self, form: Calendar) -> String {
        let local = self.0.saturating_add(BEIJING_MS);
        let (days, ms) = (local.div_euclid(DAY_MS), local.rem_euclid(DAY_MS));
        let (y, mo, d) = civil_from_days(days);
        let (h, mi, s) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
        match form {
            Calendar::Date => format!("{y:04}-{mo:02}-{d:02}"),
            Calendar::Compact => format!("{y:04}{mo:02}{d:02}{h:02}{mi:02}{s:02}"),
            Calendar::DateTime => format!("{y:04}-{mo:02}-{d:02} {h:02}:{mi:02}:{s:02}"),
            Calendar::Rfc3339 => {
                let fraction = match ms % 1000 {
                    0 => String::new(),
                    fraction => format!(".{fraction:03}"),
                };
                format!("{y:04}-{mo:02}-{d:02}T{h:02}:{mi:02}:{s:02}{fraction}+08:00")
            }
        }
    }

    /// Reads a time in any of the forms WeChat writes: seconds or milliseconds in digits, the
    /// compact and the dashed calendar forms, RFC 3339.
    pub fn parse(text: &str) -> Option<Time> {
        let text = text.trim();
        let digits = text.strip_prefix('-').unwrap_or(text);
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            return match text.len() {
                8 | 14 => parse_calendar(text),
                _ => text.parse().ok().map(Time::from_number),
            };
        }
        parse_calendar(text)
    }

    /// Seconds, or milliseconds when the number is too large for seconds before the year 5138.
    pub(crate) const fn from_number(number: i64) -> Time {
        if number.unsigned_abs() >= 100_000_000_000 {
            Time(number)
        } else {
            Time::from_unix(number)
        }
    }
}

/// A calendar form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Calendar {
    Rfc3339,
    DateTime,
    Compact,
    Date,
}

fn parse_calendar(text: &str) -> Option<Time> {
    let mut rest = text.as_bytes();
    let compact = rest.len() >= 8 && rest.iter().take(8).all(u8::is_ascii_digit);
    let mut number = |width: usize, before: &[u8]| -> Option<i64> {
        if !before.is_empty() {
            let (first, tail) = rest.split_first()?;
            if !before.contains(first) {
                return None;
            }
            rest = tail;
        }
        let (digits, tail) = rest.split_at_checked(width)?;
        rest = tail;
        digits.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0')))
    };
    let (dash, gap, colon): (&[u8], &[u8], &[u8]) =
        if compact { (b"", b"", b"") } else { (b"-/", b" T", b":") };
    let (y, mo, d) = (number(4, b"")?, number(2, dash)?, number(2, dash)?);
    let (mut h, mut mi, mut s) = (0, 0, 0);
    if text.len() > if compact { 8 } else { 10 } {
        (h, mi, s) = (number(2, gap)?, number(2, colon)?, number(2, colon)?);
    }
    if !(1..=12).contains(&mo) || !(1..=days_in(y, mo)).contains(&d) || h > 23 || mi > 59 || s > 60
    {
        return None;
    }
    let (ms, zone) = fraction_and_zone(rest)?;
    let seconds = days_from_civil(y, mo, d) * 86_400 + h * 3600 + mi * 60 + s;
    Some(Time(seconds * 1000 + ms - zone.unwrap_or(BEIJING_MS)))
}

/// `.123+08:00`: milliseconds, and the offset of the zone in milliseconds when there is one.
fn fraction_and_zone(mut rest: &[u8]) -> Option<(i64, Option<i64>)> {
    let mut ms = 0;
    if let Some(tail) = rest.strip_prefix(b".") {
        let len = tail.iter().take_while(|b| b.is_ascii_digit()).count();
        let (digits, tail) = tail.split_at_checked(len)?;
        for place in 0..3 {
            ms = ms * 10 + digits.get(place).map_or(0, |b| i64::from(b - b'0'));
        }
        rest = tail;
    }
    match rest {
        [] => Some((ms, None)),
        [b'Z' | b'z'] => Some((ms, Some(0))),
        [sign @ (b'+' | b'-'), h1, h2, tail @ ..] => {
            let digit = |b: &u8| b.is_ascii_digit().then(|| i64::from(b - b'0'));
            let minutes = match tail {
                [] => 0,
                [b':', m1, m2] | [m1, m2] => digit(m1)? * 10 + digit(m2)?,
                _ => return None,
            };
            let offset = ((digit(h1)? * 10 + digit(h2)?) * 60 + minutes) * 60_000;
            Some((ms, Some(if *sign == b'-' { -offset } else { offset })))
        }
        _ => None,
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date in the Gregorian calendar (eras of 400 years, years that begin
/// in March).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

impl From<SystemTime> for Time {
    fn from(time: SystemTime) -> Time {
        let ms = |d: Duration| i64::try_from(d.as_millis()).unwrap_or(i64::MAX);
        Time(match time.duration_since(UNIX_EPOCH) {
            Ok(after) => ms(after),
            Err(before) => -ms(before.duration()),
        })
    }
}

impl From<Time> for SystemTime {
    fn from(time: Time) -> SystemTime {
        let distance = Duration::from_millis(time.0.unsigned_abs());
        let moved = if time.0 < 0 {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            UNIX_EPOCH.checked_add(distance)
        };
        moved.unwrap_or(UNIX_EPOCH)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.format(Calendar::Rfc3339))
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_moments() {
        let time = Time::from_unix(1_414_587_457);
        assert_eq!(time.to_string(), "2014-10-29T20:57:37+08:00");
        assert_eq!(time.format(Calendar::Compact), "20141029205737");
        assert_eq!(Time::parse("2014-10-29T12:57:37Z"), Some(time));
        assert_eq!(Time::parse("2014-10-29T12:57:37.5+00:00"), Some(Time(1_414_587_457_500)));
        assert_eq!(Time::parse("1414587457"), Some(time));
        assert_eq!(Time::parse("1414587457000"), Some(time));
        assert_eq!(Time::parse("2014-10-29"), Some(Time::from_unix(1_414_512_000)));
        for bad in
            ["", "x", "2014-13-01", "2014-02-30", "2014-10-29 25:00:00", "2014-10-29T12", "年"]
        {
            assert_eq!(Time::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_form_reads_back_what_it_wrote() {
        // Every 1,000,003rd second from the year 0 to 9999, so all months, leap years and hours.
        let mut unix = -62_167_219_200 + 86_400;
        while unix < 253_402_214_400 {
            let time = Time::from_unix(unix);
            for form in [Calendar::Rfc3339, Calendar::DateTime, Calendar::Compact] {
                assert_eq!(Time::parse(&time.format(form)), Some(time), "{form:?} {unix}");
            }
            unix += 1_000_003;
        }
    }
}
