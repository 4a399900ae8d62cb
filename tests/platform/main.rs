//! Third-party platforms and WeCom suites, from the ticket that is pushed to a call for somebody
//! else, over sockets against the simulator; agents of one corp; and what is left of a refresh token
//! when a process dies with it.
//!
//! | file | of |
//! |---|---|
//! | `platforms.rs` | accounts that authorise a platform |
//! | `suites.rs` | corps that install a suite |
//! | `agents.rs` | agents of one corp, with one store |
//! | `crashes.rs` | writes that are lost, processes that die |
//! | `world.rs` | the simulator, the callbacks, the watch |
#![cfg(all(feature = "full", feature = "axum"))]
#![allow(missing_docs, clippy::print_stdout)]

mod agents;
#[path = "../web/browser.rs"]
#[allow(dead_code)]
mod browser;
mod crashes;
mod platforms;
mod suites;
#[path = "../flows/support/watch.rs"]
#[allow(dead_code)]
mod watch;
mod world;
