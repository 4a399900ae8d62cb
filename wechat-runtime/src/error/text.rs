//! How errors read.

use std::error::Error as StdError;
use std::fmt;

use super::{Code, Endpoint, Error, ErrorKind};
use crate::op::Class;

pub(super) fn display(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let inner = &*error.0;
    if let Some(endpoint) = &inner.endpoint {
        write_endpoint(endpoint, f)?;
        f.write_str(": ")?;
    }
    if let Some(fetching) = &inner.fetching {
        write!(f, "could not get `{}`", fetching.name)?;
        if !fetching.path.is_empty() {
            write!(f, " ({} {})", fetching.method, fetching.path)?;
        }
        f.write_str(": ")?;
    }
    match &inner.code {
        Some(code) => {
            match error.code_name() {
                Some(name) if name != code.to_string() => write!(f, "{code} {name}")?,
                _ => write!(f, "{code}")?,
            }
            if let Some(meaning) = error.meaning() {
                write!(f, ": {}", meaning.trim_end_matches('.'))?;
            }
            match error.message() {
                Some(message) if !message.is_empty() => {
                    write!(f, "; WeChat says: {message}")?;
                    if let Some(rid) = error.rid().filter(|rid| !message.contains(*rid)) {
                        write!(f, " (rid {rid})")?;
                    }
                }
                _ => f.write_str("; WeChat gives no message")?,
            }
            if let Some(status) = inner.status.filter(|status| *status != 200) {
                write!(f, " (HTTP {status})")?;
            }
        }
        None => {
            f.write_str(&inner.detail)?;
            if let Some(path) = &inner.path {
                write!(f, ", at `{path}`")?;
            }
        }
    }
    if inner.attempts > 1 {
        write!(f, ", after {} attempts", inner.attempts)?;
    }
    if f.alternate() {
        if let Some(fix) = error.fix() {
            write!(f, "\n  fix: {fix}")?;
        }
        let mut source = error.source();
        while let Some(cause) = source {
            write!(f, "\n  caused by: {cause}")?;
            source = cause.source();
        }
    }
    Ok(())
}

fn write_endpoint(endpoint: &Endpoint, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (endpoint.name.is_empty(), endpoint.path.is_empty()) {
        (true, _) => write!(f, "{} {}", endpoint.method, endpoint.path),
        (_, true) => f.write_str(&endpoint.name),
        _ => write!(f, "{} ({} {})", endpoint.name, endpoint.method, endpoint.path),
    }
}

pub(super) fn debug(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let inner = &*error.0;
    let mut out = f.debug_struct("Error");
    out.field("kind", &inner.kind);
    if let Some(endpoint) = &inner.endpoint {
        out.field("endpoint", &endpoint.name).field("path", &endpoint.path);
    }
    if let Some(fetching) = &inner.fetching {
        out.field("fetching", &fetching.name);
    }
    if let Some(code) = &inner.code {
        out.field("code", &format_args!("{code}"));
    }
    if let Some(class) = error.class() {
        out.field("class", &class);
    }
    for (name, text) in [("message", &inner.message), ("rid", &inner.rid), ("at", &inner.path)] {
        if let Some(text) = text {
            out.field(name, text);
        }
    }
    if !inner.detail.is_empty() {
        out.field("detail", &inner.detail);
    }
    if let Some(status) = inner.status {
        out.field("status", &status);
    }
    out.field("attempts", &inner.attempts);
    if let Some(source) = &inner.source {
        // Causes are shown as text: the `Debug` of a foreign error may hold anything.
        out.field("source", &format_args!("{source}"));
    }
    out.finish()
}

/// The id that WeChat puts at the end of a message: `rid: 5f8f…`, in older answers
/// `hint: [abc]` or `hints: [ req_id: abc ]`.
pub(super) fn rid(message: &str) -> Option<String> {
    const MARKS: [&str; 4] = ["rid:", "req_id:", "hints:", "hint:"];
    let (at, mark) = MARKS.iter().find_map(|mark| Some((message.find(mark)?, *mark)))?;
    let rest = message[at + mark.len()..].trim_start_matches([' ', '[']);
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')))
        .unwrap_or(rest.len());
    (end > 0).then(|| rest[..end].to_owned())
}

