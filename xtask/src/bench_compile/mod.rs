//! `cargo xtask bench-compile`: what compiling a crate of many endpoints costs, written as specs,
//! by serde's derives, and as bare structs.
//!
//! `--catalogue` measures what the real specs cost instead (`catalogue.rs`).
//!
//! All three say the same and are built in one run, in turns. Only the crate itself is measured:
//! what it depends on is built before. CPU seconds count the whole of cargo and its compilers, so
//! the expansion of the macros is in them; it is listed by itself besides.

mod catalogue;
mod lab;
mod synthetic;

use std::process::ExitCode;

use self::lab::{Lab, Mode};
use crate::measure::Cost;

/// The most that ours may cost of what serde costs.
fn limit(mode: Mode) -> f64 {
    match mode {
        Mode::Check => 0.18,
        Mode::Debug => 0.22,
        Mode::Release => 0.25,
    }
}

/// How much dearer an endpoint among 4,000 may be than one among 500: what grows faster than the
/// number of endpoints would be beyond it, what the caches lose with 3 GB in use is not.
const GROWTH_LIMIT: f64 = 1.5;

/// The three forms.
const FORMS: [&str; 3] = ["ours", "serde-derives", "bare"];

const USAGE: &str =
    "usage: cargo xtask bench-compile [--endpoints N] [--quick] [--growth] [--catalogue]\n
  --endpoints N   how many endpoints (500)
  --quick         only `cargo check`, once
  --growth        ours alone, checked with 500, 1000, 2000 and 4000 endpoints
  --catalogue     programs of the facade: no group, the default, ten groups, a product, all";

struct Options {
    endpoints: usize,
    quick: bool,
    growth: bool,
    catalogue: bool,
}

impl Options {
    fn read(arguments: &[String]) -> Option<Options> {
        let mut options = Options { endpoints: 500, quick: false, growth: false, catalogue: false };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--endpoints" => {
                    options.endpoints = arguments.next()?.parse().ok().filter(|n| *n > 0)?
                }
                "--quick" => options.quick = true,
                "--growth" => options.growth = true,
                "--catalogue" => options.catalogue = true,
                _ => return None,
            }
        }
        Some(options)
    }
}

/// Runs the task.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let Some(options) = Options::read(arguments) else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    let result = if options.growth {
        growth()
    } else if options.catalogue {
        catalogue::run()
    } else {
        compare(&options)
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench-compile: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The cheapest of some builds of each form, in turns.
fn costs(lab: &Lab, forms: &[&str], mode: Mode, rounds: usize) -> Result<Vec<Cost>, String> {
    for form in forms {
        lab.prepare(form, mode)?;
    }
    let mut best: Vec<Option<Cost>> = vec![None; forms.len()];
    for _ in 0..rounds {
        for (form, best) in forms.iter().zip(&mut best) {
            let cost = lab.measure(form, mode)?;
            *best = Some(best.map_or(cost, |best| best.min(cost)));
        }
    }
    Ok(best.into_iter().flatten().collect())
}

fn compare(options: &Options) -> Result<bool, String> {
    let (modes, rounds) = if options.quick { (&Mode::ALL[..1], 1) } else { (&Mode::ALL[..], 2) };
    let lab = Lab::new(options.endpoints)?;
    println!(
        "{} endpoints, {} records of 8 fields, in {}\n",
        options.endpoints,
        options.endpoints * 2,
        lab.dir().display()
    );
    println!(
        "{:<9}{:<16}{:>9}{:>9}{:>10}{:>10}",
        "", "", "CPU s", "clock s", "peak MiB", "rlib MiB"
    );
    let mut verdicts = Vec::new();
    for &mode in modes {
        let costs = costs(&lab, &FORMS, mode, rounds)?;
        for (form, cost) in FORMS.iter().zip(&costs) {
            let rlib = lab.rlib(form, mode).map_or("-".to_owned(), |size| format!("{size:.1}"));
            println!(
                "{:<9}{form:<16}{:>9.2}{:>9.2}{:>10.0}{rlib:>10}",
                mode.name(),
                cost.cpu,
                cost.wall,
                cost.peak
            );
        }
        verdicts.push((mode, costs[0].cpu / costs[1].cpu));
    }
    println!("\nours / serde, CPU seconds");
    let mut good = true;
    for (mode, ratio) in verdicts {
        let within = ratio <= limit(mode);
        good &= within;
        let verdict = if within { "within" } else { "BEYOND" };
        println!("{:<9}{ratio:>6.3}   {verdict} the limit of {}", mode.name(), limit(mode));
    }
    println!("\nthe macro itself, ms for all {} files", synthetic::groups(options.endpoints));
    println!("{:<9}{:>8}{:>8}{:>8}{:>8}", "", "read", "write", "tokens", "sum");
    let built: &[Mode] = if options.quick { &[Mode::Debug] } else { &[Mode::Debug, Mode::Release] };
    for &mode in built {
        let [load, emit, tokens] = lab.expansion(mode, synthetic::groups(options.endpoints))?;
        let sum = load + emit + tokens;
        println!("{:<9}{load:>8.0}{emit:>8.0}{tokens:>8.0}{sum:>8.0}", mode.name());
    }
    Ok(good)
}

fn growth() -> Result<bool, String> {
    println!("{:>9}{:>9}{:>10}{:>14}", "endpoints", "CPU s", "peak MiB", "ms/endpoint");
    let mut each = Vec::new();
    for endpoints in [500, 1000, 2000, 4000] {
        let lab = Lab::new(endpoints)?;
        let cost = costs(&lab, &FORMS[..1], Mode::Check, 2)?[0];
        let per = cost.cpu * 1e3 / endpoints as f64;
        println!("{endpoints:>9}{:>9.2}{:>10.0}{per:>14.2}", cost.cpu, cost.peak);
        each.push(per);
    }
    let growth = each[each.len() - 1] / each[0];
    let within = growth <= GROWTH_LIMIT;
    let verdict = if within { "linear" } else { "NOT LINEAR" };
    println!(
        "\nan endpoint among 4000 costs {growth:.2} of one among 500: {verdict} (limit {GROWTH_LIMIT})"
    );
    Ok(within)
}
