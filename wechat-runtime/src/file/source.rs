//! A request body made of pieces: bytes in memory and files that are read as they are sent. Its
//! length is known before the first byte goes out.

use std::collections::VecDeque;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::io::ReadBuf;

use super::{Data, File, FileError, Source};

/// How much of a file is read at a time.
const CHUNK: usize = 64 * 1024;

/// A piece of a body.
#[derive(Debug)]
pub(crate) enum Piece {
    Bytes(Bytes),
    Stream(Streamed),
}

/// A file that is opened and read when its turn comes.
pub(crate) struct Streamed {
    name: String,
    length: u64,
    state: State,
}

enum State {
    Closed(Arc<Path>),
    Opening(Pin<Box<dyn Future<Output = std::io::Result<Source>> + Send>>),
    Open(Source),
}

impl std::fmt::Debug for Streamed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Streamed({} bytes)", self.length)
    }
}

impl Piece {
    /// A file as a piece. Looks at the disk for its length.
    pub(crate) async fn of(file: &File) -> Result<Piece, FileError> {
        let name = file.file_name();
        Ok(match &file.data {
            Data::Unset => Piece::Bytes(Bytes::new()),
            Data::Bytes(bytes) => Piece::Bytes(bytes.clone()),
            Data::Path(path) => {
                let meta =
                    tokio::fs::metadata(path).await.map_err(|error| unreadable(&name, &error))?;
                if !meta.is_file() {
                    return Err(FileError::new(format!(
                        "`{name}` cannot be sent: it is not a file"
                    )));
                }
                let state = State::Closed(path.clone());
                Piece::Stream(Streamed { name, length: meta.len(), state })
            }
            Data::Reader(reader) => {
                let source = reader.source.lock().unwrap_or_else(PoisonError::into_inner).take();
                let source = source.ok_or_else(|| {
                    FileError::new(format!(
                        "the stream `{name}` was sent before and cannot be sent again"
                    ))
                })?;
                Piece::Stream(Streamed { name, length: reader.length, state: State::Open(source) })
            }
        })
    }

    fn length(&self) -> u64 {
        match self {
            Piece::Bytes(bytes) => bytes.len() as u64,
            Piece::Stream(stream) => stream.length,
        }
    }
}

#[cold]
fn unreadable(name: &str, error: &std::io::Error) -> FileError {
    FileError::new(format!("`{name}` cannot be read: {error}"))
}

/// Pieces, one after the other.
#[derive(Debug)]
pub(crate) struct FileBody {
    pieces: VecDeque<Piece>,
    left: u64,
    /// Read into, frozen and given away a chunk at a time.
    buffer: Vec<u8>,
}

impl FileBody {
    pub(crate) fn new(pieces: impl Into<VecDeque<Piece>>) -> FileBody {
        let pieces = pieces.into();
        let left = pieces.iter().map(Piece::length).sum();
        FileBody { pieces, left, buffer: Vec::new() }
    }
}

impl http_body::Body for FileBody {
    type Data = Bytes;
    type Error = FileError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, FileError>>> {
        let this = self.get_mut();
        let frame = loop {
            match this.pieces.front_mut() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    this.pieces.pop_front();
                    if !bytes.is_empty() {
                        break bytes;
                    }
                }
                Some(Piece::Stream(stream)) if stream.length == 0 => {
                    this.pieces.pop_front();
                }
                Some(Piece::Stream(stream)) => {
                    match ready!(stream.poll_chunk(cx, &mut this.buffer)) {
                        Ok(bytes) => break bytes,
                        Err(error) => {
                            this.pieces.clear();
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                }
            }
        };
        this.left = this.left.saturating_sub(frame.len() as u64);
        Poll::Ready(Some(Ok(Frame::data(frame))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

impl Streamed {
    fn poll_chunk(
        &mut self,
        cx: &mut Context<'_>,
        buffer: &mut Vec<u8>,
    ) -> Poll<Result<Bytes, FileError>> {
        loop {
            match &mut self.state {
                State::Closed(path) => {
                    let path = path.clone();
                    self.state = State::Opening(Box::pin(async move {
                        tokio::fs::File::open(path).await.map(|file| Box::pin(file) as Source)
                    }));
                }
                State::Opening(opening) => match ready!(opening.as_mut().poll(cx)) {
                    Ok(source) => self.state = State::Open(source),
                    Err(error) => return Poll::Ready(Err(unreadable(&self.name, &error))),
                },
                State::Open(source) => {
                    // Never more than was promised, should the file have grown meanwhile.
                    let want = usize::try_from(self.length).unwrap_or(CHUNK).min(CHUNK);
                    buffer.resize(want, 0);
                    let mut read = ReadBuf::new(buffer);
                    if let Err(error) = ready!(source.as_mut().poll_read(cx, &mut read)) {
                        return Poll::Ready(Err(unreadable(&self.name, &error)));
                    }
                    let filled = read.filled().len();
                    if filled == 0 {
                        return Poll::Ready(Err(FileError::new(format!(
                            "`{}` is {} bytes shorter than it was when the call began",
                            self.name, self.length
                        ))));
                    }
                    self.length -= filled as u64;
                    buffer.truncate(filled);
                    return Poll::Ready(Ok(Bytes::from(std::mem::take(buffer))));
                }
            }
        }
    }
}
