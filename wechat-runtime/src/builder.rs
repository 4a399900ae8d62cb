//! The settings of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::address::is_loopback;
use crate::client::{Client, Inner};
use crate::clock::Clock;
use crate::credential::{CredentialHandle, CredentialSource, Engine, Store, StoreFailure, index};
#[cfg(feature = "api-security")]
use crate::crypto::api_security::ApiSecurity;
use crate::deployment::{AnyTransport, Deployment};
use crate::error::{Error, Result};
use crate::kind::KindInfo;
use crate::retry::RetryPolicy;
use crate::setting::IntoSetting;
use crate::transport::{HttpTransport, ProxySetting, Settings, Transport};
use crate::value::Secret;

/// Collects the settings of an app; mistakes are reported by [`build`](AppBuilder::build), all at
/// once and by name.
#[must_use]
pub struct AppBuilder<A> {
    settings: Box<ClientSettings>,
    finish: Box<dyn FnOnce(Client) -> A + Send>,
}

/// Collects the settings of a bare client.
pub type ClientBuilder = AppBuilder<Client>;

struct ClientSettings {
    kind: &'static KindInfo,
    appid: Option<Secret>,
    secret: Option<Secret>,
    token: Option<Secret>,
    aes_key: Option<Secret>,
    pay_key: Option<Secret>,
    env_version: Option<Secret>,
    code_name: Option<String>,
    parts: Vec<(String, String)>,
    lent: Vec<(String, CredentialHandle)>,
    replaced: Vec<(String, String)>,
    http: Settings,
    store: Option<Arc<dyn Store>>,
    on_store_failure: Option<StoreFailure>,
    #[cfg(feature = "api-security")]
    security: Option<ApiSecurity>,
    /// Its own copy once a setting differs from those of the client that it was taken from.
    deployment: Arc<Deployment>,
    mistakes: Vec<String>,
}

impl<A> AppBuilder<A> {
    fn deployment(&mut self) -> &mut Deployment {
        Arc::make_mut(&mut self.settings.deployment)
    }

    /// Of an app of this kind; `finish` makes the app's own type from its client.
    pub fn new(kind: &'static KindInfo, finish: impl FnOnce(Client) -> A + Send + 'static) -> Self {
        AppBuilder { settings: Box::new(ClientSettings::new(kind)), finish: Box::new(finish) }
    }

    /// The app, or all that is wrong with its settings. Needs no tokio runtime.
    pub fn build(self) -> Result<A> {
        Ok((self.finish)(self.settings.build()?))
    }

    /// The appid.
    pub fn appid(mut self, value: impl IntoSetting) -> Self {
        self.settings.appid = self.settings.read("appid", value);
        self
    }

    /// The app secret.
    pub fn secret(mut self, value: impl IntoSetting) -> Self {
        self.settings.secret = self.settings.read("secret", value);
        self
    }

    /// The token that callbacks are signed with, and the calls of a bot.
    pub fn token(mut self, value: impl IntoSetting) -> Self {
        self.settings.token = self.settings.read("token", value);
        self
    }

    /// The key that callbacks are encrypted with, and the calls of a bot: 43 characters,
    /// `EncodingAESKey`.
    pub fn aes_key(mut self, value: impl IntoSetting) -> Self {
        self.settings.aes_key = self.settings.read("aes_key", value);
        self
    }

    /// The app key of payment (`AppKey` of virtual payment, of a merchant or of a game), which calls
    /// are signed with; that of the environment in which the app works.
    pub fn pay_key(mut self, value: impl IntoSetting) -> Self {
        self.settings.pay_key = self.settings.read("pay_key", value);
        self
    }

    /// Which version of the mini program codes and links open: `release` (the default), `trial` or
    /// `develop`.
    pub fn env_version(mut self, value: impl IntoSetting) -> Self {
        self.settings.env_version = self.settings.read("env_version", value);
        self
    }

    /// A name for the app in this program and at a hub.
    pub fn code_name(mut self, name: impl Into<String>) -> Self {
        self.settings.code_name = Some(name.into());
        self
    }

