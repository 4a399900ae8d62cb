//! Bots of the dialogue platform: whose call it is, whether its signature is right, and what is inside of
//! bodies that are encrypted.

use bytes::Bytes;
use serde_json::{Value, json};
use wechat_spec::model::{Body, Const, Place, Sign};

use crate::answer::Reply;
use crate::check::Finding;
use crate::clock::Millis;
use crate::engine::credential_kind;
use crate::multipart::{self, Part};
use crate::request::{Payload, Request, Unreadable};
use crate::schema::Entry;
use crate::seal::{SealKey, sign_call};
use crate::state::State;
use crate::state::apps::{Bot, BotToken};

/// How far a call's clock may be off.
const DRIFT: u64 = 300;

/// Makes a bot known. One whose key is none cannot be called: nothing fits it.
pub(crate) fn register(state: &State, appid: &str, token: &str, aes_key: &str) {
    if let Some(key) = SealKey::new(aes_key) {
        let token = BotToken(token.to_owned());
        state.apps.register_bot(Bot { appid: appid.to_owned(), token, key });
    }
}

/// How the call of an endpoint is signed.
fn sign(entry: &Entry) -> Option<Sign> {
    entry.credential.as_ref().or(entry.fetches.as_ref()).and_then(|it| it.sign)
}

/// Whether the call of an endpoint is signed.
pub(crate) fn is_signed(entry: &Entry) -> bool {
    sign(entry).is_some()
}

/// Whether only bots make this call.
pub(crate) fn is_theirs(entry: &Entry) -> bool {
    sign(entry).is_some() || token_param(entry).is_some()
}

/// The parameter of the path that is the bot's token.
fn token_param(entry: &Entry) -> Option<&str> {
    let is_token = |value: &Const| matches!(value, Const::Variable(name) if name == "token");
    let mut consts = entry.endpoint.consts.iter();
    consts.find(|it| it.place == Place::Path && is_token(&it.value)).map(|it| it.wire.as_str())
}

/// The bot that calls: by the token in the path, by the access token, by its appid.
pub(crate) fn caller(
    state: &State,
    entry: &Entry,
    params: &[(String, String)],
    request: &Request,
    now: Millis,
) -> Option<Bot> {
    if let Some(name) = token_param(entry) {
        let (_, token) = params.iter().find(|(param, _)| param == name)?;
        return state.apps.bot(|bot| bot.token.0 == *token);
    }
    sign(entry)?;
    let appid = match &entry.credential {
        Some(credential) => {
            let (_, _, value) = crate::engine::presented(credential, request, &Payload::None)?;
            state.tokens.check(value?, &credential_kind(credential), now).ok()?.0
        }
        None => request.header("x-appid")?.to_owned(),
    };
    state.apps.bot(|bot| bot.appid == appid)
}

/// What is wrong with whose call it is, and with its signature.
pub(crate) fn proof(
    entry: &Entry,
    bot: Option<&Bot>,
    request: &Request,
    now: Millis,
) -> Option<Finding> {
    let wrong = |code, at: &str, what: &str| {
        Some(Finding { code, at: at.to_owned(), what: what.to_owned() })
    };
    let Some(bot) = bot else {
        return match token_param(entry) {
            Some(name) => wrong(1001, &format!("path.{name}"), "the token of no bot"),
            None => wrong(110_002, "header.x-appid", "the appid of no bot"),
        };
    };
    sign(entry)?;
    let header = |name: &str| request.header(name).unwrap_or_default();
    let (timestamp, nonce) = (header("timestamp"), header("nonce"));
    for name in ["timestamp", "nonce", "request_id", "sign"] {
        if header(name).is_empty() {
            return wrong(110_002, &format!("header.{name}"), "missing");
        }
    }
    let drift = timestamp.parse::<u64>().map(|then| then.abs_diff(now / 1000));
    if !drift.is_ok_and(|drift| drift <= DRIFT) {
        return wrong(110_001, "header.timestamp", "not the time in seconds");
    }
    if header("sign") != sign_call(&bot.token.0, timestamp, nonce, &request.body) {
        return wrong(110_001, "header.sign", "the signature is wrong");
    }
    None
}

/// Reads a body that is encrypted. Without a bot there is no key, and nothing to say about it.
pub(crate) fn read(
    body: Body,
    bot: Option<&Bot>,
    request: &Request,
) -> Option<Result<Payload, Unreadable>> {
    let open = |sealed: &str, bot: &Bot| match bot.key.open(sealed) {
        Ok((text, receiver)) if receiver == bot.appid => {
            crate::xml::read(&text).map_err(|why| (1019, why))
        }
        Ok(_) => Err((1013, "encrypted for another appid".to_owned())),
        Err(why) => Err((1019, why)),
    };
    let text = || std::str::from_utf8(&request.body).unwrap_or_default().trim();
    let read = |bot: &Bot| match body {
        Body::EncryptedJson => {
            let plain = bot.key.open_body(text()).map_err(|why| (1_000_012, why))?;
            Payload::read(Body::Json, &Request { body: plain.into(), ..request.clone() })
        }
        _ => {
            let kind = request.header("content-type").unwrap_or_default();
            if kind.starts_with("multipart/") {
                return parts(multipart::read(kind, &request.body)?, |sealed| open(sealed, bot));
            }
            match serde_json::from_slice(&request.body) {
                Ok(Value::Object(map)) if map.len() == 1 => match map.get("encrypt") {
                    Some(Value::String(sealed)) => open(sealed, bot).map(Payload::Xml),
                    _ => Err((1019, "no field `encrypt`".to_owned())),
                },
                _ => Err((1019, "not an object of one field, `encrypt`".to_owned())),
            }
        }
    };
    matches!(body, Body::EncryptedJson | Body::EncryptedXml)
        .then(|| bot.map_or(Ok(Payload::None), read))
}

/// An upload: the fields of its part `encrypt`, as parts of their own, and the file.
fn parts(
    parts: Vec<Part>,
    open: impl Fn(&str) -> Result<Value, Unreadable>,
) -> Result<Payload, Unreadable> {
    let mut out = Vec::new();
    for part in parts {
        if part.name != "encrypt" {
            out.push(part);
            continue;
        }
        let sealed = std::str::from_utf8(&part.body).unwrap_or_default();
        let Value::Object(fields) = open(sealed)? else { continue };
        let texts = fields.into_iter().map(|(name, value)| {
            let body = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Part { name, filename: None, content_type: None, body: body.into() }
        });
        out.splice(0..0, texts);
    }
    Ok(Payload::Parts(out))
}

/// What was sent, opened, as it is kept for tests.
pub(crate) fn opened(payload: &Payload) -> Option<Bytes> {
    match payload {
        Payload::Json(value) => Some(value.to_string().into()),
        Payload::Xml(Value::Object(map)) => Some(crate::xml::write(map).into()),
        Payload::Parts(parts) => {
            let texts = parts.iter().filter(|part| part.filename.is_none());
            let fields =
                texts.map(|part| (part.name.clone(), json!(String::from_utf8_lossy(&part.body))));
            Some(crate::xml::write(&fields.collect()).into())
        }
        _ => None,
    }
}

/// An answer that is encrypted.
pub(crate) fn sealed(reply: Reply, key: &SealKey) -> Reply {
    let seal = |body: Bytes| Bytes::from(key.seal_body(&body));
    match reply {
        Reply::Http(status, headers, body) => Reply::Http(status, headers, seal(body)),
        Reply::Cut(status, headers, body) => Reply::Cut(status, headers, seal(body)),
        Reply::Drop => Reply::Drop,
    }
}
