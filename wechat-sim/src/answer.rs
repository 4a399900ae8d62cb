//! What the simulator says back: data, a return code, bytes; and how each is written.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::generate::set_path;
use wechat_spec::model::Envelope;

/// What a behaviour says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// A JSON object, sent as it is.
    Json(Value),
    /// A file.
    File(File),
    /// Text.
    Text(String),
    /// A page that is not there: HTTP 404 and no return code.
    NotFound,
}

/// A file to be sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct File {
    pub(crate) content_type: String,
    /// Sent as an attachment of that name.
    pub(crate) filename: Option<String>,
    pub(crate) bytes: Bytes,
}

/// A return code with its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: i64,
    pub(crate) message: String,
}

/// What a behaviour gives.
pub(crate) type Outcome = Result<Answer, Refusal>;

/// Only the envelope: success.
pub(crate) fn done() -> Outcome {
    Ok(Answer::Json(json!({"errcode": 0, "errmsg": "ok"})))
}

/// A refusal with WeChat's usual message for the code.
pub(crate) fn refuse<T>(code: i64) -> Result<T, Refusal> {
    Err(Refusal::of(code))
}

impl Refusal {
    /// WeChat's usual message for the code.
    pub(crate) fn of(code: i64) -> Self {
        Refusal { code, message: message(code).to_owned() }
    }

    /// The usual message, and what in particular.
    pub(crate) fn because(code: i64, detail: &str) -> Self {
        Refusal { code, message: format!("{}: {detail}", message(code)) }
    }
}

impl From<Value> for Answer {
    fn from(value: Value) -> Self {
        Answer::Json(value)
    }
}

/// A whole HTTP answer.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// Sent.
    Http(StatusCode, HeaderMap, Bytes),
    /// Begun, and broken off before the end of the body.
    Cut(StatusCode, HeaderMap, Bytes),
    /// The connection is closed without a word.
    Drop,
}

impl Answer {
    /// Writes it down. WeChat sends JSON as `text/plain` from `/sns/`.
    pub(crate) fn write(self, path: &str) -> Reply {
        let mut headers = HeaderMap::new();
        let mut status = StatusCode::OK;
        let (content_type, body) = match self {
            Answer::NotFound => {
                status = StatusCode::NOT_FOUND;
                (
                    "text/html".to_owned(),
                    Bytes::from_static(b"<html><body>404 Not Found</body></html>"),
                )
            }
            Answer::Json(value) => (json_type(path).to_owned(), Bytes::from(value.to_string())),
            Answer::Text(text) => ("text/plain".to_owned(), Bytes::from(text)),
            Answer::File(file) => {
                if let Some(name) = file.filename {
                    // Raw UTF-8 in the header, as WeChat does.
                    let value = format!(
                        "attachment; filename=\"{}\"",
                        name.replace(['"', '\r', '\n'], "_")
                    );
                    if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
                        headers.insert(header::CONTENT_DISPOSITION, value);
                    }
                }
                (file.content_type, file.bytes)
            }
        };
        if let Ok(value) = HeaderValue::from_str(&content_type) {
            headers.insert(header::CONTENT_TYPE, value);
        }
        Reply::Http(status, headers, body)
    }
}

impl Refusal {
    /// The JSON of an error in that envelope, `rid` and all.
    pub(crate) fn json(&self, envelope: Option<&Envelope>, rid: &str) -> Value {
        let message = format!("{} rid: {rid}", self.message);
        let mut out = json!({});
        match envelope {
            Some(envelope) if !envelope.code.is_empty() => {
                set_path(&mut out, &envelope.code, json!(self.code));
                if !envelope.message.is_empty() {
                    set_path(&mut out, &envelope.message, json!(message));
                }
            }
            _ => out = json!({"errcode": self.code, "errmsg": message}),
        }
        out
    }
}

