//! API security around one attempt: the request is encrypted and signed just before it is sent, and
//! the answer verified and decrypted before anything looks at it. How is `crypto::api_security`'s.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;

use super::{Judge, Outgoing};
use crate::client::Client;
use crate::crypto::api_security::{ApiSecurity, ApiSecurityError, Context};
use crate::error::{Error, ErrorKind, Result};
use crate::op::{self, Method};
use crate::record::EncodedBody;
use crate::reply::Reply;

const JSON: &str = "application/json";

/// A call that is secured.
pub(super) struct Secured<'a> {
    client: &'a Client,
    security: &'a ApiSecurity,
    /// WeChat's own, whatever server stands between.
    url: String,
    path: &'a str,
    headers: [(&'static str, String); 4],
    body: Bytes,
}

impl<'a> Secured<'a> {
    /// Secures the request if the app's settings say so: anew at each attempt, since time and
    /// signature are good for one. `spliced` is the body with its credential, where that belongs
    /// there.
    pub(super) fn new(
        client: &'a Client,
        out: &'a Outgoing<'_>,
        spliced: Option<&[u8]>,
        streamed: bool,
    ) -> Result<Option<Secured<'a>>> {
        let path: &str = &out.encoded.path;
        let (path, constants) = path.split_once('?').unwrap_or((path, ""));
        let Some(security) = client.inner().security.as_ref().filter(|own| own.covers(path)) else {
            return Ok(None);
        };
        let body = match (&out.encoded.body, spliced) {
            _ if out.spec.method != Method::Post => return refused("it is not a POST"),
            _ if out.spec.reply != op::Reply::Json => return refused("its answer is not JSON"),
            _ if streamed => {
                return refused("an answer is verified whole: await the call, do not stream it");
            }
            (_, Some(spliced)) => spliced,
            (EncodedBody::Bytes { content_type: JSON, data }, None) => data,
            (EncodedBody::None, None) => b"{}",
            _ => return refused("its body is not JSON, and uploads cannot be"),
        };
        let body = std::str::from_utf8(body).map_err(|_| ApiSecurityError::BodyNotObject)?;
        let host = out.spec.host.as_deref().unwrap_or(client.product().host);
        let url = format!("{host}{path}");
        let constants: Vec<(Cow<'_, str>, Cow<'_, str>)> = constants
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (unescape(name), unescape(value)))
            .collect();
        let own = out.encoded.query.iter().map(|(name, value)| (&**name, value.as_str()));
        let constants = constants.iter().map(|(name, value)| (&**name, &**value));
        let context = Context { url: &url, app_id: client.appid(), timestamp: now(client) };
        let request = security.request(context, constants.chain(own), body)?;
        let (headers, body) = (request.headers, Bytes::from(request.body));
        Ok(Some(Secured { client, security, url, path, headers, body }))
    }

    /// The path without any query: all of it went into the body.
    pub(super) fn path(&self) -> &'a str {
        self.path
    }

    /// The body that was signed.
    pub(super) fn body(&self) -> Bytes {
        self.body.clone()
    }

    /// Puts in the headers that prove the body.
    pub(super) fn add_headers(&self, headers: &mut HeaderMap) -> Result<()> {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
        for (name, value) in &self.headers {
            let value = HeaderValue::from_str(value).map_err(|_| {
                Error::new(ErrorKind::Encode, "a header holds characters that it cannot")
                    .with_path((*name).to_owned())
            })?;
            headers.insert(HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad_name())?, value);
        }
        Ok(())
    }

    /// Verifies and decrypts an answer, and has it judged. `reply` makes one of a body.
    pub(super) fn judge<'r>(
        &self,
        headers: &HeaderMap,
        body: Bytes,
        reply: impl Fn(Bytes) -> Reply<'r>,
        judge: &mut Judge<'_>,
    ) -> Result<()> {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        if !ApiSecurity::is_secured(header) {
            // What goes wrong before WeChat comes to securing is told in the open. That may be
            // believed of an error; a success could be anyone's.
            return match reply(body.clone()).verdict() {
                Ok(()) => Err(ApiSecurityError::Unsigned.into()),
                Err(error) => judge(reply(body)).and(Err(error)),
            };
        }
        let text = std::str::from_utf8(&body).map_err(|_| ApiSecurityError::NotSealed("iv"))?;
        let call =
            Context { url: &self.url, app_id: self.client.appid(), timestamp: now(self.client) };
        let response = self.security.response(call, header, text)?;
        if let Some(serial) = &response.new_certificate
            && self.security.tell_once()
        {
            tracing::warn!(
                app = self.client.appid(),
                serial,
                "WeChat's certificate for API security is about to expire: add the new one, too"
            );
        }
        let json = serde_json::to_vec(&response.json).map_err(|_| ApiSecurityError::NotJson)?;
        judge(reply(json.into()))
    }
}

fn refused<T>(why: &'static str) -> Result<T> {
    Err(ApiSecurityError::Unsupported(why).into())
}

#[cold]
fn bad_name() -> Error {
    Error::new(ErrorKind::Encode, "a name of a header holds characters that it cannot")
}

fn unescape(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

/// Seconds since 1970, by the client's clock.
fn now(client: &Client) -> u64 {
    client.now() / 1000
}
