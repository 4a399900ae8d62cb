//! One credential of one client. A hit is one atomic load; everything else is behind a lock that
//! only misses take.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use arc_swap::ArcSwapOption;
use tokio::sync::watch;

use super::fetch::{self, How, Obtained};
use super::store::{CredentialKey, StoredCredential};
use crate::client::Client;
use crate::clock::millis;
use crate::error::{Error, Result};
use crate::value::Secret;
use crate::{op, url};

/// The pause after a failed fetch; it doubles with each failure in a row.
const COOL_DOWN: Duration = Duration::from_secs(1);
const MAX_COOL_DOWN: Duration = Duration::from_secs(30);
/// Milliseconds since 1970 that no clock shows.
const FAR: u64 = 1 << 50;
/// At most one refresh ahead of time is tried in this time.
const AHEAD_PAUSE_MS: u64 = 10_000;

/// A token or ticket that is good for calls.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) value: Secret,
    /// `access_token=…`, escaped, for credentials that travel in the query.
    pub(crate) pair: Secret,
    pub(crate) obtained_at: SystemTime,
    pub(crate) expires_at: Option<SystemTime>,
    /// Until when it is used, a little before its end.
    good_until: u64,
    /// From when on it is refreshed in the background; not after `good_until`. As the clock gives
    /// it: comparing is all that a hit does with the time.
    refresh_at: SystemTime,
    /// Until then a return code that says it is stale is not believed: it was just fetched anew
    /// because of such a code, to no avail.
    trusted_until: AtomicU64,
    /// It came just now, and did not lie in the store, dead perhaps.
    pub(crate) fetched: bool,
}

impl Token {
    pub(crate) fn new(
        send: Option<op::Send>,
        stored: &StoredCredential,
        fetched: bool,
        now: u64,
        margin: Duration,
    ) -> Token {
        let pair = match send {
            Some(op::Send::Query(name)) => Secret::new(url::pair(name, stored.value.expose())),
            _ => Secret::default(),
        };
        let (good_until, refresh_at) = match stored.expires_at.map(millis) {
            None => (FAR, FAR),
            Some(end) => {
                let left = end.saturating_sub(now);
                let margin = u64::try_from(margin.as_millis()).unwrap_or(u64::MAX);
                // Processes that share a token do not all ask at the same moment; and none asks before
                // the margin, which may be the moment from which there is a new one.
                let margin = margin.min(left / 4);
                let spread = crate::retry::random() % (margin / 4).max(1);
                let ahead = if margin == 0 { FAR } else { end - margin + spread };
                let good = end - (left / 20).min(5_000);
                (good, ahead.min(good))
            }
        };
        Token {
            value: stored.value.clone(),
            pair,
            obtained_at: stored.obtained_at,
            expires_at: stored.expires_at,
            good_until,
            refresh_at: UNIX_EPOCH + Duration::from_millis(refresh_at.min(FAR)),
            trusted_until: AtomicU64::new(0),
            fetched,
        }
    }

    pub(crate) fn is_good(&self, now: u64) -> bool {
        now < self.good_until
    }
}

/// What became of a value that a call found stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forgot {
    /// It is not current any more: another one can be had.
    Yes,
    /// It was just fetched and is all that there is.
    Trusted,
}

/// One credential.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) credential: &'static op::Credential,
    pub(crate) key: CredentialKey,
    current: ArcSwapOption<Token>,
    next_ahead: AtomicU64,
    cold: Mutex<Cold>,
}

#[derive(Debug, Default)]
struct Cold {
    flight: Option<Flight>,
    flights: u64,
    failure: Option<Failure>,
    failures: u32,
    /// How long another process found that nobody should try again.
    shared_pause: Option<Duration>,
    /// The next fetch does not mind what other processes say of failures.
    impatient: bool,
    /// The value that was forgotten, so that the store brings back neither it nor an older one.
    stale: Option<Arc<Token>>,
    /// Whether a call found it stale, rather than that a user wanted another.
    refused: bool,
    /// How often in a row a fresh value was called stale all the same.
    doubts: u32,
}

