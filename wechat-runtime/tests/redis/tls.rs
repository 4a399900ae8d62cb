//! Redis over TLS, with certificates made for the test.

use std::path::Path;
use std::process::{Command, Stdio};

use wechat_runtime::redis::{self, TlsCertificates};
use wechat_runtime::{RedisStore, Store};

use crate::server;
use crate::wechat::{credential, token_key};

/// A certificate for loopback and the authority that made it; `false` without openssl.
fn certify(directory: &Path) -> bool {
    std::fs::create_dir_all(directory).unwrap();
    std::fs::write(directory.join("names"), "subjectAltName=IP:127.0.0.1").unwrap();
    let new = "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    [
        format!("{new} -x509 -days 30 -subj /CN=authority -keyout ca.key -out ca.crt"),
        format!("{new} -subj /CN=server -keyout server.key -out server.csr"),
        "x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -extfile names \
         -out server.crt"
            .to_owned(),
    ]
    .iter()
    .all(|line| {
        let mut openssl = Command::new("openssl");
        openssl.args(line.split(' ')).current_dir(directory);
        openssl.stdout(Stdio::null()).stderr(Stdio::null());
        openssl.status().is_ok_and(|status| status.success())
    })
}

#[tokio::test]
async fn it_works_over_tls_with_servers_that_are_vouched_for_only() {
    let name = format!("redis-tls-{}", std::process::id());
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if !certify(&directory) {
        return server::say("skipped: it needs `openssl`");
    }
    let port = server::free_port();
    let file = |name: &str| directory.join(name).display().to_string();
    let redis = server::try_with(&[
        "--tls-port",
        &port.to_string(),
        "--tls-cert-file",
        &file("server.crt"),
        "--tls-key-file",
        &file("server.key"),
        "--tls-ca-cert-file",
        &file("ca.crt"),
        "--tls-auth-clients",
        "no",
    ]);
    let authority = std::fs::read(directory.join("ca.crt")).unwrap();
    std::fs::remove_dir_all(&directory).unwrap();
    let Some(redis) = redis else {
        return server::say("skipped: it needs a Redis server with TLS");
    };
    let url = format!("rediss://127.0.0.1:{port}");
    let vouched = TlsCertificates { client_tls: None, root_cert: Some(authority) };
    let client = redis::Client::build_with_tls(&*url, vouched).unwrap();
    let store = RedisStore::open(client.get_connection_info().clone()).unwrap();
    assert!(store.put(&token_key(), &credential("token"), None).await.unwrap());
    let kept = redis.store().get(&token_key()).await.unwrap().unwrap();
    assert_eq!(kept.value.expose(), "HUSH-token");
    // The machine knows nothing of that authority.
    let error = RedisStore::open(url).unwrap().get(&token_key()).await.unwrap_err().to_string();
    assert!(error.contains("cannot be reached") && error.contains("ertificate"), "{error}");
}

/// Whatever cryptography a program has: it connects or says that it cannot.
#[tokio::test]
async fn a_server_without_tls_is_an_error() {
    let Some(redis) = server::start() else { return };
    let url = redis.url().replace("redis://", "rediss://:HUSH-password@");
    let error = RedisStore::open(url).unwrap().get(&token_key()).await.unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(text.contains("the Redis server") && !text.contains("HUSH"), "{text}");
}
