//! The default transport: HTTP/1.1 over hyper-util's client with its pool of connections.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, PROXY_AUTHORIZATION, USER_AGENT};
use http::uri::{Authority, Parts, PathAndQuery, Scheme};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper_util::client::legacy;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::dial::{Connector, TimedOut};
use super::{Body, TransportError};
use crate::error::Error;
use crate::value::Secret;

/// Shorter than servers keep theirs, so that few calls meet a connection just closed.
const IDLE: Duration = Duration::from_secs(30);

/// What the default transport is built from.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) connect_timeout: Duration,
    pub(crate) proxy: ProxySetting,
}

/// Which proxy the default transport uses.
#[derive(Clone, Debug, Default)]
pub(crate) enum ProxySetting {
    /// The one that the environment names.
    #[default]
    Environment,
    None,
    Url(Secret),
}

/// The default transport.
#[derive(Debug)]
pub(crate) struct HttpTransport {
    client: legacy::Client<Connector, Body>,
    proxies: Option<Arc<Matcher>>,
    user_agent: HeaderValue,
    /// The host that was called first.
    host: OnceLock<Host>,
}

/// A base URL, parsed.
#[derive(Debug)]
struct Host {
    base: String,
    scheme: Scheme,
    authority: Authority,
    /// Path, without a slash at the end.
    prefix: String,
}

impl Host {
    fn parse(base: &str) -> Option<Host> {
        let parts = base.parse::<Uri>().ok()?.into_parts();
        let prefix = parts.path_and_query.as_ref().map_or("", PathAndQuery::path);
        Some(Host {
            base: base.to_owned(),
            scheme: parts.scheme?,
            authority: parts.authority?,
            prefix: prefix.trim_end_matches('/').to_owned(),
        })
    }

    fn uri(&self, path: &str, query: &str) -> Option<Uri> {
        let text = crate::url::join(&self.prefix, path, query);
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(PathAndQuery::from_maybe_shared(Bytes::from(text)).ok()?);
        Uri::from_parts(parts).ok()
    }
}

impl HttpTransport {
    pub(crate) fn new(
        settings: &Settings,
        user_agent: HeaderValue,
    ) -> Result<HttpTransport, Error> {
        let proxies = match &settings.proxy {
            ProxySetting::Environment => Some(Matcher::from_env()),
            ProxySetting::None => None,
            ProxySetting::Url(url) => Some(proxy(url)?),
        };
        let proxies = proxies.map(Arc::new);
        let connector =
            Connector::new(settings.connect_timeout, proxies.clone()).map_err(|error| {
                Error::config("TLS cannot be set up on this machine").with_source(error)
            })?;
        let client = legacy::Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_timer(TokioTimer::new())
            .build(connector);
        Ok(HttpTransport { client, proxies, user_agent, host: OnceLock::new() })
    }

    fn uri(&self, base: &str, path: &str, query: &str) -> Option<Uri> {
        if let Some(host) = self.host.get().filter(|host| host.base == base) {
            return host.uri(path, query);
        }
        let host = Host::parse(base)?;
        let uri = host.uri(path, query);
        let _ = self.host.set(host);
        uri
    }

    /// Sends without the detour over `http::Request`.
    pub(crate) async fn execute(
        &self,
        method: Method,
        base: &str,
        path: &str,
        query: &str,
        mut headers: HeaderMap,
        body: Body,
    ) -> Result<Answer, TransportError> {
        let uri = self
            .uri(base, path, query)
            .ok_or_else(|| TransportError::connect("the base URL and the path make no URL"))?;
        headers.entry(ACCEPT).or_insert(HeaderValue::from_static("*/*"));
        headers.entry(USER_AGENT).or_insert(self.user_agent.clone());
        if let Some(proxies) = &self.proxies
            && uri.scheme() == Some(&Scheme::HTTP)
            && let Some(proxy) = proxies.intercept(&uri)
            && let Some(auth) = proxy.basic_auth()
        {
            // Without TLS there is no tunnel: the proxy reads the request itself.
            headers.insert(PROXY_AUTHORIZATION, auth.clone());
        }
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        self.client.request(request).await.map(Answer::Http).map_err(|error| {
            let connect = error.is_connect();
            refused(&error, connect)
        })
    }
}

/// An answer whose body is still on its way.
#[derive(Debug)]
pub(crate) enum Answer {
    Http(Response<Incoming>),
    Custom(Response<Body>),
}

impl Answer {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Answer::Http(answer) => answer.status(),
            Answer::Custom(answer) => answer.status(),
        }
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        match self {
            Answer::Http(answer) => answer.headers(),
            Answer::Custom(answer) => answer.headers(),
        }
    }

    pub(crate) fn take_headers(&mut self) -> HeaderMap {
        match self {
            Answer::Http(answer) => std::mem::take(answer.headers_mut()),
            Answer::Custom(answer) => std::mem::take(answer.headers_mut()),
        }
    }

    /// The next piece of the body.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            let frame = match self {
                Answer::Http(answer) => answer
                    .body_mut()
                    .frame()
                    .await
                    .transpose()
                    .map_err(|error| refused(&error, false))?,
                Answer::Custom(answer) => {
                    answer.body_mut().frame().await.transpose().map_err(TransportError::broken)?
                }
            };
            match frame.map(http_body::Frame::into_data) {
                Some(Ok(data)) => return Ok(Some(data)),
                // Trailers.
                Some(Err(_)) => {}
                None => return Ok(None),
            }
        }
    }
}

fn proxy(url: &Secret) -> Result<Matcher, Error> {
    // Its own message would repeat the URL, which may hold a password.
    let wrong = |why| Error::config(format!("`proxy`: {why}"));
    let text = url.expose();
    match text.split_once("://").map(|(scheme, _)| scheme) {
        Some("http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h") => {}
        _ => return Err(wrong("expected a URL such as http://user:password@host:8080")),
    }
    let proxies = Matcher::builder().all(text).build();
    // One that cannot be used is dropped without a word.
    let found = proxies.intercept(&Uri::from_static("https://api.weixin.qq.com"));
    let names_a_host = found.is_some_and(|proxy| {
        let host = proxy.uri().authority();
        host.is_some_and(|host| {
            // A port that is no number is none to `port_u16`.
            let port = host.as_str().len() > host.host().len();
            !host.host().is_empty() && port == host.port_u16().is_some()
        })
    });
    if names_a_host { Ok(proxies) } else { Err(wrong("the URL is not valid")) }
}

/// hyper's error, sorted by whether the request may have been sent. No error of hyper's holds a URL.
#[cold]
fn refused(error: &(dyn std::error::Error + 'static), connect: bool) -> TransportError {
    let mut words: Vec<String> = Vec::new();
    let mut timed_out = false;
    let mut source = error.source();
    while let Some(cause) = source {
        // A body of ours that failed (a file that cannot be read) is somewhere down the chain.
        if let Some(file) = cause.downcast_ref::<crate::file::FileError>() {
            return TransportError::broken(file.clone());
        }
        timed_out |= cause.is::<TimedOut>()
            || cause
                .downcast_ref::<std::io::Error>()
                .is_some_and(|io| io.kind() == std::io::ErrorKind::TimedOut);
        let text = cause.to_string();
        if words.last() != Some(&text) {
            words.push(text);
        }
        source = cause.source();
    }
    let cause = if words.is_empty() { error.to_string() } else { words.join(": ") };
    let error =
        if connect { TransportError::connect(cause) } else { TransportError::broken(cause) };
    if timed_out { error.timed_out() } else { error }
}
