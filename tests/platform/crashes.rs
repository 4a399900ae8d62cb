//! A refresh token changes with each use. Between WeChat's answer and the write of the new one lies a
//! moment in which a process may die, or its store fail: what is left then.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use wechat_app::kind::MiniProgram;
use wechat_app::prelude::*;
use wechat_app::transport::BoxFuture;
use wechat_app::{
    CredentialKey, Error, FileStore, Lock, MemoryStore, Store, StoreError, StoredCredential,
};

use crate::world::{Agency, PLATFORM, World, until};

const SHOP: &str = "wx0123456789abcdef";
const RENEW: &str = "/cgi-bin/component/api_authorizer_token";
const LIST: &str = "/cgi-bin/component/api_get_authorizer_list";
/// Where a process that is to die keeps its credentials, and where WeChat is.
const DIRECTORY: &str = "WECHAT_TEST_CRASH_DIRECTORY";
const URL: &str = "WECHAT_TEST_CRASH_URL";
const MARK: &str = "about-to-write";

/// A store that has trouble with refresh tokens while it is `ill`.
#[derive(Clone)]
struct Troubled<S> {
    inner: S,
    trouble: Arc<dyn Fn() -> Trouble + Send + Sync>,
}

#[derive(Clone, Copy, PartialEq)]
enum Trouble {
    None,
    /// The write fails, and the store says so.
    Fails,
    /// The write is lost, and the store says nothing.
    Loses,
    /// The write never ends.
    Hangs,
}

impl<S: Store> Store for Troubled<S> {
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        self.inner.get(key)
    }

    fn put<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        if key.credential != "authorizer_refresh_token" {
            return self.inner.put(key, credential, fence);
        }
        match (self.trouble)() {
            Trouble::None => self.inner.put(key, credential, fence),
            Trouble::Fails => Box::pin(async { Err(StoreError::new("no space is left")) }),
            Trouble::Loses => Box::pin(async { Ok(true) }),
            Trouble::Hangs => Box::pin(std::future::pending()),
        }
    }

    fn remove_if<'a>(
        &'a self,
        key: &'a CredentialKey,
        value: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        self.inner.remove_if(key, value)
    }

    fn try_lock<'a>(
        &'a self,
        key: &'a CredentialKey,
        impatient: bool,
    ) -> BoxFuture<'a, Result<Lock, StoreError>> {
        self.inner.try_lock(key, impatient)
    }
}

async fn call(agency: &Agency) -> Result<(), Error> {
    let account = agency.account(MiniProgram, SHOP)?;
    account.wxa_code().get_unlimited("id=42").await.map(drop)
}

/// What the store has, and whether it is what WeChat knows.
async fn is_kept(world: &World, agency: &Agency, store: &impl Store) -> bool {
    let handle = agency.client().credential("authorizer_refresh_token").per([SHOP]);
    let kept = store.get(handle.key().expect("a key")).await.expect("it works");
    let known = world.wechat.platform(PLATFORM).refresh_token(SHOP);
    kept.map(|kept| kept.value.expose().to_owned()) == known
}

/// A platform whose account authorised it before anything went wrong.
async fn settled(world: &World, store: impl Store) {
    let agency = world.agency_with(|builder| builder.store(store));
    agency
        .client()
        .credential("component_verify_ticket")
        .set("ticket@@@1", None)
        .await
        .expect("set");
    let code = world.wechat.platform(PLATFORM).authorize(SHOP).await;
    agency.authorized(code).await.expect("exchanged");
    call(&agency).await.expect("the call");
}

