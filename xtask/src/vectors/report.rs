//! The table by kind, then each failure, then what is not supported yet inside supported kinds.

use std::collections::BTreeMap;
use std::fmt;

use super::KINDS;
use super::case::Outcome;
use super::manifest::Entry;

/// What came of all entries.
#[derive(Default)]
pub(super) struct Report {
    kinds: BTreeMap<String, Count>,
    failures: Vec<(String, String)>,
    unsupported: Vec<(String, String)>,
}

#[derive(Clone, Copy, Default)]
struct Count {
    passed: usize,
    failed: usize,
    unsupported: usize,
}

impl Report {
    pub(super) fn add(&mut self, entry: &Entry, outcome: Outcome) {
        let count = self.kinds.entry(entry.kind.clone()).or_default();
        match outcome {
            Outcome::Passed => count.passed += 1,
            Outcome::Failed(what) => {
                count.failed += 1;
                self.failures.push((entry.id.clone(), what));
            }
            Outcome::Unsupported(what) => {
                count.unsupported += 1;
                if KINDS.iter().any(|(kind, _)| *kind == entry.kind) {
                    self.unsupported.push((entry.id.clone(), what));
                }
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    pub(super) fn has_failures(&self) -> bool {
        !self.failures.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.kinds.keys().map(String::len).max().unwrap_or(0).max("total".len());
        let mut row = |name: &str, passed: &str, failed: &str, unsupported: &str| {
            writeln!(f, "{name:<width$}  {passed:>7}  {failed:>7}  {unsupported:>17}")
        };
        row("kind", "passed", "failed", "not yet supported")?;
        let mut total = Count::default();
        for (kind, count) in &self.kinds {
            let Count { passed, failed, unsupported } = *count;
            row(kind, &passed.to_string(), &failed.to_string(), &unsupported.to_string())?;
            total.passed += passed;
            total.failed += failed;
            total.unsupported += unsupported;
        }
        let Count { passed, failed, unsupported } = total;
        row("total", &passed.to_string(), &failed.to_string(), &unsupported.to_string())?;
        for (title, entries) in
            [("failed", &self.failures), ("not yet supported", &self.unsupported)]
        {
            for (index, (id, what)) in entries.iter().enumerate() {
                if index == 0 {
                    writeln!(f, "\n{title}:")?;
                }
                writeln!(f, "  {id}\n    {what}")?;
            }
        }
        Ok(())
    }
}
