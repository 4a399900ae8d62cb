//! The answer to a push: made by the handler or in its stead, remembered, written.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context as Poller, Waker};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderValue, Response, StatusCode};
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout_at};

use super::super::error::CallbackError;
use super::super::handler::Failure;
use super::super::message::Format;
use super::super::receiver::{Delivery, Receiver};
use super::super::reply::{self, Reply};
use super::super::seen::{Answer, Seen, SeenKey};
use super::super::tasks::{Panicked, Tasks, caught};
use super::site::Job;
use crate::clock::millis;

/// A message that was taken. If it is dropped without an answer (the runtime ends, a store hangs), it
/// is given back, so that its next push is handled.
pub(super) struct Claimed {
    seen: Arc<dyn Seen>,
    key: Option<SeenKey>,
    tasks: Tasks,
}

impl Claimed {
    pub(super) fn new(seen: Arc<dyn Seen>, key: SeenKey, tasks: Tasks) -> Claimed {
        Claimed { seen, key: Some(key), tasks }
    }

    /// Remembers the answer, unless that takes too long.
    async fn finish(&mut self, answer: &Answer, end: Instant) {
        let Some(key) = self.key.take() else { return };
        match timeout_at(end, self.seen.finish(&key, answer)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(app = key.app, %error, "an answer is not remembered"),
            Err(_) => tracing::warn!(app = key.app, "an answer is not remembered in time"),
        }
    }

    /// Gives the message back.
    async fn release(&mut self, end: Instant) {
        let Some(key) = self.key.take() else { return };
        if timeout_at(end, release(&*self.seen, &key)).await.is_err() {
            tracing::warn!(app = key.app, "a message is not given back in time");
        }
    }
}

async fn release(seen: &dyn Seen, key: &SeenKey) {
    if let Err(error) = seen.release(key).await {
        tracing::warn!(app = key.app, %error, "a message is not given back");
    }
}

impl Drop for Claimed {
    fn drop(&mut self) {
        if let Some(key) = self.key.take() {
            let seen = Arc::clone(&self.seen);
            let mut work = Box::pin(async move { release(&*seen, &key).await });
            // A memory of this process is done at once, also where no task can run any more.
            if work.as_mut().poll(&mut Poller::from_waker(Waker::noop())).is_pending() {
                self.tasks.spawn(work);
            }
        }
    }
}

/// How long a memory may take when nobody waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

type Told = Result<Answer, CallbackError>;

/// Runs a handler, tells the answer in time, and sees the handler through.
pub(super) async fn make(
    job: Job,
    mut claimed: Claimed,
    end: Instant,
    tell: oneshot::Sender<Told>,
) {
    let Job { message, client, work } = job;
    let (app, what) = (client.appid(), message.what());
    let mut work = pin!(caught(work));
    let outcome = match timeout_at(end, &mut work).await {
        Ok(outcome) => outcome,
        Err(_) => {
            // Its answer is `success` from now on, for every push.
            let answer = Answer::default();
            let _ = tell.send(Ok(answer.clone()));
            claimed.finish(&answer, end + PATIENCE).await;
            tracing::debug!(app, what, "a handler takes longer than WeChat waits");
            late(app, what, work.await);
            return;
        }
    };
    let answer = match outcome {
        Ok(Ok(reply)) => Answer::new(reply.document(&message, millis(client.time()) / 1000)),
        Ok(Err(failure)) if failure.is_retry() => {
            claimed.release(end).await;
            let _ = tell.send(Err(CallbackError::Retry));
            return;
        }
        other => {
            failed(app, what, &other);
            Answer::default()
        }
    };
    // Remembered before it is sent: if it does not arrive, the next push finds it.
    claimed.finish(&answer, end).await;
    let _ = tell.send(Ok(answer));
}

type Outcome = Result<Result<Reply, Failure>, Panicked>;

fn failed(app: &str, what: &str, outcome: &Outcome) {
    match outcome {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => {
            tracing::error!(app, what, %error, "a handler failed; answered as `success`");
        }
        Err(Panicked) => tracing::error!(app, what, "a handler panicked; answered as `success`"),
    }
}

fn late(app: &str, what: &str, outcome: Outcome) {
    match &outcome {
        Ok(Ok(reply)) if !reply.is_none() => tracing::warn!(
            app,
            what,
            ?reply,
            "a reply came later than WeChat waits, and is dropped: answer early, and write to the \
             user by a customer-service message (`Context::later`)"
        ),
        _ => failed(app, what, &outcome),
    }
}

/// Writes an answer: encrypted if the push was.
pub(crate) fn respond(
    receiver: &Receiver,
    delivery: &Delivery,
    answer: &Answer,
    now: SystemTime,
) -> Result<Response<Bytes>, CallbackError> {
    let Some(document) = answer.document() else { return Ok(text("success".to_owned())) };
    let (body, format) = match (&delivery.sealed, receiver.crypt()) {
        (Some((envelope, id)), Some(crypt)) => {
            let time = millis(now) / 1000;
            let sealed = reply::seal(crypt, *envelope, id, document, time)?;
            let format = Format::sniff(&sealed);
            (sealed, format)
        }
        _ => (document.to_owned(), Format::sniff(document)),
    };
    Ok(response(
        StatusCode::OK,
        match format {
            Format::Xml => "application/xml; charset=utf-8",
            Format::Json => "application/json; charset=utf-8",
        },
        body,
    ))
}

/// A plain text, which no browser may take for anything else: it may be an echo.
pub(crate) fn text(text: String) -> Response<Bytes> {
    response(StatusCode::OK, "text/plain; charset=utf-8", text)
}

/// Refuses a request. Why stands in the log; outside, the status has to do.
pub(crate) fn refuse(error: &CallbackError) -> Response<Bytes> {
    let status = error.status();
    match error {
        CallbackError::Setup(_) | CallbackError::NoKey => {
            tracing::error!(%error, "a push cannot be taken");
        }
        CallbackError::Retry => tracing::debug!("a message is to be pushed again"),
        // Someone's mistake, more likely than not; what else the internet sends is no news.
        _ if status == StatusCode::FORBIDDEN || status.is_server_error() => {
            tracing::warn!(status = status.as_u16(), %error, "a push was refused");
        }
        _ => tracing::debug!(status = status.as_u16(), %error, "a push was refused"),
    }
    let body = status.canonical_reason().unwrap_or_default().to_owned();
    response(status, "text/plain; charset=utf-8", body)
}

fn response(status: StatusCode, content_type: &'static str, body: String) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
