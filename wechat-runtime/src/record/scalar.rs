//! The lenient reading of single values. WeChat writes numbers as strings, bools as 0 and 1, and
//! nothing as `""`, `[]` or `false`; whatever says what the field holds is taken, and an empty
//! value leaves the field absent.

use serde_json::Value;

use super::shape::Kind;
use super::slot::Slot;
use crate::value::{Fen, Secret, Time};

/// A value that a field cannot hold. Says kinds, never values: those may be secret.
#[derive(Debug)]
pub(crate) struct Mismatch {
    expected: &'static str,
    found: &'static str,
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "expected {}, found {}", self.expected, self.found)
    }
}

#[cold]
pub(crate) fn mismatch(kind: Kind, found: &'static str) -> Mismatch {
    Mismatch { expected: kind.describe(), found }
}

type Read = Result<(), Mismatch>;

/// Reads a string into a field that holds one value.
#[inline]
pub(crate) fn text(slot: Slot<'_>, text: &str) -> Read {
    let kind = slot.kind().core();
    match kind {
        Kind::String => return done(slot.open().put(text.to_owned())),
        Kind::Secret => return done(slot.open().put(Secret::from(text))),
        Kind::Json => return done(slot.open().put(Value::from(text))),
        Kind::TextEnum(of) => {
            slot.open().put_text_enum(of, text);
            return Ok(());
        }
        _ => {}
    }
    let text = text.trim();
    if text.is_empty() {
        return Ok(());
    }
    match kind {
        Kind::Bool => match text {
            "1" | "true" | "True" | "TRUE" | "Y" | "y" | "yes" | "YES" => bool(slot, true),
            "0" | "false" | "False" | "FALSE" | "N" | "n" | "no" | "NO" => bool(slot, false),
            _ => Err(mismatch(kind, "another word")),
        },
        Kind::Time => match Time::parse(text) {
            Some(time) => done(slot.open().put(time)),
            None => Err(mismatch(kind, "a string that is none")),
        },
        Kind::I32
        | Kind::I64
        | Kind::U8
        | Kind::U32
        | Kind::U64
        | Kind::F64
        | Kind::Fen
        | Kind::IntEnum(_) => {
            if let Ok(n) = text.parse::<i64>() {
                int(slot, n)
            } else if let Ok(n) = text.parse::<u64>() {
                uint(slot, n)
            } else if let Ok(n) = text.parse::<f64>() {
                float(slot, n)
            } else {
                Err(mismatch(kind, "a string that is none"))
            }
        }
        _ => Err(mismatch(kind, "a string")),
    }
}

/// Reads an integer.
#[inline]
pub(crate) fn int(slot: Slot<'_>, n: i64) -> Read {
    if let Ok(n) = u64::try_from(n) {
        return uint(slot, n);
    }
    let kind = slot.kind().core();
    match kind {
        Kind::I32 => match i32::try_from(n) {
            Ok(n) => done(slot.open().put(n)),
            Err(_) => Err(mismatch(kind, "one that is too small")),
        },
        Kind::I64 => done(slot.open().put(n)),
        Kind::Fen => done(slot.open().put(Fen(n))),
        Kind::Time => done(slot.open().put(Time::from_number(n))),
        Kind::IntEnum(of) => {
            slot.open().put_int_enum(of, n);
            Ok(())
        }
        Kind::F64 => done(slot.open().put(n as f64)),
        Kind::Bool => done(slot.open().put(true)),
        Kind::Json => done(slot.open().put(Value::from(n))),
        Kind::String | Kind::Secret | Kind::TextEnum(_) => text(slot, &n.to_string()),
        Kind::U8 | Kind::U32 | Kind::U64 => Err(mismatch(kind, "a negative number")),
        _ => Err(mismatch(kind, "a number")),
    }
}

/// Reads an integer of 0 or more.
#[inline]
pub(crate) fn uint(slot: Slot<'_>, n: u64) -> Read {
    let kind = slot.kind().core();
    let large = || mismatch(kind, "one that is too large");
    match kind {
        Kind::I32 => done(slot.open().put(i32::try_from(n).map_err(|_| large())?)),
        Kind::I64 => done(slot.open().put(i64::try_from(n).map_err(|_| large())?)),
        Kind::U8 => done(slot.open().put(u8::try_from(n).map_err(|_| large())?)),
        Kind::U32 => done(slot.open().put(u32::try_from(n).map_err(|_| large())?)),
        Kind::U64 => done(slot.open().put(n)),
        Kind::Fen => done(slot.open().put(Fen(i64::try_from(n).map_err(|_| large())?))),
        Kind::Time => {
            let n = i64::try_from(n).map_err(|_| large())?;
            done(slot.open().put(Time::from_number(n)))
        }
        Kind::IntEnum(of) => {
            slot.open().put_int_enum(of, i64::try_from(n).map_err(|_| large())?);
            Ok(())
        }
        Kind::F64 => done(slot.open().put(n as f64)),
        Kind::Bool => done(slot.open().put(n != 0)),
        Kind::Json => done(slot.open().put(Value::from(n))),
        Kind::String | Kind::Secret | Kind::TextEnum(_) => text(slot, &n.to_string()),
        _ => Err(mismatch(kind, "a number")),
    }
}

/// Reads a number with a fraction or an exponent.
pub(crate) fn float(slot: Slot<'_>, n: f64) -> Read {
    let kind = slot.kind().core();
    match kind {
        Kind::F64 => done(slot.open().put(n)),
        Kind::Json => done(slot.open().put(Value::from(n))),
        Kind::String | Kind::Secret | Kind::TextEnum(_) => text(slot, &n.to_string()),
        Kind::Bool => done(slot.open().put(n != 0.0)),
        // Whole numbers that an i64 holds exactly, such as 1e3 or 2.0.
        _ if n.fract() == 0.0 && n.abs() < 9e15 => int(slot, n as i64),
        _ => Err(mismatch(kind, "a number with a fraction")),
    }
}

/// Reads a bool.
pub(crate) fn bool(slot: Slot<'_>, value: bool) -> Read {
    let kind = slot.kind().core();
    match kind {
        Kind::Bool => done(slot.open().put(value)),
        Kind::Json => done(slot.open().put(Value::from(value))),
        Kind::String | Kind::Secret | Kind::TextEnum(_) => {
            text(slot, if value { "true" } else { "false" })
        }
        Kind::Record(_) | Kind::Union(_) | Kind::Map(_) | Kind::List(_) if !value => Ok(()),
        Kind::Record(_)
        | Kind::Union(_)
        | Kind::Map(_)
        | Kind::List(_)
        | Kind::Time
        | Kind::File => Err(mismatch(kind, "a bool")),
        _ => uint(slot, u64::from(value)),
    }
}

/// The slot was asked for by the kind it has, so it took the value.
fn done(taken: bool) -> Read {
    debug_assert!(taken);
    Ok(())
}