    /// The app's value of what tells a credential apart, such as `authorizer_appid`.
    pub fn part(mut self, name: impl Into<String>, value: impl IntoSetting) -> Self {
        let name = name.into();
        if let Some(value) = self.settings.read(&name, value) {
            self.settings.parts.retain(|(known, _)| *known != name);
            self.settings.parts.push((name, value.expose().to_owned()));
        }
        self
    }

    /// A server that takes the place of every host of WeChat: the simulator, a gateway.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.deployment().hosts.all = Some(url.into());
        self
    }

    /// A server that takes the place of one host: `.host_url("https://api.weixin.qq.com", …)`.
    pub fn host_url(mut self, host: impl Into<String>, url: impl Into<String>) -> Self {
        let host = host.into().trim_end_matches('/').to_owned();
        self.deployment().hosts.each.push((host, url.into()));
        self
    }

    /// The proxy, with its credentials if it needs some: `http://user:password@host:8080`, or
    /// `https`, `socks4`, `socks4a`, `socks5`, `socks5h`. By default the environment names it.
    pub fn proxy(mut self, url: impl IntoSetting) -> Self {
        if let Some(url) = self.settings.read("proxy", url) {
            self.settings.http.proxy = ProxySetting::Url(url);
        }
        self
    }

    /// No proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.settings.http.proxy = ProxySetting::None;
        self
    }

    /// How long connecting may take; 10 seconds by default.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.settings.http.connect_timeout = limit;
        self
    }

    /// How long a call may take with all that belongs to it; 30 seconds by default.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.deployment().timeout = limit;
        self
    }

    /// How often calls are sent again, see [`RetryPolicy`]; twice by default.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.deployment().retry = policy;
        self
    }

    /// How long before its end a token is renewed in the background; 4 minutes by default, zero for
    /// not at all. WeChat renews the stable token 5 minutes before its end: asking earlier brings
    /// the old one back.
    pub fn refresh_margin(mut self, margin: Duration) -> Self {
        self.deployment().refresh_margin = margin;
        self
    }

    /// The same for one credential: `.margin("jsapi_ticket", Duration::from_secs(600))`.
    pub fn margin(mut self, credential: impl Into<String>, margin: Duration) -> Self {
        self.deployment().margins.insert(0, (credential.into(), margin));
        self
    }

    /// The largest answer, other than a file, that is read; 16 MiB by default.
    pub fn max_answer(mut self, bytes: usize) -> Self {
        self.deployment().max_answer = bytes;
        self
    }

    /// The largest file that is read into memory; 64 MiB by default. Streams have no limit.
    pub fn max_file(mut self, bytes: usize) -> Self {
        self.deployment().max_file = bytes;
        self
    }

    /// What the client calls itself.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        match HeaderValue::from_str(&name.into()) {
            Ok(name) => self.deployment().user_agent = name,
            Err(_) => {
                let mistake = "`user_agent`: holds characters that a header cannot";
                self.settings.mistakes.push(mistake.to_owned());
            }
        }
        self
    }

    /// Sends requests in another way. Proxy and connect timeout are then its business.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.deployment().transport = Some(AnyTransport::Custom(Arc::new(transport)));
        self
    }

    /// Shares the connections of another client, and with them its proxy and connect timeout. For
    /// programs that serve many accounts.
    pub fn connections_of(mut self, client: &Client) -> Self {
        self.deployment().transport = Some(client.inner().transport.clone());
        self
    }

    /// What time it is.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.deployment().clock = Arc::new(clock);
        self
    }

    /// Where tokens are kept beside the client's own memory.
    pub fn store(mut self, store: impl Store) -> Self {
        self.settings.store = Some(Arc::new(store));
        self
    }

    /// What happens when the store does not work: by default calls go on with what the client has in
    /// its own memory.
    pub fn on_store_failure(mut self, how: StoreFailure) -> Self {
        self.settings.on_store_failure = Some(how);
        self
    }

    /// Where credentials come from instead of WeChat: a hub, another team's service.
    pub fn source(mut self, source: impl CredentialSource) -> Self {
        self.deployment().source = Some(Arc::new(source));
        self
    }

    /// The settings of another client's deployment: servers, limits, connections, clock, store and
    /// source, but nothing that tells who the app is. What is set after it is this app's own.
    ///
    /// A client that differs in none of them has no copy of them: thousands of accounts in one
    /// program share one.
    pub fn like(mut self, client: &Client) -> Self {
        self.settings.deployment = Arc::clone(client.deployment());
        self
    }

    /// A credential that is another client's: `.credential_from("access_token", platform.credential(
    /// "authorizer_access_token").per([appid]))`. It is fetched, cached and forgotten there.
    pub fn credential_from(mut self, name: impl Into<String>, other: CredentialHandle) -> Self {
        self.settings.lent.push((name.into(), other));
        self
    }

    /// Another row of the specs in the place of a credential:
    /// `.replace_credential("access_token", "classic_token")` has all calls and tickets use the
    /// classic token, of which each fetch ends the one before.
    pub fn replace_credential(mut self, name: impl Into<String>, by: impl Into<String>) -> Self {
        self.settings.replaced.push((name.into(), by.into()));
        self
    }

    /// Encrypts and signs the calls that this covers, and believes only answers that WeChat signed;
    /// see [`crypto::api_security`](crate::crypto::api_security). A covered call that cannot be
    /// secured (not a POST of JSON) is not sent.
    #[cfg(feature = "api-security")]
    pub fn api_security(mut self, security: ApiSecurity) -> Self {
        self.settings.security = Some(security);
        self
    }
}

