//! `cargo xtask conformance [--samples DIR] [--catalog DIR] [--floor PERCENT]`: holds the records of
//! all endpoints against samples of what WeChat sends and takes.
//!
//! A response passes when its record, written again, has lost nothing; a request when the record
//! writes it back with the same values and no others; an event when it is a variant of its own and
//! all of it is found again. Samples that are wrong themselves are listed in `known.txt`, with the
//! reason, and are not counted.

pub(crate) mod catalog;
pub(crate) mod compare;
mod event;
mod known;
mod manifest;
mod report;
pub(crate) mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use catalog::Catalog;
use manifest::{Kind, Sample};
use report::{Outcome, Report};

/// What of the samples must pass, in percent. It is raised as the catalogue grows, never lowered.
const FLOOR: f64 = 99.5;

/// Samples of these products are run; no specs describe the others yet.
const PRODUCTS: &[&str] = &["api", "work", "ads", "openai"];

/// Runs the task.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let options = match Options::read(arguments) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("xtask conformance: {message}");
            eprintln!(
                "usage: cargo xtask conformance [--samples DIR] [--catalog DIR] [--floor PERCENT]"
            );
            return ExitCode::FAILURE;
        }
    };
    let Some(samples) = crate::directory(options.samples.clone(), "samples") else {
        return ExitCode::SUCCESS;
    };
    match report(&options, &samples) {
        Ok(report) => {
            print!("{report}");
            let share = report.share();
            println!("\n{share:.2} % of the samples pass; the floor is {:.2} %", options.floor);
            if share >= options.floor { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(message) => {
            eprintln!("xtask conformance: {message}");
            ExitCode::FAILURE
        }
    }
}

fn report(options: &Options, samples: &Path) -> Result<Report, String> {
    let catalog = Catalog::read(&options.catalog, PRODUCTS)?;
    let mut report = Report::default();
    for sample in manifest::read(samples)? {
        if !PRODUCTS.contains(&sample.product.as_str()) {
            continue;
        }
        let outcome = match known::reason(&sample.path) {
            Some(_) => Outcome::Known,
            None => outcome(samples, &catalog, &sample),
        };
        report.add(&sample, outcome);
    }
    Ok(report)
}

fn outcome(samples: &Path, catalog: &Catalog, sample: &Sample) -> Outcome {
    let text = match sample.text(samples) {
        Ok(text) => text,
        Err(message) => return Outcome::Failed(vec![message]),
    };
    if sample.kind == Kind::Event {
        return event::run(&sample.product, text);
    }
    let Some(call) = catalog.call(&sample.product, &sample.endpoint) else {
        return Outcome::Undescribed("the catalogue does not name its endpoint".to_owned());
    };
    let rows = table::rows(&sample.product, call);
    if rows.is_empty() {
        return Outcome::Undescribed(format!("no spec for {} {}", call.method, call.path));
    }
    // Endpoints on one path differ by constants that not every sample shows: the best one counts.
    let failures = rows.iter().map(|row| match sample.kind {
        Kind::Request => row.request(&text),
        Kind::Response | Kind::Event => row.response(&text),
    });
    match failures.min_by_key(Vec::len) {
        Some(failures) if !failures.is_empty() => Outcome::Failed(failures),
        _ => Outcome::Passed,
    }
}

/// Where the samples are, and what must pass.
struct Options {
    samples: Option<PathBuf>,
    catalog: PathBuf,
    floor: f64,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Options, String> {
        let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
        let mut options =
            Options { samples: None, catalog: shared.join("facts/catalog"), floor: FLOOR };
        let mut arguments = arguments.iter();
        while let Some(name) = arguments.next() {
            let mut value =
                || arguments.next().ok_or_else(|| format!("`{name}` needs a value behind it"));
            match name.as_str() {
                "--samples" => options.samples = Some(value()?.into()),
                "--catalog" => options.catalog = value()?.into(),
                "--floor" => {
                    let text = value()?;
                    options.floor =
                        text.parse().map_err(|_| format!("`{text}` is no percentage"))?;
                }
                other => return Err(format!("unknown argument `{other}`")),
            }
        }
        Ok(options)
    }
}
