//! Groups that several kinds of app share. One module a group, each behind the feature named in its docs.

use wechat_macros::wechat_api;

wechat_api!(pub mod errors = "api-specs/common/errors.toml");

#[cfg(feature = "common-token")]
wechat_api!(pub mod token = "api-specs/common/token.toml", feature = "common-token");
#[cfg(feature = "common-network")]
wechat_api!(pub mod network = "api-specs/common/network.toml", feature = "common-network");
#[cfg(feature = "common-quota")]
wechat_api!(pub mod quota = "api-specs/common/quota.toml", feature = "common-quota");
#[cfg(feature = "common-ticket")]
wechat_api!(pub mod ticket = "api-specs/common/ticket.toml", feature = "common-ticket");
#[cfg(feature = "common-media")]
wechat_api!(pub mod media = "api-specs/common/media.toml", feature = "common-media");
#[cfg(feature = "common-customer-message")]
wechat_api!(pub mod customer_message = "api-specs/common/customer-message.toml", feature = "common-customer-message");
#[cfg(feature = "common-subscribe-message")]
wechat_api!(pub mod subscribe_message = "api-specs/common/subscribe-message.toml", feature = "common-subscribe-message");
#[cfg(feature = "common-shorten")]
wechat_api!(pub mod shorten = "api-specs/common/shorten.toml", feature = "common-shorten");
#[cfg(feature = "common-publisher-stat")]
wechat_api!(pub mod publisher_stat = "api-specs/common/publisher-stat.toml", feature = "common-publisher-stat");
#[cfg(feature = "common-open-account")]
wechat_api!(pub mod open_account = "api-specs/common/open-account.toml", feature = "common-open-account");
#[cfg(feature = "common-ocr")]
wechat_api!(pub mod ocr = "api-specs/common/ocr.toml", feature = "common-ocr");
#[cfg(feature = "common-image")]
wechat_api!(pub mod image = "api-specs/common/image.toml", feature = "common-image");
#[cfg(feature = "common-events")]
wechat_api!(pub mod events = "api-specs/common/events.toml", feature = "common-events");
