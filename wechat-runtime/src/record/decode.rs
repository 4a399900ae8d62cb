//! JSON → record, in one pass with the envelope. Lenient in values (see `scalar.rs`), strict in
//! structure, and exact in what it says when something does not fit.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::{self, Write as _};

use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_core::Deserialize as _;
use serde_json::{Map, Value};

use super::scalar::{self, Mismatch, mismatch};
use super::shape::{Field, Form, Kind, Record, Shape, flag};
use super::slot::Slot;
use super::{choice, open};
use crate::op::Envelope;

/// What an answer says of its success.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The return code; absent, null and `""` are `None`.
    pub code: Option<CodeValue>,
    /// WeChat's message.
    pub message: Option<String>,
}

/// A return code as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeValue {
    /// A number, or a string of digits.
    Number(i64),
    /// A word.
    Word(Box<str>),
}

impl CodeValue {
    fn of(text: &str) -> Option<CodeValue> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        Some(text.parse().map_or_else(|_| CodeValue::Word(text.into()), CodeValue::Number))
    }

    fn of_json(value: &Value) -> Option<CodeValue> {
        match value {
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(number), _) => Some(CodeValue::Number(number)),
                (None, number) => CodeValue::of(&number.unwrap_or_default().to_string()),
            },
            Value::String(text) => CodeValue::of(text),
            Value::Bool(value) => Some(CodeValue::Number(i64::from(*value))),
            _ => None,
        }
    }
}

/// An answer that could not be read. Never quotes a value.
#[derive(Clone, Debug)]
pub struct DecodeError {
    /// Where: `list[3].openid`; empty for the document itself.
    pub path: String,
    /// What was expected and found there.
    pub message: String,
    /// The text is not JSON at all, or cut short.
    pub syntax: bool,
    /// The envelope, where it could still be read.
    pub head: Option<Head>,
}

/// Reads an answer and its envelope.
pub fn decode<R: Record>(body: &[u8], envelope: &Envelope) -> Result<(Head, R), DecodeError> {
    let mut record = R::default();
    let error = match text(body) {
        Some(body) => match top(Slot::of(&mut record), R::SHAPE, body, envelope) {
            Ok(head) => return Ok((head, record)),
            Err(error) if !error.syntax => return Err(error),
            Err(error) => Some(error),
        },
        None => None,
    };
    // Once more over a cleaned text, into a fresh record.
    let clean = cleaned(body, error)?;
    record = R::default();
    top(Slot::of(&mut record), R::SHAPE, &clean, envelope).map(|head| (head, record))
}

/// Reads only the envelope.
pub fn head(body: &[u8], envelope: &Envelope) -> Result<Head, DecodeError> {
    static NOTHING: Shape = Shape::new::<()>("", &[]);
    let read = |body: &str| -> Result<Head, DecodeError> {
        let mut found = Top::new(envelope);
        let visitor = TopVisitor { slot: None, shape: &NOTHING, cx: &Cx::default(), top: &mut found };
        let mut json = serde_json::Deserializer::from_str(body);
        visitor.deserialize(&mut json).and_then(|()| json.end()).map_err(|e| plain_error(&e))?;
        found.finish(body)
    };
    match text(body).map(read) {
        Some(Err(error)) if error.syntax => read(&cleaned(body, Some(error))?),
        Some(read) => read,
        None => read(&cleaned(body, None)?),
    }
}

/// The body as text. Checked at once for all, which costs a tenth of checking string by string.
fn text(body: &[u8]) -> Option<&str> {
    std::str::from_utf8(body.strip_prefix(BOM).unwrap_or(body)).ok()
}

