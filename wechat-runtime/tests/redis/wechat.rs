//! WeChat, as far as these tests need it: tokens, and clients that fetch them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use wechat_runtime::op::{Code, Credential, Envelope, Fetch, Method, Op, Product, Send, Value};
use wechat_runtime::transport::{Body, BoxFuture, Transport, TransportError};
use wechat_runtime::{
    Call, Client, ClientBuilder, CredentialKey, KindInfo, RetryPolicy, Secret, StoredCredential,
};

use crate::hush;

static PRODUCT: Product = Product {
    name: "mini_program",
    host: "https://api.weixin.qq.com",
    envelope: Envelope { code: "errcode", message: "errmsg", ok: &[Code::Number(0)] },
    auth: Some("access_token"),
    credentials: &[
        Credential {
            name: "access_token",
            fetch: Some(Fetch {
                method: Method::Post,
                path: "/cgi-bin/stable_token",
                host: None,
                request: &[("secret", Value::Variable("secret"))],
                value: "access_token",
                expires: Some("expires_in"),
            }),
            send: Some(Send::Query("access_token")),
            stale: &[42001],
            ..Credential::NEW
        },
        Credential { name: "ticket", durable: true, ..Credential::NEW },
    ],
    exchanges: &[],
    codes: &[],
};

static KIND: KindInfo = KindInfo { name: "mini_program", product: &PRODUCT };

static CALL: Op = Op { name: "user.get", path: "/user", ..Op::NEW };

/// Each token it gives out ends the one before. Clones are the same.
#[derive(Clone, Default)]
pub(crate) struct WeChat {
    /// How many tokens were asked for; the last is the one that is good.
    tokens: Arc<AtomicUsize>,
}

impl WeChat {
    /// Tokens end early.
    pub(crate) fn expire(&self) {
        self.tokens.fetch_add(1000, Ordering::SeqCst);
    }

    /// How many tokens were asked for.
    pub(crate) fn fetches(&self) -> usize {
        self.tokens.load(Ordering::SeqCst) % 1000
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        hush::install();
        Client::builder(&KIND)
            .appid("wx1")
            .secret("HUSH-secret")
            .transport(self.clone())
            .retry(RetryPolicy { pause: Duration::from_millis(5), ..RetryPolicy::default() })
    }
}

impl Transport for WeChat {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let body = if request.uri().path() == "/cgi-bin/stable_token" {
            let now = self.tokens.fetch_add(1, Ordering::SeqCst) + 1;
            format!("{{\"access_token\":\"HUSH-token-{now}\",\"expires_in\":7200}}")
        } else {
            let good = format!("access_token=HUSH-token-{}", self.tokens.load(Ordering::SeqCst));
            let is_good = request.uri().query().is_some_and(|query| query.contains(&good));
            let code = if is_good { 0 } else { 42001 };
            format!("{{\"errcode\":{code}}}")
        };
        Box::pin(async move { Ok(http::Response::new(Body::from(body))) })
    }
}

/// Any call.
pub(crate) async fn call(client: &Client) -> wechat_runtime::Result<()> {
    Call::<()>::new(client, &CALL, None).await
}

/// What the token of the clients above is kept under.
pub(crate) fn token_key() -> CredentialKey {
    CredentialKey::new("mini_program", "wx1", "access_token", Vec::new(), false)
}

pub(crate) fn credential(value: &str) -> StoredCredential {
    let now = SystemTime::now();
    StoredCredential {
        value: Secret::new(format!("HUSH-{value}")),
        obtained_at: now,
        expires_at: Some(now + Duration::from_secs(7200)),
    }
}
