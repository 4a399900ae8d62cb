//! Checks a directory of specs, or one group or product file, and prints every mistake:
//! `cargo run -p wechat-spec --example check -- api-specs`
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::path::Path;
use std::process::ExitCode;

use wechat_spec::{Catalog, Diagnostics, Disk, load_group, load_product};

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1) else {
        eprintln!("usage: check DIR|FILE");
        return ExitCode::from(2);
    };
    let path = Path::new(&path);
    let started = std::time::Instant::now();
    let diagnostics = if path.is_dir() {
        let (catalog, diagnostics) = Catalog::load(path);
        let count = |f: fn(&wechat_spec::model::Group) -> usize| -> usize {
            catalog.groups.iter().chain(&catalog.types).map(f).sum()
        };
        println!(
            "{} products, {} groups, {} endpoints, {} records, {} enums, {} unions, {} events, {} codes",
            catalog.products.len(),
            catalog.groups.len(),
            count(|group| group.endpoints.len()),
            count(|group| group.records.len()),
            count(|group| group.enums.len()),
            count(|group| group.unions.len()),
            count(|group| group.events.len()),
            count(|group| group.codes.len()),
        );
        diagnostics
    } else if path.with_extension("").is_dir() {
        load_product(path, &Disk::here()).1
    } else {
        let loaded = load_group(path, &Disk::here());
        println!(
            "{} endpoints, {} records",
            loaded.group.endpoints.len(),
            loaded.group.records.len()
        );
        loaded.diagnostics
    };
    report(&diagnostics, started.elapsed())
}

fn report(diagnostics: &Diagnostics, took: std::time::Duration) -> ExitCode {
    for diagnostic in diagnostics {
        println!("error: {diagnostic}\n");
    }
    println!("{} mistakes, {:.1} ms", diagnostics.len(), took.as_secs_f64() * 1000.0);
    if diagnostics.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
