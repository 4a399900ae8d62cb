//! The source of a client that has its credentials from a hub.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::wire::{self, Ask, Given, Refused, Target};
use crate::address;
use crate::credential::{CredentialSource, StoredCredential, Wanted};
use crate::deployment::AnyTransport;
use crate::error::{Code, Error, ErrorKind, Result};
use crate::setting::IntoSetting;
use crate::transport::{Answer, Body, BoxFuture, HttpTransport, ProxySetting, Settings, Transport};

/// Answers of a hub are no larger.
const MAX_ANSWER: usize = 64 << 10;
/// Longer than a hub keeps a peer waiting.
const PATIENCE: Duration = Duration::from_secs(30);
const CONNECT: Duration = Duration::from_secs(5);

/// A hub as the source of credentials: an app that has one needs no secret.
///
/// ```
/// # use wechat_runtime::{AppBuilder, Client, Result, hub::HubClient};
/// # fn f(app: AppBuilder<Client>) -> Result<Client> {
/// let hub = HubClient::new("https://hub.example/hub", "billing", std::env::var("HUB_KEY"))?;
/// let shop = app.appid("wx0123456789abcdef").source(hub).build()?;
/// # Ok(shop) }
/// ```
///
/// A value that WeChat calls stale is reported to the hub, which gets another one unless it has one
/// already. While the hub is away, calls go on with what the client or its store has.
#[derive(Clone)]
pub struct HubClient {
    base: String,
    authorization: HeaderValue,
    transport: AnyTransport,
}

impl HubClient {
    /// The hub at this address, which must be https unless it is on this machine, with the id and
    /// the key that the hub knows this machine by.
    pub fn new(url: impl AsRef<str>, id: &str, key: impl IntoSetting) -> Result<HubClient> {
        let wrong =
            |why: String| Error::config(format!("the settings of the hub are wrong: {why}"));
        let (base, loopback) =
            address::private(url.as_ref()).map_err(|why| wrong(format!("its address: {why}")))?;
        let key = match key.into_setting() {
            Ok(Some(key)) if !key.is_empty() => key,
            Ok(_) => return Err(wrong("there is no key".to_owned())),
            Err(error) => return Err(wrong(format!("the key: {error}"))),
        };
        if id.is_empty() || id.contains(':') {
            return Err(wrong("an id is not empty and has no colon".to_owned()));
        }
        let pair = Zeroizing::new(format!("{id}:{}", key.expose()));
        let header = Zeroizing::new(format!("Basic {}", BASE64_STANDARD.encode(&*pair)));
        let mut authorization = HeaderValue::from_str(&header)
            .map_err(|_| wrong("the id or the key holds what no header takes".to_owned()))?;
        authorization.set_sensitive(true);
        let tls = cfg!(any(feature = "rustls", feature = "native-tls"));
        if !loopback && !tls {
            let text = "https needs the feature `rustls` or `native-tls`";
            return Err(Error::new(ErrorKind::Unsupported, text));
        }
        let proxy = if loopback { ProxySetting::None } else { ProxySetting::Environment };
        let settings = Settings { connect_timeout: CONNECT, proxy };
        let agent = HeaderValue::from_static(concat!("wechat-app/", env!("CARGO_PKG_VERSION")));
        let transport = AnyTransport::Http(Arc::new(HttpTransport::new(&settings, agent)?));
        Ok(HubClient { base, authorization, transport })
    }

