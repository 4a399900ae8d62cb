//! A push's way to the server: attempts until one is answered in time, and what the answer says.

use std::time::{Duration, Instant};

use axum::http::Method;
use bytes::Bytes;
use serde_json::{Value, json};

use super::target::Target;
use super::{Push, post, write};
use crate::engine::Engine;
use crate::seal::{SealKey, sign};
use crate::{request, xml};

/// A push that was made, and all that came of it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pushed {
    /// What was pushed, decrypted.
    pub text: String,
    /// Each time it was sent.
    pub attempts: Vec<Attempt>,
}

/// One time that a push was sent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Attempt {
    /// The HTTP status; `None` when there was no answer.
    pub status: Option<u16>,
    /// The body of the answer, as it came.
    pub body: Bytes,
    /// How long it took.
    pub took: Duration,
    /// What it means.
    pub outcome: Outcome,
}

/// What an answer means to WeChat.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// `success`, or nothing.
    Taken,
    /// A message for the person.
    Replied(PushReply),
    /// No answer in time.
    Late,
    /// No connection, or no HTTP.
    Unreachable(String),
    /// A status that is not 200.
    Status,
    /// An answer that WeChat would not take; the person reads that the service is not available.
    Unfit(String),
}

/// A message that a server answers with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PushReply {
    /// `text`, `image`, …
    pub kind: String,
    /// All of it.
    pub fields: Value,
    /// Whether it came encrypted.
    pub encrypted: bool,
}

impl Pushed {
    /// What came of the last attempt.
    pub fn outcome(&self) -> &Outcome {
        self.attempts.last().map_or(&Outcome::Late, |last| &last.outcome)
    }

    /// The message that the server answered with.
    pub fn reply(&self) -> Option<&PushReply> {
        match self.outcome() {
            Outcome::Replied(reply) => Some(reply),
            _ => None,
        }
    }

    /// Whether the server took it, with a message or without.
    pub fn is_taken(&self) -> bool {
        matches!(self.outcome(), Outcome::Taken | Outcome::Replied(_))
    }
}

impl PushReply {
    /// A text of the reply, by the path of its elements: `Content`, `Image.MediaId`.
    pub fn text(&self, path: &str) -> &str {
        let mut at = &self.fields;
        for step in path.split('.') {
            at = &at[step];
        }
        at.as_str().unwrap_or_default()
    }
}

/// Pushes until an answer is taken.
pub(crate) async fn push(engine: &Engine, target: &Target, push: &Push) -> Pushed {
    let now = engine.clock.now() / 1000;
    let fields = write::complete(push, target, now, engine.state.number());
    let text = write::text(push, fields.clone(), target.json);
    let mut attempts = Vec::new();
    for number in 0..target.attempts.max(1) {
        // The same message each time, encrypted and signed anew.
        let (query, body) = signed(engine, target, &text, &fields, now + number as u64);
        let content_type = if target.json || target.bot { "application/json" } else { "text/xml" };
        let begun = Instant::now();
        let answer = post::request(Method::POST, &target.url, &query, content_type, body);
        let answer = tokio::time::timeout(target.patience, answer).await;
        let took = begun.elapsed();
        let (status, body, outcome) = match answer {
            Err(_) => (None, Bytes::new(), Outcome::Late),
            Ok(Err(why)) => (None, Bytes::new(), Outcome::Unreachable(why)),
            Ok(Ok((200, body))) => {
                let outcome = read(target, &fields, &body);
                (Some(200), body, outcome)
            }
            Ok(Ok((status, body))) => (Some(status), body, Outcome::Status),
        };
        let again = matches!(outcome, Outcome::Late | Outcome::Unreachable(_) | Outcome::Status);
        attempts.push(Attempt { status, body, took, outcome });
        if !again && number >= push.lost {
            break;
        }
    }
    Pushed { text, attempts }
}

/// The query and the body of an attempt.
fn signed(
    engine: &Engine,
    target: &Target,
    text: &str,
    fields: &serde_json::Map<String, Value>,
    now: u64,
) -> (String, String) {
    let (timestamp, nonce) = (now.to_string(), engine.state.id("nonce", 10));
    let openid = fields.get("FromUserName").and_then(Value::as_str).unwrap_or_default();
    let mut query = String::new();
    if !target.wecom {
        let signature = sign(&[&target.token, &timestamp, &nonce]);
        query = format!("signature={signature}&openid={}&", request::encode(openid));
    }
    query.push_str(&format!("timestamp={timestamp}&nonce={nonce}"));
    let Some(key) = &target.key else { return (query, text.to_owned()) };
    let sealed = key.seal(text, &target.receiver, engine.state.bytes("head of a push"));
    if target.bot {
        return (String::new(), json!({ "encrypted": sealed }).to_string());
    }
    let (body, signature) = write::envelope(target, &sealed, fields, (&timestamp, &nonce));
    if !target.wecom {
        query.push_str("&encrypt_type=aes");
    }
    query.push_str(&format!("&msg_signature={signature}"));
    (query, body)
}

