//! The resolved catalogue: what the parser, the checker and the resolver hand to every reader of
//! specs (code generator, simulator, command line). Plain data, no spans, nothing of Rust but the
//! names a Rust user will see; whatever is here has been checked.

use std::path::PathBuf;

/// A product file (`api-specs/mini-program.toml`): a host, an envelope, credentials, and which
/// kinds of app may call it. Its `base` product is already merged in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Product {
    /// File stem with `-` as `_`: `mini_program`.
    pub name: String,
    /// The official Chinese title.
    pub title: String,
    /// What it is, in English.
    pub doc: String,
    /// `https://api.weixin.qq.com`, no trailing slash.
    pub host: String,
    /// Where the return code of an answer sits and which values are success.
    pub envelope: Envelope,
    /// Kinds of app that may call it: `mini_program`, `official_account`, …
    pub kinds: Vec<String>,
    /// Name of the credential that calls use unless they say `auth = "…"`.
    pub auth: Option<String>,
    /// Tokens and tickets, those of the base product first.
    pub credentials: Vec<Credential>,
    /// One-time codes that become credentials, those of the base product first.
    pub exchanges: Vec<Exchange>,
    /// Files this was read from (the product's own, its base's).
    pub files: Vec<PathBuf>,
}

/// Where an answer keeps its return code. Names may be dotted (`base_resp.ret`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Envelope {
    /// Field that holds the code; empty when the answer has no envelope.
    pub code: String,
    /// Field that holds the message.
    pub message: String,
    /// Codes that mean success. An absent code is success.
    pub ok: Vec<CodeValue>,
}

/// A return code: a number, or a word (`SIGN_ERROR`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodeValue {
    /// `40029`
    Number(i64),
    /// `SIGN_ERROR`
    Word(String),
}

/// A token or ticket: one row of the credential engine's table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Credential {
    /// Key in the file: `access_token`.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// The credential its own fetch call needs.
    pub uses: Option<String>,
    /// How it is fetched; `None` when it is pushed, or saved by another fetch or an exchange.
    pub fetch: Option<Fetch>,
    /// Event that brings it, instead of a fetch.
    pub pushed: Option<Pushed>,
    /// How calls carry it.
    pub send: Option<Send>,
    /// How calls that carry it are signed, and its own fetch.
    pub sign: Option<Sign>,
    /// Codes of any call that say: this value is dead.
    pub stale: Vec<i64>,
    /// Further parts of its key: `authorizer_appid`.
    pub per: Vec<String>,
    /// Never evicted; lives in the durable part of the store.
    pub durable: bool,
    /// Good for one use: fetched anew each time.
    pub once: bool,
    /// Seconds it lives when nothing that comes with it says so.
    pub life: Option<u64>,
    /// Answer field → credential to store it in (a new refresh token).
    pub saves: Vec<(String, String)>,
    /// A list that has its value too, for when it was lost.
    pub recover: Option<Recover>,
}

/// `"suite_ticket SuiteTicket"`: a pushed event and the field of it that counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pushed {
    /// The event, by its `InfoType`.
    pub event: String,
    /// The field.
    pub field: String,
}

/// A call that lists the values of a credential for all accounts, page by page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recover {
    /// The credential that the call carries.
    pub uses: Option<String>,
    /// The call; its `value` is a field of each row, `$offset` in its request the number of rows to
    /// leave out.
    pub fetch: Fetch,
    /// Dotted answer field of the rows. A row names the account by fields called like the parts of
    /// the credential's key.
    pub rows: String,
    /// How many rows a full page has.
    pub page: u32,
}

/// A one-time code, pushed or brought by a redirect, that a call changes into credentials of the
/// account that the answer names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchange {
    /// Key in the file: `authorization_code`.
    pub name: String,
    /// What the code is.
    pub doc: String,
    /// The credential that the call carries.
    pub uses: Option<String>,
    /// The call, with `$code` in its request; its `value` is the dotted answer field that names the
    /// account.
    pub fetch: Fetch,
    /// The part of credentials' keys that the account is.
    pub per: String,
    /// Answer field → credential to store it in.
    pub saves: Vec<(String, String)>,
    /// Events that bring a code.
    pub pushed: Vec<Pushed>,
    /// Events after which the account's credentials are dead; the field names the account.
    pub revoked: Vec<Pushed>,
}

