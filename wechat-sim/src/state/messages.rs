//! Messages that were sent to people, for a test to look at.

use std::fmt;
use std::sync::Mutex;

use serde_json::Value;

use crate::lock;

/// How many are kept.
const KEPT: usize = 50_000;

/// How a message was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MessageKind {
    /// A customer-service message.
    Custom,
    /// A template message of an official account.
    Template,
    /// A subscribe message or notice.
    Subscribe,
    /// A mass message.
    Mass,
    /// A preview of a mass message.
    Preview,
}

/// A message that was sent. Its `Debug` does not show what it says.
#[derive(Clone)]
#[non_exhaustive]
pub struct Message {
    /// How it was sent.
    pub kind: MessageKind,
    /// The app that sent it.
    pub appid: String,
    /// The openids it was sent to; empty for a mass message to all or to a tag.
    pub to: Vec<String>,
    /// The request as it was sent.
    pub body: Value,
    /// The number that WeChat gave it.
    pub id: u64,
    /// When, in milliseconds of the simulator's clock.
    pub at: u64,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("kind", &self.kind)
            .field("to", &self.to)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Messages(Mutex<Vec<Message>>);

impl Messages {
    pub(crate) fn add(&self, message: Message) {
        let mut all = lock(&self.0);
        if all.len() >= KEPT {
            all.drain(..KEPT / 2);
        }
        all.push(message);
    }

    pub(crate) fn all(&self) -> Vec<Message> {
        lock(&self.0).clone()
    }

    pub(crate) fn find<R>(&self, mut act: impl FnMut(&Message) -> Option<R>) -> Option<R> {
        lock(&self.0).iter().rev().find_map(&mut act)
    }
}
