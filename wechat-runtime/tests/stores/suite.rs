//! What holds for every store, as functions over a way to open further handles on the same data:
//! [`all`] runs them one after the other. They need nothing but a tokio runtime, and names that no
//! earlier run has used if the data is kept.

use std::collections::HashSet;
use std::fmt::Debug;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime};

use wechat_runtime::{
    CredentialKey, End, Lease, Lock, Secret, Store, StoreError, StoredCredential,
};

use crate::model;

// From wherever this file is included.
#[path = "locks.rs"]
mod locks;

/// A handle on the data.
pub(crate) type Handle = Arc<dyn Store>;

/// Opens handles on the same data, as further processes would.
pub(crate) struct Stores<'a> {
    pub(crate) open: &'a (dyn Fn() -> Handle + Sync),
    /// What no other run has in its keys.
    pub(crate) run: String,
    /// How many writes the store takes in a moment.
    pub(crate) writes: u64,
}

impl Stores<'_> {
    pub(crate) fn open(&self) -> Handle {
        (self.open)()
    }

    pub(crate) fn key(&self, name: &str, durable: bool) -> CredentialKey {
        let app = format!("wx{}-{name}", self.run);
        CredentialKey::new("mini_program", app, "access_token", Vec::new(), durable)
    }
}

/// All of it.
pub(crate) async fn all(stores: &Stores<'_>) {
    for durable in [false, true] {
        what_is_put_is_there_for_all(stores, durable).await;
        newer_wins(stores, durable).await;
        a_value_is_forgotten_by_its_value(stores, durable).await;
    }
    what_has_ended_is_still_there(stores).await;
    locks::one_lease_at_a_time(stores).await;
    locks::a_lease_that_is_lost_writes_nothing(stores).await;
    locks::a_cool_down_is_everybodys(stores).await;
    keys_that_look_alike_are_apart(stores).await;
    the_newest_of_many_writes_is_kept(stores).await;
    locks::many_take_turns(stores).await;
    for seed in 0..4 {
        model::agrees(stores, seed).await;
    }
}

/// So many times ten seconds after a moment that is the same all through a run, shortly before now:
/// stores may drop what ended hours ago, and need not believe what is of the day after tomorrow.
pub(crate) fn time(steps: i64) -> SystemTime {
    static START: OnceLock<SystemTime> = OnceLock::new();
    let start = *START.get_or_init(|| {
        let start = std::env::var(START_VARIABLE).ok().and_then(|text| text.parse().ok());
        let since = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
        SystemTime::UNIX_EPOCH + Duration::from_secs(start.unwrap_or(since - 60))
    });
    let shift = Duration::from_secs(steps.unsigned_abs() * 10);
    if steps < 0 { start - shift } else { start + shift }
}

/// Tells processes of one run when it began; see [`start`].
pub(crate) const START_VARIABLE: &str = "WECHAT_STORES_START";

/// The value of that variable for further processes.
pub(crate) fn start() -> String {
    time(0).duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs().to_string()
}

/// A value that was obtained at this [`time`], and is good for a week.
pub(crate) fn credential(value: &str, steps: i64) -> StoredCredential {
    let obtained_at = time(steps);
    let expires_at = Some(obtained_at + Duration::from_secs(7 * 86_400));
    StoredCredential { value: Secret::new(format!("HUSH-{value}")), obtained_at, expires_at }
}

fn close(a: SystemTime, b: SystemTime) -> bool {
    let apart = a.duration_since(b).unwrap_or_else(|error| error.duration());
    apart < Duration::from_secs(4)
}

/// Stores of several machines translate times, so that they may come back a little different.
#[track_caller]
pub(crate) fn same(
    kept: Option<&StoredCredential>,
    wanted: Option<&StoredCredential>,
    when: &dyn Debug,
) {
    let (Some(a), Some(b)) = (kept, wanted) else {
        assert_eq!(
            (kept.is_some(), wanted.is_some()),
            (wanted.is_some(), wanted.is_some()),
            "{when:?}"
        );
        return;
    };
    assert_eq!(a.value.expose(), b.value.expose(), "{when:?}");
    assert!(close(a.obtained_at, b.obtained_at), "{when:?}: {a:?} {b:?}");
    match (a.expires_at, b.expires_at) {
        (None, None) => {}
        (Some(x), Some(y)) if close(x, y) => {}
        _ => panic!("{when:?}: {a:?} {b:?}"),
    }
}

pub(crate) async fn get(store: &Handle, key: &CredentialKey) -> Option<StoredCredential> {
    done("get", store.get(key).await)
}

pub(crate) async fn put(
    store: &Handle,
    key: &CredentialKey,
    credential: &StoredCredential,
    fence: Option<u64>,
) -> bool {
    done("put", store.put(key, credential, fence).await)
}

