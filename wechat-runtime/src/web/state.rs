//! The `state` of a login: signed, expiring, bound to the browser that began, with the address to
//! return to in it. Pure: the time is an argument, cookies are texts.
//!
//! WeChat takes at most 128 letters and digits, which is 80 bytes in base32:
//!
//! | bytes | what |
//! |---|---|
//! | 1 | 0: the address stands here; 1: its digest does |
//! | 4 | the second it expires |
//! | 8 | which browser: a digest of the random text in its cookie |
//! | 16 | the signature over app, all of the above and the address |
//! | up to 51 | the address, or 8 bytes of its digest |
//!
//! The cookie holds 26 random characters, and behind a point the address when it is too long for
//! the state. Several logins of one browser (tabs that were opened again) share the random text, so
//! each of them can be finished.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::base32;
use super::error::StateError;
use super::key::Key;
use super::target::Target;
use crate::crypto::NoRandomness;

/// What WeChat takes.
const LONGEST: usize = 128;
/// Kind, end, browser, signature.
const HEAD: usize = 1 + 4 + 8 + 16;
/// What is left of 80 bytes.
const INLINE: usize = LONGEST * 5 / 8 - HEAD;

/// Makes states and checks those that come back.
///
/// ```
/// use std::time::SystemTime;
/// use wechat_runtime::web::{Key, States, Targets};
///
/// let states = States::new(Key::new([7; 32]).unwrap(), "wx0123456789abcdef");
/// let target = Targets::this_site().check("/orders").unwrap();
/// let begun = states.begin(&target, None, SystemTime::now()).unwrap();
/// // `begun.cookie` goes into a cookie, `begun.state` to WeChat; both come back:
/// let back = states.check(&begun.state, Some(&begun.cookie), SystemTime::now()).unwrap();
/// assert_eq!(back.as_deref(), Some("/orders"));
/// ```
#[derive(Clone, Debug)]
pub struct States {
    key: Key,
    app: String,
    life: Duration,
}

/// A login that was begun. Its `Debug` shows nothing.
#[derive(Clone)]
#[non_exhaustive]
pub struct Begun {
    /// For WeChat's page: at most 128 letters and digits.
    pub state: String,
    /// For the cookie that the browser brings back with it.
    pub cookie: String,
}

impl States {
    /// States of one app, good for ten minutes.
    pub fn new(key: Key, app: impl Into<String>) -> States {
        States { key, app: app.into(), life: Duration::from_secs(600) }
    }

    /// How long a login may take.
    #[must_use]
    pub fn life(mut self, life: Duration) -> States {
        self.life = life;
        self
    }

    /// How long the cookie must be kept.
    pub(super) fn seconds(&self) -> u64 {
        self.life.as_secs()
    }

    /// Begins a login that returns to `target`. `cookie` is what the browser has of a login that
    /// it began before.
    pub fn begin(
        &self,
        target: &Target,
        cookie: Option<&str>,
        now: SystemTime,
    ) -> Result<Begun, NoRandomness> {
        let browser = match cookie.map(|cookie| split(cookie).0).filter(|text| is_browser(text)) {
            Some(known) => known.to_owned(),
            None => random()?,
        };
        let target = target.as_str().as_bytes();
        let kept = target.len() > INLINE;
        let short = digest(target);
        let address = if kept { short.as_slice() } else { target };
        let end =
            u32::try_from(seconds(now).saturating_add(self.life.as_secs())).unwrap_or(u32::MAX);
        let mut head = vec![u8::from(kept)];
        head.extend(end.to_be_bytes());
        head.extend(digest(browser.as_bytes()));
        let tag = self.key.sign("state", &[self.app.as_bytes(), &head, address]);
        let state = base32::encode(&[&head, &tag[..16], address].concat());
        let cookie = if kept { format!("{browser}.{}", base32::encode(target)) } else { browser };
        Ok(Begun { state, cookie })
    }

    /// Checks what came back: the address to return to, or `None` when it did not fit into the
    /// state and the cookie has another by now. It was allowed when the login began; see whether it
    /// still is.
    pub fn check(
        &self,
        state: &str,
        cookie: Option<&str>,
        now: SystemTime,
    ) -> Result<Option<String>, StateError> {
        let opened = self.open(state, now)?;
        let cookie = cookie.unwrap_or_default();
        opened.bound_to(cookie)?;
        Ok(opened.target(cookie))
    }

    /// What a state says, whoever brings it.
    pub(super) fn open(&self, state: &str, now: SystemTime) -> Result<Opened, StateError> {
        if state.is_empty() {
            return Err(StateError::Missing);
        }
        if state.len() > LONGEST {
            return Err(StateError::Malformed);
        }
        let bytes = base32::decode(state).ok_or(StateError::Malformed)?;
        let (head, rest) = bytes.split_at_checked(HEAD - 16).ok_or(StateError::Malformed)?;
        let (tag, address) = rest.split_at_checked(16).ok_or(StateError::Malformed)?;
        let [kept, e0, e1, e2, e3, browser @ ..] = head else { return Err(StateError::Malformed) };
        if !self.key.verify("state", &[self.app.as_bytes(), head, address], tag) {
            return Err(StateError::Forged);
        }
        if seconds(now) >= u64::from(u32::from_be_bytes([*e0, *e1, *e2, *e3])) {
            return Err(StateError::Expired);
        }
        Ok(Opened { browser: browser.to_vec(), kept: *kept != 0, address: address.to_vec() })
    }
}

/// A state whose signature and time are good.
pub(super) struct Opened {
    browser: Vec<u8>,
    kept: bool,
    address: Vec<u8>,
}

impl Opened {
    /// Whether the browser of this cookie began the login.
    pub(super) fn bound_to(&self, cookie: &str) -> Result<(), StateError> {
        match split(cookie).0 {
            "" => Err(StateError::NoCookie),
            own if digest(own.as_bytes()).ct_eq(&self.browser).into() => Ok(()),
            _ => Err(StateError::OtherBrowser),
        }
    }

    /// The address to return to.
    pub(super) fn target(&self, cookie: &str) -> Option<String> {
        let address = if self.kept {
            base32::decode(split(cookie).1).filter(|long| digest(long) == *self.address)?
        } else {
            self.address.clone()
        };
        String::from_utf8(address).ok()
    }
}

/// Eight bytes of SHA-256.
fn digest(bytes: &[u8]) -> [u8; 8] {
    let whole = Sha256::digest(bytes);
    std::array::from_fn(|at| whole[at])
}

/// The random text of a cookie, and the address behind it.
fn split(cookie: &str) -> (&str, &str) {
    cookie.split_once('.').unwrap_or((cookie, ""))
}

/// Whether it is a text that [`random`] makes, so that nothing else gets back into a header.
fn is_browser(text: &str) -> bool {
    text.len() == 26 && base32::decode(text).is_some()
}

fn random() -> Result<String, NoRandomness> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(base32::encode(&bytes))
}

pub(super) fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

impl std::fmt::Debug for Begun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Begun").finish_non_exhaustive()
    }
}
