//! The people who use WeChat: who follows, what they are called, what they refused. One world of
//! people for all apps; what an app knows of them (tags, remarks) is kept with the app.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::RwLock;

use crate::{read, write};

/// A person with a WeChat account.
///
/// ```
/// use wechat_sim::Person;
/// let person = Person::new("oLiLei").nickname("李雷").unionid("o6_LiLei").phone("13800138000");
/// ```
/// Its `Debug` shows the openid only.
#[derive(Clone, PartialEq, Eq)]
#[must_use = "give it to Simulator::person"]
pub struct Person {
    pub(crate) openid: String,
    pub(crate) unionid: Option<String>,
    /// As a member of a corp.
    pub(crate) userid: Option<String>,
    pub(crate) nickname: String,
    pub(crate) phone: Option<String>,
    pub(crate) follows: bool,
    pub(crate) refuses: bool,
    /// Seconds; set when they are made known.
    pub(crate) since: u64,
}

impl Person {
    /// Somebody who follows the accounts they meet.
    pub fn new(openid: impl Into<String>) -> Self {
        let openid = openid.into();
        let skipped = openid.chars().count().saturating_sub(4);
        let nickname = format!("用户{}", openid.chars().skip(skipped).collect::<String>());
        Person {
            openid,
            unionid: None,
            userid: None,
            nickname,
            phone: None,
            follows: true,
            refuses: false,
            since: 0,
        }
    }

    /// What they call themselves.
    pub fn nickname(mut self, nickname: impl Into<String>) -> Self {
        self.nickname = nickname.into();
        self
    }

    /// Their id across the apps of an open-platform account.
    pub fn unionid(mut self, unionid: impl Into<String>) -> Self {
        self.unionid = Some(unionid.into());
        self
    }

    /// A member of WeCom corps, by this id.
    pub fn userid(mut self, userid: impl Into<String>) -> Self {
        self.userid = Some(userid.into());
        self
    }

    /// Their phone number, without `+86`.
    pub fn phone(mut self, phone: impl Into<String>) -> Self {
        self.phone = Some(phone.into());
        self
    }

    /// Does not follow: no customer-service message reaches them, and their details stay hidden.
    pub fn not_following(mut self) -> Self {
        self.follows = false;
        self
    }

    /// Refuses subscribe messages (43101).
    pub fn refuses_messages(mut self) -> Self {
        self.refuses = true;
        self
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("openid", &self.openid).finish_non_exhaustive()
    }
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct People(RwLock<Inner>);

#[derive(Debug, Default)]
struct Inner {
    by_openid: HashMap<String, Person>,
    /// In the order they became known, which is the order lists are in.
    order: Vec<String>,
    known: HashSet<String>,
    /// Who agrees to every login without being asked.
    at_the_phone: Option<String>,
}

impl People {
    /// Makes a person known, or changes one who is.
    pub(crate) fn add(&self, mut person: Person, now_seconds: u64) {
        if person.since == 0 {
            person.since = now_seconds;
        }
        let mut inner = write(&self.0);
        if inner.known.insert(person.openid.clone()) {
            inner.order.push(person.openid.clone());
        }
        inner.by_openid.insert(person.openid.clone(), person);
    }

    /// Everybody, in the order they became known.
    pub(crate) fn all(&self) -> Vec<Person> {
        let inner = read(&self.0);
        inner.order.iter().filter_map(|openid| inner.by_openid.get(openid).cloned()).collect()
    }

    /// From now on this person agrees to every login; nobody: every login asks.
    pub(crate) fn sit_at_the_phone(&self, openid: Option<&str>) {
        write(&self.0).at_the_phone = openid.map(str::to_owned);
    }

    /// Who agrees to every login.
    pub(crate) fn at_the_phone(&self) -> Option<String> {
        read(&self.0).at_the_phone.clone()
    }

    pub(crate) fn get(&self, openid: &str) -> Option<Person> {
        read(&self.0).by_openid.get(openid).cloned()
    }

    /// Changes one who may be unknown yet.
    pub(crate) fn change(&self, openid: &str, now_seconds: u64, change: impl FnOnce(&mut Person)) {
        let mut person = self.get(openid).unwrap_or_else(|| Person::new(openid).not_following());
        change(&mut person);
        self.add(person, now_seconds);
    }

    /// Followers, in order, after `after` (from the first when that is empty), at most `limit`;
    /// and how many there are in all.
    pub(crate) fn followers(
        &self,
        after: &str,
        limit: usize,
        keep: impl Fn(&str) -> bool,
    ) -> (usize, Vec<String>) {
        let inner = read(&self.0);
        let all: Vec<&String> = inner
            .order
            .iter()
            .filter(|openid| {
                inner.by_openid.get(*openid).is_some_and(|person| person.follows) && keep(openid)
            })
            .collect();
        let start = if after.is_empty() {
            0
        } else {
            all.iter().position(|it| *it == after).map_or(all.len(), |at| at + 1)
        };
        (all.len(), all[start..].iter().take(limit).map(|it| (*it).clone()).collect())
    }
}
