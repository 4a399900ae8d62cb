#[allow(unused_imports)]
use ::wechat_app::__private::v0_1 as rt;
#[allow(unused_imports)]
use rt::prelude::*;
/// 名称 \[标题\] \<b\> Names that Rust keeps for itself, and texts that are markup: \[a\], `[b]`, \<i\>, \*c\*, \_d\_, <https://demo.example/a_b>.
///
/// A method an endpoint; each returns a call to be awaited.
///
/// *Feature `golden`.*
#[derive(Clone, Copy, Debug)]
pub struct WordsApi<'a> {
    client: &'a rt::Client,
}
impl<'a> WordsApi<'a> {
    /// The calls of this group, made by `client`.
    pub fn new(client: &'a rt::Client) -> Self {
        Self { client }
    }
    /// 关键字
    ///
    /// A method whose name is a keyword.
    ///
    /// `POST /type`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/type")]
    pub fn r#type(
        &self,
        request: impl Into<TypeRequest>,
    ) -> rt::Call<TypeRequestResponse> {
        const OP: rt::Op = rt::Op {
            name: "words.type",
            method: rt::Method::Post,
            path: "/type",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// `GET /names`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/names")]
    pub fn get_names(&self) -> rt::Call<GetNamesResponse> {
        const OP: rt::Op = rt::Op {
            name: "words.get_names",
            method: rt::Method::Get,
            path: "/names",
            idempotent: true,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, None)
    }
    /// More required fields than clippy likes arguments.
    ///
    /// `POST /many`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/many")]
    pub fn many(&self, request: impl Into<Many>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "words.many",
            method: rt::Method::Post,
            path: "/many",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// One required field: the call takes it as it is.
    ///
    /// `POST /one`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/one")]
    pub fn one(&self, request: impl Into<One>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "words.one",
            method: rt::Method::Post,
            path: "/one",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// `POST /one_secret`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/one_secret")]
    pub fn one_secret(&self, request: impl Into<OneSecret>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "words.one_secret",
            method: rt::Method::Post,
            path: "/one_secret",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// `POST /one_list`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/one_list")]
    pub fn one_list(&self, request: impl Into<OneList>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "words.one_list",
            method: rt::Method::Post,
            path: "/one_list",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// `POST /one_number`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/one_number")]
    pub fn one_number(&self, request: impl Into<OneNumber>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "words.one_number",
            method: rt::Method::Post,
            path: "/one_number",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// `POST /one_file`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/one_file")]
    pub fn one_file(&self, request: impl Into<OneFile>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "words.one_file",
            method: rt::Method::Post,
            path: "/one_file",
            body: rt::Body::Multipart,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// `POST /one_record`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/one_record")]
    pub fn one_record(&self, request: impl Into<OneRecord>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "words.one_record",
            method: rt::Method::Post,
            path: "/one_record",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
}
/// Gives [`WordsApi`] to apps of the kinds that may call it.
pub trait WordsGroup: rt::WeChatApp {
    /// 名称 \[标题\] \<b\> Names that Rust keeps for itself, and texts that are markup: \[a\], `[b]`, \<i\>, \*c\*, \_d\_, <https://demo.example/a_b>.
    fn words(&self) -> WordsApi<'_>;
}
impl<A: rt::WeChatApp> WordsGroup for A
where
    A::Kind: rt::Calls<WordsApi<'static>>,
{
    fn words(&self) -> WordsApi<'_> {
        WordsApi::new(self.client())
    }
}
impl rt::Calls<WordsApi<'static>> for rt::kind::MiniProgram {}
impl rt::Calls<WordsApi<'static>> for rt::kind::Any {}
/// What [`type`](WordsApi::type) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct TypeRequest {
    /// `type`
    pub r#type: String,
    /// `self`
    pub itself: String,
    /// `crate`
    pub krate: Option<String>,
    /// `fn`
    pub r#fn: i64,
    /// `async`
    pub r#async: bool,
    /// `await`
    pub r#await: Option<String>,
    /// `gen`
    pub r#gen: Option<String>,
    /// `dyn`
    pub r#dyn: Option<String>,
    /// `try`
    pub r#try: Option<String>,
    /// `box`
    pub r#box: Option<String>,
    /// `match`
    pub r#match: Option<Match>,
}
impl TypeRequest {
    /// With what is required; setters add the rest.
    pub fn new(
        r#type: impl Into<String>,
        itself: impl Into<String>,
        r#fn: i64,
        r#async: bool,
    ) -> Self {
        Self {
            r#type: r#type.into(),
            itself: itself.into(),
            r#fn,
            r#async,
            ..Default::default()
        }
    }
    /// `crate`
    pub fn krate(mut self, krate: impl Into<String>) -> Self {
        self.krate = Some(krate.into());
        self
    }
    /// `await`
    pub fn r#await(mut self, r#await: impl Into<String>) -> Self {
        self.r#await = Some(r#await.into());
        self
    }
    /// `gen`
    pub fn r#gen(mut self, r#gen: impl Into<String>) -> Self {
        self.r#gen = Some(r#gen.into());
        self
    }
    /// `dyn`
    pub fn r#dyn(mut self, r#dyn: impl Into<String>) -> Self {
        self.r#dyn = Some(r#dyn.into());
        self
    }
    /// `try`
    pub fn r#try(mut self, r#try: impl Into<String>) -> Self {
        self.r#try = Some(r#try.into());
        self
    }
    /// `box`
    pub fn r#box(mut self, r#box: impl Into<String>) -> Self {
        self.r#box = Some(r#box.into());
        self
    }
    /// `match`
    pub fn r#match(mut self, r#match: Match) -> Self {
        self.r#match = Some(r#match);
        self
    }
}
unsafe impl rt::Record for TypeRequest {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "TypeRequest",
        &rt::fields::<
            Self,
            11,
        >([
            rt::Entry {
                wire: "type",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "self",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "crate",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "fn",
                of: <i64 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "async",
                of: <bool as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "await",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "gen",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "dyn",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "try",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "box",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "match",
                of: <Option<Match> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for TypeRequest {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for TypeRequest {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for TypeRequest {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for TypeRequest {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`type`](WordsApi::type) answers.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct TypeRequestResponse {
    /// `ref`
    pub r#ref: String,
    /// `loop`
    pub r#loop: Vec<i64>,
    /// `static`
    pub r#static: rt::BTreeMap<String, String>,
}
unsafe impl rt::Record for TypeRequestResponse {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "TypeRequestResponse",
        &rt::fields::<
            Self,
            3,
        >([
            rt::Entry {
                wire: "ref",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "loop",
                of: <Vec<i64> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "static",
                of: <rt::BTreeMap<String, String> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for TypeRequestResponse {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for TypeRequestResponse {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for TypeRequestResponse {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for TypeRequestResponse {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`get_names`](WordsApi::get_names) answers.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct GetNamesResponse {
    /// `openID`
    pub open_id: String,
    /// `ToUserName`
    pub to_user_name: String,
    /// `URL`
    pub url: String,
    /// `AESKey`
    pub aes_key: rt::Secret,
    /// `PicMd5Sum`
    pub pic_md5_sum: String,
    /// `scene-id`
    pub scene_id: String,
    /// `a.b`
    pub a_b: String,
    /// `openIDs`
    pub open_ids: Vec<String>,
    /// `musicurl`
    pub music_url: String,
    /// `姓名`
    pub full_name: String,
}
unsafe impl rt::Record for GetNamesResponse {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "GetNamesResponse",
        &rt::fields::<
            Self,
            10,
        >([
            rt::Entry {
                wire: "openID",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "ToUserName",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "URL",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "AESKey",
                of: <rt::Secret as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "PicMd5Sum",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "scene-id",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "a.b",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "openIDs",
                of: <Vec<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "musicurl",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "姓名",
                of: <String as rt::Type>::OF,
                flags: rt::flag::PRIVATE,
            },
        ]),
    );
}
impl Clone for GetNamesResponse {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for GetNamesResponse {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for GetNamesResponse {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for GetNamesResponse {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`many`](WordsApi::many) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Many {
    /// `a`
    pub a: String,
    /// `b`
    pub b: String,
    /// `c`
    pub c: i64,
    /// `d`
    pub d: bool,
    /// `e`
    pub e: Vec<String>,
    /// `f`
    pub f: rt::Value,
    /// `g`
    pub g: rt::Secret,
    /// `h`
    pub h: rt::Time,
    /// `i`
    pub i: Match,
    /// `j`
    pub j: Option<String>,
}
impl Many {
    /// With what is required; setters add the rest.
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        a: impl Into<String>,
        b: impl Into<String>,
        c: i64,
        d: bool,
        e: impl rt::IntoList<String>,
        f: impl Into<rt::Value>,
        g: impl Into<rt::Secret>,
        h: impl Into<rt::Time>,
        i: Match,
    ) -> Self {
        Self {
            a: a.into(),
            b: b.into(),
            c,
            d,
            e: rt::IntoList::into_list(e),
            f: f.into(),
            g: g.into(),
            h: h.into(),
            i,
            ..Default::default()
        }
    }
    /// `j`
    pub fn j(mut self, j: impl Into<String>) -> Self {
        self.j = Some(j.into());
        self
    }
}
unsafe impl rt::Record for Many {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Many",
        &rt::fields::<
            Self,
            10,
        >([
            rt::Entry {
                wire: "a",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "b",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "c",
                of: <i64 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "d",
                of: <bool as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "e",
                of: <Vec<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "f",
                of: <rt::Value as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "g",
                of: <rt::Secret as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "h",
                of: <rt::Time as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "i",
                of: <Match as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "j",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Many {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Many {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Many {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Many {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`one`](WordsApi::one) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct One {
    /// `openid`
    pub openid: String,
    /// `remark`
    pub remark: Option<String>,
}
impl One {
    /// With what is required; setters add the rest.
    pub fn new(openid: impl Into<String>) -> Self {
        Self {
            openid: openid.into(),
            ..Default::default()
        }
    }
    /// `remark`
    pub fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = Some(remark.into());
        self
    }
}
impl From<&str> for One {
    fn from(openid: &str) -> Self {
        Self::new(openid)
    }
}
impl From<String> for One {
    fn from(openid: String) -> Self {
        Self::new(openid)
    }
}
unsafe impl rt::Record for One {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "One",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "openid",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "remark",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for One {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for One {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for One {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for One {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`one_secret`](WordsApi::one_secret) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct OneSecret {
    /// `key`
    pub key: rt::Secret,
}
impl OneSecret {
    /// With all it takes.
    pub fn new(key: impl Into<rt::Secret>) -> Self {
        Self { key: key.into() }
    }
}
impl From<&str> for OneSecret {
    fn from(key: &str) -> Self {
        Self::new(key)
    }
}
impl From<String> for OneSecret {
    fn from(key: String) -> Self {
        Self::new(key)
    }
}
impl From<rt::Secret> for OneSecret {
    fn from(key: rt::Secret) -> Self {
        Self::new(key)
    }
}
unsafe impl rt::Record for OneSecret {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "OneSecret",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "key",
                of: <rt::Secret as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for OneSecret {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for OneSecret {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for OneSecret {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for OneSecret {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`one_list`](WordsApi::one_list) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct OneList {
    /// `openids`
    pub openids: Vec<String>,
}
impl OneList {
    /// With all it takes.
    pub fn new(openids: impl rt::IntoList<String>) -> Self {
        Self {
            openids: rt::IntoList::into_list(openids),
        }
    }
}
impl From<Vec<String>> for OneList {
    fn from(openids: Vec<String>) -> Self {
        Self::new(openids)
    }
}
unsafe impl rt::Record for OneList {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "OneList",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "openids",
                of: <Vec<String> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for OneList {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for OneList {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for OneList {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for OneList {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`one_number`](WordsApi::one_number) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct OneNumber {
    /// `id`
    pub id: i64,
}
impl OneNumber {
    /// With all it takes.
    pub fn new(id: i64) -> Self {
        Self { id }
    }
}
impl From<i64> for OneNumber {
    fn from(id: i64) -> Self {
        Self::new(id)
    }
}
unsafe impl rt::Record for OneNumber {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "OneNumber",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "id",
                of: <i64 as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for OneNumber {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for OneNumber {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for OneNumber {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for OneNumber {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`one_file`](WordsApi::one_file) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct OneFile {
    /// `media`
    pub media: rt::File,
}
impl OneFile {
    /// With all it takes.
    pub fn new(media: impl Into<rt::File>) -> Self {
        Self { media: media.into() }
    }
}
impl From<rt::File> for OneFile {
    fn from(media: rt::File) -> Self {
        Self::new(media)
    }
}
unsafe impl rt::Record for OneFile {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "OneFile",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "media",
                of: <rt::File as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for OneFile {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for OneFile {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for OneFile {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for OneFile {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`one_record`](WordsApi::one_record) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct OneRecord {
    /// `names`
    pub names: Names,
}
impl OneRecord {
    /// With all it takes.
    pub fn new(names: impl Into<Names>) -> Self {
        Self { names: names.into() }
    }
}
impl From<Names> for OneRecord {
    fn from(names: Names) -> Self {
        Self::new(names)
    }
}
unsafe impl rt::Record for OneRecord {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "OneRecord",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "names",
                of: <Names as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for OneRecord {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for OneRecord {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for OneRecord {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for OneRecord {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `Names`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Names {
    /// `client`
    pub client: String,
    /// `request`
    pub request: Option<String>,
    /// `to`
    pub to: Option<String>,
    /// `from`
    pub from: Option<String>,
    /// `default`
    pub default: Option<String>,
    /// `clone`
    pub clone: Option<String>,
}
impl Names {
    /// With what is required; setters add the rest.
    pub fn new(client: impl Into<String>) -> Self {
        Self {
            client: client.into(),
            ..Default::default()
        }
    }
    /// `request`
    pub fn request(mut self, request: impl Into<String>) -> Self {
        self.request = Some(request.into());
        self
    }
    /// `to`
    pub fn to(mut self, to: impl Into<String>) -> Self {
        self.to = Some(to.into());
        self
    }
    /// `from`
    pub fn from(mut self, from: impl Into<String>) -> Self {
        self.from = Some(from.into());
        self
    }
    /// `default`
    pub fn default(mut self, default: impl Into<String>) -> Self {
        self.default = Some(default.into());
        self
    }
    /// `clone`
    pub fn clone(mut self, clone: impl Into<String>) -> Self {
        self.clone = Some(clone.into());
        self
    }
}
impl From<&str> for Names {
    fn from(client: &str) -> Self {
        Self::new(client)
    }
}
impl From<String> for Names {
    fn from(client: String) -> Self {
        Self::new(client)
    }
}
unsafe impl rt::Record for Names {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Names",
        &rt::fields::<
            Self,
            6,
        >([
            rt::Entry {
                wire: "client",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "request",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "to",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "from",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "default",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "clone",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Names {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Names {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Names {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Names {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `Match`.
///
/// Values that WeChat adds later are kept in `Unknown`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Match {
    /// A word that is never raw.
    Itself,
    /// Told by type.
    Type,
    /// One.
    One,
    /// Any other value, as it came.
    Unknown(String),
}
impl Default for Match {
    /// No value.
    fn default() -> Self {
        Self::Unknown(String::new())
    }
}
impl rt::TextEnum for Match {
    fn from_wire(wire: &str) -> Self {
        match wire {
            "Self" => Self::Itself,
            "type" => Self::Type,
            "1" => Self::One,
            other => Self::Unknown(String::from(other)),
        }
    }
    fn as_wire(&self) -> &str {
        match self {
            Self::Itself => "Self",
            Self::Type => "type",
            Self::One => "1",
            Self::Unknown(other) => other,
        }
    }
}
unsafe impl rt::Type for Match {
    const KIND: rt::Kind = <Self as rt::TextEnum>::KIND;
}
impl From<&str> for Match {
    fn from(wire: &str) -> Self {
        <Self as rt::TextEnum>::from_wire(wire)
    }
}
impl rt::Serialize for Match {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        to.serialize_str(rt::TextEnum::as_wire(self))
    }
}
impl<'de> rt::Deserialize<'de> for Match {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        <String as rt::Deserialize>::deserialize(from)
            .map(|wire| <Self as rt::TextEnum>::from_wire(&wire))
    }
}
