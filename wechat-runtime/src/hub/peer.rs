//! Who may have what from a hub.

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::HeaderValue;
use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};
use zeroize::Zeroizing;

use crate::client::Client;
use crate::op::Credential;
use crate::setting::IntoSetting;

/// Shorter keys could be guessed.
const SHORTEST: usize = 32;
/// Longer headers hold no id and key.
const LONGEST: usize = 1024;

/// A machine or program that has its credentials from a hub. It may have nothing but what it is
/// [allowed](Peer::allow).
///
/// ```
/// # use wechat_runtime::hub::{Peer, Scope};
/// # let (key, next_key) = ("k".repeat(32), "n".repeat(32));
/// let peer = Peer::new("billing", key)
///     .or_key(next_key) // while the key is being changed
///     .allow(Scope::app("wx0123456789abcdef"))
///     .allow(Scope::app("wx_platform").only(["authorizer_access_token"]).per(["wx_of_a_shop"]));
/// ```
#[must_use]
#[derive(Clone)]
pub struct Peer {
    pub(super) id: String,
    keys: Vec<[u8; 32]>,
    scopes: Vec<Scope>,
    pub(super) force: bool,
    pub(super) mistakes: Vec<String>,
}

impl Peer {
    /// With an id of letters and digits, and a key of at least 32 characters that nobody can guess:
    /// `openssl rand -hex 32` makes one.
    pub fn new(id: impl Into<String>, key: impl IntoSetting) -> Peer {
        let id = id.into();
        let mut mistakes = Vec::new();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if id.is_empty() || id.len() > 64 || !id.bytes().all(plain) {
            mistakes.push(format!("peer {id:?}: an id has 1 to 64 letters, digits, `-`, `_`, `.`"));
        }
        Peer { id, keys: Vec::new(), scopes: Vec::new(), force: false, mistakes }.or_key(key)
    }

    /// Another key that is as good. To change a peer's key, add the new one here, give it to the
    /// peer, then take the old one away.
    pub fn or_key(mut self, key: impl IntoSetting) -> Peer {
        let wrong = match key.into_setting() {
            Ok(Some(key)) if key.expose().len() < SHORTEST => {
                format!("the key has fewer than {SHORTEST} characters")
            }
            Ok(Some(key)) if !key.expose().bytes().all(|byte| byte.is_ascii_graphic()) => {
                "the key holds white space or other characters that no header takes".to_owned()
            }
            Ok(Some(key)) => {
                self.keys.push(Sha256::digest(key.expose()).into());
                return self;
            }
            Ok(None) => "there is no key".to_owned(),
            Err(error) => error.to_string(),
        };
        self.mistakes.push(format!("peer {:?}: {wrong}", self.id));
        self
    }

    /// What it may have. All that is allowed adds up.
    pub fn allow(mut self, scope: Scope) -> Peer {
        self.scopes.push(scope);
        self
    }

    /// Lets it have WeChat make new values that end the old ones, of what it may have. WeChat allows
    /// that a few times a day.
    pub fn may_force(mut self) -> Peer {
        self.force = true;
        self
    }

    /// Whether it may have anything of an app of one of these names.
    pub(super) fn may_see(&self, names: &[&str]) -> bool {
        self.scopes.iter().any(|scope| scope.is_of(names))
    }

    pub(super) fn may_have(
        &self,
        client: &Client,
        credential: &Credential,
        per: &[String],
    ) -> bool {
        let names = [Some(client.appid()), client.code_name()];
        let names: Vec<_> = names.into_iter().flatten().collect();
        self.scopes.iter().any(|scope| scope.is_of(&names) && scope.covers(credential, per))
    }
}

impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Peer")
            .field("id", &self.id)
            .field("scopes", &self.scopes)
            .field("force", &self.force)
            .finish_non_exhaustive()
    }
}

