//! One domain that WeChat knows, from which people are sent on to the sites that they log in to.
//! WeChat lets an account name few domains for logins; a springboard makes do with one. It sends to
//! addresses that were registered and to nothing else, whatever stands in a request.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use http::{Method, Response, StatusCode, Uri};

use super::answer;
use super::target::Targets;
use crate::address;
use crate::error::{Error, Result};

/// Sends browsers that come back from WeChat on to registered sites: from
/// `{springboard}/{name}/rest?code=…&state=…` to the address registered as `name`, with the rest of
/// the path, `code` and `state`. A tower service with the feature `axum`:
/// `Router::new().nest_service("/go", springboard)`.
///
/// ```
/// # use wechat_runtime::web::Springboard;
/// let springboard = Springboard::builder()
///     .target("shop", "https://shop.example/wechat")
///     .target("shop-test", "https://test.shop.example/wechat")
///     .build()?;
/// let uri = "/shop/back?code=021Abc&state=xyz".parse().unwrap();
/// let answer = springboard.answer(&http::Method::GET, &uri);
/// assert_eq!(answer.headers()["location"], "https://shop.example/wechat/back?code=021Abc&state=xyz");
/// # Ok::<(), wechat_runtime::Error>(())
/// ```
///
/// Whoever serves a target gets codes of the account, which are worth nothing without its secret or
/// token. Nothing is registered but what you serve; the longer the registered path, the better.
#[derive(Clone)]
pub struct Springboard(Arc<HashMap<String, Registered>>);

/// Collects the targets of a springboard; mistakes are reported by
/// [`build`](SpringboardBuilder::build), all at once.
#[derive(Debug, Default)]
#[must_use]
pub struct SpringboardBuilder {
    targets: Vec<(String, String)>,
    allowed: Vec<(String, String)>,
}

#[derive(Debug)]
struct Registered {
    /// Without a slash at its end.
    base: String,
    /// The origin of it, to look at the whole again.
    origin: Targets,
    /// Parameters that are passed on beside `code` and `state`.
    allowed: Vec<String>,
}

impl SpringboardBuilder {
    /// A site, by a name of letters, digits, `-` and `_`, and an address: `https`, unless it is on
    /// this machine.
    pub fn target(mut self, name: impl Into<String>, address: impl Into<String>) -> Self {
        self.targets.push((name.into(), address.into()));
        self
    }

    /// A further parameter of the query that is passed on to a target.
    pub fn parameter(mut self, target: impl Into<String>, name: impl Into<String>) -> Self {
        self.allowed.push((target.into(), name.into()));
        self
    }

    /// The springboard, or all that is wrong with its targets.
    pub fn build(self) -> Result<Springboard> {
        let mut mistakes = Vec::new();
        let mut targets = HashMap::new();
        for (name, address) in self.targets {
            match Registered::new(&address) {
                _ if !is_name(&name) => {
                    mistakes.push(format!("target {name:?}: a name has letters, digits, `-`, `_`"));
                }
                Err(why) => mistakes.push(format!("target {name:?}: {why}")),
                Ok(target) => {
                    if targets.insert(name.clone(), target).is_some() {
                        mistakes.push(format!("target {name:?}: it is registered twice"));
                    }
                }
            }
        }
        for (target, name) in self.allowed {
            match targets.get_mut(&target) {
                Some(registered) if is_name(&name) => registered.allowed.push(name),
                Some(_) => {
                    mistakes.push(format!("parameter {name:?}: no such name can be passed on"))
                }
                None => mistakes.push(format!("parameter {name:?}: there is no target {target:?}")),
            }
        }
        if !mistakes.is_empty() {
            return Err(Error::config(format!(
                "the targets of the springboard are wrong: {}",
                mistakes.join("; ")
            )));
        }
        Ok(Springboard(Arc::new(targets)))
    }
}

fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    (1..=64).contains(&name.len()) && name.bytes().all(plain)
}

