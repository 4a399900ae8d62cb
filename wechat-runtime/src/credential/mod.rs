//! Tokens and tickets: one engine fetches, caches, shares, refreshes and forgets them all, each
//! from its row in the specs.
//!
//! | file | what it does |
//! |---|---|
//! | `engine.rs` | all credentials of a client, by name and `per` key |
//! | `entry.rs` | one credential: the lock-free read, single flight, cool-down, compare-and-forget |
//! | `fetch.rs` | the call that fetches one, its life, the store and its lock |
//! | `handle.rs` | what users do with one by hand |
//! | `store.rs` | where credentials outlive the process: the [`Store`] trait |
//! | `memory.rs` | the store that does not |

mod engine;
mod entry;
mod fetch;
mod handle;
mod memory;
mod store;

pub(crate) use self::engine::Engine;
pub(crate) use self::entry::{Entry, Forgot, Token};
pub use self::handle::{CredentialHandle, CredentialValue};
pub use self::memory::MemoryStore;
pub use self::store::{CredentialKey, Lease, Store, StoreError, StoredCredential};