/// The call that fetches a credential.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fetch {
    /// Method of the call.
    pub method: Method,
    /// Path of the call.
    pub path: String,
    /// Another host than the product's.
    pub host: Option<String>,
    /// What is sent: in the query for GET, as a JSON body otherwise.
    pub request: Vec<(String, Const)>,
    /// Dotted answer field that holds the value.
    pub value: String,
    /// Dotted answer field that holds the seconds it lives.
    pub expires: Option<String>,
}

/// How a call carries a credential.
#[derive(Clone, Debug, PartialEq)]
pub enum Send {
    /// `send = "query access_token"`
    Query(String),
    /// `send = "header Authorization"`
    Header(String),
    /// `send = "body component_access_token"`
    Body(String),
}

/// How a call is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `sign = "md5"`: by headers, with a digest over the app's token, time, nonce and body.
    Md5,
}

/// How a single call is signed: in the query, with an HMAC-SHA256 over the body as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallSign {
    /// `sign = "pay"`: `pay_sig`, over path, `&` and body, keyed with the app key of payment.
    Pay,
    /// `sign = "session"`: `signature`, over the body, keyed with the user's session key.
    Session,
}

impl CallSign {
    /// The parameter of the query that it is.
    pub fn param(self) -> &'static str {
        match self {
            CallSign::Pay => "pay_sig",
            CallSign::Session => "signature",
        }
    }
}

/// HTTP method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// GET
    #[default]
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

impl Method {
    /// As HTTP writes it: `POST`.
    pub fn word(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// A value that is always sent, or taken from the app's settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Const {
    /// A string constant.
    Text(String),
    /// An integer constant.
    Int(i64),
    /// A fractional constant.
    Float(f64),
    /// A boolean constant.
    Bool(bool),
    /// `"$appid"`, `"$secret"`, `"$force"`, `"$now"`, …: filled in by the runtime. One of
    /// [`VARIABLES`], or (in a credential) the name of another credential or `per` key, or what
    /// its table alone knows (`$offset`, `$code`).
    Variable(String),
}

/// What `$name` may be anywhere; a credential's request may also name credentials and `per` keys.
pub const VARIABLES: &[&str] =
    &["appid", "secret", "token", "force", "now", "env_version", "miniprogram_state", "agent_id"];

/// A group file: 1 to about 40 endpoints that belong together; one Rust module, one Cargo feature.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// File stem with `-` as `_`: `login`.
    pub name: String,
    /// Product it belongs to; empty for a file that stands alone (in a user's crate), whose calls
    /// take host, envelope and credentials from the kind of app that makes them.
    pub product: String,
    /// The official Chinese title.
    pub title: String,
    /// What it is, in English.
    pub doc: String,
    /// Kinds of app that may call it (the file's own `kinds`, or the product's).
    pub kinds: Vec<String>,
    /// In file order.
    pub endpoints: Vec<Endpoint>,
    /// Records, those made for inline requests and responses included, in file order.
    pub records: Vec<Record>,
    /// Open enums.
    pub enums: Vec<Enum>,
    /// Tagged unions.
    pub unions: Vec<Union>,
    /// Pushed messages and events.
    pub events: Vec<Event>,
    /// Of a product's `events.toml`: those of `common/events.toml`, which its apps are sent too.
    pub common_events: Vec<Event>,
    /// Return codes.
    pub codes: Vec<Code>,
    /// Every file that was read for it, itself first (then types files): what a build must track.
    pub files: Vec<PathBuf>,
}

/// One call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Endpoint {
    /// Key in the file, the Rust method's name: `get_unlimited`.
    pub name: String,
    /// The official Chinese title.
    pub title: String,
    /// What it does.
    pub doc: String,
    /// Link to the official page.
    pub see: Option<String>,
    /// Why it should not be used any more.
    pub deprecated: Option<String>,
    /// HTTP method.
    pub method: Method,
    /// Path as written, `{name}` where a parameter stands.
    pub path: String,
    /// Another host than the product's.
    pub host: Option<String>,
    /// The credential that goes with it.
    pub auth: Auth,
    /// How it is signed besides.
    pub sign: Vec<CallSign>,
    /// The record sent; `None` when there is nothing to say. Names a record of [`Group::records`]
    /// or of a types file.
    pub request: Option<TypeRef>,
    /// How the body is written.
    pub body: Body,
    /// Constants, sent always, no argument.
    pub consts: Vec<ConstField>,
    /// What comes back.
    pub response: Response,
    /// Where the return code sits, when not where the product says.
    pub envelope: Option<Envelope>,
    /// Further rules for success.
    pub ok: Vec<Rule>,
    /// May be sent again after a transport error. GET is, unless the file says otherwise.
    pub idempotent: bool,
}

