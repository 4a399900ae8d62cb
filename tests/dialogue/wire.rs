//! The way to the simulator, on which calls are changed.

use std::sync::Mutex;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use wechat_app::transport::{Body, BoxFuture, Transport, TransportError};

/// A request of which all is there.
pub(crate) type Request = http::Request<Bytes>;

/// What is done to a call on its way.
type Change = Box<dyn Fn(&mut Request) + Send + Sync>;

/// Sends calls on, changed.
pub(crate) struct Wire {
    client: Client<HttpConnector, Full<Bytes>>,
    /// Only calls of this path.
    path: &'static str,
    change: Mutex<Change>,
}

impl Wire {
    pub(crate) fn new(
        path: &'static str,
        change: impl Fn(&mut Request) + Send + Sync + 'static,
    ) -> Wire {
        let client = Client::builder(TokioExecutor::new()).build_http();
        Wire { client, path, change: Mutex::new(Box::new(change)) }
    }
}

impl Transport for Wire {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map_err(TransportError::broken)?.to_bytes();
            let mut request = Request::from_parts(parts, body);
            if request.uri().path() == self.path {
                (self.change.lock().expect("nobody panics here"))(&mut request);
            }
            let sent = self.client.request(request.map(Full::new)).await;
            let (parts, body) = sent.map_err(TransportError::connect)?.into_parts();
            let body = body.collect().await.map_err(TransportError::broken)?.to_bytes();
            Ok(http::Response::from_parts(parts, Body::from(body)))
        })
    }
}
