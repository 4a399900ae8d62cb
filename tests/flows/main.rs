//! What people do with the five SDKs that came before, done with this one, over real sockets
//! against the simulator; storms of calls; and a watch over every secret in all of it.
//!
//! | file | of |
//! |---|---|
//! | `minapp.rs` | wechat-minapp |
//! | `backend_auth.rs` | wechat-backend-auth |
//! | `go_client.rs` | a Go client of mini programs and official accounts |
//! | `go_official.rs` | a Go client of official accounts |
//! | `elixir.rs` | feng19/wechat |
//! | `secrets.rs`, `storms.rs` | what prints; many calls at once |
//! | `support/` | the apps, the simulator, the watch |
#![cfg(feature = "full")]
#![allow(missing_docs)]

mod backend_auth;
mod elixir;
mod go_client;
mod go_official;
mod minapp;
mod secrets;
mod storms;
mod support;
