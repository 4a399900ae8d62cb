//! 第三方平台 Third-party platforms. One module a group, each behind the feature named in its docs.

use wechat_macros::wechat_api;

// A platform calls for accounts of both kinds and meets their codes. Of several tables, the first that
// has a number says what it means.
wechat_api!(
    pub const PRODUCT = "api-specs/open-platform.toml",
    codes = [
        errors::CODES,
        crate::common::errors::CODES,
        crate::mini_program::errors::CODES,
        crate::official_account::errors::CODES
    ]
);
wechat_api!(pub mod errors = "api-specs/open-platform/errors.toml");

#[cfg(feature = "open-platform-authorizer")]
wechat_api!(pub mod authorizer = "api-specs/open-platform/authorizer.toml", feature = "open-platform-authorizer");
#[cfg(feature = "open-platform-login")]
wechat_api!(pub mod login = "api-specs/open-platform/login.toml", feature = "open-platform-login");
#[cfg(feature = "open-platform-oauth")]
wechat_api!(pub mod oauth = "api-specs/open-platform/oauth.toml", feature = "open-platform-oauth");
#[cfg(feature = "open-platform-server-domain")]
wechat_api!(pub mod server_domain = "api-specs/open-platform/server-domain.toml", feature = "open-platform-server-domain");
#[cfg(feature = "open-platform-registration")]
wechat_api!(pub mod registration = "api-specs/open-platform/registration.toml", feature = "open-platform-registration");
#[cfg(feature = "open-platform-code-template")]
wechat_api!(pub mod code_template = "api-specs/open-platform/code-template.toml", feature = "open-platform-code-template");
#[cfg(feature = "open-platform-order-path")]
wechat_api!(pub mod order_path = "api-specs/open-platform/order-path.toml", feature = "open-platform-order-path");
#[cfg(feature = "open-platform-service-market")]
wechat_api!(pub mod service_market = "api-specs/open-platform/service-market.toml", feature = "open-platform-service-market");
#[cfg(feature = "open-platform-cloud-environment")]
wechat_api!(pub mod cloud_environment = "api-specs/open-platform/cloud-environment.toml", feature = "open-platform-cloud-environment");
#[cfg(feature = "open-platform-cloud-function")]
wechat_api!(pub mod cloud_function = "api-specs/open-platform/cloud-function.toml", feature = "open-platform-cloud-function");
#[cfg(feature = "open-platform-cloud-database")]
wechat_api!(pub mod cloud_database = "api-specs/open-platform/cloud-database.toml", feature = "open-platform-cloud-database");
#[cfg(feature = "open-platform-cloud-run")]
wechat_api!(pub mod cloud_run = "api-specs/open-platform/cloud-run.toml", feature = "open-platform-cloud-run");
#[cfg(feature = "open-platform-we-analysis")]
wechat_api!(pub mod we_analysis = "api-specs/open-platform/we-analysis.toml", feature = "open-platform-we-analysis");
#[cfg(feature = "open-platform-events")]
wechat_api!(pub mod events = "api-specs/open-platform/events.toml", feature = "open-platform-events");
