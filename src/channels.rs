//! 视频号与微信小店 Channels and their shops. One module a group, each behind the feature named in its
//! docs.

use wechat_macros::wechat_api;

wechat_api!(pub mod errors = "api-specs/channels/errors.toml");
wechat_api!(
    pub const PRODUCT = "api-specs/channels.toml",
    codes = [errors::CODES, crate::common::errors::CODES]
);
#[cfg(feature = "channels-events")]
wechat_api!(pub mod events = "api-specs/channels/events.toml", feature = "channels-events");
