//! `cargo xtask test` and `cargo xtask ci`: everything that says whether the workspace is right.

use std::process::{Command, ExitCode};

use crate::{budget, conformance, memcheck, packages, place, redis, scan};

/// Features of the workspace that go together. `native-tls` is left out: it needs a system library
/// that a fresh machine may lack, and nothing of ours depends on it.
pub(crate) const FEATURES: &str = "wechat-app/full,wechat-runtime/rustls,wechat-runtime/crypto,wechat-runtime/api-security,wechat-runtime/xml,wechat-runtime/redis-cluster,wechat-runtime/redis-rustls,wechat-codegen/pretty";

/// Features of the runtime that users choose one by one; the empty one is none of them.
const ALONE: [&str; 12] = [
    "",
    "crypto",
    "api-security",
    "sm",
    "xml",
    "callback",
    "axum",
    "sealed",
    "hub",
    "hub-client",
    "redis",
    "redis,callback",
];

/// Runs all tests, and looks for secrets in all that they and the SDK in them wrote. Arguments are
/// passed on to `cargo test`.
pub(crate) fn test(arguments: &[String]) -> ExitCode {
    let mut tests = cargo("test", &["--workspace", "--no-fail-fast", "--features", FEATURES]);
    tests.args(arguments);
    if let Err(error) = scan::begin() {
        eprintln!("xtask: cannot make room for the logs of the tests: {error}");
        return ExitCode::FAILURE;
    }
    // Tests that need a server fail without one, rather than being left out.
    let server = redis::Server::start();
    tests.env(redis::VARIABLE, server.as_ref().map(redis::Server::url).unwrap_or_default());
    if let Err(why) = &server {
        eprintln!("xtask: {why}");
    }
    match scan::watched(&mut tests, "tests") {
        Ok(status) if status.success() => {}
        Ok(status) => return failed("tests", &status.to_string()),
        Err(error) => return failed("tests", &error.to_string()),
    }
    // A run of some tests may not meet a secret at all.
    if !arguments.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("== seeds of the fuzz targets");
    if apart("fuzz") != ExitCode::SUCCESS {
        return ExitCode::FAILURE;
    }
    println!("== secrets in what the tests wrote");
    scan::run(&[])
}

/// What a change must pass, or those steps of it that are named.
pub(crate) fn ci(wanted: &[String]) -> ExitCode {
    let steps: &[(&str, &dyn Fn() -> ExitCode)] = &[
        ("format", &|| run(cargo("fmt", &["--all", "--check"]))),
        ("crate budget", &|| budget::run(&["--crates".to_owned()])),
        ("tests", &|| test(&[])),
        ("actix-web", &|| apart("fixtures/actix")),
        ("vectors", &|| conformance::vectors(&[])),
        ("conformance", &|| conformance::samples(&[])),
        ("memory", &|| memcheck::run(&[])),
        ("lints", &|| {
            run(cargo(
                "clippy",
                &["--workspace", "--all-targets", "--features", FEATURES, "--", "-D", "warnings"],
            ))
        }),
        ("features", &features),
        ("documentation", &|| {
            let mut doc = cargo("doc", &["--workspace", "--no-deps", "--features", FEATURES]);
            doc.env("RUSTDOCFLAGS", "-D warnings");
            run(doc)
        }),
        ("packages", &packages::run),
    ];
    let wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|step| step == name);
    for (name, step) in steps.iter().filter(|(name, _)| wanted(name)) {
        println!("== {name}");
        if step() != ExitCode::SUCCESS {
            return failed(name, "see above");
        }
    }
    ExitCode::SUCCESS
}

/// Each feature of the runtime alone: what one needs of another is said, and nothing is left over.
fn features() -> ExitCode {
    for feature in ALONE {
        let mut check = cargo("clippy", &["--package", "wechat-runtime", "--features", feature]);
        check.args(["--", "-D", "warnings"]);
        if run(check) != ExitCode::SUCCESS {
            return failed("features", feature);
        }
    }
    ExitCode::SUCCESS
}

/// The tests of a crate that is a workspace of its own.
fn apart(dir: &str) -> ExitCode {
    let mut tests = cargo("test", &["--manifest-path"]);
    tests.arg(place::workspace().join(dir).join("Cargo.toml"));
    tests.env("CARGO_TARGET_DIR", place::target());
    run(tests)
}

fn cargo(name: &str, arguments: &[&str]) -> Command {
    let mut command = place::cargo();
    command.arg(name).args(arguments).current_dir(place::workspace());
    command
}

fn run(mut command: Command) -> ExitCode {
    match command.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(status) => failed(&format!("{command:?}"), &status.to_string()),
        Err(error) => failed(&format!("{command:?}"), &error.to_string()),
    }
}

fn failed(what: &str, why: &str) -> ExitCode {
    eprintln!("xtask: {what} failed: {why}");
    ExitCode::FAILURE
}
