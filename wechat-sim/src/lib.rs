//! A fake WeChat on loopback, made from the specs of `wechat-app`, for trying and testing without
//! an account.
//!
//! ```no_run
//! # async fn test() -> Result<(), Box<dyn std::error::Error>> {
//! use wechat_sim::Simulator;
//!
//! let wechat = Simulator::start().await?;
//! let app_under_test = wechat.url();                    // give this to your client as base URL
//! wechat.fail_next("/wxa/business/getuserphonenumber", -1);
//! wechat.expire_tokens();
//! // …
//! assert_eq!(wechat.violations(), []);
//! assert_eq!(wechat.count("/cgi-bin/stable_token"), 1);
//! # Ok(())
//! # }
//! ```
//!
//! It serves every endpoint of its catalogue. Each request is checked strictly against the
//! endpoint's description; what does not fit is answered with WeChat's return code and kept as a
//! [`Violation`]. Real flows have real state: apps and tokens, login and OAuth codes, sessions,
//! followers, tags, menus, media, drafts, QR codes that decode. Every other endpoint answers with
//! well-formed generated data, the same for the same seed.
//!
//! The state is not WeChat: limits of length, of number and of permission are kept only where a
//! client must be able to meet their error.

mod answer;
mod behaviour;
mod builder;
mod calls;
mod catalog;
mod check;
mod clock;
mod engine;
mod faults;
mod generate;
mod multipart;
mod near;
mod qr;
mod request;
mod rng;
mod route;
mod schema;
mod server;
mod simulator;
mod state;
#[cfg(test)]
mod whole;
mod xml;

pub use builder::{Builder, StartError};
pub use calls::{Call, Violation};
pub use generate::{RequestSample, Sampler};
pub use simulator::Simulator;
pub use state::messages::{Message, MessageKind};
pub use state::people::Person;

use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// A lock that a panicked test has poisoned is still good: what it guards is simple.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
