//! The settings of a hub.

use std::fmt;
use std::sync::Arc;

use super::audit::Access;
use super::limit::Complaints;
use super::peer::{Peer, Peers};
use super::server::{Apps, Hub, Inner};
use crate::client::Client;
use crate::error::{Error, Result};

/// Collects the settings of a hub; mistakes are reported by [`build`](HubBuilder::build), all at
/// once.
#[must_use]
pub struct HubBuilder {
    apps: Apps,
    peers: Vec<Peer>,
    on_access: Option<OnAccess>,
}

/// What is called with every request.
pub(super) type OnAccess = Arc<dyn Fn(&Access<'_>) + Send + Sync>;

impl HubBuilder {
    pub(super) fn new() -> HubBuilder {
        HubBuilder { apps: Apps::default(), peers: Vec::new(), on_access: None }
    }

    /// An app whose credentials the hub has; may be repeated. Agents of a corp are an app each.
    pub fn client(mut self, client: &Client) -> HubBuilder {
        self.apps.clients.push(client.clone());
        self
    }

    /// Further apps, by appid or code name, as they are at the moment of a request:
    /// `.apps(move |name| registry.get(name).map(|app| app.client().clone()))`.
    pub fn apps(
        mut self,
        find: impl Fn(&str) -> Option<Client> + Send + Sync + 'static,
    ) -> HubBuilder {
        self.apps.find = Some(Arc::new(find));
        self
    }

    /// Who may have something; may be repeated.
    pub fn peer(mut self, peer: Peer) -> HubBuilder {
        self.peers.push(peer);
        self
    }

    /// Is told of every request when it has been answered, beside the log: to keep a record, to
    /// count. It should return soon.
    pub fn on_access(mut self, hook: impl Fn(&Access<'_>) + Send + Sync + 'static) -> HubBuilder {
        self.on_access = Some(Arc::new(hook));
        self
    }

    /// The hub, or all that is wrong with its settings.
    pub fn build(self) -> Result<Hub> {
        let mut mistakes = Vec::new();
        let peers = Peers::new(self.peers, &mut mistakes);
        if self.apps.clients.is_empty() && self.apps.find.is_none() {
            mistakes.push("it has no apps".to_owned());
        }
        if !mistakes.is_empty() {
            return Err(Error::config(format!(
                "the settings of the hub are wrong: {}",
                mistakes.join("; ")
            )));
        }
        Ok(Hub::new(Inner {
            apps: self.apps,
            peers,
            on_access: self.on_access,
            complaints: Complaints::default(),
        }))
    }
}

impl fmt::Debug for HubBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HubBuilder").field("peers", &self.peers).finish_non_exhaustive()
    }
}
