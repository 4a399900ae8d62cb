#[allow(unused_imports)]
use ::wechat_app::__private::v0_1 as rt;
#[allow(unused_imports)]
use rt::prelude::*;
/// 参数位置 Where parameters travel.
///
/// A method an endpoint; each returns a call to be awaited.
///
/// *Feature `golden`.*
#[derive(Clone, Copy, Debug)]
pub struct PlacesApi<'a> {
    client: &'a rt::Client,
}
impl<'a> PlacesApi<'a> {
    /// The calls of this group, made by `client`.
    pub fn new(client: &'a rt::Client) -> Self {
        Self { client }
    }
    /// 关闭订单
    ///
    /// A parameter in the middle of the path.
    ///
    /// `POST /v3/pay/out-trade-no/{out_trade_no}/close` · [official page](https://pay.demo.example/docs/close.html)
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/v3/pay/out-trade-no/{out_trade_no}/close")]
    pub fn close(&self, request: impl Into<Close>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.close",
            method: rt::Method::Post,
            path: "/v3/pay/out-trade-no/{out_trade_no}/close",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// Several in one segment, in another order than the fields.
    ///
    /// `GET /{version}/bills/{kind}.{date}`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/{version}/bills/{kind}.{date}")]
    pub fn find_bill(&self, request: impl Into<FindBill>) -> rt::Call<FindBillResponse> {
        const OP: rt::Op = rt::Op {
            name: "places.find_bill",
            method: rt::Method::Get,
            path: "/{version}/bills/{kind}.{date}",
            idempotent: true,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// Constants in the query.
    ///
    /// `GET /sns/oauth2/access_token`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/sns/oauth2/access_token")]
    pub fn exchange(&self, request: impl Into<Exchange>) -> rt::Call<ExchangeResponse> {
        const OP: rt::Op = rt::Op {
            name: "places.exchange",
            method: rt::Method::Get,
            path: "/sns/oauth2/access_token",
            auth: rt::Auth::None,
            consts: &[
                rt::Const {
                    name: "appid",
                    place: rt::Place::Query,
                    value: rt::OpValue::Variable("appid"),
                },
                rt::Const {
                    name: "secret",
                    place: rt::Place::Query,
                    value: rt::OpValue::Variable("secret"),
                },
                rt::Const {
                    name: "grant_type",
                    place: rt::Place::Query,
                    value: rt::OpValue::Text("authorization_code"),
                },
            ],
            idempotent: true,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// Constants in the body, and one in the query of a POST.
    ///
    /// `POST /mark`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/mark")]
    pub fn mark(&self) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.mark",
            method: rt::Method::Post,
            path: "/mark",
            body: rt::Body::Json,
            consts: &[
                rt::Const {
                    name: "level",
                    place: rt::Place::Body,
                    value: rt::OpValue::Int(2),
                },
                rt::Const {
                    name: "rate",
                    place: rt::Place::Body,
                    value: rt::OpValue::Float(0.5),
                },
                rt::Const {
                    name: "on",
                    place: rt::Place::Body,
                    value: rt::OpValue::Bool(true),
                },
                rt::Const {
                    name: "price",
                    place: rt::Place::Body,
                    value: rt::OpValue::Text("$5"),
                },
                rt::Const {
                    name: "debug",
                    place: rt::Place::Query,
                    value: rt::OpValue::Int(1),
                },
            ],
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, None)
    }
    /// Parameters in headers.
    ///
    /// `POST /serial`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/serial")]
    pub fn serial(&self, request: impl Into<Serial>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.serial",
            method: rt::Method::Post,
            path: "/serial",
            body: rt::Body::Json,
            consts: &[
                rt::Const {
                    name: "X-Version",
                    place: rt::Place::Header,
                    value: rt::OpValue::Text("2"),
                },
            ],
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// Another host than the product's.
    ///
    /// `GET https://file.demo.example/cgi-bin/media/get`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/cgi-bin/media/get")]
    pub fn audio(&self, request: impl Into<Audio>) -> rt::Call<rt::Binary> {
        const OP: rt::Op = rt::Op {
            name: "places.audio",
            method: rt::Method::Get,
            path: "/cgi-bin/media/get",
            host: Some("https://file.demo.example"),
            idempotent: true,
            reply: rt::Reply::Binary,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// One of two calls with one path.
    ///
    /// `POST /qrcode/create`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/qrcode/create")]
    pub fn create_temporary(&self, request: impl Into<CreateTemporary>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.create_temporary",
            method: rt::Method::Post,
            path: "/qrcode/create",
            body: rt::Body::Json,
            consts: &[
                rt::Const {
                    name: "action_name",
                    place: rt::Place::Body,
                    value: rt::OpValue::Text("QR_SCENE"),
                },
            ],
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// The other of two calls with one path.
    ///
    /// `POST /qrcode/create`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/qrcode/create")]
    pub fn create_permanent(&self, request: impl Into<CreatePermanent>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.create_permanent",
            method: rt::Method::Post,
            path: "/qrcode/create",
            body: rt::Body::Json,
            consts: &[
                rt::Const {
                    name: "action_name",
                    place: rt::Place::Body,
                    value: rt::OpValue::Text("QR_LIMIT_SCENE"),
                },
            ],
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// A query beside a body, with the same name in both.
    ///
    /// `POST /search`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/search")]
    pub fn search(&self, request: impl Into<Search>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.search",
            method: rt::Method::Post,
            path: "/search",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// Another credential, which goes into a header.
    ///
    /// `GET /signed`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/signed")]
    pub fn signed(&self) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.signed",
            method: rt::Method::Get,
            path: "/signed",
            auth: rt::Auth::Named("ticket"),
            idempotent: true,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, None)
    }
    /// A POST without a body; its constant and its option are in the query.
    ///
    /// `POST /clear`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/clear")]
    pub fn clear(&self, request: impl Into<Clear>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.clear",
            method: rt::Method::Post,
            path: "/clear",
            consts: &[
                rt::Const {
                    name: "appid",
                    place: rt::Place::Query,
                    value: rt::OpValue::Variable("appid"),
                },
            ],
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// Fields with defaults: a setting of the app in the body, a word in the query.
    ///
    /// `POST /code`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/code")]
    pub fn code(&self, request: impl Into<Code>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.code",
            method: rt::Method::Post,
            path: "/code",
            body: rt::Body::Json,
            consts: &[
                rt::Const {
                    name: "env_version",
                    place: rt::Place::Body,
                    value: rt::OpValue::Variable("env_version"),
                },
                rt::Const {
                    name: "lang",
                    place: rt::Place::Query,
                    value: rt::OpValue::Text("zh_CN"),
                },
            ],
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// Records of the product, sent and received.
    ///
    /// `POST /paint`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/paint")]
    pub fn paint(
        &self,
        request: impl Into<super::types::Rgb>,
    ) -> rt::Call<super::types::Rgb> {
        const OP: rt::Op = rt::Op {
            name: "places.paint",
            method: rt::Method::Post,
            path: "/paint",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// A DELETE with a query.
    ///
    /// `DELETE /thing/{id}`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/thing/{id}")]
    pub fn remove(&self, request: impl Into<Remove>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.remove",
            method: rt::Method::Delete,
            path: "/thing/{id}",
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// A DELETE with a body.
    ///
    /// `DELETE /things`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/things")]
    pub fn remove_many(&self, request: impl Into<RemoveMany>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.remove_many",
            method: rt::Method::Delete,
            path: "/things",
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
    /// `PATCH /thing`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/thing")]
    pub fn touch(&self) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.touch",
            method: rt::Method::Patch,
            path: "/thing",
            body: rt::Body::Json,
            idempotent: true,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, None)
    }
    /// `GET /old`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/old")]
    #[deprecated = "Use `touch`: it is \"better\"."]
    pub fn old(&self) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.old",
            method: rt::Method::Get,
            path: "/old",
            idempotent: true,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, None)
    }
    /// A body that is signed in the query, once with each key.
    ///
    /// *Signed with the app's `pay_key`, or `.pay_key(…)`, and the user's `.session_key(…)`.*
    ///
    /// `POST /signed_body`
    ///
    /// *Feature `golden`.*
    #[doc(alias = "/signed_body")]
    pub fn signed_body(&self, request: impl Into<SignedBody>) -> rt::Call<()> {
        const OP: rt::Op = rt::Op {
            name: "places.signed_body",
            method: rt::Method::Post,
            path: "/signed_body",
            sign: &[rt::CallSign::Pay, rt::CallSign::Session],
            body: rt::Body::Json,
            ..rt::Op::NEW
        };
        rt::Call::new(self.client, &OP, Some(rt::View::of(&request.into())))
    }
}
/// Gives [`PlacesApi`] to apps of the kinds that may call it.
pub trait PlacesGroup: rt::WeChatApp {
    /// 参数位置 Where parameters travel.
    fn places(&self) -> PlacesApi<'_>;
}
impl<A: rt::WeChatApp> PlacesGroup for A
where
    A::Kind: rt::Calls<PlacesApi<'static>>,
{
    fn places(&self) -> PlacesApi<'_> {
        PlacesApi::new(self.client())
    }
}
impl rt::Calls<PlacesApi<'static>> for rt::kind::MiniProgram {}
impl rt::Calls<PlacesApi<'static>> for rt::kind::Any {}
/// What [`close`](PlacesApi::close) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Close {
    /// `out_trade_no`
    pub out_trade_no: String,
    /// `mchid`
    pub mchid: String,
}
impl Close {
    /// With all it takes.
    pub fn new(out_trade_no: impl Into<String>, mchid: impl Into<String>) -> Self {
        Self {
            out_trade_no: out_trade_no.into(),
            mchid: mchid.into(),
        }
    }
}
unsafe impl rt::Record for Close {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Close",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "out_trade_no",
                of: <String as rt::Type>::OF,
                flags: rt::flag::PATH,
            },
            rt::Entry {
                wire: "mchid",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Close {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Close {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Close {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Close {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`find_bill`](PlacesApi::find_bill) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct FindBill {
    /// `date`
    pub date: String,
    /// `kind`
    pub kind: BillKind,
    /// `version`
    pub version: u32,
    /// `tar_type`
    pub tar_type: Option<String>,
}
impl FindBill {
    /// With what is required; setters add the rest.
    pub fn new(date: impl Into<String>, kind: BillKind, version: u32) -> Self {
        Self {
            date: date.into(),
            kind,
            version,
            ..Default::default()
        }
    }
    /// `tar_type`
    pub fn tar_type(mut self, tar_type: impl Into<String>) -> Self {
        self.tar_type = Some(tar_type.into());
        self
    }
}
unsafe impl rt::Record for FindBill {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "FindBill",
        &rt::fields::<
            Self,
            4,
        >([
            rt::Entry {
                wire: "date",
                of: <String as rt::Type>::OF,
                flags: rt::flag::PATH,
            },
            rt::Entry {
                wire: "kind",
                of: <BillKind as rt::Type>::OF,
                flags: rt::flag::PATH,
            },
            rt::Entry {
                wire: "version",
                of: <u32 as rt::Type>::OF,
                flags: rt::flag::PATH,
            },
            rt::Entry {
                wire: "tar_type",
                of: <Option<String> as rt::Type>::OF,
                flags: rt::flag::QUERY,
            },
        ]),
    );
}
impl Clone for FindBill {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for FindBill {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for FindBill {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for FindBill {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`find_bill`](PlacesApi::find_bill) answers.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct FindBillResponse {
    /// `url`
    pub url: String,
}
unsafe impl rt::Record for FindBillResponse {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "FindBillResponse",
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
impl Clone for FindBillResponse {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for FindBillResponse {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for FindBillResponse {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for FindBillResponse {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`exchange`](PlacesApi::exchange) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Exchange {
    /// `code`
    pub code: String,
}
impl Exchange {
    /// With all it takes.
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into() }
    }
}
impl From<&str> for Exchange {
    fn from(code: &str) -> Self {
        Self::new(code)
    }
}
impl From<String> for Exchange {
    fn from(code: String) -> Self {
        Self::new(code)
    }
}
unsafe impl rt::Record for Exchange {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Exchange",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "code",
                of: <String as rt::Type>::OF,
                flags: rt::flag::QUERY,
            },
        ]),
    );
}
impl Clone for Exchange {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Exchange {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Exchange {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Exchange {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`exchange`](PlacesApi::exchange) answers.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct ExchangeResponse {
    /// `access_token`
    pub access_token: rt::Secret,
    /// `expires_in`
    pub expires_in: i64,
}
unsafe impl rt::Record for ExchangeResponse {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "ExchangeResponse",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "access_token",
                of: <rt::Secret as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "expires_in",
                of: <i64 as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for ExchangeResponse {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for ExchangeResponse {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for ExchangeResponse {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for ExchangeResponse {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`serial`](PlacesApi::serial) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Serial {
    /// `Wechatpay-Serial`
    pub wechatpay_serial: String,
    /// `total`
    pub total: u32,
}
impl Serial {
    /// With all it takes.
    pub fn new(wechatpay_serial: impl Into<String>, total: u32) -> Self {
        Self {
            wechatpay_serial: wechatpay_serial.into(),
            total,
        }
    }
}
unsafe impl rt::Record for Serial {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Serial",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "Wechatpay-Serial",
                of: <String as rt::Type>::OF,
                flags: rt::flag::HEADER,
            },
            rt::Entry {
                wire: "total",
                of: <u32 as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for Serial {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Serial {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Serial {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Serial {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`audio`](PlacesApi::audio) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Audio {
    /// `media_id`
    pub media_id: String,
}
impl Audio {
    /// With all it takes.
    pub fn new(media_id: impl Into<String>) -> Self {
        Self { media_id: media_id.into() }
    }
}
impl From<&str> for Audio {
    fn from(media_id: &str) -> Self {
        Self::new(media_id)
    }
}
impl From<String> for Audio {
    fn from(media_id: String) -> Self {
        Self::new(media_id)
    }
}
unsafe impl rt::Record for Audio {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Audio",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "media_id",
                of: <String as rt::Type>::OF,
                flags: rt::flag::QUERY,
            },
        ]),
    );
}
impl Clone for Audio {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Audio {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Audio {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Audio {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`create_temporary`](PlacesApi::create_temporary) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct CreateTemporary {
    /// `scene`
    pub scene: i64,
}
impl CreateTemporary {
    /// With all it takes.
    pub fn new(scene: i64) -> Self {
        Self { scene }
    }
}
impl From<i64> for CreateTemporary {
    fn from(scene: i64) -> Self {
        Self::new(scene)
    }
}
unsafe impl rt::Record for CreateTemporary {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "CreateTemporary",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "scene",
                of: <i64 as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for CreateTemporary {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for CreateTemporary {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for CreateTemporary {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for CreateTemporary {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`create_permanent`](PlacesApi::create_permanent) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct CreatePermanent {
    /// `scene`
    pub scene: i64,
}
impl CreatePermanent {
    /// With all it takes.
    pub fn new(scene: i64) -> Self {
        Self { scene }
    }
}
impl From<i64> for CreatePermanent {
    fn from(scene: i64) -> Self {
        Self::new(scene)
    }
}
unsafe impl rt::Record for CreatePermanent {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "CreatePermanent",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "scene",
                of: <i64 as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for CreatePermanent {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for CreatePermanent {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for CreatePermanent {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for CreatePermanent {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`search`](PlacesApi::search) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Search {
    /// `ids`
    pub ids: Vec<String>,
    /// `type`
    pub r#type: String,
    /// `type`
    pub query_type: String,
    /// `after`
    pub after: Option<String>,
}
impl Search {
    /// With what is required; setters add the rest.
    pub fn new(
        ids: impl rt::IntoList<String>,
        r#type: impl Into<String>,
        query_type: impl Into<String>,
    ) -> Self {
        Self {
            ids: rt::IntoList::into_list(ids),
            r#type: r#type.into(),
            query_type: query_type.into(),
            ..Default::default()
        }
    }
    /// `after`
    pub fn after(mut self, after: impl Into<String>) -> Self {
        self.after = Some(after.into());
        self
    }
}
unsafe impl rt::Record for Search {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Search",
        &rt::fields::<
            Self,
            4,
        >([
            rt::Entry {
                wire: "ids",
                of: <Vec<String> as rt::Type>::OF,
                flags: rt::flag::QUERY | rt::flag::COMMA,
            },
            rt::Entry {
                wire: "type",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "type",
                of: <String as rt::Type>::OF,
                flags: rt::flag::QUERY,
            },
            rt::Entry {
                wire: "after",
                of: <Option<String> as rt::Type>::OF,
                flags: rt::flag::QUERY,
            },
        ]),
    );
}
impl Clone for Search {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Search {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Search {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Search {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`clear`](PlacesApi::clear) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Clear {
    /// `dry`
    pub dry: Option<bool>,
}
impl Clear {
    /// Nothing is required; setters add the rest.
    pub fn new() -> Self {
        Default::default()
    }
    /// `dry`
    pub fn dry(mut self, dry: bool) -> Self {
        self.dry = Some(dry);
        self
    }
}
unsafe impl rt::Record for Clear {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Clear",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "dry",
                of: <Option<bool> as rt::Type>::OF,
                flags: rt::flag::QUERY,
            },
        ]),
    );
}
impl Clone for Clear {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Clear {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Clear {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Clear {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`code`](PlacesApi::code) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Code {
    /// `scene`
    pub scene: String,
    /// `env_version`
    pub env_version: Option<String>,
    /// `lang`
    pub lang: Option<String>,
}
impl Code {
    /// With what is required; setters add the rest.
    pub fn new(scene: impl Into<String>) -> Self {
        Self {
            scene: scene.into(),
            ..Default::default()
        }
    }
    /// `env_version`
    pub fn env_version(mut self, env_version: impl Into<String>) -> Self {
        self.env_version = Some(env_version.into());
        self
    }
    /// `lang`
    pub fn lang(mut self, lang: impl Into<String>) -> Self {
        self.lang = Some(lang.into());
        self
    }
}
impl From<&str> for Code {
    fn from(scene: &str) -> Self {
        Self::new(scene)
    }
}
impl From<String> for Code {
    fn from(scene: String) -> Self {
        Self::new(scene)
    }
}
unsafe impl rt::Record for Code {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Code",
        &rt::fields::<
            Self,
            3,
        >([
            rt::Entry {
                wire: "scene",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "env_version",
                of: <Option<String> as rt::Type>::OF,
                flags: 0,
            },
            rt::Entry {
                wire: "lang",
                of: <Option<String> as rt::Type>::OF,
                flags: rt::flag::QUERY,
            },
        ]),
    );
}
impl Clone for Code {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Code {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Code {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Code {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`remove`](PlacesApi::remove) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct Remove {
    /// `id`
    pub id: String,
    /// `why`
    pub why: Option<String>,
}
impl Remove {
    /// With what is required; setters add the rest.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            ..Default::default()
        }
    }
    /// `why`
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }
}
impl From<&str> for Remove {
    fn from(id: &str) -> Self {
        Self::new(id)
    }
}
impl From<String> for Remove {
    fn from(id: String) -> Self {
        Self::new(id)
    }
}
unsafe impl rt::Record for Remove {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "Remove",
        &rt::fields::<
            Self,
            2,
        >([
            rt::Entry {
                wire: "id",
                of: <String as rt::Type>::OF,
                flags: rt::flag::PATH,
            },
            rt::Entry {
                wire: "why",
                of: <Option<String> as rt::Type>::OF,
                flags: rt::flag::QUERY,
            },
        ]),
    );
}
impl Clone for Remove {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for Remove {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for Remove {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for Remove {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`remove_many`](PlacesApi::remove_many) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct RemoveMany {
    /// `ids`
    pub ids: Vec<String>,
}
impl RemoveMany {
    /// With all it takes.
    pub fn new(ids: impl rt::IntoList<String>) -> Self {
        Self {
            ids: rt::IntoList::into_list(ids),
        }
    }
}
impl From<Vec<String>> for RemoveMany {
    fn from(ids: Vec<String>) -> Self {
        Self::new(ids)
    }
}
unsafe impl rt::Record for RemoveMany {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "RemoveMany",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "ids",
                of: <Vec<String> as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for RemoveMany {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for RemoveMany {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for RemoveMany {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for RemoveMany {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// What [`signed_body`](PlacesApi::signed_body) sends.
#[derive(Default)]
#[non_exhaustive]
#[repr(C)]
pub struct SignedBody {
    /// `openid`
    pub openid: String,
}
impl SignedBody {
    /// With all it takes.
    pub fn new(openid: impl Into<String>) -> Self {
        Self { openid: openid.into() }
    }
}
impl From<&str> for SignedBody {
    fn from(openid: &str) -> Self {
        Self::new(openid)
    }
}
impl From<String> for SignedBody {
    fn from(openid: String) -> Self {
        Self::new(openid)
    }
}
unsafe impl rt::Record for SignedBody {
    const SHAPE: &'static rt::Shape = &rt::Shape::new(
        "SignedBody",
        &rt::fields::<
            Self,
            1,
        >([
            rt::Entry {
                wire: "openid",
                of: <String as rt::Type>::OF,
                flags: 0,
            },
        ]),
    );
}
impl Clone for SignedBody {
    #[inline]
    fn clone(&self) -> Self {
        rt::clone(self)
    }
}
impl rt::fmt::Debug for SignedBody {
    #[inline]
    fn fmt(&self, f: &mut rt::fmt::Formatter<'_>) -> rt::fmt::Result {
        rt::debug(self, f)
    }
}
impl rt::Serialize for SignedBody {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        rt::serialize(self, to)
    }
}
impl<'de> rt::Deserialize<'de> for SignedBody {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        rt::deserialize(from)
    }
}
/// WeChat's `BillKind`.
///
/// Values that WeChat adds later are kept in `Unknown`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BillKind {
    /// Trades.
    Trade,
    /// Refunds.
    Refund,
    /// Any other value, as it came.
    Unknown(String),
}
impl Default for BillKind {
    /// No value.
    fn default() -> Self {
        Self::Unknown(String::new())
    }
}
impl rt::TextEnum for BillKind {
    fn from_wire(wire: &str) -> Self {
        match wire {
            "trade" => Self::Trade,
            "refund" => Self::Refund,
            other => Self::Unknown(String::from(other)),
        }
    }
    fn as_wire(&self) -> &str {
        match self {
            Self::Trade => "trade",
            Self::Refund => "refund",
            Self::Unknown(other) => other,
        }
    }
}
unsafe impl rt::Type for BillKind {
    const KIND: rt::Kind = <Self as rt::TextEnum>::KIND;
}
impl From<&str> for BillKind {
    fn from(wire: &str) -> Self {
        <Self as rt::TextEnum>::from_wire(wire)
    }
}
impl rt::Serialize for BillKind {
    fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
        to.serialize_str(rt::TextEnum::as_wire(self))
    }
}
impl<'de> rt::Deserialize<'de> for BillKind {
    fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
        <String as rt::Deserialize>::deserialize(from)
            .map(|wire| <Self as rt::TextEnum>::from_wire(&wire))
    }
}
