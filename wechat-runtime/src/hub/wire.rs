//! What a hub and its peers say to each other.
//!
//! `GET {hub}/{product}/{app}/{credential}?per=…` asks for the current value; `per` comes as often as
//! the credential has further parts, in their order. `POST` to the same address with
//! `{"stale": "<SHA-256 of a value, in hexadecimal digits>"}` asks for another value than that one,
//! and with `"force": true` for one that WeChat makes anew.
//!
//! The answer is `{"value": "…", "expires_in": 7199.5, "obtained_ago": 0.5}`, in seconds, so that the
//! clocks of the machines need not agree; `expires_in` is null when it has no end. Or it is
//! `{"error": "<a word>", "text": "…", "errcode": 40125, "errmsg": "…"}`, the last two when WeChat
//! refused.

use std::time::Duration;

use percent_encoding::{percent_decode_str, utf8_percent_encode};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use crate::url::ESCAPED;
use crate::value::Secret;

/// No part of an address is longer.
const LONGEST: usize = 256;
/// No credential has more further parts.
const MOST: usize = 8;
/// No life is longer that is told here.
const MAX_SECONDS: f64 = 1e9;

/// The credential that a request is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) product: String,
    pub(super) app: String,
    pub(super) credential: String,
    pub(super) per: Vec<String>,
}

impl Target {
    /// From the address behind the hub's own.
    pub(super) fn parse(path: &str, query: &str) -> Option<Target> {
        let mut parts = path.strip_prefix('/')?.split('/').map(decoded);
        let (product, app, credential) = (parts.next()??, parts.next()??, parts.next()??);
        if parts.next().is_some()
            || [&product, &app, &credential].iter().any(|part| part.is_empty())
        {
            return None;
        }
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let per: Option<Vec<_>> =
            pairs.map(|pair| pair.strip_prefix("per=").and_then(decoded)).collect();
        let per = per.filter(|per| per.len() <= MOST)?;
        Some(Target { product, app, credential, per })
    }

    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for part in [&self.product, &self.app, &self.credential] {
            path.push('/');
            path.extend(utf8_percent_encode(part, ESCAPED));
        }
        path
    }

    pub(super) fn query(&self) -> String {
        let pairs: Vec<_> = self.per.iter().map(|part| crate::url::pair("per", part)).collect();
        pairs.join("&")
    }
}

fn decoded(part: &str) -> Option<String> {
    let part = percent_decode_str(part).decode_utf8().ok()?;
    let fine = part.len() <= LONGEST && !part.chars().any(char::is_control);
    fine.then(|| part.into_owned())
}

/// What stands for a value in a request: whoever reads it does not learn the value.
pub(super) fn digest(value: &Secret) -> String {
    let digest = Sha256::digest(value.expose());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The body of a request for another value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ask {
    /// The [`digest`] of the value that is no good.
    pub(super) stale: Option<String>,
    pub(super) force: bool,
}

impl Ask {
    pub(super) fn write(&self) -> String {
        json!({ "stale": self.stale, "force": self.force }).to_string()
    }

    pub(super) fn read(body: &[u8]) -> Option<Ask> {
        let body: Json = serde_json::from_slice(body).ok()?;
        let body = body.as_object()?;
        let stale = match body.get("stale") {
            None | Some(Json::Null) => None,
            Some(Json::String(digest)) if digest.len() == 64 => Some(digest.to_ascii_lowercase()),
            Some(_) => return None,
        };
        let force = body.get("force").map_or(Some(false), Json::as_bool)?;
        // Without either it would be a reading.
        (stale.is_some() || force).then_some(Ask { stale, force })
    }
}

/// A value as a hub gives it.
pub(super) struct Given {
    pub(super) value: Secret,
    pub(super) expires_in: Option<Duration>,
    pub(super) obtained_ago: Duration,
}

impl Given {
    pub(super) fn write(&self) -> String {
        json!({
            "value": self.value.expose(),
            "expires_in": self.expires_in.map(|left| left.as_secs_f64()),
            "obtained_ago": self.obtained_ago.as_secs_f64(),
        })
        .to_string()
    }

    pub(super) fn read(body: &[u8]) -> Option<Given> {
        let mut body: Json = serde_json::from_slice(body).ok()?;
        let body = body.as_object_mut()?;
        let value = match body.remove("value") {
            Some(Json::String(value)) if !value.is_empty() => Secret::new(value),
            _ => return None,
        };
        let expires_in = match body.get("expires_in") {
            None | Some(Json::Null) => None,
            Some(left) => Some(seconds(left)?),
        };
        let obtained_ago = body.get("obtained_ago").map_or(Some(Duration::ZERO), seconds)?;
        Some(Given { value, expires_in, obtained_ago })
    }
}

fn seconds(number: &Json) -> Option<Duration> {
    let seconds = number.as_f64().filter(|seconds| !seconds.is_nan())?;
    Some(Duration::from_secs_f64(seconds.clamp(0.0, MAX_SECONDS)))
}

/// Why a hub gives no value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Refused {
    /// A word for programs.
    pub(super) error: String,
    pub(super) text: String,
    /// What WeChat said, if it was WeChat.
    pub(super) code: Option<(i64, Option<String>)>,
}