type Outcome = Option<Result<Arc<Token>>>;

#[derive(Debug)]
struct Flight {
    id: u64,
    force: bool,
    outcome: watch::Receiver<Outcome>,
}

#[derive(Debug)]
struct Failure {
    error: Error,
    at: u64,
    until: u64,
}

impl Entry {
    pub(crate) fn new(credential: &'static op::Credential, key: CredentialKey) -> Entry {
        Entry {
            credential,
            key,
            current: ArcSwapOption::empty(),
            next_ahead: AtomicU64::new(0),
            cold: Mutex::default(),
        }
    }

    fn cold(&self) -> MutexGuard<'_, Cold> {
        self.cold.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What failed may be tried again at once: something has come that it may have lacked.
    pub(super) fn forgive(&self) {
        let mut cold = self.cold();
        if cold.failure.take().is_some() {
            (cold.failures, cold.impatient) = (0, true);
        }
    }

    /// The pause that follows if the fetch that is under way fails.
    pub(super) fn pause(&self) -> Duration {
        pause(self.cold().failures)
    }

    /// The pause that follows the fetch that is under way, as another process has it.
    pub(super) fn share_pause(&self, left: Duration) {
        self.cold().shared_pause = Some(left);
    }

    /// Whether nothing would be lost with it but what the store has.
    pub(super) fn is_idle(&self, now: u64) -> bool {
        let cold = self.cold();
        cold.flight.is_none()
            && cold.failure.as_ref().is_none_or(|failure| !failure.holds(now))
            && self.current.load().as_ref().is_none_or(|token| !token.is_good(now))
    }

    /// The value if it is in memory and good: no lock is taken.
    #[inline]
    pub(crate) fn hit(self: &Arc<Self>, client: &Client) -> Option<Arc<Token>> {
        let token = self.current.load();
        let token = token.as_ref()?;
        let now = client.time();
        if now >= token.refresh_at {
            let now = millis(now);
            if !token.is_good(now) {
                return None;
            }
            self.refresh_ahead(client, now);
        }
        Some(Arc::clone(token))
    }

    /// What is in memory, good or not.
    pub(crate) fn current(&self) -> Option<Arc<Token>> {
        self.current.load_full()
    }

