//! `cargo xtask budget`: what depending on the SDK costs a program that does nothing else, in
//! crates and in building them.
//!
//! The measure is reqwest with the same TLS, without the SDK. A third program adds what a call by
//! hand needs besides, serde's derives and JSON: it is listed, not judged. All are built from
//! nothing in turns, and the cheaper of two builds counts for each.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::measure::{self, Cost};
use crate::place;

/// The most crates of a hello-world, itself included.
const CRATES: usize = 100;
/// The most CPU seconds of a hello-world, by those of bare reqwest.
const COST: f64 = 1.15;

const USAGE: &str = "usage: cargo xtask budget [--crates] [--timings]\n
  --crates    only count crates, which builds nothing
  --timings   one build of the SDK, with cargo's report of where the time went";

/// The programs: name, dependencies, source.
fn programs() -> [(&'static str, String, &'static str); 3] {
    const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }";
    let sdk = format!(
        "wechat-app = {{ path = {:?} }}\n{TOKIO}",
        place::workspace().display().to_string()
    );
    let reqwest = |features: &str| {
        format!(
            "reqwest = {{ version = \"0.13\", default-features = false, features = [\"rustls-no-provider\"{features}] }}\n\
             rustls = {{ version = \"0.23\", default-features = false, features = [\"ring\", \"std\", \"tls12\", \"logging\"] }}\n{TOKIO}"
        )
    };
    let serde = "\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"";
    [
        ("hello-wechat", sdk, HELLO_WECHAT),
        ("bare-reqwest", reqwest(""), BARE_REQWEST),
        ("reqwest-with-serde", reqwest(", \"json\"") + serde, REQWEST_WITH_SERDE),
    ]
}

const HELLO_WECHAT: &str = r#"use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, appid = "wx0123456789abcdef", secret = std::env::var("WECHAT_SECRET"))]
struct Shop {
    client: Client,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let session = Shop::new()?.login().code2session("code").await?;
    println!("{}", session.openid);
    Ok(())
}
"#;

const BARE_REQWEST: &str = r#"#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    rustls::crypto::ring::default_provider().install_default().ok();
    let client = reqwest::Client::new();
    println!("{}", client.get("https://api.weixin.qq.com").send().await?.text().await?);
    Ok(())
}
"#;

const REQWEST_WITH_SERDE: &str = r#"#[derive(serde::Deserialize)]
struct Session {
    openid: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    rustls::crypto::ring::default_provider().install_default().ok();
    let client = reqwest::Client::new();
    let url = "https://api.weixin.qq.com/sns/jscode2session?grant_type=authorization_code&js_code=code";
    println!("{}", client.get(url).send().await?.json::<Session>().await?.openid);
    Ok(())
}
"#;

/// Runs the task.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        [] => crates().and_then(|good| Ok(good & cost()?)),
        ["--crates"] => crates(),
        ["--timings"] => timings(),
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("budget: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes a program; gives its directory.
fn write(name: &str, dependencies: &str, source: &str) -> Result<PathBuf, String> {
    let dir = place::target().join("budget").join(name);
    let manifest = format!(
        "[workspace]\n\n[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n"
    );
    std::fs::create_dir_all(dir.join("src"))
        .and_then(|()| std::fs::write(dir.join("Cargo.toml"), manifest))
        .and_then(|()| std::fs::write(dir.join("src/main.rs"), source))
        // The versions of the workspace.
        .and_then(|()| std::fs::copy(place::workspace().join("Cargo.lock"), dir.join("Cargo.lock")))
        .map_err(|error| format!("{}: {error}", dir.display()))?;
    Ok(dir)
}

/// Counts the crates that are built for this machine.
fn crates() -> Result<bool, String> {
    let mut good = true;
    for (name, dependencies, source) in programs() {
        let dir = write(name, &dependencies, source)?;
        let output = place::cargo()
            .current_dir(&dir)
            .args(["tree", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"])
            .output()
            .map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let tree = String::from_utf8_lossy(&output.stdout);
        // Name and version: what follows says where it is from, or that it was listed before.
        let crates: BTreeSet<Vec<&str>> = tree
            .lines()
            .map(|line| line.split_whitespace().take(2).collect())
            .filter(|words: &Vec<&str>| !words.is_empty())
            .collect();
        let ours = name == "hello-wechat";
        let verdict = match (ours, crates.len() <= CRATES) {
            (false, _) => String::new(),
            (true, true) => format!("   within the limit of {CRATES}"),
            (true, false) => format!("   BEYOND the limit of {CRATES}"),
        };
        println!("{name}: {} crates{verdict}", crates.len());
        good &= !ours || crates.len() <= CRATES;
    }
    Ok(good)
}

/// Builds all from nothing, in turns.
fn cost() -> Result<bool, String> {
    let programs = programs();
    let mut best: [Option<Cost>; 3] = [None; 3];
    for _ in 0..2 {
        for ((name, dependencies, source), best) in programs.iter().zip(&mut best) {
            let cost = build(&write(name, dependencies, source)?, &[])?;
            *best = Some(best.map_or(cost, |best| best.min(cost)));
        }
    }
    let [Some(ours), Some(bare), Some(by_hand)] = best else {
        return Err("nothing was built".to_owned());
    };
    for ((name, ..), cost) in programs.iter().zip([ours, bare, by_hand]) {
        println!("{name}: {:.1} CPU s, {:.1} s on the clock", cost.cpu, cost.wall);
    }
    let ratio = ours.cpu / bare.cpu;
    let verdict = if ratio <= COST { "within" } else { "BEYOND" };
    println!("{ratio:.3} of bare reqwest: {verdict} the limit of {COST}");
    Ok(ratio <= COST)
}

/// A debug build from nothing. What was to be downloaded is there before.
fn build(dir: &Path, arguments: &[&str]) -> Result<Cost, String> {
    let target = dir.join("target");
    if target.exists() {
        std::fs::remove_dir_all(&target)
            .map_err(|error| format!("{}: {error}", target.display()))?;
    }
    let log = dir.join("cargo.log");
    let mut fetch = place::cargo();
    measure::run(fetch.current_dir(dir).arg("fetch"), &log)?;
    let mut cargo = place::cargo();
    cargo.current_dir(dir).env("CARGO_TARGET_DIR", target).arg("build").args(arguments);
    measure::run(&mut cargo, &log)
}

fn timings() -> Result<bool, String> {
    let [(name, dependencies, source), ..] = programs();
    let dir = write(name, &dependencies, source)?;
    build(&dir, &["--timings"])?;
    println!("{}", dir.join("target/cargo-timings/cargo-timing.html").display());
    Ok(true)
}
