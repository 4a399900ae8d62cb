//! What WeChat's users need beside the bare calls, written by hand over the generated ones: one
//! subject a file. Most of it is methods and conversions of generated types, so there is nothing
//! to import; the rest is re-exported at the root of the crate and in the prelude.

#[cfg(any(
    feature = "official-account-oauth",
    feature = "open-platform-oauth",
    feature = "open-platform-authorizer",
    feature = "wecom-oauth",
    feature = "wecom-suite-authorization"
))]
mod address;
#[cfg(feature = "mini-program-security")]
mod check;
mod credentials;
#[cfg(feature = "crypto")]
mod js_sdk;
#[cfg(feature = "open-platform-authorizer")]
mod platform;
#[cfg(feature = "official-account-qrcode")]
mod scene;
#[cfg(all(feature = "crypto", feature = "mini-program-login"))]
mod session;
#[cfg(feature = "common-subscribe-message")]
mod subscribe;
#[cfg(feature = "wecom-suite-authorization")]
mod suite;
#[cfg(any(
    feature = "official-account-oauth",
    feature = "open-platform-oauth",
    feature = "wecom-oauth"
))]
mod web_login;
#[cfg(feature = "crypto")]
mod wecom_js_sdk;

pub use self::credentials::Credentials;
#[cfg(feature = "crypto")]
pub use self::js_sdk::JsSdk;
#[cfg(feature = "open-platform-authorizer")]
pub use self::platform::{AuthType, AuthorizationPage, Authorizer, Platform};
#[cfg(feature = "wecom-suite-authorization")]
pub use self::suite::{InstallPage, Suite};
#[cfg(any(
    feature = "official-account-oauth",
    feature = "open-platform-oauth",
    feature = "wecom-oauth"
))]
pub use self::web_login::*;
#[cfg(feature = "crypto")]
pub use self::wecom_js_sdk::{AgentConfig, WecomJsSdk};
