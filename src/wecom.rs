//! 企业微信 WeCom. One module a group, each behind the feature named in its docs.

use wechat_macros::wechat_api;

wechat_api!(pub const PRODUCT = "api-specs/wecom.toml");

#[cfg(feature = "wecom-oauth")]
wechat_api!(pub mod oauth = "api-specs/wecom/oauth.toml", feature = "wecom-oauth");
