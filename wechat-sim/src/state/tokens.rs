//! Tokens and tickets: which are good, for whom, until when, and how new ones replace old ones.

use std::collections::HashMap;
use std::sync::{Mutex, RwLock};

use crate::answer::{Refusal, refuse};
use crate::clock::Millis;
use crate::rng::Rng;
use crate::{lock, read, write};

/// How long a token or ticket lives.
pub(crate) const LIFE: Millis = 7200 * 1000;
/// How long a replaced classic token still works; how early the stable token is renewed.
pub(crate) const OVERLAP: Millis = 300 * 1000;
/// How far apart forced refreshes of the stable token must lie.
const FORCE_GAP: Millis = 30 * 1000;
/// How many of them a day has.
const FORCES: usize = 20;
const DAY: Millis = 86_400 * 1000;

/// What a call may present.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// An access token, classic or stable.
    Access,
    /// Any other credential, by its name in the specs.
    Other(String),
}

#[derive(Clone, Debug)]
struct Token {
    appid: String,
    /// Which agent of a corp; empty for other apps.
    agent: String,
    kind: Kind,
    /// Past this it has expired (42001).
    expires: Millis,
    /// Past this another has taken its place (40001).
    replaced: Option<Millis>,
}

/// A token as it is handed out.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Issued {
    pub(crate) value: String,
    /// Whole seconds it has left.
    pub(crate) expires_in: u64,
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    /// Every token ever handed out, by value: every call looks here.
    known: RwLock<HashMap<String, Token>>,
    /// By appid and agent.
    apps: Mutex<HashMap<(String, String), OfApp>>,
    made: std::sync::atomic::AtomicU64,
    seed: u64,
}

/// The current ones of an app.
#[derive(Debug, Default)]
struct OfApp {
    classic: Option<String>,
    stable: Option<String>,
    /// Renewed or fetched by no one else: tickets and what other products have, by name.
    other: HashMap<String, (String, Millis)>,
    /// When the stable token was forced.
    forced: Vec<Millis>,
}

impl Tokens {
    pub(crate) fn new(seed: u64) -> Self {
        Tokens { seed, ..Tokens::default() }
    }

    /// `GET /cgi-bin/token`: always a new one; the one before it works five minutes more.
    pub(crate) fn classic(&self, appid: &str, now: Millis) -> Issued {
        let mut apps = lock(&self.apps);
        let app = apps.entry((appid.to_owned(), String::new())).or_default();
        let value = self.issue(appid, "", Kind::Access, now);
        if let Some(old) = app.classic.replace(value.clone()) {
            self.replace(&old, now + OVERLAP);
        }
        Issued { value, expires_in: LIFE / 1000 }
    }

    /// `POST /cgi-bin/stable_token`: the current one with the time it has left, a new one in its
    /// last five minutes. Forced: a new one that kills the current, unless that was done within
    /// 30 seconds; an error after twenty in a day.
    pub(crate) fn stable(&self, appid: &str, force: bool, now: Millis) -> Result<Issued, Refusal> {
        let mut apps = lock(&self.apps);
        let app = apps.entry((appid.to_owned(), String::new())).or_default();
        let current = app.stable.clone().and_then(|value| {
            let left = self.left(&value, now)?;
            Some((value, left))
        });
        let mut forced = false;
        if force {
            app.forced.retain(|at| at + DAY > now);
            let too_soon = app.forced.last().is_some_and(|last| last + FORCE_GAP > now);
            if !too_soon && app.forced.len() >= FORCES {
                return refuse(45009);
            }
            forced = !too_soon;
        }
        match current {
            Some((value, left)) if !forced && left > OVERLAP => {
                Ok(Issued { value, expires_in: left.div_ceil(1000) })
            }
            current => {
                if let (Some((old, _)), true) = (current, forced) {
                    self.replace(&old, now);
                }
                if forced {
                    app.forced.push(now);
                }
                let value = self.issue(appid, "", Kind::Access, now);
                app.stable = Some(value.clone());
                Ok(Issued { value, expires_in: LIFE / 1000 })
            }
        }
    }

    /// A token for an account that a platform acts for: always a new one, which leaves others alone.
    pub(crate) fn on_behalf(&self, appid: &str, now: Millis) -> String {
        self.issue(appid, "", Kind::Access, now)
    }

    /// A token is dead from now on.
    pub(crate) fn kill(&self, value: &str, now: Millis) {
        self.replace(value, now);
        for app in lock(&self.apps).values_mut() {
            app.other.retain(|_, (current, _)| current != value);
        }
    }

    /// A ticket, or a credential of another product: the current one with the time it has left. The
    /// agents of a corp have their own.
    pub(crate) fn other(&self, appid: &str, agent: &str, name: &str, now: Millis) -> Issued {
        let mut apps = lock(&self.apps);
        let app = apps.entry((appid.to_owned(), agent.to_owned())).or_default();
        if let Some((value, expires)) = app.other.get(name)
            && *expires > now + OVERLAP
        {
            return Issued { value: value.clone(), expires_in: (expires - now).div_ceil(1000) };
        }
        let value = self.issue(appid, agent, Kind::Other(name.to_owned()), now);
        app.other.insert(name.to_owned(), (value.clone(), now + LIFE));
        Issued { value, expires_in: LIFE / 1000 }
    }

    /// Whose token this is, when it is good: the app and its agent.
    pub(crate) fn check(
        &self,
        value: &str,
        kind: &Kind,
        now: Millis,
    ) -> Result<(String, String), Bad> {
        let known = read(&self.known);
        let token = known.get(value).filter(|token| token.kind == *kind).ok_or(Bad::Unknown)?;
        if now >= token.expires {
            return Err(Bad::Expired);
        }
        if token.replaced.is_some_and(|at| now >= at) {
            return Err(Bad::Replaced);
        }
        Ok((token.appid.clone(), token.agent.clone()))
    }

