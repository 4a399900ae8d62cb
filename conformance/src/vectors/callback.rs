//! Kinds around callbacks: the cipher of pushed messages, checks of URLs, hostile documents, and what
//! handlers reply.

mod reply;

use std::borrow::Cow;
use std::time::{Duration, UNIX_EPOCH};

use serde_json::Value;
use wechat_runtime::callback::{CallbackError, Message, Query, Receiver};
use wechat_runtime::crypto::msgcrypt::{self, MessageCrypt, MessageCryptError, Opened};

use super::case::{Case, Outcome, text_of};
use super::crypto::{failed, need};
use super::errors::{Step, has, judge};
pub(super) use reply::message_reply;

/// Whether a key is one.
pub(super) fn key(case: &mut Case<'_>) -> Outcome {
    let key = need!(case.need("encoding_aes_key"));
    case.check("valid", MessageCrypt::new("token", &key, "wx0").is_ok());
    case.outcome()
}

/// Whether a signature is that of an encrypted text.
pub(super) fn signature(case: &mut Case<'_>) -> Outcome {
    let (token, timestamp) = (need!(case.need("token")), need!(case.need("timestamp")));
    let (nonce, sealed) = (need!(case.need("nonce")), need!(case.need("encrypt")));
    case.check("signature", msgcrypt::sign(&token, &timestamp, &nonce, &sealed));
    case.check("msg_signature", msgcrypt::sign(&token, &timestamp, &nonce, &sealed));
    if let Some(given) = case.text("msg_signature") {
        case.check("valid", msgcrypt::verify(&token, &timestamp, &nonce, &sealed, &given));
    }
    case.outcome()
}

/// Encrypts with random bytes that are given, and signs.
pub(super) fn encrypt(case: &mut Case<'_>) -> Outcome {
    let (key, id) = (need!(case.need("encoding_aes_key")), need!(case.need("receive_id")));
    let (text, random) = (need!(case.need("plaintext")), need!(case.need("random16")));
    let token = case.text("token").unwrap_or_default();
    let Ok(random) = <[u8; 16]>::try_from(random.as_bytes()) else {
        return Outcome::Failed(format!("`random16` has {} bytes", random.len()));
    };
    let crypt = match MessageCrypt::new(token, &key, &id) {
        Ok(crypt) => crypt,
        Err(error) => return failed(case, &error),
    };
    let sealed = crypt.seal_with(&text, &id, random);
    case.check("encrypt", sealed.as_str());
    if let (Some(timestamp), Some(nonce)) = (case.text("timestamp"), case.text("nonce")) {
        case.check("msg_signature", crypt.sign(&timestamp, &nonce, &sealed));
    }
    match crypt.open(&sealed) {
        Ok(opened) if opened.text == text => {}
        other => case.fail(format!("what was sealed opens as {other:?}")),
    }
    case.outcome()
}

/// Decrypts: the text by itself, and as a push where there is a signature.
pub(super) fn decrypt(case: &mut Case<'_>) -> Outcome {
    let (key, id) = (need!(case.need("encoding_aes_key")), need!(case.need("receive_id")));
    let sealed = case.text("encrypt");
    let pushed = push(case, &key, &id, sealed.as_deref());
    let opened = match (&sealed, &pushed) {
        // What is wrong with a push need not be wrong with the text in it.
        (_, Some(Err(error))) => {
            case.check("ok", false);
            return failed(case, error);
        }
        (Some(sealed), _) => MessageCrypt::new("", &key, &id).and_then(|crypt| crypt.open(sealed)),
        (None, _) => return Outcome::Failed("neither `encrypt` nor a body to open".to_owned()),
    };
    case.check("ok", opened.is_ok());
    match opened {
        Ok(Opened { text, receive_id, random }) => {
            if let Some(Ok(pushed)) = pushed
                && pushed != text
            {
                case.fail("as a push it says something else");
            }
            case.check("plaintext", text);
            case.check("receive_id", receive_id);
            let hex: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
            case.check("random_prefix_hex", hex);
            case.outcome()
        }
        Err(error) => failed(case, &error),
    }
}

