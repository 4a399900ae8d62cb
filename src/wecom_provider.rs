//! 企业微信服务商 Service providers of WeCom. One module a group, each behind the feature named in its
//! docs.

use wechat_macros::wechat_api;

wechat_api!(
    pub const PRODUCT = "api-specs/wecom-provider.toml",
    codes = [crate::wecom::errors::CODES]
);

#[cfg(feature = "wecom-provider-login")]
wechat_api!(pub mod login = "api-specs/wecom-provider/login.toml", feature = "wecom-provider-login");
