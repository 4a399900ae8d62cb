//! What a handler gets beside the event: the app, the message, and a place for work that takes
//! longer than WeChat waits.

use std::fmt;
use std::sync::Arc;

use super::message::Message;
use super::tasks::{Tasks, caught};
use crate::app::WeChatApp;
use crate::client::Client;

/// What an event came with. Cheap to clone.
#[derive(Clone)]
pub struct Context<A, S = ()> {
    pub(super) app: A,
    pub(super) state: S,
    pub(super) message: Arc<Message>,
    /// The last part of the path that the push came to.
    pub(super) path: Arc<str>,
    pub(super) tasks: Tasks,
}

impl<A: WeChatApp, S> Context<A, S> {
    /// The app that the event is for.
    pub fn app(&self) -> &A {
        &self.app
    }

    /// The client of that app.
    pub fn client(&self) -> &Client {
        self.app.client()
    }

    /// The message: from whom, when, its whole text.
    pub fn message(&self) -> &Message {
        &self.message
    }

    /// The openid or userid that it is from; empty for some events.
    pub fn from_user(&self) -> &str {
        self.message.from_user()
    }

    /// The router's state.
    pub fn state(&self) -> &S {
        &self.state
    }

    /// The last part of the path that the push came to: for a third-party platform whose URL ends
    /// with `$APPID$` the account that the message is for. It is not signed.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Does something after the message was answered, however long it takes: give a reply, or
    /// [`Reply::none`](super::Reply::none), and write to the user by a customer-service message
    /// later. [`Callback::drained`](super::Callback::drained) waits for it.
    pub fn later(&self, work: impl Future<Output = ()> + Send + 'static) {
        let what = self.message.what().to_owned();
        let app = self.client().appid().to_owned();
        self.tasks.spawn(async move {
            if caught(work).await.is_err() {
                tracing::error!(app, what, "work after the answer to a message panicked");
            }
        });
    }

    pub(super) fn with<T>(self, state: T) -> Context<A, T> {
        let Context { app, message, path, tasks, .. } = self;
        Context { app, state, message, path, tasks }
    }
}

impl<A: WeChatApp, S> fmt::Debug for Context<A, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("app", &self.client().appid())
            .field("message", &self.message)
            .finish_non_exhaustive()
    }
}
