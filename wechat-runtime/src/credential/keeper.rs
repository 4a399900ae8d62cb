//! Renewing credentials ahead of their end whether calls use them or not: for hubs, and for programs
//! whose first call must not wait. Calls renew what they use by themselves.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::fetch::How;
use super::handle::CredentialHandle;
use super::held::Holding;
use crate::error::{Error, Result};
use crate::retry::jitter;

/// How many are fetched at the same time.
const AT_ONCE: usize = 16;
/// The longest sleep: clocks are set, and values are replaced by others.
const NAP: Duration = Duration::from_secs(300);
/// The shortest: a value that is over as soon as it comes is not asked for all the time.
const LEAST: Duration = Duration::from_millis(500);

/// Keeps credentials fresh until it is stopped or dropped.
///
/// ```text
/// let keeper = CredentialKeeper::start([shop.client().credential("access_token")])?;
/// …
/// keeper.stop().await;
/// ```
///
/// Each is fetched at the start, and again before it ends: by the margin of its client
/// ([`margin`](crate::AppBuilder::margin)), a little later in one process than in another, so that
/// one of them asks and the others find the new value in the store. What fails is tried again after
/// the engine's pauses; the calls go on with the old value meanwhile.
#[derive(Debug)]
#[must_use = "it stops when it is dropped"]
pub struct CredentialKeeper {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl CredentialKeeper {
    /// Starts to keep these. Those that WeChat pushes cannot be fetched, and so not be kept.
    pub fn start(handles: impl IntoIterator<Item = CredentialHandle>) -> Result<CredentialKeeper> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(crate::client::no_runtime());
        }
        let (stop, stopped) = watch::channel(false);
        let mut keeper = CredentialKeeper { stop, tasks: JoinSet::new() };
        let free = Arc::new(Semaphore::new(AT_ONCE));
        for handle in handles {
            let holding = handle.into_holding()?;
            let credential = holding.entry.credential;
            if credential.once || credential.fetch.is_none() && holding.client.source().is_none() {
                let name = credential.name;
                return Err(Error::config(format!("`{name}` cannot be fetched ahead of its use")));
            }
            keeper.tasks.spawn(keep(holding, Arc::clone(&free), stopped.clone()));
        }
        Ok(keeper)
    }

    /// Stops. What is being fetched is waited for.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

async fn keep(holding: Holding, free: Arc<Semaphore>, mut stopped: watch::Receiver<bool>) {
    let Holding { client, entry } = &holding;
    let mut pause = Duration::ZERO;
    loop {
        // It is over also when the keeper is gone.
        if timeout(pause, stopped.wait_for(|stopped| *stopped)).await.is_ok() {
            return;
        }
        let due = entry.due(client);
        pause = if due > Duration::ZERO {
            due.clamp(LEAST, NAP)
        } else {
            let Ok(_permit) = free.acquire().await else { return };
            match entry.miss(client, How { ahead: true, ..How::default() }).await {
                Ok(_) => entry.due(client).clamp(LEAST, NAP),
                // The engine has logged it, and does not ask again before its pause is over.
                Err(_) => jitter(entry.rest(client).max(LEAST)) + LEAST,
            }
        };
    }
}
