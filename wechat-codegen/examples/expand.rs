//! Prints what `wechat_api!` makes of a spec file: `cargo run -p wechat-codegen --example expand -- FILE`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("usage: expand FILE");
        return ExitCode::FAILURE;
    };
    let loaded = wechat_spec::load_group(file.as_ref(), &wechat_spec::Disk::here());
    eprint!("{}", loaded.diagnostics);
    println!(
        "{}",
        wechat_codegen::format(&wechat_codegen::group(
            &loaded.group,
            &wechat_codegen::Paths::default()
        ))
    );
    if loaded.diagnostics.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
