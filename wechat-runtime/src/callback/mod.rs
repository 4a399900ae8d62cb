//! What WeChat pushes to a server: verified, decrypted, read, typed, answered.
//!
//! | file | what it does |
//! |---|---|
//! | `message.rs` | the text of a push, parsed |
//! | `event.rs` | typed events |

mod event;
mod message;

pub use event::{
    Event, EventOf, EventShape, EventVariant, Receives, event_debug, event_serialize, read,
};
pub use message::{Format, Message, ParseError};
