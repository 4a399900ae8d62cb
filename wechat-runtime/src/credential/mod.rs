//! Tokens and tickets: one engine fetches, caches, shares, refreshes and forgets them all, each
//! from its row in the specs.
//!
//! | file | what it does |
//! |---|---|
//! | `engine.rs` | all credentials of a client, by name and `per` key |
//! | `held.rs` | a credential with the client that fetches it: the app's own, or one that it was lent |
//! | `entry.rs` | one credential: the lock-free read, single flight, cool-down, compare-and-forget |
//! | `fetch.rs` | getting hold of one: the store, its lock, the source, the call |
//! | `lasting.rs` | those that are pushed or saved, and how lost ones are recovered |
//! | `grant.rs` | one-time codes that become credentials |
//! | `note.rs` | what a failed fetch leaves for other processes |
//! | `handle.rs` | what users do with one by hand |
//! | `keeper.rs` | renewing them whether calls use them or not |
//! | `source.rs` | other sources than WeChat: the [`CredentialSource`] trait |
//! | `store.rs` | where credentials outlive the process: the [`Store`] trait |
//! | `shelf.rs` | the store as the engine uses it: bounded, and put up with when it fails |
//! | `memory.rs` | the store that ends with the process |
//! | `file/` | the store that is a directory |
//! | `sealed.rs` | a store that sees values encrypted only |
//! | `split.rs` | two stores as one |
//! | `redis/` | the store that is Redis |

mod engine;
mod entry;
mod fetch;
mod file;
mod grant;
mod handle;
mod held;
mod keeper;
mod lasting;
mod memory;
mod note;
#[cfg(feature = "redis")]
mod redis;
#[cfg(feature = "sealed")]
mod sealed;
mod shelf;
mod source;
mod split;
mod store;

pub(crate) use self::engine::{Engine, index};
pub(crate) use self::entry::{Forgot, Token};
pub use self::file::FileStore;
#[cfg(feature = "callback")]
pub(crate) use self::grant::{grant, revoke};
pub use self::handle::{CredentialHandle, CredentialValue};
pub(crate) use self::held::Held;
pub use self::keeper::CredentialKeeper;
pub use self::memory::MemoryStore;
#[cfg(feature = "redis")]
pub use self::redis::RedisStore;
#[cfg(all(feature = "redis", feature = "callback"))]
pub use self::redis::SeenInRedis;
#[cfg(feature = "sealed")]
pub use self::sealed::{SealedStore, SealingKey, WrongSealingKey};
pub(crate) use self::shelf::Shelf;
pub use self::shelf::StoreFailure;
pub use self::source::{CredentialSource, Wanted};
pub use self::split::SplitStore;
pub use self::store::{
    CoolDown, CredentialKey, End, Lease, Lock, Store, StoreError, StoredCredential,
};
