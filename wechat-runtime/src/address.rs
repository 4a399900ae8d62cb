//! Addresses of servers to which secrets travel.

use std::net::{Ipv4Addr, Ipv6Addr};

#[cfg(feature = "crypto")]
use http::Uri;

/// A base URL, without a slash at its end, that nobody between can listen to: `https`, or a server on
/// this machine. Tells whether it is that.
#[cfg(feature = "crypto")]
pub(crate) fn private(url: &str) -> Result<(String, bool), &'static str> {
    let uri: Uri = url.parse().map_err(|_| "it is not a URL")?;
    let host = uri.host().unwrap_or_default();
    if host.is_empty() || uri.query().is_some() || url.contains(['#', '@', '\\']) {
        return Err("a base URL has a host, and no query, fragment or password");
    }
    let loopback = is_loopback(host);
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") if loopback => {}
        Some("http") => {
            return Err("what travels there is secret: it has to be https, but on this machine");
        }
        _ => return Err("expected https://…"),
    }
    Ok((url.trim_end_matches('/').to_owned(), loopback))
}

/// Whether a host is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let v6 = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || v6.is_some_and(|v6| v6.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback()))
}

#[cfg(all(test, feature = "crypto"))]
mod tests {
    use super::*;

    #[test]
    fn secrets_travel_by_https_or_stay_on_the_machine() {
        for (url, loopback) in [
            ("https://hub.example", false),
            ("https://hub.example:8443/wechat/", false),
            ("HTTPS://hub.example", false),
            ("http://localhost:8080/hub", true),
            ("http://127.0.0.1:1", true),
            ("http://127.9.9.9", true),
            ("http://[::1]:8080/", true),
        ] {
            assert_eq!(private(url), Ok((url.trim_end_matches('/').to_owned(), loopback)), "{url}");
        }
        for url in [
            "",
            "hub.example",
            "/hub",
            "ftp://hub.example",
            "http://hub.example",
            "http://127.0.0.1.evil.example",
            "http://127.evil.example",
            "http://localhost.evil.example",
            "http://[::2]",
            "http://0.0.0.0",
            "http://localhost@evil.example",
            "https://id:key@hub.example",
            "https://hub.example?x=1",
            "https://hub.example#x",
            "https:///hub",
            "https://hub.example\\@evil.example",
            "https://hub example",
        ] {
            assert!(private(url).is_err(), "{url}");
        }
    }
}
