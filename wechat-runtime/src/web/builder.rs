//! How a login is set up.

use std::sync::Arc;
use std::time::Duration;

use http::{Response, Uri};

use super::answer;
use super::cookie::{Cookie, is_name};
use super::error::LoginError;
use super::flight::Flights;
use super::key::Key;
use super::login::{Inner, OnError, OnLogin, WebLogin};
use super::provider::{Grant, Provider};
use super::session::Sessions;
use super::state::States;
use super::target::{Target, Targets};
use crate::error::{Error, Result};

/// Sets up a [`WebLogin`].
#[must_use = "call build()"]
pub struct WebLoginBuilder {
    provider: Box<dyn Provider>,
    callback_path: Option<String>,
    key: Option<Key>,
    targets: Targets,
    home: String,
    cookie: String,
    insecure: bool,
    login_life: Duration,
    session_life: Duration,
    snapshots: bool,
    on_login: Option<OnLogin>,
    on_error: OnError,
    #[cfg(feature = "callback")]
    seen: Option<Arc<dyn crate::callback::Seen>>,
}

impl WebLoginBuilder {
    pub(super) fn new(provider: impl Provider) -> WebLoginBuilder {
        WebLoginBuilder {
            provider: Box::new(provider),
            callback_path: None,
            key: None,
            targets: Targets::this_site(),
            home: "/".to_owned(),
            cookie: "wechat".to_owned(),
            insecure: false,
            login_life: Duration::from_secs(600),
            session_life: Duration::from_secs(86_400),
            snapshots: false,
            on_login: None,
            on_error: Arc::new(answer::failure),
            #[cfg(feature = "callback")]
            seen: None,
        }
    }

    /// Signs with this key. Without it the key is made of the app's secret.
    pub fn key(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }

    /// Where browsers may be sent afterwards, beside paths of this site.
    pub fn targets(mut self, targets: Targets) -> Self {
        self.targets = targets;
        self
    }

    /// Where browsers are sent when it is not known where they came from; `/` unless told.
    pub fn home(mut self, path: impl Into<String>) -> Self {
        self.home = path.into();
        self
    }

    /// The path that the address of return has for this server, when a proxy in front changes it.
    pub fn callback_path(mut self, path: impl Into<String>) -> Self {
        self.callback_path = Some(path.into());
        self
    }

    /// The beginning of the names of the cookies, `wechat` unless told. Two logins of one host need
    /// two.
    pub fn cookie(mut self, name: impl Into<String>) -> Self {
        self.cookie = name.into();
        self
    }

    /// Cookies travel without HTTPS too: others on the way can then take over sessions. An address
    /// of return on this machine (`http://localhost:8080/back`) needs no such word.
    pub fn insecure_cookies(mut self) -> Self {
        self.insecure = true;
        self
    }

    /// How long a login may take; ten minutes unless told.
    pub fn login_life(mut self, life: Duration) -> Self {
        self.login_life = life;
        self
    }

    /// How long a session lasts; a day unless told.
    pub fn session_life(mut self, life: Duration) -> Self {
        self.session_life = life;
        self
    }

    /// Lets in the made-up people of pages that WeChat shows as a snapshot.
    pub fn allow_snapshots(mut self) -> Self {
        self.snapshots = true;
        self
    }

    /// Runs when somebody logs in, before the session begins: to look the person up, to keep the
    /// tokens on the server, to say what the app calls the person ([`Grant::user`]), or to refuse.
    pub fn on_login<F, R>(mut self, act: F) -> Self
    where
        F: Fn(Grant) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Grant, LoginError>> + Send + 'static,
    {
        self.on_login = Some(Arc::new(move |grant| Box::pin(act(grant))));
        self
    }

    /// Where the machines of a site tell each other which codes they exchanged, such as Redis: some
    /// browsers load an address twice, and may come to two machines. What is kept there for a minute
    /// is the session that the browser gets. Without it, a browser should stay with its machine.
    #[cfg(feature = "callback")]
    pub fn seen(mut self, seen: impl crate::callback::Seen) -> Self {
        self.seen = Some(Arc::new(seen));
        self
    }

    /// Makes the page that a failed login ends on, with the address that begins again.
    pub fn on_error<F>(mut self, page: F) -> Self
    where
        F: Fn(&LoginError, &Target) -> Response<String> + Send + Sync + 'static,
    {
        self.on_error = Arc::new(page);
        self
    }

    /// The login, when the settings fit together.
    pub fn build(self) -> Result<WebLogin> {
        let back = self.provider.back();
        let uri: Option<Uri> = back.parse().ok();
        let uri = uri.filter(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https")) && !back.contains('#')
        });
        let Some((uri, host)) = uri.as_ref().and_then(|uri| Some((uri, uri.host()?))) else {
            return Err(Error::config(
                "the address to come back to must be whole, without `#`: https://shop.example/back",
            ));
        };
        let local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        let plain = uri.scheme_str() == Some("http");
        if plain && !local && !self.insecure {
            return Err(Error::config(
                "the address to come back to is without HTTPS, so others could take over sessions: \
                 use https://, or say insecure_cookies()",
            ));
        }
        if !is_name(&self.cookie) {
            return Err(Error::config(
                "the name of a cookie is made of letters, digits, `-` and `_`",
            ));
        }
        let home = self.targets.check(&self.home);
        let home = home.map_err(|why| Error::config(format!("home(\"{}\"): {why}", self.home)))?;
        let client = self.provider.client();
        let key = match (self.key, &client.inner().secret) {
            (Some(key), _) => key,
            (None, Some(secret)) => Key::derived(secret)?,
            (None, None) => {
                return Err(Error::config(
                    "the app has no secret to sign logins with: give a key()",
                ));
            }
        };
        let app = self.provider.app().to_owned();
        let secure = !plain && !self.insecure;
        Ok(WebLogin::new(Inner {
            states: States::new(key.clone(), app.clone()).life(self.login_life),
            sessions: Sessions { key, app, life: self.session_life },
            begun: Cookie::new(&format!("{}-login", self.cookie), secure),
            session: Cookie::new(&format!("{}-session", self.cookie), secure),
            callback: self.callback_path.unwrap_or_else(|| uri.path().to_owned()),
            provider: self.provider,
            targets: self.targets,
            home,
            snapshots: self.snapshots,
            on_login: self.on_login,
            on_error: self.on_error,
            flights: Flights::default(),
            #[cfg(feature = "callback")]
            seen: self.seen,
        }))
    }
}
