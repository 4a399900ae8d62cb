//! `cargo xtask test` and `cargo xtask ci`: everything that says whether the workspace is right.

use std::process::{Command, ExitCode};

use crate::place;

/// Features of the workspace that go together. `native-tls` is left out: it needs a system library
/// that a fresh machine may lack, and nothing of ours depends on it.
const FEATURES: &str = "wechat-app/full,wechat-runtime/rustls,wechat-runtime/crypto,wechat-runtime/api-security,wechat-runtime/xml,wechat-codegen/pretty";

/// Runs all tests; arguments are passed on to `cargo test`.
pub(crate) fn test(arguments: &[String]) -> ExitCode {
    let mut cargo = cargo("test");
    cargo.args(["--workspace", "--features", FEATURES]).args(arguments);
    run_all(vec![("tests", cargo)])
}

/// What a change must pass: format, lints, tests, documentation, packages, budgets.
pub(crate) fn ci(_: &[String]) -> ExitCode {
    let with = |name: &str, arguments: &[&str]| {
        let mut command = cargo(name);
        command.args(arguments);
        command
    };
    let mut doc = with("doc", &["--workspace", "--no-deps", "--features", FEATURES]);
    doc.env("RUSTDOCFLAGS", "-D warnings");
    let clippy = ["--workspace", "--all-targets", "--features", FEATURES, "--", "-D", "warnings"];
    run_all(vec![
        ("format", with("fmt", &["--all", "--check"])),
        ("lints", with("clippy", &clippy)),
        ("tests", with("test", &["--workspace", "--features", FEATURES])),
        ("documentation", doc),
        ("packages", with("package", &["--workspace", "--allow-dirty", "--no-verify"])),
        ("vectors", with("xtask", &["vectors"])),
        ("crate budget", with("xtask", &["budget", "--crates"])),
    ])
}

fn cargo(name: &str) -> Command {
    let mut command = place::cargo();
    command.arg(name).current_dir(place::workspace());
    command
}

/// Runs each and stops at the first that fails.
fn run_all(steps: Vec<(&str, Command)>) -> ExitCode {
    for (name, mut command) in steps {
        println!("== {name}");
        match command.status() {
            Ok(status) if status.success() => {}
            Ok(status) => {
                eprintln!("xtask: {name} failed ({status}): {command:?}");
                return ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!("xtask: cannot start {command:?}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
