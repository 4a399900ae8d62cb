//! A proxy on loopback that passes plain HTTP requests on and keeps what they asked of it.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// See the module.
pub(crate) struct Proxy {
    pub(crate) address: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// A request for the proxy.
#[derive(Clone)]
pub(crate) struct Seen {
    /// `GET http://api.weixin.qq.com`
    pub(crate) asked: String,
    pub(crate) authorization: Option<String>,
}

impl Proxy {
    /// Passes everything on to this server, whatever host was asked for.
    pub(crate) async fn to(server: &str) -> Proxy {
        let server = server.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let proxy = Proxy { address, seen: Arc::clone(&seen) };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass(client, server.clone(), Arc::clone(&seen)));
            }
        });
        proxy
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no test panics in here").clone()
    }
}

/// Passes one request on; both ends are closed after it.
async fn pass(
    client: TcpStream,
    server: String,
    seen: Arc<Mutex<Vec<Seen>>>,
) -> std::io::Result<()> {
    let mut client = BufReader::new(client);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if client.read_until(b'\n', &mut head).await? == 0 {
            return Ok(());
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let header = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        lines
            .filter(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
            .next()
    };
    let mut body =
        vec![0; header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0)];
    client.read_exact(&mut body).await?;
    let (line, headers) = head.split_once("\r\n").unwrap_or_default();
    let mut words = line.split(' ');
    let (method, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (host, path) = url.split_at(url.match_indices('/').nth(2).map_or(url.len(), |(at, _)| at));
    seen.lock().expect("no test panics in here").push(Seen {
        asked: format!("{method} {host}"),
        authorization: header("proxy-authorization"),
    });
    let mut server = TcpStream::connect(server).await?;
    server
        .write_all(format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n{headers}").as_bytes())
        .await?;
    server.write_all(&body).await?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).await?;
    client.get_mut().write_all(&answer).await
}
