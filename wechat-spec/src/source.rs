//! Where spec files come from, and where in them something is: [`Files`] reads, [`Source`] turns
//! byte offsets into lines and columns. Nothing here knows what a file says.

use std::io;
use std::path::{Path, PathBuf};

use crate::index::sort;

/// A range of bytes of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// As messages show it.
    pub path: PathBuf,
    /// All of it.
    pub text: String,
    lines: Vec<usize>,
}

impl Source {
    /// A file of this text.
    pub fn new(path: &Path, text: String) -> Self {
        let lines = std::iter::once(0)
            .chain(
                text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1),
            )
            .collect();
        Source { path: path.to_owned(), text, lines }
    }

    /// Index (from 0) of the line that holds this byte.
    pub fn line_index(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The line (from 0) without its end, and the offset it starts at.
    pub fn line(&self, index: usize) -> (&str, usize) {
        let start = self.lines.get(index).copied().unwrap_or(self.text.len());
        let end = self.lines.get(index + 1).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end).unwrap_or_default();
        (line.trim_end_matches(['\n', '\r']), start)
    }

    /// Number of lines.
    pub(crate) fn line_count(&self) -> usize {
        self.lines.len()
    }
}

/// Reads spec files: from the disk, from memory, from wherever a build keeps them.
pub trait Files {
    /// The text of a file, `None` if there is no such file.
    fn read(&self, path: &Path) -> io::Result<Option<String>>;
    /// Paths of all `.toml` files in a directory and the directories below it, sorted.
    fn list(&self, dir: &Path) -> io::Result<Vec<PathBuf>>;
}

/// Files of the disk, below a directory that messages do not show.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// Paths are relative to the working directory.
    pub fn here() -> Self {
        Disk { root: PathBuf::new() }
    }

    /// Paths are relative to this directory (of a crate, say).
    pub fn below(root: impl Into<PathBuf>) -> Self {
        Disk { root: root.into() }
    }
}

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Option<String>> {
        match std::fs::read(self.root.join(path)) {
            Ok(bytes) => String::from_utf8(bytes)
                .map(Some)
                .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            // `a.toml/b.toml`: a file where a directory would have to be.
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        let mut waiting = vec![dir.to_owned()];
        while let Some(dir) = waiting.pop() {
            for entry in std::fs::read_dir(self.root.join(&dir))? {
                let entry = entry?;
                let path = dir.join(entry.file_name());
                if entry.file_type()?.is_dir() {
                    waiting.push(path);
                } else if path.extension().is_some_and(|extension| extension == "toml") {
                    found.push(path);
                }
            }
        }
        sort(&mut found, |path| path.to_string_lossy().into_owned());
        Ok(found)
    }
}

/// Files that are texts in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory(Vec<(PathBuf, String)>);

impl Memory {
    /// No file yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        let path = path.into();
        self.0.retain(|(known, _)| *known != path);
        self.0.push((path, text.into()));
        self
    }
}

impl Files for Memory {
    fn read(&self, path: &Path) -> io::Result<Option<String>> {
        Ok(self.0.iter().find(|(known, _)| known == path).map(|(_, text)| text.clone()))
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<PathBuf>> {
        let below = self.0.iter().filter(|(path, _)| path.starts_with(dir));
        let mut found = below.map(|(path, _)| path.clone()).collect();
        sort(&mut found, |path: &PathBuf| path.to_string_lossy().into_owned());
        Ok(found)
    }
}
