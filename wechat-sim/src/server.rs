//! Listens on loopback and carries requests to the engine.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request as HttpRequest, State};
use axum::response::Response;
use axum::serve::ListenerExt;
use bytes::Bytes;
use futures_util::stream::{self, StreamExt};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::oneshot;

use crate::answer::Reply;
use crate::engine::Engine;
use crate::request::{Request, decode, parse_query};

/// Ten thousand clients that connect at once must find room.
const BACKLOG: u32 = 8192;

/// Bigger uploads than this WeChat takes nowhere.
const LARGEST_BODY: usize = 64 << 20;

/// Opens a port on loopback; 0 for any.
pub(crate) fn listen(port: u16) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    if port != 0 {
        socket.set_reuseaddr(true)?;
    }
    socket.bind(SocketAddr::from(([127, 0, 0, 1], port)))?;
    socket.listen(BACKLOG)
}

/// Serves until the other end of `stop` is dropped.
pub(crate) fn spawn(listener: TcpListener, engine: Arc<Engine>, stop: oneshot::Receiver<()>) {
    let router = Router::new().fallback(handle).with_state(engine);
    let listener = listener.tap_io(|stream| {
        // Small answers must not wait for the next packet.
        let _ = stream.set_nodelay(true);
    });
    let stopped = async move {
        let _ = stop.await;
    };
    tokio::spawn(async move {
        let _ = axum::serve(listener, router).with_graceful_shutdown(stopped).await;
    });
}

async fn handle(State(engine): State<Arc<Engine>>, request: HttpRequest) -> Response {
    let (parts, body) = request.into_parts();
    let path = decode(parts.uri.path(), false);
    let (delay, fault) = engine.faults.take(&path);
    let Ok(body) = axum::body::to_bytes(body, LARGEST_BODY).await else {
        // The client went away, or sends without end.
        return closed();
    };
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    let request = Request {
        method: parts.method.as_str().to_owned(),
        path,
        query: parse_query(parts.uri.query().unwrap_or_default()),
        headers: parts.headers,
        body,
    };
    let reply = engine.serve(&request, fault);
    for (target, push) in engine.errands() {
        let engine = Arc::clone(&engine);
        tokio::spawn(async move { engine.push(&target, push).await });
    }
    match reply {
        Reply::Http(status, headers, body) => {
            let mut response = Response::new(Body::from(body));
            *response.status_mut() = status;
            *response.headers_mut() = headers;
            response
        }
        Reply::Cut(status, headers, body) => {
            let mut response = Response::new(cut(body));
            *response.status_mut() = status;
            *response.headers_mut() = headers;
            response
        }
        Reply::Drop => closed(),
    }
}

/// The first half of a body; then, once that is on its way, the connection is closed.
fn cut(body: Bytes) -> Body {
    let half = body.slice(..body.len() / 2);
    let late = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(io::Error::new(io::ErrorKind::ConnectionAborted, "cut by the simulator"))
    };
    Body::from_stream(stream::iter([Ok(half)]).chain(stream::once(late)))
}

/// A body that fails at once: the connection is closed before a byte of the answer is out.
fn closed() -> Response {
    let failure = io::Error::new(io::ErrorKind::ConnectionAborted, "dropped by the simulator");
    Response::new(Body::from_stream(stream::iter([Err::<Bytes, _>(failure)])))
}
