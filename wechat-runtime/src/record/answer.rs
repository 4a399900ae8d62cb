//! A whole answer: the record and the envelope in one pass, and a second chance for broken text.

use std::fmt;

use serde_core::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::Value;

use super::decode::{Cx, DecodeError, Key, Put, Step, plain_error, record};
use super::mend::{BOM, mend};
use super::scalar::mismatch;
use super::shape::{Form, Kind, Record, Shape};
use super::slot::Slot;
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

/// Reads an answer and its envelope.
pub fn decode<R: Record>(body: &[u8], envelope: &Envelope) -> Result<(Head, R), DecodeError> {
    let mut mended = None;
    loop {
        let mut record = R::default();
        match fill(Slot::of(&mut record), body, &mut mended, envelope) {
            Ok(Some(head)) => return Ok((head, record)),
            Ok(None) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Reads an answer into a fresh record; `None` when it has to be read once more, into another one,
/// from the mended text.
pub(crate) fn fill(
    slot: Slot<'_>,
    body: &[u8],
    mended: &mut Option<String>,
    envelope: &Envelope,
) -> Result<Option<Head>, DecodeError> {
    if let Some(text) = mended {
        return top(slot, text, envelope).map(Some);
    }
    let error = match text(body) {
        Some(body) => match top(slot, body, envelope) {
            Ok(head) => return Ok(Some(head)),
            Err(error) if !error.syntax => return Err(error),
            Err(error) => Some(error),
        },
        None => None,
    };
    *mended = Some(cleaned(body, error)?);
    Ok(None)
}

/// Reads only the envelope.
pub fn head(body: &[u8], envelope: &Envelope) -> Result<Head, DecodeError> {
    static NOTHING: Shape = Shape::new("", &[]);
    let read = |body: &str| -> Result<Head, DecodeError> {
        let mut found = Top::new(envelope);
        let visitor =
            TopVisitor { slot: None, shape: &NOTHING, cx: &Cx::default(), top: &mut found };
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
    match (mend(body), error) {
        (clean, None) => Ok(clean),
        (clean, Some(error)) if Some(&*clean) == text(body) => Err(error),
        (clean, Some(_)) => Ok(clean),
    }
}

fn top(slot: Slot<'_>, body: &str, envelope: &Envelope) -> Result<Head, DecodeError> {
    let Kind::Record(shape) = slot.kind() else {
        unreachable!("an answer is a record");
    };
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

/// The envelope's fields, found while the record is read.
pub(super) struct Top<'e> {
    pub(super) envelope: &'e Envelope,
    head: Head,
}

impl Top<'_> {
    fn new(envelope: &Envelope) -> Top<'_> {
        Top { envelope, head: Head::default() }
    }

    /// Takes the value of one of the envelope's keys.
    pub(super) fn take<'de, A: MapAccess<'de>>(
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
                Simple::Number(number) if is_code => {
                    self.head.code = Some(CodeValue::Number(number))
                }
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
