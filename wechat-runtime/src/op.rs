//! What generated code says about WeChat, as constants: operations, products, credentials, kinds
//! of app. Plain data that the client reads; nothing here acts.

use std::fmt;

/// One endpoint.
#[derive(Debug)]
pub struct Op {
    /// `login.code2session`, for errors, spans and the simulator.
    pub name: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path, `{name}` where a parameter stands.
    pub path: &'static str,
    /// Another host than the product's.
    pub host: Option<&'static str>,
    /// The credential it carries.
    pub auth: Auth,
    /// How it is signed besides.
    pub sign: &'static [CallSign],
    /// How its body is written.
    pub body: Body,
    /// Always sent.
    pub consts: &'static [Const],
    /// Where its return code sits, when not where the product says.
    pub envelope: Option<&'static Envelope>,
    /// Further rules for success.
    pub rules: &'static [Rule],
    /// May be sent again after a transport error.
    pub idempotent: bool,
    /// What comes back.
    pub reply: Reply,
}

impl Op {
    /// An operation with nothing but a name, a method and a path: the product's credential and
    /// envelope, a JSON answer. Generated code overrides the rest with `..Op::NEW`.
    pub const NEW: Op = Op {
        name: "",
        method: Method::Get,
        path: "",
        host: None,
        auth: Auth::Product,
        sign: &[],
        body: Body::None,
        consts: &[],
        envelope: None,
        rules: &[],
        idempotent: false,
        reply: Reply::Json,
    };
}

/// HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

/// Which credential a call carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// The product's own.
    Product,
    /// None.
    None,
    /// The product's credential of that name.
    Named(&'static str),
}

/// How a request body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// No body.
    None,
    /// A JSON object.
    Json,
    /// An XML document (feature `xml`).
    Xml,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Multipart when the `file` field is set, JSON otherwise.
    JsonOrMultipart,
    /// The bytes of the one `file` field.
    Raw,
    /// The text of the one string field.
    Text,
    /// A JSON object, encrypted with the app's key (feature `crypto`).
    EncryptedJson,
    /// An XML document, encrypted as pushed messages are: in the field `encrypt` of a JSON object, or in
    /// a part of this name beside the `file` field (features `crypto` and `xml`).
    EncryptedXml,
}

/// What form the answer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// JSON with an envelope.
    Json,
    /// XML with an envelope (feature `xml`).
    Xml,
    /// Bytes, or a JSON error.
    Binary,
    /// Bytes for the record's `file` field, or JSON for the others.
    BinaryOrJson,
    /// Text.
    Text,
    /// JSON with an envelope, encrypted with the app's key; an error may come in the open.
    EncryptedJson,
}

/// A constant field of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Const {
    /// Wire name.
    pub name: &'static str,
    /// Where it travels.
    pub place: Place,
    /// Its value.
    pub value: Value,
}

/// Where a field travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the body.
    Body,
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
}

/// The value of a constant.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// A string.
    Text(&'static str),
    /// An integer.
    Int(i64),
    /// A fraction.
    Float(f64),
    /// A bool.
    Bool(bool),
    /// `$name`: `appid`, `secret`, `token`, `force`, `now`, `env_version`; in a credential also a `per` key
    /// or another credential's name; `offset` in a list, `code` in an exchange.
    Variable(&'static str),
}

/// Where an answer keeps its return code; names may be dotted.
#[derive(Debug, PartialEq)]
pub struct Envelope {
    /// Field of the code; empty for none.
    pub code: &'static str,
    /// Field of the message.
    pub message: &'static str,
    /// Codes that are success. Absent, null and empty are success too.
    pub ok: &'static [Code],
}

/// A return code in a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// `0`
    Number(i64),
    /// `SUCCESS`
    Word(&'static str),
}

/// An extra rule for success.
#[derive(Debug)]
pub enum Rule {
    /// The value at this dotted path is one of these, or absent.
    Is(&'static str, &'static [Code]),
    /// The body is not empty.
    NonEmptyBody,
}

/// A product: a host, an envelope, credentials.
#[derive(Debug)]
pub struct Product {
    /// `mini_program`
    pub name: &'static str,
    /// `https://api.weixin.qq.com`
    pub host: &'static str,
    /// Where answers keep their return code.
    pub envelope: Envelope,
    /// The credential that calls carry unless they say otherwise.
    pub auth: Option<&'static str>,
    /// All its credentials.
    pub credentials: &'static [Credential],
    /// One-time codes that become credentials.
    pub exchanges: &'static [Exchange],
    /// What its return codes mean, sorted by code.
    pub codes: &'static [&'static [CodeInfo]],
}

