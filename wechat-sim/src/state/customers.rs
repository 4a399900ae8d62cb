//! The staff of an account and whom they talk to.

use crate::answer::{Refusal, refuse};

/// Staff accounts an account may have.
const MOST: usize = 100;

/// A staff account.
#[derive(Clone, Debug)]
pub(crate) struct Worker {
    pub(crate) id: u64,
    pub(crate) account: String,
    pub(crate) nickname: String,
    pub(crate) portrait: String,
    /// The WeChat id of somebody invited, and until when (seconds).
    pub(crate) invited: Option<(String, u64)>,
}

/// A conversation.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) account: String,
    pub(crate) openid: String,
    /// Seconds.
    pub(crate) since: u64,
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Customers {
    pub(crate) workers: Vec<Worker>,
    pub(crate) sessions: Vec<Session>,
    made: u64,
}

impl Customers {
    pub(crate) fn add(&mut self, account: &str, nickname: &str) -> Result<(), Refusal> {
        let Some((name, _)) = account.split_once('@') else { return refuse(61452) };
        if name.is_empty() || name.len() > 10 {
            return refuse(61454);
        }
        if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return refuse(61455);
        }
        if self.workers.iter().any(|worker| worker.account == account) {
            return refuse(65406);
        }
        if self.workers.len() >= MOST {
            return refuse(61456);
        }
        self.made += 1;
        let (account, nickname) = (account.to_owned(), nickname.to_owned());
        let id = 1000 + self.made;
        self.workers.push(Worker { id, account, nickname, portrait: String::new(), invited: None });
        Ok(())
    }

    pub(crate) fn worker(&mut self, account: &str) -> Result<&mut Worker, Refusal> {
        self.workers
            .iter_mut()
            .find(|worker| worker.account == account)
            .ok_or_else(|| Refusal::of(65401))
    }

    pub(crate) fn remove(&mut self, account: &str) -> Result<(), Refusal> {
        self.worker(account)?;
        self.workers.retain(|worker| worker.account != account);
        self.sessions.retain(|session| session.account != account);
        Ok(())
    }

    pub(crate) fn talk(&mut self, account: &str, openid: &str, now: u64) -> Result<(), Refusal> {
        self.worker(account)?;
        if self
            .sessions
            .iter()
            .any(|session| session.openid == openid && session.account != account)
        {
            return Err(Refusal {
                code: 65415,
                message: "the client is accepted by others".into(),
            });
        }
        if !self.sessions.iter().any(|session| session.openid == openid) {
            self.sessions.push(Session {
                account: account.to_owned(),
                openid: openid.to_owned(),
                since: now,
            });
        }
        Ok(())
    }

    pub(crate) fn end(&mut self, account: &str, openid: &str) -> Result<(), Refusal> {
        self.worker(account)?;
        let before = self.sessions.len();
        self.sessions.retain(|session| session.openid != openid);
        if self.sessions.len() == before { refuse(65413) } else { Ok(()) }
    }
}
