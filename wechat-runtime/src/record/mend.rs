//! Text that is almost JSON.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A byte order mark.
pub(super) const BOM: &[u8] = b"\xef\xbb\xbf";

/// The text again with what JSON forbids but WeChat sends mended: bytes that are no UTF-8, raw
/// control characters in strings, control characters around the document, halves of surrogate
/// pairs, escapes that do not exist.
pub(super) fn mend(body: &[u8]) -> String {
    let text: Cow<'_, str> = String::from_utf8_lossy(body.strip_prefix(BOM).unwrap_or(body));
    let mut clean = String::with_capacity(text.len() + 16);
    let mut in_string = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                in_string = !in_string;
                clean.push(c);
            }
            '\\' if in_string => match chars.next() {
                Some('u') => {
                    let mut ahead = chars.clone();
                    let unit = hex4(&mut ahead);
                    match unit {
                        Some(0xD800..=0xDBFF) => {
                            let mut low = ahead.clone();
                            let paired = low.next() == Some('\\')
                                && low.next() == Some('u')
                                && matches!(hex4(&mut low), Some(0xDC00..=0xDFFF));
                            if paired {
                                clean.push_str("\\u");
                                // Both halves are copied as they are.
                                for _ in 0..10 {
                                    clean.extend(chars.next());
                                }
                            } else {
                                clean.push('\u{FFFD}');
                                chars = ahead;
                            }
                        }
                        Some(0xDC00..=0xDFFF) => {
                            clean.push('\u{FFFD}');
                            chars = ahead;
                        }
                        Some(_) => clean.push_str("\\u"),
                        None => clean.push_str("\\\\u"),
                    }
                }
                Some(escape @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => {
                    clean.extend(['\\', escape]);
                }
                Some(other) => {
                    clean.push_str("\\\\");
                    if other < ' ' {
                        let _ = write!(clean, "\\u{:04x}", u32::from(other));
                    } else {
                        clean.push(other);
                    }
                }
                None => clean.push('\\'),
            },
            c if c < ' ' && in_string => {
                let _ = write!(clean, "\\u{:04x}", u32::from(c));
            }
            c if c < ' ' && !matches!(c, '\n' | '\r' | '\t') => {}
            '\u{FEFF}' | '\u{7F}' if !in_string => {}
            c => clean.push(c),
        }
    }
    clean
}

fn hex4(chars: &mut impl Iterator<Item = char>) -> Option<u32> {
    let mut unit = 0;
    for _ in 0..4 {
        unit = unit * 16 + chars.next()?.to_digit(16)?;
    }
    Some(unit)
}
