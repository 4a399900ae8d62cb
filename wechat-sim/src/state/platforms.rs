//! Third-party platforms and suites: the tickets that they are pushed, the accounts and corps that
//! let them act, and what they hold to do so.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard};

use crate::clock::Millis;
use crate::lock;
use crate::push::Target;

/// How long a code of an authorisation is good.
pub(crate) const CODE_LIFE: Millis = 3600 * 1000;

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Platforms {
    all: Mutex<HashMap<String, Platform>>,
    /// Who is at the page of an authorisation, and agrees.
    owner: Mutex<Option<Account>>,
}

/// A platform, by its appid, or a suite, by its id.
#[derive(Debug, Default)]
pub(crate) struct Platform {
    /// Where it is told what concerns it.
    pub(crate) target: Option<Target>,
    /// Those that were pushed, and when; the newest is last.
    tickets: Vec<(String, Millis)>,
    /// Those who let it act, in the order in which they did.
    accounts: BTreeMap<u64, Grant>,
    codes: HashMap<String, Code>,
}

/// An account, or a corp.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Account {
    /// Its appid or corpid.
    pub(crate) id: String,
    /// The number of the suite's app in a corp.
    pub(crate) agent: u64,
    /// The app was developed for the corp.
    pub(crate) customized: bool,
}

/// What an account granted.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) account: Account,
    /// The refresh token, or the permanent code.
    pub(crate) lasting: String,
    pub(crate) since: Millis,
    /// The tokens that came of it.
    pub(crate) tokens: Vec<String>,
}

#[derive(Debug)]
struct Code {
    account: String,
    expires: Millis,
    used: bool,
}

/// Why a ticket or a code is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bad {
    /// Nobody made it.
    Unknown,
    /// It has had its time.
    Expired,
    /// It was used.
    Used,
}

impl Platforms {
    /// Does something with one of them.
    pub(crate) fn of<R>(&self, id: &str, act: impl FnOnce(&mut Platform) -> R) -> R {
        let mut all: MutexGuard<'_, HashMap<String, Platform>> = lock(&self.all);
        if let Some(known) = all.get_mut(id) {
            return act(known);
        }
        act(all.entry(id.to_owned()).or_default())
    }

    /// Somebody sits down at the page, or gets up.
    pub(crate) fn sit_at_the_page(&self, account: Option<Account>) {
        *lock(&self.owner) = account;
    }

    pub(crate) fn at_the_page(&self) -> Option<Account> {
        lock(&self.owner).clone()
    }

    /// Who granted this to whom; for calls that do not say for which suite they are.
    pub(crate) fn by_lasting(&self, account: &str, lasting: &str) -> Option<Grant> {
        let all = lock(&self.all);
        let grants = all.values().flat_map(|platform| platform.accounts.values());
        let mut fitting = grants.filter(|it| it.account.id == account && it.lasting == lasting);
        fitting.next().cloned()
    }
}

impl Platform {
    /// A ticket was pushed.
    pub(crate) fn add_ticket(&mut self, ticket: &str, now: Millis) {
        self.tickets.retain(|(known, _)| known != ticket);
        self.tickets.push((ticket.to_owned(), now));
        // Those of a day are enough to tell an old one from none.
        let many = self.tickets.len().saturating_sub(150);
        self.tickets.drain(..many);
    }

    /// Whether the ticket is good. Until one is pushed, any is.
    pub(crate) fn check_ticket(&self, ticket: &str, life: Millis, now: Millis) -> Result<(), Bad> {
        if self.tickets.is_empty() {
            return Ok(());
        }
        match self.tickets.iter().find(|(known, _)| known == ticket) {
            None => Err(Bad::Unknown),
            Some((_, since)) if now >= since + life => Err(Bad::Expired),
            Some(_) => Ok(()),
        }
    }

    /// An account lets it act. What it granted before it keeps.
    pub(crate) fn allow(&mut self, account: Account, lasting: String, number: u64, now: Millis) {
        match self.grant_mut(&account.id) {
            Some(known) => known.account = account,
            None => {
                let grant = Grant { account, lasting, since: now, tokens: Vec::new() };
                self.accounts.insert(number, grant);
            }
        }
    }

    /// A code stands for what an account granted.
    pub(crate) fn add_code(&mut self, code: &str, account: &str, now: Millis) {
        let of = Code { account: account.to_owned(), expires: now + CODE_LIFE, used: false };
        self.codes.insert(code.to_owned(), of);
    }

    /// Whose a code is; `once` uses it up.
    pub(crate) fn account_of(&mut self, code: &str, once: bool, now: Millis) -> Result<Grant, Bad> {
        let found = self.codes.get_mut(code).ok_or(Bad::Unknown)?;
        if now >= found.expires {
            return Err(Bad::Expired);
        }
        if once && std::mem::replace(&mut found.used, true) {
            return Err(Bad::Used);
        }
        let account = found.account.clone();
        self.grant(&account).cloned().ok_or(Bad::Unknown)
    }

    pub(crate) fn grant(&self, account: &str) -> Option<&Grant> {
        self.accounts.values().find(|grant| grant.account.id == account)
    }

    pub(crate) fn grant_mut(&mut self, account: &str) -> Option<&mut Grant> {
        self.accounts.values_mut().find(|grant| grant.account.id == account)
    }

    /// All, in the order in which they agreed.
    pub(crate) fn grants(&self) -> impl ExactSizeIterator<Item = &Grant> {
        self.accounts.values()
    }

    /// An account takes it back.
    pub(crate) fn revoke(&mut self, account: &str) -> Option<Grant> {
        let number =
            self.accounts.iter().find(|(_, grant)| grant.account.id == account).map(|(n, _)| *n)?;
        self.codes.retain(|_, code| code.account != account);
        self.accounts.remove(&number)
    }
}
