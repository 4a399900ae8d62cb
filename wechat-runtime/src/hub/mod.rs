//! One place that fetches credentials, and machines that have theirs from it and need no secret.
//!
//! | file | what lives there |
//! |---|---|
//! | `server`, `builder` | [`Hub`]: the service that hands out current values |
//! | `peer` | [`Peer`], [`Scope`]: who may have what |
//! | `limit` | how often peers' complaints are heard |
//! | `audit` | [`Access`]: what is told of each request |
//! | `client` | [`HubClient`]: the source of a client that has a hub |
//! | `wire` | what the two say to each other |
//!
//! `docs/hub.md` of the repository tells how to run one, and what the requests look like.

#[cfg(feature = "hub")]
mod audit;
#[cfg(feature = "hub")]
mod builder;
#[cfg(feature = "hub-client")]
mod client;
#[cfg(feature = "hub")]
mod limit;
#[cfg(feature = "hub")]
mod peer;
#[cfg(feature = "hub")]
mod server;
#[cfg_attr(
    not(all(feature = "hub", feature = "hub-client")),
    allow(dead_code, reason = "each side has a half of it")
)]
mod wire;

#[cfg(feature = "hub")]
pub use self::audit::{Access, Action, Outcome};
#[cfg(feature = "hub")]
pub use self::builder::HubBuilder;
#[cfg(feature = "hub-client")]
pub use self::client::HubClient;
#[cfg(feature = "hub")]
pub use self::peer::{Peer, Scope};
#[cfg(feature = "hub")]
pub use self::server::Hub;
