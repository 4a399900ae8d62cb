//! A declarative WeChat SDK.
//!
//! Every endpoint is described in a spec file (`api-specs/*.toml`); [`wechat_api!`] and
//! [`derive@WeChatApp`] turn specs into typed records and methods on a small runtime.
//!
//! This crate holds little logic: the specs, one module a product, the runtime's names, and helpers
//! over the generated calls.

// Generated code names its runtime by the facade's own name, here too.
extern crate self as wechat_app;

pub mod ads;
pub mod channels;
pub mod common;
pub mod dialogue;
mod extra;
pub mod kind;
pub mod mini_program;
pub mod official_account;
pub mod open_platform;
pub mod prelude;
pub mod wecom;
pub mod wecom_provider;
pub mod wecom_suite;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use extra::Credentials;
#[cfg(feature = "official-account-oauth")]
pub use extra::WebsiteUrl;
#[cfg(feature = "crypto")]
pub use extra::{AgentConfig, JsSdk, WecomJsSdk};
#[cfg(feature = "open-platform-authorizer")]
pub use extra::{AuthType, AuthorizationPage, Authorizer, Platform};
#[cfg(any(feature = "official-account-oauth", feature = "open-platform-oauth"))]
pub use extra::{AuthorizeUrl, Scope};
#[cfg(feature = "wecom-suite-authorization")]
pub use extra::{InstallPage, Suite};
#[cfg(feature = "wecom-oauth")]
pub use extra::{WecomQrUrl, WecomUrl};
pub use wechat_macros::{WeChatApp, wechat_api};
pub use wechat_runtime::*;

/// The programs of the README are compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../README.zh-CN.md")]
pub struct Readme;
