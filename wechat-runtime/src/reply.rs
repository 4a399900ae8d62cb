//! Judging answers: what is success, and for everything else an error of its own.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde_core::de::IgnoredAny;
use serde_json::Value;

use crate::client::Client;
use crate::credential::Token;
use crate::error::{Code, Error, ErrorKind, Result, Scrub};
use crate::exchange::{Envelopes, Options, Outgoing};
use crate::file::Binary;
use crate::lenient;
use crate::op::{self, Envelope, Rule};
use crate::record::{self, DecodeError, Head, Record};
use crate::transport::Answer;

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
        reply.record()
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

    fn record<R: Record>(&self) -> Result<R> {
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
        if self.cx.out.spec.reply == op::Reply::BinaryOrJson && is_bytes(self) {
            return self.file_record();
        }
        match record::decode::<R>(&self.document()?, envelope) {
            Ok((head, record)) => {
                self.judge(head, envelope)?;
                self.rules()?;
                Ok(record)
            }
            Err(error) => Err(self.undecodable(error, envelope)),
        }
    }

    /// Bytes, for the record's field that takes a file.
    fn file_record<R: Record>(&self) -> Result<R> {
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

    /// Only looks at whether it is success.
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

    /// The error of a JSON document that has a return code which is not success.
    fn disguised(&self) -> Option<Error> {
        match self.cx.out.spec.envelope {
            Envelopes::Of(envelope) => {
                let head = match record::head(&self.body, envelope) {
                    Ok(head) => head,
                    Err(error) => error.head?,
                };
                self.judge(head, envelope).err()
            }
            Envelopes::Any => self.judge_any(&lenient::from_slice(&self.body).ok()?).err(),
        }
    }

    #[inline]
    fn judge(&self, head: Head, envelope: &Envelope) -> Result<()> {
        match head.code {
            None => Ok(()),
            Some(code) if envelope.ok.iter().any(|ok| code.is(ok)) => Ok(()),
            Some(code) => Err(self.refused(code, head.message)),
        }
    }

    #[cold]
    fn refused(&self, code: Code, message: Option<String>) -> Error {
        let message = message.map(|message| self.cx.scrub().text(&message));
        Error::api(code, message, Some(self.cx.client.product())).with_status(self.status)
    }

    /// The return code wherever WeChat may have put it.
    fn judge_any(&self, document: &Value) -> Result<()> {
        let places = [
            (document, "errcode", "errmsg"),
            (document.get("base_resp").unwrap_or(&Value::Null), "ret", "err_msg"),
            (document, "resultcode", "resultmsg"),
        ];
        for (object, code, message) in places {
            let code = match object.get(code) {
                Some(Value::Number(number)) => number.as_i64().map(Code::Number),
                Some(Value::String(text)) if !text.trim().is_empty() => Some(
                    text.trim()
                        .parse()
                        .map_or_else(|_| Code::Word(text.trim().into()), Code::Number),
                ),
                _ => None,
            };
            match code {
                Some(code) if code != Code::Number(0) => {
                    let message = object.get(message).and_then(Value::as_str).map(str::to_owned);
                    return Err(self.refused(code, message));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn rules(&self) -> Result<()> {
        for rule in self.cx.out.spec.rules {
            match rule {
                Rule::NonEmptyBody => {
                    let empty =
                        matches!(self.body.trim_ascii(), b"" | b"{}" | b"[]" | b"null" | b"\"\"");
                    if empty {
                        return Err(self.error(ErrorKind::Empty, "the answer holds nothing"));
                    }
                }
                Rule::Is(path, allowed) => {
                    let envelope = Envelope { code: path, message: "", ok: allowed };
                    // The document was read before, so it can be read again.
                    if let Ok(head) = record::head(&self.document()?, &envelope)
                        && let Some(code) = head.code
                        && !allowed.iter().any(|ok| code.is(ok))
                    {
                        return Err(self.refused(code, None).with_path((*path).to_owned()));
                    }
                }
            }
        }
        Ok(())
    }

    /// What an HTTP status that is not success means.
    #[cold]
    fn failed_status(&self) -> Error {
        let status = self.status;
        if status.is_redirection() {
            let to = self.headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
            let to = to.and_then(|to| to.parse::<http::Uri>().ok());
            let to = to.as_ref().and_then(http::Uri::host).unwrap_or("somewhere on the same host");
            return self
                .error(ErrorKind::Redirect, format!("HTTP {} points to {to}", status.as_u16()));
        }
        if let Some(error) = self.disguised() {
            return error;
        }
        // WeChat Pay: words, and only where the status is a failure.
        if let Ok(document) = lenient::from_slice::<Value>(&self.body)
            && let Some(code) = document.get("code").and_then(Value::as_str)
        {
            let message = document.get("message").and_then(Value::as_str).map(str::to_owned);
            return self.refused(Code::Word(code.into()), message);
        }
        let with = if self.is_html() { " with an HTML page" } else { "" };
        self.error(ErrorKind::Status, format!("HTTP {status}{with}"))
    }

    #[cold]
    fn undecodable(&self, error: DecodeError, envelope: &Envelope) -> Error {
        if let Some(head) = error.head
            && let Err(error) = self.judge(head, envelope)
        {
            return error;
        }
        if error.syntax {
            return self.unreadable();
        }
        self.error(ErrorKind::Decode, error.message).with_path(error.path)
    }

    /// Why a body is not JSON.
    #[cold]
    fn unreadable(&self) -> Error {
        let body = self.body.trim_ascii();
        if body.is_empty() {
            return self.error(ErrorKind::Empty, "the answer is empty");
        }
        if self.is_html() {
            return self.error(ErrorKind::Html, "an HTML page came instead of an answer");
        }
        let length = self.body.len();
        match lenient::from_slice::<IgnoredAny>(&self.body) {
            Err(error) if error.is_eof() => self.error(
                ErrorKind::Truncated,
                format!("the answer ends in the middle, after {length} bytes"),
            ),
            _ if body.first() == Some(&b'<') => {
                self.error(ErrorKind::NotJson, "the answer is XML instead of JSON")
            }
            Err(error) => self.error(
                ErrorKind::NotJson,
                format!(
                    "the answer of {length} bytes is not JSON, from line {} column {} on",
                    error.line(),
                    error.column()
                ),
            ),
            Ok(_) => self.error(ErrorKind::Decode, "the answer is not an object"),
        }
    }

    fn is_html(&self) -> bool {
        let start = self.body.trim_ascii_start();
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        if start.first() != Some(&b'<') {
            return false;
        }
        let start = start[..start.len().min(512)].to_ascii_lowercase();
        let says = |word: &[u8]| start.windows(word.len()).any(|part| part == word);
        says(b"<html")
            || says(b"<!doctype html")
            || says(b"<head")
            || says(b"<body")
            || self.claims_html()
    }

    fn claims_html(&self) -> bool {
        let claim = self.headers.get(header::CONTENT_TYPE).map(|value| value.as_bytes());
        claim.is_some_and(|claim| claim.to_ascii_lowercase().starts_with(b"text/html"))
    }

    #[cold]
    fn error(&self, kind: ErrorKind, detail: impl Into<Cow<'static, str>>) -> Error {
        Error::new(kind, detail).with_status(self.status)
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
        let own = [&inner.secret, &inner.token, &inner.aes_key, &self.options.credential];
        for secret in own.into_iter().flatten() {
            scrub.add(secret.expose());
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
        scrub
    }
}

/// What the content type says of a body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    /// Pictures, sound, films: never an error, whatever the first byte.
    Bytes,
    Json,
    Text,
    /// Nothing, or what servers say of bytes they do not know.
    Unknown,
}

pub(crate) fn media(headers: &HeaderMap) -> Media {
    let Some(value) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok())
    else {
        return Media::Unknown;
    };
    let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.split_once('/') {
        Some((_, "json")) => Media::Json,
        Some((_, tail)) if tail.ends_with("+json") => Media::Json,
        Some(("text", _)) | Some((_, "xml")) => Media::Text,
        Some(("image" | "audio" | "video" | "font", _)) => Media::Bytes,
        Some((_, "octet-stream")) | None => Media::Unknown,
        Some(_) => Media::Bytes,
    }
}

/// Reads a body to its end, but not beyond the limit.
pub(crate) async fn read(answer: &mut Answer, first: Bytes, limit: usize) -> Result<Bytes> {
    let too_large =
        || Error::new(ErrorKind::TooLarge, format!("the answer is larger than {limit} bytes"));
    let promised = answer
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if promised.is_some_and(|length| length > limit as u64) {
        return Err(too_large().with_status(answer.status()));
    }
    // An answer in one piece is not copied.
    let mut whole = first;
    let mut buffer: Vec<u8> = Vec::new();
    loop {
        let chunk = match answer.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => break,
            Err(error) => return Err(cut(error.into(), answer.status())),
        };
        if whole.len() + buffer.len() + chunk.len() > limit {
            return Err(too_large().with_status(answer.status()));
        }
        if buffer.is_empty() {
            if whole.is_empty() {
                whole = chunk;
                continue;
            }
            let size = promised.and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
            buffer.reserve(size.max(2 * (whole.len() + chunk.len())).min(limit));
            buffer.extend_from_slice(&whole);
            whole = Bytes::new();
        }
        buffer.extend_from_slice(&chunk);
    }
    Ok(if buffer.is_empty() { whole } else { Bytes::from(buffer) })
}

/// A connection that breaks after the answer began.
#[cold]
pub(crate) fn cut(error: Error, status: StatusCode) -> Error {
    if error.kind() == ErrorKind::Transport {
        let text = "the connection broke before the answer was complete";
        let mut cut = Error::new(ErrorKind::Truncated, text).with_status(status);
        if let Some(source) = std::error::Error::source(&error) {
            cut = cut.with_source(source.to_string());
        }
        return cut;
    }
    error.with_status(status)
}

/// What an endpoint that gives bytes or JSON gave.
pub(crate) fn is_bytes(reply: &Reply<'_>) -> bool {
    match media(reply.headers) {
        Media::Bytes => true,
        Media::Json => false,
        Media::Text | Media::Unknown => {
            reply.body.trim_ascii_start().first() != Some(&b'{')
                || lenient::from_slice::<IgnoredAny>(&reply.body).is_err()
        }
    }
}
