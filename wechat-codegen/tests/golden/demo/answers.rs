#[allow(unused_imports)]
use ::wechat_app::__private::v0_1 as rt;
#[allow(unused_imports)]
use rt::prelude::*;
/// 返回 What comes back, and what counts as success.
///
/// A method an endpoint; each returns a call to be awaited.
///
/// *Feature `golden`.*
#[derive(Clone, Copy, Debug)]
pub struct AnswersApi<'a> {
    client: &'a rt::Client,
}
impl<'a> AnswersApi<'a> {
    /// The calls of this group, made by `client`.
    pub fn new(client: &'a rt::Client) -> Self {
        Self { client }
    }
    /// Bytes, or JSON.
    ///
    /// `POST /get_material`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/get_material")]
    pub fn get_material(
        &self,
        request: impl Into<GetMaterial>,
    ) -> rt::Call<GetMaterialResponse> {
        const OP: rt::Op = rt::Op {
            name: "answers.get_material",
            method: rt::Method::Post,
            path: "/get_material",
            body: rt::Body::Json,
            reply: rt::Reply::BinaryOrJson,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// A rule beside the envelope.
    ///
    /// `POST /ret`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/ret")]
    pub fn ret(&self) -> rt::Call<RetResponse> {
        const OP: rt::Op = rt::Op {
            name: "answers.ret",
            method: rt::Method::Post,
            path: "/ret",
            body: rt::Body::Json,
            rules: &[rt::Rule::Is("ret", &[rt::Code::Number(0)])],
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, None)
    }
    /// `POST /several`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/several")]
    pub fn several(&self) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "answers.several",
            method: rt::Method::Post,
            path: "/several",
            body: rt::Body::Json,
            rules: &[
                rt::Rule::Is(
                    "base_resp.ret",
                    &[rt::Code::Number(0), rt::Code::Number(1)],
                ),
                rt::Rule::Is("result_code", &[rt::Code::Word("SUCCESS")]),
                rt::Rule::NonEmptyBody,
            ],
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, None)
    }
    /// The code is elsewhere.
    ///
    /// `POST /elsewhere`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/elsewhere")]
    pub fn elsewhere(&self) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "answers.elsewhere",
            method: rt::Method::Post,
            path: "/elsewhere",
            body: rt::Body::Json,
            envelope: Some(
                &rt::Envelope {
                    code: "base.resultcode",
                    message: "base.resultmsg",
                    ok: &[rt::Code::Number(0), rt::Code::Word("OK")],
                },
            ),
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, None)
    }
    /// There is no code.
    ///
    /// `POST /nowhere`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/nowhere")]
    pub fn nowhere(&self) -> rt::Call<NowhereResponse> {
        const OP: rt::Op = rt::Op {
            name: "answers.nowhere",
            method: rt::Method::Post,
            path: "/nowhere",
            body: rt::Body::Json,
            envelope: Some(
                &rt::Envelope {
                    code: "",
                    message: "",
                    ok: &[],
                },
            ),
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, None)
    }
    /// Records that hold themselves.
    ///
    /// `GET /tree`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/tree")]
    pub fn tree(&self) -> rt::Call<TreeResponse> {
        const OP: rt::Op = rt::Op {
            name: "answers.tree",
            method: rt::Method::Get,
            path: "/tree",
            idempotent: true,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, None)
    }
    /// Fields that nobody has described, on both sides.
    ///
    /// `POST /token/echo`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/token/echo")]
    pub fn token(&self, request: impl Into<Token>) -> rt::Call<TokenResponse> {
        const OP: rt::Op = rt::Op {
            name: "answers.token",
            method: rt::Method::Post,
            path: "/token/echo",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// `GET /user`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/user")]
    pub fn user(&self) -> rt::Call<User> {
        const OP: rt::Op = rt::Op {
            name: "answers.user",
            method: rt::Method::Get,
            path: "/user",
            idempotent: true,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, None)
    }
}
/// Gives [`AnswersApi`] to apps of the kinds that may call it.
pub trait AnswersGroup: rt::WeChatApp {
    /// 返回 What comes back, and what counts as success.
    fn answers(&self) -> AnswersApi<'_>;
}
impl<A: rt::WeChatApp> AnswersGroup for A
where
    A::Kind: rt::Calls<AnswersApi<'static>>,
{
    fn answers(&self) -> AnswersApi<'_> {
        AnswersApi::new(self.client())
    }
}
impl rt::Calls<AnswersApi<'static>> for rt::kind::MiniProgram {}
impl rt::Calls<AnswersApi<'static>> for rt::kind::Any {}
/// What [`get_material`](AnswersApi::get_material) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct GetMaterial {
    /// `media_id`
    pub media_id: String,
}
impl GetMaterial {
    /// With all it takes.
    pub fn new(media_id: impl Into<String>) -> Self {
        Self { media_id: media_id.into() }
    }
}
impl From<&str> for GetMaterial {
    fn from(media_id: &str) -> Self {
        Self::new(media_id)
    }
}
impl From<String> for GetMaterial {
    fn from(media_id: String) -> Self {
        Self::new(media_id)
    }
}
unsafe impl rt::Record for GetMaterial {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "GetMaterial",
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
impl Clone for GetMaterial {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for GetMaterial {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for GetMaterial {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for GetMaterial {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`get_material`](AnswersApi::get_material) answers.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct GetMaterialResponse {
    /// `content`
    pub content: Option<rt::File>,
    /// `title`
    pub title: Option<String>,
    /// `down_url`
    pub down_url: Option<String>,
}
unsafe impl rt::Record for GetMaterialResponse {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "GetMaterialResponse",
        &rt::fields::<
            Self,
            3,
        >([
            rt::Entry {
                wire: "content",
                of: <Option<rt::File> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "title",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "down_url",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for GetMaterialResponse {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for GetMaterialResponse {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for GetMaterialResponse {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for GetMaterialResponse {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`ret`](AnswersApi::ret) answers.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct RetResponse {
    /// `data`
    pub data: Option<String>,
}
unsafe impl rt::Record for RetResponse {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "RetResponse",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "data",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for RetResponse {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for RetResponse {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for RetResponse {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for RetResponse {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`nowhere`](AnswersApi::nowhere) answers.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct NowhereResponse {
    /// `errcode`
    pub errcode: i64,
    /// `errmsg`
    pub errmsg: Option<String>,
}
unsafe impl rt::Record for NowhereResponse {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "NowhereResponse",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "errcode",
                of: <i64 as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "errmsg",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for NowhereResponse {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for NowhereResponse {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for NowhereResponse {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for NowhereResponse {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`tree`](AnswersApi::tree) answers.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct TreeResponse {
    /// `root`
    pub root: Node,
    /// `menu`
    pub menu: Button,
}
unsafe impl rt::Record for TreeResponse {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "TreeResponse",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "root",
                of: <Node as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "menu",
                of: <Button as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for TreeResponse {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for TreeResponse {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for TreeResponse {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for TreeResponse {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `Node`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Node {
    /// `name`
    pub name: String,
    /// `parent`
    pub parent: Option<rt::Nested<Node>>,
    /// `children`
    pub children: Vec<Node>,
    /// `by_name`
    pub by_name: rt::BTreeMap<String, Node>,
    /// `owner`
    pub owner: Option<rt::Nested<Person>>,
    /// `button`
    pub button: Option<Button>,
}
unsafe impl rt::Record for Node {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Node",
        &rt::fields::<
            Self,
            6,
        >([
            rt::Entry {
                wire: "name",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "parent",
                of: rt::Of::lazy::<Option<rt::Nested<Node>>>(),
                flags: 0,
            },
            rt::Entry {
                wire: "children",
                of: rt::Of::lazy::<Vec<Node>>(),
                flags: 0,
            },
            rt::Entry {
                wire: "by_name",
                of: rt::Of::lazy::<rt::BTreeMap<String, Node>>(),
                flags: 0,
            },
            rt::Entry {
                wire: "owner",
                of: rt::Of::lazy::<Option<rt::Nested<Person>>>(),
                flags: 0,
            },
            rt::Entry {
                wire: "button",
                of: <Option<Button> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Node {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Node {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Node {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Node {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `Person`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Person {
    /// `home`
    pub home: Option<rt::Nested<Node>>,
}
unsafe impl rt::Record for Person {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Person",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "home",
                of: rt::Of::lazy::<Option<rt::Nested<Node>>>(),
                flags: 0,
            },
        ]),
    );
}
impl Clone for Person {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Person {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Person {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Person {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `SubMenu`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct SubMenu {
    /// `name`
    pub name: String,
    /// `sub_button`
    pub sub_button: Vec<Button>,
}
unsafe impl rt::Record for SubMenu {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "SubMenu",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "name",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "sub_button",
                of: rt::Of::lazy::<Vec<Button>>(),
                flags: 0,
            },
        ]),
    );
}
impl Clone for SubMenu {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for SubMenu {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for SubMenu {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for SubMenu {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `View`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct View {
    /// `url`
    pub url: String,
}
unsafe impl rt::Record for View {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "View",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "url",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for View {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for View {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for View {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for View {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`token`](AnswersApi::token) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Token {
    /// `id`
    pub id: String,
    /// `extra`
    pub extra: rt::BTreeMap<String, String>,
}
impl Token {
    /// With what is required; setters add the rest.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            ..Default::default()
        }
    }
    /// `extra`
    pub fn extra(
        mut self,
        extra: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.extra = extra
            .into_iter()
            .map(|(key, value)| (key.into(), value.into()))
            .collect();
        self
    }
}
impl From<&str> for Token {
    fn from(id: &str) -> Self {
        Self::new(id)
    }
}
impl From<String> for Token {
    fn from(id: String) -> Self {
        Self::new(id)
    }
}
unsafe impl rt::Record for Token {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Token",
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
                wire: "extra",
                of: <rt::BTreeMap<String, String> as rt::Type>::OF,
                flags: rt::flag::REST,
            },
        ]),
    );
}
impl Clone for Token {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Token {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Token {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Token {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`token`](AnswersApi::token) answers.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct TokenResponse {
    /// `openid`
    pub openid: String,
    /// `rest`
    pub rest: rt::BTreeMap<String, rt::Value>,
}
unsafe impl rt::Record for TokenResponse {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "TokenResponse",
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
                wire: "rest",
                of: <rt::BTreeMap<String, rt::Value> as rt::Type>::OF,
                flags: rt::flag::REST,
            },
        ]),
    );
}
impl Clone for TokenResponse {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for TokenResponse {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for TokenResponse {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for TokenResponse {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`user`](AnswersApi::user) answers.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct User {
    /// `openid`
    pub openid: String,
    /// `session_key`
    pub session_key: rt::Secret,
    /// `phoneNumber`
    pub phone_number: Option<String>,
    /// `idCard`
    ///
    /// Deprecated: Nobody asks for it.
    pub id_card: Option<String>,
    /// `lang`
    pub lang: super::types::Lang,
    /// `level`
    pub level: Option<super::types::Level>,
    /// `avatar`
    pub avatar: Option<super::types::Rgb>,
    /// `watermark`
    pub watermark: Option<super::super::common::types::Watermark>,
}
unsafe impl rt::Record for User {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "User",
        &rt::fields::<
            Self,
            8,
        >([
            rt::Entry {
                wire: "openid",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "session_key",
                of: <rt::Secret as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "phoneNumber",
                of: <Option<String> as rt::Type>::OF,
                flags: rt::flag::PRIVATE,
            },
            rt::Entry {
                wire: "idCard",
                of: <Option<String> as rt::Type>::OF,
                flags: rt::flag::SENSITIVE,
            },
            rt::Entry {
                wire: "lang",
                of: <super::types::Lang as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "level",
                of: <Option<super::types::Level> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "avatar",
                of: <Option<super::types::Rgb> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "watermark",
                of: <Option<super::super::common::types::Watermark> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for User {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for User {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for User {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for User {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `Button`.
///
/// Told apart by `type`.
#[derive(Clone)]
#[non_exhaustive]
pub enum Button {
    /// Without a tag.
    SubMenu(SubMenu),
    /// `view`
    View(View),
    /// One that is not described here, as it came.
    Other {
        /// The tag's value.
        tag: String,
        /// Its content.
        content: rt::Value,
    },
}
impl Default for Button {
    /// Nothing.
    fn default() -> Self {
        Self::Other {
            tag: String::new(),
            content: rt::Value::Null,
        }
    }
}
impl From<SubMenu> for Button {
    fn from(content: SubMenu) -> Self {
        Self::SubMenu(content)
    }
}
impl From<View> for Button {
    fn from(content: View) -> Self {
        Self::View(content)
    }
}
impl rt::Union for Button {
    const SHAPE: &'static rt::UnionShape = &rt::UnionShape::new::<
        Self,
    >(
        "Button",
        "type",
        rt::Layout::Flat,
        &[
            rt::Variant {
                tag: None,
                content: "",
            },
            rt::Variant {
                tag: Some("view"),
                content: "view",
            },
        ],
    );
    fn start(index: usize) -> Option<Self> {
        Some(
            match index {
                0 => Self::SubMenu(Default::default()),
                1 => Self::View(Default::default()),
                _ => return None,
            },
        )
    }
    fn content_mut(&mut self) -> Option<rt::Content<'_>> {
        match self {
            Self::SubMenu(content) => Some(rt::Content::of(content)),
            Self::View(content) => Some(rt::Content::of(content)),
            _ => None,
        }
    }
    fn content(&self) -> (usize, Option<rt::View<'_>>) {
        match self {
            Self::SubMenu(content) => (0, Some(rt::View::of(content))),
            Self::View(content) => (1, Some(rt::View::of(content))),
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
unsafe impl rt::Type for Button {
    const KIND: rt::Kind = <Self as rt::Union>::KIND;
}
impl rt::fmt::Debug for Button {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::choice_debug(self, f)
    }
}
impl rt::Serialize for Button {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize_union(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Button {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize_union(from)
    }
}
