//! Which messages were seen: WeChat pushes a message up to three times when the answer is late, and
//! connections break. The first push is handled; the others get its answer, also while it is still
//! being made. This is the interface of what remembers that; the memory of one process is in
//! `seen/memory.rs`.

mod memory;

use std::fmt;

use sha2::{Digest, Sha256};

use crate::credential::StoreError;
use crate::transport::BoxFuture;
pub use memory::SeenInMemory;

/// Remembers which messages were seen, and how they were answered.
///
/// An implementation keeps a claim for the time that a handler may take, so that a process that dies
/// blocks nothing, and an answer for a minute at least. Whatever fails here costs a message that is
/// handled twice, never one that is lost.
pub trait Seen: Send + Sync + 'static {
    /// Takes a message, unless it was taken before.
    fn claim<'a>(&'a self, key: &'a SeenKey) -> BoxFuture<'a, Result<Claim, StoreError>>;

    /// The answer to a message that was taken.
    fn finish<'a>(
        &'a self,
        key: &'a SeenKey,
        answer: &'a Answer,
    ) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Gives a message back that was taken: its next push is the first again.
    fn release<'a>(&'a self, key: &'a SeenKey) -> BoxFuture<'a, Result<(), StoreError>>;
}

/// What became of an attempt to take a message.
pub enum Claim {
    /// It was not seen before: it is the caller's now.
    First,
    /// It is being handled. When the future ends, or a while after, asking again may bring more.
    Pending(BoxFuture<'static, ()>),
    /// It was answered.
    Done(Answer),
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Claim::First => "First",
            Claim::Pending(_) => "Pending",
            Claim::Done(_) => "Done",
        })
    }
}

/// What a message is known by: the app, and a digest of all that the message says.
///
/// Ids and times inside of messages do not tell them apart: two users' messages can have one
/// `MsgId`, and WeCom's events come many to a second from one sender.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SeenKey {
    /// The appid.
    pub app: String,
    /// SHA-256 of the decrypted text.
    pub digest: [u8; 32],
}

impl SeenKey {
    /// Of a message's text.
    pub fn new(app: impl Into<String>, text: &str) -> SeenKey {
        SeenKey { app: app.into(), digest: Sha256::digest(text).into() }
    }
}

impl fmt::Display for SeenKey {
    /// `wx0123:9f86d0…`, for stores that have texts as keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.app)?;
        self.digest.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The answer to a message: a document, not yet encrypted, or nothing but `success`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Answer(Option<String>);

impl Answer {
    /// A document; `None` for `success`.
    pub fn new(document: Option<String>) -> Answer {
        Answer(document)
    }

    /// The document.
    pub fn document(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl fmt::Debug for Answer {
    /// Its content is between the app and the user.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Answer").field(&self.0.as_ref().map(String::len)).finish()
    }
}