/// Which credential a call carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Auth {
    /// The one the product names (`auth` absent).
    #[default]
    Product,
    /// None (`auth = "none"`).
    None,
    /// Another (`auth = "jsapi_ticket"`).
    Named(String),
}

/// A constant of an endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct ConstField {
    /// Wire name.
    pub wire: String,
    /// Where it travels.
    pub place: Place,
    /// Its value.
    pub value: Const,
}

/// How a request body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Body {
    /// There is none.
    #[default]
    None,
    /// A JSON object (`{}` when a POST has no fields).
    Json,
    /// An XML document.
    Xml,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`, one part a field in the order of the file.
    Multipart,
    /// Multipart when the optional `file` field is set, JSON otherwise.
    JsonOrMultipart,
    /// The bytes of the one `file` field in the body.
    Raw,
    /// The text of the one `string` field in the body.
    Text,
    /// A JSON object, encrypted with the app's key; so is the answer.
    EncryptedJson,
    /// An XML document, encrypted as pushed messages are, in the field `encrypt` of a JSON object; or,
    /// beside a `file`, in a part of this name.
    EncryptedXml,
}

/// What a call gives back.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Response {
    /// Only the envelope: `()`.
    #[default]
    Empty,
    /// A JSON object read into a record.
    Json(TypeRef),
    /// An XML document read into a record.
    Xml(TypeRef),
    /// Bytes (a picture, a file); JSON with an error code is an error.
    Binary,
    /// A record with one `file` field, which holds the bytes; an answer in JSON fills the others.
    BinaryOrJson(TypeRef),
    /// The body as text.
    Text,
}

/// An extra rule for success, on top of the envelope.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// `"ret == 0"`: the value at this dotted path is one of these; absent and empty are fine.
    /// `"error is empty"`: of none.
    Is(String, Vec<CodeValue>),
    /// `"body"`: the body is not empty.
    NonEmptyBody,
}

/// Where a field travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// In the body (in a multipart body: a part).
    #[default]
    Body,
    /// `{name}` in the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
}

/// A plain struct.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Rust name: `GetUnlimited`.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Fields in the order of the file. Constants are not here but in [`Record::consts`].
    pub fields: Vec<Field>,
    /// Constants of a record that is not an endpoint's request (those are in
    /// [`Endpoint::consts`]).
    pub consts: Vec<ConstField>,
    /// Reachable from a request: it gets `new` and setters.
    pub sent: bool,
    /// Reachable from a response or an event.
    pub received: bool,
}

/// A field of a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// WeChat's name: `phoneNumber`.
    pub wire: String,
    /// Rust's name: `phone_number`, never raw (`type` is `type`; the generator writes `r#type`).
    pub rust: String,
    /// What it holds, without the `?`.
    pub ty: Type,
    /// `T?`
    pub optional: bool,
    /// How it is written when that is not plain JSON.
    pub form: Option<Form>,
    /// Where it travels (an endpoint's request only; `Body` elsewhere).
    pub place: Place,
    /// What is sent when it is not set (an optional field of an endpoint's request only).
    pub default: Option<Const>,
    /// What it means, its units and limits.
    pub doc: String,
    /// Why it should not be used any more.
    pub deprecated: Option<String>,
    /// Prints as `***`.
    pub private: bool,
    /// WeChat Pay encrypts it.
    pub sensitive: bool,
}

