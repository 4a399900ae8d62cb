//! The service that hands out current values.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{
    ALLOW, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body::Body;
use http_body_util::{BodyExt as _, Full, Limited};
use tokio::time::timeout;
use tower_service::Service;

use super::audit::{Access, Action, Outcome};
use super::builder::{HubBuilder, OnAccess};
use super::limit::Complaints;
use super::peer::{Peer, Peers};
use super::wire::{self, Ask, Given, Refused, Target};
use crate::client::Client;
use crate::credential::CredentialHandle;
use crate::error::{Error, ErrorKind, Result};
use crate::op::{Credential, Value};
use crate::transport::BoxFuture;

/// Bodies of requests are no larger, and take no longer.
const MAX_BODY: usize = 4096;
const BODY_TIME: Duration = Duration::from_secs(5);
/// How long a peer is kept waiting: less than it waits.
const DEADLINE: Duration = Duration::from_secs(25);

/// Serves the current values of credentials to peers that are allowed to have them. A tower service:
/// `Router::new().nest_service("/hub", hub)`. Clones are the same hub.
///
/// ```
/// # use wechat_runtime::{Client, Result, hub::{Hub, Peer, Scope}};
/// # fn f(shop: &Client) -> Result<()> {
/// let hub = Hub::builder()
///     .client(shop)
///     .peer(Peer::new("billing", std::env::var("BILLING_KEY")).allow(Scope::app("wx0123456789abcdef")))
///     .build()?;
/// # Ok(()) }
/// ```
///
/// Peers are [`HubClient`](super::HubClient)s, or any program that can make the request. The hub
/// must be reached by https, or not at all from outside.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

pub(super) struct Inner {
    pub(super) apps: Apps,
    pub(super) peers: Peers,
    pub(super) on_access: Option<OnAccess>,
    pub(super) complaints: Complaints,
}

/// The apps of a hub: those it was given, and where it looks for others.
#[derive(Default)]
pub(super) struct Apps {
    pub(super) clients: Vec<Client>,
    pub(super) find: Option<Find>,
}

/// Finds an app by its appid or code name.
type Find = Arc<dyn Fn(&str) -> Option<Client> + Send + Sync>;

/// A credential that was found.
struct Found {
    client: Client,
    credential: &'static Credential,
    per: Vec<String>,
    handle: CredentialHandle,
}

/// What is to be done, if the request can be read.
enum Wish {
    Read,
    Ask(Ask),
}