/// What the entry is as a push; `None` without a signature. The body is the entry's, or one made for
/// its text, in all forms that there are.
fn push(
    case: &Case<'_>,
    key: &str,
    id: &str,
    sealed: Option<&str>,
) -> Option<Result<String, CallbackError>> {
    let query = Query {
        msg_signature: case.text("msg_signature")?.into(),
        timestamp: case.text("timestamp")?.into(),
        nonce: case.text("nonce")?.into(),
        ..Query::default()
    };
    let _ = case.text("body_format"); // sniffed
    let now = case.text("now").and_then(|now| now.parse().ok()).unwrap_or(0);
    let now = UNIX_EPOCH + Duration::from_secs(now);
    let mut receiver = match Receiver::encrypted(case.text("token")?, key, id) {
        Ok(receiver) => receiver,
        Err(error) => return Some(Err(error.into())),
    };
    if let Some(age) = case.text("max_age_seconds").and_then(|age| age.parse().ok()) {
        receiver = receiver.max_age(Duration::from_secs(age));
    }
    let bodies = match (case.text("body"), sealed) {
        (Some(body), _) => vec![body],
        (None, sealed) => {
            let sealed = sealed?;
            vec![
                format!("<xml><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"),
                format!("<xml><ToUserName>x</ToUserName><Encrypt>{sealed}</Encrypt></xml>"),
                serde_json::json!({ "Encrypt": sealed }).to_string(),
                serde_json::json!({ "encrypt": sealed }).to_string(),
            ]
        }
    };
    let mut results = bodies.into_iter().map(|body| {
        receiver.open(&query, body.as_bytes(), now).map(|delivery| delivery.text().to_owned())
    });
    let first = results.next()?;
    // All forms must come to the same; a difference shows as a text that is none.
    Some(if results.all(|other| other == first) { first } else { Ok(String::new()) })
}

/// The check of a URL.
pub(super) fn url_verify(case: &mut Case<'_>) -> Outcome {
    let (key, id) = (need!(case.need("encoding_aes_key")), need!(case.need("receive_id")));
    let token = need!(case.need("token"));
    let Some(pairs) = case.input("query").and_then(Value::as_object) else {
        return Outcome::Failed("the entry has no input `query`".to_owned());
    };
    let receiver = match Receiver::encrypted(token, &key, id) {
        Ok(receiver) => receiver,
        Err(error) => return failed(case, &error),
    };
    let pairs = pairs.iter().map(|(name, value)| (name, Cow::Owned(text_of(value))));
    let answer = receiver.verify_url(&Query::from_pairs(pairs), UNIX_EPOCH);
    if let Some(raw) = case.text("raw_query")
        && receiver.verify_url(&Query::parse(&raw), UNIX_EPOCH) != answer
    {
        case.fail("the query as it was sent says something else than its values");
    }
    case.check("ok", answer.is_ok());
    match answer {
        Ok(text) => {
            case.check("reply", text);
            case.outcome()
        }
        Err(error) => failed(case, &error),
    }
}

/// A document that attacks its reader: pushed with a signature that is right.
pub(super) fn xml_security(case: &mut Case<'_>) -> Outcome {
    // How it was once sent says nothing about how it is read.
    for name in ["product", "method", "path", "status", "headers"] {
        let _ = case.input(name);
    }
    let Some(outcome) = case.expects("outcome").map(text_of) else {
        return Outcome::Failed("the entry has no outcome".to_owned());
    };
    let files = case.files.iter().map(|file| String::from_utf8_lossy(file).into_owned());
    let bodies: Vec<String> = files.chain(case.text("body")).collect();
    if bodies.is_empty() {
        return Outcome::Failed("the entry has no document".to_owned());
    }
    for body in &bodies {
        let says = |begins: &[&str]| {
            let mut words = outcome.split(|c: char| !c.is_alphanumeric());
            words.any(|word| begins.iter().any(|begin| word.starts_with(begin)))
        };
        let may_refuse = says(&["error", "reject", "refuse"]);
        let wanted = outcome.split_once(" is ").map(|(field, rest)| {
            let value = rest.split([' ', ';', ',']).next().unwrap_or_default();
            (field.rsplit(' ').next().unwrap_or_default().to_owned(), value.to_owned())
        });
        match (pushed_plain(body).ok(), wanted) {
            (None, _) if may_refuse => {}
            (Some(message), Some((field, value))) => {
                if message.fields().get(&field).map(text_of) != Some(value) {
                    case.fail(format!("{field} is not what it says"));
                }
            }
            (Some(_), None) if says(&["accept"]) => {}
            (message, _) => {
                case.fail(format!("expected: {outcome}; got {message:?}"));
            }
        }
    }
    case.outcome()
}

