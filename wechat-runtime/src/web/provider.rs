//! What a product's own part of a login is: the page of WeChat, and the exchange of a code.

use std::fmt;
use std::pin::Pin;

use crate::client::Client;
use crate::error::Result;
use crate::value::Secret;

/// An exchange under way.
pub type Exchange = Pin<Box<dyn Future<Output = Result<Grant>> + Send>>;

/// A way to log in: to an official account, a website, a WeCom corp. The crate `wechat-app` has one
/// for each: the address of WeChat's page.
pub trait Provider: Send + Sync + 'static {
    /// What makes the calls.
    fn client(&self) -> &Client;

    /// Whose people log in: an appid, a corpid. Sessions of one are none of another.
    fn app(&self) -> &str;

    /// Where WeChat sends browsers back to: a whole address whose host is registered there.
    fn back(&self) -> &str;

    /// The page of WeChat that asks the person.
    fn page(&self, state: &str) -> String;

    /// Who is behind a code. It is asked once for a code, however often the browser comes with it.
    fn exchange(&self, code: &str) -> Exchange;
}

/// What WeChat says of a person who logs in. Tokens stay on the server: none gets into the session
/// of the browser. `Debug` shows neither.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Grant {
    /// The person's id in the app; empty for a member of a WeCom corp.
    pub openid: String,
    /// The person's id across the apps of one open-platform account.
    pub unionid: Option<String>,
    /// A member's id in a WeCom corp.
    pub userid: Option<String>,
    /// Of somebody who is no member of a WeCom corp, but a contact of one.
    pub external_userid: Option<String>,
    /// What the person agreed to.
    pub scope: Vec<String>,
    /// Opens the person's data at WeChat.
    pub access_token: Option<Secret>,
    /// Makes new ones of it.
    pub refresh_token: Option<Secret>,
    /// For a member's private data: `auth/getuserdetail` of WeCom.
    pub user_ticket: Option<Secret>,
    /// WeChat made the person up, for a page that is shown as a snapshot.
    pub snapshot: bool,
    /// What the app itself calls the person: set by the app as they log in, kept in the session.
    pub user: Option<String>,
}

impl Grant {
    /// A person of this openid.
    pub fn openid(openid: impl Into<String>) -> Grant {
        Grant { openid: openid.into(), ..Grant::default() }
    }

    /// A member of this id.
    pub fn member(userid: impl Into<String>) -> Grant {
        Grant { userid: Some(userid.into()), ..Grant::default() }
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant").field("scope", &self.scope).finish_non_exhaustive()
    }
}
