//! The staff of an account and whom they talk to.

use crate::answer::{Refusal, refuse};

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
}

impl Customers {
    pub(crate) fn add(&mut self, account: &str, nickname: &str) -> Result<(), Refusal> {
        if !account.contains('@') {
            return refuse(61454);
        }
        if self.workers.iter().any(|worker| worker.account == account) {
            return Err(Refusal { code: 61456, message: "kf_account exsited".into() });
        }
        let id = 1001 + self.workers.len() as u64;
        let (account, nickname) = (account.to_owned(), nickname.to_owned());
        self.workers.push(Worker { id, account, nickname, portrait: String::new(), invited: None });
        Ok(())
    }

    pub(crate) fn worker(&mut self, account: &str) -> Result<&mut Worker, Refusal> {
        self.workers
            .iter_mut()
            .find(|worker| worker.account == account)
            .ok_or_else(|| Refusal::of(61453))
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
        self.sessions.retain(|session| session.openid != openid);
        Ok(())
    }
}