/// A token or ticket: one row of the credential engine.
#[derive(Debug)]
pub struct Credential {
    /// `access_token`
    pub name: &'static str,
    /// The credential its own fetch call carries.
    pub uses: Option<&'static str>,
    /// How it is fetched; `None` when it is pushed, or saved by another fetch or an exchange.
    pub fetch: Option<Fetch>,
    /// The event that brings it.
    pub pushed: Option<Pushed>,
    /// How calls carry it.
    pub send: Option<Send>,
    /// How calls that carry it are signed, and its own fetch.
    pub sign: Option<Sign>,
    /// Codes of a call that say this value is dead.
    pub stale: &'static [i64],
    /// Further parts of its key.
    pub per: &'static [&'static str],
    /// Never evicted.
    pub durable: bool,
    /// Good for one use: fetched anew each time, and kept nowhere.
    pub once: bool,
    /// Seconds it lives when nothing that comes with it says so; `None` for ever.
    pub life: Option<u64>,
    /// (answer field, credential to store it in)
    pub saves: &'static [(&'static str, &'static str)],
    /// A list that has its value too, for when it was lost.
    pub recover: Option<Recover>,
}

impl Credential {
    /// With nothing set: `Credential { name: "access_token", ..Credential::NEW }`.
    pub const NEW: Credential = Credential {
        name: "",
        uses: None,
        fetch: None,
        pushed: None,
        send: None,
        sign: None,
        stale: &[],
        per: &[],
        durable: false,
        once: false,
        life: None,
        saves: &[],
        recover: None,
    };
}

/// The call that lists the values of a credential for all accounts, page by page.
#[derive(Debug)]
pub struct Recover {
    /// The credential that the call carries.
    pub uses: Option<&'static str>,
    /// The call. Its `value` is a field of each row; its request has `$offset` where the number of
    /// rows to leave out belongs.
    pub fetch: Fetch,
    /// Dotted answer field of the rows. A row names the account by fields called like the `per` keys.
    pub rows: &'static str,
    /// How many rows a page has; a shorter one is the last.
    pub page: u32,
}

/// A pushed event and the field of it that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// Its `InfoType`: `suite_ticket`.
    pub event: &'static str,
    /// `SuiteTicket`
    pub field: &'static str,
}

impl fmt::Display for Pushed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.event)
    }
}

/// A one-time code, pushed or brought by a redirect, that a call changes into credentials of the
/// account that the answer names.
#[derive(Debug)]
pub struct Exchange {
    /// `authorization_code`
    pub name: &'static str,
    /// The credential that the call carries.
    pub uses: Option<&'static str>,
    /// The call, with `$code` in its request. Its `value` is the dotted answer field that names the
    /// account; `expires` holds for those of the saved credentials that have a fetch.
    pub fetch: Fetch,
    /// The part of credentials' keys that the account is.
    pub per: &'static str,
    /// (dotted answer field, credential to store it in)
    pub saves: &'static [(&'static str, &'static str)],
    /// Events that bring a code.
    pub pushed: &'static [Pushed],
    /// Events after which the account's credentials are dead; the field names the account.
    pub revoked: &'static [Pushed],
}

/// The call that fetches a credential.
#[derive(Debug)]
pub struct Fetch {
    /// HTTP method: the request travels in the query for GET, as a JSON body otherwise.
    pub method: Method,
    /// Path.
    pub path: &'static str,
    /// Another host than the product's.
    pub host: Option<&'static str>,
    /// What is sent.
    pub request: &'static [(&'static str, Value)],
    /// Dotted answer field of the value.
    pub value: &'static str,
    /// Dotted answer field of the seconds it lives.
    pub expires: Option<&'static str>,
}

/// How a call carries a credential.
#[derive(Clone, Copy, Debug)]
pub enum Send {
    /// In the query under this name.
    Query(&'static str),
    /// In this header.
    Header(&'static str),
    /// In the JSON body under this name.
    Body(&'static str),
}

/// How a call is signed (feature `crypto`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// With a digest over the app's token, time, nonce and body, in headers.
    Md5,
}

/// How a single call is signed, in the query, over its body as it is sent (feature `crypto`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallSign {
    /// `pay_sig`, with the app key of payment.
    Pay,
    /// `signature`, with the user's session key.
    Session,
}

/// What a return code means.
#[derive(Debug)]
pub struct CodeInfo {
    /// The code.
    pub code: Code,
    /// `INVALID_CODE`, or empty.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// What kind of failure it is.
    pub class: Class,
    /// What to do about it, or empty.
    pub fix: &'static str,
}

/// What kind of failure a return code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// A token or ticket is not valid any more.
    StaleCredential,
    /// WeChat is busy: try again later.
    Busy,
    /// Too many calls in a short time.
    RateLimited,
    /// A quota is used up.
    Quota,
    /// The app may not do this.
    Permission,
    /// The request must be changed.
    InvalidArgument,
    /// What it names does not exist.
    NotFound,
    /// The user did not allow it or cannot receive it.
    UserRefused,
    /// The account, app or content is blocked.
    Frozen,
    /// Anything else.
    Other,
}
