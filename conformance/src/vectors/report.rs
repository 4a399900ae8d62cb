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
    wrong: Vec<(String, String)>,
}

#[derive(Clone, Copy, Default)]
struct Count {
    passed: usize,
    failed: usize,
    unsupported: usize,
    wrong: usize,
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
            Outcome::Wrong(why) => {
                count.wrong += 1;
                self.wrong.push((entry.id.clone(), why.to_owned()));
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
        let mut row = |name: &str, cells: [String; 4]| {
            let [passed, failed, unsupported, wrong] = cells;
            writeln!(f, "{name:<width$}  {passed:>7}  {failed:>7}  {unsupported:>17}  {wrong:>12}")
        };
        let head = ["passed", "failed", "not yet supported", "wrong itself"];
        row("kind", head.map(str::to_owned))?;
        let mut total = Count::default();
        for (kind, count) in &self.kinds {
            let Count { passed, failed, unsupported, wrong } = *count;
            row(kind, [passed, failed, unsupported, wrong].map(|it| it.to_string()))?;
            total.passed += passed;
            total.failed += failed;
            total.unsupported += unsupported;
            total.wrong += wrong;
        }
        let Count { passed, failed, unsupported, wrong } = total;
        row("total", [passed, failed, unsupported, wrong].map(|it| it.to_string()))?;
        for (title, entries) in [
            ("failed", &self.failures),
            ("not yet supported", &self.unsupported),
            ("wrong itself", &self.wrong),
        ] {
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
