//! Sealed stores: what the store below them sees, and what becomes of what it changes.

use std::sync::Arc;

use wechat_runtime::{
    CredentialKey, MemoryStore, SealedStore, SealingKey, Secret, Store, StoredCredential,
};

use crate::suite::credential;
use crate::{Directory, check};

fn sealing(byte: u8) -> SealingKey {
    SealingKey::new(&[byte; 32])
}

fn key(app: &str) -> CredentialKey {
    CredentialKey::new("mini_program", app, "refresh_token", Vec::new(), true)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sealed_memory() {
    let store = MemoryStore::new();
    check(2000, || Arc::new(SealedStore::new(store.clone(), sealing(1)))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sealed_file() {
    let directory = Directory::new();
    check(500, || Arc::new(SealedStore::new(directory.store(), sealing(1)))).await;
    for file in std::fs::read_dir(directory.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(4).any(|bytes| bytes == b"HUSH"), "a value is in a file");
    }
}

#[tokio::test]
async fn what_does_not_open_is_unreadable_and_told_without_it() {
    let below = MemoryStore::new();
    let store = SealedStore::new(below.clone(), sealing(1));
    let good = credential("refresh", 0);
    assert!(store.put(&key("wx1"), &good, None).await.unwrap());
    let kept = below.get(&key("wx1")).await.unwrap().unwrap();
    assert!(!kept.value.expose().contains("HUSH"));
    assert_eq!((kept.obtained_at, kept.expires_at), (good.obtained_at, good.expires_at));
    let refused = async |store: &SealedStore<MemoryStore>, app: &str| {
        let error = store.get(&key(app)).await.unwrap_err();
        assert!(error.is_unreadable());
        let text = format!("{error} {error:?} {store:?}");
        assert!(text.contains(app) && !text.contains("HUSH"), "{text}");
        assert!(!text.contains(kept.value.expose()), "{text}");
    };
    // Moved to another account, cut, changed, not sealed at all, sealed by another.
    assert!(below.put(&key("wx2"), &kept, None).await.unwrap());
    refused(&store, "wx2").await;
    let text = kept.value.expose();
    let changed = text.replace(&text[20..21], if &text[20..21] == "A" { "B" } else { "A" });
    for wrong in [&text[..text.len() - 1], &text[..12], &changed, "HUSH-plain", "", "sealed1."] {
        let wrong = StoredCredential { value: Secret::from(wrong), ..good.clone() };
        assert!(below.put(&key("wx3"), &wrong, None).await.unwrap());
        refused(&store, "wx3").await;
    }
    refused(&SealedStore::new(below.clone(), sealing(2)), "wx1").await;
    // It can be written anew.
    assert!(store.put(&key("wx3"), &good, None).await.unwrap());
    assert_eq!(store.get(&key("wx3")).await.unwrap(), Some(good));
}

#[tokio::test]
async fn keys_can_be_changed_and_sealing_begun_without_loss() {
    let below = MemoryStore::new();
    let old = SealedStore::new(below.clone(), sealing(1));
    let new = SealedStore::new(below.clone(), sealing(2)).and_former(sealing(1)).and_open();
    let good = credential("refresh", 0);
    assert!(old.put(&key("wx1"), &good, None).await.unwrap());
    assert!(below.put(&key("wx2"), &good, None).await.unwrap());
    for app in ["wx1", "wx2"] {
        assert_eq!(new.get(&key(app)).await.unwrap().as_ref(), Some(&good));
        assert!(!new.remove_if(&key(app), &Secret::from("HUSH-other")).await.unwrap());
        assert!(new.remove_if(&key(app), &good.value).await.unwrap(), "whoever has sealed it");
        assert!(new.put(&key(app), &good, None).await.unwrap());
        assert_eq!(new.get(&key(app)).await.unwrap().as_ref(), Some(&good));
        assert!(old.get(&key(app)).await.unwrap_err().is_unreadable());
        assert!(new.remove_if(&key(app), &good.value).await.unwrap());
    }
}
