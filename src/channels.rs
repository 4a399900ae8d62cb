//! 视频号与微信小店 Channels and their shops. One module a group, each behind the feature named in its
//! docs.

use wechat_macros::wechat_api;

wechat_api!(pub mod errors = "api-specs/channels/errors.toml");
wechat_api!(
    pub const PRODUCT = "api-specs/channels.toml",
    codes = [errors::CODES, crate::common::errors::CODES]
);
#[cfg(feature = "channels-shop")]
wechat_api!(pub mod shop = "api-specs/channels/shop.toml", feature = "channels-shop");
#[cfg(feature = "channels-homepage")]
wechat_api!(pub mod homepage = "api-specs/channels/homepage.toml", feature = "channels-homepage");
#[cfg(feature = "channels-aftersale")]
wechat_api!(pub mod aftersale = "api-specs/channels/aftersale.toml", feature = "channels-aftersale");
#[cfg(feature = "channels-guarantee")]
wechat_api!(pub mod guarantee = "api-specs/channels/guarantee.toml", feature = "channels-guarantee");
#[cfg(feature = "channels-brand")]
wechat_api!(pub mod brand = "api-specs/channels/brand.toml", feature = "channels-brand");
#[cfg(feature = "channels-category")]
wechat_api!(pub mod category = "api-specs/channels/category.toml", feature = "channels-category");
#[cfg(feature = "channels-product")]
wechat_api!(pub mod product = "api-specs/channels/product.toml", feature = "channels-product");
#[cfg(feature = "channels-gift")]
wechat_api!(pub mod gift = "api-specs/channels/gift.toml", feature = "channels-gift");
#[cfg(feature = "channels-order")]
wechat_api!(pub mod order = "api-specs/channels/order.toml", feature = "channels-order");
#[cfg(feature = "channels-delivery")]
wechat_api!(pub mod delivery = "api-specs/channels/delivery.toml", feature = "channels-delivery");
#[cfg(feature = "channels-ewaybill")]
wechat_api!(pub mod ewaybill = "api-specs/channels/ewaybill.toml", feature = "channels-ewaybill");
#[cfg(feature = "channels-coupon")]
wechat_api!(pub mod coupon = "api-specs/channels/coupon.toml", feature = "channels-coupon");
#[cfg(feature = "channels-compass")]
wechat_api!(pub mod compass = "api-specs/channels/compass.toml", feature = "channels-compass");
#[cfg(feature = "channels-funds")]
wechat_api!(pub mod funds = "api-specs/channels/funds.toml", feature = "channels-funds");
#[cfg(feature = "channels-league")]
wechat_api!(pub mod league = "api-specs/channels/league.toml", feature = "channels-league");
#[cfg(feature = "channels-league-supplier")]
wechat_api!(pub mod league_supplier = "api-specs/channels/league-supplier.toml", feature = "channels-league-supplier");
#[cfg(feature = "channels-promoter")]
wechat_api!(pub mod promoter = "api-specs/channels/promoter.toml", feature = "channels-promoter");
#[cfg(feature = "channels-promoter-content")]
wechat_api!(pub mod promoter_content = "api-specs/channels/promoter-content.toml", feature = "channels-promoter-content");
#[cfg(feature = "channels-talent")]
wechat_api!(pub mod talent = "api-specs/channels/talent.toml", feature = "channels-talent");
#[cfg(feature = "channels-live")]
wechat_api!(pub mod live = "api-specs/channels/live.toml", feature = "channels-live");
#[cfg(feature = "channels-leads")]
wechat_api!(pub mod leads = "api-specs/channels/leads.toml", feature = "channels-leads");
#[cfg(feature = "channels-customer-service")]
wechat_api!(pub mod customer_service = "api-specs/channels/customer-service.toml", feature = "channels-customer-service");
#[cfg(feature = "channels-vip")]
wechat_api!(pub mod vip = "api-specs/channels/vip.toml", feature = "channels-vip");
#[cfg(feature = "channels-warehouse")]
wechat_api!(pub mod warehouse = "api-specs/channels/warehouse.toml", feature = "channels-warehouse");
#[cfg(feature = "channels-dropship")]
wechat_api!(pub mod dropship = "api-specs/channels/dropship.toml", feature = "channels-dropship");
#[cfg(feature = "channels-local-life")]
wechat_api!(pub mod local_life = "api-specs/channels/local-life.toml", feature = "channels-local-life");
#[cfg(feature = "channels-sharer")]
wechat_api!(pub mod sharer = "api-specs/channels/sharer.toml", feature = "channels-sharer");
#[cfg(feature = "channels-cooperation")]
wechat_api!(pub mod cooperation = "api-specs/channels/cooperation.toml", feature = "channels-cooperation");
#[cfg(feature = "channels-events")]
wechat_api!(pub mod events = "api-specs/channels/events.toml", feature = "channels-events");
