//! Servers of one's own against the simulator: people log in on web pages, WeChat pushes messages.
//!
//! | file | what |
//! |---|---|
//! | `login.rs`, `attacks.rs` | web login, as people do it and as others would abuse it |
//! | `products.rs` | the same on websites, by platforms, in WeCom; signatures of pages |
//! | `chromium.rs` | the same in a real browser, where there is one |
//! | `push.rs` | every event of the catalogue, pushed and handled once |
//! | `browser.rs`, `site.rs` | a browser with cookies and nothing else; a site to log in to, watched for secrets |
#![cfg(all(feature = "full", feature = "axum"))]
#![allow(missing_docs, clippy::print_stdout)]

mod attacks;
mod browser;
mod chromium;
mod login;
mod products;
mod push;
mod site;
#[path = "../flows/support/watch.rs"]
mod watch;
