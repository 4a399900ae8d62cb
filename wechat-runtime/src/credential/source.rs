//! Where a client has its credentials from when it is not WeChat: a hub, another team's service.

use super::store::{CredentialKey, StoredCredential};
use crate::error::Result;
use crate::transport::BoxFuture;
use crate::value::Secret;

/// Another source of credentials than WeChat. A client that has one needs no secret.
///
/// ```text
/// struct TokenService { … }
///
/// impl CredentialSource for TokenService {
///     fn obtain<'a>(&'a self, wanted: Wanted<'a>) -> BoxFuture<'a, Result<Option<StoredCredential>>> {
///         Box::pin(async move {
///             if wanted.key.credential != "access_token" {
///                 return Ok(None);
///             }
///             let token = self.current_token(&wanted.key.app).await?;
///             Ok(Some(StoredCredential::lasting(token.text, token.expires_in)))
///         })
///     }
/// }
/// ```
///
/// The engine asks when it has no value that is good, once for all calls that wait for it, and keeps
/// what it gets. What fails is followed by a cool-down, like a failed fetch.
pub trait CredentialSource: Send + Sync + 'static {
    /// The current value of a credential; `None` to have it fetched from WeChat as if there were no
    /// source.
    fn obtain<'a>(&'a self, wanted: Wanted<'a>) -> BoxFuture<'a, Result<Option<StoredCredential>>>;
}

/// What a client wants of its source.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Wanted<'a> {
    /// Which credential.
    pub key: &'a CredentialKey,
    /// The value that WeChat called stale, or that is about to end: another one is wanted, if there
    /// is one.
    pub instead_of: Option<&'a Secret>,
    /// It is about to end, but still good.
    pub ahead: bool,
    /// WeChat is to make a new one and kill the old one.
    pub force: bool,
}

impl<'a> Wanted<'a> {
    /// For tests of sources.
    pub fn new(key: &'a CredentialKey) -> Wanted<'a> {
        Wanted { key, instead_of: None, ahead: false, force: false }
    }
}
