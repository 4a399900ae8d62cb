//! A transport with few connections. Thousands of calls at once with a socket each, at both ends,
//! are more files than a process may have open on most machines.

use wechat_app::transport::{Body, BoxFuture, Transport, TransportError};

/// Sends at most so many requests at once; the others wait, with the token they have.
pub(crate) struct Throttled {
    http: reqwest::Client,
    permits: tokio::sync::Semaphore,
}

impl Throttled {
    pub(crate) fn new(connections: usize) -> Throttled {
        let http = reqwest::Client::builder().no_proxy().build().expect("an HTTP client");
        Throttled { http, permits: tokio::sync::Semaphore::new(connections) }
    }
}

impl Transport for Throttled {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let _permit = self.permits.acquire().await.map_err(TransportError::connect)?;
            let (parts, body) = request.into_parts();
            let body = body.as_bytes().cloned().ok_or_else(|| TransportError::connect("only bytes are sent here"))?;
            let url = reqwest::Url::parse(&parts.uri.to_string()).map_err(TransportError::connect)?;
            let request = self.http.request(parts.method, url).headers(parts.headers).body(body);
            let broken = |error: reqwest::Error| TransportError::broken(error.without_url());
            let answer = request.send().await.map_err(broken)?;
            let mut out = http::Response::builder().status(answer.status());
            if let Some(headers) = out.headers_mut() {
                headers.clone_from(answer.headers());
            }
            out.body(Body::from(answer.bytes().await.map_err(broken)?)).map_err(TransportError::broken)
        })
    }
}