impl ClientSettings {
    fn new(kind: &'static KindInfo) -> ClientSettings {
        ClientSettings {
            kind,
            appid: None,
            secret: None,
            token: None,
            aes_key: None,
            pay_key: None,
            env_version: None,
            code_name: None,
            parts: Vec::new(),
            lent: Vec::new(),
            replaced: Vec::new(),
            http: Settings {
                connect_timeout: Duration::from_secs(10),
                proxy: ProxySetting::Environment,
            },
            store: None,
            on_store_failure: None,
            #[cfg(feature = "api-security")]
            security: None,
            deployment: Arc::default(),
            mistakes: Vec::new(),
        }
    }

    /// `None`, and a mistake, when the value could not be had.
    fn read(&mut self, name: &str, value: impl IntoSetting) -> Option<Secret> {
        // A setting that is given again replaces the one before, and what was wrong with it.
        self.mistakes.retain(|mistake| !mistake.starts_with(&format!("`{name}`")));
        match value.into_setting() {
            Ok(value) => value,
            Err(error) => {
                self.mistakes.push(format!("`{name}`: {error}"));
                None
            }
        }
    }

    fn build(mut self) -> Result<Client> {
        let appid = self.appid.take().unwrap_or_default().expose().to_owned();
        if appid.is_empty() && !self.mistakes.iter().any(|mistake| mistake.starts_with("`appid`")) {
            self.mistakes.push("`appid`: not set".to_owned());
        } else if !appid.bytes().all(|b| b.is_ascii_graphic()) {
            self.mistakes.push("`appid`: holds characters that no appid has".to_owned());
        }
        if self.secret.as_ref().is_some_and(|secret| secret.expose().trim() != secret.expose()) {
            self.mistakes.push("`secret`: begins or ends with white space".to_owned());
        }
        if self.secret.as_ref().is_some_and(Secret::is_empty) {
            self.mistakes.push("`secret`: is empty; leave it out if the app has none".to_owned());
        }
        let good_key = |key: &Secret| {
            key.expose().len() == 43
                && key.expose().bytes().all(|b| b.is_ascii_alphanumeric() || b"+/".contains(&b))
        };
        if self.aes_key.as_ref().is_some_and(|key| !good_key(key)) {
            self.mistakes.push("`aes_key`: an EncodingAESKey has 43 letters and digits".to_owned());
        }
        if self
            .pay_key
            .as_ref()
            .is_some_and(|key| key.is_empty() || key.expose().trim() != key.expose())
        {
            self.mistakes.push("`pay_key`: is empty, or has white space around it".to_owned());
        }
        let env_version = match self.env_version.as_ref().map(Secret::expose) {
            None | Some("release") => "release",
            Some("trial") => "trial",
            Some("develop") => "develop",
            Some(_) => {
                self.mistakes.push("`env_version`: expected release, trial or develop".to_owned());
                "release"
            }
        };
        let product = self.kind.product;
        // Calls could not be told from those of another agent of the corp, and so on.
        let needed = product.auth.map(|name| index(product, name)).transpose()?;
        for name in needed.map_or(&[][..], |index| product.credentials[index].per) {
            let lent = self.lent.iter().any(|(lent, _)| Some(lent.as_str()) == product.auth);
            if !lent && !self.parts.iter().any(|(known, value)| known == name && !value.is_empty())
            {
                self.mistakes
                    .push(format!("`{name}`: not set, and it tells the app's tokens apart"));
            }
        }
        // One that another client has in use was checked.
        let local = match Arc::get_mut(&mut self.deployment) {
            Some(deployment) => check(deployment, &mut self.mistakes),
            None => false,
        };
        #[cfg(feature = "api-security")]
        if let Some(mistake) = self.security.as_ref().and_then(ApiSecurity::mistake) {
            self.mistakes.push(format!("`api_security`: {mistake}"));
        }
        if !self.mistakes.is_empty() {
            return Err(Error::config(format!(
                "the settings of the {} app are wrong: {}",
                self.kind.name,
                self.mistakes.join("; ")
            )));
        }
        if self.store.is_some() || self.on_store_failure.is_some() {
            let deployment = Arc::make_mut(&mut self.deployment);
            deployment.shelf = deployment.shelf.with(self.store, self.on_store_failure);
        }
        let transport = match &self.deployment.transport {
            Some(transport) => transport.clone(),
            None => {
                // The environment's proxy is for the world outside, not for a simulator on this
                // machine.
                if local && matches!(self.http.proxy, ProxySetting::Environment) {
                    self.http.proxy = ProxySetting::None;
                }
                let deployment = Arc::make_mut(&mut self.deployment);
                let transport = HttpTransport::new(&self.http, deployment.user_agent.clone())?;
                let transport = AnyTransport::Http(Arc::new(transport));
                deployment.transport = Some(transport.clone());
                transport
            }
        };
        let mut lent = Vec::new();
        for (name, handle) in self.lent {
            lent.push((index(product, &name)?, handle.into_holding()?));
        }
        let mut replaced = Vec::new();
        for (name, by) in self.replaced {
            replaced.push((index(product, &name)?, index(product, &by)?));
        }
        Ok(Client::new(Inner {
            kind: self.kind,
            secret: self.secret,
            token: self.token,
            aes_key: self.aes_key,
            pay_key: self.pay_key,
            env_version,
            code_name: self.code_name.map(Into::into),
            #[cfg(feature = "api-security")]
            security: self.security.map(Box::new),
            engine: Engine::new(product, &appid, self.parts, lent, replaced),
            walked: tokio::sync::Mutex::default(),
            auth: needed,
            transport,
            deployment: self.deployment,
        }))
    }
}

