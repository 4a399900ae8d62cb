//! What surrounds the engine in a run: a store and a WeChat that do nothing before the scheduler lets
//! them, and that keep account of what was done. Tokens are numbers, in the order of their making.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use serde_json::json;
use tokio::sync::oneshot;
use tokio::time::Instant;
use wechat_runtime::transport::{Body, BoxFuture, Transport, TransportError};
use wechat_runtime::{
    CoolDown, CredentialKey, End, Lease, Lock, Secret, Store, StoreError, StoredCredential,
};

/// What somebody waits to be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Get,
    Put(u32),
    Remove(u32),
    Lock,
    Unlock,
    Fetch,
    /// A call with this token.
    Call(u32),
}

/// How it turns out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Done,
    Failed,
}

#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) process: usize,
    pub(super) what: What,
    fate: oneshot::Sender<Fate>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) waiting: Vec<Waiting>,
    /// What the store has: token, fence, when it was obtained.
    pub(super) kept: Option<(u32, u64, SystemTime)>,
    /// The process that has the lock, and its fence.
    pub(super) lock: Option<(usize, u64)>,
    cooling: Option<(Instant, String)>,
    fence: u64,
    /// How many tokens WeChat has made.
    pub(super) made: u32,
    pub(super) fetches: u32,
    pub(super) failed_fetches: u32,
    pub(super) failed_stores: u32,
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub(super) struct World(Arc<Mutex<State>>);

impl World {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new token.
    pub(super) fn make(&self) -> u32 {
        let mut state = self.state();
        state.made += 1;
        state.made
    }

    /// Lets the waiting one at this position go on.
    pub(super) fn release(&self, position: usize, fate: Fate) {
        let waiting = {
            let mut state = self.state();
            let waiting = state.waiting.remove(position);
            match (fate, waiting.what) {
                (Fate::Done, _) => {}
                (Fate::Failed, What::Fetch | What::Call(_)) => state.failed_fetches += 1,
                (Fate::Failed, _) => state.failed_stores += 1,
            }
            waiting
        };
        // Who gave up meanwhile does not mind.
        let _ = waiting.fate.send(fate);
    }

    async fn allowed(&self, process: usize, what: What) -> Fate {
        let (fate, told) = oneshot::channel();
        {
            let mut state = self.state();
            state.fetches += u32::from(what == What::Fetch);
            state.waiting.push(Waiting { process, what, fate });
        }
        // The run is over when nobody is there to tell.
        told.await.unwrap_or(Fate::Failed)
    }

    async fn stored<T>(
        &self,
        process: usize,
        what: What,
        act: impl FnOnce(&mut State) -> T,
    ) -> Result<T, StoreError> {
        match self.allowed(process, what).await {
            Fate::Done => Ok(act(&mut self.state())),
            Fate::Failed => Err(StoreError::new("the connection broke")),
        }
    }
}

/// Text of a token, and back.
pub(super) fn token(number: u32) -> String {
    format!("HUSH-{number}")
}

pub(super) fn number(token: &Secret) -> u32 {
    token.expose().strip_prefix("HUSH-").and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// The world as a process sees it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) world: World,
    pub(super) process: usize,
}

impl Store for Seen {
    fn get<'a>(
        &'a self,
        _: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>> {
        Box::pin(self.world.stored(self.process, What::Get, |state| {
            state.kept.map(|(number, _, obtained_at)| StoredCredential {
                value: token(number).into(),
                obtained_at,
                expires_at: Some(obtained_at + Duration::from_secs(7200)),
            })
        }))
    }

    fn put<'a>(
        &'a self,
        _: &'a CredentialKey,
        credential: &'a StoredCredential,
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        let (new, obtained_at) = (number(&credential.value), credential.obtained_at);
        Box::pin(self.world.stored(self.process, What::Put(new), move |state| {
            let older = state
                .kept
                .is_some_and(|(_, kept, at)| obtained_at < at || fence.is_some_and(|it| it < kept));
            if !older {
                let kept = state.kept.map_or(0, |(_, kept, _)| kept);
                state.kept = Some((new, fence.unwrap_or(kept), obtained_at));
            }
            !older
        }))
    }

    fn remove_if<'a>(
        &'a self,
        _: &'a CredentialKey,
        value: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>> {
        let old = number(value);
        Box::pin(self.world.stored(self.process, What::Remove(old), move |state| {
            let same = state.kept.is_some_and(|(kept, ..)| kept == old);
            if same {
                state.kept = None;
            }
            same
        }))
    }

    fn try_lock<'a>(
        &'a self,
        _: &'a CredentialKey,
        impatient: bool,
    ) -> BoxFuture<'a, Result<Lock, StoreError>> {
        let (process, seen) = (self.process, self.clone());
        Box::pin(self.world.stored(process, What::Lock, move |state| {
            if state.lock.is_some() {
                return Lock::Busy;
            }
            if let Some((until, note)) = state.cooling.take_if(|_| !impatient) {
                let left = until.saturating_duration_since(Instant::now());
                if !left.is_zero() {
                    state.cooling = Some((until, note.clone()));
                    return Lock::Cooling(CoolDown { left, note });
                }
            }
            state.fence += 1;
            let fence = state.fence;
            state.lock = Some((process, fence));
            Lock::Taken(Lease::new(Some(fence), move |end| async move {
                let unlocked = seen.world.stored(process, What::Unlock, move |state| {
                    if state.lock != Some((process, fence)) {
                        return;
                    }
                    state.lock = None;
                    if let End::CoolDown(CoolDown { left, note }) = end {
                        state.cooling = Some((Instant::now() + left, note));
                    }
                });
                let _ = unlocked.await;
            }))
        }))
    }
}

/// Every fetch makes a new token, as the classic one does. Calls are refused with the first one, and
/// tell which one they had.
impl Transport for Seen {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let query = request.uri().query().unwrap_or_default();
            let carried = query.strip_prefix("access_token=").map(|token| number(&token.into()));
            let what = carried.map_or(What::Fetch, What::Call);
            let answer = match (self.world.allowed(self.process, what).await, carried) {
                (Fate::Failed, _) => json!({"errcode": -1, "errmsg": "system error"}),
                (Fate::Done, None) => {
                    json!({"access_token": token(self.world.make()), "expires_in": 7200})
                }
                (Fate::Done, Some(1)) => json!({"errcode": 40001, "errmsg": "invalid credential"}),
                (Fate::Done, Some(token)) => json!({"age": token}),
            };
            Ok(http::Response::new(Body::from(answer.to_string())))
        })
    }
}