/// Why a peer gets nothing.
enum Denial {
    Stranger,
    Forbidden(&'static str),
    Unknown(&'static str),
    Malformed(&'static str),
    Method,
    Failed(Error),
}

impl Hub {
    /// The settings of a hub.
    pub fn builder() -> HubBuilder {
        HubBuilder::new()
    }

    pub(super) fn new(inner: Inner) -> Hub {
        Hub(Arc::new(inner))
    }

    /// Answers a request, of which the path is what stands behind the hub's own address.
    pub async fn handle<B>(&self, request: Request<B>) -> Response<Bytes>
    where
        B: Body + Send,
        B::Data: Send,
        B::Error: Into<Box<dyn StdError + Send + Sync>>,
    {
        let (head, body) = request.into_parts();
        let target = Target::parse(head.uri.path(), head.uri.query().unwrap_or_default());
        let peer = self.0.peers.find(head.headers.get(AUTHORIZATION));
        let mut action = Action::Read;
        let result = async {
            // Strangers learn nothing, and are not listened to.
            let peer = peer.ok_or(Denial::Stranger)?;
            let target = target
                .as_ref()
                .ok_or(Denial::Unknown("the address is not /{product}/{app}/{credential}?per=…"))?;
            let wish = wish(&head.method, body).await?;
            action = wish.action();
            let found = self.allowed(peer, target)?;
            if action == Action::Force && !peer.force {
                return Err(Denial::Forbidden("this peer may not force new values"));
            }
            match timeout(DEADLINE, found.fulfil(&wish, &self.0.complaints)).await {
                Ok(given) => given.map_err(Denial::Failed),
                Err(_) => Err(Denial::Failed(Error::new(
                    ErrorKind::Timeout,
                    format!("the hub has no value within {DEADLINE:?}"),
                ))),
            }
        }
        .await;
        let target = target.unwrap_or_default();
        let access = Access {
            peer: peer.map(|peer| &*peer.id),
            product: &target.product,
            app: &target.app,
            credential: &target.credential,
            per: &target.per,
            action,
            outcome: result.as_ref().map_or_else(Denial::outcome, |_| Outcome::Served),
        };
        access.log();
        if let Some(hook) = &self.0.on_access {
            hook(&access);
        }
        match result {
            Ok(given) => respond(StatusCode::OK, given.write()),
            Err(denial) => denial.response(),
        }
    }

    /// What the peer wants, if the hub has it and the peer may have it. Of apps that it may see
    /// nothing of, it does not learn whether they exist.
    fn allowed(&self, peer: &Peer, target: &Target) -> Result<Found, Denial> {
        const NOT_YOURS: Denial = Denial::Forbidden("this peer may not have that");
        let candidates = self.0.apps.called(target);
        if candidates.is_empty() {
            return Err(match peer.may_see(&[&target.app]) {
                true => Denial::Unknown("the hub has no such app of this product"),
                false => NOT_YOURS,
            });
        }
        let mut denial = NOT_YOURS;
        for client in candidates {
            let names = [Some(client.appid()), client.code_name()];
            let seen = peer.may_see(&names.into_iter().flatten().collect::<Vec<_>>());
            match Found::new(client, target) {
                Some(found) if peer.may_have(&found.client, found.credential, &found.per) => {
                    return Ok(found);
                }
                None if seen => {
                    denial =
                        Denial::Unknown("the app has no such credential, or not with that `per`");
                }
                _ => {}
            }
        }
        Err(denial)
    }
}

impl Apps {
    /// The apps of this name and product: agents of a corp have one appid.
    fn called(&self, target: &Target) -> Vec<Client> {
        let is = |client: &&Client| {
            client.appid() == target.app || client.code_name() == Some(&target.app)
        };
        let found = self.find.as_ref().and_then(|find| find(&target.app));
        let clients = self.clients.iter().filter(is).cloned().chain(found);
        clients.filter(|client| client.product().name == target.product).collect()
    }
}

impl Found {
    fn new(client: Client, target: &Target) -> Option<Found> {
        let credentials = client.product().credentials;
        let credential = credentials.iter().find(|known| known.name == target.credential)?;
        let own = |name: &&str| client.engine().part(name).unwrap_or_default().to_owned();
        let own: Vec<_> = credential.per.iter().map(own).collect();
        let mut handle = client.credential(credential.name);
        let per = if target.per.is_empty() { own.clone() } else { target.per.clone() };
        if per != own {
            // What the fetch does not send would be fetched as the client's own, and be served
            // under another's name: an agent's token as that of another agent.
            let sent = |name: &str| {
                credential.fetch.as_ref().is_none_or(|fetch| {
                    let is = |value: &Value| matches!(value, Value::Variable(own) if *own == name);
                    fetch.request.iter().any(|(_, value)| is(value))
                })
            };
            let mut parts = credential.per.iter().zip(&own).zip(&per);
            if per.len() != own.len()
                || !parts.all(|((name, own), wanted)| own == wanted || sent(name))
            {
                return None;
            }
            handle = handle.per(per.iter().cloned());
        }
        Some(Found { client, credential, per, handle })
    }

    async fn fulfil(&self, wish: &Wish, complaints: &Complaints) -> Result<Given> {
        let is = |value: &crate::Secret, stale: &str| wire::digest(value) == stale;
        let value = match wish {
            Wish::Read => self.handle.get().await?,
            Wish::Ask(Ask { stale: Some(stale), force: false }) => {
                let current = self.handle.get().await?;
                match is(&current, stale) && complaints.hear(self.handle.key()?, stale) {
                    true => self.handle.get_unless(|value| is(value, stale)).await?,
                    false => current,
                }
            }
            Wish::Ask(Ask { stale: Some(stale), .. }) => {
                let current = self.handle.get().await?;
                // Another peer may have had it made anew already.
                match is(&current, stale) {
                    true => self.handle.force_reload().await?,
                    false => current,
                }
            }
            Wish::Ask(Ask { stale: None, .. }) => self.handle.force_reload().await?,
        };
        let now = self.client.time();
        let obtained_at = self.handle.clone().into_holding()?.entry.current();
        let obtained_at =
            obtained_at.filter(|token| token.value == *value).map(|token| token.obtained_at);
        let ago = obtained_at.and_then(|at| now.duration_since(at).ok());
        Ok(Given {
            value: (*value).clone(),
            expires_in: value.expires_at().map(|end| end.duration_since(now).unwrap_or_default()),
            obtained_ago: ago.unwrap_or_default(),
        })
    }
}

impl Wish {
    fn action(&self) -> Action {
        match self {
            Wish::Read => Action::Read,
            Wish::Ask(Ask { force: false, .. }) => Action::Refresh,
            Wish::Ask(_) => Action::Force,
        }
    }
}

async fn wish<B>(method: &Method, body: B) -> Result<Wish, Denial>
where
    B: Body,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    match *method {
        Method::GET => Ok(Wish::Read),
        Method::POST => match timeout(BODY_TIME, Limited::new(body, MAX_BODY).collect()).await {
            Ok(Ok(body)) => Ask::read(&body.to_bytes()).map(Wish::Ask).ok_or(Denial::Malformed(
                "the body is not {\"stale\": \"<SHA-256 in hexadecimal digits>\"}",
            )),
            _ => Err(Denial::Malformed("the body is too long, or did not come in time")),
        },
        _ => Err(Denial::Method),
    }
}

impl Denial {
    fn outcome(&self) -> Outcome<'_> {
        match self {
            Denial::Stranger => Outcome::Stranger,
            Denial::Forbidden(_) => Outcome::Forbidden,
            Denial::Unknown(_) => Outcome::Unknown,
            Denial::Malformed(_) | Denial::Method => Outcome::Malformed,
            Denial::Failed(error) => Outcome::Failed(error),
        }
    }

    fn response(self) -> Response<Bytes> {
        let (status, text) = match &self {
            Denial::Stranger => (StatusCode::UNAUTHORIZED, "no peer has this id and key"),
            Denial::Forbidden(text) => (StatusCode::FORBIDDEN, *text),
            Denial::Unknown(text) => (StatusCode::NOT_FOUND, *text),
            Denial::Malformed(text) => (StatusCode::BAD_REQUEST, *text),
            Denial::Method => (StatusCode::METHOD_NOT_ALLOWED, "the methods are GET and POST"),
            Denial::Failed(error) if error.is_timeout() => (StatusCode::GATEWAY_TIMEOUT, ""),
            Denial::Failed(_) => (StatusCode::BAD_GATEWAY, ""),
        };
        let mut refused =
            Refused { error: self.outcome().word().to_owned(), text: text.to_owned(), code: None };
        if let Denial::Failed(error) = &self {
            refused.text = error.to_string();
            refused.code = error.code().map(|code| (code, error.message().map(str::to_owned)));
        }
        let mut response = respond(status, refused.write());
        let headers = response.headers_mut();
        match self {
            Denial::Stranger => {
                let realm = HeaderValue::from_static("Basic realm=\"wechat hub\"");
                headers.insert(WWW_AUTHENTICATE, realm);
            }
            Denial::Method => {
                headers.insert(ALLOW, HeaderValue::from_static("GET, POST"));
            }
            _ => {}
        }
        response
    }
}

/// No cache may keep it.
fn respond(status: StatusCode, body: String) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// `Router::new().nest_service("/hub", hub)`.
impl<B> Service<Request<B>> for Hub
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let hub = self.clone();
        Box::pin(async move { Ok(hub.handle(request).await.map(Full::new)) })
    }
}

impl fmt::Debug for Hub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hub")
            .field("apps", &self.0.apps.clients)
            .field("peers", &self.0.peers)
            .finish_non_exhaustive()
    }
}