impl Refused {
    pub(super) fn write(&self) -> String {
        let mut body = json!({ "error": self.error, "text": self.text });
        if let Some((code, message)) = &self.code {
            body["errcode"] = (*code).into();
            body["errmsg"] = message.as_deref().into();
        }
        body.to_string()
    }

    /// Nothing of it is taken for granted: something else than a hub may have answered.
    pub(super) fn read(body: &[u8]) -> Option<Refused> {
        let body: Json = serde_json::from_slice(body).ok()?;
        let text = |name: &str| body.get(name).and_then(Json::as_str).map(printable);
        let code = body.get("errcode").and_then(Json::as_i64);
        Some(Refused {
            error: text("error")?,
            text: text("text").unwrap_or_default(),
            code: code.map(|code| (code, text("errmsg"))),
        })
    }
}

/// A text from outside that may stand in an error.
fn printable(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(600).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_back_as_it_was_written() {
        for (app, per) in
            [("wx1", &[][..]), ("a/b", &["x"]), ("..", &["", "&per=y"]), ("é %2F?#", &["a+b", "="])]
        {
            let target = Target {
                product: "mini_program".to_owned(),
                app: app.to_owned(),
                credential: "access_token".to_owned(),
                per: per.iter().map(|part| (*part).to_owned()).collect(),
            };
            let (path, query) = (target.path(), target.query());
            assert!(path.matches('/').count() == 3 && !path.contains(['?', '#', ' ']), "{path}");
            assert_eq!(Target::parse(&path, &query), Some(target));
        }
        let long = format!("/p/{}/c", "x".repeat(257));
        for path in [
            "", "/", "/p/a", "p/a/c", "/p/a/c/d", "/p/a/c/", "//a/c", "/p/%ff/c", "/p/%00/c", &long,
        ] {
            assert_eq!(Target::parse(path, ""), None, "{path}");
        }
        let many = "per=x&".repeat(9);
        for query in ["x=1", "per", "per=%ff", "per=%0a", &many] {
            assert_eq!(Target::parse("/p/a/c", query), None, "{query}");
        }
    }

    #[test]
    fn any_body_is_read_or_refused() {
        let ask = Ask { stale: Some(digest(&Secret::from("abc"))), force: false };
        assert_eq!(Ask::read(ask.write().as_bytes()), Some(ask.clone()));
        assert!(ask.stale.unwrap().starts_with("ba7816bf8f01cfea"));
        let force = Ask { stale: None, force: true };
        assert_eq!(Ask::read(force.write().as_bytes()), Some(force));
        for body in
            ["", "{}", "[]", "{\"stale\": \"ab\"}", "{\"stale\": 1}", "{\"force\": 1}", "null"]
        {
            assert_eq!(Ask::read(body.as_bytes()), None, "{body}");
        }
        for (body, expires_in) in [
            (r#"{"value":"v","expires_in":7199.5,"obtained_ago":0.5}"#, Some(7199.5)),
            (r#"{"value":"v","expires_in":-1}"#, Some(0.0)),
            (r#"{"value":"v","expires_in":1e300}"#, Some(1e9)),
            (r#"{"value":"v","expires_in":null}"#, None),
        ] {
            let given = Given::read(body.as_bytes()).unwrap();
            assert_eq!(given.expires_in.map(|left| left.as_secs_f64()), expires_in, "{body}");
            assert_eq!(Given::read(given.write().as_bytes()).unwrap().value, given.value);
        }
        for body in [
            "",
            "[]",
            "{}",
            r#"{"value":""}"#,
            r#"{"value":1}"#,
            r#"{"value":"v","expires_in":"x"}"#,
        ] {
            assert!(Given::read(body.as_bytes()).is_none(), "{body}");
        }
        let refused = Refused {
            error: "wechat".to_owned(),
            text: "no".to_owned(),
            code: Some((40125, Some("invalid".to_owned()))),
        };
        assert_eq!(Refused::read(refused.write().as_bytes()), Some(refused));
        let evil = Refused::read(br#"{"error":"a\nb","text":7,"errcode":"x"}"#).unwrap();
        assert_eq!(evil, Refused { error: "ab".to_owned(), ..Refused::default() });
    }
}
