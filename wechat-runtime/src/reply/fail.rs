//! What is wrong with an answer that is no success or cannot be read: for each case an error of its
//! own.

use std::borrow::Cow;

use http::header;
use serde_core::de::IgnoredAny;
use serde_json::Value;

use super::Reply;
use crate::error::{Code, Error, ErrorKind};
use crate::lenient;
use crate::op::Envelope;
use crate::record::DecodeError;

impl Reply<'_> {
    /// What an HTTP status that is not success means.
    #[cold]
    pub(super) fn failed_status(&self) -> Error {
        let status = self.status;
        if status.is_redirection() {
            let to = self.headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
            let to = to.and_then(|to| to.parse::<http::Uri>().ok());
            let to = to.as_ref().and_then(http::Uri::host).unwrap_or("somewhere on the same host");
            return self
                .error(ErrorKind::Redirect, format!("HTTP {} points to {to}", status.as_u16()));
        }
        if let Some(error) = self.disguised() {
            return error;
        }
        // WeChat Pay: words, and only where the status is a failure.
        if let Ok(document) = lenient::from_slice::<Value>(&self.body)
            && let Some(code) = document.get("code").and_then(Value::as_str)
        {
            let message = document.get("message").and_then(Value::as_str).map(str::to_owned);
            return self.refused(Code::Word(code.into()), message);
        }
        let with = if self.is_html() { " with an HTML page" } else { "" };
        self.error(ErrorKind::Status, format!("HTTP {status}{with}"))
    }

    #[cold]
    pub(super) fn undecodable(&self, error: DecodeError, envelope: &Envelope) -> Error {
        if let Some(head) = error.head
            && let Err(error) = self.judge(head, envelope)
        {
            return error;
        }
        if error.syntax {
            return self.unreadable();
        }
        self.error(ErrorKind::Decode, error.message).with_path(error.path)
    }

    /// Why a body is not JSON.
    #[cold]
    pub(super) fn unreadable(&self) -> Error {
        let body = self.body.trim_ascii();
        if body.is_empty() {
            return self.error(ErrorKind::Empty, "the answer is empty");
        }
        if self.is_html() {
            return self.error(ErrorKind::Html, "an HTML page came instead of an answer");
        }
        let length = self.body.len();
        match lenient::from_slice::<IgnoredAny>(&self.body) {
            Err(error) if error.is_eof() => self.error(
                ErrorKind::Truncated,
                format!("the answer ends in the middle, after {length} bytes"),
            ),
            _ if body.first() == Some(&b'<') => {
                self.error(ErrorKind::NotJson, "the answer is XML instead of JSON")
            }
            Err(error) => self.error(
                ErrorKind::NotJson,
                format!(
                    "the answer of {length} bytes is not JSON, from line {} column {} on",
                    error.line(),
                    error.column()
                ),
            ),
            Ok(_) => self.error(ErrorKind::Decode, "the answer is not an object"),
        }
    }

    pub(super) fn is_html(&self) -> bool {
        let start = self.body.trim_ascii_start();
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        if start.first() != Some(&b'<') {
            return false;
        }
        let start = start[..start.len().min(512)].to_ascii_lowercase();
        let says = |word: &[u8]| start.windows(word.len()).any(|part| part == word);
        says(b"<html")
            || says(b"<!doctype html")
            || says(b"<head")
            || says(b"<body")
            || self.claims_html()
    }

    pub(super) fn claims_html(&self) -> bool {
        let claim = self.headers.get(header::CONTENT_TYPE).map(|value| value.as_bytes());
        claim.is_some_and(|claim| claim.to_ascii_lowercase().starts_with(b"text/html"))
    }

    #[cold]
    pub(super) fn error(&self, kind: ErrorKind, detail: impl Into<Cow<'static, str>>) -> Error {
        Error::new(kind, detail).with_status(self.status)
    }
}
