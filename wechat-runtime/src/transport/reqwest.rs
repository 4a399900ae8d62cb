//! The default transport, over reqwest with HTTP/1.1 and a connection pool.

use std::sync::OnceLock;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};

use super::{Body, TransportError};
use crate::error::Error;
use crate::value::Secret;

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
#[derive(Clone, Debug)]
pub(crate) struct HttpTransport {
    client: ::reqwest::Client,
    /// The host that was called first, parsed: parsing one costs more than all the rest of a URL.
    host: OnceLock<(String, ::reqwest::Url)>,
}

impl HttpTransport {
    pub(crate) fn new(
        settings: &Settings,
        user_agent: HeaderValue,
    ) -> Result<HttpTransport, Error> {
        let mut builder = ::reqwest::Client::builder()
            .user_agent(user_agent)
            .connect_timeout(settings.connect_timeout)
            .redirect(::reqwest::redirect::Policy::none())
            .retry(::reqwest::retry::never())
            .tcp_nodelay(true)
            // Shorter than servers keep theirs, so that few calls meet a connection just closed.
            .pool_idle_timeout(Duration::from_secs(30))
            .referer(false);
        match &settings.proxy {
            ProxySetting::Environment => {}
            ProxySetting::None => builder = builder.no_proxy(),
            ProxySetting::Url(url) => builder = builder.proxy(proxy(url)?),
        }
        #[cfg(feature = "rustls")]
        {
            let config = super::tls::config().map_err(|error| {
                Error::config("TLS cannot be set up on this machine").with_source(error)
            })?;
            builder = builder.tls_backend_preconfigured(config);
        }
        let client = builder.build().map_err(|error| {
            Error::config("the HTTP client cannot be set up").with_source(error.without_url())
        })?;
        Ok(HttpTransport { client, host: OnceLock::new() })
    }

    fn url(&self, base: &str, path: &str, query: &str) -> Option<::reqwest::Url> {
        if let Some((host, url)) = self.host.get()
            && host == base
            && !path.contains('?')
        {
            let mut url = url.clone();
            url.set_path(path);
            url.set_query((!query.is_empty()).then_some(query));
            return Some(url);
        }
        if self.host.get().is_none()
            && let Ok(url) = ::reqwest::Url::parse(base)
            && url.path() == "/"
        {
            let _ = self.host.set((base.to_owned(), url));
        }
        ::reqwest::Url::parse(&crate::url::join(base, path, query)).ok()
    }

    /// Sends without the detour over `http::Request`.
    pub(crate) async fn execute(
        &self,
        method: Method,
        base: &str,
        path: &str,
        query: &str,
        headers: HeaderMap,
        body: Body,
    ) -> Result<Answer, TransportError> {
        let url = self
            .url(base, path, query)
            .ok_or_else(|| TransportError::connect("the base URL and the path make no URL"))?;
        let mut request = ::reqwest::Request::new(method, url);
        *request.headers_mut() = headers;
        *request.body_mut() = Some(body.into_reqwest());
        self.client.execute(request).await.map(Answer::Http).map_err(refused)
    }
}

/// An answer whose body is still on its way.
#[derive(Debug)]
pub(crate) enum Answer {
    Http(::reqwest::Response),
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
        match self {
            Answer::Http(answer) => answer.chunk().await.map_err(refused),
            Answer::Custom(answer) => {
                use http_body_util::BodyExt as _;
                while let Some(frame) = answer.body_mut().frame().await {
                    if let Ok(data) = frame.map_err(TransportError::broken)?.into_data() {
                        return Ok(Some(data));
                    }
                }
                Ok(None)
            }
        }
    }
}

fn proxy(url: &Secret) -> Result<::reqwest::Proxy, Error> {
    // reqwest's own message would repeat the URL, which may hold a password.
    let wrong = |why| Error::config(format!("`proxy`: {why}"));
    let text = url.expose();
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    match scheme {
        Some("http" | "https") => {}
        Some("socks4" | "socks4a" | "socks5" | "socks5h") if cfg!(feature = "socks") => {}
        Some("socks4" | "socks4a" | "socks5" | "socks5h") => {
            return Err(wrong("SOCKS needs the feature `socks`"));
        }
        _ => return Err(wrong("expected a URL such as http://user:password@host:8080")),
    }
    ::reqwest::Proxy::all(text).map_err(|_| wrong("the URL is not valid"))
}

/// reqwest's error without its URL, sorted by whether the request may have been sent.
#[cold]
fn refused(error: ::reqwest::Error) -> TransportError {
    // A body of ours that failed (a file that cannot be read) is somewhere down the chain.
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        if let Some(file) = cause.downcast_ref::<crate::file::FileError>() {
            return TransportError::broken(file.clone());
        }
        source = cause.source();
    }
    let (connect, timed_out) = (error.is_connect(), error.is_timeout());
    let cause = cause(&error);
    let error =
        if connect { TransportError::connect(cause) } else { TransportError::broken(cause) };
    if timed_out { error.timed_out() } else { error }
}

/// The words of reqwest's error chain but the outermost, which hold the URL.
fn cause(error: &::reqwest::Error) -> String {
    let mut words = Vec::new();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let text = cause.to_string();
        if words.last() != Some(&text) {
            words.push(text);
        }
        source = cause.source();
    }
    if words.is_empty() { "the HTTP client gives no reason".to_owned() } else { words.join(": ") }
}
