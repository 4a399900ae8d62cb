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
    let text = wechat_codegen::group(&loaded.group, &wechat_codegen::Paths::default());
    match syn::parse_file(&text) {
        Ok(file) => println!("{}", prettyplease::unparse(&file)),
        Err(error) => {
            eprintln!("{error}\n{text}");
            return ExitCode::FAILURE;
        }
    }
    if loaded.diagnostics.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
