//! Where the types of apps, events and handlers end: behind these two traits a callback is the same
//! for all of them.

use std::sync::Arc;

use super::super::apps::Apps;
use super::super::context::Context;
use super::super::event::{Event, read};
use super::super::handler::{Failure, IntoReply};
use super::super::message::{Message, ParseError};
use super::super::reply::Reply;
use super::super::tasks::Tasks;
use super::super::tickets;
use crate::app::WeChatApp;
use crate::client::Client;
use crate::transport::BoxFuture;

/// The apps of a callback, and its handler.
pub(super) trait Site: Send + Sync {
    /// The app that a request is for.
    fn find(&self, path: &str, to_user: Option<&str>) -> Option<Arc<dyn Target>>;

    /// Whether there is only one.
    fn is_one(&self) -> bool;
}

/// An app, and the handler of its events.
pub(super) trait Target: Send + Sync {
    /// The client of the app.
    fn client(&self) -> &Client;

    /// Reads a message, and gets its handling ready.
    fn read(&self, text: String, path: &str, tasks: &Tasks) -> Result<Job, ParseError>;
}

/// The handling of a message, not begun yet.
pub(super) struct Job {
    pub(super) message: Arc<Message>,
    pub(super) client: Client,
    pub(super) work: BoxFuture<'static, Result<Reply, Failure>>,
}

pub(super) type Handler<E, A> =
    dyn Fn(E, Context<A>) -> BoxFuture<'static, Result<Reply, Failure>> + Send + Sync;

struct Served<P: Apps, E> {
    apps: P,
    handler: Arc<Handler<E, P::App>>,
    /// The only app, so that it is not wrapped for every push.
    only: Option<Arc<dyn Target>>,
}

struct One<A, E> {
    app: A,
    handler: Arc<Handler<E, A>>,
}

/// Forgets the types.
pub(super) fn of<P, E, F, Fut>(apps: P, handler: F) -> Arc<dyn Site>
where
    P: Apps,
    E: Event,
    F: Fn(E, Context<P::App>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output: IntoReply> + Send + 'static,
{
    let handler = Arc::new(handler);
    let handler: Arc<Handler<E, P::App>> = Arc::new(move |event, cx| {
        let handler = Arc::clone(&handler);
        // The handler is called inside, so that its panics are caught whenever they come.
        Box::pin(async move { handler(event, cx).await.into_reply() })
    });
    let only = apps.only().map(|app| -> Arc<dyn Target> {
        Arc::new(One { app: app.clone(), handler: Arc::clone(&handler) })
    });
    Arc::new(Served { apps, handler, only })
}

impl<P: Apps, E: Event> Site for Served<P, E> {
    fn find(&self, path: &str, to_user: Option<&str>) -> Option<Arc<dyn Target>> {
        if let Some(only) = &self.only {
            return Some(Arc::clone(only));
        }
        let app = self.apps.find(path, to_user)?;
        Some(Arc::new(One { app, handler: Arc::clone(&self.handler) }))
    }

    fn is_one(&self) -> bool {
        self.only.is_some()
    }
}

impl<A: WeChatApp, E: Event> Target for One<A, E> {
    fn client(&self) -> &Client {
        self.app.client()
    }

    fn read(&self, text: String, path: &str, tasks: &Tasks) -> Result<Job, ParseError> {
        let (message, event) = read::<E>(text)?;
        let message = Arc::new(message);
        let client = self.client().clone();
        let cx = Context {
            app: self.app.clone(),
            state: (),
            message: Arc::clone(&message),
            path: path.into(),
            tasks: tasks.clone(),
        };
        let handler = Arc::clone(&self.handler);
        let (own, about) = (client.clone(), Arc::clone(&message));
        let work = Box::pin(async move {
            // First of all: the handler may need the token that comes of it.
            if let Some(concern) = tickets::concern(&own, &about) {
                tickets::take(&own, &about, concern).await;
            }
            handler(event, cx).await
        });
        Ok(Job { message, client, work })
    }
}
