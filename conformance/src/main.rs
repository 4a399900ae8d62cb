//! Holds the whole facade against data that nobody on the project wrote: `samples` of what WeChat
//! sends and takes, and `vectors` of what an SDK must do. `cargo xtask conformance` and
//! `cargo xtask vectors` run it; it is a crate of its own because it links every record there is.
// It talks to the person who runs it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod samples;
mod vectors;

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
