//! [`Client`]: everything one app needs for its calls.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::builder::ClientBuilder;
use crate::clock::millis;
use crate::credential::{CredentialHandle, CredentialSource, Engine, Held, Shelf};
#[cfg(feature = "api-security")]
use crate::crypto::api_security::ApiSecurity;
use crate::deployment::{AnyTransport, Deployment};
use crate::error::{Error, Result};
use crate::kind::KindInfo;
use crate::op::{Auth, Product};
use crate::raw::RawCall;
use crate::record::Var;
use crate::value::Secret;

/// The client of one app: who it is, its settings, tokens and connections. Cheap to clone; clones
/// are the same client.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) kind: &'static KindInfo,
    pub(crate) secret: Option<Secret>,
    pub(crate) token: Option<Secret>,
    pub(crate) aes_key: Option<Secret>,
    pub(crate) pay_key: Option<Secret>,
    pub(crate) env_version: &'static str,
    pub(crate) code_name: Option<Box<str>>,
    #[cfg(feature = "api-security")]
    pub(crate) security: Option<Box<ApiSecurity>>,
    pub(crate) engine: Engine,
    /// When WeChat's list of its accounts was last read, and how many are in it.
    pub(crate) walked: tokio::sync::Mutex<Option<(SystemTime, usize)>>,
    /// The credential that calls carry unless they say otherwise.
    pub(crate) auth: Option<usize>,
    pub(crate) transport: AnyTransport,
    pub(crate) deployment: Arc<Deployment>,
}

impl Client {
    /// The settings of an app of this kind.
    pub fn builder(kind: &'static KindInfo) -> ClientBuilder {
        ClientBuilder::new(kind, |client| client)
    }

    pub(crate) fn new(inner: Inner) -> Client {
        Client(Arc::new(inner))
    }

    /// The kind of app.
    pub fn kind(&self) -> &'static KindInfo {
        self.0.kind
    }

    /// The appid.
    pub fn appid(&self) -> &str {
        self.0.engine.app()
    }

    /// The name the app goes by in this program and at a hub, if it was given one.
    pub fn code_name(&self) -> Option<&str> {
        self.0.code_name.as_deref()
    }

    /// Which version of the mini program codes and links open: `release`, `trial` or `develop`.
    pub fn env_version(&self) -> &str {
        self.0.env_version
    }

    /// The token that callbacks are signed with, and calls of bots.
    pub fn token(&self) -> Option<&Secret> {
        self.0.token.as_ref()
    }

    /// The key that callbacks are encrypted with, and calls of bots: 43 characters.
    pub fn aes_key(&self) -> Option<&Secret> {
        self.0.aes_key.as_ref()
    }

    /// The app key of payment, which calls of virtual payment and the like are signed with.
    pub fn pay_key(&self) -> Option<&Secret> {
        self.0.pay_key.as_ref()
    }

    /// A token or ticket of the app, by its name in the specs.
    pub fn credential(&self, name: &str) -> CredentialHandle {
        CredentialHandle::new(self, name)
    }

    /// A call of an endpoint that nobody has described: `client.call("POST /wxa/new_thing")`. It has
    /// the same tokens, retries and errors as any other.
    pub fn call(&self, call: impl AsRef<str>) -> RawCall {
        RawCall::new(self, call.as_ref())
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn product(&self) -> &'static Product {
        self.0.kind.product
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.0.engine
    }

    pub(crate) fn deployment(&self) -> &Arc<Deployment> {
        &self.0.deployment
    }

    pub(crate) fn shelf(&self) -> &Shelf {
        &self.0.deployment.shelf
    }

    pub(crate) fn source(&self) -> Option<&dyn CredentialSource> {
        self.0.deployment.source.as_deref()
    }

    pub(crate) fn refresh_margin(&self, credential: &str) -> Duration {
        self.0.deployment.margin(credential)
    }

    pub(crate) fn time(&self) -> SystemTime {
        self.0.deployment.clock.now()
    }

    /// Milliseconds since 1970.
    #[inline]
    pub(crate) fn now(&self) -> u64 {
        millis(self.0.deployment.clock.now())
    }

    /// The credential that a call carries.
    #[inline]
    pub(crate) fn held(&self, auth: Auth) -> Result<Option<Held<'_>>> {
        let index = match auth {
            Auth::None => return Ok(None),
            Auth::Product => match self.0.auth {
                Some(index) => index,
                None => return Ok(None),
            },
            Auth::Named(name) => self.0.engine.index(name)?,
        };
        Ok(Some(self.0.engine.own(self, index)))
    }

    /// Scheme, host and leading path for a host of the specs.
    #[inline]
    pub(crate) fn base<'a>(&'a self, host: Option<&'a str>) -> &'a str {
        self.0.deployment.hosts.resolve(host.unwrap_or(self.product().host))
    }

    /// What `$name` stands for in the specs.
    pub(crate) fn variable(&self, name: &str) -> Option<Var> {
        Some(match name {
            "appid" => Var::Text(self.appid().to_owned()),
            "secret" => Var::Secret(self.0.secret.clone()?),
            "token" => Var::Secret(self.0.token.clone()?),
            "aes_key" => Var::Secret(self.0.aes_key.clone()?),
            "env_version" => Var::Text(self.env_version().to_owned()),
            "miniprogram_state" => Var::Text(
                match self.env_version() {
                    "trial" => "trial",
                    "develop" => "developer",
                    _ => "formal",
                }
                .to_owned(),
            ),
            "now" => Var::Int(i64::try_from(self.now() / 1000).unwrap_or(i64::MAX)),
            "agent_id" => {
                let id = self.0.engine.part(name)?;
                id.parse().map_or_else(|_| Var::Text(id.to_owned()), Var::Int)
            }
            name => Var::Text(self.0.engine.part(name)?.to_owned()),
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("kind", &self.0.kind.name)
            .field("appid", &self.appid())
            .field("code_name", &self.0.code_name)
            .field("base_url", &self.base(None))
            .finish_non_exhaustive()
    }
}

#[cold]
pub(crate) fn no_runtime() -> Error {
    Error::config("calls need a tokio runtime with its timer: run this inside of `#[tokio::main]`")
}

const _: () = {
    const fn assert<T: Clone + Send + Sync + 'static>() {}
    assert::<Client>();
};
