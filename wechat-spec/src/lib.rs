//! The spec language of `wechat-app`: reads `api-specs/*.toml`, checks everything a file can get
//! wrong, and hands out the resolved [`model`] that the code generator, the simulator and the
//! command line share.
//!
//! ```no_run
//! use std::path::Path;
//!
//! let loaded = wechat_spec::load_group(Path::new("api-specs/mini-program/login.toml"), &wechat_spec::Disk::here());
//! if loaded.diagnostics.is_empty() {
//!     for endpoint in &loaded.group.endpoints {
//!         assert!(endpoint.path.starts_with('/'));
//!     }
//! } else {
//!     let _text = loaded.diagnostics.to_string(); // every mistake, each as `path:line:col: …`
//! }
//! ```
//!
//! A file goes through [`source`] (text, lines and columns), `toml` (an ordered tree with spans,
//! and recovery after syntax errors), `parse` (the tree as written, one module a kind of table),
//! and `resolve` (names, places, defaults, checks) to [`model`]. Nothing here knows Rust beyond
//! the names a Rust user will see, and nothing here panics on any input.

mod ast;
mod catalog;
mod check;
mod diagnostic;
mod index;
mod load;
pub mod model;
pub mod names;
mod parse;
mod resolve;
pub mod source;
mod toml;
pub mod vocabulary;

pub use catalog::Catalog;
pub use diagnostic::{Diagnostic, Diagnostics};
pub use load::{Loaded, load_group, load_product};
pub use source::{Disk, Files, Memory};
