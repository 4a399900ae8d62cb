//! Calls that are signed over their body, over sockets against the simulator.
//!
//! | file | of |
//! |---|---|
//! | `calls.rs` | right, wrong and missing keys; attempts |
//! | `world.rs` | the simulator, a shop, the watch over its secrets |
#![cfg(all(feature = "mini-program-virtual-payment", feature = "mini-program-login"))]
#![allow(missing_docs)]

mod calls;
#[path = "../flows/support/watch.rs"]
#[allow(dead_code)]
mod watch;
mod world;