/// The body as text that has a chance to be JSON; the error of reading it as it is when there is
/// nothing to mend.
#[cold]
fn cleaned(body: &[u8], error: Option<DecodeError>) -> Result<String, DecodeError> {
    match (sanitize(body), error) {
        (clean, None) => Ok(clean),
        (clean, Some(error)) if Some(&*clean) == text(body) => Err(error),
        (clean, Some(_)) => Ok(clean),
    }
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Reads a record from a JSON tree.
pub(crate) fn from_tree(slot: Slot<'_>, tree: &Value) -> Result<(), DecodeError> {
    let cx = Cx::default();
    Put { slot, form: Form::Plain, cx: &cx }
        .deserialize(tree)
        .map_err(|e| DecodeError { path: cx.path(), ..plain_error(&e) })
}

fn top(
    slot: Slot<'_>,
    shape: &'static Shape,
    body: &str,
    envelope: &Envelope,
) -> Result<Head, DecodeError> {
    let cx = Cx::default();
    let mut found = Top::new(envelope);
    let mut json = serde_json::Deserializer::from_str(body);
    let visitor = TopVisitor { slot: Some(slot), shape, cx: &cx, top: &mut found };
    match visitor.deserialize(&mut json).and_then(|()| json.end()) {
        Ok(()) => found.finish(body),
        Err(error) => Err(failed(&error, &cx, body, envelope)),
    }
}

#[cold]
fn failed(error: &serde_json::Error, cx: &Cx, body: &str, envelope: &Envelope) -> DecodeError {
    let mut error = DecodeError { path: cx.path(), ..plain_error(error) };
    if !error.syntax {
        error.head = head(body.as_bytes(), envelope).ok();
    }
    error
}

fn plain_error(error: &serde_json::Error) -> DecodeError {
    DecodeError {
        path: String::new(),
        message: error.to_string(),
        syntax: !error.is_data(),
        head: None,
    }
}

/// Where in the document a value stands, noted while an error travels up.
#[derive(Default)]
pub(crate) struct Cx {
    trail: RefCell<Vec<Step>>,
}

enum Step {
    Field(&'static str),
    Key(String),
    Index(usize),
}

impl Cx {
    #[cold]
    fn note(&self, step: Step) {
        self.trail.borrow_mut().push(step);
    }

    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.trail.borrow().iter().rev() {
            let dot = if path.is_empty() { "" } else { "." };
            let _ = match step {
                Step::Field(name) => write!(path, "{dot}{name}"),
                Step::Key(name) => write!(path, "{dot}{name}"),
                Step::Index(index) => write!(path, "[{index}]"),
            };
        }
        path
    }
}

/// The envelope's fields, found while the record is read.
struct Top<'e> {
    envelope: &'e Envelope,
    head: Head,
}

impl Top<'_> {
    fn new(envelope: &Envelope) -> Top<'_> {
        Top { envelope, head: Head::default() }
    }

    /// Takes the value of one of the envelope's keys.
    fn take<'de, A: MapAccess<'de>>(
        &mut self,
        key: &Key,
        slot: Option<&mut Slot<'_>>,
        shape: &'static Shape,
        map: &mut A,
        cx: &Cx,
    ) -> Result<(), A::Error> {
        let is_code = matches!(key, Key::Code);
        let name = if is_code { self.envelope.code } else { self.envelope.message };
        let own = |slot| Some((slot, shape.fields.iter().position(|field| field.wire == name)?));
        let Some((slot, index)) = slot.and_then(own) else {
            match map.next_value_seed(Simple::Nothing)? {
                Simple::Number(number) if is_code => self.head.code = Some(CodeValue::Number(number)),
                Simple::Text(text) if is_code => self.head.code = CodeValue::of(&text),
                Simple::Text(text) => self.head.message = Some(text),
                _ if is_code => self.head.code = None,
                _ => self.head.message = None,
            }
            return Ok(());
        };
        // Some records want to show it as well.
        let value: Value = map.next_value()?;
        if is_code {
            self.head.code = CodeValue::of_json(&value);
        } else {
            self.head.message = value.as_str().map(str::to_owned);
        }
        let put = Put { slot: slot.field(shape, index), form: Form::Plain, cx };
        put.deserialize(&value).map_err(|error| {
            cx.note(Step::Field(name));
            A::Error::custom(error)
        })
    }

    /// Dotted names are looked up in a tree: they are rare.
    fn finish(self, body: &str) -> Result<Head, DecodeError> {
        if !self.envelope.code.contains('.') {
            return Ok(self.head);
        }
        let tree: Value = serde_json::from_str(body).map_err(|e| plain_error(&e))?;
        let at = |path: &str| {
            path.split('.').try_fold(&tree, |value, key| value.get(key)).unwrap_or(&Value::Null)
        };
        Ok(Head {
            code: CodeValue::of_json(at(self.envelope.code)),
            message: at(self.envelope.message).as_str().map(str::to_owned),
        })
    }
}

/// A value of the envelope: what is neither a number nor a string says nothing.
enum Simple {
    Number(i64),
    Text(String),
    Nothing,
}

