//! Tests of the generator from outside. What the goldens do when they run is tested where they are
//! compiled, in `fixtures/golden`.

mod api;
mod derive;
mod golden;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use proc_macro2::{TokenStream, TokenTree};

/// A directory of these files, until it is dropped.
pub(crate) struct Dir(PathBuf);

impl Dir {
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn files_of(files: &[(&str, &str)]) -> Dir {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("crate-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let dir = Dir(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
    for (path, text) in files {
        let path = dir.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

/// The messages of all `compile_error!` in an expansion, as the compiler shows them.
pub(crate) fn compile_errors(tokens: TokenStream) -> String {
    let mut out = Vec::new();
    collect(tokens, &mut out);
    out.join("\n\n")
}

fn collect(tokens: TokenStream, out: &mut Vec<String>) {
    let mut is_error = false;
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "compile_error" => is_error = true,
            TokenTree::Punct(_) => {}
            TokenTree::Group(group) if is_error => {
                is_error = false;
                let message: syn::LitStr = syn::parse2(group.stream()).unwrap();
                out.push(format!("error: {}", message.value()));
            }
            TokenTree::Group(group) => collect(group.stream(), out),
            _ => is_error = false,
        }
    }
}
