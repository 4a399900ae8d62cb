//! JSON → record. Lenient in values (see `scalar.rs`), strict in
//! structure, and exact in what it says when something does not fit.

use std::cell::RefCell;
use std::fmt::{self, Write as _};

use serde_core::Deserialize as _;
use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Value};

use super::answer::{Head, Top};
use super::scalar::{self, Mismatch, mismatch};
use super::shape::{Field, Form, Kind, Shape, flag};
use super::slot::{ListOf, Slot};
use super::{choice, open};
use crate::op::Envelope;

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

/// Reads a record from a JSON tree.
pub(crate) fn from_tree(slot: Slot<'_>, tree: &Value) -> Result<(), DecodeError> {
    let cx = Cx::default();
    Put { slot, form: Form::Plain, cx: &cx }
        .deserialize(tree)
        .map_err(|e| DecodeError { path: cx.path(), ..plain_error(&e) })
}

pub(super) fn plain_error(error: &serde_json::Error) -> DecodeError {
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
    /// The document is a pushed message: keys that no field has exactly may differ in case (`MsgId`,
    /// `MsgID`), unless they are these, and what does not fit is left out. Only for trees: what fails
    /// there is passed over.
    pushed: Option<&'static [&'static str]>,
}

pub(super) enum Step {
    Field(&'static str),
    Key(String),
    Index(usize),
}

impl Cx {
    #[cfg(feature = "callback")]
    pub(crate) fn pushed(head: &'static [&'static str]) -> Cx {
        Cx { pushed: Some(head), ..Cx::default() }
    }

    #[cold]
    fn skip(&self, shape: &Shape, field: &Field, error: impl fmt::Display) {
        let path = self.path();
        self.trail.borrow_mut().clear();
        tracing::warn!(
            record = shape.name, field = field.wire, path, %error,
            "a field of a pushed message does not fit, and is left out",
        );
    }

    #[cold]
    pub(super) fn note(&self, step: Step) {
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

/// What a key of an object is.
pub(super) enum Key {
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
    /// Keys may differ in case, but for these.
    any_case: Option<&'static [&'static str]>,
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
        let found = fields.iter().position(is).or_else(|| {
            let like = |field: &Field| field.wire.eq_ignore_ascii_case(key) && !takes_keys(field);
            // The message's own `AppId` is not the `appid` of an event.
            match self.any_case {
                Some(head) if !head.contains(&key) => fields.iter().position(like),
                _ => None,
            }
        });
        Ok(match found {
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

pub(super) fn record<'de, A: MapAccess<'de>>(
    mut slot: Option<Slot<'_>>,
    shape: &'static Shape,
    mut map: A,
    cx: &Cx,
    mut top: Option<&mut Top<'_>>,
) -> Result<(), A::Error> {
    let mut hint = 0;
    let mut rest = Map::new();
    let envelope = top.as_ref().map(|top| top.envelope);
    while let Some(key) =
        map.next_key_seed(KeySeed { shape, hint, envelope, any_case: cx.pushed })?
    {
        match (key, &mut slot) {
            (Key::Field(index), Some(slot)) => {
                let field = &shape.fields[index];
                let put = Put { slot: slot.field(shape, index), form: field.form(), cx };
                match map.next_value_seed(put) {
                    Ok(()) => {}
                    Err(error) if cx.pushed.is_some() => cx.skip(shape, field, error),
                    Err(error) => {
                        cx.note(Step::Field(field.wire));
                        return Err(error);
                    }
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
    if shape.open
        && let Some(slot) = slot
    {
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
            Kind::List(_) | Kind::Map(_) | Kind::Record(_) | Kind::Union(_) => {
                self.structured(text)
            }
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
                let mut tree = Map::deserialize(MapAccessDeserializer::new(map))?;
                choice::take(self.slot.open().union(shape), &mut tree, self.cx)
                    .map_err(A::Error::custom)
            }
            // One object where a list of them is due.
            Kind::List(of) => {
                let tree = Value::deserialize(MapAccessDeserializer::new(map))?;
                if tree.as_object().is_some_and(Map::is_empty) {
                    return Ok(());
                }
                let mut slot = self.slot.open();
                let put = match wrapped(&tree, of) {
                    Some(items) => {
                        return Put { slot, ..self }.deserialize(items).map_err(A::Error::custom);
                    }
                    None => Put { slot: slot.push(of), form: self.form, cx: self.cx },
                };
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
                for item in trimmed.split(separator).map(str::trim).filter(|item| !item.is_empty())
                {
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

/// The items of a list whose XML stands in `<item>`s of its own.
fn wrapped<'t>(tree: &'t Value, of: &ListOf) -> Option<&'t Value> {
    let mut fields = tree.as_object()?.iter();
    let (Some((name, items)), None) = (fields.next(), fields.next()) else { return None };
    let own = match of.inner.core() {
        Kind::Record(shape) => shape.fields.iter().any(|field| field.wire == name),
        Kind::Union(_) | Kind::Map(_) | Kind::Json => true,
        _ => false,
    };
    (name.eq_ignore_ascii_case("item") && !own).then_some(items)
}

/// The next item of a list: pushed only when there is one.
struct Item<'s, 'c> {
    list: Slot<'s>,
    of: &'static ListOf,
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
