//! A login without a framework: requests in, responses out. The layer of axum calls nothing else.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::SystemTime;

use http::{HeaderMap, Method, Response, Uri};
use percent_encoding::percent_decode_str;

use super::answer;
use super::builder::WebLoginBuilder;
use super::cookie::Cookie;
use super::error::{LoginError, StateError};
use super::flight::Flights;
use super::provider::{Grant, Provider};
use super::session::{LoggedIn, Sessions};
use super::state::States;
use super::target::{Target, Targets};

/// Browsers keep 4096 bytes of a cookie, name and attributes among them.
const LARGEST_SESSION: usize = 3500;

pub(super) type OnLogin = Arc<
    dyn Fn(Grant) -> Pin<Box<dyn Future<Output = Result<Grant, LoginError>> + Send>> + Send + Sync,
>;
pub(super) type OnError = Arc<dyn Fn(&LoginError, &Target) -> Response<String> + Send + Sync>;

/// Logging in to a site: who is logged in, the way to WeChat, the way back. Cheap to clone; clones
/// are the same.
///
/// With axum, [`layer`](WebLogin::layer) is all that is needed. Another framework calls
/// [`guard`](WebLogin::guard) before its pages, and [`finish`](WebLogin::finish) on the address
/// that WeChat sends browsers back to.
#[derive(Clone)]
pub struct WebLogin(Arc<Inner>);

pub(super) struct Inner {
    pub(super) provider: Box<dyn Provider>,
    /// The path of the address that browsers come back to.
    pub(super) callback: String,
    pub(super) states: States,
    pub(super) sessions: Sessions,
    pub(super) begun: Cookie,
    pub(super) session: Cookie,
    pub(super) targets: Targets,
    pub(super) home: Target,
    pub(super) snapshots: bool,
    pub(super) on_login: Option<OnLogin>,
    pub(super) on_error: OnError,
    pub(super) flights: Flights,
    #[cfg(feature = "callback")]
    pub(super) seen: Option<Arc<dyn crate::callback::Seen>>,
}

impl WebLogin {
    /// A login by `provider`: by the address of a page of WeChat.
    pub fn builder(provider: impl Provider) -> WebLoginBuilder {
        WebLoginBuilder::new(provider)
    }

    pub(super) fn new(inner: Inner) -> WebLogin {
        WebLogin(Arc::new(inner))
    }

    /// Who is logged in, by the cookies of a request.
    pub fn session(&self, headers: &HeaderMap) -> Option<LoggedIn> {
        let now = self.now();
        self.0.session.all(headers).find_map(|cookie| self.0.sessions.read(cookie, now))
    }

    /// Whether this is the address that WeChat sends browsers back to.
    pub fn is_callback(&self, uri: &Uri) -> bool {
        uri.path() == self.0.callback
    }

