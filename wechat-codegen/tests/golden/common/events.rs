#[allow(unused_imports)]
use ::wechat_app::__private::v0_1 as rt;
#[allow(unused_imports)]
use rt::prelude::*;
/// 文本消息 A user wrote.
///
/// Known by `MsgType` = `text`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Text {
    /// `Content`
    pub content: String,
    /// `MsgId`
    pub msg_id: Option<i64>,
}
unsafe impl rt::Record for Text {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Text",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "Content",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "MsgId",
                of: <Option<i64> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Text {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Text {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Text {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Text {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What WeChat pushes: a variant an event.
///
/// 共用事件 What apps of every product are sent.
#[derive(Clone)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// 文本消息 A user wrote.
    Text(Text),
    /// One that is not described here: all its fields.
    Other(rt::Value),
}
impl rt::Event for Event {
    const SHAPE: &'static rt::EventShape = &rt::EventShape {
        keys: &["MsgType"],
        variants: &[
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
                0 => Self::Text(Default::default()),
                _ => return None,
            },
        )
    }
    fn content_mut(&mut self) -> Option<rt::Content<'_>> {
        Some(
            match self {
                Self::Text(event) => rt::Content::of(event),
                Self::Other(_) => return None,
            },
        )
    }
    fn content(&self) -> Option<(usize, rt::View<'_>)> {
        Some(
            match self {
                Self::Text(event) => (0, rt::View::of(event)),
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
impl rt::EventOf<Event> for Text {
    const NAME: &'static str = "Text";
    fn from_event(event: Event) -> rt::Result<Self, Event> {
        match event {
            Event::Text(event) => rt::Result::Ok(event),
            other => rt::Result::Err(other),
        }
    }
}
impl From<Text> for Event {
    fn from(event: Text) -> Self {
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
