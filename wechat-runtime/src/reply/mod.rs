//! Answers: [`Reply`], and what a call can give ([`FromReply`]).
//!
//! | file | what it does |
//! |---|---|
//! | `read.rs` | reads the body, bounded |
//! | `judge.rs` | is it success? |
//! | `fail.rs` | what is wrong with it |

mod fail;
mod judge;
mod read;

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_core::de::IgnoredAny;
use serde_json::Value;

pub(crate) use self::read::{Media, cut, media, read};
use crate::client::Client;
use crate::credential::Token;
use crate::error::{ErrorKind, Result, Scrub};
use crate::exchange::{self, Envelopes, Options, Outgoing};
use crate::file::Binary;
use crate::lenient;
use crate::op::{self, Envelope};
use crate::record::{self, EncodedBody, Record, Slot};

/// An answer, read whole but not yet judged.
pub struct Reply<'a> {
    cx: Cx<'a>,
    status: StatusCode,
    headers: &'a HeaderMap,
    body: Bytes,
}

static NO_ENVELOPE: Envelope = Envelope { code: "", message: "", ok: &[] };

/// The call that an answer belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Cx<'a> {
    client: &'a Client,
    out: &'a Outgoing<'a>,
    options: &'a Options,
    token: Option<&'a Token>,
}

/// What a call can give.
pub trait FromReply: Sized + Send + 'static {
    /// Judges and reads an answer.
    fn from_reply(reply: Reply<'_>) -> Result<Self>;
}

