//! Typed events: what generated enums implement, and how a message becomes one of them. Which
//! variant a message is follows from a table, as everything about records does.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::DeserializeSeed as _;
use serde_core::{Serialize, Serializer};
use serde_json::Value;

use super::message::{Fields, Message, ParseError, Tree};
use crate::record::{Content, Cx, Form, Put, Record, View, view_debug, view_serialize};

/// All that an app may be sent: an enum that `wechat_api!` makes of the `[event.…]` of a spec.
pub trait Event: Clone + fmt::Debug + Send + Sync + 'static {
    /// Its table.
    const SHAPE: &'static EventShape;
    /// The `index`-th variant, its content still empty.
    fn start(index: usize) -> Option<Self>;
    /// The content of the variant, to be filled; `None` for one that is not described.
    fn content_mut(&mut self) -> Option<Content<'_>>;
    /// Which variant this is, and its content; `None` for one that is not described.
    fn content(&self) -> Option<(usize, View<'_>)>;
    /// One that is not described.
    fn other(fields: Value) -> Self;
    /// All fields of one that is not described.
    fn as_other(&self) -> Option<&Value>;

    /// The Rust name of the variant, for logs: `Subscribe`; `Other` for one that is not described.
    fn name(&self) -> &'static str {
        let variant = self.content().and_then(|(index, _)| Self::SHAPE.variants.get(index));
        variant.map_or("Other", |variant| variant.name)
    }
}

/// That a record is one of an enum's events: `Subscribe: EventOf<official_account::events::Event>`.
pub trait EventOf<E: Event>: Record {
    /// Its variant's name.
    const NAME: &'static str;
    /// The record, when the event is it; otherwise the event again.
    fn from_event(event: E) -> Result<Self, E>;
}

/// Marks kinds of app that may be sent the events `E`.
#[diagnostic::on_unimplemented(
    message = "apps of the kind `{Self}` are not sent `{E}`",
    label = "not the events of this kind of app"
)]
pub trait Receives<E> {}

/// The table of an enum of events.
#[derive(Debug)]
pub struct EventShape {
    /// The fields by which variants are known, none twice.
    pub keys: &'static [&'static str],
    /// Its variants.
    pub variants: &'static [EventVariant],
}

/// One variant of an enum of events.
#[derive(Debug)]
pub struct EventVariant {
    /// Rust name.
    pub name: &'static str,
    /// What the message's fields must be: the place in [`EventShape::keys`], and the value.
    pub when: &'static [(u8, &'static str)],
    /// The field in which its own fields stand in some forms; empty for none.
    pub under: &'static str,
}

impl EventShape {
    /// The variant whose conditions hold, the one with most of them if there are several.
    fn find(&self, tree: &Tree<'_>) -> Option<usize> {
        let texts: Vec<_> = self.keys.iter().map(|key| said(tree, key)).collect();
        let values: Vec<_> = texts.iter().map(|text| text.as_deref().map(str::trim)).collect();
        // WeChat writes `CLICK` and `SCAN` where WeCom writes `click`, and neither always does.
        let holds = |&(key, value): &(u8, &str)| {
            let said = values.get(usize::from(key)).copied().flatten();
            said.is_some_and(|said| said.eq_ignore_ascii_case(value))
        };
        let mut found: Option<(usize, usize)> = None;
        for (index, variant) in self.variants.iter().enumerate() {
            // The last condition says most, and mostly fails.
            if variant.when.iter().rev().all(holds)
                && found.is_none_or(|(_, conditions)| conditions < variant.when.len())
            {
                found = Some((index, variant.when.len()));
            }
        }
        found.map(|(index, _)| index)
    }
}

/// A field by which events are known. What a corp's own app gets as an event, a suite gets as an
/// instruction of the same name.
fn said<'t>(tree: &'t Tree<'_>, key: &str) -> Option<Cow<'t, str>> {
    let found = tree.text(key);
    if found.is_none() && key == "Event" { tree.text("InfoType") } else { found }
}

/// Reads a text into the message and its event, in one go. A field that does not fit its description
/// is left out, with a warning: no event is lost for it.
pub fn read<E: Event>(text: String) -> Result<(Message, E), ParseError> {
    let tree = Tree::parse(&text)?;
    let event = event(&tree);
    let head = tree.head();
    Ok((Message::new(text, head), event))
}

pub(super) fn event<E: Event>(tree: &Tree<'_>) -> E {
    let found = E::SHAPE.find(tree).and_then(|index| {
        let mut event = E::start(index)?;
        let inner = tree.inner(E::SHAPE.variants.get(index)?.under);
        for fields in [tree.fields(), inner].into_iter().flatten() {
            fill(event.content_mut()?, fields);
        }
        Some(event)
    });
    found.unwrap_or_else(|| E::other(tree.to_json()))
}

fn fill(content: Content<'_>, fields: Fields<'_, '_>) {
    let cx = Cx::pushed(Message::HEAD);
    let put = Put { slot: content.into_slot(), form: Form::Plain, cx: &cx };
    // What does not fit is skipped field by field, so that nothing is left to fail.
    let _ = match fields {
        Fields::Xml(element) => put.deserialize(element),
        Fields::Json(object) => put.deserialize(object),
    };
}

/// The `Debug` of enums of events.
pub fn event_debug<E: Event>(event: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match event.content() {
        Some((_, content)) => view_debug(content, f),
        // Nothing says what of it is private.
        None => f.debug_struct("Other").finish_non_exhaustive(),
    }
}

/// The `Serialize` of enums of events: the fields of the one it is. The message's own (who, when,
/// which event) are not among them.
pub fn event_serialize<E: Event, S: Serializer>(event: &E, to: S) -> Result<S::Ok, S::Error> {
    match (event.content(), event.as_other()) {
        (Some((_, content)), _) => view_serialize(content, to),
        (None, Some(fields)) => fields.serialize(to),
        (None, None) => to.serialize_unit(),
    }
}
