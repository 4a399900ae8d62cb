//! One call from the encoded request to the judged answer: credential, URL, sending, reading, and
//! whether it is done again. The same for described calls, raw calls and the fetching of tokens.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
use tokio::time::Instant;
use tracing::{Instrument as _, field};

use crate::client::{AnyTransport, Client};
use crate::credential::{Entry, Forgot, Token};
use crate::download::Download;
use crate::error::{Endpoint, Error, ErrorKind, Result};
use crate::file::{FileBody, FileError, Piece};
use crate::op::{self, Envelope, Method, Rule};
use crate::progress::{OnProgress, Progress};
use crate::record::{Encoded, EncodedBody, PartContent};
use crate::reply::Reply;
use crate::retry::{RetryPolicy, may_repeat};
use crate::transport::{Answer, Body};
use crate::value::Secret;
use crate::{multipart, url};

/// What there is to know of an endpoint beside its request.
pub(crate) struct Spec {
    /// Empty for calls that no spec describes.
    pub(crate) name: Cow<'static, str>,
    pub(crate) method: Method,
    /// With `{names}` for its parameters.
    pub(crate) path: Cow<'static, str>,
    pub(crate) host: Option<&'static str>,
    pub(crate) envelope: Envelopes,
    pub(crate) rules: &'static [Rule],
    pub(crate) idempotent: bool,
    pub(crate) reply: op::Reply,
}

/// Where answers keep their return code.
#[derive(Clone, Copy)]
pub(crate) enum Envelopes {
    Of(&'static Envelope),
    /// In any of the places that WeChat has: nobody described the call.
    Any,
}

impl Spec {
    pub(crate) fn of(op: &'static op::Op, client: &Client) -> Spec {
        Spec {
            name: Cow::Borrowed(op.name),
            method: op.method,
            path: Cow::Borrowed(op.path),
            host: op.host,
            envelope: Envelopes::Of(op.envelope.unwrap_or(&client.product().envelope)),
            rules: op.rules,
            idempotent: op.idempotent,
            reply: op.reply,
        }
    }

    pub(crate) fn endpoint(&self) -> Endpoint {
        Endpoint {
            name: self.name.clone(),
            method: method_name(self.method),
            path: self.path.clone(),
        }
    }
}

/// A request that is ready but for its credential.
pub(crate) struct Outgoing<'a> {
    pub(crate) spec: &'a Spec,
    pub(crate) encoded: &'a Encoded,
    pub(crate) entry: Option<&'a Arc<Entry>>,
}

/// What a single call changes of the client's settings.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) headers: HeaderMap,
    pub(crate) credential: Option<Secret>,
    pub(crate) retries: Option<u32>,
    pub(crate) reload: bool,
    pub(crate) idempotent: Option<bool>,
    pub(crate) on_upload: Option<OnProgress>,
}

