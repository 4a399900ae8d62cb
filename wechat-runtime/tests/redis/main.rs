//! The store in Redis, and the memory of pushes, with real servers, and with a proxy that breaks what
//! passes through it.
//!
//! | invariant | test |
//! |---|---|
//! | it does what the trait says, and two machines' clocks need not agree | `store.rs`, `../stores/` |
//! | a lock ends with its process, and lives as long as its lease | `locks.rs` |
//! | whatever is wrong with the server: calls go on, or fail if they are set to, and it passes by itself | `faults.rs` |
//! | a message is handled once by all processes | `seen.rs` |
//! | TLS needs a certificate that somebody vouches for | `tls.rs` |
//! | no secret in errors, logs and keys | all of them: `../runtime/hush.rs` |
//!
//! They need a `redis-server` or `valkey-server` on the `PATH`. `cargo xtask test` sees to that; on
//! their own they are left out without one, and say so.
#![allow(missing_docs)]

mod faults;
mod locks;
mod proxy;
mod seen;
mod server;
mod store;
#[cfg(feature = "redis-rustls")]
mod tls;

#[path = "../runtime/hush.rs"]
#[allow(dead_code)]
mod hush;
#[path = "../stores/model.rs"]
mod model;
#[path = "../stores/suite.rs"]
#[allow(dead_code)]
mod suite;
mod wechat;
mod world;
