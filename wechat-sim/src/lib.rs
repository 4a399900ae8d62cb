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
//! endpoint's description (unknown and missing fields, types, wire forms, constants, places,
//! credentials, parts of uploads); what does not fit is answered with WeChat's return code and
//! kept as a [`Violation`]. Endpoints without a state behind them answer with well-formed
//! generated data, the same for the same seed.
//!
//! # What has state
//!
//! | subject | what holds |
//! |---|---|
//! | apps | any appid and secret, until [`Simulator::app`] registers one: then 40013, 40125 |
//! | tokens, tickets | two hours; a classic token leaves the one before it five minutes; the stable token stays, is renewed five minutes before its end, and may be forced 20 times a day, 30 seconds apart |
//! | login, OAuth and phone codes | made by [`Simulator::login_code`] and its like; once (40163) and for five minutes (40029) |
//! | platforms | [`Simulator::platform`]: tickets are pushed and must be sent (61005, 61006); accounts authorise; refresh tokens change with each use (61023); tokens are as good as the account's own |
//! | suites, corps | [`Simulator::suite`]: tickets (40085), installations, permanent codes (40084); every agent of a corp has a token of its own |
//! | login pages | `/connect/oauth2/authorize`, `/connect/qrconnect` and WeCom's: parameters are checked, order and all; a person chooses who they are, or [`Simulator::logs_in`] has chosen |
//! | pushes | [`Simulator::push`]: every event of the catalogue, signed, encrypted, sent again; replies are verified |
//! | bots of the dialogue platform | [`Simulator::bot`]: others are refused (1001, 210202); signatures are verified (110001), encrypted bodies opened (1019, 1000012), answers encrypted; both are kept opened, and paths without the token |
//! | sessions | signatures under the session key are verified |
//! | people | [`Person`]s follow or do not, refuse subscribe messages (43101) or do not; lists have pages, tags, remarks, a blacklist |
//! | messages | kept for [`Simulator::messages`]; values of subscribe messages must fit their kinds (47003) |
//! | media, materials | come back as they were uploaded; temporary ones live three days |
//! | codes to scan | PNGs that decode to the path, the scene, or the address behind a ticket |
//! | drafts, publishing, menus, templates, staff, short keys, schemes, links, quotas, `rid` | as one would expect |
//! | content checks | the words of a text decide: `risky`, `赌博` are risky, `review`, `广告` are for review; a picture whose file name begins with `risky` is refused (87014) |
//!
//! [`Builder::stateless`] leaves all of it away but tokens and tickets: then every call that fits its
//! description succeeds. WeChat's hosts are one here; where two of them have an endpoint on the same
//! path, the token tells which is meant.
//!
//! Limits of length, number and permission are kept only where a client must be able to meet
//! their error. Time is the simulator's own: see [`Simulator::advance`] and
//! [`Builder::manual_clock`].

mod answer;
mod behaviour;
mod bots;
mod builder;
mod calls;
mod catalog;
mod check;
mod clock;
mod consent;
mod engine;
mod faults;
mod generate;
mod login;
mod multipart;
mod near;
mod platforms;
mod push;
mod qr;
mod request;
mod rng;
mod route;
mod schema;
mod seal;
mod server;
mod signed;
mod simulator;
mod state;
#[cfg(test)]
mod whole;
mod xml;

pub use builder::{Builder, StartError};
pub use calls::{Call, Violation};
pub use generate::{RequestSample, Sampler, differences};
pub use platforms::{SimPlatform, SimSuite};
pub use push::{Attempt, EventSample, Outcome, Push, PushReply, Pushed, Target, TargetError};
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