/// A body through all checks: in plain mode, or, if it holds encrypted texts, signed for each of them.
fn pushed_plain(body: &str) -> Result<Message, CallbackError> {
    let (token, timestamp, nonce) = ("token", "1", "2");
    let plain = Query {
        signature: wechat_runtime::crypto::signature::server_signature(token, timestamp, nonce)
            .into(),
        timestamp: timestamp.into(),
        nonce: nonce.into(),
        ..Query::default()
    };
    let key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    let receiver = Receiver::encrypted(token, key, "wx0")?;
    let texts = body.split("<Encrypt>").skip(1).filter_map(|rest| {
        let text = rest.split("</Encrypt>").next()?.trim();
        Some(text.trim_start_matches("<![CDATA[").trim_end_matches("]]>"))
    });
    for text in texts {
        let signature = msgcrypt::sign(token, timestamp, nonce, text);
        let query = Query { msg_signature: signature.into(), ..plain.clone() };
        match receiver.open(&query, body.as_bytes(), UNIX_EPOCH) {
            Err(CallbackError::DuplicateEncrypt) => return Err(CallbackError::DuplicateEncrypt),
            other => drop(other?),
        }
    }
    let mut delivery = Receiver::plain(token).open(&plain, body.as_bytes(), UNIX_EPOCH)?;
    Ok(Message::parse(delivery.take_text())?)
}

impl Step for MessageCryptError {
    fn is(&self, name: &str) -> Option<bool> {
        use MessageCryptError as E;
        let key = has(name, &["key"]);
        judge(&[
            (has(name, &["signature", "sign"]), *self == E::Signature),
            (has(name, &["empty"]), *self == E::Empty),
            (has(name, &["base64"]) && !key, *self == E::NotBase64),
            (has(name, &["block"]), matches!(self, E::BlockLength(_))),
            (has(name, &["padding", "pad"]), *self == E::Padding),
            (
                has(name, &["length", "short", "overflow", "truncated", "bounds"])
                    && !has(name, &["block"])
                    && !key,
                *self == E::Length,
            ),
            (key, matches!(self, E::KeyLength(_) | E::KeyNotBase64)),
            (
                has(name, &["receive", "receiver", "appid", "corpid", "id"]),
                matches!(self, E::OtherReceiver { .. }),
            ),
            (has(name, &["utf8"]), *self == E::NotUtf8),
        ])
    }
}

impl Step for CallbackError {
    fn is(&self, name: &str) -> Option<bool> {
        if let CallbackError::Crypt(error) = self {
            return error.is(name);
        }
        use CallbackError as E;
        judge(&[
            (has(name, &["signature"]), matches!(self, E::Signature)),
            (has(name, &["missing"]), matches!(self, E::MissingEncrypt | E::MissingParameter(_))),
            (has(name, &["duplicate", "multiple", "two"]), *self == E::DuplicateEncrypt),
            (
                has(name, &["stale", "timestamp", "old", "expired", "replay"]),
                matches!(self, E::Stale(_)),
            ),
            (has(name, &["large", "long"]), matches!(self, E::TooLarge(_))),
            (
                has(name, &["xml", "json", "malformed", "parse", "format", "doctype", "entity"]),
                matches!(self, E::Malformed(_) | E::Message(_)),
            ),
        ])
    }
}
