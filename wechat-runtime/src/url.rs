//! Writing URLs: base, path, escaped query, credential.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn push(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, ESCAPED));
}

/// The URL of a request; `pair` is the credential, escaped already.
pub(crate) fn build(
    base: &str,
    path: &str,
    query: &[(Cow<'static, str>, String)],
    pair: Option<&str>,
) -> String {
    let more: usize = query.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    let length = base.len() + path.len() + pair.map_or(0, |pair| pair.len() + 1) + more;
    let mut url = String::with_capacity(length + 16);
    url.push_str(base);
    url.push_str(path);
    // A path of the specs may carry constants of its own: `/cgi-bin/x?action=get`.
    let mut mark = if path.contains('?') { '&' } else { '?' };
    if let Some(pair) = pair {
        url.push(mark);
        url.push_str(pair);
        mark = '&';
    }
    for (name, value) in query {
        url.push(mark);
        mark = '&';
        push(&mut url, name);
        url.push('=');
        push(&mut url, value);
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
