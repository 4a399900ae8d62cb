//! Cutting a value to what its field may hold, between characters as a reader sees them.

use super::FieldKind;

/// Digits of a `number`.
const NUMBER: usize = 32;
/// Digits of an `amount`.
const AMOUNT: usize = 10;

/// The value as it is sent, or `None` when a cut would make another sum of money of it.
pub(super) fn fit(kind: FieldKind, value: &str) -> Option<String> {
    match kind {
        FieldKind::Number => Some(digits(value, NUMBER)),
        FieldKind::Amount => amount(value),
        kind => {
            let limit = kind.characters(value);
            Some(limit.map_or(value, |limit| characters(value, limit)).to_owned())
        }
    }
}

/// The first `limit` digits with what stands among them, without a point at the end.
fn digits(value: &str, limit: usize) -> String {
    let past = value.match_indices(|c: char| c.is_ascii_digit()).nth(limit);
    match past {
        Some((end, _)) => value[..end].trim_end_matches(['.', ',']).to_owned(),
        None => value.to_owned(),
    }
}

/// Only digits behind the point may go: they say little, those before it say everything.
fn amount(value: &str) -> Option<String> {
    let count = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    if count(value) <= AMOUNT {
        return Some(value.to_owned());
    }
    let (number, unit) = value.strip_suffix('元').map_or((value, ""), |number| (number, "元"));
    let (whole, _) = number.split_once('.')?;
    (count(whole) <= AMOUNT).then(|| digits(number, AMOUNT) + unit)
}

/// The longest beginning of at most `limit` characters that does not end inside of one.
pub(super) fn characters(value: &str, limit: usize) -> &str {
    let Some((mut end, _)) = value.char_indices().nth(limit) else {
        return value;
    };
    while !is_boundary(value, end) {
        end = value[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    }
    // One emoji family alone may be longer than the whole field.
    if end == 0 {
        value.char_indices().nth(limit).map_or(value, |(at, _)| &value[..at])
    } else {
        &value[..end]
    }
}

/// Whether two readers' characters meet here: no accent, joiner, skin tone or half of a flag is
/// torn off. This is the part of Unicode's grapheme rules that messages meet, without its tables.
fn is_boundary(value: &str, at: usize) -> bool {
    let (before, after) = value.split_at(at);
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
        return true;
    };
    let flags = before.chars().rev().take_while(|letter| is_flag_half(*letter)).count();
    !(extends(next) || last == '\u{200d}' || (is_flag_half(next) && flags % 2 == 1))
}

/// Whether it belongs to the character before it.
fn extends(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}'          // accents
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{200d}'                   // joins two emoji
        | '\u{20d0}'..='\u{20ff}'      // key caps and circles around
        | '\u{302a}'..='\u{302f}'      // tone marks
        | '\u{3099}' | '\u{309a}'      // kana voicing
        | '\u{fe00}'..='\u{fe0f}'      // variation selectors
        | '\u{fe20}'..='\u{fe2f}'
        | '\u{1f3fb}'..='\u{1f3ff}'    // skin tones
        | '\u{e0020}'..='\u{e007f}'    // flags of regions
        | '\u{e0100}'..='\u{e01ef}')
}

fn is_flag_half(letter: char) -> bool {
    matches!(letter, '\u{1f1e6}'..='\u{1f1ff}')
}