/// What an answer says.
fn read(target: &Target, sent: &serde_json::Map<String, Value>, body: &[u8]) -> Outcome {
    match reply(target, sent, body) {
        Ok(None) => Outcome::Taken,
        Ok(Some(reply)) => Outcome::Replied(reply),
        Err(why) => Outcome::Unfit(why),
    }
}

fn reply(
    target: &Target,
    sent: &serde_json::Map<String, Value>,
    body: &[u8],
) -> Result<Option<PushReply>, String> {
    let text = std::str::from_utf8(body).map_err(|_| "the answer is not UTF-8")?;
    if matches!(text, "" | "success") {
        return Ok(None);
    }
    let outer = parse(text)?;
    let (fields, encrypted) = match &target.key {
        None => (outer, false),
        Some(key) => (parse(&open(target, key, &outer)?)?, true),
    };
    let text = |name: &str| fields[name].as_str().unwrap_or_default();
    for (name, other) in [("ToUserName", "FromUserName"), ("FromUserName", "ToUserName")] {
        if sent.get(other).and_then(Value::as_str) != Some(text(name)) {
            return Err(format!("{name} of the reply is not {other} of the message"));
        }
    }
    let kind = text("MsgType");
    if kind.is_empty() {
        return Err("the reply has no MsgType".into());
    }
    let seconds = fields["CreateTime"].as_str().map(str::to_owned);
    let seconds = seconds.unwrap_or_else(|| fields["CreateTime"].to_string());
    if seconds.parse::<u64>().is_err() {
        return Err("CreateTime of the reply is no number of seconds".into());
    }
    Ok(Some(PushReply { kind: kind.to_owned(), encrypted, fields }))
}

/// The text in an encrypted answer, whose signature must be good.
fn open(target: &Target, key: &SealKey, outer: &Value) -> Result<String, String> {
    let text = |names: [&str; 2]| {
        let value = names.into_iter().map(|name| &outer[name]).find(|value| !value.is_null());
        match value {
            Some(Value::String(text)) => Ok(text.clone()),
            Some(Value::Number(number)) => Ok(number.to_string()),
            _ => Err(format!("the answer has no {}: it is not encrypted", names[0])),
        }
    };
    let sealed = text(["Encrypt", "encrypt"])?;
    let signature = text(["MsgSignature", "msgsignature"])?;
    let (timestamp, nonce) = (text(["TimeStamp", "timestamp"])?, text(["Nonce", "nonce"])?);
    if sign(&[&target.token, &timestamp, &nonce, &sealed]) != signature {
        return Err("the signature of the answer is wrong".into());
    }
    let (text, receiver) = key.open(&sealed)?;
    if receiver != target.receiver {
        return Err("the answer is encrypted for another receiver".into());
    }
    Ok(text)
}

fn parse(text: &str) -> Result<Value, String> {
    if text.trim_start().starts_with('<') {
        return xml::read(text);
    }
    serde_json::from_str(text).map_err(|_| "the answer is neither XML nor JSON".to_owned())
}

/// Checks the address of a server, as WeChat does when it is entered: an echo comes back.
pub(crate) async fn check_url(engine: &Engine, target: &Target) -> Result<(), String> {
    let timestamp = (engine.clock.now() / 1000).to_string();
    let (nonce, echo) = (engine.state.id("nonce", 10), engine.state.id("echo", 19));
    let query = match (&target.key, target.wecom) {
        (Some(key), true) => {
            let sealed = key.seal(&echo, &target.receiver, engine.state.bytes("head of an echo"));
            let signature = sign(&[&target.token, &timestamp, &nonce, &sealed]);
            let sealed = request::encode(&sealed);
            format!(
                "msg_signature={signature}&timestamp={timestamp}&nonce={nonce}&echostr={sealed}"
            )
        }
        _ => {
            let signature = sign(&[&target.token, &timestamp, &nonce]);
            format!("signature={signature}&timestamp={timestamp}&nonce={nonce}&echostr={echo}")
        }
    };
    let answer = post::request(Method::GET, &target.url, &query, "text/plain", String::new());
    match tokio::time::timeout(target.patience, answer).await {
        Err(_) => Err("no answer in time".into()),
        Ok(Err(why)) => Err(why),
        Ok(Ok((200, body))) if body == echo.as_bytes() => Ok(()),
        Ok(Ok((200, _))) => Err("the echo came back changed".into()),
        Ok(Ok((status, _))) => Err(format!("status {status}")),
    }
}
