//! A plain client: the simulator must make sense without the SDK.

use std::time::Duration;

use serde_json::{Value, json};
use wechat_sim::{Builder, Simulator};

pub(crate) const APP: &str = "wx0123456789abcdef";
pub(crate) const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// A client without TLS. In a build of the whole workspace reqwest has rustls in it without a
/// provider, which its own constructors refuse.
pub(crate) fn client(builder: reqwest::ClientBuilder) -> reqwest::Client {
    // An error means that another test was first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    builder.build().expect("a client")
}

/// A simulator whose clock stands still, and a client with a token.
pub(crate) struct Api {
    pub(crate) wechat: Simulator,
    pub(crate) http: reqwest::Client,
    pub(crate) token: String,
}

impl Api {
    pub(crate) async fn start() -> Api {
        Api::with(Simulator::builder().manual_clock()).await
    }

    pub(crate) async fn with(builder: Builder) -> Api {
        let wechat =
            builder.app(APP, SECRET).check_answers().start().await.expect("the simulator starts");
        let http = client(reqwest::Client::builder());
        let mut api = Api { wechat, http, token: String::new() };
        api.token = api.stable(false).await["access_token"].as_str().expect("a token").to_owned();
        api
    }

    pub(crate) fn url(&self, path: &str, query: &[(&str, &str)]) -> String {
        let mut url = format!("{}{path}", self.wechat.url());
        for (index, (key, value)) in query.iter().enumerate() {
            let escaped: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
            url.push_str(&format!("{}{key}={escaped}", if index == 0 { '?' } else { '&' }));
        }
        url
    }

    /// With the token.
    pub(crate) async fn get(&self, path: &str, query: &[(&str, &str)]) -> Value {
        let query = [&[("access_token", self.token.as_str())], query].concat();
        self.get_bare(path, &query).await
    }

    pub(crate) async fn get_bare(&self, path: &str, query: &[(&str, &str)]) -> Value {
        let answer = self.http.get(self.url(path, query)).send().await.expect("an answer");
        read(answer).await
    }

    /// With the token.
    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        read(self.post_raw(path, body).await).await
    }

    /// With the token; the answer as it is.
    pub(crate) async fn post_raw(&self, path: &str, body: Value) -> reqwest::Response {
        self.post_bytes(path, &[], "application/json", body.to_string().into_bytes()).await
    }

    pub(crate) async fn post_bytes(
        &self,
        path: &str,
        query: &[(&str, &str)],
        content_type: &str,
        body: Vec<u8>,
    ) -> reqwest::Response {
        let query = [&[("access_token", self.token.as_str())], query].concat();
        let request =
            self.http.post(self.url(path, &query)).header("content-type", content_type).body(body);
        request.send().await.expect("an answer")
    }

    pub(crate) async fn upload(
        &self,
        path: &str,
        query: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Value {
        let (name, kind, bytes) = file;
        let mut body = format!(
            "--B\r\nContent-Disposition: form-data; name=\"media\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--B--\r\n");
        read(self.post_bytes(path, query, "multipart/form-data; boundary=B", body).await).await
    }

    pub(crate) async fn stable(&self, force: bool) -> Value {
        let body = json!({
            "grant_type": "client_credential",
            "appid": APP,
            "secret": SECRET,
            "force_refresh": force,
        });
        let request = self.http.post(self.url("/cgi-bin/stable_token", &[])).body(body.to_string());
        read(request.send().await.expect("an answer")).await
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.wechat.advance(Duration::from_secs(seconds));
    }

    pub(crate) fn assert_clean(&self) {
        let violations = self.wechat.violations();
        assert!(violations.is_empty(), "{violations:#?}");
    }
}

pub(crate) async fn read(answer: reqwest::Response) -> Value {
    let bytes = answer.bytes().await.expect("a body");
    serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&bytes)))
}

/// The return code of an answer.
pub(crate) fn code(answer: &Value) -> i64 {
    answer["errcode"].as_i64().unwrap_or(0)
}
