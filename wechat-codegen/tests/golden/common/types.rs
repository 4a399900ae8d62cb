#[allow(unused_imports)]
use ::wechat_app::__private::v0_1 as rt;
#[allow(unused_imports)]
use rt::prelude::*;
/// Who made it.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Watermark {
    /// `appid`
    pub appid: String,
    /// `timestamp`
    pub timestamp: rt::Time,
}
impl Watermark {
    /// With all it takes.
    pub fn new(appid: impl Into<String>, timestamp: impl Into<rt::Time>) -> Self {
        Self {
            appid: appid.into(),
            timestamp: timestamp.into(),
        }
    }
}
unsafe impl rt::Record for Watermark {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Watermark",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "appid",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "timestamp",
                of: <rt::Time as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Watermark {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Watermark {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Watermark {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Watermark {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// A card in place.
///
/// Told apart by `card_type`.
#[derive(Clone)]
#[non_exhaustive]
pub enum Card {
    /// `groupon`
    Groupon(Watermark),
    /// `cash`
    Cash,
    /// One that is not described here, as it came.
    Other {
        /// The tag's value.
        tag: String,
        /// Its content.
        content: rt::Value,
    },
}
impl Default for Card {
    /// Nothing.
    fn default() -> Self {
        Self::Other {
            tag: String::new(),
            content: rt::Value::Null,
        }
    }
}
impl From<Watermark> for Card {
    fn from(content: Watermark) -> Self {
        Self::Groupon(content)
    }
}
impl rt::Union for Card {
    const SHAPE: &'static rt::UnionShape = &rt::UnionShape::new::<
        Self,
    >(
        "Card",
        "card_type",
        rt::Layout::Sibling,
        &[
            rt::Variant {
                tag: Some("groupon"),
                content: "groupon",
            },
            rt::Variant {
                tag: Some("cash"),
                content: "cash",
            },
        ],
    );
    fn start(index: usize) -> Option<Self> {
        Some(
            match index {
                0 => Self::Groupon(Default::default()),
                1 => Self::Cash,
                _ => return None,
            },
        )
    }
    fn content_mut(&mut self) -> Option<rt::Content<'_>> {
        match self {
            Self::Groupon(content) => Some(rt::Content::of(content)),
            _ => None,
        }
    }
    fn content(&self) -> (usize, Option<rt::View<'_>>) {
        match self {
            Self::Groupon(content) => (0, Some(rt::View::of(content))),
            Self::Cash => (1, None),
            Self::Other { .. } => (usize::MAX, None),
        }
    }
    fn other(tag: String, content: rt::Value) -> Self {
        Self::Other { tag, content }
    }
    fn as_other(&self) -> Option<(&str, &rt::Value)> {
        match self {
            Self::Other { tag, content } => Some((tag, content)),
            _ => None,
        }
    }
}
unsafe impl rt::Type for Card {
    const KIND: rt::Kind = <Self as rt::Union>::KIND;
}
impl rt::fmt::Debug for Card {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::choice_debug(self, f)
    }
}
impl rt::Serialize for Card {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize_union(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Card {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize_union(from)
    }
}
