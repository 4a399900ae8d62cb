//! Valid requests for every endpoint, made from its description: what tests send, and what a
//! command line can show as an example. How a body is written is in [`body`].

use std::fmt;

use serde_json::{Map, Value};
use wechat_spec::model::{Field, Place, Record, Send};

use super::{Fill, Generator, Variables, body, plain_text};
use crate::request::encode;
use crate::schema::{Entry, Schema};

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
    send: Option<Send>,
}

impl RequestSample {
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
        write!(f, "RequestSample({}: {} {})", self.endpoint, self.method, self.path)
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
        let variables = Variables { appid: appid.to_owned(), secret: secret.to_owned() };
        Sampler { schema: crate::catalog::schema(catalog), seed: 1, variables }
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
            send: entry.credential.as_ref().and_then(|it| it.send.clone()),
        };
        for constant in &endpoint.consts {
            let text = plain_text(&self.constant(&constant.value));
            match constant.place {
                Place::Query => sample.query.push((constant.wire.clone(), text)),
                Place::Header => sample.headers.push((constant.wire.clone(), text)),
                Place::Path | Place::Body => {}
            }
        }
        for field in &record.fields {
            if field.place == Place::Body || (field.optional && self.fill == Fill::Required) {
                continue;
            }
            let text = plain_text(&self.value(file, &field.ty, field.form, &field.wire));
            match field.place {
                Place::Query => sample.query.push((field.wire.clone(), text)),
                Place::Header => sample.headers.push((field.wire.clone(), text)),
                Place::Path => {
                    sample.path =
                        sample.path.replace(&format!("{{{}}}", field.wire), &encode(&text))
                }
                Place::Body => {}
            }
        }
        let fields = record.fields.iter().filter(|field| field.place == Place::Body);
        let mut map = Map::new();
        self.fields(file, fields.clone(), &mut map);
        self.constants(endpoint.consts.iter().filter(|it| it.place == Place::Body), &mut map);
        let wanted = |field: &&Field| !field.optional || self.fill == Fill::Everything;
        let fields: Vec<_> = fields.filter(wanted).collect();
        let (content_type, body) = body::write(endpoint.body, &map, &fields);
        sample.content_type = content_type.map(str::to_owned);
        sample.body = body;
        sample
    }
}
