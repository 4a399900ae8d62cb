//! The login as a layer of axum (or of any tower stack with axum's bodies) and its extractor.

use std::convert::Infallible;
use std::fmt;
use std::future::ready;
use std::mem::replace;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum_core::body::Body;
use axum_core::extract::{FromRequestParts, OptionalFromRequestParts};
use axum_core::response::{IntoResponse, Response};
use http::request::Parts;
use http::{Method, Request, StatusCode};
use tower_layer::Layer;
use tower_service::Service;

use super::login::WebLogin;
use super::session::LoggedIn;

impl WebLogin {
    /// Protects what it is laid over: who is not logged in is sent to WeChat and comes back, and
    /// handlers learn who it is from [`LoggedIn`]. It also answers the address that WeChat sends
    /// browsers back to, which therefore needs no route; the layer must lie over the outermost
    /// router (`Router::layer`, not `route_layer`), or that address be routed to
    /// [`callback`](WebLogin::callback).
    pub fn layer(&self) -> LoginLayer {
        LoginLayer { login: self.clone(), optional: false }
    }

    /// Answers the address that WeChat sends browsers back to, and nothing else.
    pub fn callback(&self) -> LoginCallback {
        LoginCallback(self.clone())
    }
}

/// See [`WebLogin::layer`].
#[derive(Clone, Debug)]
pub struct LoginLayer {
    login: WebLogin,
    optional: bool,
}

impl LoginLayer {
    /// Lets everybody in; handlers still learn who is logged in, by `Option<LoggedIn>`.
    #[must_use]
    pub fn optional(mut self) -> LoginLayer {
        self.optional = true;
        self
    }
}

impl<S> Layer<S> for LoginLayer {
    type Service = LoginService<S>;

    fn layer(&self, inner: S) -> LoginService<S> {
        LoginService { layer: self.clone(), inner }
    }
}

/// A service behind a [`LoginLayer`].
#[derive(Clone, Debug)]
pub struct LoginService<S> {
    layer: LoginLayer,
    inner: S,
}

type Answer<E> = Pin<Box<dyn Future<Output = Result<Response, E>> + Send>>;

impl<S, B> Service<Request<B>> for LoginService<S>
where
    S: Service<Request<B>, Response = Response> + Clone + Send + 'static,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
    B: Send + 'static,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Answer<S::Error>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<B>) -> Answer<S::Error> {
        let LoginLayer { login, optional } = &self.layer;
        if login.is_callback(request.uri()) {
            return finish(login, request);
        }
        let session = if *optional {
            login.session(request.headers())
        } else {
            match login.guard(request.method(), request.uri(), request.headers()) {
                Ok(session) => Some(session),
                Err(answer) => return Box::pin(ready(Ok(answer.map(Body::from)))),
            }
        };
        request.extensions_mut().insert(Seen(session));
        // The one that is ready takes the call; a clone need not be.
        let clone = self.inner.clone();
        Box::pin(replace(&mut self.inner, clone).call(request))
    }
}

/// See [`WebLogin::callback`].
#[derive(Clone, Debug)]
pub struct LoginCallback(WebLogin);

impl<B: Send + 'static> Service<Request<B>> for LoginCallback {
    type Response = Response;
    type Error = Infallible;
    type Future = Answer<Infallible>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Answer<Infallible> {
        finish(&self.0, request)
    }
}

/// Browsers are sent back by GET; nothing else may use a code up.
fn finish<B, E: Send + 'static>(login: &WebLogin, request: Request<B>) -> Answer<E> {
    let (login, parts) = (login.clone(), request.into_parts().0);
    if parts.method != Method::GET {
        return Box::pin(ready(Ok(StatusCode::METHOD_NOT_ALLOWED.into_response())));
    }
    Box::pin(async move { Ok(login.finish(&parts.uri, &parts.headers).await.map(Body::from)) })
}

/// Left by the layer for the extractor.
#[derive(Clone)]
struct Seen(Option<LoggedIn>);

/// Why a handler got no [`LoggedIn`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotLoggedIn {
    /// Nobody is logged in.
    Nobody,
    /// No layer of a login lies over the route.
    NoLayer,
}

impl fmt::Display for NotLoggedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotLoggedIn::Nobody => "not logged in",
            NotLoggedIn::NoLayer => "no layer of a WeChat login lies over this route",
        })
    }
}

impl std::error::Error for NotLoggedIn {}

impl IntoResponse for NotLoggedIn {
    fn into_response(self) -> Response {
        let status = match self {
            NotLoggedIn::Nobody => StatusCode::UNAUTHORIZED,
            NotLoggedIn::NoLayer => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, self.to_string()).into_response()
    }
}

fn seen(parts: &Parts) -> Result<Option<LoggedIn>, NotLoggedIn> {
    parts.extensions.get::<Seen>().map(|seen| seen.0.clone()).ok_or(NotLoggedIn::NoLayer)
}

impl<S: Sync> FromRequestParts<S> for LoggedIn {
    type Rejection = NotLoggedIn;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<LoggedIn, NotLoggedIn> {
        seen(parts)?.ok_or(NotLoggedIn::Nobody)
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for LoggedIn {
    type Rejection = NotLoggedIn;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<LoggedIn>, NotLoggedIn> {
        seen(parts)
    }
}