/// Mends and checks what was set; tells whether all servers are on this machine.
fn check(deployment: &mut Deployment, mistakes: &mut Vec<String>) -> bool {
    let mut bases = Vec::new();
    if let Some(all) = &mut deployment.hosts.all {
        bases.push(("base_url", all));
    }
    bases.extend(deployment.hosts.each.iter_mut().map(|(_, url)| ("host_url", url)));
    let mut local = !bases.is_empty();
    for (name, url) in bases {
        match base(url) {
            Ok((clean, loopback)) => {
                *url = clean;
                local &= loopback;
            }
            Err(why) => mistakes.push(format!("`{name}`: {why}")),
        }
    }
    if deployment.timeout.is_zero() {
        mistakes.push("`timeout`: is zero, so no call could succeed".to_owned());
    }
    local
}

/// A base URL without its last slash, and whether it is on this machine.
fn base(url: &str) -> Result<(String, bool), &'static str> {
    let uri: http::Uri = url.parse().map_err(|_| "not a URL")?;
    if !matches!(uri.scheme_str(), Some("http" | "https")) {
        return Err("expected http://… or https://…");
    }
    if uri.query().is_some() || url.contains(['#', '@']) {
        return Err("a base URL has no query, fragment or password");
    }
    let host = uri.host().unwrap_or_default();
    Ok((url.trim_end_matches('/').to_owned(), is_loopback(host)))
}

impl<A> fmt::Debug for AppBuilder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppBuilder")
            .field("kind", &self.settings.kind.name)
            .field("hosts", &self.settings.deployment.hosts)
            .finish_non_exhaustive()
    }
}
