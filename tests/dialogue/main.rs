//! Bots of the dialogue platform, over sockets against the simulator.
//!
//! | file | of |
//! |---|---|
//! | `calls.rs` | what bots do: questions, publishing, customer service |
//! | `pushes.rs` | what is pushed to them |
//! | `refused.rs` | calls of somebody else's, and calls that are changed on their way |
//! | `world.rs` | the simulator, a bot, the watch over its secrets |
//! | `wire.rs` | the way to the simulator, on which calls are changed |
#![cfg(feature = "dialogue")]
#![allow(missing_docs)]

mod calls;
mod pushes;
mod refused;
#[path = "../flows/support/watch.rs"]
#[allow(dead_code)]
mod watch;
mod wire;
mod world;
