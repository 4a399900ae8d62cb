//! Calls of endpoints that nobody has described, with the same tokens, retries and errors.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use crate::call::{Adjust, CallFuture, RawReply, adjustments, give, raw};
use crate::client::Client;
use crate::download::Download;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange::{self, Envelopes, Options, Outgoing, Spec};
use crate::file::{Binary, File};
use crate::op::{self, Method};
use crate::record::{Encoded, EncodedBody, Part, PartContent};
use crate::reply::FromReply as _;
use crate::value::Secret;

/// A call by method and path: `client.call("POST /wxa/new_thing")`.
///
/// It is sent again only after it is called [`idempotent`](RawCall::idempotent), or when no
/// connection could be made.
#[must_use = "a call does nothing until it is sent"]
pub struct RawCall {
    client: Client,
    method: Method,
    path: String,
    host: Option<Cow<'static, str>>,
    query: Vec<(Cow<'static, str>, String)>,
    body: EncodedBody,
    auth: Option<String>,
    adjust: Adjust,
    mistake: Option<Error>,
}

impl RawCall {
    pub(crate) fn new(client: &Client, call: &str) -> RawCall {
        let mut mistake = None;
        let (method, path) = match call.trim().split_once(' ') {
            Some((method, path)) => (method, path.trim()),
            None => ("", call),
        };
        let method = match method.to_ascii_uppercase().as_str() {
            "GET" => Method::Get,
            "POST" => Method::Post,
            "PUT" => Method::Put,
            "PATCH" => Method::Patch,
            "DELETE" => Method::Delete,
            _ => {
                mistake = Some("expected a method and a path, such as `POST /wxa/new_thing`");
                Method::Post
            }
        };
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let clean = path.bytes().all(|b| b.is_ascii_graphic() && !b"#\\\"<>{}".contains(&b));
        if !path.starts_with('/')
            || !clean
            || path.split('/').any(|part| matches!(part, "." | ".."))
        {
            mistake = mistake.or(Some("the path begins with `/` and is escaped where it must be"));
        }
        let query = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decode = |text: &str| {
                percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
            };
            (Cow::Owned(decode(name)), decode(value))
        });
        RawCall {
            client: client.clone(),
            method,
            path: if mistake.is_some() { String::new() } else { path.to_owned() },
            host: None,
            query: query.collect(),
            body: EncodedBody::None,
            auth: None,
            adjust: Adjust::default(),
            mistake: mistake.map(|text| Error::new(ErrorKind::Encode, text)),
        }
    }

    adjustments!(adjust);

    /// Another host than the product's: `https://mp.weixin.qq.com`.
    pub fn host(mut self, host: impl Into<Cow<'static, str>>) -> Self {
        self.host = Some(host.into());
        self
    }

    /// A parameter of the query. It is escaped.
    pub fn query(mut self, name: impl Into<Cow<'static, str>>, value: impl fmt::Display) -> Self {
        self.query.push((name.into(), value.to_string()));
        self
    }

    /// A JSON body.
    pub fn json(mut self, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(data) => {
                self.body =
                    EncodedBody::Bytes { content_type: "application/json", data: data.into() };
            }
            // The text of serde may quote the value.
            Err(_) => {
                self.mistake =
                    Some(Error::new(ErrorKind::Encode, "the body cannot be written as JSON"));
            }
        }
        self
    }

    /// Any body.
    pub fn body(mut self, bytes: impl Into<Bytes>, content_type: impl Into<String>) -> Self {
        self.body = EncodedBody::File(File::bytes(bytes).with_content_type(content_type));
        self
    }

    /// A file as a part of a multipart body; more parts may follow.
    pub fn file(self, name: &'static str, file: impl Into<File>) -> Self {
        self.part(name, PartContent::File(file.into()))
    }

    /// A text as a part of a multipart body.
    pub fn text(self, name: &'static str, text: impl Into<String>) -> Self {
        self.part(name, PartContent::Text(text.into()))
    }

    fn part(mut self, name: &'static str, content: PartContent) -> Self {
        let part = Part { name, content };
        match &mut self.body {
            EncodedBody::Multipart(parts) => parts.push(part),
            body => *body = EncodedBody::Multipart(vec![part]),
        }
        self
    }

    /// Carries another credential than the product's own, by its name; `"none"` for none.
    pub fn auth(mut self, name: impl Into<String>) -> Self {
        self.auth = Some(name.into());
        self
    }

    /// Sends it and reads the answer. A return code that is not success is an error.
    pub fn send<T: DeserializeOwned + Send + 'static>(self) -> CallFuture<T> {
        CallFuture::new(async move {
            let ready = self.ready(op::Reply::Json)?;
            give(&ready.client, &ready.out()?, &ready.options, |reply| reply.into_any()).await
        })
    }

    /// Sends it and takes the answer as bytes. A JSON error is an error all the same.
    pub async fn bytes(self) -> Result<Binary> {
        let ready = self.ready(op::Reply::Binary)?;
        give(&ready.client, &ready.out()?, &ready.options, Binary::from_reply).await
    }

    /// Sends it and gives the answer as it came, whatever its status and return code.
    pub async fn raw(self) -> Result<RawReply> {
        let ready = self.ready(op::Reply::Json)?;
        raw(&ready.client, &ready.out()?, &ready.options).await
    }

    /// Sends it and gives the answer as a stream.
    pub async fn stream(self) -> Result<Download> {
        let ready = self.ready(op::Reply::Binary)?;
        exchange::open(&ready.client, &ready.out()?, &ready.options).await
    }

    fn ready(self, reply: op::Reply) -> Result<Ready> {
        let spec = Spec {
            name: Cow::Borrowed(""),
            method: self.method,
            path: Cow::Owned(self.path.clone()),
            host: self.host,
            envelope: Envelopes::Any,
            rules: &[],
            idempotent: false,
            reply,
            sign: None,
            signs: &[],
        };
        if let Some(mistake) = self.mistake {
            return Err(mistake.at(|| spec.endpoint()));
        }
        let options = self.adjust.done().map_err(|error| error.at(|| spec.endpoint()))?;
        let encoded = Encoded {
            path: Cow::Owned(self.path),
            query: self.query,
            headers: Vec::new(),
            body: self.body,
        };
        Ok(Ready { client: self.client, spec, encoded, options, auth: self.auth })
    }
}

struct Ready {
    client: Client,
    spec: Spec,
    encoded: Encoded,
    options: Box<Options>,
    auth: Option<String>,
}

impl Ready {
    fn out(&self) -> Result<Outgoing<'_>> {
        let held = match self.auth.as_deref() {
            None => self.client.held(op::Auth::Product)?,
            Some("none") => None,
            Some(name) => {
                let engine = self.client.engine();
                let index =
                    engine.index(name).map_err(|error| error.at(|| self.spec.endpoint()))?;
                Some(engine.own(&self.client, index))
            }
        };
        Ok(Outgoing { spec: &self.spec, encoded: &self.encoded, held })
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawCall")
            .field("method", &exchange::method_name(self.method))
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
