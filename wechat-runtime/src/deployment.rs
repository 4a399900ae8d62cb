//! What the apps of one deployment share: servers, limits, connections, the clock, the store. One
//! copy of it serves thousands of accounts.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::clock::{Clock, SystemClock};
use crate::credential::{CredentialSource, MemoryStore, Shelf, StoreFailure};
use crate::retry::RetryPolicy;
use crate::transport::{HttpTransport, Transport};

/// See the module.
#[derive(Clone)]
pub(crate) struct Deployment {
    pub(crate) hosts: Hosts,
    pub(crate) timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) refresh_margin: Duration,
    /// Margins of single credentials, by name.
    pub(crate) margins: Vec<(String, Duration)>,
    pub(crate) max_answer: usize,
    pub(crate) max_file: usize,
    pub(crate) user_agent: HeaderValue,
    /// Set once a client was built.
    pub(crate) transport: Option<AnyTransport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) shelf: Shelf,
    pub(crate) source: Option<Arc<dyn CredentialSource>>,
}

/// Where the hosts of the specs really are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hosts {
    /// Instead of every host.
    pub(crate) all: Option<String>,
    /// (host of the specs, instead of it)
    pub(crate) each: Vec<(String, String)>,
}

/// The default transport has a shorter way than the trait.
#[derive(Clone)]
pub(crate) enum AnyTransport {
    Http(Arc<HttpTransport>),
    Custom(Arc<dyn Transport>),
}

impl Default for Deployment {
    fn default() -> Deployment {
        Deployment {
            hosts: Hosts::default(),
            timeout: Duration::from_secs(30),
            retry: RetryPolicy::default(),
            refresh_margin: Duration::from_secs(240),
            margins: Vec::new(),
            max_answer: 16 << 20,
            max_file: 64 << 20,
            user_agent: HeaderValue::from_static(concat!("wechat-app/", env!("CARGO_PKG_VERSION"))),
            transport: None,
            clock: Arc::new(SystemClock),
            shelf: Shelf::new(Arc::new(MemoryStore::new()), StoreFailure::default()),
            source: None,
        }
    }
}

impl Deployment {
    /// How long before its end a credential is renewed in the background.
    pub(crate) fn margin(&self, credential: &str) -> Duration {
        let own = self.margins.iter().find(|(name, _)| name == credential);
        own.map_or(self.refresh_margin, |(_, margin)| *margin)
    }
}

impl Hosts {
    pub(crate) fn resolve<'a>(&'a self, host: &'a str) -> &'a str {
        if let Some(all) = &self.all {
            return all;
        }
        self.each.iter().find(|(from, _)| from == host).map_or(host, |(_, to)| to)
    }
}
