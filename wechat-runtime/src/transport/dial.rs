//! The way to a host: direct, through a proxy's tunnel, or by SOCKS; then TLS. What is said on the
//! connection is not seen here.

use std::fmt;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::proxy::{SocksV4, SocksV5, Tunnel};
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

use super::BoxFuture;
use super::tls;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Between hosts that have gone without a word and servers that have not.
const KEEPALIVE: Duration = Duration::from_secs(60);

/// Connects to the host of a URL, within a time.
#[derive(Clone)]
pub(super) struct Connector {
    tls: tls::Https<Dial>,
    timeout: Duration,
}

impl Connector {
    pub(super) fn new(
        timeout: Duration,
        proxies: Option<Arc<Matcher>>,
    ) -> Result<Connector, BoxError> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEPALIVE));
        let to_proxy = tls::https(tcp.clone())?;
        Ok(Connector { tls: tls::https(Dial { tcp, to_proxy, proxies })?, timeout })
    }
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connector").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

impl Service<Uri> for Connector {
    type Response = tls::Stream<Wire>;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Service::poll_ready(&mut self.tls, cx)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let connecting = Service::call(&mut self.tls, to);
        let timeout = self.timeout;
        Box::pin(async move {
            match tokio::time::timeout(timeout, connecting).await {
                Ok(connected) => connected,
                Err(_) => Err(TimedOut.into()),
            }
        })
    }
}

/// No connection in time.
#[derive(Debug)]
pub(super) struct TimedOut;

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time to connect is over")
    }
}

impl std::error::Error for TimedOut {}

/// Makes the connection below TLS.
#[derive(Clone)]
pub(super) struct Dial {
    tcp: HttpConnector,
    to_proxy: tls::Https<HttpConnector>,
    proxies: Option<Arc<Matcher>>,
}

impl Service<Uri> for Dial {
    type Response = Wire;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Wire, BoxError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.tcp.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        match self.proxies.as_ref().and_then(|proxies| proxies.intercept(&to)) {
            Some(proxy) => Box::pin(through(proxy, self.tcp.clone(), self.to_proxy.clone(), to)),
            None => {
                let connecting = self.tcp.call(to);
                Box::pin(async move { Ok(Wire::direct(connecting.await?)) })
            }
        }
    }
}

async fn through(
    proxy: Intercept,
    tcp: HttpConnector,
    mut to_proxy: tls::Https<HttpConnector>,
    to: Uri,
) -> Result<Wire, BoxError> {
    let via = proxy.uri().clone();
    let io = match via.scheme_str().unwrap_or_default() {
        scheme @ ("socks5" | "socks5h") => {
            let mut socks = SocksV5::new(via.clone(), tcp).local_dns(scheme == "socks5");
            if let Some((user, password)) = proxy.raw_auth() {
                socks = socks.with_auth(user.to_owned(), password.to_owned());
            }
            tls::plain(socks.call(to).await?)
        }
        scheme @ ("socks4" | "socks4a") => {
            let mut socks = SocksV4::new(via.clone(), tcp).local_dns(scheme == "socks4");
            tls::plain(socks.call(to).await?)
        }
        _ if to.scheme() == Some(&Scheme::HTTPS) => {
            let mut tunnel = Tunnel::new(via, to_proxy);
            if let Some(auth) = proxy.basic_auth() {
                tunnel = tunnel.with_auth(auth.clone());
            }
            tunnel.call(to).await?
        }
        _ => {
            let io = Service::call(&mut to_proxy, via).await?;
            return Ok(Wire { io, to_proxy: true });
        }
    };
    Ok(Wire { io, to_proxy: false })
}

/// A connection, perhaps to a proxy that reads the requests itself.
#[derive(Debug)]
pub(super) struct Wire {
    io: tls::Stream<TokioIo<TcpStream>>,
    to_proxy: bool,
}

impl Wire {
    fn direct(io: TokioIo<TcpStream>) -> Wire {
        Wire { io: tls::plain(io), to_proxy: false }
    }
}

impl Connection for Wire {
    fn connected(&self) -> Connected {
        self.io.connected().proxy(self.to_proxy)
    }
}

impl Read for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_read(cx, buf)
    }
}

impl Write for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().io).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().io).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().io).poll_shutdown(cx)
    }
}