    /// Who is logged in; or what to answer instead of the page: a person's browser is sent to
    /// WeChat and will come back, a script is told `401`.
    // Both are what a request ends in, and are passed on at once.
    #[allow(clippy::result_large_err)]
    pub fn guard(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Result<LoggedIn, Response<String>> {
        if let Some(session) = self.session(headers) {
            return Ok(session);
        }
        if !answer::is_navigation(method, headers) {
            return Err(answer::unauthorized());
        }
        let here = uri.path_and_query().map_or("/", |here| here.as_str());
        Err(self.begin(headers, here))
    }

    /// Sends the browser to WeChat, and afterwards to `target`; to the home page when it may not be
    /// sent there.
    pub fn begin(&self, headers: &HeaderMap, target: &str) -> Response<String> {
        let target = self.0.targets.check(target).unwrap_or_else(|_| self.0.home.clone());
        let known = self.0.begun.all(headers).next();
        match self.0.states.begin(&target, known, self.now()) {
            Ok(begun) => {
                let cookie = self.0.begun.set(&begun.cookie, self.0.states.seconds());
                answer::redirect(&self.0.provider.page(&begun.state), [cookie])
            }
            Err(error) => self.failure(&error.into(), &target),
        }
    }

    /// The browser is back from WeChat: checks that it is the one that left, exchanges the code, and
    /// sends it on with a session.
    pub async fn finish(&self, uri: &Uri, headers: &HeaderMap) -> Response<String> {
        let query = uri.query().unwrap_or_default();
        let (state, code) = (parameter(query, "state"), parameter(query, "code"));
        let opened = match self.0.states.open(&state, self.now()) {
            Ok(opened) => opened,
            Err(error) => return self.failure(&error.into(), &self.0.home),
        };
        let mut bound = Err(StateError::NoCookie);
        let mut cookie = "";
        for own in self.0.begun.all(headers) {
            bound = opened.bound_to(own);
            if bound.is_ok() {
                cookie = own;
                break;
            }
        }
        // What was allowed when the login began may not be any more.
        let target = opened.target(cookie).and_then(|to| self.0.targets.check(&to).ok());
        let target = target.unwrap_or_else(|| self.0.home.clone());
        if let Err(error) = bound {
            // The address of a login that is over: a page that was loaded twice, another tab.
            return match self.session(headers) {
                Some(_) => answer::redirect(target.as_str(), []),
                None => self.failure(&error.into(), &target),
            };
        }
        match self.exchange(&code, &state).await {
            Ok(session) => {
                let cookies = [
                    self.0.session.set(&session, self.0.sessions.life.as_secs()),
                    self.0.begun.clear(),
                ];
                answer::redirect(target.as_str(), cookies)
            }
            Err(error) => self.failure(&error, &target),
        }
    }

    /// The session for a code: made once, by one machine.
    async fn exchange(&self, code: &str, state: &str) -> Result<String, LoginError> {
        // The words of WeChat's app for a person who turned away.
        if matches!(code, "" | "authdeny" | "usercancel") {
            return Err(LoginError::Refused);
        }
        let exchange = || {
            let (login, code, state) = (self.clone(), code.to_owned(), state.to_owned());
            async move {
                #[cfg(feature = "callback")]
                if let Some(seen) = &login.0.seen {
                    let (app, begin) = (login.0.provider.app(), login.begin_session(&code));
                    return super::fleet::once(&**seen, app, (&code, &state), begin).await;
                }
                let _ = state;
                login.begin_session(&code).await
            }
        };
        self.0.flights.outcome(code, state, exchange).await
    }

    async fn begin_session(&self, code: &str) -> Result<String, LoginError> {
        let grant = self.0.provider.exchange(code).await?;
        let grant = match &self.0.on_login {
            _ if grant.snapshot && !self.0.snapshots => return Err(LoginError::Snapshot),
            Some(act) => act(grant).await?,
            None => grant,
        };
        let session = self.0.sessions.start(&grant, self.now());
        if session.id().is_empty() {
            return Err(LoginError::Nobody);
        }
        let session = self.0.sessions.write(&session);
        if session.len() > LARGEST_SESSION {
            return Err(LoginError::TooLarge);
        }
        Ok(session)
    }

    /// Ends the session and sends the browser to `target`. Have it done by a `POST`, or any page of
    /// the web can log people out.
    pub fn logout(&self, target: &str) -> Response<String> {
        let target = self.0.targets.check(target).unwrap_or_else(|_| self.0.home.clone());
        answer::redirect(target.as_str(), [self.0.session.clear()])
    }

    fn failure(&self, error: &LoginError, again: &Target) -> Response<String> {
        match error {
            LoginError::Exchange(_)
            | LoginError::Nobody
            | LoginError::Random(_)
            | LoginError::TooLarge => {
                tracing::warn!(%error, "a login failed");
            }
            _ => tracing::debug!(%error, "a login failed"),
        }
        (self.0.on_error)(error, again)
    }

    fn now(&self) -> SystemTime {
        self.0.provider.client().time()
    }
}

impl fmt::Debug for WebLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebLogin").field("back", &self.0.provider.back()).finish_non_exhaustive()
    }
}

/// The first value of a query parameter, or nothing.
fn parameter(query: &str, name: &str) -> String {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.into_iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value);
    percent_decode_str(value).decode_utf8_lossy().into_owned()
}