/// The class of a WeChat Pay error that no spec describes: from its word, else from the status.
pub(super) fn class_of_word(word: &str, status: Option<u16>) -> Class {
    match (word, status) {
        ("SYSTEM_ERROR" | "SYSTEMERROR" | "SERVICE_UNAVAILABLE" | "BANK_ERROR", _) => Class::Busy,
        ("FREQUENCY_LIMITED" | "FREQUENCY_LIMIT_EXCEED" | "RATELIMIT_EXCEEDED", _) => {
            Class::RateLimited
        }
        (_, Some(400)) => Class::InvalidArgument,
        (_, Some(401 | 403)) => Class::Permission,
        (_, Some(404)) => Class::NotFound,
        (_, Some(429)) => Class::RateLimited,
        (_, Some(500..=599)) => Class::Busy,
        _ => Class::Other,
    }
}

/// What to do about a failure that no return code explains.
pub(super) fn fix(error: &Error) -> Option<&'static str> {
    Some(match error.kind() {
        ErrorKind::Connect => {
            "check the network, DNS, proxy and firewall between this machine and WeChat"
        }
        ErrorKind::Timeout => {
            "if WeChat is slow, allow more with `.timeout(…)`; the call may have reached WeChat, so look before it is repeated"
        }
        ErrorKind::Transport | ErrorKind::Truncated => {
            "the call may have reached WeChat: look before it is repeated"
        }
        ErrorKind::Redirect => {
            "check the base URL and the proxy: WeChat itself does not redirect API calls"
        }
        ErrorKind::Status => "check the base URL, the proxy and the path; at 5xx try again later",
        ErrorKind::Html => {
            "a proxy, gateway or firewall answered instead of WeChat, or the host is wrong: check the base URL and the proxy"
        }
        ErrorKind::Empty => {
            "WeChat answers nothing at times when the appid or secret is wrong: check both, then try again"
        }
        ErrorKind::TooLarge => "raise the limit in the builder, or read the answer as a stream",
        ErrorKind::NotJson => "look at the answer with `.raw()`",
        ErrorKind::Decode => {
            "WeChat changed the answer or the spec is wrong: look at it with `.raw()` and mend the spec file"
        }
        ErrorKind::Untrusted => {
            "do not act on it: compare keys, certificate and the machine's time with the API security page of the console"
        }
        ErrorKind::Credential => {
            "see which event brings it, or supply it with `client.credential(…).set(…)`"
        }
        ErrorKind::Api => match error.class()? {
            Class::StaleCredential if error.0.fetching.is_some() => {
                "check the app secret: it is wrong, or it was reset"
            }
            Class::StaleCredential if error.0.renewed => {
                "the token was already renewed once for this call: check that no other program refreshes the token of this app, and that the appid belongs to it"
            }
            Class::StaleCredential => {
                "the token or code that was given is not valid any more: get a new one"
            }
            Class::Busy => "try again a little later",
            Class::RateLimited => "call less often",
            Class::Quota => {
                "wait until there is room: what is counted by day ends at midnight, what is stored can be deleted"
            }
            Class::Permission => {
                "check the app's permissions and its list of IP addresses where the app is managed"
            }
            _ => match &error.0.code {
                Some(Code::Number(_)) => {
                    "look the code and the rid up in the documentation of the product"
                }
                _ => return None,
            },
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rid_is_found_in_every_form() {
        for (message, expected) in [
            ("invalid openid rid: 5f8fd8b7-0f8aa1a9-4b6215a5", Some("5f8fd8b7-0f8aa1a9-4b6215a5")),
            ("invalid code, rid:64f0-aa", Some("64f0-aa")),
            ("invalid credential hint: [Vk_1234]", Some("Vk_1234")),
            ("invalid code, hints: [ req_id: Cf0x3.1 ]", Some("Cf0x3.1")),
            ("rid: ", None),
            ("中文消息", None),
            ("", None),
        ] {
            assert_eq!(rid(message).as_deref(), expected, "{message}");
        }
    }
}
