//! The runtime of `wechat-app`: what its generated code runs on, and what users of it hold.
//!
//! | module | what lives there |
//! |---|---|
//! | `client`, `builder`, `deployment`, `app`, `kind`, `setting` | an app: who it is, its settings, its type |
//! | `call`, `raw`, `download` | calls as values: described, by path, streamed |
//! | `exchange`, `retry`, `url`, `reply`, `lenient` | a call's way to WeChat and back |
//! | `credential` | tokens and tickets |
//! | `transport`, `multipart`, `progress`, `file` | bytes on the wire |
//! | `error` | the one error type |
//! | [`op`], [`record`], [`value`] | what generated code is made of |
//! | `web` | login on web pages |
//! | `hub`, `address` | credentials handed out to other machines, and had from one that does |
//! | `crypto`, `template` | cryptography and other helpers that make no call |

mod address;
mod app;
mod builder;
mod call;
#[cfg(feature = "callback")]
pub mod callback;
mod client;
mod clock;
mod credential;
#[cfg(feature = "crypto")]
pub mod crypto;
mod deployment;
mod download;
mod error;
mod exchange;
pub mod file;
#[cfg(any(feature = "hub", feature = "hub-client"))]
pub mod hub;
mod kind;
mod lenient;
mod multipart;
pub mod op;
mod progress;
mod raw;
pub mod record;
mod reply;
mod retry;
mod setting;
pub mod template;
pub mod transport;
mod url;
pub mod value;
#[cfg(feature = "crypto")]
pub mod web;

pub use app::{App, Registry, WeChatApp};
pub use builder::{AppBuilder, ClientBuilder};
pub use call::{Call, CallFuture, RawReply};
#[cfg(feature = "axum")]
pub use callback::axum;
pub use client::Client;
pub use clock::{Clock, ManualClock, SystemClock};
#[cfg(feature = "redis")]
pub use credential::RedisStore;
pub use credential::{
    CoolDown, CredentialHandle, CredentialKeeper, CredentialKey, CredentialSource, CredentialValue,
    End, FileStore, Lease, Lock, MemoryStore, SplitStore, Store, StoreError, StoreFailure,
    StoredCredential, Wanted,
};
#[cfg(feature = "sealed")]
pub use credential::{SealedStore, SealingKey, WrongSealingKey};
pub use download::Download;
pub use error::{ErrCode, Error, ErrorKind, Result};
pub use file::{Binary, File};
pub use kind::{Kind, KindInfo};
pub use raw::RawCall;
pub use reply::{FromReply, Reply};
pub use retry::RetryPolicy;
pub use setting::{IntoSetting, SettingError};
pub use value::Secret;

/// The Redis client that [`RedisStore`] works with, to make connections of one's own.
#[cfg(feature = "redis")]
pub use ::redis;
