//! [`Callback`]: a request in, a response out, with all that lies between: which app, whether it is
//! WeChat, what it says, whether it was seen, the handler and its time limit, the answer.

pub(super) mod answer;
mod site;

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response, Uri};
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout_at};

use super::apps::Apps;
use super::context::Context;
use super::error::CallbackError;
use super::event::{Event, Receives};
use super::handler::IntoReply;
use super::outer;
use super::query::Query;
use super::receiver::{Mode, Receiver};
use super::seen::{Answer, Claim, Seen, SeenInMemory, SeenKey};
use super::tasks::Tasks;
use crate::app::WeChatApp;
use crate::error::Result;
use site::{Job, Site, Target};

/// WeChat waits for five seconds, on its way and ours.
pub(super) const DEADLINE: Duration = Duration::from_millis(4500);
/// WeChat's texts have at most 2 KB; the largest events, lists of a shop's orders among them, some
/// ten times as much.
pub(super) const MAX_BODY: usize = 64 << 10;
/// Handlers that run at once.
const MAX_RUNNING: usize = 10_000;

/// What answers WeChat's pushes. Cheap to clone; clones are the same callback.
///
/// It needs no web framework: [`Callback::handle`] takes a request and gives a response. With the
/// feature `axum` it is a `tower` service besides.
///
/// ```ignore
/// let callback = Callback::new(shop.clone(), |event: Event, cx| async move {
///     match event {
///         Event::Text(text) => Reply::text(format!("you said {}", text.content)),
///         _ => Reply::none(), // answered as `success`
///     }
/// })?;
/// let response = callback.handle(request).await;
/// ```
///
/// * The answer comes in time: a handler that takes longer than 4.5 seconds goes on in the
///   background while `success` is answered; its reply is dropped then, with a warning.
/// * A message that is pushed again is not handled again: it gets the first push's answer.
/// * A handler that panics or fails is answered with `success`, unless it asks for
///   [`Retry`](super::Retry).
#[derive(Clone)]
pub struct Callback {
    site: Arc<dyn Site>,
    settings: Settings,
    /// Of the only app, made when it is first needed.
    receiver: Arc<OnceLock<Receiver>>,
    seen: Arc<dyn Seen>,
    tasks: Tasks,
}

#[derive(Clone, Debug)]
struct Settings {
    mode: Mode,
    max_age: Option<Duration>,
    also_for: Vec<String>,
    max_body: usize,
    deadline: Duration,
}

impl Callback {
    /// For an app, or for all apps of a registry (`Arc<Registry<_>>`). The handler is given each
    /// event once.
    ///
    /// An app needs the settings `token` and, for encrypted messages, `aes_key`; that they are
    /// missing is an error here for an app, and on its first push for one of a registry.
    pub fn new<P, E, F, Fut>(apps: P, handler: F) -> Result<Callback>
    where
        P: Apps,
        <P::App as WeChatApp>::Kind: Receives<E>,
        E: Event,
        F: Fn(E, Context<P::App>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output: IntoReply> + Send + 'static,
    {
        if let Some(app) = apps.only() {
            Receiver::of(app.client())?;
        }
        Ok(Callback {
            site: site::of(apps, handler),
            settings: Settings {
                mode: Mode::default(),
                max_age: None,
                also_for: Vec::new(),
                max_body: MAX_BODY,
                deadline: DEADLINE,
            },
            receiver: Arc::default(),
            seen: Arc::new(SeenInMemory::new()),
            tasks: Tasks::new(MAX_RUNNING),
        })
    }

    /// Which bodies are taken, see [`Receiver::mode`].
    #[must_use]
    pub fn mode(mut self, mode: Mode) -> Callback {
        self.settings.mode = mode;
        self.receiver = Arc::default();
        self
    }

    /// Refuses what was signed longer ago, see [`Receiver::max_age`].
    #[must_use]
    pub fn max_age(mut self, age: Duration) -> Callback {
        self.settings.max_age = Some(age);
        self.receiver = Arc::default();
        self
    }

    /// Accepts messages that are addressed to this id too: WeCom addresses what a suite gets to the
    /// suite's id, to the corp's, or to that of the corp it is about.
    #[must_use]
    pub fn also_for(mut self, receive_id: impl Into<String>) -> Callback {
        self.settings.also_for.push(receive_id.into());
        self.receiver = Arc::default();
        self
    }

    /// The largest body that is read; 64 KiB by default.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Callback {
        self.settings.max_body = bytes;
        self
    }

    /// How long a handler may hold up the answer; 4.5 seconds by default.
    #[must_use]
    pub fn deadline(mut self, limit: Duration) -> Callback {
        self.settings.deadline = limit;
        self
    }

    /// How many handlers may run at once, late ones included; 10,000 by default. Beyond that,
    /// pushes are answered with 503, and WeChat comes again.
    #[must_use]
    pub fn max_running(mut self, handlers: usize) -> Callback {
        self.tasks = Tasks::new(handlers);
        self
    }

    /// What remembers which messages were seen; the memory of this process by default.
    #[must_use]
    pub fn seen(mut self, seen: impl Seen) -> Callback {
        self.seen = Arc::new(seen);
        self
    }