/// What a field holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Type {
    /// `string`
    #[default]
    String,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f64`
    F64,
    /// `bool`
    Bool,
    /// `json`: any JSON value
    Json,
    /// `secret`: a string that never prints
    Secret,
    /// `fen`: money in cents
    Fen,
    /// `time`: a moment
    Time,
    /// `file`: an upload or a download
    File,
    /// `[T]`
    List(Box<Type>),
    /// `{T}`: a map by string
    Map(Box<Type>),
    /// A record, enum or union.
    Named(TypeRef),
}

/// A name, and where it is described.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeRef {
    /// Rust name of the record, enum or union.
    pub name: String,
    /// What it is.
    pub is: Named,
    /// Where: this file, the product's `types.toml`, or `common/types.toml`.
    pub home: Home,
    /// For a field: the record holds itself through this field without a list or map between, so
    /// it must be boxed.
    pub boxed: bool,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Named {
    /// A record.
    #[default]
    Record,
    /// An open enum of strings.
    TextEnum,
    /// An open enum of integers.
    IntEnum,
    /// A tagged union.
    Union,
}

/// Where a name is described.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Home {
    /// The group's own file.
    #[default]
    Group,
    /// `types.toml` of its product.
    Product,
    /// `common/types.toml`.
    Common,
}

/// `wire = "…"`: how a value is written when not as plain JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `"0/1"`: a bool as a number
    ZeroOne,
    /// `"Y/N"`: a bool as a letter
    YesNo,
    /// `"true/false"`: a bool as a string
    TrueFalse,
    /// `"text"`: a number as a string
    Text,
    /// `"number"`: a string of digits as a number
    Number,
    /// `"unix"`: seconds
    Unix,
    /// `"unix-ms"`: milliseconds
    UnixMs,
    /// `"rfc3339"`
    Rfc3339,
    /// `"yyyy-MM-dd HH:mm:ss"`, Beijing time
    DateTime,
    /// `"yyyyMMddHHmmss"`, Beijing time
    Compact,
    /// `"yyyy-MM-dd"`
    Date,
    /// `"joined ,"` `"joined |"` `"joined ;"`: a list in one string
    Joined(char),
    /// `"json"`: a value inside a string
    Json,
    /// `"one-or-many"`: one object or a list of them
    OneOrMany,
    /// `"indexed"`: `name_0`, `name_1`, …
    Indexed,
    /// `"rest"`: all fields without a place of their own, as a map
    Rest,
    /// `"inline"`: the value's own keys stand among its parent's
    Inline,
}

/// An open enum: values WeChat adds later are kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Enum {
    /// Rust name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Integers on the wire, not strings.
    pub integer: bool,
    /// In the order of the file.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// On the wire (digits, perhaps with a minus, for integers).
    pub wire: String,
    /// Rust variant.
    pub rust: String,
    /// What it means.
    pub doc: String,
}

/// A union told apart by a tag.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Union {
    /// Rust name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// The field that says which: `msgtype`.
    pub tag: String,
    /// Where the content is.
    pub layout: Layout,
    /// In the order of the file.
    pub variants: Vec<Variant>,
}

/// Where a union keeps its content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Under the key named like the tag's value.
    #[default]
    Sibling,
    /// In the same object as the tag.
    Flat,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The tag's value; `None` for the variant whose objects carry no tag (`untagged = "…"`).
    pub wire: Option<String>,
    /// Key of the content when it is not named like the tag's value (sibling layout).
    pub content: Option<String>,
    /// Rust variant.
    pub rust: String,
    /// What it is.
    pub doc: String,
    /// The record it holds; `None` for a variant without content.
    pub record: Option<TypeRef>,
}

/// A pushed message or event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Key in the file.
    pub name: String,
    /// The official Chinese title.
    pub title: String,
    /// What it tells.
    pub doc: String,
    /// Link to the official page.
    pub see: Option<String>,
    /// Field values by which it is known.
    pub when: Vec<(String, String)>,
    /// The field in which its own stand in some forms; empty for none.
    pub under: String,
    /// Its fields, as a record of [`Group::records`].
    pub record: TypeRef,
}

/// A return code.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// The code.
    pub value: CodeValue,
    /// `INVALID_CODE`: the Rust constant; empty when it has no name.
    pub name: String,
    /// What it means.
    pub doc: String,
    /// What kind of failure it is, one of [`CLASSES`].
    pub class: String,
    /// What to do about it.
    pub fix: String,
}

/// Classes of return codes.
pub const CLASSES: &[&str] = &[
    "stale_credential",
    "busy",
    "rate_limited",
    "quota",
    "permission",
    "invalid_argument",
    "not_found",
    "user_refused",
    "frozen",
    "other",
];