/// What is done with an answer: it is read whole and judged, or streamed.
pub(crate) type Judge<'a> = &'a mut (dyn FnMut(Reply<'_>) -> Result<()> + Send);

enum Take<'a, 'b> {
    Whole(Judge<'a>),
    Stream(&'b mut Option<Download>),
}

/// Makes the call and has its answer judged.
pub(crate) async fn drive(
    client: &Client,
    out: &Outgoing<'_>,
    options: &Options,
    judge: Judge<'_>,
) -> Result<()> {
    limited(client, out, options, Take::Whole(judge)).await
}

/// Makes the call and leaves the body of its answer on the line.
pub(crate) async fn open(
    client: &Client,
    out: &Outgoing<'_>,
    options: &Options,
) -> Result<Download> {
    let mut download = None;
    limited(client, out, options, Take::Stream(&mut download)).await?;
    download.ok_or_else(|| Error::new(ErrorKind::Transport, "no answer came"))
}

/// What a call was busy with when its time was over.
const CREDENTIAL: u8 = 0;
const SENDING: u8 = 1;
const READING: u8 = 2;

async fn limited(
    client: &Client,
    out: &Outgoing<'_>,
    options: &Options,
    take: Take<'_, '_>,
) -> Result<()> {
    if tokio::runtime::Handle::try_current().is_err() {
        return Err(crate::client::no_runtime().at(|| out.spec.endpoint()));
    }
    let limit = options.timeout.unwrap_or(client.inner().timeout);
    let deadline = Instant::now().checked_add(limit);
    let phase = AtomicU8::new(CREDENTIAL);
    let span = tracing::debug_span!(
        "wechat",
        app = client.appid(),
        endpoint = &*out.spec.name,
        method = method_name(out.spec.method),
        path = &*out.spec.path,
        attempts = field::Empty,
        code = field::Empty,
        rid = field::Empty,
        elapsed_ms = field::Empty,
    );
    let attempts = attempts(client, out, options, take, deadline, &phase).instrument(span.clone());
    let result = match deadline {
        Some(deadline) => match tokio::time::timeout_at(deadline, attempts).await {
            Ok(result) => result,
            Err(_) => Err(late(limit, phase.into_inner(), out)),
        },
        None => attempts.await,
    };
    let result = result.map_err(|error| error.at(|| out.spec.endpoint()));
    if !span.is_disabled() {
        note(
            &span,
            &result,
            deadline.map(|deadline| limit.saturating_sub(deadline - Instant::now())),
        );
    }
    result
}

#[cold]
fn late(limit: Duration, phase: u8, out: &Outgoing<'_>) -> Error {
    let what = match phase {
        CREDENTIAL => "the credential did not come",
        SENDING => "no answer came",
        _ => "the answer did not end",
    };
    let error = Error::new(ErrorKind::Timeout, format!("{what} within {limit:?}"));
    match (phase, out.entry) {
        (CREDENTIAL, Some(entry)) => error.while_fetching(entry.credential.name),
        _ => error,
    }
}

#[cold]
fn note(span: &tracing::Span, result: &Result<()>, elapsed: Option<Duration>) {
    if let Some(elapsed) = elapsed {
        span.record("elapsed_ms", elapsed.as_millis() as u64);
    }
    match result {
        Ok(()) => {
            span.record("code", 0);
            tracing::debug!(parent: span, "done");
        }
        Err(error) => {
            span.record("attempts", error.attempts());
            if let Some(code) = error.code() {
                span.record("code", code);
            }
            if let Some(rid) = error.rid() {
                span.record("rid", rid);
            }
            tracing::debug!(parent: span, %error, "failed");
        }
    }
}

async fn attempts(
    client: &Client,
    out: &Outgoing<'_>,
    options: &Options,
    mut take: Take<'_, '_>,
    deadline: Option<Instant>,
    phase: &AtomicU8,
) -> Result<()> {
    let entry = match options.credential {
        Some(_) => None,
        None => out.entry,
    };
    let mut token = match entry {
        Some(entry) => {
            if options.reload {
                entry.clear();
            }
            Some(entry.get(client).await?)
        }
        None => None,
    };
    let policy = match options.retries {
        Some(0) => RetryPolicy::NONE,
        Some(count) if client.inner().retry.count == 0 => RetryPolicy::times(count),
        Some(count) => RetryPolicy { count, ..client.inner().retry },
        None => client.inner().retry,
    };
    let idempotent = options.idempotent.unwrap_or(out.spec.idempotent);
    let mut renewed = false;
    let mut repeated = 0;
    let mut attempt = 1;
    loop {
        phase.store(SENDING, Ordering::Relaxed);
        let error = match once(client, out, options, token.as_deref(), &mut take, phase).await {
            Ok(()) => {
                if renewed && let Some(entry) = entry {
                    entry.vindicate();
                }
                return Ok(());
            }
            Err(error) => error.with_attempts(attempt),
        };
        let again = if let (Some(entry), Some(used)) = (entry, &token)
            && error.code().is_some_and(|code| entry.credential.stale.contains(&code))
        {
            // WeChat refused the token, so it did nothing: this is safe for every call.
            if renewed {
                entry.doubt(client, used);
                return Err(error);
            }
            if entry.forget(client, used) == Forgot::Trusted || !is_replayable(out.encoded) {
                return Err(error);
            }
            phase.store(CREDENTIAL, Ordering::Relaxed);
            let fresh = entry.get(client).await?;
            if fresh.value == used.value {
                return Err(error);
            }
            renewed = true;
            token = Some(fresh);
            true
        } else if repeated < policy.count
            && may_repeat(&error, idempotent)
            && is_replayable(out.encoded)
        {
            let pause = policy.delay(repeated);
            let ends = Instant::now() + pause;
            if deadline.is_some_and(|deadline| ends >= deadline) {
                return Err(error);
            }
            tracing::info!(%error, pause_ms = pause.as_millis() as u64, "trying again");
            repeated += 1;
            tokio::time::sleep_until(ends).await;
            true
        } else {
            false
        };
        if !again {
            return Err(error);
        }
        attempt += 1;
    }
}

const TLS: bool = cfg!(any(feature = "rustls", feature = "native-tls"));

async fn once(
    client: &Client,
    out: &Outgoing<'_>,
    options: &Options,
    token: Option<&Token>,
    take: &mut Take<'_, '_>,
    phase: &AtomicU8,
) -> Result<()> {
    let (entry, encoded) = (out.entry, out.encoded);
    let send = entry.and_then(|entry| entry.credential.send);
    let value = options.credential.as_ref().or(token.map(|token| &token.value));
    let mut headers = options.headers.clone();
    for (name, text) in &encoded.headers {
        let value = HeaderValue::from_str(text).map_err(|_| {
            Error::new(ErrorKind::Encode, "a header holds characters that it cannot")
                .with_path((*name).to_owned())
        })?;
        headers.insert(header_name(name)?, value);
    }
    let mut pair = None;
    let mut spliced = None;
    match (send, value) {
        (Some(op::Send::Query(name)), Some(value)) => match token {
            Some(token) if options.credential.is_none() => {
                pair = Some(Cow::Borrowed(token.pair.expose()));
            }
            _ => pair = Some(Cow::Owned(url::pair(name, value.expose()))),
        },
        (Some(op::Send::Header(name)), Some(value)) => {
            let mut header = HeaderValue::from_str(value.expose()).map_err(|_| {
                Error::new(ErrorKind::Credential, "it holds characters that a header cannot")
            })?;
            header.set_sensitive(true);
            headers.insert(header_name(name)?, header);
        }
        (Some(op::Send::Body(name)), Some(value)) => {
            spliced = Some(splice(&encoded.body, name, value)?);
        }
        _ => {}
    }
    let base = client.base(out.spec.host);
    let query = url::query(&encoded.query, pair.as_deref());
    let (body, content_type) = match spliced {
        Some(bytes) => (Body::from(bytes), Some(HeaderValue::from_static("application/json"))),
        None => body(&encoded.body)
            .await
            .map_err(|error| Error::new(ErrorKind::File, error.to_string()))?,
    };
    if let Some(content_type) = content_type {
        headers.entry(CONTENT_TYPE).or_insert(content_type);
    }
    let body = match &options.on_upload {
        Some(on_upload) => Body::stream(Progress::new(body, Arc::clone(on_upload))),
        None => body,
    };
    let method = http_method(out.spec.method);
    let mut answer = match &client.inner().transport {
        AnyTransport::Http(_) if !TLS && base.starts_with("https:") => {
            let text = "https needs the feature `rustls` or `native-tls`";
            return Err(Error::new(ErrorKind::Unsupported, text));
        }
        AnyTransport::Http(http) => {
            http.execute(method, base, &encoded.path, &query, headers, body).await?
        }
        AnyTransport::Custom(custom) => {
            let mut request = http::Request::new(body);
            *request.method_mut() = method;
            *request.uri_mut() = http::Uri::try_from(url::join(base, &encoded.path, &query))
                .map_err(|_| Error::config("the base URL and the path make no URL"))?;
            headers.entry(http::header::USER_AGENT).or_insert(client.inner().user_agent.clone());
            *request.headers_mut() = headers;
            Answer::Custom(custom.send(request).await?)
        }
    };
    phase.store(READING, Ordering::Relaxed);
    match take {
        Take::Whole(judge) => {
            let limit = limit(client, out.spec, &answer);
            let body = crate::reply::read(&mut answer, Bytes::new(), limit).await?;
            judge(Reply::new(client, out, options, token, answer.status(), answer.headers(), body))
        }
        Take::Stream(slot) => {
            let idle = options.timeout.unwrap_or(client.inner().timeout);
            **slot = Some(Download::open(client, out, options, token, answer, idle).await?);
            Ok(())
        }
    }
}

/// How much of an answer is read.
pub(crate) fn limit(client: &Client, spec: &Spec, answer: &Answer) -> usize {
    let file = matches!(spec.reply, op::Reply::Binary | op::Reply::BinaryOrJson);
    if file && answer.status().is_success() {
        client.inner().max_file
    } else {
        client.inner().max_answer
    }
}

fn header_name(name: &str) -> Result<http::HeaderName> {
    http::HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| Error::new(ErrorKind::Encode, format!("`{name}` is no name of a header")))
}

fn is_replayable(encoded: &Encoded) -> bool {
    match &encoded.body {
        EncodedBody::File(file) => file.is_replayable(),
        EncodedBody::Multipart(parts) => parts.iter().all(|part| match &part.content {
            PartContent::File(file) => file.is_replayable(),
            _ => true,
        }),
        _ => true,
    }
}

async fn body(encoded: &EncodedBody) -> Result<(Body, Option<HeaderValue>), FileError> {
    Ok(match encoded {
        EncodedBody::None => (Body::default(), None),
        EncodedBody::Bytes { content_type, data } => {
            (Body::from(data.clone()), Some(HeaderValue::from_static(content_type)))
        }
        EncodedBody::Multipart(parts) => {
            let (content_type, body) = multipart::encode(parts).await?;
            (Body::stream(body), HeaderValue::try_from(content_type).ok())
        }
        EncodedBody::File(file) => {
            let body = match Piece::of(file).await? {
                Piece::Bytes(bytes) => Body::from(bytes),
                stream => Body::stream(FileBody::new([stream])),
            };
            (body, HeaderValue::try_from(file.content_type()).ok())
        }
    })
}

/// Puts a credential into a JSON object, first.
fn splice(body: &EncodedBody, name: &str, value: &Secret) -> Result<Vec<u8>> {
    let data = match body {
        EncodedBody::Bytes { data, .. } => data,
        _ => &Bytes::from_static(b"{}"),
    };
    let Some(rest) = data.strip_prefix(b"{") else {
        return Err(Error::new(
            ErrorKind::Encode,
            "the credential travels in a JSON body, and this is none",
        ));
    };
    let mut out = Vec::with_capacity(data.len() + name.len() + value.expose().len() + 8);
    out.push(b'{');
    let quote = |text: &str| serde_json::Value::from(text).to_string();
    out.extend_from_slice(quote(name).as_bytes());
    out.push(b':');
    out.extend_from_slice(quote(value.expose()).as_bytes());
    if rest.trim_ascii_start() != b"}" {
        out.push(b',');
    }
    out.extend_from_slice(rest);
    Ok(out)
}

pub(crate) fn method_name(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    }
}

fn http_method(method: Method) -> http::Method {
    match method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Patch => http::Method::PATCH,
        Method::Delete => http::Method::DELETE,
    }
}
