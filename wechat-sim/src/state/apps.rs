//! Which apps there are.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::RwLock;

use crate::answer::{Refusal, refuse};
use crate::seal::SealKey;
use crate::{read, write};

/// See the module. Until one is registered, any appid with any secret is let in.
#[derive(Debug, Default)]
pub(crate) struct Apps {
    /// appid → secret
    secrets: RwLock<HashMap<String, String>>,
    /// corpid → (agent, secret)
    agents: RwLock<HashMap<String, Vec<(String, String)>>>,
    /// Bots of the dialogue platform.
    bots: RwLock<Vec<Bot>>,
    /// appid → app keys of payment
    pay_keys: RwLock<HashMap<String, Vec<MacKey>>>,
    /// Pages of released mini programs; while there are none, any will do.
    pages: RwLock<HashSet<String>>,
}

/// A bot of the dialogue platform.
#[derive(Clone, Debug)]
pub(crate) struct Bot {
    pub(crate) appid: String,
    pub(crate) token: BotToken,
    pub(crate) key: SealKey,
}

/// What calls are signed with over their body: an app key of payment, a session key.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct MacKey(pub(crate) String);

impl fmt::Debug for MacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// What a bot's calls are signed with, or carry in their path.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct BotToken(pub(crate) String);

impl fmt::Debug for BotToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Apps {
    /// Registers a bot.
    pub(crate) fn register_bot(&self, bot: Bot) {
        let mut bots = write(&self.bots);
        bots.retain(|known| known.appid != bot.appid);
        bots.push(bot);
    }

    /// The bot of which this holds.
    pub(crate) fn bot(&self, is: impl Fn(&Bot) -> bool) -> Option<Bot> {
        read(&self.bots).iter().find(|bot| is(bot)).cloned()
    }

    /// A path as it may be shown: without the token of a bot.
    pub(crate) fn shown(&self, path: &str) -> String {
        let bots = read(&self.bots);
        let inside = bots.iter().find(|bot| path.contains(&bot.token.0));
        inside.map_or_else(|| path.to_owned(), |bot| path.replace(&bot.token.0, "{TOKEN}"))
    }

    /// Makes an app key of payment known.
    pub(crate) fn add_pay_key(&self, appid: &str, key: &str) {
        write(&self.pay_keys).entry(appid.to_owned()).or_default().push(MacKey(key.to_owned()));
    }

    /// The app keys of payment that an app has.
    pub(crate) fn pay_keys(&self, appid: &str) -> Vec<MacKey> {
        read(&self.pay_keys).get(appid).cloned().unwrap_or_default()
    }

    /// Registers an app: from now on only registered ones are let in.
    pub(crate) fn register(&self, appid: &str, secret: &str) {
        write(&self.secrets).insert(appid.to_owned(), secret.to_owned());
    }

    /// Whether the app exists.
    pub(crate) fn check_appid(&self, appid: &str) -> Result<(), Refusal> {
        let apps = read(&self.secrets);
        match appid {
            "" => refuse(41002),
            known if apps.is_empty() || apps.contains_key(known) => Ok(()),
            _ => refuse(40013),
        }
    }

    /// Whether the app exists and this is its secret.
    pub(crate) fn check(&self, appid: &str, secret: &str) -> Result<(), Refusal> {
        self.check_appid(appid)?;
        match read(&self.secrets).get(appid) {
            _ if secret.is_empty() => refuse(41004),
            Some(right) if right != secret => refuse(40125),
            _ => Ok(()),
        }
    }

    /// Registers an agent of a corp: from now on the corp has only registered ones.
    pub(crate) fn register_agent(&self, corpid: &str, agent: &str, secret: &str) {
        let mut agents = write(&self.agents);
        let corp = agents.entry(corpid.to_owned()).or_default();
        corp.retain(|(known, _)| known != agent);
        corp.push((agent.to_owned(), secret.to_owned()));
    }

    /// The agent that this is the secret of. In a corp without registered ones there is one for
    /// every secret.
    pub(crate) fn check_agent(&self, corpid: &str, secret: &str) -> Result<String, Refusal> {
        if let Some(corp) = read(&self.agents).get(corpid) {
            let agent = corp.iter().find(|(_, known)| known == secret);
            // At WeCom this code is a wrong secret.
            return agent.map(|(agent, _)| agent.clone()).ok_or_else(|| Refusal::of(40001));
        }
        self.check(corpid, secret).map_err(|refusal| match refusal.code {
            40125 => Refusal::of(40001),
            _ => refusal,
        })?;
        let mut hasher = DefaultHasher::new();
        secret.hash(&mut hasher);
        Ok(format!("agent {:016x}", hasher.finish()))
    }

    /// Makes a page known: from now on only known ones are taken.
    pub(crate) fn add_page(&self, page: &str) {
        write(&self.pages).insert(page.to_owned());
    }

    /// Whether a released mini program has the page; the home page, `""`, always is there.
    pub(crate) fn has_page(&self, page: &str) -> bool {
        let pages = read(&self.pages);
        page.is_empty() || pages.is_empty() || pages.contains(page)
    }
}