fn json_type(path: &str) -> &'static str {
    if path.starts_with("/sns/") { "text/plain" } else { "application/json; encoding=utf-8" }
}

/// WeChat's usual words for a code.
fn message(code: i64) -> &'static str {
    match code {
        -1 => "system error",
        40001 => "invalid credential, access_token is invalid or not latest",
        40002 => "invalid grant_type",
        40003 => "invalid openid",
        40004 => "invalid media type",
        40007 => "invalid media_id",
        40008 => "invalid message type",
        40013 => "invalid appid",
        40014 => "invalid access_token",
        40016 => "invalid button size",
        40018 => "invalid button name size",
        40023 => "invalid sub button size",
        40025 => "invalid sub button name size",
        40029 => "invalid code",
        40030 => "invalid refresh_token",
        40032 => "invalid openid list size",
        40035 => "invalid parameter",
        40037 => "invalid template_id",
        40066 => "invalid url",
        40077 => "invalid pre_auth_code",
        40078 => "invalid auth_code",
        40080 => "invalid suite_secret",
        40083 => "invalid suite_id",
        40084 => "invalid permanent_code",
        40085 => "invalid suite_ticket",
        40097 => "invalid args",
        40125 => "invalid appsecret",
        40163 => "code been used",
        40169 => "invalid length for scene, or the data is not json string",
        41001 => "access_token missing",
        41002 => "appid missing",
        41003 => "refresh_token missing",
        41004 => "appsecret missing",
        41005 => "media data missing",
        41006 => "media_id missing",
        41008 => "missing code",
        41009 => "missing openid",
        41030 => "invalid page",
        42001 => "access_token expired",
        42002 => "refresh_token expired",
        42003 => "code expired",
        42008 => "auth_code expired",
        43001 => "require GET method",
        43002 => "require POST method",
        43004 => "require subscribe",
        43101 => "user refuse to accept the msg",
        44001 => "empty media data",
        44002 => "empty post data",
        45009 => "reach max api daily quota limit",
        45011 => "api minute-quota reach limit, must slower, retry next minute",
        45056 => "too many tags",
        45057 => "can't modify a tag with too many fans",
        45058 => "can't modify sys tag",
        45059 => "tags of one user out of limit",
        45157 => "invalid tag name",
        45158 => "tag name too long",
        45159 => "invalid tag id",
        46003 => "menu no exist",
        47001 => "data format error",
        47003 => "argument invalid",
        53600 => "Article ID invalid",
        61003 => "component is not authorized by this account",
        61005 => "component ticket is expired",
        61006 => "component ticket is invalid",
        61009 => "code is invalid",
        61010 => "code is expired",
        61011 => "invalid component",
        61023 => "refresh_token is invalid",
        61452 => "invalid kf_account",
        61454 => "kf_account name too long",
        61455 => "kf_account name has invalid characters",
        61456 => "kf_account num exceeds limit",
        65301 => "no conditional menu",
        65303 => "no selfmenu, can't create conditional menu",
        65304 => "match rule empty",
        65401 => "invalid kf_account, not exist",
        65406 => "kf_account exist",
        65413 => "no session with this user",
        65414 => "session is accepted by another kf_account",
        76001 => "rid not found",
        76021 => "cgi_path not found, please check",
        76022 => "could not use this cgi_path, no permission",
        85401 => "invalid expire_time or expire_interval",
        85403 => "link not found",
        87007 => "session_key is not existd or expired",
        87008 => "invalid sig_method",
        87009 => "invalid signature",
        _ => "error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_stands_in_its_envelope() {
        let envelope = Envelope {
            code: "base_resp.ret".into(),
            message: "base_resp.err_msg".into(),
            ok: Vec::new(),
        };
        let json = Refusal::of(40029).json(Some(&envelope), "1-2-3");
        assert_eq!(
            json,
            json!({"base_resp": {"ret": 40029, "err_msg": "invalid code rid: 1-2-3"}})
        );
    }
}
