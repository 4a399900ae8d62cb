//! A request body that tells how far it is.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::transport::Body;

/// Called with the bytes so far and the bytes in all.
pub(crate) type OnProgress = Arc<dyn Fn(u64, u64) + Send + Sync>;

/// Bodies in memory are handed on in pieces of this size, so that there is progress to tell of.
const CHUNK: usize = 64 * 1024;

pub(crate) struct Progress {
    body: Body,
    pending: Bytes,
    sent: u64,
    total: u64,
    tell: OnProgress,
}

impl Progress {
    pub(crate) fn new(body: Body, tell: OnProgress) -> Progress {
        // Bodies of ours know their length.
        let total = http_body::Body::size_hint(&body).lower();
        Progress { body, pending: Bytes::new(), sent: 0, total, tell }
    }
}

impl http_body::Body for Progress {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = self.get_mut();
        while this.pending.is_empty() {
            match ready!(Pin::new(&mut this.body).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => this.pending = data,
                    Err(frame) => return Poll::Ready(Some(Ok(frame))),
                },
                end => return Poll::Ready(end),
            }
        }
        let chunk = this.pending.split_to(this.pending.len().min(CHUNK));
        this.sent += chunk.len() as u64;
        (this.tell)(this.sent, this.total);
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }

    fn is_end_stream(&self) -> bool {
        self.pending.is_empty() && http_body::Body::is_end_stream(&self.body)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.total.saturating_sub(self.sent))
    }
}
