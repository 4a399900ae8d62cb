//! Valid requests for every endpoint, made from its description: what tests send, and what a
//! command line can show as an example. How a body is written is in [`body`].

use std::borrow::Cow;
use std::fmt;

use serde_json::{Map, Value};
use wechat_spec::model::{Body, CallSign, Const, ConstField, Field, Place, Record, Send, Type};

use super::{Fill, Generator, Variables, body, plain_text};
use crate::calls::Call;
use crate::request::encode;
use crate::schema::{Entry, Schema};
use crate::seal::{SealKey, sign_call};
use crate::signed;

/// A request that an endpoint's description allows. Its `Debug` shows neither query nor body,
/// which may hold a secret.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct RequestSample {
    /// `mini_program.login.code2session`
    pub endpoint: String,
    /// `POST`
    pub method: &'static str,
    /// Path with its parameters filled in and escaped.
    pub path: String,
    /// Query parameters, not yet escaped, without a credential.
    pub query: Vec<(String, String)>,
    /// Headers other than `Content-Type`.
    pub headers: Vec<(String, String)>,
    /// The form of the body.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
    /// The credential that the call needs, when it needs one: `access_token`. [`carry`](Self::carry)
    /// adds its value.
    pub credential: Option<String>,
    /// The fields of the request's record, wherever they travel, as one object: what the record is
    /// read from. Files and constants are not among them.
    pub fields: Value,
    pub(super) send: Option<Send>,
    /// The body is encrypted, the call signed: [`prove`](Self::prove).
    pub(super) proof: Proof,
    /// How it is signed over its body.
    pub(super) signs: Vec<CallSign>,
    /// Constants that the sender's settings and clock fill in, by name.
    pub(super) variables: Vec<String>,
    /// The file of an encrypted body, which stands beside it.
    pub(super) file: Option<String>,
    /// A bot's token, where the path holds one.
    pub(super) hidden: Option<String>,
}

/// How a bot's call is proved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Proof {
    pub(super) sealed: Option<Body>,
    pub(super) signed: bool,
}

impl RequestSample {
    /// What uploaded files hold: the first bytes of a PNG.
    pub const FILE: &'static [u8] = b"\x89PNG\r\n\x1a\n";
    /// What they are called.
    pub const FILE_NAME: &'static str = "sample.png";

    /// Adds the value of the credential where the call carries it.
    pub fn carry(&mut self, value: &str) {
        match self.send.clone() {
            Some(Send::Query(name)) => self.query.push((name, value.to_owned())),
            Some(Send::Header(name)) => self.headers.push((name, value.to_owned())),
            Some(Send::Body(name)) => {
                if let Ok(Value::Object(mut map)) = serde_json::from_slice(&self.body) {
                    map.insert(name, value.into());
                    self.body = Value::Object(map).to_string().into_bytes();
                }
            }
            None => {}
        }
    }

    /// Encrypts the body as the bot of this token and key would, and signs the call at a moment (seconds
    /// since 1970), if its endpoint asks for that. Comes after [`carry`](Self::carry).
    pub fn prove(&mut self, appid: &str, token: &str, aes_key: &str, now: u64) {
        let key = SealKey::new(aes_key);
        match (self.proof.sealed, &key) {
            (Some(Body::EncryptedJson), Some(key)) => {
                self.content_type = Some("text/plain".to_owned());
                self.body = key.seal_body(&self.body).into_bytes();
            }
            (Some(_), Some(key)) => {
                let sealed = key.seal(&String::from_utf8_lossy(&self.body), appid, [7; 16]);
                let (kind, bytes) = body::sealed(&sealed, self.file.as_deref());
                self.content_type = Some(kind.to_owned());
                self.body = bytes;
            }
            _ => {}
        }
        if self.proof.signed {
            let (timestamp, nonce) = (now.to_string(), "0123456789abcdef");
            let sign = sign_call(token, &timestamp, nonce, &self.body);
            let headers = [("timestamp", timestamp.as_str()), ("nonce", nonce), ("sign", &sign)];
            let headers = headers.into_iter().chain([("request_id", "sample"), ("x-appid", appid)]);
            let owned = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
            self.headers.extend(owned);
        }
    }

    /// Signs it over its body with the app key of payment and the user's session key, if its endpoint
    /// asks for that. Comes after [`carry`](Self::carry).
    pub fn sign(&mut self, pay_key: &str, session_key: &str) {
        for sign in self.signs.clone() {
            let key = match sign {
                CallSign::Pay => pay_key,
                CallSign::Session => session_key,
            };
            let value = signed::made(sign, key, &self.path, &self.body);
            self.query.push((sign.param().to_owned(), value));
        }
    }

    /// The credential that a call carries, where this request should.
    pub fn credential_of<'c>(&self, call: &'c Call) -> Option<Cow<'c, str>> {
        match self.send.as_ref()? {
            Send::Query(name) => call.query(name).map(Cow::Borrowed),
            Send::Header(name) => {
                call.header(name).map(|it| it.strip_prefix("Bearer ").unwrap_or(it).into())
            }
            Send::Body(name) => call.json().get(name)?.as_str().map(|it| it.to_owned().into()),
        }
    }

    fn place(&mut self, place: Place, name: &str, text: String) {
        match place {
            Place::Query => self.query.push((name.to_owned(), text)),
            Place::Header => self.headers.push((name.to_owned(), text)),
            Place::Path => self.path = self.path.replace(&format!("{{{name}}}"), &encode(&text)),
            Place::Body => {}
        }
    }

    /// The path without a bot's token, as a call that arrived has it.
    pub(super) fn shown_path(&self) -> String {
        match &self.hidden {
            Some(token) => self.path.replace(&encode(token), "{TOKEN}"),
            None => self.path.clone(),
        }
    }

    /// What stands in the first line of the request.
    pub fn path_and_query(&self) -> String {
        let mut out = self.path.clone();
        for (index, (name, value)) in self.query.iter().enumerate() {
            out.push(if index == 0 { '?' } else { '&' });
            out.push_str(&format!("{}={}", encode(name), encode(value)));
        }
        out
    }
}

