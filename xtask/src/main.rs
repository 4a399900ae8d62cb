//! Tasks of the workspace: `cargo xtask <task>`. Each task is a module; this file only finds it.
// A task talks to the person who runs it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod bench_compile;
mod bench_instructions;
mod budget;
mod conformance;
mod coverage;
mod measure;
mod memcheck;
mod packages;
mod place;
mod redis;
mod scan;
mod test;

use std::process::ExitCode;

/// A task takes the arguments behind its name.
type Task = fn(&[String]) -> ExitCode;

/// Every task: its name, what it does, its function.
const TASKS: &[(&str, &str, Task)] = &[
    ("test", "[ARGUMENTS OF cargo test]: run all tests", test::test),
    ("ci", "[STEPS]: everything a change must pass", test::ci),
    ("scan-secrets", "[DIR]: that no secret stands in what the last test run wrote", scan::run),
    (
        "vectors",
        "[DIR] [--kind PREFIX]: run conformance vectors against the SDK",
        conformance::vectors,
    ),
    (
        "conformance",
        "[--samples DIR] [--catalog DIR] [--floor PERCENT]: samples of WeChat against the records",
        conformance::samples,
    ),
    (
        "bench-compile",
        "[--endpoints N] [--quick] [--growth] [--catalogue]: what compiling many endpoints costs",
        bench_compile::run,
    ),
    (
        "bench-instructions",
        "instructions of the SDK and of the same by hand, by callgrind",
        bench_instructions::run,
    ),
    (
        "budget",
        "[--crates]: how many crates a hello-world has, and what building them costs",
        budget::run,
    ),
    (
        "coverage",
        "[--check] [--facts DIR]: write docs/coverage.md, or say whether it is current",
        coverage::run,
    ),
    ("memcheck", "the record codec's tests under valgrind", memcheck::run),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let wanted = arguments.first().map(String::as_str);
    if let Some((_, _, task)) = TASKS.iter().find(|(name, _, _)| Some(*name) == wanted) {
        return task(&arguments[1..]);
    }
    if let Some(wanted) = wanted {
        eprintln!("xtask: there is no task `{wanted}`");
    }
    eprintln!("usage: cargo xtask <task> [arguments]\n");
    for (name, help, _) in TASKS {
        eprintln!("  {name:<16}{help}");
    }
    ExitCode::FAILURE
}
