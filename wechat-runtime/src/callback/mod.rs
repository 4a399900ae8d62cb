//! What WeChat pushes to a server: verified, decrypted, read, typed, handled once, answered.
//!
//! | file | what it does |
//! |---|---|
//! | `service.rs` | [`Callback`]: a request in, a response out |
//! | `receiver.rs`, `query.rs`, `outer.rs` | [`Receiver`]: whether it is WeChat, and what it says |
//! | `message.rs` | the text of a push, parsed |
//! | `event.rs` | typed events |
//! | `handler.rs`, `context.rs`, `router.rs` | what handlers get and give |
//! | `reply.rs` | answers |
//! | `seen.rs` | which messages were seen |
//! | `apps.rs` | which app a push is for |
//! | `tickets.rs` | pushes that are for the SDK itself |
//! | `tasks.rs` | work that goes on after the answer |
//! | `axum.rs` | all this in axum |
//! | `error.rs` | why a push is refused |

mod apps;
#[cfg(feature = "axum")]
pub mod axum;
mod context;
mod error;
mod event;
mod handler;
mod message;
mod outer;
mod query;
mod receiver;
mod reply;
mod router;
mod seen;
mod service;
mod tasks;
mod tickets;

#[cfg(feature = "redis")]
pub use crate::credential::SeenInRedis;
pub use apps::Apps;
pub use context::Context;
pub use error::CallbackError;
pub use event::{
    Event, EventOf, EventShape, EventVariant, Receives, event_debug, event_serialize, read,
};
pub use handler::{Failure, IntoReply, Retry};
pub use message::{Format, Message, ParseError};
pub use query::Query;
pub use receiver::{Delivery, Mode, Receiver};
pub use reply::{Article, Music, Reply, Video};
pub use router::Router;
pub use seen::{Answer, Claim, Seen, SeenInMemory, SeenKey};
pub use service::Callback;
