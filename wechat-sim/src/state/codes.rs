//! Codes that work once and not for long: `wx.login`, web OAuth, phone numbers; and what they are
//! changed for: sessions and users' own tokens.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::answer::{Refusal, refuse};
use crate::clock::Millis;
use crate::lock;

/// How long a code is good.
const CODE_LIFE: Millis = 300 * 1000;
/// How long a user's refresh token is good.
const REFRESH_LIFE: Millis = 30 * 86_400 * 1000;
/// How long a user's access token is good.
pub(crate) const USER_TOKEN_LIFE: Millis = 7200 * 1000;

/// What a code is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Use {
    Login,
    OAuth,
    Phone,
    /// Opens a page of authorisation.
    PreAuth,
}

#[derive(Clone, Debug)]
struct Code {
    purpose: Use,
    /// The openid; for a phone code the number.
    whose: String,
    scope: String,
    /// The one app that may use it; empty for any.
    app: String,
    expires: Millis,
    used: bool,
}

/// A user's own token, from web OAuth.
#[derive(Clone, Debug)]
pub(crate) struct UserToken {
    pub(crate) appid: String,
    pub(crate) openid: String,
    pub(crate) scope: String,
    expires: Millis,
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    codes: Mutex<HashMap<String, Code>>,
    /// (appid, openid) → session key.
    sessions: Mutex<HashMap<(String, String), String>>,
    access: Mutex<HashMap<String, UserToken>>,
    refresh: Mutex<HashMap<String, UserToken>>,
}

impl Codes {
    /// Makes a code known.
    pub(crate) fn issue(&self, code: &str, purpose: Use, whose: &str, scope: &str, now: Millis) {
        self.issue_to("", code, purpose, whose, scope, now);
    }

    /// Makes a code known that one app alone may use.
    pub(crate) fn issue_to(
        &self,
        app: &str,
        code: &str,
        purpose: Use,
        whose: &str,
        scope: &str,
        now: Millis,
    ) {
        let [whose, scope, app] = [whose, scope, app].map(str::to_owned);
        let code_of = Code { purpose, whose, scope, app, expires: now + CODE_LIFE, used: false };
        lock(&self.codes).insert(code.to_owned(), code_of);
    }

    /// Uses up a code of web login, which belongs to one app.
    pub(crate) fn spend_by(
        &self,
        app: &str,
        code: &str,
        now: Millis,
    ) -> Result<(String, String), Refusal> {
        self.spend_for(app, code, Use::OAuth, now)
    }

    /// Uses up a code that belongs to one app.
    pub(crate) fn spend_for(
        &self,
        app: &str,
        code: &str,
        purpose: Use,
        now: Millis,
    ) -> Result<(String, String), Refusal> {
        let own = |found: &Code| found.app.is_empty() || found.app == app;
        if !lock(&self.codes).get(code).is_some_and(own) {
            return refuse(40029);
        }
        self.spend(code, purpose, now)
    }

    /// Uses a code up: whose it is, and its scope.
    pub(crate) fn spend(
        &self,
        code: &str,
        purpose: Use,
        now: Millis,
    ) -> Result<(String, String), Refusal> {
        let mut codes = lock(&self.codes);
        let Some(found) = codes.get_mut(code).filter(|it| it.purpose == purpose) else {
            return refuse(40029);
        };
        match purpose {
            // A phone code that was used is just not valid any more.
            Use::Phone if found.used => refuse(40029),
            _ if found.used => refuse(40163),
            Use::OAuth if now >= found.expires => refuse(42003),
            _ if now >= found.expires => refuse(40029),
            _ => {
                found.used = true;
                Ok((found.whose.clone(), found.scope.clone()))
            }
        }
    }

    pub(crate) fn set_session(&self, appid: &str, openid: &str, key: &str) {
        lock(&self.sessions).insert((appid.to_owned(), openid.to_owned()), key.to_owned());
    }

    pub(crate) fn session(&self, appid: &str, openid: &str) -> Option<String> {
        lock(&self.sessions).get(&(appid.to_owned(), openid.to_owned())).cloned()
    }

    /// The session of a user in whichever app has one.
    pub(crate) fn any_session(&self, openid: &str) -> Option<String> {
        lock(&self.sessions).iter().find(|((_, its), _)| its == openid).map(|(_, key)| key.clone())
    }

    /// Keeps a user's token.
    pub(crate) fn set_access(
        &self,
        token: &str,
        appid: &str,
        openid: &str,
        scope: &str,
        now: Millis,
    ) {
        lock(&self.access)
            .insert(token.to_owned(), UserToken::new(appid, openid, scope, now + USER_TOKEN_LIFE));
    }

    /// Keeps a user's refresh token.
    pub(crate) fn set_refresh(
        &self,
        token: &str,
        appid: &str,
        openid: &str,
        scope: &str,
        now: Millis,
    ) {
        lock(&self.refresh)
            .insert(token.to_owned(), UserToken::new(appid, openid, scope, now + REFRESH_LIFE));
    }

    /// Whose a user's token is.
    pub(crate) fn access(&self, token: &str, now: Millis) -> Result<UserToken, Refusal> {
        match lock(&self.access).get(token) {
            None => refuse(40001),
            Some(found) if now >= found.expires => refuse(42001),
            Some(found) => Ok(found.clone()),
        }
    }

    /// Whose a user's refresh token is.
    pub(crate) fn refresh(&self, token: &str, now: Millis) -> Result<UserToken, Refusal> {
        match lock(&self.refresh).get(token) {
            None => refuse(40030),
            Some(found) if now >= found.expires => refuse(42002),
            Some(found) => Ok(found.clone()),
        }
    }
}

impl UserToken {
    fn new(appid: &str, openid: &str, scope: &str, expires: Millis) -> Self {
        UserToken {
            appid: appid.to_owned(),
            openid: openid.to_owned(),
            scope: scope.to_owned(),
            expires,
        }
    }
}
