//! 企业微信第三方应用 Suites of WeCom. One module a group, each behind the feature named in its docs.

use wechat_macros::wechat_api;

wechat_api!(
    pub const PRODUCT = "api-specs/wecom-suite.toml",
    codes = [crate::wecom::errors::CODES]
);

#[cfg(feature = "wecom-suite-authorization")]
wechat_api!(pub mod authorization = "api-specs/wecom-suite/authorization.toml", feature = "wecom-suite-authorization");
#[cfg(feature = "wecom-suite-login")]
wechat_api!(pub mod login = "api-specs/wecom-suite/login.toml", feature = "wecom-suite-login");
#[cfg(feature = "wecom-suite-order")]
wechat_api!(pub mod order = "api-specs/wecom-suite/order.toml", feature = "wecom-suite-order");
#[cfg(feature = "wecom-suite-id-migration")]
wechat_api!(pub mod id_migration = "api-specs/wecom-suite/id-migration.toml", feature = "wecom-suite-id-migration");
