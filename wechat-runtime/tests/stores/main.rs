//! What all stores have in common, over each of them, and what only those on disk can get wrong.
//!
//! | invariant | test |
//! |---|---|
//! | a store does what its trait says | `suite.rs`, `model.rs` |
//! | processes share a directory, whoever is killed when | `processes.rs` |
//! | clients of several processes fetch one token, also when one is killed | `fleet.rs` |
//! | what is kept on disk is for its user alone, and never half a file | `files.rs` |
//! | no store sees what is sealed | `sealed.rs` |

mod files;
mod fleet;
#[path = "../runtime/hush.rs"]
#[allow(dead_code, reason = "shared with the tests of the runtime")]
mod hush;
mod model;
mod processes;
#[cfg(feature = "sealed")]
mod sealed;
#[path = "../runtime/server.rs"]
#[allow(dead_code, reason = "shared with the tests of the runtime")]
mod server;
mod suite;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use wechat_runtime::{FileStore, MemoryStore, SplitStore};

use self::suite::{Handle, Stores};

/// A directory that goes away with the test.
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn new() -> Directory {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name =
            format!("stores-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        Directory(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name))
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        &self.0
    }

    pub(crate) fn store(&self) -> FileStore {
        FileStore::open(&self.0).unwrap()
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn check(writes: u64, open: impl Fn() -> Handle + Sync) {
    suite::all(&Stores { open: &open, run: "t".to_owned(), writes }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory() {
    let store = MemoryStore::new();
    check(5000, || Arc::new(store.clone())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn file() {
    let directory = Directory::new();
    check(2000, || Arc::new(directory.store())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn split() {
    let (cache, durable) = (MemoryStore::new(), Directory::new());
    check(2000, || Arc::new(SplitStore::new(cache.clone(), durable.store()))).await;
    let kept: Vec<_> = std::fs::read_dir(durable.path()).unwrap().collect();
    assert!(!kept.is_empty(), "what is durable is in the durable part");
}
