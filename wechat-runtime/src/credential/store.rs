//! Where credentials are kept beside the client's own memory, so that processes share them.

use std::fmt;
use std::time::SystemTime;

use crate::transport::BoxFuture;
use crate::value::Secret;

/// A place where credentials are kept for all processes that serve an app.
///
/// Whatever fails here degrades to the client's own memory with a warning; no call fails for it.
pub trait Store: Send + Sync + 'static {
    /// The credential under this key.
    fn get<'a>(
        &'a self,
        key: &'a CredentialKey,
    ) -> BoxFuture<'a, Result<Option<StoredCredential>, StoreError>>;

    /// Keeps it, unless one is kept that was obtained later. Tells whether it was kept.
    fn put_if_newer<'a>(
        &'a self,
        key: &'a CredentialKey,
        credential: &'a StoredCredential,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;

    /// Forgets the credential if its value is this one.
    fn remove_if<'a>(
        &'a self,
        key: &'a CredentialKey,
        value: &'a Secret,
    ) -> BoxFuture<'a, Result<bool, StoreError>>;

    /// Takes the right to fetch this credential, across processes; waits while another has it, but
    /// never for ever. The default is for stores of one process: nothing is taken.
    fn lock<'a>(&'a self, key: &'a CredentialKey) -> BoxFuture<'a, Result<Lease, StoreError>> {
        let _ = key;
        Box::pin(async { Ok(Lease::none()) })
    }
}

/// What a credential is kept under: product, app, credential, and what else tells it apart. Never
/// holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CredentialKey {
    /// `mini_program`
    pub product: &'static str,
    /// The appid.
    pub app: String,
    /// `access_token`
    pub credential: &'static str,
    /// Further parts, in the order of the specs.
    pub per: Vec<String>,
    /// Whether it must never be evicted: it cannot be fetched again.
    pub durable: bool,
}

impl fmt::Display for CredentialKey {
    /// `mini_program:wx0123:access_token`, for stores that have texts as keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.product, self.app, self.credential)?;
        for part in &self.per {
            // A colon inside of a part would make two keys look alike.
            write!(f, ":{}", part.replace('%', "%25").replace(':', "%3A"))?;
        }
        Ok(())
    }
}

/// A credential as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCredential {
    /// The token or ticket.
    pub value: Secret,
    /// When it was obtained.
    pub obtained_at: SystemTime,
    /// When it ends, if it does.
    pub expires_at: Option<SystemTime>,
}

/// The right to fetch a credential, until it is released, or expires as the store has it.
#[must_use]
pub struct Lease(Option<BoxFuture<'static, ()>>);

impl Lease {
    /// Nothing to release.
    pub fn none() -> Lease {
        Lease(None)
    }

    /// To be released by running this.
    pub fn new(release: impl Future<Output = ()> + Send + 'static) -> Lease {
        Lease(Some(Box::pin(release)))
    }

    /// Gives the right back.
    pub async fn release(self) {
        if let Some(release) = self.0 {
            release.await;
        }
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Lease").field(&self.0.is_some()).finish()
    }
}

/// A store did not work. Its text is logged: it must not hold a secret.
#[derive(Debug)]
pub struct StoreError(Box<dyn std::error::Error + Send + Sync>);

impl StoreError {
    /// From what went wrong.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
        StoreError(source.into())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for StoreError {}