#[track_caller]
pub(crate) fn done<T>(what: &str, result: Result<T, StoreError>) -> T {
    result.unwrap_or_else(|error| panic!("{what}: {error}"))
}

/// Takes a lease that is to be had. For a moment it may seem not to be: a process that another test
/// begins has the locks of this one's files until it runs its own program.
pub(crate) async fn take(store: &Handle, key: &CredentialKey) -> Lease {
    let end = Instant::now() + Duration::from_secs(2);
    loop {
        match done("lock", store.try_lock(key, false).await) {
            Lock::Taken(lease) => return lease,
            Lock::Busy if Instant::now() < end => {}
            other => panic!("{key}: {other:?}"),
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Takes a lease as soon as it is to be had.
pub(crate) async fn take_soon(store: &Handle, key: &CredentialKey) -> Lease {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        match done("lock", store.try_lock(key, false).await) {
            Lock::Taken(lease) => return lease,
            other => assert!(Instant::now() < end, "{key}: still {other:?}"),
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn what_is_put_is_there_for_all(stores: &Stores<'_>, durable: bool) {
    let (one, other) = (stores.open(), stores.open());
    let key = stores.key(&format!("put-{durable}"), durable);
    same(get(&one, &key).await.as_ref(), None, &"nothing");
    let long = "long ".repeat(200);
    for (at, value) in ["a", "", "é\u{0}\"\\\n:%", &long].iter().enumerate() {
        let mut put_in = credential(value, at as i64);
        for expires_at in [put_in.expires_at, None] {
            put_in.expires_at = expires_at;
            assert!(put(&one, &key, &put_in, None).await);
            for store in [&one, &other, &stores.open()] {
                same(get(store, &key).await.as_ref(), Some(&put_in), &key);
            }
        }
    }
}

async fn newer_wins(stores: &Stores<'_>, durable: bool) {
    let (one, other) = (stores.open(), stores.open());
    let key = stores.key(&format!("newer-{durable}"), durable);
    let check = |store: Handle, kept: &'static str, when: &'static str| {
        let key = key.clone();
        async move {
            let value = get(&store, &key).await.map(|kept| kept.value);
            let value = value.as_ref().map_or("nothing", Secret::expose);
            assert_eq!(value.strip_prefix("HUSH-").unwrap_or(value), kept, "{when}");
        }
    };
    // By the time.
    assert!(put(&one, &key, &credential("b", 10), None).await);
    assert!(!put(&other, &key, &credential("a", 9), None).await);
    check(one.clone(), "b", "older").await;
    assert!(put(&other, &key, &credential("c", 10), None).await);
    check(one.clone(), "c", "of the same time").await;
    assert!(put(&other, &key, &credential("d", 11), None).await);
    check(one.clone(), "d", "newer").await;
    // By the fence, whatever the time.
    let base = 1_000_000_000_000_000;
    assert!(put(&one, &key, &credential("e", 12), Some(base + 5)).await);
    check(other.clone(), "e", "a fence over none").await;
    assert!(!put(&other, &key, &credential("f", 50), Some(base + 4)).await);
    check(one.clone(), "e", "a lower fence").await;
    assert!(put(&other, &key, &credential("g", 12), Some(base + 5)).await);
    check(one.clone(), "g", "the same fence").await;
    assert!(!put(&other, &key, &credential("h", 11), Some(base + 6)).await);
    check(one.clone(), "g", "a higher fence and an older value").await;
    assert!(put(&other, &key, &credential("i", 13), Some(base + 6)).await);
    check(one.clone(), "i", "a higher fence and a newer value").await;
    // A write without a fence does not make those with one forgotten.
    assert!(put(&one, &key, &credential("j", 14), None).await);
    assert!(!put(&one, &key, &credential("k", 60), Some(base + 5)).await);
    assert!(!put(&one, &key, &credential("l", 13), None).await);
    check(other.clone(), "j", "no fence, then a lower one, then an older value").await;
    // What has ended is nothing that could be lost.
    let mut short = credential("m", 20);
    short.expires_at = Some(time(30));
    assert!(put(&one, &key, &short, Some(base + 9)).await);
    assert!(!put(&other, &key, &credential("n", 29), Some(base + 8)).await);
    check(other.clone(), "m", "obtained before its end").await;
    assert!(put(&other, &key, &credential("o", 31), Some(base + 8)).await);
    check(one.clone(), "o", "obtained after its end").await;
}

async fn a_value_is_forgotten_by_its_value(stores: &Stores<'_>, durable: bool) {
    let (one, other) = (stores.open(), stores.open());
    let key = stores.key(&format!("forget-{durable}"), durable);
    let remove = |store: Handle, value: &'static str| {
        let key = key.clone();
        async move { done("remove", store.remove_if(&key, &Secret::from(value)).await) }
    };
    assert!(!remove(one.clone(), "HUSH-abc").await);
    assert!(put(&one, &key, &credential("abc", 0), None).await);
    for wrong in ["HUSH-ab", "HUSH-abcd", "HUSH-abd", "", "hush-abc", "HUSH-abc\0"] {
        assert!(!remove(other.clone(), wrong).await, "{wrong}");
    }
    same(get(&one, &key).await.as_ref(), Some(&credential("abc", 0)), &"others are not it");
    assert!(remove(other.clone(), "HUSH-abc").await);
    assert!(!remove(one.clone(), "HUSH-abc").await);
    same(get(&one, &key).await.as_ref(), None, &"forgotten");
    // An older one may come after it.
    assert!(put(&one, &key, &credential("older", -5), None).await);
    same(get(&other, &key).await.as_ref(), Some(&credential("older", -5)), &"put again");
}

async fn what_has_ended_is_still_there(stores: &Stores<'_>) {
    let (one, other) = (stores.open(), stores.open());
    let key = stores.key("ended", false);
    let mut ended = credential("ended", 0);
    ended.expires_at = Some(SystemTime::now() - Duration::from_secs(20));
    assert!(put(&one, &key, &ended, None).await);
    same(get(&other, &key).await.as_ref(), Some(&ended), &"just ended");
    let key = stores.key("ended", true);
    ended.expires_at = Some(time(-6 * 60 * 24 * 400));
    assert!(put(&one, &key, &ended, None).await);
    same(get(&other, &key).await.as_ref(), Some(&ended), &"ended a year ago, and durable");
}

async fn keys_that_look_alike_are_apart(stores: &Stores<'_>) {
    let parts =
        ["", "a", "A", ":", "a:b", "a%3Ab", "%", "/", "../x", "a b", "{a}", "*", "é", "a,b"];
    let mut keys = HashSet::new();
    for part in parts {
        let app = format!("wx{}-{part}", stores.run);
        for per in [&[][..], &[""], &["a"], &["A"], &["a", ""], &["", "a"], &["a:"]] {
            let per = per.iter().map(|part| (*part).to_owned()).collect();
            keys.insert(CredentialKey::new("mini_program", app.clone(), "ticket", per, false));
        }
        keys.insert(CredentialKey::new("official_account", app.clone(), "ticket", vec![], false));
        keys.insert(CredentialKey::new("mini_program", app, "tickets", vec![], false));
    }
    let long = |end: &str| format!("wx{}-{}{end}", stores.run, "x".repeat(300));
    for end in ["a", "b", "A"] {
        keys.insert(CredentialKey::new("mini_program", long(end), "ticket", vec![], false));
    }
    let (one, other) = (stores.open(), stores.open());
    for key in &keys {
        assert!(put(&one, key, &credential(&key.to_string(), 0), None).await);
    }
    let mut leases = Vec::new();
    for key in &keys {
        same(get(&other, key).await.as_ref(), Some(&credential(&key.to_string(), 0)), key);
        leases.push(take(&one, key).await);
    }
    for lease in leases {
        lease.end(End::Release).await;
    }
    let mut left = keys.len();
    for key in keys.iter().take(20) {
        let value = credential(&key.to_string(), 0).value;
        assert!(done("remove", one.remove_if(key, &value).await));
        left -= 1;
    }
    let mut kept = 0;
    for key in &keys {
        kept += usize::from(get(&other, key).await.is_some());
    }
    assert_eq!(kept, left);
}

async fn the_newest_of_many_writes_is_kept(stores: &Stores<'_>) {
    let key = stores.key("many", false);
    let handles: Vec<Handle> = (0..4).map(|_| stores.open()).collect();
    let mut tasks = Vec::new();
    for n in 0..stores.writes {
        // All numbers once, in disorder: the factor is a prime.
        let steps = (n * 7919 % stores.writes) as i64;
        let (store, key) = (Arc::clone(&handles[(n % 4) as usize]), key.clone());
        tasks.push(tokio::spawn(async move {
            put(&store, &key, &credential(&steps.to_string(), steps), None).await;
            let kept = get(&store, &key).await.expect("it was put, by this one or a newer one");
            assert!(kept.obtained_at + Duration::from_secs(4) >= time(steps), "never goes back");
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let newest = stores.writes as i64 - 1;
    let newest = credential(&newest.to_string(), newest);
    same(get(&handles[0], &key).await.as_ref(), Some(&newest), &"after all writes");
}

/// The number that a value is.
pub(crate) fn number(value: &Secret) -> u64 {
    value.expose().trim_start_matches("HUSH-").parse().unwrap()
}
