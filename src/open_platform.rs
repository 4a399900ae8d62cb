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
#[cfg(feature = "open-platform-events")]
wechat_api!(pub mod events = "api-specs/open-platform/events.toml", feature = "open-platform-events");