impl<R: Record> FromReply for R {
    fn from_reply(reply: Reply<'_>) -> Result<R> {
        // Nothing but this is compiled for each record.
        let mut mended = None;
        loop {
            let mut record = R::default();
            match reply.fill(Slot::of(&mut record), &mut mended) {
                Ok(true) => return Ok(record),
                Ok(false) => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Only the return code matters.
impl FromReply for () {
    fn from_reply(reply: Reply<'_>) -> Result<()> {
        reply.check()
    }
}

impl FromReply for Binary {
    fn from_reply(reply: Reply<'_>) -> Result<Binary> {
        reply.binary()
    }
}

impl FromReply for String {
    fn from_reply(reply: Reply<'_>) -> Result<String> {
        reply.text()
    }
}

impl<'a> Reply<'a> {
    pub(crate) fn new(
        client: &'a Client,
        out: &'a Outgoing<'a>,
        options: &'a Options,
        token: Option<&'a Token>,
        status: StatusCode,
        headers: &'a HeaderMap,
        body: Bytes,
    ) -> Reply<'a> {
        Reply { cx: Cx { client, out, options, token }, status, headers, body }
    }

    pub(crate) fn body(&self) -> &Bytes {
        &self.body
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        self.headers
    }

    fn is_success(&self) -> bool {
        self.status.is_success()
    }

    /// Judges the answer and reads it into a fresh record; `false` when it has to be read once
    /// more, into another one.
    fn fill(&self, record: Slot<'_>, mended: &mut Option<String>) -> Result<bool> {
        let envelope = match self.cx.out.spec.envelope {
            Envelopes::Of(envelope) => envelope,
            // A raw call into a record: judged leniently first.
            Envelopes::Any => {
                self.check()?;
                &NO_ENVELOPE
            }
        };
        if !self.is_success() {
            return Err(self.failed_status());
        }
        if self.cx.out.spec.reply == op::Reply::BinaryOrJson && self.is_bytes() {
            return self.fill_with_file(record).map(|()| true);
        }
        match record::fill(record, &self.document()?, mended, envelope) {
            Ok(Some(head)) => {
                self.judge(head, envelope)?;
                self.rules()?;
                Ok(true)
            }
            Ok(None) => Ok(false),
            Err(error) => Err(self.undecodable(error, envelope)),
        }
    }

    /// What an endpoint that gives bytes or JSON gave.
    fn is_bytes(&self) -> bool {
        match media(self.headers) {
            Media::Bytes => true,
            Media::Json => false,
            Media::Text | Media::Unknown => {
                self.body.trim_ascii_start().first() != Some(&b'{')
                    || lenient::from_slice::<IgnoredAny>(&self.body).is_err()
            }
        }
    }

    /// Bytes, for the record's field that takes a file.
    fn fill_with_file(&self, record: Slot<'_>) -> Result<()> {
        if record::take_file(record, self.binary()?.into_file()) {
            return Ok(());
        }
        Err(self
            .error(ErrorKind::Unsupported, "bytes came, and the record has no field for a file"))
    }

    /// The body as JSON: an empty object where HTTP says that there is none, XML as a tree.
    fn document(&self) -> Result<Cow<'_, [u8]>> {
        if self.status == StatusCode::NO_CONTENT {
            return Ok(Cow::Borrowed(b"{}"));
        }
        if self.cx.out.spec.reply == op::Reply::Xml
            && self.body.trim_ascii_start().first() == Some(&b'<')
            && !self.is_html()
        {
            return self.xml().map(Cow::Owned);
        }
        Ok(Cow::Borrowed(&self.body))
    }

    #[cfg(feature = "xml")]
    fn xml(&self) -> Result<Vec<u8>> {
        match record::parse_xml(&String::from_utf8_lossy(&self.body)) {
            Ok(tree) => Ok(tree.to_string().into_bytes()),
            Err(why) => Err(self.error(ErrorKind::Decode, format!("the answer is no XML: {why}"))),
        }
    }

    #[cfg(not(feature = "xml"))]
    fn xml(&self) -> Result<Vec<u8>> {
        Err(self.error(ErrorKind::Unsupported, "answers of XML need the feature `xml`"))
    }

    /// Whether it is success, for an answer of the form that the endpoint has.
    pub(crate) fn verdict(&self) -> Result<()> {
        match self.cx.out.spec.reply {
            op::Reply::Binary => self.sniff(true),
            op::Reply::BinaryOrJson if self.is_success() && self.is_bytes() => self.sniff(true),
            op::Reply::Text => self.sniff(false),
            _ => self.check(),
        }
    }

    /// Whether its return code is success.
    pub(crate) fn check(&self) -> Result<()> {
        if !self.is_success() {
            return Err(self.failed_status());
        }
        match self.cx.out.spec.envelope {
            Envelopes::Of(envelope) => {
                match record::head(&self.document()?, envelope) {
                    Ok(head) => self.judge(head, envelope)?,
                    Err(error) => return Err(self.undecodable(error, envelope)),
                }
                self.rules()
            }
            Envelopes::Any => {
                let document: Value = self.json()?;
                self.judge_any(&document)
            }
        }
    }

    /// Reads a type of the user's own.
    pub(crate) fn json<T: serde_core::de::DeserializeOwned>(&self) -> Result<T> {
        lenient::from_slice(&self.document()?).map_err(|error| {
            if error.is_data() {
                // Only the place is told: serde's text quotes the value.
                let at = format!("line {} column {}", error.line(), error.column());
                self.error(ErrorKind::Decode, format!("the answer does not fit the type, at {at}"))
            } else {
                self.unreadable()
            }
        })
    }

    fn text(&self) -> Result<String> {
        self.sniff(false)?;
        Ok(String::from_utf8_lossy(&self.body).into_owned())
    }

    fn binary(&self) -> Result<Binary> {
        self.sniff(true)?;
        if self.body.is_empty() {
            return Err(self.unreadable());
        }
        Ok(Binary::new(self.body.clone(), self.headers))
    }

    /// Whether this answer of an endpoint that gives bytes or text is an error in disguise.
    pub(crate) fn sniff(&self, binary: bool) -> Result<()> {
        if !self.is_success() {
            return Err(self.failed_status());
        }
        let kind = media(self.headers);
        if kind == Media::Bytes || (kind == Media::Unknown && !binary) {
            return Ok(());
        }
        match self.body.trim_ascii_start().first() {
            Some(b'{') => match self.disguised() {
                Some(error) => Err(error),
                None if kind == Media::Json
                    && lenient::from_slice::<IgnoredAny>(&self.body).is_err() =>
                {
                    Err(self.unreadable())
                }
                None => Ok(()),
            },
            Some(b'<') if binary && kind != Media::Unknown && self.is_html() => {
                Err(self.unreadable())
            }
            _ => Ok(()),
        }
    }
}

impl Reply<'_> {
    /// For raw calls: judged wherever the return code stands, then read.
    pub(crate) fn into_any<T: serde_core::de::DeserializeOwned>(self) -> Result<T> {
        self.check()?;
        self.json()
    }
}

impl Cx<'_> {
    /// All secrets that WeChat could repeat in a message.
    fn scrub(&self) -> Scrub<'_> {
        let mut scrub = Scrub::default();
        let inner = self.client.inner();
        let own = [&inner.secret, &inner.token, &inner.aes_key, &inner.pay_key];
        let given = [&self.options.credential, &self.options.pay_key, &self.options.session_key];
        for secret in own.into_iter().chain(given).flatten() {
            scrub.add(secret.expose());
        }
        for signature in exchange::signatures(self.client, self.out, self.options) {
            scrub.add(signature);
        }
        if let Some(token) = self.token {
            scrub.add(token.value.expose());
        }
        for (name, value) in &self.out.encoded.query {
            scrub.add_field(name, value);
        }
        for (name, value) in &self.out.encoded.headers {
            scrub.add_field(name, value);
        }
        if let EncodedBody::Bytes { data, .. } = &self.out.encoded.body
            && let Ok(document) = serde_json::from_slice(data)
        {
            scrub.add_json(document);
        }
        scrub
    }
}
