//! Holds the whole facade against data that nobody on the project wrote: `samples` of what WeChat
//! sends and takes, and `vectors` of what an SDK must do. `cargo xtask conformance` and
//! `cargo xtask vectors` run it; it is a crate of its own because it links every record there is.
// It talks to the person who runs it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod samples;
mod vectors;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((task, rest)) if task == "samples" => samples::run(rest),
        Some((task, rest)) if task == "vectors" => vectors::run(rest),
        _ => {
            eprintln!("usage: conformance samples|vectors [arguments]");
            ExitCode::FAILURE
        }
    }
}

/// A directory that somebody named, or the one of this name in `../shared` beside the checkout. A
/// user's clone does not have that: then it is said, and there is nothing to run.
fn directory(named: Option<PathBuf>, name: &str) -> Option<PathBuf> {
    named.or_else(|| {
        let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(name);
        let default = default.canonicalize().unwrap_or(default);
        if default.is_dir() {
            return Some(default);
        }
        println!(
            "no {name} to run: {} does not exist (name a directory to run others)",
            default.display()
        );
        None
    })
}
