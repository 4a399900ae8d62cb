//! Totals by product and kind, then each failure.

use std::collections::BTreeMap;
use std::fmt;

use super::manifest::{Kind, Sample};

/// What came of a sample.
pub(super) enum Outcome {
    Passed,
    /// The paths of the differences.
    Failed(Vec<String>),
    /// No spec describes its endpoint; which one.
    Undescribed(String),
    /// Wrong itself, and known to be.
    Known,
}

#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
    undescribed: usize,
    known: usize,
}

/// What came of all samples.
#[derive(Default)]
pub(super) struct Report {
    counts: BTreeMap<(String, Kind), Count>,
    failures: Vec<(String, Vec<String>)>,
    undescribed: Vec<(String, String)>,
}

impl Report {
    pub(super) fn add(&mut self, sample: &Sample, outcome: Outcome) {
        let count = self.counts.entry((sample.product.clone(), sample.kind)).or_default();
        match outcome {
            Outcome::Passed => count.passed += 1,
            Outcome::Known => count.known += 1,
            Outcome::Failed(what) => {
                count.failed += 1;
                self.failures.push((sample.path.clone(), what));
            }
            Outcome::Undescribed(what) => {
                count.undescribed += 1;
                self.undescribed.push((sample.path.clone(), what));
            }
        }
    }

    /// What passed of what counts, in percent.
    pub(super) fn share(&self) -> f64 {
        let passed: usize = self.counts.values().map(|count| count.passed).sum();
        let counted = |it: &Count| it.passed + it.failed + it.undescribed;
        let counted: usize = self.counts.values().map(counted).sum();
        if counted == 0 { 0.0 } else { 100.0 * passed as f64 / counted as f64 }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<18}{:>8}{:>8}{:>9}{:>14}", "", "passed", "failed", "no spec", "left out")?;
        for ((product, kind), count) in &self.counts {
            let Count { passed, failed, undescribed, known } = count;
            let name = format!("{product} {}", kind.name());
            writeln!(f, "{name:<18}{passed:>8}{failed:>8}{undescribed:>9}{known:>14}")?;
        }
        for (path, what) in &self.failures {
            writeln!(f, "\n{path}")?;
            for line in what.iter().take(8) {
                writeln!(f, "    {line}")?;
            }
            if what.len() > 8 {
                writeln!(f, "    and {} more", what.len() - 8)?;
            }
        }
        for (index, (path, what)) in self.undescribed.iter().enumerate() {
            if index == 0 {
                writeln!(f, "\nwithout a spec:")?;
            }
            writeln!(f, "    {path}: {what}")?;
        }
        Ok(())
    }
}
