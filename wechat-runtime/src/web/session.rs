//! Who is logged in, as a signed cookie says it: no store, no token in it, nothing that its owner
//! may not see.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use percent_encoding::percent_decode_str;

use super::base32;
use super::key::Key;
use super::provider::Grant;
use super::state::seconds;
use crate::url;

/// Somebody who has logged in. In a handler of axum it is an extractor, `Option<LoggedIn>` one for
/// pages that may be seen without a login.
///
/// Its `Debug` does not show the person.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoggedIn {
    /// The app that the person logged in to: an appid, a corpid.
    pub app: String,
    /// The person's id in this app; empty for a member of a WeCom corp.
    pub openid: String,
    /// The person's id across the apps of one open-platform account, when WeChat told it.
    pub unionid: Option<String>,
    /// A member's id in a WeCom corp.
    pub userid: Option<String>,
    /// Of somebody who is no member of a WeCom corp, but a contact of one.
    pub external_userid: Option<String>,
    /// What the person agreed to.
    pub scope: Vec<String>,
    /// What the app itself calls the person, when it said so as they logged in.
    pub user: Option<String>,
    /// Seconds since 1970.
    since: u64,
    until: u64,
}

impl LoggedIn {
    /// A member's id, else the openid, else that of a member's contact: one of them is there.
    pub fn id(&self) -> &str {
        match (&self.userid, self.openid.as_str(), &self.external_userid) {
            (Some(id), _, _) | (None, "", Some(id)) => id,
            (None, openid, _) => openid,
        }
    }

    /// When the person logged in.
    pub fn since(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.since)
    }

    /// When they have to log in again.
    pub fn until(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.until)
    }
}

impl fmt::Debug for LoggedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoggedIn").field("app", &self.app).finish_non_exhaustive()
    }
}

/// Writes and reads sessions of one app.
#[derive(Clone, Debug)]
pub(super) struct Sessions {
    pub(super) key: Key,
    pub(super) app: String,
    pub(super) life: Duration,
}

impl Sessions {
    /// A session of somebody who has just logged in.
    pub(super) fn start(&self, grant: &Grant, now: SystemTime) -> LoggedIn {
        let since = seconds(now);
        LoggedIn {
            app: self.app.clone(),
            openid: grant.openid.clone(),
            unionid: grant.unionid.clone(),
            userid: grant.userid.clone(),
            external_userid: grant.external_userid.clone(),
            scope: grant.scope.clone(),
            user: grant.user.clone(),
            since,
            until: since.saturating_add(self.life.as_secs()),
        }
    }

    /// The session as the value of a cookie.
    pub(super) fn write(&self, session: &LoggedIn) -> String {
        let (since, until) = (session.since.to_string(), session.until.to_string());
        let scope = session.scope.join(",");
        let optional = |value: &Option<String>| value.clone().unwrap_or_default();
        let fields = [
            ("o", &session.openid),
            ("u", &optional(&session.unionid)),
            ("m", &optional(&session.userid)),
            ("x", &optional(&session.external_userid)),
            ("s", &scope),
            ("n", &optional(&session.user)),
            ("i", &since),
            ("e", &until),
        ];
        let pairs = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let text = pairs.map(|(name, value)| url::pair(name, value)).collect::<Vec<_>>().join("&");
        let tag = self.key.sign("session", &[self.app.as_bytes(), text.as_bytes()]);
        format!("{text}.{}", base32::encode(&*tag))
    }

    /// The session of a cookie, when it was signed here and is not over.
    pub(super) fn read(&self, cookie: &str, now: SystemTime) -> Option<LoggedIn> {
        let (text, tag) = cookie.rsplit_once('.')?;
        let tag = base32::decode(tag).filter(|tag| tag.len() == 32)?;
        if !self.key.verify("session", &[self.app.as_bytes(), text.as_bytes()], &tag) {
            return None;
        }
        let mut session = LoggedIn { app: self.app.clone(), ..LoggedIn::default() };
        for pair in text.split('&') {
            let (name, value) = pair.split_once('=')?;
            let value = percent_decode_str(value).decode_utf8().ok()?.into_owned();
            match name {
                "o" => session.openid = value,
                "u" => session.unionid = Some(value),
                "m" => session.userid = Some(value),
                "x" => session.external_userid = Some(value),
                "s" => session.scope = value.split(',').map(str::to_owned).collect(),
                "n" => session.user = Some(value),
                "i" => session.since = value.parse().ok()?,
                "e" => session.until = value.parse().ok()?,
                _ => {}
            }
        }
        (seconds(now) < session.until).then_some(session)
    }
}
