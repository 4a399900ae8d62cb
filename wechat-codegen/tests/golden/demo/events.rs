#[allow(unused_imports)]
use ::wechat_app::__private::v0_1 as rt;
#[allow(unused_imports)]
use rt::prelude::*;
/// 关注 A user follows the account.
///
/// Known by `MsgType` = `event`, `Event` = `subscribe`.
///
/// [Official page](https://demo.example/subscribe)
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Subscribe {
    /// `EventKey`
    pub event_key: Option<String>,
    /// `Ticket`
    pub ticket: Option<String>,
}
unsafe impl rt::Record for Subscribe {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Subscribe",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "EventKey",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "Ticket",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Subscribe {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Subscribe {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Subscribe {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Subscribe {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// Known by `MsgType` = `event`, `Event` = `change`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Change {
    /// `Count`
    pub count: Option<i64>,
    /// `At`
    pub at: Option<rt::Time>,
    /// `Items`
    pub items: Option<Vec<Item>>,
}
unsafe impl rt::Record for Change {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Change",
        &rt::fields::<
            Self,
            3,
        >([
            rt::Entry {
                wire: "Count",
                of: <Option<i64> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "At",
                of: <Option<rt::Time> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "Items",
                of: <Option<Vec<Item>> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Change {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Change {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Change {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Change {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// A change, of a user: what says more is meant.
///
/// Known by `MsgType` = `event`, `Event` = `change`, `ChangeType` = `user`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct ChangeOfUser {
    /// `UserID`
    pub user_id: Option<String>,
}
unsafe impl rt::Record for ChangeOfUser {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "ChangeOfUser",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "UserID",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for ChangeOfUser {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for ChangeOfUser {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for ChangeOfUser {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for ChangeOfUser {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// In XML its fields stand in an element of their own.
///
/// Known by `MsgType` = `event`, `Event` = `popup`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Popup {
    /// `List`
    pub list: Option<Vec<Item>>,
}
unsafe impl rt::Record for Popup {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Popup",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "List",
                of: <Option<Vec<Item>> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Popup {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Popup {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Popup {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Popup {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `Item`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Item {
    /// `Id`
    pub id: Option<i64>,
    /// `Tags`
    pub tags: Option<Vec<String>>,
}
unsafe impl rt::Record for Item {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Item",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "Id",
                of: <Option<i64> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "Tags",
                of: <Option<Vec<String>> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Item {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Item {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Item {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Item {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
#[doc(no_inline)]
pub use super::super::common::events::*;
/// What WeChat pushes: a variant an event.
///
/// 事件 What apps of the product are sent.
#[derive(Clone)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// 关注 A user follows the account.
    Subscribe(Subscribe),
    /// change
    Change(Change),
    /// A change, of a user: what says more is meant.
    ChangeOfUser(ChangeOfUser),
    /// In XML its fields stand in an element of their own.
    Popup(Popup),
    /// 文本消息 A user wrote.
    Text(super::super::common::events::Text),
    /// One that is not described here: all its fields.
    Other(rt::Value),
}
impl rt::Event for Event {
    const SHAPE: &'static rt::EventShape = &rt::EventShape {
        keys: &["MsgType", "Event", "ChangeType"],
        variants: &[
            rt::EventVariant {
                name: "Subscribe",
                when: &[(0, "event"), (1, "subscribe")],
                under: "",
            },
            rt::EventVariant {
                name: "Change",
                when: &[(0, "event"), (1, "change")],
                under: "",
            },
            rt::EventVariant {
                name: "ChangeOfUser",
                when: &[(0, "event"), (1, "change"), (2, "user")],
                under: "",
            },
            rt::EventVariant {
                name: "Popup",
                when: &[(0, "event"), (1, "popup")],
                under: "PopupEvent",
            },
            rt::EventVariant {
                name: "Text",
                when: &[(0, "text")],
                under: "",
            },
        ],
    };
    fn start(index: usize) -> Option<Self> {
        Some(
            match index {
                0 => Self::Subscribe(Default::default()),
                1 => Self::Change(Default::default()),
                2 => Self::ChangeOfUser(Default::default()),
                3 => Self::Popup(Default::default()),
                4 => Self::Text(Default::default()),
                _ => return None,
            },
        )
    }
    fn content_mut(&mut self) -> Option<rt::Content<'_>> {
        Some(
            match self {
                Self::Subscribe(event) => rt::Content::of(event),
                Self::Change(event) => rt::Content::of(event),
                Self::ChangeOfUser(event) => rt::Content::of(event),
                Self::Popup(event) => rt::Content::of(event),
                Self::Text(event) => rt::Content::of(event),
                Self::Other(_) => return None,
            },
        )
    }
    fn content(&self) -> Option<(usize, rt::View<'_>)> {
        Some(
            match self {
                Self::Subscribe(event) => (0, rt::View::of(event)),
                Self::Change(event) => (1, rt::View::of(event)),
                Self::ChangeOfUser(event) => (2, rt::View::of(event)),
                Self::Popup(event) => (3, rt::View::of(event)),
                Self::Text(event) => (4, rt::View::of(event)),
                Self::Other(_) => return None,
            },
        )
    }
    fn other(fields: rt::Value) -> Self {
        Self::Other(fields)
    }
    fn as_other(&self) -> Option<&rt::Value> {
        match self {
            Self::Other(fields) => Some(fields),
            _ => None,
        }
    }
}
impl rt::EventOf<Event> for Subscribe {
    const NAME: &'static str = "Subscribe";
    fn from_event(event: Event) -> rt::Result<Self, Event> {
        match event {
            Event::Subscribe(event) => rt::Result::Ok(event),
            other => rt::Result::Err(other),
        }
    }
}
impl From<Subscribe> for Event {
    fn from(event: Subscribe) -> Self {
        Self::Subscribe(event)
    }
}
impl rt::EventOf<Event> for Change {
    const NAME: &'static str = "Change";
    fn from_event(event: Event) -> rt::Result<Self, Event> {
        match event {
            Event::Change(event) => rt::Result::Ok(event),
            other => rt::Result::Err(other),
        }
    }
}
impl From<Change> for Event {
    fn from(event: Change) -> Self {
        Self::Change(event)
    }
}
impl rt::EventOf<Event> for ChangeOfUser {
    const NAME: &'static str = "ChangeOfUser";
    fn from_event(event: Event) -> rt::Result<Self, Event> {
        match event {
            Event::ChangeOfUser(event) => rt::Result::Ok(event),
            other => rt::Result::Err(other),
        }
    }
}
impl From<ChangeOfUser> for Event {
    fn from(event: ChangeOfUser) -> Self {
        Self::ChangeOfUser(event)
    }
}
impl rt::EventOf<Event> for Popup {
    const NAME: &'static str = "Popup";
    fn from_event(event: Event) -> rt::Result<Self, Event> {
        match event {
            Event::Popup(event) => rt::Result::Ok(event),
            other => rt::Result::Err(other),
        }
    }
}
impl From<Popup> for Event {
    fn from(event: Popup) -> Self {
        Self::Popup(event)
    }
}
impl rt::EventOf<Event> for super::super::common::events::Text {
    const NAME: &'static str = "Text";
    fn from_event(event: Event) -> rt::Result<Self, Event> {
        match event {
            Event::Text(event) => rt::Result::Ok(event),
            other => rt::Result::Err(other),
        }
    }
}
impl From<super::super::common::events::Text> for Event {
    fn from(event: super::super::common::events::Text) -> Self {
        Self::Text(event)
    }
}
impl rt::fmt::Debug for Event {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::event_debug(self, f)
    }
}
impl rt::Serialize for Event {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::event_serialize(self, to)
    }
}
impl rt::Receives<Event> for rt::kind::MiniProgram {}
impl rt::Receives<Event> for rt::kind::Any {}
