//! Files that are uploaded and what comes back as bytes: [`File`], [`Binary`].

mod binary;
mod source;
mod types;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use tokio::io::AsyncRead;

pub use self::binary::Binary;
pub(crate) use self::binary::{Saving, content_type, file_name};
pub(crate) use self::source::{FileBody, Piece};
pub(crate) use self::types::guess;

/// A file to upload, or one that came back: bytes, a file on disk that is streamed, or a stream of
/// known length.
///
/// ```
/// use wechat_runtime::File;
/// let picture = File::bytes(&b"\x89PNG"[..]).name("cover.png");
/// assert_eq!(picture.content_type(), "image/png");
/// let movie = File::path("movie.mp4"); // read when it is sent
/// ```
#[derive(Clone, Default)]
pub struct File {
    name: Option<String>,
    content_type: Option<String>,
    data: Data,
}

#[derive(Clone, Default)]
enum Data {
    #[default]
    Unset,
    Bytes(Bytes),
    Path(Arc<Path>),
    Reader(Arc<Reader>),
}

struct Reader {
    length: u64,
    /// Taken by the one upload that it is good for.
    source: Mutex<Option<Source>>,
}

pub(crate) type Source = std::pin::Pin<Box<dyn AsyncRead + Send>>;

/// A local file that could not be read or written.
#[derive(Clone, Debug)]
pub struct FileError(Arc<str>);

impl FileError {
    pub(crate) fn new(text: impl Into<String>) -> FileError {
        FileError(text.into().into())
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FileError {}

impl File {
    /// From bytes.
    pub fn bytes(bytes: impl Into<Bytes>) -> File {
        File { data: Data::Bytes(bytes.into()), ..File::default() }
    }

    /// From a file on disk: it is streamed when the call is sent, and named like the file.
    pub fn path(path: impl Into<PathBuf>) -> File {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        File { name, content_type: None, data: Data::Path(path.into()) }
    }

    /// From a stream of `length` bytes. It can be sent once: such a call is not repeated.
    pub fn reader(reader: impl AsyncRead + Send + 'static, length: u64) -> File {
        let source = Mutex::new(Some(Box::pin(reader) as Source));
        File { data: Data::Reader(Arc::new(Reader { length, source })), ..File::default() }
    }

    /// Names the file. WeChat tells the type of a file from the ending of its name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> File {
        self.name = Some(name.into());
        self
    }

    /// Says what is in it, when its name does not.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> File {
        self.content_type = Some(content_type.into());
        self
    }

    /// Whether there is anything in it at all.
    pub fn is_set(&self) -> bool {
        !matches!(self.data, Data::Unset)
    }

    /// Its name; `file` and an ending that fits the content type when it was not given one.
    pub fn file_name(&self) -> String {
        match (&self.name, &self.content_type) {
            (Some(name), _) => name.clone(),
            (None, Some(content_type)) => match types::ending(content_type) {
                Some(ending) => format!("file.{ending}"),
                None => "file".to_owned(),
            },
            (None, None) => "file".to_owned(),
        }
    }

    /// What is in it: as given, else by the ending of its name.
    pub fn content_type(&self) -> &str {
        match (&self.content_type, &self.name) {
            (Some(content_type), _) => content_type,
            (None, Some(name)) => guess(name),
            (None, None) => types::UNKNOWN,
        }
    }

    /// Its bytes, when they are in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.data {
            Data::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Whether it can be sent more than once.
    pub(crate) fn is_replayable(&self) -> bool {
        !matches!(self.data, Data::Reader(_))
    }
}

impl From<Bytes> for File {
    fn from(bytes: Bytes) -> File {
        File::bytes(bytes)
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> File {
        File::bytes(bytes)
    }
}

impl From<&'static [u8]> for File {
    fn from(bytes: &'static [u8]) -> File {
        File::bytes(bytes)
    }
}

impl From<PathBuf> for File {
    fn from(path: PathBuf) -> File {
        File::path(path)
    }
}

impl From<&Path> for File {
    fn from(path: &Path) -> File {
        File::path(path)
    }
}

impl From<Binary> for File {
    fn from(binary: Binary) -> File {
        binary.into_file()
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let data = match &self.data {
            Data::Unset => return f.write_str("File(unset)"),
            Data::Bytes(bytes) => format!("{} bytes", bytes.len()),
            Data::Path(path) => path.display().to_string(),
            Data::Reader(reader) => format!("stream of {} bytes", reader.length),
        };
        f.debug_struct("File")
            .field("name", &self.file_name())
            .field("content_type", &self.content_type())
            .field("data", &format_args!("{data}"))
            .finish()
    }
}
