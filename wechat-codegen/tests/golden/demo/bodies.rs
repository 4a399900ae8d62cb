#[allow(unused_imports)]
use ::wechat_app::__private::v0_1 as rt;
#[allow(unused_imports)]
use rt::prelude::*;
/// 请求体 How bodies are written.
///
/// A method an endpoint; each returns a call to be awaited.
///
/// *Feature `golden`.*
#[derive(Clone, Copy, Debug)]
pub struct BodiesApi<'a> {
    client: &'a rt::Client,
}
impl<'a> BodiesApi<'a> {
    /// The calls of this group, made by `client`.
    pub fn new(client: &'a rt::Client) -> Self {
        Self { client }
    }
    /// The body is the file.
    ///
    /// `POST /voice`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/voice")]
    pub fn put_voice(&self, request: impl Into<PutVoice>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "bodies.put_voice",
            method: rt::Method::Post,
            path: "/voice",
            body: rt::Body::Raw,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// The body is a text, and so is the answer.
    ///
    /// `POST /translate`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/translate")]
    pub fn translate(&self, request: impl Into<Translate>) -> rt::Call<String> {
        const OP: rt::Op = rt::Op {
            name: "bodies.translate",
            method: rt::Method::Post,
            path: "/translate",
            body: rt::Body::Text,
            reply: rt::Reply::Text,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// A file with texts and JSON beside it, a constant first.
    ///
    /// `POST /material`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/material")]
    pub fn add_material(&self, request: impl Into<AddMaterial>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "bodies.add_material",
            method: rt::Method::Post,
            path: "/material",
            body: rt::Body::Multipart,
            consts: &[
                rt::Const {
                    name: "source",
                    place: rt::Place::Body,
                    value: rt::OpValue::Text("sdk"),
                },
            ],
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// A JSON part before the file.
    ///
    /// `POST /v3/media`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/v3/media")]
    pub fn upload_image(&self, request: impl Into<UploadImage>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "bodies.upload_image",
            method: rt::Method::Post,
            path: "/v3/media",
            body: rt::Body::Multipart,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// JSON, or multipart when there is a file.
    ///
    /// `POST /check`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/check")]
    pub fn check_image(&self, request: impl Into<CheckImage>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "bodies.check_image",
            method: rt::Method::Post,
            path: "/check",
            body: rt::Body::JsonOrMultipart,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// A form.
    ///
    /// `POST /form`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/form")]
    pub fn form(&self, request: impl Into<Form>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "bodies.form",
            method: rt::Method::Post,
            path: "/form",
            body: rt::Body::Form,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// XML on both sides.
    ///
    /// `POST /xml`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/xml")]
    pub fn xml(&self, request: impl Into<Xml>) -> rt::Call<XmlResponse> {
        const OP: rt::Op = rt::Op {
            name: "bodies.xml",
            method: rt::Method::Post,
            path: "/xml",
            body: rt::Body::Xml,
            reply: rt::Reply::Xml,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// An encrypted object; so is the answer. Signed.
    ///
    /// `POST /encrypted/json`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/encrypted/json")]
    pub fn encrypted_json(
        &self,
        request: impl Into<EncryptedJson>,
    ) -> rt::Call<EncryptedJsonResponse> {
        const OP: rt::Op = rt::Op {
            name: "bodies.encrypted_json",
            method: rt::Method::Post,
            path: "/encrypted/json",
            auth: rt::Auth::Named("bot_token"),
            body: rt::Body::EncryptedJson,
            reply: rt::Reply::EncryptedJson,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// An encrypted document, with the app's token in the path.
    ///
    /// `POST /encrypted/{TOKEN}/xml`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/encrypted/{TOKEN}/xml")]
    pub fn encrypted_xml(&self, request: impl Into<EncryptedXml>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "bodies.encrypted_xml",
            method: rt::Method::Post,
            path: "/encrypted/{TOKEN}/xml",
            body: rt::Body::EncryptedXml,
            consts: &[
                rt::Const {
                    name: "TOKEN",
                    place: rt::Place::Path,
                    value: rt::OpValue::Variable("token"),
                },
            ],
            rules: &[
                rt::Rule::Is("ret", &[rt::Code::Number(0)]),
                rt::Rule::Is("error", &[]),
            ],
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// Empty records on both sides: an empty object is sent.
    ///
    /// `POST /nothing`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/nothing")]
    pub fn nothing(&self) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "bodies.nothing",
            method: rt::Method::Post,
            path: "/nothing",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, None)
    }
    /// A record without fields.
    ///
    /// `POST /empty`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/empty")]
    pub fn send_empty(&self, request: impl Into<SendEmpty>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "bodies.send_empty",
            method: rt::Method::Post,
            path: "/empty",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
}
/// Gives [`BodiesApi`] to apps of the kinds that may call it.
pub trait BodiesGroup: rt::WeChatApp {
    /// 请求体 How bodies are written.
    fn bodies(&self) -> BodiesApi<'_>;
}
impl<A: rt::WeChatApp> BodiesGroup for A
where
    A::Kind: rt::Calls<BodiesApi<'static>>,
{
    fn bodies(&self) -> BodiesApi<'_> {
        BodiesApi::new(self.client())
    }
}
impl rt::Calls<BodiesApi<'static>> for rt::kind::MiniProgram {}
impl rt::Calls<BodiesApi<'static>> for rt::kind::Any {}
/// What [`put_voice`](BodiesApi::put_voice) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct PutVoice {
    /// `voice_id`
    pub voice_id: String,
    /// `data`
    pub data: rt::File,
}
impl PutVoice {
    /// With all it takes.
    pub fn new(voice_id: impl Into<String>, data: impl Into<rt::File>) -> Self {
        Self {
            voice_id: voice_id.into(),
            data: data.into(),
        }
    }
}
unsafe impl rt::Record for PutVoice {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "PutVoice",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "voice_id",
                of: <String as rt::Type>::OF,
                flags: rt::flag::QUERY,
            },
            rt::Entry {
                wire: "data",
                of: <rt::File as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for PutVoice {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for PutVoice {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for PutVoice {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for PutVoice {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`translate`](BodiesApi::translate) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Translate {
    /// `lfrom`
    pub lfrom: String,
    /// `content`
    pub content: String,
}
impl Translate {
    /// With all it takes.
    pub fn new(lfrom: impl Into<String>, content: impl Into<String>) -> Self {
        Self {
            lfrom: lfrom.into(),
            content: content.into(),
        }
    }
}
unsafe impl rt::Record for Translate {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Translate",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "lfrom",
                of: <String as rt::Type>::OF,
                flags: rt::flag::QUERY,
            },
            rt::Entry {
                wire: "content",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Translate {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Translate {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Translate {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Translate {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`add_material`](BodiesApi::add_material) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct AddMaterial {
    /// `type`
    pub r#type: String,
    /// `media`
    pub media: rt::File,
    /// `introduction`
    pub introduction: Option<String>,
    /// `tags`
    pub tags: Option<Vec<String>>,
    /// `description`
    pub description: Option<Description>,
}
impl AddMaterial {
    /// With what is required; setters add the rest.
    pub fn new(r#type: impl Into<String>, media: impl Into<rt::File>) -> Self {
        Self {
            r#type: r#type.into(),
            media: media.into(),
            ..Default::default()
        }
    }
    /// `introduction`
    pub fn introduction(mut self, introduction: impl Into<String>) -> Self {
        self.introduction = Some(introduction.into());
        self
    }
    /// `tags`
    pub fn tags(mut self, tags: impl rt::IntoList<String>) -> Self {
        self.tags = Some(rt::IntoList::into_list(tags));
        self
    }
    /// `description`
    pub fn description(mut self, description: impl Into<Description>) -> Self {
        self.description = Some(description.into());
        self
    }
}
unsafe impl rt::Record for AddMaterial {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "AddMaterial",
        &rt::fields::<
            Self,
            5,
        >([
            rt::Entry {
                wire: "type",
                of: <String as rt::Type>::OF,
                flags: rt::flag::QUERY,
            },
            rt::Entry {
                wire: "media",
                of: <rt::File as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "introduction",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "tags",
                of: <Option<Vec<String>> as rt::Type>::OF,
                flags: rt::flag::JSON,
            },
            rt::Entry {
                wire: "description",
                of: <Option<Description> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for AddMaterial {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for AddMaterial {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for AddMaterial {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for AddMaterial {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `Description`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Description {
    /// `title`
    pub title: String,
    /// `introduction`
    pub introduction: Option<String>,
}
impl Description {
    /// With what is required; setters add the rest.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Default::default()
        }
    }
    /// `introduction`
    pub fn introduction(mut self, introduction: impl Into<String>) -> Self {
        self.introduction = Some(introduction.into());
        self
    }
}
impl From<&str> for Description {
    fn from(title: &str) -> Self {
        Self::new(title)
    }
}
impl From<String> for Description {
    fn from(title: String) -> Self {
        Self::new(title)
    }
}
unsafe impl rt::Record for Description {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Description",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "title",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "introduction",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Description {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Description {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Description {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Description {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`upload_image`](BodiesApi::upload_image) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct UploadImage {
    /// `meta`
    pub meta: Meta,
    /// `file`
    pub file: rt::File,
}
impl UploadImage {
    /// With all it takes.
    pub fn new(meta: impl Into<Meta>, file: impl Into<rt::File>) -> Self {
        Self {
            meta: meta.into(),
            file: file.into(),
        }
    }
}
unsafe impl rt::Record for UploadImage {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "UploadImage",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "meta",
                of: <Meta as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "file",
                of: <rt::File as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for UploadImage {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for UploadImage {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for UploadImage {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for UploadImage {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `Meta`.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Meta {
    /// `filename`
    pub filename: String,
    /// `sha256`
    pub sha256: String,
}
impl Meta {
    /// With all it takes.
    pub fn new(filename: impl Into<String>, sha256: impl Into<String>) -> Self {
        Self {
            filename: filename.into(),
            sha256: sha256.into(),
        }
    }
}
unsafe impl rt::Record for Meta {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Meta",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "filename",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "sha256",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Meta {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Meta {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Meta {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Meta {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`check_image`](BodiesApi::check_image) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct CheckImage {
    /// `img_url`
    pub img_url: Option<String>,
    /// `img`
    pub img: Option<rt::File>,
}
impl CheckImage {
    /// Nothing is required; setters add the rest.
    pub fn new() -> Self {
        Default::default()
    }
    /// `img_url`
    pub fn img_url(mut self, img_url: impl Into<String>) -> Self {
        self.img_url = Some(img_url.into());
        self
    }
    /// `img`
    pub fn img(mut self, img: impl Into<rt::File>) -> Self {
        self.img = Some(img.into());
        self
    }
}
unsafe impl rt::Record for CheckImage {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "CheckImage",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "img_url",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "img",
                of: <Option<rt::File> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for CheckImage {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for CheckImage {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for CheckImage {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for CheckImage {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`form`](BodiesApi::form) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Form {
    /// `a`
    pub a: String,
    /// `list`
    pub list: Vec<String>,
    /// `n`
    pub n: Option<i64>,
}
impl Form {
    /// With what is required; setters add the rest.
    pub fn new(a: impl Into<String>, list: impl rt::IntoList<String>) -> Self {
        Self {
            a: a.into(),
            list: rt::IntoList::into_list(list),
            ..Default::default()
        }
    }
    /// `n`
    pub fn n(mut self, n: i64) -> Self {
        self.n = Some(n);
        self
    }
}
unsafe impl rt::Record for Form {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Form",
        &rt::fields::<
            Self,
            3,
        >([
            rt::Entry {
                wire: "a",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "list",
                of: <Vec<String> as rt::Type>::OF,
                flags: rt::flag::JSON,
            },
            rt::Entry {
                wire: "n",
                of: <Option<i64> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Form {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Form {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Form {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Form {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`xml`](BodiesApi::xml) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Xml {
    /// `mch_id`
    pub mch_id: String,
    /// `total_fee`
    pub total_fee: rt::Fen,
}
impl Xml {
    /// With all it takes.
    pub fn new(mch_id: impl Into<String>, total_fee: impl Into<rt::Fen>) -> Self {
        Self {
            mch_id: mch_id.into(),
            total_fee: total_fee.into(),
        }
    }
}
unsafe impl rt::Record for Xml {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Xml",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "mch_id",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "total_fee",
                of: <rt::Fen as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Xml {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Xml {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Xml {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Xml {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`xml`](BodiesApi::xml) answers.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct XmlResponse {
    /// `prepay_id`
    pub prepay_id: String,
}
unsafe impl rt::Record for XmlResponse {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "XmlResponse",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "prepay_id",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for XmlResponse {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for XmlResponse {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for XmlResponse {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for XmlResponse {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`encrypted_json`](BodiesApi::encrypted_json) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct EncryptedJson {
    /// `query`
    pub query: String,
}
impl EncryptedJson {
    /// With all it takes.
    pub fn new(query: impl Into<String>) -> Self {
        Self { query: query.into() }
    }
}
impl From<&str> for EncryptedJson {
    fn from(query: &str) -> Self {
        Self::new(query)
    }
}
impl From<String> for EncryptedJson {
    fn from(query: String) -> Self {
        Self::new(query)
    }
}
unsafe impl rt::Record for EncryptedJson {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "EncryptedJson",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "query",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for EncryptedJson {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for EncryptedJson {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for EncryptedJson {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for EncryptedJson {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`encrypted_json`](BodiesApi::encrypted_json) answers.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct EncryptedJsonResponse {
    /// `answer`
    pub answer: String,
}
unsafe impl rt::Record for EncryptedJsonResponse {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "EncryptedJsonResponse",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "answer",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for EncryptedJsonResponse {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for EncryptedJsonResponse {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for EncryptedJsonResponse {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for EncryptedJsonResponse {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`encrypted_xml`](BodiesApi::encrypted_xml) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct EncryptedXml {
    /// `msg`
    pub msg: String,
}
impl EncryptedXml {
    /// With all it takes.
    pub fn new(msg: impl Into<String>) -> Self {
        Self { msg: msg.into() }
    }
}
impl From<&str> for EncryptedXml {
    fn from(msg: &str) -> Self {
        Self::new(msg)
    }
}
impl From<String> for EncryptedXml {
    fn from(msg: String) -> Self {
        Self::new(msg)
    }
}
unsafe impl rt::Record for EncryptedXml {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "EncryptedXml",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "msg",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for EncryptedXml {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for EncryptedXml {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for EncryptedXml {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for EncryptedXml {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`send_empty`](BodiesApi::send_empty) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct SendEmpty {
    /// `menu`
    pub menu: Empty,
}
impl SendEmpty {
    /// With all it takes.
    pub fn new(menu: impl Into<Empty>) -> Self {
        Self { menu: menu.into() }
    }
}
impl From<Empty> for SendEmpty {
    fn from(menu: Empty) -> Self {
        Self::new(menu)
    }
}
unsafe impl rt::Record for SendEmpty {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "SendEmpty",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "menu",
                of: <Empty as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for SendEmpty {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for SendEmpty {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for SendEmpty {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for SendEmpty {
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
