//! Which app a push is for: the one there is, or one of a registry.

use std::sync::Arc;

use crate::app::{Registry, WeChatApp};

/// The apps that one callback serves: an app, or a registry of them.
pub trait Apps: Send + Sync + 'static {
    /// Their type.
    type App: WeChatApp;

    /// The app that a request is for. `path` is the last part of the path that the push came to;
    /// `to_user` whom an unchecked body says it is for. Whichever app is chosen, only its own key
    /// opens the message.
    fn find(&self, path: &str, to_user: Option<&str>) -> Option<Self::App>;

    /// The app, if there is only one ever.
    fn only(&self) -> Option<&Self::App> {
        None
    }
}

impl<A: WeChatApp> Apps for A {
    type App = A;

    fn find(&self, _: &str, _: Option<&str>) -> Option<A> {
        Some(self.clone())
    }

    fn only(&self) -> Option<&A> {
        Some(self)
    }
}

/// By appid or code name: what the path ends with, or whom the body is for (the corpid at WeCom; for
/// others a code name that is the account's `gh_…` id).
impl<A: WeChatApp> Apps for Arc<Registry<A>> {
    type App = A;

    fn find(&self, path: &str, to_user: Option<&str>) -> Option<A> {
        self.get(path).or_else(|| self.get(to_user?))
    }
}
