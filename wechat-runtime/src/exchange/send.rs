//! One attempt: the credential is put in its place, the request sent, the answer read.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::dialogue;
use super::secure::Secured;
use super::signed::Keys;
use super::{Options, Outgoing, READING, Spec, Take, http_method};
use crate::client::Client;
use crate::credential::Token;
use crate::deployment::AnyTransport;
use crate::download::Download;
use crate::error::{Error, ErrorKind, Result};
use crate::file::{FileBody, FileError, Piece};
use crate::op;
use crate::progress::Progress;
use crate::record::{Encoded, EncodedBody, PartContent};
use crate::reply::Reply;
use crate::transport::{Answer, Body};
use crate::value::Secret;
use crate::{multipart, url};

const TLS: bool = cfg!(any(feature = "rustls", feature = "native-tls"));

pub(super) async fn once(
    client: &Client,
    out: &Outgoing<'_>,
    options: &Options,
    token: Option<&Token>,
    keys: Keys<'_>,
    take: &mut Take<'_, '_>,
    phase: &AtomicU8,
) -> Result<()> {
    let (held, encoded) = (out.held, out.encoded);
    let send = held.and_then(|held| held.credential().send);
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
    let sign = out.spec.sign.or(held.and_then(|held| held.credential().sign));
    if let Some(how) = sign {
        let signed = dialogue::signed(spliced.as_deref(), &encoded.body)?;
        dialogue::sign(client, how, held.is_some(), signed, &mut headers)?;
    }
    if out.spec.reply == op::Reply::EncryptedJson && matches!(take, Take::Stream(_)) {
        let text = "an encrypted answer is read whole: await the call, do not stream it";
        return Err(Error::new(ErrorKind::Unsupported, text));
    }
    let base = client.base(out.spec.host.as_deref());
    let secured = Secured::new(client, out, spliced.as_deref(), matches!(take, Take::Stream(_)))?;
    let (path, mut query) = match &secured {
        Some(secured) => (secured.path(), url::query(&[], pair.as_deref())),
        None => (&*encoded.path, url::query(&encoded.query, pair.as_deref())),
    };
    if !keys.is_empty() {
        if secured.is_some() {
            let text = "a call that is signed over its body cannot be encrypted too: leave its path \
                        out of the settings for API security";
            return Err(Error::new(ErrorKind::Unsupported, text));
        }
        let signed = dialogue::signed(spliced.as_deref(), &encoded.body)?;
        keys.sign(&encoded.path, signed, &mut query)?;
    }
    let (body, content_type) = match (&secured, spliced) {
        (Some(secured), _) => {
            secured.add_headers(&mut headers)?;
            (Body::from(secured.body()), None)
        }
        (None, Some(bytes)) => {
            (Body::from(bytes), Some(HeaderValue::from_static("application/json")))
        }
        (None, None) => body(&encoded.body)
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
        AnyTransport::Http(http) => http.execute(method, base, path, &query, headers, body).await?,
        AnyTransport::Custom(custom) => {
            let mut request = http::Request::new(body);
            *request.method_mut() = method;
            *request.uri_mut() = http::Uri::try_from(url::join(base, path, &query))
                .map_err(|_| Error::config("the base URL and the path make no URL"))?;
            headers
                .entry(http::header::USER_AGENT)
                .or_insert(client.deployment().user_agent.clone());
            *request.headers_mut() = headers;
            Answer::Custom(custom.send(request).await?)
        }
    };
    phase.store(READING, Ordering::Relaxed);
    match take {
        Take::Whole(judge) => {
            let limit = limit(client, out.spec, &answer);
            let body = crate::reply::read(&mut answer, Bytes::new(), limit).await?;
            let (status, headers) = (answer.status(), answer.headers());
            let body = match out.spec.reply {
                op::Reply::EncryptedJson => dialogue::open(client, body)?,
                _ => body,
            };
            let reply = |body| Reply::new(client, out, options, token, status, headers, body);
            match &secured {
                Some(secured) => secured.judge(headers, body, reply, judge),
                None => judge(reply(body)),
            }
        }
        Take::Stream(slot) => {
            let idle = options.timeout.unwrap_or(client.deployment().timeout);
            **slot = Some(Download::open(client, out, options, token, answer, idle).await?);
            Ok(())
        }
    }
}

/// How much of an answer is read.
fn limit(client: &Client, spec: &Spec, answer: &Answer) -> usize {
    let file = matches!(spec.reply, op::Reply::Binary | op::Reply::BinaryOrJson);
    if file && answer.status().is_success() {
        client.deployment().max_file
    } else {
        client.deployment().max_answer
    }
}

fn header_name(name: &str) -> Result<http::HeaderName> {
    http::HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| Error::new(ErrorKind::Encode, format!("`{name}` is no name of a header")))
}

pub(super) fn is_replayable(encoded: &Encoded) -> bool {
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
