//! Reading `manifest.json` and the files that its entries name.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// One entry.
pub(super) struct Entry {
    /// Its name.
    pub(super) id: String,
    /// What it is about: `mp.api_security`.
    pub(super) kind: String,
    /// What the SDK is given.
    pub(super) inputs: Map<String, Value>,
    /// What it must make of that.
    pub(super) expected: Map<String, Value>,
    /// Files beside the manifest.
    pub(super) files: Vec<String>,
    /// Their SHA-256.
    pub(super) file_sha256: BTreeMap<String, String>,
}

/// All entries of a directory.
pub(super) fn read(directory: &Path) -> Result<Vec<Entry>, String> {
    if !directory.is_dir() {
        return Err(format!("there is no directory {}", directory.display()));
    }
    let path = directory.join("manifest.json");
    let at = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = std::fs::read(&path).map_err(|error| at(&error))?;
    let manifest: Value = serde_json::from_slice(&text).map_err(|error| at(&error))?;
    let entries = manifest.get("entries").unwrap_or(&manifest).as_array();
    let entries = entries.ok_or_else(|| at(&"no list `entries`"))?;
    entries
        .iter()
        .enumerate()
        .map(|(index, entry)| {
            Entry::read(entry).map_err(|error| at(&format!("entry {index}: {error}")))
        })
        .collect()
}

impl Entry {
    fn read(json: &Value) -> Result<Entry, String> {
        let text = |name: &str| {
            let value = json.get(name).and_then(Value::as_str);
            value.map(str::to_owned).ok_or(format!("no text `{name}`"))
        };
        let object = |name: &str| match json.get(name) {
            None | Some(Value::Null) => Ok(Map::new()),
            Some(Value::Object(object)) => Ok(object.clone()),
            Some(_) => Err(format!("`{name}` is not an object")),
        };
        let files = json.get("files").and_then(Value::as_array).into_iter().flatten();
        let files = files.map(|file| file.as_str().map(str::to_owned));
        let text_of = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(Entry {
            id: text("id")?,
            kind: text("kind")?,
            inputs: object("inputs")?,
            expected: object("expected")?,
            files: files.collect::<Option<_>>().ok_or("`files` is not a list of texts")?,
            file_sha256: object("file_sha256")?
                .iter()
                .map(|(file, digest)| (file.clone(), text_of(digest)))
                .collect(),
        })
    }
}

/// The contents of an entry's files, after a look at their digests.
pub(super) fn read_files(directory: &Path, entry: &Entry) -> Result<Vec<Vec<u8>>, String> {
    entry.files.iter().map(|file| read_file(directory, entry, file)).collect()
}

fn read_file(directory: &Path, entry: &Entry, file: &str) -> Result<Vec<u8>, String> {
    let path = Path::new(file);
    if !path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err(format!("{file}: lies outside of the directory"));
    }
    let content =
        std::fs::read(directory.join(path)).map_err(|error| format!("{file}: {error}"))?;
    let digest: String =
        Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
    match entry.file_sha256.get(file) {
        Some(expected) if !expected.eq_ignore_ascii_case(&digest) => {
            Err(format!("{file}: SHA-256 is {digest}, the manifest says {expected}"))
        }
        _ => Ok(content),
    }
}
