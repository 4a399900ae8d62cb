//! Samples that are not run: `known.txt`, a line each, `path: reason`.

const KNOWN: &str = include_str!("known.txt");

/// Why a sample is not counted.
pub(super) fn reason(path: &str) -> Option<&'static str> {
    let lines = KNOWN.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| *name == path)
        .map(|(_, why)| why)
}
