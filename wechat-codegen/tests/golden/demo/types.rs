#[allow(unused_imports)]
use ::wechat_app::__private::v0_1 as rt;
#[allow(unused_imports)]
use rt::prelude::*;
/// A colour.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Rgb {
    /// `r`
    pub r: u8,
    /// `g`
    pub g: u8,
    /// `b`
    pub b: u8,
    /// `mark`
    pub mark: Option<super::super::common::types::Watermark>,
}
impl Rgb {
    /// With what is required; setters add the rest.
    pub fn new(r: u8, g: u8, b: u8) -> Self {
        Self {
            r,
            g,
            b,
            ..Default::default()
        }
    }
    /// `mark`
    pub fn mark(
        mut self,
        mark: impl Into<super::super::common::types::Watermark>,
    ) -> Self {
        self.mark = Some(mark.into());
        self
    }
}
unsafe impl rt::Record for Rgb {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Rgb",
        &rt::fields::<
            Self,
            4,
        >([
            rt::Entry {
                wire: "r",
                of: <u8 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "g",
                of: <u8 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "b",
                of: <u8 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "mark",
                of: <Option<super::super::common::types::Watermark> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Rgb {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Rgb {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Rgb {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Rgb {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// A language.
///
/// Values that WeChat adds later are kept in `Unknown`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Lang {
    /// Simplified Chinese.
    ZhCn,
    /// English.
    En,
    /// Not set.
    NotSet,
    /// Any other value, as it came.
    Unknown(String),
}
impl Default for Lang {
    /// No value.
    fn default() -> Self {
        Self::Unknown(String::new())
    }
}
impl rt::TextEnum for Lang {
    fn from_wire(wire: &str) -> Self {
        match wire {
            "zh_CN" => Self::ZhCn,
            "en" => Self::En,
            "" => Self::NotSet,
            other => Self::Unknown(String::from(other)),
        }
    }
    fn as_wire(&self) -> &str {
        match self {
            Self::ZhCn => "zh_CN",
            Self::En => "en",
            Self::NotSet => "",
            Self::Unknown(other) => other,
        }
    }
}
unsafe impl rt::Type for Lang {
    const KIND: rt::Kind = <Self as rt::TextEnum>::KIND;
}
impl From<&str> for Lang {
    fn from(wire: &str) -> Self {
        <Self as rt::TextEnum>::from_wire(wire)
    }
}
impl rt::Serialize for Lang {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        to.serialize_str(rt::TextEnum::as_wire(self))
    }
}
impl<'de> rt::Deserialize<'de> for Lang {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        <String as rt::Deserialize>::deserialize(from)
            .map(|wire| <Self as rt::TextEnum>::from_wire(&wire))
    }
}
/// WeChat's `Level`.
///
/// Values that WeChat adds later are kept in `Unknown`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Level {
    /// Low.
    Low,
    /// None.
    Absent,
    /// Any other value, as it came.
    Unknown(i64),
}
impl Default for Level {
    /// No value.
    fn default() -> Self {
        Self::Unknown(0)
    }
}
impl rt::IntEnum for Level {
    fn from_wire(wire: i64) -> Self {
        match wire {
            1 => Self::Low,
            -1 => Self::Absent,
            other => Self::Unknown(other),
        }
    }
    fn as_wire(&self) -> i64 {
        match self {
            Self::Low => 1,
            Self::Absent => -1,
            Self::Unknown(other) => *other,
        }
    }
}
unsafe impl rt::Type for Level {
    const KIND: rt::Kind = <Self as rt::IntEnum>::KIND;
}
impl From<i64> for Level {
    fn from(wire: i64) -> Self {
        <Self as rt::IntEnum>::from_wire(wire)
    }
}
impl rt::Serialize for Level {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        to.serialize_i64(rt::IntEnum::as_wire(self))
    }
}
impl<'de> rt::Deserialize<'de> for Level {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        <i64 as rt::Deserialize>::deserialize(from).map(<Self as rt::IntEnum>::from_wire)
    }
}