impl<'de> DeserializeSeed<'de> for Simple {
    type Value = Simple;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Simple, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Simple {
    type Value = Simple;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Simple, E> {
        Ok(Simple::Text(text.to_owned()))
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Simple, E> {
        Ok(Simple::Number(number))
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Simple, E> {
        Ok(i64::try_from(number).map_or_else(|_| Simple::Text(number.to_string()), Simple::Number))
    }
    // 43101.0 is a code too, and is written without its fraction.
    fn visit_f64<E: Error>(self, number: f64) -> Result<Simple, E> {
        Ok(Simple::Text(number.to_string()))
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<Simple, E> {
        Ok(Simple::Number(i64::from(value)))
    }
    fn visit_unit<E: Error>(self) -> Result<Simple, E> {
        Ok(Simple::Nothing)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Simple, A::Error> {
        IgnoredAny.visit_seq(seq).map(|_| Simple::Nothing)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Simple, A::Error> {
        IgnoredAny.visit_map(map).map(|_| Simple::Nothing)
    }
}

struct TopVisitor<'s, 'c, 't, 'e> {
    slot: Option<Slot<'s>>,
    shape: &'static Shape,
    cx: &'c Cx,
    top: &'t mut Top<'e>,
}

impl<'de> DeserializeSeed<'de> for TopVisitor<'_, '_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TopVisitor<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        record(self.slot, self.shape, map, self.cx, Some(self.top))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(self.wrong("a list")),
        }
    }
    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Err(self.wrong("a string"))
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Err(self.wrong("a bool"))
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Err(self.wrong("a number"))
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Err(self.wrong("a number"))
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Err(self.wrong("a number"))
    }
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Err(self.wrong("null"))
    }
}

impl TopVisitor<'_, '_, '_, '_> {
    fn wrong<E: Error>(&self, found: &'static str) -> E {
        E::custom(mismatch(Kind::Record(self.shape), found))
    }
}

/// What a key of an object is.
enum Key {
    Field(usize),
    Code,
    Message,
    Unknown,
    /// Kept for the fields that take keys of others.
    Open(String),
}

struct KeySeed<'e> {
    shape: &'static Shape,
    /// The field after the last one: WeChat mostly answers in the order of its docs.
    hint: usize,
    envelope: Option<&'e Envelope>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Key;
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Key, D::Error> {
        json.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        let fields = self.shape.fields;
        if let Some(envelope) = self.envelope {
            if key == envelope.code {
                return Ok(Key::Code);
            }
            if key == envelope.message {
                return Ok(Key::Message);
            }
        }
        let is = |field: &Field| field.wire == key && !takes_keys(field);
        if fields.get(self.hint).is_some_and(is) {
            return Ok(Key::Field(self.hint));
        }
        Ok(match fields.iter().position(is) {
            Some(index) => Key::Field(index),
            None if self.shape.open => Key::Open(key.to_owned()),
            None => Key::Unknown,
        })
    }
}

/// Whether the field has no key of its own.
pub(crate) fn takes_keys(field: &Field) -> bool {
    field.has(flag::INLINE) || field.has(flag::REST) || field.has(flag::INDEXED)
}