    /// Waits until no handler and no work behind one runs: for the end of a program, after its
    /// server has stopped.
    pub async fn drained(&self) {
        self.tasks.drained().await;
    }

    /// How many handlers and works behind them run.
    pub fn running(&self) -> usize {
        self.tasks.running()
    }

    #[cfg(feature = "axum")]
    pub(super) fn body_limit(&self) -> usize {
        self.settings.max_body
    }

    /// When a request that begins now must be answered.
    pub(super) fn end(&self) -> Instant {
        Instant::now() + self.settings.deadline
    }

    /// Answers a request, whatever it is.
    pub async fn handle(&self, request: Request<Bytes>) -> Response<Bytes> {
        self.handle_until(request, self.end()).await
    }

    pub(super) async fn handle_until(
        &self,
        request: Request<Bytes>,
        end: Instant,
    ) -> Response<Bytes> {
        let (head, body) = request.into_parts();
        let answer = match head.method {
            Method::GET => self.verify(&head.uri),
            Method::POST => self.push(&head.uri, &body, end).await,
            _ => Err(CallbackError::Method),
        };
        answer.unwrap_or_else(|error| answer::refuse(&error))
    }

    fn verify(&self, uri: &Uri) -> std::result::Result<Response<Bytes>, CallbackError> {
        let target = self.site.find(last_part(uri), None).ok_or(CallbackError::UnknownApp)?;
        let query = Query::parse(uri.query().unwrap_or_default());
        let echo = self.receiver(&*target)?.verify_url(&query, target.client().time())?;
        Ok(answer::text(echo))
    }

    async fn push(
        &self,
        uri: &Uri,
        body: &[u8],
        end: Instant,
    ) -> std::result::Result<Response<Bytes>, CallbackError> {
        if body.len() > self.settings.max_body {
            return Err(CallbackError::TooLarge(self.settings.max_body));
        }
        if tokio::runtime::Handle::try_current().is_err() {
            let text = "callbacks need a tokio runtime with its timer: run this inside of \
                        `#[tokio::main]`";
            return Err(CallbackError::Setup(text.to_owned()));
        }
        let path = last_part(uri);
        let target = self.find(path, body).ok_or(CallbackError::UnknownApp)?;
        let client = target.client();
        let receiver = self.receiver(&*target)?;
        let query = Query::parse(uri.query().unwrap_or_default());
        let mut delivery = receiver.open(&query, body, client.time())?;
        let key = SeenKey::new(client.appid(), delivery.text());
        let job = target.read(delivery.take_text(), path, &self.tasks)?;
        let answer = self.settle(key, job, end).await?;
        answer::respond(&receiver, &delivery, &answer, client.time())
    }

    fn find(&self, path: &str, body: &[u8]) -> Option<Arc<dyn Target>> {
        self.site.find(path, None).or_else(|| {
            let body = std::str::from_utf8(body).ok()?;
            self.site.find(path, outer::find(body).ok()?.to_user.as_deref())
        })
    }

    fn receiver(&self, target: &dyn Target) -> std::result::Result<Receiver, CallbackError> {
        if let Some(made) = self.receiver.get() {
            return Ok(made.clone());
        }
        let mut receiver = Receiver::of(target.client())?.mode(self.settings.mode);
        if let Some(age) = self.settings.max_age {
            receiver = receiver.max_age(age);
        }
        for id in &self.settings.also_for {
            receiver = receiver.also_for(id);
        }
        if self.site.is_one() {
            // Whoever was first has made the same.
            let _ = self.receiver.set(receiver.clone());
        }
        Ok(receiver)
    }

    /// The answer to a message: the first push's if there was one, the handler's otherwise.
    async fn settle(
        &self,
        key: SeenKey,
        job: Job,
        end: Instant,
    ) -> std::result::Result<Answer, CallbackError> {
        loop {
            match timeout_at(end, self.seen.claim(&key)).await {
                Ok(Ok(Claim::First)) => break,
                Ok(Ok(Claim::Done(answer))) => return Ok(answer),
                Ok(Ok(Claim::Pending(news))) => {
                    if timeout_at(end, news).await.is_err() {
                        return Ok(Answer::default());
                    }
                }
                // Better handled twice than not at all.
                Ok(Err(error)) => {
                    tracing::warn!(app = key.app, %error, "what was seen is not known");
                    break;
                }
                Err(_) => {
                    tracing::warn!(app = key.app, "what was seen is not known in time");
                    break;
                }
            }
        }
        let claimed = answer::Claimed::new(Arc::clone(&self.seen), key, self.tasks.clone());
        let Some(room) = self.tasks.room() else {
            // Dropped, the claim is given back.
            return Err(CallbackError::Busy);
        };
        let (tell, told) = oneshot::channel();
        // On its own, so that it goes on when the connection breaks.
        self.tasks.spawn(async move {
            answer::make(job, claimed, end, tell).await;
            drop(room);
        });
        // It goes away unheard only when the runtime ends.
        told.await.unwrap_or(Err(CallbackError::Retry))
    }
}

/// The last part of a path.
fn last_part(uri: &Uri) -> &str {
    let path = uri.path().trim_end_matches('/');
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callback")
            .field("settings", &self.settings)
            .field("running", &self.running())
            .finish_non_exhaustive()
    }
}
