//! Answers that are streamed: large files that are not to be held in memory.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use crate::client::Client;
use crate::credential::Token;
use crate::error::{Endpoint, Error, ErrorKind, Result};
use crate::exchange::{Options, Outgoing};
use crate::file::{self, Saving};
use crate::reply::{self, Media, Reply};
use crate::transport::Answer;

type OnChunk = Box<dyn FnMut(u64, Option<u64>) + Send>;

/// A file on its way. What is not a file but an error was found before this is given out.
#[must_use]
pub struct Download {
    endpoint: Endpoint,
    status: StatusCode,
    headers: HeaderMap,
    /// Read already, to see whether it is an error.
    first: Bytes,
    /// Nothing when all was read already.
    answer: Option<Answer>,
    idle: Duration,
    progress: Option<OnChunk>,
    received: u64,
}

impl Download {
    pub(crate) async fn open(
        client: &Client,
        out: &Outgoing<'_>,
        options: &Options,
        token: Option<&Token>,
        mut answer: Answer,
        idle: Duration,
    ) -> Result<Download> {
        let status = answer.status();
        let kind = reply::media(answer.headers());
        let mut first = Bytes::new();
        let mut whole = false;
        if !status.is_success() || kind != Media::Bytes {
            // It may be an error: those begin with a brace or an angle bracket.
            while status.is_success() && first.trim_ascii_start().is_empty() {
                match answer.chunk().await.map_err(|error| reply::cut(error.into(), status))? {
                    Some(chunk) => first = chunk,
                    None => {
                        whole = true;
                        break;
                    }
                }
            }
            let start = first.trim_ascii_start().first();
            if !status.is_success() || whole || matches!(start, Some(b'{' | b'<')) {
                let limit = client.deployment().max_answer;
                match reply::read(&mut answer, first.clone(), limit).await {
                    Ok(body) => first = body,
                    Err(error) => return Err(error),
                }
                whole = true;
                let headers = answer.headers().clone();
                let reply =
                    Reply::new(client, out, options, token, status, &headers, first.clone());
                reply.sniff(true)?;
            }
        }
        let nothing =
            answer.headers().get(header::CONTENT_LENGTH).is_some_and(|length| length == "0");
        if (whole && first.is_empty()) || nothing {
            return Err(empty(status));
        }
        let headers = answer.take_headers();
        Ok(Download {
            endpoint: out.spec.endpoint(),
            status,
            headers,
            first,
            answer: (!whole).then_some(answer),
            idle,
            progress: None,
            received: 0,
        })
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What WeChat says is in it.
    pub fn content_type(&self) -> Option<String> {
        file::content_type(&self.headers)
    }

    /// The name WeChat gives it, without any folder.
    pub fn file_name(&self) -> Option<String> {
        file::file_name(&self.headers)
    }

    /// How many bytes it has, if WeChat says.
    pub fn length(&self) -> Option<u64> {
        if self.answer.is_none() {
            return Some(self.received + self.first.len() as u64);
        }
        self.headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// Has this called with the bytes so far and the bytes in all, where they are known.
    pub fn on_progress(mut self, tell: impl FnMut(u64, Option<u64>) + Send + 'static) -> Download {
        self.progress = Some(Box::new(tell));
        self
    }

    /// The next piece; `None` at the end. Each must come within the call's timeout.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        let chunk = if !self.first.is_empty() {
            Some(std::mem::take(&mut self.first))
        } else if let Some(answer) = &mut self.answer {
            let next = tokio::time::timeout(self.idle, answer.chunk()).await;
            let endpoint = &self.endpoint;
            let next = next.map_err(|_| {
                let text = format!("no more of the answer came within {:?}", self.idle);
                Error::new(ErrorKind::Timeout, text).at(|| endpoint.clone())
            })?;
            next.map_err(|error| reply::cut(error.into(), self.status).at(|| endpoint.clone()))?
        } else {
            None
        };
        if chunk.is_none() && self.received == 0 {
            return Err(empty(self.status).at(|| self.endpoint.clone()));
        }
        if let Some(chunk) = &chunk {
            self.received += chunk.len() as u64;
            let total = self.length();
            if let Some(tell) = &mut self.progress {
                tell(self.received, total);
            }
        }
        Ok(chunk)
    }

    /// Writes it to a file, which is complete or not there. Gives the number of bytes.
    pub async fn save(mut self, path: impl AsRef<Path>) -> Result<u64> {
        let mut saving = Saving::begin(path.as_ref()).await?;
        while let Some(chunk) = self.chunk().await? {
            saving.write(&chunk).await?;
        }
        saving.finish().await?;
        Ok(self.received)
    }

    /// All of it, if it is not more than `limit` bytes.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes> {
        let mut out = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if out.len() + chunk.len() > limit {
                let text = format!("the answer is larger than {limit} bytes");
                return Err(Error::new(ErrorKind::TooLarge, text).at(|| self.endpoint.clone()));
            }
            out.extend_from_slice(&chunk);
        }
        Ok(out.into())
    }
}

#[cold]
fn empty(status: StatusCode) -> Error {
    Error::new(ErrorKind::Empty, "the answer is empty").with_status(status)
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("endpoint", &self.endpoint.name)
            .field("status", &self.status)
            .field("content_type", &self.content_type())
            .field("file_name", &self.file_name())
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}
