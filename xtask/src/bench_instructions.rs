//! `cargo xtask bench-instructions`: instructions of the SDK and of the same by hand, counted by
//! callgrind over the programs in `benches/`.
//!
//! Each program runs twice with different numbers of repetitions: the difference is what the
//! repetitions cost, without start-up. Counts hardly differ from run to run or machine to machine,
//! so limits on them mean something where times would not.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::place;

/// Two forms of a program, and how much more the first may cost than the second.
struct Race {
    title: &'static str,
    program: &'static str,
    ours: &'static str,
    by_hand: &'static str,
    /// Repetitions of the shorter run; the longer one has three times as many.
    times: usize,
    limit: f64,
}

const RACES: [Race; 5] = [
    Race {
        title: "reading an answer of 1 KB",
        program: "decode",
        ours: "ours-1",
        by_hand: "serde-1",
        times: 500,
        limit: 1.25,
    },
    Race {
        title: "reading an answer of 100 KB",
        program: "decode",
        ours: "ours-100",
        by_hand: "serde-100",
        times: 10,
        limit: 1.25,
    },
    Race {
        title: "a call with a cached token",
        program: "call",
        ours: "ours",
        by_hand: "by-hand",
        times: 200,
        limit: 1.05,
    },
    Race {
        title: "a pushed message of 1 KB",
        program: "callback",
        ours: "ours",
        by_hand: "bare",
        times: 200,
        limit: 1.1,
    },
    Race {
        title: "the same, base64 not counted",
        program: "callback",
        ours: "ours",
        by_hand: "bare-no-base64",
        times: 200,
        limit: 1.2,
    },
];

/// How much many threads must get done together of what one does alone.
const LEAST_SHARE: f64 = 0.5;
/// Bytes of an account with a token.
const ACCOUNT_LIMIT: f64 = 2048.0;
/// Nanoseconds of finding one of very many accounts.
const LOOKUP_LIMIT: f64 = 2000.0;
/// The most nanoseconds that reading a cached token may take.
const TOKEN_LIMIT: f64 = 100.0;

/// Runs the task.
pub(crate) fn run(_: &[String]) -> ExitCode {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("bench-instructions: skipped, as valgrind is not on this machine");
        return ExitCode::SUCCESS;
    }
    match race() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench-instructions: {error}");
            ExitCode::FAILURE
        }
    }
}

fn race() -> Result<bool, String> {
    let programs = build()?;
    let mut good = true;
    println!("{:<30}{:>12}{:>12}{:>8}", "instructions", "ours", "by hand", "ratio");
    for race in &RACES {
        let program = programs.join(race.program);
        let ours = each(&program, race.ours, race.times)?;
        let by_hand = each(&program, race.by_hand, race.times)?;
        let ratio = ours / by_hand;
        good &= ratio <= race.limit;
        let verdict = if ratio <= race.limit { "within" } else { "BEYOND" };
        println!(
            "{:<30}{ours:>12.0}{by_hand:>12.0}{ratio:>8.3}   {verdict} the limit of {}",
            race.title, race.limit
        );
    }
    let token = programs.join("token");
    println!("{:<30}{:>12.0}", "reading a cached token", each(&token, "count", 1000)?);
    Ok(cached(&token)? && accounts(&programs.join("accounts"))? && good)
}

/// Reading a cached token by several threads: the time of one alone, and that many do not get less
/// done together than one does.
fn cached(program: &Path) -> Result<bool, String> {
    let times = numbers(program, &["time", "10000"])?;
    let &[alone, two, eight] = &times[..] else {
        return Err(format!("the token program printed {times:?}"));
    };
    // Reads in a microsecond, by all.
    let [one, two, eight] = [1000.0 / alone, 2000.0 / two, 8000.0 / eight];
    let good = alone <= TOKEN_LIMIT && two.min(eight) >= one * LEAST_SHARE;
    println!(
        "\nreading a cached token: {alone:.0} ns (limit {TOKEN_LIMIT}); in a microsecond {one:.1} reads by one thread, {two:.1} by two, {eight:.1} by eight: {}",
        verdict(good)
    );
    Ok(good)
}

/// What very many accounts cost.
fn accounts(program: &Path) -> Result<bool, String> {
    let figures = numbers(program, &["time", "100000"])?;
    let &[bare, token, alone, both] = &figures[..] else {
        return Err(format!("the accounts program printed {figures:?}"));
    };
    let good = token <= ACCOUNT_LIMIT && both <= LOOKUP_LIMIT;
    println!(
        "100,000 accounts: {bare:.0} bytes each, {token:.0} with a token (limit {ACCOUNT_LIMIT}); finding one takes {alone:.0} ns, two threads at once {both:.0} (limit {LOOKUP_LIMIT}): {}",
        verdict(good)
    );
    Ok(good)
}

fn verdict(good: bool) -> &'static str {
    if good { "within" } else { "BEYOND" }
}

/// The numbers that a program prints.
fn numbers(program: &Path, arguments: &[&str]) -> Result<Vec<f64>, String> {
    let output = output(Command::new(program).args(arguments))?;
    Ok(output.split_whitespace().filter_map(|word| word.parse().ok()).collect())
}

/// Builds the programs; gives the directory that they are in.
fn build() -> Result<PathBuf, String> {
    let benches = place::workspace().join("benches");
    // The versions of the workspace, as far as it has them.
    std::fs::copy(place::workspace().join("Cargo.lock"), benches.join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    let target = place::target().join("bench-instructions");
    let mut cargo = place::cargo();
    cargo.current_dir(benches).env("CARGO_TARGET_DIR", &target).args([
        "build",
        "--release",
        "--bins",
    ]);
    match cargo.status() {
        Ok(status) if status.success() => Ok(target.join("release")),
        Ok(_) => Err("the programs do not build".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Instructions of one repetition.
fn each(program: &Path, form: &str, times: usize) -> Result<f64, String> {
    let short = count(program, form, times)?;
    let long = count(program, form, times * 3)?;
    Ok((long - short) / (times * 2) as f64)
}

/// Instructions of a whole run.
fn count(program: &Path, form: &str, times: usize) -> Result<f64, String> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([form, &times.to_string()])
        .output()
        .map_err(|error| error.to_string())?;
    let log = String::from_utf8_lossy(&output.stderr);
    let collected = log.lines().find_map(|line| line.split_once("Collected : "));
    match collected.and_then(|(_, number)| number.trim().parse().ok()) {
        Some(number) if output.status.success() => Ok(number),
        _ => Err(format!("{} {form} failed:\n{log}", program.display())),
    }
}

fn output(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
