//! What the files of a [`FileStore`] are like.

use std::fs;
use std::time::Duration;

use wechat_runtime::{CredentialKey, FileStore, Store};

use crate::Directory;
use crate::suite::credential;

fn key() -> CredentialKey {
    CredentialKey::new("mini_program", "wx1", "access_token", Vec::new(), false)
}

const FILE: &str = "mini_program,wx1,access_token.json";

#[tokio::test]
async fn a_broken_file_is_named_and_written_anew() {
    let directory = Directory::new();
    let store = directory.store();
    let file = directory.path().join(FILE);
    let whole = credential("token", 0);
    assert!(store.put(&key(), &whole, None).await.unwrap());
    let good = fs::read(&file).unwrap();
    let other = CredentialKey::new("mini_program", "wx2", "access_token", Vec::new(), false);
    for broken in [&b""[..], b"{", b"HUSH-garbage", &good[..good.len() / 2], &[0xff; 3 << 20]] {
        fs::write(&file, broken).unwrap();
        let error = store.get(&key()).await.unwrap_err();
        assert!(error.is_unreadable());
        let text = format!("{error} {error:?}");
        assert!(text.contains(FILE) && !text.contains("HUSH"), "{text}");
        assert!(store.remove_if(&key(), &whole.value).await.is_err());
        assert_eq!(store.get(&other).await.unwrap(), None, "others are as they were");
        assert!(store.put(&key(), &credential("next", -9), None).await.unwrap());
        assert_eq!(store.get(&key()).await.unwrap(), Some(credential("next", -9)));
    }
    // A file that was given another name does not become another's token.
    fs::write(directory.path().join("mini_program,wx2,access_token.json"), &good).unwrap();
    assert!(store.get(&other).await.unwrap_err().is_unreadable());
}

#[tokio::test]
async fn a_disk_that_fails_is_an_error_of_its_own() {
    let directory = Directory::new();
    let store = directory.store();
    fs::remove_dir_all(directory.path()).unwrap();
    let error = store.put(&key(), &credential("token", 0), None).await.unwrap_err();
    assert!(!error.is_unreadable());
    assert!(!format!("{error} {error:?} {store:?}").contains("HUSH"));
    assert!(store.try_lock(&key(), false).await.is_err());
    // What a file is in the way of cannot be opened either.
    fs::write(directory.path(), "").unwrap();
    let error = FileStore::open(directory.path()).unwrap_err();
    assert!(error.to_string().contains("stores-"), "{error}");
    fs::remove_file(directory.path()).unwrap();
}

#[tokio::test]
async fn a_clock_that_was_wrong_does_not_keep_later_values_out() {
    let directory = Directory::new();
    let store = directory.store();
    let mut wrong = credential("wrong", 0);
    wrong.obtained_at += Duration::from_secs(10 * 365 * 86_400);
    wrong.expires_at = None;
    assert!(store.put(&key(), &wrong, None).await.unwrap());
    assert!(store.put(&key(), &credential("right", 0), None).await.unwrap());
    assert_eq!(store.get(&key()).await.unwrap(), Some(credential("right", 0)));
}

#[tokio::test]
async fn a_cool_down_outlives_its_process() {
    use wechat_runtime::{CoolDown, End, Lock};
    let directory = Directory::new();
    let Lock::Taken(lease) = directory.store().try_lock(&key(), false).await.unwrap() else {
        panic!("it is free");
    };
    let left = Duration::from_secs(100);
    lease.end(End::CoolDown(CoolDown { left, note: "why".to_owned() })).await;
    let lock = directory.store().try_lock(&key(), false).await.unwrap();
    assert!(matches!(lock, Lock::Cooling(cooling) if cooling.note == "why"));
}

#[tokio::test]
async fn fences_grow_even_when_the_lease_file_is_lost_or_broken() {
    use wechat_runtime::Lock;
    let directory = Directory::new();
    let store = directory.store();
    // Far in the future: the clock that it came from was set back since.
    let mut last = 1 << 60;
    assert!(store.put(&key(), &credential("token", 0), Some(last)).await.unwrap());
    for content in [None, Some(""), Some("{\"fence\": 1"), Some("{\"fence\": -1}\n"), Some("x\n")] {
        let file = directory.path().join("mini_program,wx1,access_token.lease");
        match content {
            Some(content) => fs::write(file, content).unwrap(),
            None => drop(fs::remove_file(file)),
        }
        let Lock::Taken(lease) = store.try_lock(&key(), false).await.unwrap() else {
            panic!("it is free");
        };
        assert!(lease.fence().unwrap() > last, "{content:?}");
        last = lease.fence().unwrap();
        assert!(store.put(&key(), &credential("token", 0), Some(last)).await.unwrap());
    }
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_look() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let directory = Directory::new();
    let nested = directory.path().join("a/b");
    let store = FileStore::open(&nested).unwrap();
    assert!(store.put(&key(), &credential("token", 0), None).await.unwrap());
    drop(store.try_lock(&key(), false).await.unwrap());
    assert_eq!((mode(directory.path()), mode(&nested)), (0o700, 0o700));
    let mut files = 0;
    for file in fs::read_dir(&nested).unwrap() {
        let file = file.unwrap().path();
        assert_eq!(mode(&file), 0o600, "{}", file.display());
        assert!(!file.display().to_string().contains("HUSH"));
        files += 1;
    }
    assert_eq!(files, 3, "the credential, its lease, the lock for writing");
    for open in [0o750, 0o705, 0o701, 0o777] {
        fs::set_permissions(&nested, fs::Permissions::from_mode(open)).unwrap();
        let error = FileStore::open(&nested).unwrap_err().to_string();
        assert!(error.contains("chmod 700") && error.contains(&format!("{open:o}")), "{error}");
    }
    fs::set_permissions(&nested, fs::Permissions::from_mode(0o700)).unwrap();
    FileStore::open(&nested).unwrap();
}

#[test]
fn no_runtime_is_no_panic() {
    let directory = Directory::new();
    let store = directory.store();
    let key = key();
    let mut future = store.get(&key);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let polled = future.as_mut().poll(&mut context);
    assert!(matches!(polled, std::task::Poll::Ready(Err(_))));
}
