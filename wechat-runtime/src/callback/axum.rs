//! Callbacks in axum: [`Callback`] as a service, and extractors for handlers that are written by
//! hand.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::task::{Context as Poller, Poll};
use std::time::SystemTime;

use axum_core::extract::{FromRef, FromRequest, FromRequestParts};
use axum_core::response::{IntoResponse, Response as AxumResponse};
use bytes::Bytes;
use http::request::Parts;
use http::{Request, Response};
use http_body::Body;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use tokio::time::{Instant, timeout_at};
use tower_service::Service;

use super::apps::Apps;
use super::context::Context;
use super::error::CallbackError;
use super::event::{Event, Receives, read};
use super::handler::IntoReply;
use super::message::Message;
use super::query::Query;
use super::receiver::{Delivery, Receiver};
use super::reply::Reply;
use super::seen::Answer;
use super::service::{Callback, DEADLINE, MAX_BODY, answer};
use crate::app::WeChatApp;
use crate::clock::millis;
use crate::error::Error;
use crate::transport::BoxFuture;

/// `Router::new().route_service("/wechat", callback)`.
impl<B> Service<Request<B>> for Callback
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Poller<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let callback = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            // What the body takes is taken from the handler.
            let (limit, end) = (callback.body_limit(), callback.end());
            let response = match bytes(body, limit, end).await {
                Ok(body) => callback.handle_until(Request::from_parts(head, body), end).await,
                Err(error) => answer::refuse(&error),
            };
            Ok(response.map(Full::new))
        })
    }
}

/// Reads a body, as far and as long as it may go.
async fn bytes<B>(body: B, limit: usize, end: Instant) -> Result<Bytes, CallbackError>
where
    B: Body,
    B::Error: Into<Box<dyn StdError + Send + Sync>>,
{
    match timeout_at(end, Limited::new(body, limit).collect()).await {
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(CallbackError::TooLarge(limit)),
        Ok(Err(_)) => Err(CallbackError::Malformed("it broke off")),
        Err(_) => Err(CallbackError::Slow),
    }
}

/// A pushed event in a handler of one's own, checked and decrypted with the [`Receiver`] in the
/// state. Repeated pushes, the time limit and tickets are then the handler's business; a
/// [`Callback`] has them in hand.
///
/// ```ignore
/// async fn pushed(pushed: Pushed<Event>) -> impl IntoResponse {
///     match &pushed.event {
///         Event::Text(text) => pushed.answer(&Reply::text(&text.content)),
///         _ => pushed.answer(&Reply::none()),
///     }
/// }
/// Router::new()
///     .route("/wechat", get(|check: UrlCheck| async { check }).post(pushed))
///     .with_state(Receiver::of(shop.client())?)
/// ```
#[derive(Debug)]
pub struct Pushed<E> {
    /// The event.
    pub event: E,
    /// The message that it came in.
    pub message: Message,
    delivery: Delivery,
    receiver: Receiver,
}

impl<E> Pushed<E> {
    /// The response that answers it, encrypted if the push was.
    pub fn answer(&self, reply: &Reply) -> AxumResponse {
        let now = SystemTime::now();
        let answer = Answer::new(reply.document(&self.message, millis(now) / 1000));
        let response = answer::respond(&self.receiver, &self.delivery, &answer, now);
        response.unwrap_or_else(|error| answer::refuse(&error)).map(Full::new).into_response()
    }

    /// To whom it was addressed, if it was encrypted.
    pub fn receive_id(&self) -> Option<&str> {
        self.delivery.receive_id()
    }
}

impl<S, E> FromRequest<S> for Pushed<E>
where
    S: Send + Sync,
    Receiver: FromRef<S>,
    E: Event,
{
    type Rejection = CallbackError;

    async fn from_request(
        request: Request<axum_core::body::Body>,
        state: &S,
    ) -> Result<Pushed<E>, CallbackError> {
        let receiver = Receiver::from_ref(state);
        let (head, body) = request.into_parts();
        let body = bytes(body, MAX_BODY, Instant::now() + DEADLINE).await?;
        let query = Query::parse(head.uri.query().unwrap_or_default());
        let mut delivery = receiver.open(&query, &body, SystemTime::now())?;
        let (message, event) = read::<E>(delivery.take_text())?;
        Ok(Pushed { event, message, delivery, receiver })
    }
}

/// The check of a URL (a GET request), passed, as its own response.
#[derive(Debug)]
pub struct UrlCheck(String);

impl<S> FromRequestParts<S> for UrlCheck
where
    S: Send + Sync,
    Receiver: FromRef<S>,
{
    type Rejection = CallbackError;

    async fn from_request_parts(head: &mut Parts, state: &S) -> Result<UrlCheck, CallbackError> {
        let query = Query::parse(head.uri.query().unwrap_or_default());
        Receiver::from_ref(state).verify_url(&query, SystemTime::now()).map(UrlCheck)
    }
}

impl IntoResponse for UrlCheck {
    fn into_response(self) -> AxumResponse {
        answer::text(self.0).map(Full::new).into_response()
    }
}

impl IntoResponse for CallbackError {
    fn into_response(self) -> AxumResponse {
        answer::refuse(&self).map(Full::new).into_response()
    }
}

/// A callback as a service: `Router::new().route_service("/wechat", callback(shop, handler)?)`. The
/// same as [`Callback::new`].
pub fn callback<P, E, F, Fut>(apps: P, handler: F) -> Result<Callback, Error>
where
    P: Apps,
    <P::App as WeChatApp>::Kind: Receives<E>,
    E: Event,
    F: Fn(E, Context<P::App>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output: IntoReply> + Send + 'static,
{
    Callback::new(apps, handler)
}