    /// All of them are past their time, at once.
    pub(crate) fn expire_all(&self, now: Millis) {
        let mut apps = lock(&self.apps);
        let mut known = write(&self.known);
        for token in known.values_mut() {
            token.expires = token.expires.min(now);
        }
        for app in apps.values_mut() {
            app.other.clear();
        }
    }

    /// The tokens and tickets that work at the moment.
    pub(crate) fn current(&self, now: Millis) -> Vec<String> {
        let known = read(&self.known);
        let good = |token: &Token| now < token.expires && token.replaced.is_none_or(|at| now < at);
        known.iter().filter(|(_, token)| good(token)).map(|(value, _)| value.clone()).collect()
    }

    fn left(&self, value: &str, now: Millis) -> Option<Millis> {
        let known = read(&self.known);
        let token = known.get(value).filter(|token| token.replaced.is_none_or(|at| now < at))?;
        token.expires.checked_sub(now).filter(|left| *left > 0)
    }

    fn replace(&self, value: &str, at: Millis) {
        if let Some(token) = write(&self.known).get_mut(value) {
            token.replaced = Some(at);
        }
    }

    fn issue(&self, appid: &str, agent: &str, kind: Kind, now: Millis) -> String {
        let number = self.made.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let mut rng = Rng::new(self.seed, &format!("{appid}{agent} {kind:?} {number}"));
        // As long as WeChat's are.
        let (prefix, length) = match kind {
            Kind::Access => (format!("{}_", 50 + rng.below(50)), 150),
            Kind::Other(_) => (String::new(), 86),
        };
        let value = format!("{prefix}{}", rng.word(length));
        let (appid, agent) = (appid.to_owned(), agent.to_owned());
        let token = Token { appid, agent, kind, expires: now + LIFE, replaced: None };
        let mut known = write(&self.known);
        // A simulator may run for days: what has been dead for a while is forgotten.
        if known.len() >= 50_000 {
            known.retain(|_, token| token.expires + DAY > now);
        }
        known.insert(value.clone(), token);
        value
    }
}

/// Why a token is not good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bad {
    /// Never handed out, or for something else.
    Unknown,
    /// Past its time.
    Expired,
    /// Another took its place.
    Replaced,
}

impl Bad {
    /// WeChat's code for it.
    pub(crate) fn code(self) -> i64 {
        match self {
            Bad::Unknown | Bad::Replaced => 40001,
            Bad::Expired => 42001,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: &str = "wx0123456789abcdef";

    fn good(tokens: &Tokens, issued: &Issued, now: Millis) -> Result<(), Bad> {
        tokens.check(&issued.value, &Kind::Access, now).map(drop)
    }

    fn stable(tokens: &Tokens, force: bool, now: Millis) -> Issued {
        tokens.stable(APP, force, now).expect("within the limits")
    }

    #[test]
    fn a_new_classic_token_leaves_the_old_five_minutes() {
        let tokens = Tokens::new(1);
        let (first, second) = (tokens.classic(APP, 0), tokens.classic(APP, 1000));
        assert!(first != second);
        assert!(good(&tokens, &first, 1000 + OVERLAP - 1).is_ok());
        assert_eq!(good(&tokens, &first, 1000 + OVERLAP), Err(Bad::Replaced));
        assert!(good(&tokens, &second, 1000 + LIFE - 1).is_ok());
        assert_eq!(good(&tokens, &second, 1000 + LIFE), Err(Bad::Expired));
    }

    #[test]
    fn the_stable_token_stays_and_is_renewed_with_an_overlap() {
        let tokens = Tokens::new(1);
        let first = stable(&tokens, false, 0);
        let again = stable(&tokens, false, 600_000);
        assert!(again.value == first.value);
        assert_eq!(again.expires_in, 6600);
        let renewed = stable(&tokens, false, LIFE - OVERLAP);
        assert!(renewed.value != first.value);
        assert!(good(&tokens, &first, LIFE - 1).is_ok(), "both work in the overlap");
        assert!(good(&tokens, &renewed, LIFE).is_ok());
    }

    #[test]
    fn forcing_is_rationed_and_kills_the_token_before() {
        let tokens = Tokens::new(1);
        let mut last = stable(&tokens, false, 0);
        for round in 0..20 {
            let now = round * 30_000;
            let forced = stable(&tokens, true, now);
            assert!(forced.value != last.value);
            assert_eq!(good(&tokens, &last, now), Err(Bad::Replaced));
            assert!(
                stable(&tokens, true, now + 29_999).value == forced.value,
                "too soon: the same"
            );
            last = forced;
        }
        assert_eq!(tokens.stable(APP, true, 30_000 * 20).err().map(|it| it.code), Some(45009));
        assert!(stable(&tokens, true, DAY).value != last.value, "the first was a day ago");
    }

    #[test]
    fn stable_and_classic_leave_each_other_alone() {
        let tokens = Tokens::new(1);
        let kept = stable(&tokens, false, 0);
        tokens.classic(APP, 1);
        let classic = tokens.classic(APP, 2);
        stable(&tokens, true, 3);
        assert!(good(&tokens, &classic, OVERLAP * 2).is_ok());
        assert_eq!(good(&tokens, &kept, 3), Err(Bad::Replaced));
    }

    #[test]
    fn expiry_makes_way_for_a_new_one() {
        let tokens = Tokens::new(1);
        let old = stable(&tokens, false, 0);
        tokens.expire_all(1000);
        assert_eq!(good(&tokens, &old, 1000), Err(Bad::Expired));
        assert!(stable(&tokens, false, 1000).value != old.value);
    }
}
