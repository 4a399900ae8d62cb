//! 企业微信服务商 Service providers of WeCom. One module a group, each behind the feature named in its
//! docs.

use wechat_macros::wechat_api;

wechat_api!(
    pub const PRODUCT = "api-specs/wecom-provider.toml",
    codes = [crate::wecom::errors::CODES]
);

#[cfg(feature = "wecom-provider-login")]
wechat_api!(pub mod login = "api-specs/wecom-provider/login.toml", feature = "wecom-provider-login");
#[cfg(feature = "wecom-provider-license")]
wechat_api!(pub mod license = "api-specs/wecom-provider/license.toml", feature = "wecom-provider-license");
#[cfg(feature = "wecom-provider-data-zone-order")]
wechat_api!(pub mod data_zone_order = "api-specs/wecom-provider/data-zone-order.toml", feature = "wecom-provider-data-zone-order");
#[cfg(feature = "wecom-provider-pay-tool")]
wechat_api!(pub mod pay_tool = "api-specs/wecom-provider/pay-tool.toml", feature = "wecom-provider-pay-tool");
#[cfg(feature = "wecom-provider-service")]
wechat_api!(pub mod service = "api-specs/wecom-provider/service.toml", feature = "wecom-provider-service");
#[cfg(feature = "wecom-provider-hardware")]
wechat_api!(pub mod hardware = "api-specs/wecom-provider/hardware.toml", feature = "wecom-provider-hardware");
#[cfg(feature = "wecom-provider-open-hardware")]
wechat_api!(pub mod open_hardware = "api-specs/wecom-provider/open-hardware.toml", feature = "wecom-provider-open-hardware");
