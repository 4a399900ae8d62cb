//! 第三方平台 Third-party platforms. One module a group, each behind the feature named in its docs.

use wechat_macros::wechat_api;

wechat_api!(
    pub const PRODUCT = "api-specs/open-platform.toml",
    codes = [crate::common::errors::CODES]
);

#[cfg(feature = "open-platform-oauth")]
wechat_api!(pub mod oauth = "api-specs/open-platform/oauth.toml", feature = "open-platform-oauth");
#[cfg(feature = "open-platform-events")]
wechat_api!(pub mod events = "api-specs/open-platform/events.toml", feature = "open-platform-events");
