//! Generated code as people read it: `wechat expand`, snapshot tests of specs, goldens.

use std::path::Path;

use wechat_spec::{Disk, load_group};

use crate::emit::{self, Paths};

/// The module that `wechat_api!` makes of a spec file, formatted; of a file with mistakes, the
/// mistakes in comments and what is right of it.
///
/// Made for a snapshot test of one line, in the crate that the file belongs to:
///
/// ```ignore
/// insta::assert_snapshot!(wechat_codegen::expand("api-specs/loyalty.toml"));
/// ```
///
/// The path is relative to the crate's `Cargo.toml`, as in the macro; outside of cargo to the
/// working directory.
pub fn expand(path: impl AsRef<Path>) -> String {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(Disk::here, Disk::below);
    let loaded = load_group(path.as_ref(), &root);
    let mut out = String::new();
    let mistakes = loaded.diagnostics.to_string();
    let taken = emit::taken(&loaded.group);
    for line in mistakes.lines().chain(taken.iter().map(String::as_str)) {
        out.push_str("// ");
        out.push_str(line);
        out.push('\n');
    }
    out.push_str(&format(&emit::group(&loaded.group, &Paths::default())));
    out
}

/// Generated code, formatted; as it is when it is no Rust, which is a mistake of the generator.
pub fn format(code: &str) -> String {
    match syn::parse_file(code) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => code.to_owned(),
    }
}