impl fmt::Debug for RequestSample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestSample({}: {} {})", self.endpoint, self.method, self.shown_path())
    }
}

/// Makes [`RequestSample`]s.
pub struct Sampler {
    schema: Schema,
    seed: u64,
    variables: Variables,
}

impl Sampler {
    /// A maker of requests for the endpoints of a catalogue, in the name of an app.
    pub fn new(catalog: &wechat_spec::Catalog, appid: &str, secret: &str) -> Self {
        let (appid, secret) = (appid.to_owned(), secret.to_owned());
        let variables = Variables { appid, secret, token: "token".to_owned() };
        Sampler { schema: crate::catalog::schema(catalog), seed: 1, variables }
    }

    /// In the name of a bot too, by its token.
    #[must_use]
    pub fn bot(mut self, token: &str) -> Self {
        token.clone_into(&mut self.variables.token);
        self
    }

    /// Other values for the same fields.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// A request for every endpoint, with its required fields only or with all of them.
    pub fn all(&self, optional_too: bool) -> Vec<RequestSample> {
        self.schema.entries().iter().map(|entry| self.make(entry, optional_too)).collect()
    }

    /// A request for the endpoint of that name (`mini_program.login.code2session`).
    pub fn one(&self, endpoint: &str, optional_too: bool) -> Option<RequestSample> {
        let entry = self.schema.entries().iter().find(|entry| entry.name == endpoint)?;
        Some(self.make(entry, optional_too))
    }

    fn make(&self, entry: &Entry, optional_too: bool) -> RequestSample {
        let mut generator = Generator::new(&self.schema, self.seed, &entry.name, 1_767_225_600);
        generator.fill = if optional_too { Fill::Everything } else { Fill::Required };
        generator.variables = Some(&self.variables);
        generator.request(entry)
    }
}

impl fmt::Debug for Sampler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sampler").field("seed", &self.seed).finish_non_exhaustive()
    }
}

impl Generator<'_> {
    fn request(&mut self, entry: &Entry) -> RequestSample {
        let endpoint = &entry.endpoint;
        let empty = Record::default();
        let record =
            endpoint.request.as_ref().and_then(|name| self.schema.record(entry.file, name));
        let (file, record) = record.unwrap_or((entry.file, &empty));
        let mut sample = RequestSample {
            endpoint: entry.name.clone(),
            method: endpoint.method.word(),
            path: endpoint.path.clone(),
            query: Vec::new(),
            headers: Vec::new(),
            content_type: None,
            body: Vec::new(),
            credential: entry.credential.as_ref().map(|it| it.name.clone()),
            fields: Value::Null,
            send: entry.credential.as_ref().and_then(|it| it.send.clone()),
            variables: Vec::new(),
            proof: proof(entry),
            signs: endpoint.sign.clone(),
            file: None,
            hidden: None,
        };
        let is_variable = |it: &&ConstField| matches!(it.value, Const::Variable(_));
        let variables = endpoint.consts.iter().filter(is_variable);
        sample.variables = variables.map(|it| it.wire.clone()).collect();
        let everything = self.fill == Fill::Everything;
        let is_wanted = |field: &&Field| !field.optional || everything;
        let mut fields = Map::new();
        let elsewhere = record.fields.iter().filter(|field| field.place != Place::Body);
        for field in elsewhere.filter(is_wanted) {
            let value = self.value(file, &field.ty, field.form, &field.wire);
            sample.place(field.place, &field.wire, plain_text(&value));
            fields.insert(field.wire.clone(), value);
        }
        let in_body = record.fields.iter().filter(|field| field.place == Place::Body);
        let mut map = Map::new();
        self.fields(file, in_body.clone(), &mut map);
        fields.extend(map.clone());
        sample.fields = Value::Object(fields);
        // A default is sent for a field that is not set.
        let unset = record.fields.iter().filter(|field| !is_wanted(field));
        let defaults = unset.filter_map(|field| {
            Some(ConstField {
                wire: field.wire.clone(),
                place: field.place,
                value: field.default.clone()?,
            })
        });
        for constant in endpoint.consts.iter().cloned().chain(defaults) {
            let value = self.constant(&constant.value);
            match constant.place {
                Place::Body => drop(map.insert(constant.wire, value)),
                Place::Path => {
                    sample.hidden = value.as_str().map(str::to_owned);
                    sample.place(Place::Path, &constant.wire, plain_text(&value));
                }
                place => sample.place(place, &constant.wire, plain_text(&value)),
            }
        }
        let in_body: Vec<_> = in_body.filter(is_wanted).collect();
        if sample.proof.sealed == Some(Body::EncryptedXml) {
            let file = in_body.iter().find(|field| field.ty == Type::File);
            sample.file = file.map(|field| field.wire.clone());
        }
        let (content_type, body) = body::write(endpoint.body, &map, &in_body);
        sample.content_type = content_type.map(str::to_owned);
        sample.body = body;
        sample
    }
}

/// What an endpoint asks of a bot.
fn proof(entry: &Entry) -> Proof {
    let body = entry.endpoint.body;
    Proof {
        sealed: matches!(body, Body::EncryptedJson | Body::EncryptedXml).then_some(body),
        signed: crate::bots::is_signed(entry),
    }
}
