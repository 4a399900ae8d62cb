//! Where a browser may be sent after a login. Whatever else a page puts in its address, a login
//! must not become a way to send people to somebody else's site.

use std::fmt;

use super::error::TargetError;

/// As long as browsers and proxies take without trouble.
const LONGEST: usize = 2048;

/// The addresses that a browser may be sent to: paths of the site itself, and those origins that
/// were added.
///
/// ```
/// use wechat_runtime::web::Targets;
///
/// let targets = Targets::this_site().and("https://m.shop.example").unwrap();
/// assert!(targets.check("/orders?page=2#top").is_ok());
/// assert!(targets.check("https://m.shop.example/orders").is_ok());
/// for evil in ["//evil.example", "/\\evil.example", "https://m.shop.example@evil.example", "javascript:x"] {
///     assert!(targets.check(evil).is_err());
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// Lower case, `https://m.shop.example:8443`.
    origins: Vec<String>,
}

/// An address that a browser may be sent to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target(String);

impl Targets {
    /// Paths of this site only.
    pub fn this_site() -> Targets {
        Targets::default()
    }

    /// Another site too, by its origin: scheme, host and perhaps a port.
    pub fn and(mut self, origin: &str) -> Result<Targets, TargetError> {
        let origin = origin.trim_end_matches('/').to_ascii_lowercase();
        if split_origin(&origin) != Some((&origin, "")) {
            return Err(TargetError::Elsewhere);
        }
        self.origins.push(origin);
        Ok(self)
    }

    /// Whether a browser may be sent there.
    pub fn check(&self, address: &str) -> Result<Target, TargetError> {
        if address.len() > LONGEST {
            return Err(TargetError::TooLong);
        }
        // Browsers read `\` as `/` and drop tabs and line ends from the middle of an address.
        if !address.bytes().all(|byte| matches!(byte, b'!'..=b'~') && byte != b'\\') {
            return Err(TargetError::Character);
        }
        let here = address.starts_with('/') && !address.starts_with("//");
        let allowed = || {
            let (origin, _) = split_origin(address)?;
            let origin = origin.to_ascii_lowercase();
            self.origins.contains(&origin).then_some(())
        };
        if !here && allowed().is_none() {
            return Err(TargetError::Elsewhere);
        }
        Ok(Target(address.to_owned()))
    }
}

/// `https://host:port` and what follows, when it is nothing but that. A user name before the host
/// is no part of an origin.
fn split_origin(address: &str) -> Option<(&str, &str)> {
    let scheme = address.find("://")?;
    if !["http", "https"].iter().any(|known| known.eq_ignore_ascii_case(&address[..scheme])) {
        return None;
    }
    let host = scheme + 3;
    let end = address[host..].find(['/', '?', '#']).map_or(address.len(), |at| host + at);
    let name = &address[host..end];
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte);
    (!name.is_empty() && name.bytes().all(plain)).then(|| address.split_at(end))
}

impl Target {
    /// The front page.
    pub fn home() -> Target {
        Target("/".to_owned())
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