impl Registered {
    fn new(address: &str) -> Result<Registered, &'static str> {
        let (base, _) = address::private(address)?;
        let host = base.find("://").map_or(0, |at| at + 3);
        let end = base[host..].find('/').map_or(base.len(), |at| host + at);
        if !is_path(&base[end..]) {
            return Err("its path holds what a path on the web should not");
        }
        let origin = Targets::this_site().and(&base[..end]);
        let origin = origin.map_err(|_| "it has no origin that a browser could be sent to")?;
        Ok(Registered { base, origin, allowed: Vec::new() })
    }

    /// The parameters that are passed on; `None` when there is one that could be read in two ways.
    fn query(&self, query: &str) -> Option<String> {
        let mut out: Vec<&str> = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        for pair in query.split('&') {
            let name = pair.split_once('=').map_or(pair, |(name, _)| name);
            if !["code", "state"].contains(&name) && !self.allowed.iter().any(|own| own == name) {
                continue;
            }
            let harmless = |byte| !(byte < b' ' || byte == 0x7f);
            if names.contains(&name) || !is_plain(pair, b"/:?@=,;!$'()*+~._-", harmless) {
                return None;
            }
            names.push(name);
            out.push(pair);
        }
        Some(out.join("&"))
    }
}

/// Whether a path is one whatever reads it: it stays below where it begins, and decoding it makes
/// no other path of it. Empty, or begins with a slash.
fn is_path(path: &str) -> bool {
    // What would part segments, end the path, walk up or decode once more when it is decoded.
    let harmless = |byte| !(byte < b' ' || byte == 0x7f || b"/\\.%?#".contains(&byte));
    let Some(segments) = path.strip_prefix('/') else { return path.is_empty() };
    let mut segments = segments.split('/').peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        if matches!(segment, "." | "..")
            || (segment.is_empty() && !last)
            || !is_plain(segment, b"=,!$&'()*+~._-", harmless)
        {
            return false;
        }
    }
    true
}

/// Letters, digits, these others, and escapes of bytes that are harmless.
fn is_plain(text: &str, others: &[u8], harmless: impl Fn(u8) -> bool) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fine = match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                let escaped = digit().zip(digit()).map(|(high, low)| high << 4 | low);
                escaped.and_then(|byte| u8::try_from(byte).ok()).is_some_and(&harmless)
            }
            byte => byte.is_ascii_alphanumeric() || others.contains(&byte),
        };
        if !fine {
            return false;
        }
    }
    true
}

impl Springboard {
    /// The targets of a springboard.
    pub fn builder() -> SpringboardBuilder {
        SpringboardBuilder::default()
    }

    /// Where a browser is sent from an address behind the springboard's own.
    fn target(&self, uri: &Uri) -> Result<String, StatusCode> {
        let path = uri.path().strip_prefix('/').ok_or(StatusCode::NOT_FOUND)?;
        let end = path.find('/').unwrap_or(path.len());
        let (name, rest) = path.split_at(end);
        let registered = self.0.get(name).ok_or(StatusCode::NOT_FOUND)?;
        let query = registered.query(uri.query().unwrap_or_default());
        let query = query.filter(|_| is_path(rest)).ok_or(StatusCode::BAD_REQUEST)?;
        let mark = if query.is_empty() { "" } else { "?" };
        let address = format!("{}{rest}{mark}{query}", registered.base);
        // The rules that hold for every address that a login sends to, on the whole.
        match registered.origin.check(&address) {
            Ok(target) => Ok(target.as_str().to_owned()),
            Err(_) => Err(StatusCode::BAD_REQUEST),
        }
    }

    /// Sends on, or refuses without saying where to.
    pub fn answer(&self, method: &Method, uri: &Uri) -> Response<String> {
        let refused = match self.target(uri) {
            _ if !matches!(*method, Method::GET | Method::HEAD) => StatusCode::METHOD_NOT_ALLOWED,
            Ok(address) => {
                let mut response = answer::redirect(&address, []);
                *response.status_mut() = StatusCode::FOUND;
                return response;
            }
            Err(status) => status,
        };
        tracing::info!(status = refused.as_u16(), "a springboard sends nobody there");
        let mut response = Response::new("nobody is sent there\n".to_owned());
        *response.status_mut() = refused;
        response
    }
}

impl fmt::Debug for Springboard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let targets = self.0.iter().map(|(name, registered)| (name, &registered.base));
        f.debug_map().entries(targets).finish()
    }
}

#[cfg(feature = "axum")]
mod service {
    use std::convert::Infallible;
    use std::future::{Ready, ready};
    use std::task::{Context, Poll};

    use axum_core::body::Body;
    use axum_core::response::Response;
    use http::Request;
    use tower_service::Service;

    use super::Springboard;

    impl<B> Service<Request<B>> for Springboard {
        type Response = Response;
        type Error = Infallible;
        type Future = Ready<Result<Response, Infallible>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: Request<B>) -> Self::Future {
            ready(Ok(self.answer(request.method(), request.uri()).map(Body::from)))
        }
    }
}

#[cfg(test)]
mod tests;