    #[cold]
    fn refresh_ahead(self: &Arc<Self>, client: &Client, now: u64) {
        let next = self.next_ahead.load(Ordering::Relaxed);
        let claim = || {
            self.next_ahead
                .compare_exchange(next, now + AHEAD_PAUSE_MS, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
        };
        if now < next || self.credential.fetch.is_none() || !claim() {
            return;
        }
        let mut cold = self.cold();
        let cooling = cold.failure.as_ref().is_some_and(|failure| failure.holds(now));
        if cold.flight.is_none() && !cooling && tokio::runtime::Handle::try_current().is_ok() {
            tracing::info!(credential = self.credential.name, "refreshing ahead of expiry");
            self.take_off(&mut cold, client, How { ahead: true, ..How::default() });
        }
    }

    /// How long until it is to be renewed; zero for now.
    pub(super) fn due(&self, client: &Client) -> Duration {
        let refresh_at = self.current.load().as_ref().map(|token| token.refresh_at);
        refresh_at.and_then(|at| at.duration_since(client.time()).ok()).unwrap_or_default()
    }

    /// How long it is not fetched again after a failure.
    pub(super) fn rest(&self, client: &Client) -> Duration {
        let now = client.now();
        let cold = self.cold();
        let failure = cold.failure.as_ref().filter(|failure| failure.holds(now));
        Duration::from_millis(failure.map_or(0, |failure| failure.until - now))
    }

    /// Joins the fetch that is under way, or starts one.
    #[cold]
    pub(crate) async fn miss(self: &Arc<Self>, client: &Client, how: How) -> Result<Arc<Token>> {
        if self.credential.once {
            let Obtained { stored, fetched } = fetch::obtain(client, self, how, None).await?;
            return Ok(Arc::new(self.token(&stored, fetched, client, client.now())));
        }
        // A fetch ends without an outcome only when its runtime shuts down; then another starts.
        let mut lost = 0;
        while lost < 3 {
            let (mut outcome, mine) = {
                let mut cold = self.cold();
                let now = client.now();
                if !how.force {
                    // It may have come while this call waited for the lock.
                    let current = self.current.load_full();
                    if let Some(token) = current.filter(|token| !how.ahead && token.is_good(now)) {
                        return Ok(token);
                    }
                    if let Some(failure) =
                        cold.failure.as_ref().filter(|failure| failure.holds(now))
                    {
                        return Err(failure.error.clone());
                    }
                }
                match &cold.flight {
                    // Who wants a forced one lets an ordinary one end first.
                    Some(flight) => (flight.outcome.clone(), flight.force || !how.force),
                    None => {
                        if tokio::runtime::Handle::try_current().is_err() {
                            return Err(crate::client::no_runtime());
                        }
                        (self.take_off(&mut cold, client, how), true)
                    }
                }
            };
            match outcome.wait_for(Option::is_some).await.as_deref() {
                Ok(Some(outcome)) if mine => return outcome.clone(),
                Ok(_) => {}
                Err(_) => lost += 1,
            }
        }
        Err(Error::new(
            crate::error::ErrorKind::Credential,
            "the task that fetched it was lost with its runtime",
        )
        .while_fetching(self.credential.name))
    }

    /// Starts a fetch. It runs on its own, so a caller that gives up takes nobody down.
    fn take_off(
        self: &Arc<Self>,
        cold: &mut Cold,
        client: &Client,
        how: How,
    ) -> watch::Receiver<Outcome> {
        let (sender, outcome) = watch::channel(None);
        cold.flights += 1;
        let id = cold.flights;
        cold.flight = Some(Flight { id, force: how.force, outcome: outcome.clone() });
        let landing = Landing { entry: Arc::clone(self), id };
        let client = client.clone();
        let stale = cold.stale.clone();
        let how = How { impatient: how.impatient || std::mem::take(&mut cold.impatient), ..how };
        tokio::spawn(async move {
            let result = fetch::obtain(&client, &landing.entry, how, stale.as_deref()).await;
            // The flight is over before its outcome is known: who misses then starts anew.
            let result = landing.entry.land(&client, landing.id, how, result);
            sender.send_replace(Some(result));
        });
        outcome
    }

    fn land(
        &self,
        client: &Client,
        id: u64,
        how: How,
        result: Result<Obtained>,
    ) -> Result<Arc<Token>> {
        let now = client.now();
        let mut cold = self.cold();
        if cold.flight.as_ref().is_some_and(|flight| flight.id == id) {
            cold.flight = None;
        }
        match result {
            Ok(Obtained { stored, fetched }) => {
                (cold.failure, cold.failures) = (None, 0);
                // Of the same moment: what is in place stays.
                if let Some(newer) = self.good_since(stored.obtained_at, now) {
                    return Ok(newer);
                }
                let token = Arc::new(self.token(&stored, fetched, client, now));
                let refused = std::mem::take(&mut cold.refused);
                match cold.stale.take() {
                    Some(stale) if refused && stale.value == stored.value => {
                        cold.doubt(&token, now)
                    }
                    _ => {}
                }
                self.current.store(Some(Arc::clone(&token)));
                Ok(token)
            }
            Err(error) => {
                let pause = match cold.shared_pause.take() {
                    Some(left) => left.min(MAX_COOL_DOWN),
                    None => {
                        cold.failures += 1;
                        pause(cold.failures - 1)
                    }
                };
                tracing::warn!(
                    credential = self.credential.name,
                    %error,
                    pause_ms = pause.as_millis() as u64,
                    ahead = how.ahead,
                    "a credential could not be fetched"
                );
                cold.failure = Some(Failure {
                    error: error.clone(),
                    at: now,
                    until: now + pause.as_millis() as u64,
                });
                Err(error)
            }
        }
    }

    fn token(&self, stored: &StoredCredential, fetched: bool, client: &Client, now: u64) -> Token {
        let margin = client.refresh_margin(self.credential.name);
        Token::new(self.credential.send, stored, fetched, now, margin)
    }

    /// Puts a value in place, as pushes and users do, unless there is a newer one; gives the one that
    /// counts.
    pub(crate) fn set(&self, client: &Client, stored: &StoredCredential) -> Arc<Token> {
        let now = client.now();
        let mut cold = self.cold();
        (cold.failure, cold.failures) = (None, 0);
        let newer = self.good_since(stored.obtained_at, now);
        if let Some(newer) = newer.filter(|newer| newer.obtained_at > stored.obtained_at) {
            return newer;
        }
        let token = Arc::new(self.token(stored, true, client, now));
        cold.stale = None;
        cold.refused = false;
        self.current.store(Some(Arc::clone(&token)));
        token
    }

    /// What is good and was obtained at this time or later.
    fn good_since(&self, time: SystemTime, now: u64) -> Option<Arc<Token>> {
        let current = self.current.load_full()?;
        (current.obtained_at >= time && current.is_good(now)).then_some(current)
    }

    /// Forgets the value that a call found stale, if it still is the current one.
    pub(crate) fn forget(&self, client: &Client, used: &Token) -> Forgot {
        let mut cold = self.cold();
        match self.current.load_full() {
            Some(current) if current.value == used.value => {
                if client.now() < current.trusted_until.load(Ordering::Relaxed) {
                    return Forgot::Trusted;
                }
                tracing::info!(
                    credential = self.credential.name,
                    "WeChat calls it stale: forgotten"
                );
                cold.stale = Some(current);
                cold.refused = true;
                self.current.store(None);
            }
            _ => {}
        }
        Forgot::Yes
    }

    /// A value that was just fetched was called stale too: for a while, such codes are not a
    /// reason to fetch it again. Otherwise a call that always fails so would use up the quota.
    pub(crate) fn doubt(&self, client: &Client, used: &Token) {
        self.cold().doubt(used, client.now());
    }

    /// A value that was fetched because of a stale one did its work.
    pub(crate) fn vindicate(&self) {
        self.cold().doubts = 0;
    }

    /// Forgets the current value, whatever it is, and lets a failure be tried again.
    pub(crate) fn clear(&self) -> Option<Arc<Token>> {
        let mut cold = self.cold();
        (cold.failure, cold.impatient) = (None, true);
        let token = self.current.swap(None);
        if token.is_some() {
            cold.stale.clone_from(&token);
            cold.refused = false;
        }
        token
    }
}

/// The pause after `times` failures in a row and one more.
fn pause(times: u32) -> Duration {
    COOL_DOWN.saturating_mul(1 << times.min(8)).min(MAX_COOL_DOWN)
}

impl Cold {
    fn doubt(&mut self, token: &Token, now: u64) {
        let pause = pause(self.doubts);
        self.doubts = self.doubts.saturating_add(1);
        token.trusted_until.store(now + pause.as_millis() as u64, Ordering::Relaxed);
    }
}

impl Failure {
    /// Not when the clock was set back behind it.
    fn holds(&self, now: u64) -> bool {
        (self.at..self.until).contains(&now)
    }
}

/// Ends the flight when its task is dropped before it is done.
struct Landing {
    entry: Arc<Entry>,
    id: u64,
}

impl Drop for Landing {
    fn drop(&mut self) {
        let mut cold = self.entry.cold();
        if cold.flight.as_ref().is_some_and(|flight| flight.id == self.id) {
            cold.flight = None;
        }
    }
}
