//! One HTTP request to a server under test, on a connection of its own. Plain HTTP: servers under
//! test are near.

use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{Method, Request, Uri};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Answers are small.
const LARGEST: usize = 1 << 20;

/// Sends, and gives status and body.
pub(super) async fn request(
    method: Method,
    url: &str,
    query: &str,
    content_type: &str,
    body: String,
) -> Result<(u16, Bytes), String> {
    let joint = if url.contains('?') { '&' } else { '?' };
    let uri: Uri = format!("{url}{joint}{query}").parse().map_err(|why| format!("{url}: {why}"))?;
    if uri.scheme_str() != Some("http") {
        return Err(format!("{url}: only plain http:// can be pushed to"));
    }
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let authority = uri.authority().map(ToString::to_string).unwrap_or_default();
    let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let text = |why: &dyn std::fmt::Display| why.to_string();
    let stream = TcpStream::connect((host.as_str(), uri.port_u16().unwrap_or(80)));
    let stream = stream.await.map_err(|why| text(&why))?;
    let _ = stream.set_nodelay(true);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|why| text(&why))?;
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(HOST, authority)
        .header(CONTENT_TYPE, content_type)
        .header("user-agent", "Mozilla/4.0")
        .header("connection", "close")
        .body(Full::new(Bytes::from(body)))
        .map_err(|why| text(&why))?;
    let exchange = async move {
        let response = sender.send_request(request).await.map_err(|why| text(&why))?;
        let status = response.status().as_u16();
        let body = Limited::new(response.into_body(), LARGEST).collect().await;
        Ok((status, body.map_err(|why| text(&why))?.to_bytes()))
    };
    tokio::pin!(exchange);
    // Whoever drops this drops the connection with it.
    tokio::select! {
        answer = &mut exchange => answer,
        ended = connection => match ended {
            Ok(()) => exchange.await,
            Err(why) => Err(why.to_string()),
        },
    }
}
