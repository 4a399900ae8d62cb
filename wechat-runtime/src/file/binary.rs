//! What endpoints that answer with a file give back, and how it is saved.

use std::fmt;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use http::{HeaderMap, header};
use tokio::io::AsyncWriteExt as _;

use super::{File, types};
use crate::error::{Error, ErrorKind, Result};

/// The bytes an endpoint answered with: a picture, a recording, a bill.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Binary {
    bytes: Bytes,
    content_type: Option<String>,
    name: Option<String>,
}

impl Binary {
    pub(crate) fn new(bytes: Bytes, headers: &HeaderMap) -> Binary {
        Binary { bytes, content_type: content_type(headers), name: file_name(headers) }
    }

    /// The bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The bytes.
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    /// What WeChat says is in it.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The name WeChat gives it, without any folder.
    pub fn file_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// How many bytes.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Writes it to a file, which is complete or not there.
    pub async fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        save_bytes(path.as_ref(), &self.bytes).await
    }

    pub(crate) fn into_file(self) -> File {
        let mut file = File::bytes(self.bytes);
        if let Some(name) = self.name {
            file = file.name(name);
        }
        if let Some(content_type) = self.content_type {
            file = file.with_content_type(content_type);
        }
        file
    }
}

impl AsRef<[u8]> for Binary {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl From<Binary> for Bytes {
    fn from(binary: Binary) -> Bytes {
        binary.bytes
    }
}

impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Binary")
            .field("content_type", &self.content_type)
            .field("name", &self.name)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

impl File {
    /// Writes it to a file, which is complete or not there. Only for files that are in memory, as
    /// answers are.
    pub async fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        match self.as_bytes() {
            Some(bytes) => save_bytes(path.as_ref(), bytes).await,
            None => {
                Err(Error::new(ErrorKind::File, "this file is not in memory and cannot be saved"))
            }
        }
    }
}

pub(crate) fn content_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?;
    Some(value.to_str().ok()?.to_owned())
}

/// The file name of a `Content-Disposition` header. WeChat writes it in both forms, at times with
/// the bytes of the plain one garbled, so the extended form is preferred. Never a path.
pub(crate) fn file_name(headers: &HeaderMap) -> Option<String> {
    let value =
        String::from_utf8_lossy(headers.get(header::CONTENT_DISPOSITION)?.as_bytes()).into_owned();
    let name = parameter(&value, "filename*")
        .and_then(|value| value.split("''").nth(1).map(unescape))
        .or_else(|| parameter(&value, "filename").map(str::to_owned))?;
    let name: String = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    (!name.is_empty() && name != "." && name != "..").then_some(name)
}

fn parameter<'a>(value: &'a str, wanted: &str) -> Option<&'a str> {
    value.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().trim_matches('"'))
    })
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A file that is being written beside its place and moves there when it is complete.
#[derive(Debug)]
pub(crate) struct Saving {
    file: tokio::fs::File,
    part: Part,
    path: PathBuf,
}

/// The unfinished file; removed unless it was moved.
#[derive(Debug)]
struct Part(Option<PathBuf>);

impl Drop for Part {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Saving {
    pub(crate) async fn begin(path: &Path) -> Result<Saving> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{:08x}.part", crate::retry::random() >> 32));
        let part = path.with_file_name(name);
        let file = tokio::fs::File::create(&part).await.map_err(|error| unwritable(path, error))?;
        Ok(Saving { file, part: Part(Some(part)), path: path.to_owned() })
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).await.map_err(|error| unwritable(&self.path, error))
    }

    pub(crate) async fn finish(mut self) -> Result<()> {
        let done = async {
            self.file.flush().await?;
            if let Some(part) = &self.part.0 {
                tokio::fs::rename(part, &self.path).await?;
            }
            std::io::Result::Ok(())
        };
        done.await.map_err(|error| unwritable(&self.path, error))?;
        self.part.0 = None;
        Ok(())
    }
}

pub(crate) async fn save_bytes(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut saving = Saving::begin(path).await?;
    saving.write(bytes).await?;
    saving.finish().await
}

#[cold]
fn unwritable(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::File, format!("`{}` cannot be written", path.display()))
        .with_source(error)
}

impl Binary {
    /// An ending that fits the content type: `png`.
    pub fn extension(&self) -> Option<&'static str> {
        self.content_type().and_then(types::ending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_read_in_both_forms_and_never_lead_elsewhere() {
        for (value, expected) in [
            (&br#"attachment; filename="a.jpg""#[..], Some("a.jpg")),
            (b"attachment; filename=a.jpg", Some("a.jpg")),
            (b"attachment; filename=\"\xe6\x8a\xa5.csv\"; filename*=UTF-8''%E6%8A%A5%E8%A1%A8.csv", Some("报表.csv")),
            (b"attachment; filename=\"\xff\xfe.csv\"", Some("\u{fffd}\u{fffd}.csv")),
            (br#"attachment; filename="../../etc/passwd""#, Some("passwd")),
            (br#"attachment; filename="..""#, None),
            (b"attachment; filename*=UTF-8''%2", Some("%2")),
            (b"inline", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_DISPOSITION, value.try_into().unwrap());
            assert_eq!(file_name(&headers).as_deref(), expected, "{}", String::from_utf8_lossy(value));
        }
    }
}
