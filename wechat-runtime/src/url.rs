//! Writing URLs: path, escaped query, credential.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986.
pub(crate) const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn push(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, ESCAPED));
}

/// The query of a request; `pair` is the credential, escaped already.
pub(crate) fn query(query: &[(Cow<'static, str>, String)], pair: Option<&str>) -> String {
    let more: usize = query.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    let mut out = String::with_capacity(pair.map_or(0, str::len) + more + 16);
    out.push_str(pair.unwrap_or_default());
    for (name, value) in query {
        if !out.is_empty() {
            out.push('&');
        }
        push(&mut out, name);
        out.push('=');
        push(&mut out, value);
    }
    out
}

/// The whole, for transports that take it as a text.
pub(crate) fn join(base: &str, path: &str, query: &str) -> String {
    let mut url = String::with_capacity(base.len() + path.len() + query.len() + 1);
    url.push_str(base);
    url.push_str(path);
    if !query.is_empty() {
        // A path of the specs may carry constants of its own: `/cgi-bin/x?action=get`.
        url.push(if path.contains('?') { '&' } else { '?' });
        url.push_str(query);
    }
    url
}

/// A query parameter, escaped.
pub(crate) fn pair(name: &str, value: &str) -> String {
    let mut out = String::with_capacity(name.len() + value.len() + 1);
    push(&mut out, name);
    out.push('=');
    push(&mut out, value);
    out
}
