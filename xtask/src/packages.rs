//! The packages that are published: each is built from what would be uploaded, which shows that the
//! specs are in it. What is not published is left out: fixtures use files of other crates.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::place;

const PUBLISHED: [&str; 6] = [
    "wechat-spec",
    "wechat-codegen",
    "wechat-macros",
    "wechat-runtime",
    "wechat-sim",
    "wechat-app",
];

/// Cargo takes packages that depend on each other for packages of a registry, at the path where it
/// puts them. So it neither unpacks nor builds again what an earlier run had of the same version.
fn forget_former() {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let registries = home.and_then(|home| std::fs::read_dir(home.join("registry/src")).ok());
    for registry in registries.into_iter().flatten().flatten() {
        // Those of paths have no host in their name.
        if registry.file_name().to_string_lossy().starts_with('-') {
            for name in PUBLISHED {
                let unpacked = format!("{name}-{}", env!("CARGO_PKG_VERSION"));
                // Mostly not there.
                let _ = std::fs::remove_dir_all(registry.path().join(unpacked));
            }
        }
    }
}

/// `cargo package` of all of them.
pub(crate) fn run() -> ExitCode {
    let target = place::target().join("packages");
    // There is none on a fresh machine.
    let _ = std::fs::remove_dir_all(&target);
    forget_former();
    let mut cargo = place::cargo();
    cargo.args(["package", "--allow-dirty", "--target-dir"]).arg(&target);
    cargo.current_dir(place::workspace());
    for name in PUBLISHED {
        cargo.args(["--package", name]);
    }
    match cargo.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(status) => {
            eprintln!("xtask: cargo package: {status}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("xtask: cargo package: {error}");
            ExitCode::FAILURE
        }
    }
}
