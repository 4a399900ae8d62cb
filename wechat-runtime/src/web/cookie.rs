//! Cookies in and out. A secure one has the prefix `__Host-`: browsers then take it only over
//! HTTPS, for this host alone, and no other host of the domain can plant one.

use http::header::{COOKIE, HeaderMap, HeaderValue};

/// A cookie of this name is written and read.
#[derive(Clone, Debug)]
pub(super) struct Cookie {
    name: String,
    secure: bool,
}

impl Cookie {
    pub(super) fn new(name: &str, secure: bool) -> Cookie {
        let prefix = if secure { "__Host-" } else { "" };
        Cookie { name: format!("{prefix}{name}"), secure }
    }

    /// Its values: several, when a browser has several of one name.
    pub(super) fn all<'h>(&self, headers: &'h HeaderMap) -> impl Iterator<Item = &'h str> {
        let texts = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let pairs = texts.flat_map(|text| text.split(';'));
        pairs.filter_map(move |pair| {
            let (name, value) = pair.trim_start_matches(' ').split_once('=')?;
            (name == self.name).then_some(value)
        })
    }

    /// Has the browser keep it for so many seconds.
    pub(super) fn set(&self, value: &str, seconds: u64) -> HeaderValue {
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!(
            "{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}",
            self.name
        );
        // Names are checked, values written by this crate: letters, digits and a few signs.
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
    }

    /// Has the browser forget it.
    pub(super) fn clear(&self) -> HeaderValue {
        self.set("", 0)
    }
}

/// Whether it may be the name of a cookie.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}
