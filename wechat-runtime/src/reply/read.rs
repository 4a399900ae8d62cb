//! Reading the body of an answer, and what its headers say of it.

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use crate::error::{Error, ErrorKind, Result};
use crate::transport::Answer;

/// What the content type says of a body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    /// Pictures, sound, films: never an error, whatever the first byte.
    Bytes,
    Json,
    Text,
    /// Nothing, or what servers say of bytes they do not know.
    Unknown,
}

pub(crate) fn media(headers: &HeaderMap) -> Media {
    let Some(value) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok())
    else {
        return Media::Unknown;
    };
    let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.split_once('/') {
        Some((_, "json")) => Media::Json,
        Some((_, tail)) if tail.ends_with("+json") => Media::Json,
        Some(("text", _)) | Some((_, "xml")) => Media::Text,
        Some(("image" | "audio" | "video" | "font", _)) => Media::Bytes,
        Some((_, "octet-stream")) | None => Media::Unknown,
        Some(_) => Media::Bytes,
    }
}

/// Reads a body to its end, but not beyond the limit.
pub(crate) async fn read(answer: &mut Answer, first: Bytes, limit: usize) -> Result<Bytes> {
    let too_large =
        || Error::new(ErrorKind::TooLarge, format!("the answer is larger than {limit} bytes"));
    let promised = answer
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if promised.is_some_and(|length| length > limit as u64) {
        return Err(too_large().with_status(answer.status()));
    }
    // An answer in one piece is not copied.
    let mut whole = first;
    let mut buffer: Vec<u8> = Vec::new();
    loop {
        let chunk = match answer.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => break,
            Err(error) => return Err(cut(error.into(), answer.status())),
        };
        if whole.len() + buffer.len() + chunk.len() > limit {
            return Err(too_large().with_status(answer.status()));
        }
        if buffer.is_empty() {
            if whole.is_empty() {
                whole = chunk;
                continue;
            }
            let size = promised.and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
            buffer.reserve(size.max(2 * (whole.len() + chunk.len())).min(limit));
            buffer.extend_from_slice(&whole);
            whole = Bytes::new();
        }
        buffer.extend_from_slice(&chunk);
    }
    Ok(if buffer.is_empty() { whole } else { Bytes::from(buffer) })
}

/// A connection that breaks after the answer began.
#[cold]
pub(crate) fn cut(error: Error, status: StatusCode) -> Error {
    if error.kind() == ErrorKind::Transport {
        let text = "the connection broke before the answer was complete";
        let mut cut = Error::new(ErrorKind::Truncated, text).with_status(status);
        if let Some(source) = std::error::Error::source(&error) {
            cut = cut.with_source(source.to_string());
        }
        return cut;
    }
    error.with_status(status)
}
