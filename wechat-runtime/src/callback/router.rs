//! [`Router`]: a handler for each event, in place of one `match` over all.

use std::fmt;
use std::sync::Arc;

use super::context::Context;
use super::event::{Event, EventOf};
use super::handler::{Failure, IntoReply};
use super::message::Message;
use super::reply::Reply;
use crate::app::WeChatApp;
use crate::transport::BoxFuture;

type Outcome = BoxFuture<'static, Result<Reply, Failure>>;
type Handler<E, A, S> = Box<dyn Fn(E, Context<A, S>) -> Outcome + Send + Sync>;
type Predicate<E> = Box<dyn Fn(&E, &Message) -> bool + Send + Sync>;

/// Handlers by event. The first that was added and fits gets an event; one that fits none goes to the
/// fallback, and without one is answered with `success`.
///
/// ```ignore
/// let router = Router::<Event, Shop, Db>::with_state(db)
///     .on(|event: Subscribe, cx| async move { cx.state().welcome(cx.from_user()).await })
///     .when(|_, message| message.msg_type() == "text", |_, _| async { Reply::text("hello") });
/// Callback::new(shop, router.into_handler())
/// ```
pub struct Router<E, A, S = ()> {
    state: S,
    routes: Vec<Route<E, A, S>>,
    fallback: Option<Handler<E, A, S>>,
}

struct Route<E, A, S> {
    when: When<E>,
    handler: Handler<E, A, S>,
}

enum When<E> {
    Named(&'static str),
    Holds(Predicate<E>),
}

impl<E: Event, A: WeChatApp> Router<E, A> {
    /// No handlers, no state.
    pub fn new() -> Router<E, A> {
        Router::with_state(())
    }
}

impl<E: Event, A: WeChatApp> Default for Router<E, A> {
    fn default() -> Router<E, A> {
        Router::new()
    }
}

impl<E: Event, A: WeChatApp, S: Clone + Send + Sync + 'static> Router<E, A, S> {
    /// No handlers yet; each will get the state by [`Context::state`].
    pub fn with_state(state: S) -> Router<E, A, S> {
        Router { state, routes: Vec::new(), fallback: None }
    }

    /// Handles one event: `on::<Subscribe, _>(…)`.
    #[must_use]
    pub fn on<R, Fut>(
        self,
        handler: impl Fn(R, Context<A, S>) -> Fut + Send + Sync + 'static,
    ) -> Router<E, A, S>
    where
        R: EventOf<E>,
        Fut: Future<Output: IntoReply> + Send + 'static,
    {
        let handler: Handler<E, A, S> = Box::new(move |event, cx| match R::from_event(event) {
            Ok(record) => boxed(handler(record, cx)),
            // It has the name of the record's variant.
            Err(_) => Box::pin(async { Ok(Reply::none()) }),
        });
        self.add(When::Named(R::NAME), handler)
    }

    /// Handles the events for which something holds.
    #[must_use]
    pub fn when<Fut>(
        self,
        holds: impl Fn(&E, &Message) -> bool + Send + Sync + 'static,
        handler: impl Fn(E, Context<A, S>) -> Fut + Send + Sync + 'static,
    ) -> Router<E, A, S>
    where
        Fut: Future<Output: IntoReply> + Send + 'static,
    {
        let handler = Box::new(move |event, cx| boxed(handler(event, cx)));
        self.add(When::Holds(Box::new(holds)), handler)
    }

    /// Handles what nothing else does.
    #[must_use]
    pub fn fallback<Fut>(
        mut self,
        handler: impl Fn(E, Context<A, S>) -> Fut + Send + Sync + 'static,
    ) -> Router<E, A, S>
    where
        Fut: Future<Output: IntoReply> + Send + 'static,
    {
        self.fallback = Some(Box::new(move |event, cx| boxed(handler(event, cx))));
        self
    }

    fn add(mut self, when: When<E>, handler: Handler<E, A, S>) -> Router<E, A, S> {
        self.routes.push(Route { when, handler });
        self
    }

    /// All handlers as one, for [`Callback::new`](super::Callback::new).
    pub fn into_handler(
        self,
    ) -> impl Fn(E, Context<A>) -> BoxFuture<'static, Result<Reply, Failure>>
    + Clone
    + Send
    + Sync
    + 'static {
        let router = Arc::new(self);
        move |event, cx| router.route(event, cx)
    }

    fn route(&self, event: E, cx: Context<A>) -> Outcome {
        let fits = |route: &&Route<E, A, S>| match &route.when {
            When::Named(name) => event.name() == *name,
            When::Holds(holds) => holds(&event, cx.message()),
        };
        let handler = self.routes.iter().find(fits).map(|route| &route.handler);
        match handler.or(self.fallback.as_ref()) {
            Some(handler) => handler(event, cx.with(self.state.clone())),
            None => Box::pin(async { Ok(Reply::none()) }),
        }
    }
}

fn boxed<Fut>(handling: Fut) -> Outcome
where
    Fut: Future<Output: IntoReply> + Send + 'static,
{
    Box::pin(async move { handling.await.into_reply() })
}

impl<E, A, S> fmt::Debug for Router<E, A, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = self.routes.iter().map(|route| match route.when {
            When::Named(name) => name,
            When::Holds(_) => "…",
        });
        f.debug_list().entries(named).finish()
    }
}
