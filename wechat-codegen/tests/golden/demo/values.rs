#[allow(unused_imports)]
use ::wechat_app::__private::v0_1 as rt;
#[allow(unused_imports)]
use rt::prelude::*;
/// 取值 What fields hold, and how it is written.
///
/// A method an endpoint; each returns a call to be awaited.
///
/// *Feature `golden`.*
#[derive(Clone, Copy, Debug)]
pub struct ValuesApi<'a> {
    client: &'a rt::Client,
}
impl<'a> ValuesApi<'a> {
    /// The calls of this group, made by `client`.
    pub fn new(client: &'a rt::Client) -> Self {
        Self { client }
    }
    /// Every wire form.
    ///
    /// `POST /put`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/put")]
    pub fn put(&self, request: impl Into<Put>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "values.put",
            method: rt::Method::Post,
            path: "/put",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// Lists of lists and maps, sent and received.
    ///
    /// `POST /grid`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/grid")]
    pub fn put_grid(&self, request: impl Into<Grid>) -> rt::Call<Grid> {
        const OP: rt::Op = rt::Op {
            name: "values.put_grid",
            method: rt::Method::Post,
            path: "/grid",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// A union in place, told apart by its tag.
    ///
    /// `POST /send`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/send")]
    pub fn send(&self, request: impl Into<SendMessage>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "values.send",
            method: rt::Method::Post,
            path: "/send",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// A record of several calls, with constants of its own.
    ///
    /// `POST /store`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/store")]
    pub fn store(&self, request: impl Into<Thing>) -> rt::Call<Thing> {
        const OP: rt::Op = rt::Op {
            name: "values.store",
            method: rt::Method::Post,
            path: "/store",
            body: rt::Body::Json,
            consts: &[
                rt::Const {
                    name: "kind",
                    place: rt::Place::Body,
                    value: rt::OpValue::Text("thing"),
                },
            ],
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// `POST /update`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/update")]
    pub fn update(&self, request: impl Into<Thing>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "values.update",
            method: rt::Method::Post,
            path: "/update",
            body: rt::Body::Json,
            consts: &[
                rt::Const {
                    name: "kind",
                    place: rt::Place::Body,
                    value: rt::OpValue::Text("thing"),
                },
            ],
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// Numbers of every width.
    ///
    /// `POST /integers`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/integers")]
    pub fn integers(&self, request: impl Into<Integers>) -> rt::Call<Integers> {
        const OP: rt::Op = rt::Op {
            name: "values.integers",
            method: rt::Method::Post,
            path: "/integers",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
}
/// Gives [`ValuesApi`] to apps of the kinds that may call it.
pub trait ValuesGroup: rt::WeChatApp {
    /// 取值 What fields hold, and how it is written.
    fn values(&self) -> ValuesApi<'_>;
}
impl<A: rt::WeChatApp> ValuesGroup for A
where
    A::Kind: rt::Calls<ValuesApi<'static>>,
{
    fn values(&self) -> ValuesApi<'_> {
        ValuesApi::new(self.client())
    }
}
impl rt::Calls<ValuesApi<'static>> for rt::kind::MiniProgram {}
impl rt::Calls<ValuesApi<'static>> for rt::kind::Any {}
/// What [`put`](ValuesApi::put) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Put {
    /// `zero_one`
    pub zero_one: bool,
    /// `yes_no`
    pub yes_no: Option<bool>,
    /// `true_false`
    pub true_false: Vec<bool>,
    /// `text`
    pub text: i64,
    /// `number`
    pub number: String,
    /// `plain`
    pub plain: rt::Time,
    /// `unix`
    pub unix: rt::Time,
    /// `unix_ms`
    pub unix_ms: rt::Time,
    /// `rfc3339`
    pub rfc3339: Option<rt::Time>,
    /// `date_time`
    pub date_time: rt::Time,
    /// `compact`
    pub compact: rt::Time,
    /// `date`
    pub date: Vec<rt::Time>,
    /// `comma`
    pub comma: Vec<String>,
    /// `bar`
    pub bar: Option<Vec<i64>>,
    /// `semicolon`
    pub semicolon: Vec<super::types::Level>,
    /// `json`
    pub json: Item,
    /// `one`
    pub one: Vec<Item>,
    /// `many`
    pub many: Vec<Item>,
    /// `item`
    pub item: Vec<Item>,
    /// `rest`
    pub rest: rt::BTreeMap<String, rt::Value>,
    /// `inline`
    pub inline: Place,
    /// `level`
    pub level: super::types::Level,
}
impl Put {
    /// With what is required; setters add the rest.
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        zero_one: bool,
        true_false: impl IntoIterator<Item = bool>,
        text: i64,
        number: impl Into<String>,
        plain: impl Into<rt::Time>,
        unix: impl Into<rt::Time>,
        unix_ms: impl Into<rt::Time>,
        date_time: impl Into<rt::Time>,
        compact: impl Into<rt::Time>,
        date: impl rt::IntoList<rt::Time>,
        comma: impl rt::IntoList<String>,
        semicolon: impl IntoIterator<Item = super::types::Level>,
        json: impl Into<Item>,
        one: impl rt::IntoList<Item>,
        many: impl rt::IntoList<Item>,
        item: impl rt::IntoList<Item>,
        inline: impl Into<Place>,
        level: super::types::Level,
    ) -> Self {
        Self {
            zero_one,
            true_false: true_false.into_iter().collect(),
            text,
            number: number.into(),
            plain: plain.into(),
            unix: unix.into(),
            unix_ms: unix_ms.into(),
            date_time: date_time.into(),
            compact: compact.into(),
            date: rt::IntoList::into_list(date),
            comma: rt::IntoList::into_list(comma),
            semicolon: semicolon.into_iter().collect(),
            json: json.into(),
            one: rt::IntoList::into_list(one),
            many: rt::IntoList::into_list(many),
            item: rt::IntoList::into_list(item),
            inline: inline.into(),
            level,
            ..Default::default()
        }
    }
    /// `yes_no`
    pub fn yes_no(mut self, yes_no: bool) -> Self {
        self.yes_no = Some(yes_no);
        self
    }
    /// `rfc3339`
    pub fn rfc3339(mut self, rfc3339: impl Into<rt::Time>) -> Self {
        self.rfc3339 = Some(rfc3339.into());
        self
    }
    /// `bar`
    pub fn bar(mut self, bar: impl IntoIterator<Item = i64>) -> Self {
        self.bar = Some(bar.into_iter().collect());
        self
    }
    /// `rest`
    pub fn rest(
        mut self,
        rest: impl IntoIterator<Item = (impl Into<String>, impl Into<rt::Value>)>,
    ) -> Self {
        self.rest = rest
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
}
unsafe impl rt::Record for Put {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Put",
        &rt::fields::<
            Self,
            22,
        >([
            rt::Entry {
                wire: "zero_one",
                of: <bool as rt::Type>::OF,
                flags: rt::flag::ZERO_ONE,
            },
            rt::Entry {
                wire: "yes_no",
                of: <Option<bool> as rt::Type>::OF,
                flags: rt::flag::YES_NO,
            },
            rt::Entry {
                wire: "true_false",
                of: <Vec<bool> as rt::Type>::OF,
                flags: rt::flag::TRUE_FALSE,
            },
            rt::Entry {
                wire: "text",
                of: <i64 as rt::Type>::OF,
                flags: rt::flag::TEXT,
            },
            rt::Entry {
                wire: "number",
                of: <String as rt::Type>::OF,
                flags: rt::flag::NUMBER,
            },
            rt::Entry {
                wire: "plain",
                of: <rt::Time as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "unix",
                of: <rt::Time as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "unix_ms",
                of: <rt::Time as rt::Type>::OF,
                flags: rt::flag::UNIX_MS,
            },
            rt::Entry {
                wire: "rfc3339",
                of: <Option<rt::Time> as rt::Type>::OF,
                flags: rt::flag::RFC3339,
            },
            rt::Entry {
                wire: "date_time",
                of: <rt::Time as rt::Type>::OF,
                flags: rt::flag::DATE_TIME,
            },
            rt::Entry {
                wire: "compact",
                of: <rt::Time as rt::Type>::OF,
                flags: rt::flag::COMPACT,
            },
            rt::Entry {
                wire: "date",
                of: <Vec<rt::Time> as rt::Type>::OF,
                flags: rt::flag::DATE,
            },
            rt::Entry {
                wire: "comma",
                of: <Vec<String> as rt::Type>::OF,
                flags: rt::flag::COMMA,
            },
            rt::Entry {
                wire: "bar",
                of: <Option<Vec<i64>> as rt::Type>::OF,
                flags: rt::flag::BAR,
            },
            rt::Entry {
                wire: "semicolon",
                of: <Vec<super::types::Level> as rt::Type>::OF,
                flags: rt::flag::SEMICOLON,
            },
            rt::Entry {
                wire: "json",
                of: <Item as rt::Type>::OF,
                flags: rt::flag::JSON,
            },
            rt::Entry {
                wire: "one",
                of: <Vec<Item> as rt::Type>::OF,
                flags: rt::flag::ONE_OR_MANY,
            },
            rt::Entry {
                wire: "many",
                of: <Vec<Item> as rt::Type>::OF,
                flags: rt::flag::ONE_OR_MANY,
            },
            rt::Entry {
                wire: "item",
                of: <Vec<Item> as rt::Type>::OF,
                flags: rt::flag::INDEXED,
            },
            rt::Entry {
                wire: "rest",
                of: <rt::BTreeMap<String, rt::Value> as rt::Type>::OF,
                flags: rt::flag::REST,
            },
            rt::Entry {
                wire: "inline",
                of: <Place as rt::Type>::OF,
                flags: rt::flag::INLINE,
            },
            rt::Entry {
                wire: "level",
                of: <super::types::Level as rt::Type>::OF,
                flags: rt::flag::TEXT,
            },
        ]),
    );
}
impl Clone for Put {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Put {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Put {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Put {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `Item`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Item {
    /// `id`
    pub id: i32,
    /// `price`
    pub price: rt::Fen,
    /// `key`
    pub key: Option<rt::Secret>,
}
impl Item {
    /// With what is required; setters add the rest.
    pub fn new(id: i32, price: impl Into<rt::Fen>) -> Self {
        Self {
            id,
            price: price.into(),
            ..Default::default()
        }
    }
    /// `key`
    pub fn key(mut self, key: impl Into<rt::Secret>) -> Self {
        self.key = Some(key.into());
        self
    }
}
unsafe impl rt::Record for Item {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Item",
        &rt::fields::<
            Self,
            3,
        >([
            rt::Entry {
                wire: "id",
                of: <i32 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "price",
                of: <rt::Fen as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "key",
                of: <Option<rt::Secret> as rt::Type>::OF,
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
/// WeChat's `Place`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Place {
    /// `lat`
    pub lat: f64,
    /// `lng`
    pub lng: f64,
}
impl Place {
    /// With all it takes.
    pub fn new(lat: f64, lng: f64) -> Self {
        Self { lat, lng }
    }
}
unsafe impl rt::Record for Place {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Place",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "lat",
                of: <f64 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "lng",
                of: <f64 as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Place {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Place {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Place {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Place {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`put_grid`](ValuesApi::put_grid) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Grid {
    /// `grid`
    pub grid: Vec<Vec<i64>>,
    /// `data`
    pub data: rt::BTreeMap<String, Place>,
    /// `deep`
    pub deep: Option<rt::BTreeMap<String, Vec<rt::BTreeMap<String, String>>>>,
    /// `any`
    pub any: rt::Value,
    /// `none`
    pub none: Option<rt::Value>,
}
impl Grid {
    /// With what is required; setters add the rest.
    pub fn new(
        grid: impl IntoIterator<Item = Vec<i64>>,
        data: impl IntoIterator<Item = (impl Into<String>, impl Into<Place>)>,
        any: impl Into<rt::Value>,
    ) -> Self {
        Self {
            grid: grid.into_iter().collect(),
            data: data
                .into_iter()
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
            any: any.into(),
            ..Default::default()
        }
    }
    /// `deep`
    pub fn deep(
        mut self,
        deep: impl IntoIterator<
            Item = (impl Into<String>, Vec<rt::BTreeMap<String, String>>),
        >,
    ) -> Self {
        self.deep = Some(
            deep.into_iter().map(|(key, value)| (key.into(), value)).collect(),
        );
        self
    }
    /// `none`
    pub fn none(mut self, none: impl Into<rt::Value>) -> Self {
        self.none = Some(none.into());
        self
    }
}
unsafe impl rt::Record for Grid {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Grid",
        &rt::fields::<
            Self,
            5,
        >([
            rt::Entry {
                wire: "grid",
                of: <Vec<Vec<i64>> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "data",
                of: <rt::BTreeMap<String, Place> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "deep",
                of: <Option<
                    rt::BTreeMap<String, Vec<rt::BTreeMap<String, String>>>,
                > as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "any",
                of: <rt::Value as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "none",
                of: <Option<rt::Value> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Grid {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Grid {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Grid {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Grid {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`send`](ValuesApi::send) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct SendMessage {
    /// `touser`
    pub touser: String,
    /// `message`
    pub message: Message,
    /// `card`
    pub card: Option<super::super::common::types::Card>,
}
impl SendMessage {
    /// With what is required; setters add the rest.
    pub fn new(touser: impl Into<String>, message: impl Into<Message>) -> Self {
        Self {
            touser: touser.into(),
            message: message.into(),
            ..Default::default()
        }
    }
    /// `card`
    pub fn card(mut self, card: impl Into<super::super::common::types::Card>) -> Self {
        self.card = Some(card.into());
        self
    }
}
unsafe impl rt::Record for SendMessage {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "SendMessage",
        &rt::fields::<
            Self,
            3,
        >([
            rt::Entry {
                wire: "touser",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "message",
                of: <Message as rt::Type>::OF,
                flags: rt::flag::INLINE,
            },
            rt::Entry {
                wire: "card",
                of: <Option<super::super::common::types::Card> as rt::Type>::OF,
                flags: rt::flag::INLINE,
            },
        ]),
    );
}
impl Clone for SendMessage {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for SendMessage {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for SendMessage {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for SendMessage {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `Text`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Text {
    /// `content`
    pub content: String,
}
impl Text {
    /// With all it takes.
    pub fn new(content: impl Into<String>) -> Self {
        Self { content: content.into() }
    }
}
impl From<&str> for Text {
    fn from(content: &str) -> Self {
        Self::new(content)
    }
}
impl From<String> for Text {
    fn from(content: String) -> Self {
        Self::new(content)
    }
}
unsafe impl rt::Record for Text {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Text",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "content",
                of: <String as rt::Type>::OF,
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
/// WeChat's `Media`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Media {
    /// `media_id`
    pub media_id: String,
}
impl Media {
    /// With all it takes.
    pub fn new(media_id: impl Into<String>) -> Self {
        Self { media_id: media_id.into() }
    }
}
impl From<&str> for Media {
    fn from(media_id: &str) -> Self {
        Self::new(media_id)
    }
}
impl From<String> for Media {
    fn from(media_id: String) -> Self {
        Self::new(media_id)
    }
}
unsafe impl rt::Record for Media {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Media",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "media_id",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Media {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Media {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Media {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Media {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `Empty`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Empty {}
unsafe impl rt::Record for Empty {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Empty",
        &rt::fields::<Self, 0>([]),
    );
}
impl Clone for Empty {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Empty {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Empty {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Empty {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// A thing with constants.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Thing {
    /// `id`
    pub id: String,
    /// `more`
    pub more: Option<More>,
}
impl Thing {
    /// With what is required; setters add the rest.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            ..Default::default()
        }
    }
    /// `more`
    pub fn more(mut self, more: impl Into<More>) -> Self {
        self.more = Some(more.into());
        self
    }
}
impl From<&str> for Thing {
    fn from(id: &str) -> Self {
        Self::new(id)
    }
}
impl From<String> for Thing {
    fn from(id: String) -> Self {
        Self::new(id)
    }
}
unsafe impl rt::Record for Thing {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Thing",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "id",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "more",
                of: <Option<More> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Thing {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Thing {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Thing {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Thing {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `More`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct More {
    /// `note`
    pub note: String,
    /// `colour`
    pub colour: Option<super::types::Rgb>,
}
impl More {
    /// With what is required; setters add the rest.
    pub fn new(note: impl Into<String>) -> Self {
        Self {
            note: note.into(),
            ..Default::default()
        }
    }
    /// `colour`
    pub fn colour(mut self, colour: impl Into<super::types::Rgb>) -> Self {
        self.colour = Some(colour.into());
        self
    }
}
impl From<&str> for More {
    fn from(note: &str) -> Self {
        Self::new(note)
    }
}
impl From<String> for More {
    fn from(note: String) -> Self {
        Self::new(note)
    }
}
unsafe impl rt::Record for More {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
            "More",
            &rt::fields::<
                Self,
                2,
            >([
                rt::Entry {
                    wire: "note",
                    of: <String as rt::Type>::OF,
                    flags: 0,
                },
                rt::Entry {
                    wire: "colour",
                    of: <Option<super::types::Rgb> as rt::Type>::OF,
                    flags: 0,
                },
            ]),
        )
        .consts(
            &[
                rt::Const {
                    name: "version",
                    place: rt::Place::Body,
                    value: rt::OpValue::Int(1),
                },
            ],
        );
}
impl Clone for More {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for More {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for More {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for More {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`integers`](ValuesApi::integers) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Integers {
    /// `a`
    pub a: i32,
    /// `b`
    pub b: i64,
    /// `c`
    pub c: u8,
    /// `d`
    pub d: u32,
    /// `e`
    pub e: u64,
    /// `f`
    pub f: f64,
    /// `g`
    pub g: bool,
    /// `h`
    pub h: rt::Fen,
    /// `i`
    pub i: Option<Vec<rt::Fen>>,
}
impl Integers {
    /// With what is required; setters add the rest.
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        a: i32,
        b: i64,
        c: u8,
        d: u32,
        e: u64,
        f: f64,
        g: bool,
        h: impl Into<rt::Fen>,
    ) -> Self {
        Self {
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h: h.into(),
            ..Default::default()
        }
    }
    /// `i`
    pub fn i(mut self, i: impl rt::IntoList<rt::Fen>) -> Self {
        self.i = Some(rt::IntoList::into_list(i));
        self
    }
}
unsafe impl rt::Record for Integers {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Integers",
        &rt::fields::<
            Self,
            9,
        >([
            rt::Entry {
                wire: "a",
                of: <i32 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "b",
                of: <i64 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "c",
                of: <u8 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "d",
                of: <u32 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "e",
                of: <u64 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "f",
                of: <f64 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "g",
                of: <bool as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "h",
                of: <rt::Fen as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "i",
                of: <Option<Vec<rt::Fen>> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Integers {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Integers {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Integers {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Integers {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What can be sent.
///
/// Told apart by `msgtype`.
#[derive(Clone)]
#[non_exhaustive]
pub enum Message {
    /// `text`
    Text(Text),
    /// A picture.
    Image(Media),
    /// `voice`
    Voice(Media),
    /// `msgmenu`
    Menu(Media),
    /// `typing`
    Typing,
    /// `tag`
    TagMessage(Empty),
    /// One that is not described here, as it came.
    Other {
        /// The tag's value.
        tag: String,
        /// Its content.
        content: rt::Value,
    },
}
impl Default for Message {
    /// Nothing.
    fn default() -> Self {
        Self::Other {
            tag: String::new(),
            content: rt::Value::Null,
        }
    }
}
impl From<Text> for Message {
    fn from(content: Text) -> Self {
        Self::Text(content)
    }
}
impl From<Empty> for Message {
    fn from(content: Empty) -> Self {
        Self::TagMessage(content)
    }
}
impl rt::Union for Message {
    const SHAPE: &'static rt::UnionShape = &rt::UnionShape::new::<
        Self,
    >(
        "Message",
        "msgtype",
        rt::Layout::Sibling,
        &[
            rt::Variant {
                tag: Some("text"),
                content: "text",
            },
            rt::Variant {
                tag: Some("image"),
                content: "image",
            },
            rt::Variant {
                tag: Some("voice"),
                content: "voice",
            },
            rt::Variant {
                tag: Some("msgmenu"),
                content: "menu",
            },
            rt::Variant {
                tag: Some("typing"),
                content: "typing",
            },
            rt::Variant {
                tag: Some("tag"),
                content: "tag",
            },
        ],
    );
    fn start(index: usize) -> Option<Self> {
        Some(
            match index {
                0 => Self::Text(Default::default()),
                1 => Self::Image(Default::default()),
                2 => Self::Voice(Default::default()),
                3 => Self::Menu(Default::default()),
                4 => Self::Typing,
                5 => Self::TagMessage(Default::default()),
                _ => return None,
            },
        )
    }
    fn content_mut(&mut self) -> Option<rt::Content<'_>> {
        match self {
            Self::Text(content) => Some(rt::Content::of(content)),
            Self::Image(content) => Some(rt::Content::of(content)),
            Self::Voice(content) => Some(rt::Content::of(content)),
            Self::Menu(content) => Some(rt::Content::of(content)),
            Self::TagMessage(content) => Some(rt::Content::of(content)),
            _ => None,
        }
    }
    fn content(&self) -> (usize, Option<rt::View<'_>>) {
        match self {
            Self::Text(content) => (0, Some(rt::View::of(content))),
            Self::Image(content) => (1, Some(rt::View::of(content))),
            Self::Voice(content) => (2, Some(rt::View::of(content))),
            Self::Menu(content) => (3, Some(rt::View::of(content))),
            Self::Typing => (4, None),
            Self::TagMessage(content) => (5, Some(rt::View::of(content))),
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
unsafe impl rt::Type for Message {
    const KIND: rt::Kind = <Self as rt::Union>::KIND;
}
impl rt::fmt::Debug for Message {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::choice_debug(self, f)
    }
}
impl rt::Serialize for Message {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize_union(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Message {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize_union(from)
    }
}
