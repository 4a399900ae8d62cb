//! What the URL of a push says: who signed it, when, and how.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The parameters that WeChat puts into the URL of a push; absent ones are empty.
#[derive(Clone, Default)]
pub struct Query<'a> {
    /// Covers token, timestamp and nonce.
    pub signature: Cow<'a, str>,
    /// Covers the encrypted text too.
    pub msg_signature: Cow<'a, str>,
    /// Seconds since 1970.
    pub timestamp: Cow<'a, str>,
    /// Digits that never come twice.
    pub nonce: Cow<'a, str>,
    /// What a check of the URL wants to be answered.
    pub echostr: Cow<'a, str>,
    /// `aes` for encrypted bodies, or `raw`.
    pub encrypt_type: Cow<'a, str>,
}

impl<'a> Query<'a> {
    /// Reads the part of the URL behind `?`.
    ///
    /// A `+` stays one: no parameter of WeChat's holds a space, but base64 holds `+`, which proxies
    /// that rewrite URLs do not always escape again.
    pub fn parse(query: &'a str) -> Query<'a> {
        let escaped = query.contains('%');
        Query::from_pairs(query.split('&').filter_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            let value = match escaped {
                true => percent_decode_str(value).decode_utf8_lossy(),
                false => Cow::Borrowed(value),
            };
            Some((name, value))
        }))
    }

    /// From parameters that a framework has decoded. Of two with the same name the first counts.
    pub fn from_pairs<N: AsRef<str>>(
        pairs: impl IntoIterator<Item = (N, Cow<'a, str>)>,
    ) -> Query<'a> {
        let mut query = Query::default();
        for (name, value) in pairs {
            let field = match name.as_ref() {
                "signature" => &mut query.signature,
                "msg_signature" => &mut query.msg_signature,
                "timestamp" => &mut query.timestamp,
                "nonce" => &mut query.nonce,
                "echostr" => &mut query.echostr,
                "encrypt_type" => &mut query.encrypt_type,
                _ => continue,
            };
            if field.is_empty() {
                *field = value;
            }
        }
        query
    }
}
