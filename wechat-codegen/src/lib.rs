//! The code generator of `wechat-app`: resolved specs → Rust. An ordinary library, so that it can
//! be tested and so that every door shows the same code: the macros, `wechat expand`, goldens.
//!
//! * [`group`], [`product`]: a spec file as the text of a Rust module.
//! * [`signature`]: how an endpoint's method is called, for those who write calls by program.
//! * [`api`]: the expansion of `wechat_api!`.
//! * [`derive()`]: the expansion of `#[derive(WeChatApp)]`.
//! * `expand` (feature `pretty`): what a spec file becomes, formatted, for snapshot tests of it.
//!
//! Generated text is what people read (`wechat expand`), so it is written as a person would, and
//! what a macro returns is the same text, parsed.

mod api;
mod derive;
mod emit;
#[cfg(feature = "pretty")]
mod pretty;
mod syntax;

pub use api::{Door, api};
pub use derive::derive;
pub use emit::{Paths, Signature, group, product, signature};
#[cfg(feature = "pretty")]
pub use pretty::{expand, format};
