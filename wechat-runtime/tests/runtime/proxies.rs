//! Proxies: read by the proxy itself, through its tunnel, by SOCKS. TLS is not spoken by these
//! servers, so that a tunnel ends in its handshake.

use std::net::SocketAddr;

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::fixture::{always, builder, error, login, user};
use crate::hush;
use crate::server::{Server, json as answer};

/// Accepts connections, one after the other, and hands each to `serve`.
async fn proxy<F: Future<Output = ()> + Send>(
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            serve(stream).await;
        }
    });
    address
}

#[tokio::test]
async fn a_proxy_is_used_with_its_credentials_and_keeps_them() {
    let proxy = Server::start(always(answer(json!({"openid": "o"})))).await;
    let url = format!("http://user:HUSH-password@{}", proxy.address);
    let client = builder("http://wechat.example").proxy(url).build().unwrap();
    let failed = error(user(&client).await);
    // The request came in absolute form, which the fixture gives one answer to.
    assert_eq!(failed.path(), Some("access_token"), "{failed}");
    let sent = proxy.last();
    assert_eq!(sent.path, "http://wechat.example/cgi-bin/stable_token");
    assert!(sent.header("proxy-authorization").unwrap().starts_with("Basic "));
    let dead = builder("http://wechat.example").proxy("http://u:HUSH@127.0.0.1:9").build().unwrap();
    assert!(error(login(&dead).retries(0).await).is_connect());
    hush::search();
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn https_goes_through_a_tunnel() {
    let (heard, mut hearing) = mpsc::unbounded_channel();
    let address = proxy(move |mut stream| {
        let heard = heard.clone();
        async move {
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).await.unwrap();
            heard.send(String::from_utf8_lossy(&request[..length]).into_owned()).unwrap();
            stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await.unwrap();
            // The first byte of TLS: a handshake.
            heard.send(stream.read_u8().await.unwrap().to_string()).unwrap();
        }
    })
    .await;
    let url = format!("http://user:HUSH-password@{address}");
    let client = builder("https://wechat.example").proxy(url).build().unwrap();
    assert!(error(login(&client).retries(0).await).is_connect());
    let request = hearing.recv().await.unwrap();
    assert!(request.starts_with("CONNECT wechat.example:443 HTTP/1.1\r\n"), "{request}");
    assert!(request.to_lowercase().contains("\r\nproxy-authorization: basic "), "{request}");
    assert!(!request.contains("/sns/"), "{request}");
    assert_eq!(hearing.recv().await.as_deref(), Some("22"));
    hush::search();
}

#[tokio::test]
async fn a_tunnel_that_is_refused_is_told() {
    let address = proxy(|mut stream| async move {
        let mut request = vec![0; 4096];
        let _ = stream.read(&mut request).await;
        let _ = stream.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").await;
    })
    .await;
    let url = format!("http://user:HUSH-password@{address}");
    let client = builder("https://wechat.example").proxy(url).build().unwrap();
    let failed = error(login(&client).retries(0).await);
    assert!(cfg!(not(feature = "rustls")) || failed.is_connect(), "{failed:#}");
    hush::search();
}

/// As much of SOCKS5 (RFC 1928, RFC 1929) as a client must be met with.
#[tokio::test]
async fn socks_takes_name_and_password() {
    let server = Server::start(always(answer(json!({"openid": "o"})))).await;
    let target = server.address;
    let (heard, mut hearing) = mpsc::unbounded_channel();
    let address = proxy(move |mut stream| {
        let heard = heard.clone();
        async move {
            let [_version, methods] = two(&mut stream).await;
            skip(&mut stream, methods.into()).await;
            stream.write_all(&[5, 2]).await.unwrap();
            let [_version, length] = two(&mut stream).await;
            let user = skip(&mut stream, length.into()).await;
            let length = stream.read_u8().await.unwrap().into();
            let password = skip(&mut stream, length).await;
            heard.send((user, password)).unwrap();
            stream.write_all(&[1, 0]).await.unwrap();
            skip(&mut stream, 3).await;
            let [kind, length] = two(&mut stream).await;
            assert_eq!(kind, 3, "the proxy is to look the name up");
            heard
                .send((skip(&mut stream, length.into()).await, skip(&mut stream, 2).await))
                .unwrap();
            stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
            let mut behind = TcpStream::connect(target).await.unwrap();
            let _ = copy_bidirectional(&mut stream, &mut behind).await;
        }
    })
    .await;
    let url = format!("socks5h://user:HUSH-password@{address}");
    let client = builder("http://wechat.example:8080").proxy(url).build().unwrap();
    assert_eq!(login(&client).await.unwrap().openid, "o");
    assert_eq!(hearing.recv().await, Some((b"user".to_vec(), b"HUSH-password".to_vec())));
    assert_eq!(hearing.recv().await, Some((b"wechat.example".to_vec(), vec![31, 144])));
    hush::search();
}

async fn two(stream: &mut TcpStream) -> [u8; 2] {
    let mut out = [0; 2];
    stream.read_exact(&mut out).await.unwrap();
    out
}

async fn skip(stream: &mut TcpStream, length: usize) -> Vec<u8> {
    let mut out = vec![0; length];
    stream.read_exact(&mut out).await.unwrap();
    out
}
