//! `cargo xtask coverage [--check] [--facts DIR]`: writes `docs/coverage.md`, which says of every
//! known path of WeChat's whether and where it is described, and if not, why.
//!
//! What is known comes from the inventory and the catalogue in `../shared/facts`, what is described
//! from `api-specs`, the reasons from `xtask/coverage.toml`. With `--check` nothing is written: the
//! task fails when the page is not what it would write.

mod known;
mod page;
mod reasons;
mod specs;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use known::Known;
use reasons::Reasons;
use specs::Specs;

use crate::place;

/// The page, from the workspace's directory.
const PAGE: &str = "docs/coverage.md";

/// What is said of a path.
enum State<'a> {
    /// Described: the places, `official_account.menu.create`.
    Described(Vec<String>),
    /// Of a product that is not covered yet.
    Elsewhere(&'a str),
    /// On its way out, or left out by decision.
    LeftOut(&'a str),
    /// There is no such call.
    NotCurrent(&'a str),
    /// Current and not described.
    Missing,
}

pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let mut check = false;
    let mut facts = default_facts();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), argument.as_str() == "--facts") {
            ("--check", _) => check = true,
            (_, true) => match arguments.next() {
                Some(dir) => facts = PathBuf::from(dir),
                None => return failed("--facts needs a directory"),
            },
            (other, _) => return failed(&format!("unknown argument `{other}`")),
        }
    }
    if check && !facts.is_dir() {
        println!("coverage: not checked, as there is no {}", facts.display());
        return ExitCode::SUCCESS;
    }
    let (text, mistakes) = match written(&facts) {
        Ok(all) => all,
        Err(error) => return failed(&error),
    };
    for mistake in &mistakes {
        eprintln!("xtask: {mistake}");
    }
    let page = place::workspace().join(PAGE);
    let current = std::fs::read_to_string(&page).unwrap_or_default();
    if check && current != text {
        return failed(&format!("{PAGE} is out of date: run `cargo xtask coverage`"));
    }
    if !check && let Err(error) = std::fs::write(&page, text) {
        return failed(&format!("cannot write {PAGE}: {error}"));
    }
    if mistakes.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn default_facts() -> PathBuf {
    place::workspace().join("../shared/facts")
}

fn failed(why: &str) -> ExitCode {
    eprintln!("xtask: {why}");
    ExitCode::FAILURE
}

/// The page as it should be, and what is wrong with the reasons or the coverage.
fn written(facts: &Path) -> Result<(String, Vec<String>), String> {
    let specs = Specs::load(&place::workspace().join("api-specs"))?;
    let reasons = Reasons::load(&place::workspace().join("xtask/coverage.toml"))?;
    let known = Known::load(facts)?;
    let states: Vec<State<'_>> =
        known.calls.iter().map(|call| state(call, &specs, &reasons)).collect();
    let mut mistakes = reasons.stale(&known, &states);
    let missing = states.iter().filter(|state| matches!(state, State::Missing)).count();
    if reasons.complete && missing > 0 {
        mistakes.push(format!("{missing} paths are current and not described: see {PAGE}"));
    }
    Ok((page::page(&specs, &known, &states), mistakes))
}

/// What is described counts as that, whatever the inventory thinks of it.
fn state<'a>(call: &known::Call, specs: &Specs, reasons: &'a Reasons) -> State<'a> {
    let places = specs.places(call);
    if !places.is_empty() {
        return State::Described(places);
    }
    if let Some(reason) = reasons.left_out(&call.path) {
        return State::LeftOut(reason);
    }
    if let Some(reason) = reasons.not_current(call) {
        return State::NotCurrent(reason);
    }
    if let Some(reason) = reasons.deprecated(call) {
        return State::LeftOut(reason);
    }
    reasons.elsewhere(call).map_or(State::Missing, State::Elsewhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_current() {
        let facts = default_facts();
        if !facts.is_dir() {
            println!("not checked, as there is no {}", facts.display());
            return;
        }
        let (text, mistakes) = written(&facts).unwrap();
        assert_eq!(mistakes, Vec::<String>::new());
        let page = std::fs::read_to_string(place::workspace().join(PAGE)).unwrap();
        // Not `assert_eq`: both are long.
        assert!(page == text, "{PAGE} is out of date: run `cargo xtask coverage`");
    }

    #[test]
    fn every_reason_is_a_sentence() {
        let reasons = Reasons::load(&place::workspace().join("xtask/coverage.toml")).unwrap();
        for reason in reasons.all() {
            assert!(reason.ends_with('.') && reason.len() > 8, "{reason}");
        }
    }
}
