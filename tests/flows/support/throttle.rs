//! A transport with few connections. Thousands of calls at once with a socket each, at both ends,
//! are more files than a process may have open on most machines.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use wechat_app::transport::{Body, BoxFuture, Transport, TransportError};

/// Sends at most so many requests at once; the others wait, with the token they have.
pub(crate) struct Throttled {
    http: Client<HttpConnector, Full<Bytes>>,
    permits: tokio::sync::Semaphore,
}

impl Throttled {
    pub(crate) fn new(connections: usize) -> Throttled {
        let http = Client::builder(TokioExecutor::new()).build_http();
        Throttled { http, permits: tokio::sync::Semaphore::new(connections) }
    }
}

impl Transport for Throttled {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let _permit = self.permits.acquire().await.map_err(TransportError::connect)?;
            let (parts, body) = request.into_parts();
            let body = body
                .as_bytes()
                .cloned()
                .ok_or_else(|| TransportError::connect("only bytes are sent here"))?;
            let request = http::Request::from_parts(parts, Full::new(body));
            let answer = self.http.request(request).await.map_err(TransportError::broken)?;
            let (parts, body) = answer.into_parts();
            let body = body.collect().await.map_err(TransportError::broken)?.to_bytes();
            Ok(http::Response::from_parts(parts, Body::from(body)))
        })
    }
}
