//! 公众号 Official accounts: subscription and service accounts. One module a group, each behind the feature named in its docs.

use wechat_macros::wechat_api;

// Empty but for `errors` when no shared group is chosen.
#[allow(unused_imports, unreachable_pub)]
#[doc(no_inline)]
pub use crate::common::*;

// Of a product's tables of codes, the first that has a number says what it means: its own.
wechat_api!(pub mod errors = "api-specs/official-account/errors.toml");
wechat_api!(
    pub const PRODUCT = "api-specs/official-account.toml",
    codes = [errors::CODES, crate::common::errors::CODES]
);
wechat_api!(pub mod types = "api-specs/official-account/types.toml");

#[cfg(feature = "official-account-user")]
wechat_api!(pub mod user = "api-specs/official-account/user.toml", feature = "official-account-user");
#[cfg(feature = "official-account-tag")]
wechat_api!(pub mod tag = "api-specs/official-account/tag.toml", feature = "official-account-tag");
#[cfg(feature = "official-account-blacklist")]
wechat_api!(pub mod blacklist = "api-specs/official-account/blacklist.toml", feature = "official-account-blacklist");
#[cfg(feature = "official-account-menu")]
wechat_api!(pub mod menu = "api-specs/official-account/menu.toml", feature = "official-account-menu");
#[cfg(feature = "official-account-template-message")]
wechat_api!(pub mod template_message = "api-specs/official-account/template-message.toml", feature = "official-account-template-message");
#[cfg(feature = "official-account-customer-service")]
wechat_api!(pub mod customer_service = "api-specs/official-account/customer-service.toml", feature = "official-account-customer-service");
#[cfg(feature = "official-account-material")]
wechat_api!(pub mod material = "api-specs/official-account/material.toml", feature = "official-account-material");
#[cfg(feature = "official-account-draft")]
wechat_api!(pub mod draft = "api-specs/official-account/draft.toml", feature = "official-account-draft");
#[cfg(feature = "official-account-publish")]
wechat_api!(pub mod publish = "api-specs/official-account/publish.toml", feature = "official-account-publish");
#[cfg(feature = "official-account-mass")]
wechat_api!(pub mod mass = "api-specs/official-account/mass.toml", feature = "official-account-mass");
#[cfg(feature = "official-account-qrcode")]
wechat_api!(pub mod qrcode = "api-specs/official-account/qrcode.toml", feature = "official-account-qrcode");
#[cfg(feature = "official-account-oauth")]
wechat_api!(pub mod oauth = "api-specs/official-account/oauth.toml", feature = "official-account-oauth");
#[cfg(feature = "official-account-auto-reply")]
wechat_api!(pub mod auto_reply = "api-specs/official-account/auto-reply.toml", feature = "official-account-auto-reply");
#[cfg(feature = "official-account-comment")]
wechat_api!(pub mod comment = "api-specs/official-account/comment.toml", feature = "official-account-comment");
#[cfg(feature = "official-account-datacube")]
wechat_api!(pub mod datacube = "api-specs/official-account/datacube.toml", feature = "official-account-datacube");
#[cfg(feature = "official-account-card")]
wechat_api!(pub mod card = "api-specs/official-account/card.toml", feature = "official-account-card");
#[cfg(feature = "official-account-card-code")]
wechat_api!(pub mod card_code = "api-specs/official-account/card-code.toml", feature = "official-account-card-code");
#[cfg(feature = "official-account-member-card")]
wechat_api!(pub mod member_card = "api-specs/official-account/member-card.toml", feature = "official-account-member-card");
#[cfg(feature = "official-account-special-ticket")]
wechat_api!(pub mod special_ticket = "api-specs/official-account/special-ticket.toml", feature = "official-account-special-ticket");
#[cfg(feature = "official-account-gift-card")]
wechat_api!(pub mod gift_card = "api-specs/official-account/gift-card.toml", feature = "official-account-gift-card");
#[cfg(feature = "official-account-card-promotion")]
wechat_api!(pub mod card_promotion = "api-specs/official-account/card-promotion.toml", feature = "official-account-card-promotion");
#[cfg(feature = "official-account-card-sub-merchant")]
wechat_api!(pub mod card_sub_merchant = "api-specs/official-account/card-sub-merchant.toml", feature = "official-account-card-sub-merchant");
#[cfg(feature = "official-account-card-stats")]
wechat_api!(pub mod card_stats = "api-specs/official-account/card-stats.toml", feature = "official-account-card-stats");
#[cfg(feature = "official-account-invoice")]
wechat_api!(pub mod invoice = "api-specs/official-account/invoice.toml", feature = "official-account-invoice");
#[cfg(feature = "official-account-store")]
wechat_api!(pub mod store = "api-specs/official-account/store.toml", feature = "official-account-store");
#[cfg(feature = "official-account-guide")]
wechat_api!(pub mod guide = "api-specs/official-account/guide.toml", feature = "official-account-guide");
#[cfg(feature = "official-account-guide-customer")]
wechat_api!(pub mod guide_customer = "api-specs/official-account/guide-customer.toml", feature = "official-account-guide-customer");
#[cfg(feature = "official-account-guide-material")]
wechat_api!(pub mod guide_material = "api-specs/official-account/guide-material.toml", feature = "official-account-guide-material");
#[cfg(feature = "official-account-nontax")]
wechat_api!(pub mod nontax = "api-specs/official-account/nontax.toml", feature = "official-account-nontax");
#[cfg(feature = "official-account-scan-product")]
wechat_api!(pub mod scan_product = "api-specs/official-account/scan-product.toml", feature = "official-account-scan-product");
#[cfg(feature = "official-account-ai")]
wechat_api!(pub mod ai = "api-specs/official-account/ai.toml", feature = "official-account-ai");
#[cfg(feature = "official-account-market-code")]
wechat_api!(pub mod market_code = "api-specs/official-account/market-code.toml", feature = "official-account-market-code");
#[cfg(feature = "official-account-events")]
wechat_api!(pub mod events = "api-specs/official-account/events.toml", feature = "official-account-events");
#[cfg(feature = "official-account-shake-nearby")]
wechat_api!(pub mod shake_nearby = "api-specs/official-account/shake-nearby.toml", feature = "official-account-shake-nearby");
#[cfg(feature = "official-account-wifi")]
wechat_api!(pub mod wifi = "api-specs/official-account/wifi.toml", feature = "official-account-wifi");
#[cfg(feature = "official-account-user-group")]
wechat_api!(pub mod user_group = "api-specs/official-account/user-group.toml", feature = "official-account-user-group");
#[cfg(feature = "official-account-old-shop")]
wechat_api!(pub mod old_shop = "api-specs/official-account/old-shop.toml", feature = "official-account-old-shop");
#[cfg(feature = "official-account-device-iot")]
wechat_api!(pub mod device_iot = "api-specs/official-account/device-iot.toml", feature = "official-account-device-iot");
#[cfg(feature = "official-account-ad-conversion")]
wechat_api!(pub mod ad_conversion = "api-specs/official-account/ad-conversion.toml", feature = "official-account-ad-conversion");
