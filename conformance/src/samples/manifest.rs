//! Reading `manifest.json` of a directory of samples, and the samples.

use std::path::{Component, Path};

use serde_json::Value;

/// What a sample is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// What WeChat takes.
    Request,
    /// What WeChat answers.
    Response,
    /// What WeChat pushes.
    Event,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Request => "request",
            Kind::Response => "response",
            Kind::Event => "event",
        }
    }
}

/// One entry of the manifest.
pub(super) struct Sample {
    /// `api`, `work`, …
    pub(super) product: String,
    /// The catalogue's name of the endpoint; empty for events.
    pub(super) endpoint: String,
    pub(super) kind: Kind,
    /// The file, from the manifest's directory on.
    pub(super) path: String,
}

/// All samples of a directory.
pub(super) fn read(directory: &Path) -> Result<Vec<Sample>, String> {
    let path = directory.join("manifest.json");
    let at = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = std::fs::read(&path).map_err(|error| at(&error))?;
    let entries: Vec<Value> = serde_json::from_slice(&text).map_err(|error| at(&error))?;
    let samples = entries.iter().enumerate().map(|(index, entry)| {
        sample(entry).ok_or_else(|| at(&format!("entry {index} is not a sample")))
    });
    samples.collect()
}

fn sample(entry: &Value) -> Option<Sample> {
    let text = |name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
    let kind = match entry.get("kind")?.as_str()? {
        "request" => Kind::Request,
        "response" => Kind::Response,
        "event" => Kind::Event,
        _ => return None,
    };
    let endpoint = text("endpoint").unwrap_or_default();
    Some(Sample { product: text("product")?, endpoint, kind, path: text("path")? })
}

impl Sample {
    /// What the file says.
    pub(super) fn text(&self, directory: &Path) -> Result<String, String> {
        let path = Path::new(&self.path);
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err("lies outside of the directory".to_owned());
        }
        let bytes = std::fs::read(directory.join(path)).map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&bytes);
        Ok(text.trim_start_matches('\u{feff}').to_owned())
    }
}
