//! `cargo xtask vectors` and `cargo xtask conformance`: builds the crate `conformance`, which holds
//! the facade against data from outside, and runs it. It is built once for both, with the features
//! that the tests have.

use std::process::ExitCode;

use crate::place;
use crate::test::FEATURES;

/// Vectors of what an SDK must do.
pub(crate) fn vectors(arguments: &[String]) -> ExitCode {
    run("vectors", arguments)
}

/// Samples of what WeChat sends and takes.
pub(crate) fn samples(arguments: &[String]) -> ExitCode {
    run("samples", arguments)
}

fn run(task: &str, arguments: &[String]) -> ExitCode {
    let mut build = place::cargo();
    build.args(["build", "--workspace", "--bin", "conformance", "--features", FEATURES]);
    let name = format!("conformance{}", std::env::consts::EXE_SUFFIX);
    let mut conformance = std::process::Command::new(place::target().join("debug").join(name));
    conformance.arg(task).args(arguments);
    for mut command in [build, conformance] {
        match command.status() {
            Ok(status) if status.success() => {}
            // What went wrong has been said.
            Ok(_) => return ExitCode::FAILURE,
            Err(error) => {
                eprintln!("xtask: cannot run {command:?}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
