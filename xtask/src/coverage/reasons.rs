//! `xtask/coverage.toml`: why paths are not described.

use std::path::Path;

use toml_span::value::{Table, Value, ValueInner};

use super::State;
use super::known::{Call, Known};

/// Key → sentence, in the order of the file's names.
type Reason = Vec<(String, String)>;

pub(super) struct Reasons {
    /// Nothing may be missing.
    pub complete: bool,
    elsewhere: Reason,
    not_current: Reason,
    deprecated: Reason,
    left_out: Reason,
}

impl Reasons {
    pub(super) fn load(file: &Path) -> Result<Reasons, String> {
        let place = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let text = std::fs::read_to_string(file).map_err(|error| place(&error))?;
        let mut root = toml_span::parse(&text).map_err(|error| place(&error))?;
        let ValueInner::Table(mut tables) = root.take() else {
            return Err(place(&"not a table"));
        };
        let complete = tables.remove("complete").and_then(|mut value| match value.take() {
            ValueInner::Boolean(complete) => Some(complete),
            _ => None,
        });
        let mut reasons = |name: &str| {
            sentences(&mut tables, name)
                .ok_or_else(|| place(&format!("`[{name}]` must hold texts")))
        };
        let read = Reasons {
            complete: complete.ok_or_else(|| place(&"`complete` must be true or false"))?,
            elsewhere: reasons("elsewhere")?,
            not_current: reasons("not_current")?,
            deprecated: reasons("deprecated")?,
            left_out: reasons("left_out")?,
        };
        match tables.keys().next() {
            Some(key) => Err(place(&format!("unknown key `{}`", key.name))),
            None => Ok(read),
        }
    }

    pub(super) fn left_out(&self, path: &str) -> Option<&str> {
        first(&self.left_out, |pattern| like(pattern, path))
    }

    pub(super) fn elsewhere(&self, call: &Call) -> Option<&str> {
        first(&self.elsewhere, |key| match key.split_once(' ') {
            Some((product, start)) => product == call.product && call.path.starts_with(start),
            None => key == call.product,
        })
    }

    pub(super) fn not_current(&self, call: &Call) -> Option<&str> {
        first(&self.not_current, |judgement| judgement == call.judgement)
    }

    pub(super) fn deprecated(&self, call: &Call) -> Option<&str> {
        let known = ["deprecated", "obsolete"].iter().any(|word| call.judgement.contains(word));
        if !known {
            return None;
        }
        first(&self.deprecated, |key| key == call.reason)
            .or_else(|| first(&self.deprecated, |key| key == call.judgement))
    }

    /// Decisions of our own that do not decide anything.
    pub(super) fn stale(&self, known: &Known, states: &[State<'_>]) -> Vec<String> {
        let mut mistakes = Vec::new();
        for (pattern, _) in &self.left_out {
            let mut of =
                known.calls.iter().zip(states).filter(|(call, _)| like(pattern, &call.path));
            let undecided = of.all(|(_, state)| !matches!(state, State::LeftOut(_)));
            if undecided {
                mistakes.push(format!(
                    "coverage.toml: `{pattern}` of `[left_out]` is described, or no path is like it"
                ));
            }
        }
        mistakes
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        [&self.elsewhere, &self.not_current, &self.deprecated, &self.left_out]
            .into_iter()
            .flatten()
            .map(|(_, reason)| reason.as_str())
    }
}

fn first(reasons: &Reason, is: impl Fn(&str) -> bool) -> Option<&str> {
    reasons.iter().find(|(key, _)| is(key)).map(|(_, reason)| reason.as_str())
}

/// Whether a path is what a pattern says; `*` at its end stands for anything.
fn like(pattern: &str, path: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == path, |start| path.starts_with(start))
}

fn sentences(tables: &mut Table<'_>, name: &str) -> Option<Reason> {
    let table = match tables.remove(name).as_mut().map(Value::take) {
        Some(ValueInner::Table(table)) => table,
        _ => return None,
    };
    table
        .into_iter()
        .map(|(key, value)| Some((key.name.into_owned(), value.as_str()?.to_owned())))
        .collect()
}