    /// Another way to the hub: certificates of one's own, a socket, a test.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> HubClient {
        self.transport = AnyTransport::Custom(Arc::new(transport));
        self
    }

    async fn ask(&self, wanted: Wanted<'_>) -> Result<StoredCredential> {
        let key = wanted.key;
        let target = Target {
            product: key.product.to_owned(),
            app: key.app.to_string(),
            credential: key.credential.to_owned(),
            per: key.per.clone(),
        };
        // One that is about to end is still good for others: the hub looks after its own.
        let stale = wanted.instead_of.filter(|_| !wanted.ahead).map(wire::digest);
        let ask = Ask { stale, force: wanted.force };
        // Before the hub looks at its clock: the value ends no earlier than is thought.
        let asked_at = SystemTime::now();
        let (status, body) = match timeout(PATIENCE, self.patiently(&target, &ask)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => return Err(self.unreachable(error)),
            Err(_) => {
                let text = format!("the hub {} did not answer within {PATIENCE:?}", self.base);
                return Err(Error::new(ErrorKind::Timeout, text));
            }
        };
        if status != StatusCode::OK {
            return Err(self.refused(status, &body));
        }
        let Some(given) = Given::read(&body) else {
            return Err(self.strange(status, "its answer is not that of a hub"));
        };
        let obtained_at = asked_at.checked_sub(given.obtained_ago).unwrap_or(asked_at);
        let expires_at = given.expires_in.and_then(|left| asked_at.checked_add(left));
        Ok(StoredCredential { value: given.value, obtained_at, expires_at })
    }

    /// Once more after a connection that broke, as those do that a hub leaves when it ends. Asking
    /// twice does nothing twice, but for values that are made anew whatever there is.
    async fn patiently(&self, target: &Target, ask: &Ask) -> Result<(StatusCode, Bytes)> {
        match self.exchange(target, ask).await {
            Err(error)
                if matches!(error.kind(), ErrorKind::Transport | ErrorKind::Truncated)
                    && (ask.stale.is_some() || !ask.force) =>
            {
                self.exchange(target, ask).await
            }
            answer => answer,
        }
    }

    async fn exchange(&self, target: &Target, ask: &Ask) -> Result<(StatusCode, Bytes)> {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, self.authorization.clone());
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let (method, body) = if *ask == Ask::default() {
            (Method::GET, Body::default())
        } else {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            (Method::POST, Body::from(ask.write()))
        };
        let (path, query) = (target.path(), target.query());
        let mut answer = match &self.transport {
            AnyTransport::Http(http) => {
                http.execute(method, &self.base, &path, &query, headers, body).await?
            }
            AnyTransport::Custom(custom) => {
                let mut request = Request::new(body);
                *request.method_mut() = method;
                *request.uri_mut() = crate::url::join(&self.base, &path, &query)
                    .parse()
                    .map_err(|_| Error::config("the address and the path make no URL"))?;
                *request.headers_mut() = headers;
                Answer::Custom(custom.send(request).await?)
            }
        };
        let body = crate::reply::read(&mut answer, Bytes::new(), MAX_ANSWER).await?;
        Ok((answer.status(), body))
    }

    #[cold]
    fn refused(&self, status: StatusCode, body: &[u8]) -> Error {
        let Some(refused) = Refused::read(body) else {
            return self.strange(
                status,
                match status.as_u16() {
                    300..400 => {
                        "it points elsewhere, which is not followed: give the address itself"
                    }
                    _ => "its answer is not that of a hub: is the address right?",
                },
            );
        };
        match refused.code {
            // What WeChat said is told as if it had said it here.
            Some((code, message)) => Error::api(Code::Number(code), message, None)
                .with_source(format!("the hub {} asked WeChat: {}", self.base, refused.text)),
            None => self.strange(status, &format!("{}: {}", refused.error, refused.text)),
        }
    }

    fn strange(&self, status: StatusCode, why: &str) -> Error {
        let text = format!("the hub {} gives no value ({}): {why}", self.base, status.as_u16());
        Error::new(ErrorKind::Credential, text).with_status(status)
    }

    #[cold]
    fn unreachable(&self, error: Error) -> Error {
        let text = format!("the hub {} gives no answer: {error}", self.base);
        let about = Error::new(error.kind(), text);
        let about = if error.is_timeout() { about.with_timed_out() } else { about };
        about.with_source(error)
    }
}

impl CredentialSource for HubClient {
    fn obtain<'a>(&'a self, wanted: Wanted<'a>) -> BoxFuture<'a, Result<Option<StoredCredential>>> {
        Box::pin(async move { self.ask(wanted).await.map(Some) })
    }
}

impl fmt::Debug for HubClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("HubClient").field(&self.base).finish()
    }
}
