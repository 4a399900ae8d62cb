//! 企业微信 WeCom. One module a group, each behind the feature named in its docs.

use wechat_macros::wechat_api;

wechat_api!(pub const PRODUCT = "api-specs/wecom.toml", codes = [errors::CODES]);
wechat_api!(pub mod errors = "api-specs/wecom/errors.toml");

#[cfg(feature = "wecom-oauth")]
wechat_api!(pub mod oauth = "api-specs/wecom/oauth.toml", feature = "wecom-oauth");
#[cfg(feature = "wecom-events")]
wechat_api!(pub mod events = "api-specs/wecom/events.toml", feature = "wecom-events");
#[cfg(feature = "wecom-chat-archive-messages")]
wechat_api!(pub mod chat_archive_messages = "api-specs/wecom/chat-archive-messages.toml", feature = "wecom-chat-archive-messages");