/// Credentials of an app, or of all apps.
///
/// Unless they are [named](Scope::only), these are the tokens and tickets that calls and pages need:
/// what WeChat hands out on request, again and again. What is pushed, kept for ever or used once
/// (verify tickets, refresh tokens, permanent codes) has to be named to be given away.
#[must_use]
#[derive(Clone, Debug)]
pub struct Scope {
    app: Option<String>,
    only: Option<Vec<String>>,
    per: Option<Vec<String>>,
}

impl Scope {
    /// Of the app with this appid or code name.
    pub fn app(name: impl Into<String>) -> Scope {
        Scope { app: Some(name.into()), only: None, per: None }
    }

    /// Of every app that the hub has.
    pub fn every_app() -> Scope {
        Scope { app: None, only: None, per: None }
    }

    /// These credentials only, by their names in the specs; given again, it adds.
    pub fn only(mut self, credentials: impl IntoIterator<Item = impl Into<String>>) -> Scope {
        self.only.get_or_insert_default().extend(credentials.into_iter().map(Into::into));
        self
    }

    /// Only those with these further parts (of a platform's tokens: the authorised account's appid),
    /// all of which must be among these; given again, it adds.
    pub fn per(mut self, values: impl IntoIterator<Item = impl Into<String>>) -> Scope {
        self.per.get_or_insert_default().extend(values.into_iter().map(Into::into));
        self
    }

    fn is_of(&self, names: &[&str]) -> bool {
        self.app.as_deref().is_none_or(|app| names.contains(&app))
    }

    fn covers(&self, credential: &Credential, per: &[String]) -> bool {
        let named = match &self.only {
            Some(names) => names.iter().any(|name| name == credential.name),
            None => {
                credential.fetch.is_some()
                    && credential.pushed.is_none()
                    && !credential.durable
                    && !credential.once
            }
        };
        named && self.per.as_ref().is_none_or(|all| per.iter().all(|part| all.contains(part)))
    }
}

/// All peers of a hub.
#[derive(Debug)]
pub(super) struct Peers(Vec<Peer>);

impl Peers {
    pub(super) fn new(peers: Vec<Peer>, mistakes: &mut Vec<String>) -> Peers {
        for (at, peer) in peers.iter().enumerate() {
            mistakes.extend(peer.mistakes.iter().cloned());
            for other in &peers[..at] {
                if other.id == peer.id {
                    mistakes.push(format!("two peers have the id {:?}", peer.id));
                } else if other.keys.iter().any(|key| peer.keys.contains(key)) {
                    mistakes.push(format!("{:?} and {:?} have one key", other.id, peer.id));
                }
            }
        }
        Peers(peers)
    }

    /// The peer that a request comes from: `Basic` with its id and key, or `Bearer` with its key. All
    /// keys are looked at, whatever is given, so that the time tells nothing.
    pub(super) fn find(&self, authorization: Option<&HeaderValue>) -> Option<&Peer> {
        let header = authorization?.to_str().ok().filter(|header| header.len() <= LONGEST)?;
        let (scheme, rest) = header.split_once(' ')?;
        let (id, key) = if scheme.eq_ignore_ascii_case("bearer") {
            (None, Zeroizing::new(rest.trim().as_bytes().to_vec()))
        } else if scheme.eq_ignore_ascii_case("basic") {
            let pair = Zeroizing::new(BASE64_STANDARD.decode(rest.trim()).ok()?);
            let colon = pair.iter().position(|byte| *byte == b':')?;
            (Some(pair[..colon].to_vec()), Zeroizing::new(pair[colon + 1..].to_vec()))
        } else {
            return None;
        };
        let given: [u8; 32] = Sha256::digest(&*key).into();
        let mut found = None;
        for peer in &self.0 {
            let mut right = Choice::from(0);
            for key in &peer.keys {
                right |= key.ct_eq(&given);
            }
            let named = id.as_ref().is_none_or(|id| *id == peer.id.as_bytes());
            if bool::from(right & Choice::from(u8::from(named))) {
                found = Some(peer);
            }
        }
        found
    }
}
