//! `cargo xtask memcheck`: the tests of the record codec, whose `slot.rs` holds its `unsafe` code,
//! under valgrind's memcheck. Miri would say more, but needs a nightly toolchain: with one,
//! `cargo +nightly miri test -p wechat-runtime --lib record::` is the command.

use std::process::{Command, ExitCode, Stdio};

use crate::place;

/// Builds the unit tests of the runtime and runs those of the codec.
pub(crate) fn run(_: &[String]) -> ExitCode {
    let found = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
    if !found.is_ok_and(|status| status.success()) {
        println!("memcheck: skipped, as valgrind is not installed");
        return ExitCode::SUCCESS;
    }
    let build = place::cargo()
        .args(["test", "--no-run", "--lib", "--package", "wechat-runtime"])
        .args(["--features", "xml,rustls", "--message-format=json"])
        .current_dir(place::workspace())
        .stderr(Stdio::inherit())
        .output();
    let output = match build {
        Ok(build) if build.status.success() => build.stdout,
        _ => {
            eprintln!("memcheck: the tests do not build");
            return ExitCode::FAILURE;
        }
    };
    let Some(tests) = executable(&output) else {
        eprintln!("memcheck: cargo named no test executable");
        return ExitCode::FAILURE;
    };
    let run = Command::new("valgrind")
        .args(["--quiet", "--error-exitcode=9", &tests, "record::"])
        .status();
    if run.is_ok_and(|status| status.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The path in the last of cargo's messages that has one.
fn executable(messages: &[u8]) -> Option<String> {
    messages
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice::<serde_json::Value>(line).ok())
        .filter_map(|message| message.get("executable")?.as_str().map(str::to_owned))
        .next_back()
}