#[tokio::test]
async fn the_next_process_finds_what_a_lost_write_left() {
    for trouble in [Trouble::Loses, Trouble::Fails] {
        let world = World::start().await;
        let store = MemoryStore::new();
        settled(&world, store.clone()).await;
        world.wechat.expire_tokens();
        let url = world.wechat.url().to_owned();
        let troubled = Troubled { inner: store.clone(), trouble: Arc::new(move || trouble) };
        // A process of its own, as far as it goes: its tasks end with it.
        let first = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            runtime.block_on(async {
                let agency = Agency::builder().base_url(url).store(troubled).build();
                call(&agency.expect("settings")).await.expect("its own call is none the worse");
            });
            runtime.shutdown_background();
        });
        tokio::task::spawn_blocking(|| first.join()).await.expect("a thread").expect("no panic");
        assert_eq!(world.answered(RENEW, 0), 1);

        world.wechat.expire_tokens();
        let second = world.agency_with(|builder| builder.store(store.clone()));
        assert!(!is_kept(&world, &second, &store).await, "the write was lost");
        call(&second).await.expect("recovered");
        assert_eq!(world.answered(RENEW, 61023), 1);
        assert_eq!((world.answered(LIST, 0), world.answered(RENEW, 0)), (1, 2));
        assert!(is_kept(&world, &second, &store).await);

        // From then on all is as ever.
        world.wechat.expire_tokens();
        call(&second).await.expect("the call");
        assert_eq!((world.answered(LIST, 0), world.answered(RENEW, 0)), (1, 3));
    }
}

#[tokio::test]
async fn a_write_that_failed_is_made_up_for() {
    let world = World::start().await;
    let store = MemoryStore::new();
    settled(&world, store.clone()).await;
    let full = Arc::new(AtomicBool::new(true));
    let is_full = Arc::clone(&full);
    let trouble =
        move || if is_full.load(Ordering::SeqCst) { Trouble::Fails } else { Trouble::None };
    let troubled = Troubled { inner: store.clone(), trouble: Arc::new(trouble) };
    let agency = world.agency_with(|builder| builder.store(troubled));
    world.wechat.expire_tokens();
    call(&agency).await.expect("the call");
    assert!(!is_kept(&world, &agency, &store).await);
    full.store(false, Ordering::SeqCst);
    let begun = std::time::Instant::now();
    while !is_kept(&world, &agency, &store).await {
        assert!(begun.elapsed() < Duration::from_secs(40), "it was not written again");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(world.wechat.count(LIST), 0);
}

/// The process that `killed_in_the_middle` starts; alone it does nothing.
#[tokio::test]
async fn dies_in_the_middle() {
    let (Ok(directory), Ok(url)) = (std::env::var(DIRECTORY), std::env::var(URL)) else { return };
    let directory = Path::new(&directory);
    let mark = directory.with_extension(MARK);
    let trouble = move || {
        std::fs::write(&mark, "").expect("the mark");
        Trouble::Hangs
    };
    let inner = FileStore::open(directory).expect("a store");
    let store = Troubled { inner, trouble: Arc::new(trouble) };
    let agency = Agency::builder().base_url(url).store(store).build().expect("settings");
    let _ = call(&agency).await;
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn killed_in_the_middle() {
    let world = World::start().await;
    let name = format!("platform-{}", std::process::id());
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mark = directory.with_extension(MARK);
    settled(&world, FileStore::open(&directory).expect("a store")).await;
    world.wechat.expire_tokens();
    let mut process = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "crashes::dies_in_the_middle", "--nocapture"])
        .envs([(DIRECTORY, directory.as_os_str()), (URL, world.wechat.url().as_ref())])
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("another process");
    until("the process has the new token, and has not written it", || mark.exists()).await;
    process.kill().expect("killed");
    process.wait().expect("it ends");
    assert_eq!(world.answered(RENEW, 0), 1);

    let store = FileStore::open(&directory).expect("a store");
    let next = world.agency_with(|builder| builder.store(store.clone()));
    assert!(!is_kept(&world, &next, &store).await, "the new one died with the process");
    call(&next).await.expect("recovered");
    assert_eq!(world.answered(RENEW, 61023), 1);
    assert_eq!((world.answered(LIST, 0), world.answered(RENEW, 0)), (1, 2));
    assert!(is_kept(&world, &next, &store).await);
    std::fs::remove_dir_all(&directory).expect("removed");
    std::fs::remove_file(&mark).expect("removed");
}