fn record<'de, A: MapAccess<'de>>(
    mut slot: Option<Slot<'_>>,
    shape: &'static Shape,
    mut map: A,
    cx: &Cx,
    mut top: Option<&mut Top<'_>>,
) -> Result<(), A::Error> {
    let mut hint = 0;
    let mut rest = Map::new();
    let envelope = top.as_ref().map(|top| top.envelope);
    while let Some(key) = map.next_key_seed(KeySeed { shape, hint, envelope })? {
        match (key, &mut slot) {
            (Key::Field(index), Some(slot)) => {
                let field = &shape.fields[index];
                let put = Put { slot: slot.field(shape, index), form: field.form(), cx };
                if let Err(error) = map.next_value_seed(put) {
                    cx.note(Step::Field(field.wire));
                    return Err(error);
                }
                hint = index + 1;
            }
            (Key::Open(key), Some(_)) => {
                rest.insert(key, map.next_value()?);
            }
            (key @ (Key::Code | Key::Message), slot) => {
                if let Some(top) = &mut top {
                    top.take(&key, slot.as_mut(), shape, &mut map, cx)?;
                }
            }
            _ => {
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    if shape.open && let Some(slot) = slot {
        open::fill(slot, shape, rest, cx).map_err(A::Error::custom)?;
    }
    Ok(())
}

/// Puts one JSON value into a slot.
pub(crate) struct Put<'s, 'c> {
    pub(crate) slot: Slot<'s>,
    pub(crate) form: Form,
    pub(crate) cx: &'c Cx,
}

impl<'de> DeserializeSeed<'de> for Put<'_, '_> {
    type Value = ();
    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Put<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slot.kind().describe())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        scalar::bool(self.slot, value).map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        scalar::int(self.single(), value).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        scalar::uint(self.single(), value).map_err(E::custom)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        scalar::float(self.single(), value).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        match self.slot.kind().core() {
            Kind::List(_) | Kind::Map(_) | Kind::Record(_) | Kind::Union(_) => self.structured(text),
            // What is not JSON after all stays the string that it is.
            Kind::Json if self.form == Form::Json => {
                let tree = serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
                self.slot.open().put(tree);
                Ok(())
            }
            _ => scalar::text(self.slot, text),
        }
        .map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        match self.slot.kind().core() {
            Kind::List(of) => {
                let mut slot = self.slot.open();
                let mut index = 0;
                loop {
                    let item = Item { list: slot.again(), of, form: self.form, cx: self.cx };
                    match seq.next_element_seed(item) {
                        Ok(Some(())) => index += 1,
                        Ok(None) => return Ok(()),
                        Err(error) => {
                            self.cx.note(Step::Index(index));
                            return Err(error);
                        }
                    }
                }
            }
            Kind::Json => {
                self.slot.open().put(Value::deserialize(SeqAccessDeserializer::new(seq))?);
                Ok(())
            }
            // `[]` is how some of WeChat's servers write an empty object or nothing.
            kind => match seq.next_element::<IgnoredAny>()? {
                None => Ok(()),
                Some(_) => Err(A::Error::custom(mismatch(kind, "a list"))),
            },
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match self.slot.kind().core() {
            Kind::Record(shape) => record(Some(self.slot.open()), shape, map, self.cx, None),
            Kind::Map(of) => {
                let mut slot = self.slot.open();
                while let Some(key) = map.next_key::<String>()? {
                    let noted = key.clone();
                    let put = Put { slot: slot.entry(of, key), form: self.form, cx: self.cx };
                    if let Err(error) = map.next_value_seed(put) {
                        self.cx.note(Step::Key(noted));
                        return Err(error);
                    }
                }
                Ok(())
            }
            Kind::Json => {
                self.slot.open().put(Value::deserialize(MapAccessDeserializer::new(map))?);
                Ok(())
            }
            Kind::Union(shape) => {
                let tree = Map::deserialize(MapAccessDeserializer::new(map))?;
                choice::read(self.slot.open().union(shape), tree, self.cx).map_err(A::Error::custom)
            }
            // One object where a list of them is due.
            Kind::List(of) => {
                let tree = Value::deserialize(MapAccessDeserializer::new(map))?;
                if tree.as_object().is_some_and(Map::is_empty) {
                    return Ok(());
                }
                let mut slot = self.slot.open();
                let put = Put { slot: slot.push(of), form: self.form, cx: self.cx };
                put.deserialize(&tree).map_err(A::Error::custom)
            }
            kind => Err(A::Error::custom(mismatch(kind, "an object"))),
        }
    }
}

impl<'s> Put<'s, '_> {
    /// The slot for one value: a new item when a list is due.
    fn single(self) -> Slot<'s> {
        match self.slot.kind().core() {
            Kind::List(of) => self.slot.open().into_item(of),
            _ => self.slot,
        }
    }

    /// A string where a list or an object is due.
    fn structured(self, text: &str) -> Result<(), Mismatch> {
        let kind = self.slot.kind().core();
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Ok(());
        }
        let json = self.form == Form::Json;
        match (kind, self.form) {
            (Kind::List(of), Form::Joined(separator)) => {
                let mut slot = self.slot.open();
                for item in trimmed.split(separator).map(str::trim).filter(|item| !item.is_empty()) {
                    scalar::text(slot.push(of), item)?;
                }
                Ok(())
            }
            (Kind::List(of), _) if !json => scalar::text(self.slot.open().push(of), text),
            _ if json => {
                let tree: Value = serde_json::from_str(trimmed)
                    .map_err(|_| mismatch(kind, "a string that is not its JSON"))?;
                Put { form: Form::Plain, ..self }
                    .deserialize(&tree)
                    .map_err(|_| mismatch(kind, "other JSON in a string"))
            }
            _ => Err(mismatch(kind, "a string")),
        }
    }
}

/// The next item of a list: pushed only when there is one.
struct Item<'s, 'c> {
    list: Slot<'s>,
    of: &'static super::slot::ListOf,
    form: Form,
    cx: &'c Cx,
}

impl<'de> DeserializeSeed<'de> for Item<'_, '_> {
    type Value = ();
    #[inline]
    fn deserialize<D: Deserializer<'de>>(mut self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(Put { slot: self.list.push(self.of), form: self.form, cx: self.cx })
    }
}

/// The text again with what JSON forbids but WeChat sends mended: bytes that are no UTF-8, raw
/// control characters in strings, control characters around the document, halves of surrogate
/// pairs, escapes that do not exist.
fn sanitize(body: &[u8]) -> String {
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
