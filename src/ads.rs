//! 微信广告 Advertising in WeChat. One module a group, each behind the feature named in its docs.

use wechat_macros::wechat_api;

wechat_api!(pub const PRODUCT = "api-specs/ads.toml", codes = [crate::common::errors::CODES]);
#[cfg(feature = "ads-campaign")]
wechat_api!(pub mod campaign = "api-specs/ads/campaign.toml", feature = "ads-campaign");
#[cfg(feature = "ads-account")]
wechat_api!(pub mod account = "api-specs/ads/account.toml", feature = "ads-account");
#[cfg(feature = "ads-audience")]
wechat_api!(pub mod audience = "api-specs/ads/audience.toml", feature = "ads-audience");
#[cfg(feature = "ads-report")]
wechat_api!(pub mod report = "api-specs/ads/report.toml", feature = "ads-report");
