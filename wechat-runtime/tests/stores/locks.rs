//! The part of the suite that is about the right to fetch.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use wechat_runtime::{CoolDown, CredentialKey, End, Lease, Lock};

use super::{Handle, Stores, credential, done, get, number, put, same, take, take_soon};

async fn is_busy(store: &Handle, key: &CredentialKey, impatient: bool) -> bool {
    matches!(done("lock", store.try_lock(key, impatient).await), Lock::Busy)
}

fn fence(lease: &Lease) -> u64 {
    lease.fence().expect("a lease of a store that is shared has a fence")
}

pub(super) async fn one_lease_at_a_time(stores: &Stores<'_>) {
    let (one, other) = (stores.open(), stores.open());
    let (key, another) = (stores.key("lease", false), stores.key("lease-2", false));
    let lease = take(&one, &key).await;
    let mut last = fence(&lease);
    for impatient in [false, true] {
        assert!(is_busy(&one, &key, impatient).await);
        assert!(is_busy(&other, &key, impatient).await);
    }
    take(&other, &another).await.end(End::Release).await;
    lease.end(End::Release).await;
    for round in 0..10 {
        let store = if round % 2 == 0 { &other } else { &one };
        let lease = take(store, &key).await;
        assert!(fence(&lease) > last, "fences grow");
        last = fence(&lease);
        assert!(put(store, &key, &credential("x", round), lease.fence()).await);
        lease.end(End::Release).await;
    }
    drop(take(&one, &key).await);
    assert!(fence(&take_soon(&other, &key).await) > last + 1, "one that is dropped ends");
}

pub(super) async fn a_lease_that_is_lost_writes_nothing(stores: &Stores<'_>) {
    let (one, other) = (stores.open(), stores.open());
    let key = stores.key("lost", false);
    let lease = take(&one, &key).await;
    let lost = lease.fence();
    lease.end(End::Release).await;
    let lease = take(&other, &key).await;
    assert!(put(&other, &key, &credential("new", 1), lease.fence()).await);
    // Its own clock says that it is later.
    assert!(!put(&one, &key, &credential("late", 1000), lost).await);
    same(get(&one, &key).await.as_ref(), Some(&credential("new", 1)), &"a late write");
    lease.end(End::Release).await;
}

pub(super) async fn a_cool_down_is_everybodys(stores: &Stores<'_>) {
    let (one, other) = (stores.open(), stores.open());
    let key = stores.key("cool", false);
    let left = Duration::from_secs(600);
    let note = "{\"text\": \"不对 \\ 40125\"}".to_owned();
    let lease = take(&one, &key).await;
    let before = fence(&lease);
    lease.end(End::CoolDown(CoolDown { left, note: note.clone() })).await;
    for store in [&one, &other, &stores.open()] {
        match done("lock", store.try_lock(&key, false).await) {
            Lock::Cooling(cooling) => {
                assert_eq!(cooling.note, note);
                assert!(cooling.left <= left && cooling.left > left / 2, "{cooling:?}");
            }
            lock => panic!("{lock:?}"),
        }
    }
    take(&other, &stores.key("cool-2", false)).await.end(End::Release).await;
    // Who is impatient ends it for all.
    let Lock::Taken(lease) = done("lock", other.try_lock(&key, true).await) else {
        panic!("an impatient one minds a cool-down");
    };
    assert!(fence(&lease) > before);
    assert!(is_busy(&one, &key, false).await);
    lease.end(End::Release).await;
    // A value can be had and kept meanwhile.
    let lease = take(&one, &key).await;
    let short = CoolDown { left: Duration::from_millis(150), note: String::new() };
    lease.end(End::CoolDown(short)).await;
    assert!(put(&other, &key, &credential("pushed", 0), None).await);
    same(get(&one, &key).await.as_ref(), Some(&credential("pushed", 0)), &"cooling");
    take_soon(&other, &key).await.end(End::Release).await;
}

pub(super) async fn many_take_turns(stores: &Stores<'_>) {
    let key = stores.key("turns", false);
    let inside = Arc::new(AtomicUsize::new(0));
    let mut tasks = Vec::new();
    for _ in 0..16 {
        let (store, key, inside) = (stores.open(), key.clone(), Arc::clone(&inside));
        tasks.push(tokio::spawn(async move {
            let lease = take_soon(&store, &key).await;
            assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two have the lease");
            let count = get(&store, &key).await.map_or(0, |kept| number(&kept.value));
            tokio::time::sleep(Duration::from_millis(2)).await;
            let next = credential(&(count + 1).to_string(), 0);
            assert!(put(&store, &key, &next, lease.fence()).await);
            inside.fetch_sub(1, Ordering::SeqCst);
            lease.end(End::Release).await;
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(number(&get(&stores.open(), &key).await.unwrap().value), 16);
}
