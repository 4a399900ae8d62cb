//! 小程序 Mini programs. One module a group, each behind the feature named in its docs.

use wechat_macros::wechat_api;

// Empty but for `errors` when no shared group is chosen.
#[allow(unused_imports, unreachable_pub)]
#[doc(no_inline)]
pub use crate::common::*;

// Of a product's tables of codes, the first that has a number says what it means: its own.
wechat_api!(pub mod errors = "api-specs/mini-program/errors.toml");
wechat_api!(
    pub const PRODUCT = "api-specs/mini-program.toml",
    codes = [errors::CODES, crate::common::errors::CODES]
);
wechat_api!(pub mod types = "api-specs/mini-program/types.toml");

#[cfg(feature = "mini-program-login")]
wechat_api!(pub mod login = "api-specs/mini-program/login.toml", feature = "mini-program-login");
#[cfg(feature = "mini-program-phone")]
wechat_api!(pub mod phone = "api-specs/mini-program/phone.toml", feature = "mini-program-phone");
#[cfg(feature = "mini-program-wxa-code")]
wechat_api!(pub mod wxa_code = "api-specs/mini-program/wxa-code.toml", feature = "mini-program-wxa-code");
#[cfg(feature = "mini-program-link")]
wechat_api!(pub mod link = "api-specs/mini-program/link.toml", feature = "mini-program-link");
#[cfg(feature = "mini-program-security")]
wechat_api!(pub mod security = "api-specs/mini-program/security.toml", feature = "mini-program-security");
#[cfg(feature = "mini-program-updatable-message")]
wechat_api!(pub mod updatable_message = "api-specs/mini-program/updatable-message.toml", feature = "mini-program-updatable-message");
#[cfg(feature = "mini-program-user-notify")]
wechat_api!(pub mod user_notify = "api-specs/mini-program/user-notify.toml", feature = "mini-program-user-notify");
#[cfg(feature = "mini-program-kf-work")]
wechat_api!(pub mod kf_work = "api-specs/mini-program/kf-work.toml", feature = "mini-program-kf-work");
#[cfg(feature = "mini-program-customer-business")]
wechat_api!(pub mod customer_business = "api-specs/mini-program/customer-business.toml", feature = "mini-program-customer-business");
#[cfg(feature = "mini-program-customer-service")]
wechat_api!(pub mod customer_service = "api-specs/mini-program/customer-service.toml", feature = "mini-program-customer-service");
#[cfg(feature = "mini-program-express")]
wechat_api!(pub mod express = "api-specs/mini-program/express.toml", feature = "mini-program-express");
#[cfg(feature = "mini-program-express-provider")]
wechat_api!(pub mod express_provider = "api-specs/mini-program/express-provider.toml", feature = "mini-program-express-provider");
#[cfg(feature = "mini-program-logistics")]
wechat_api!(pub mod logistics = "api-specs/mini-program/logistics.toml", feature = "mini-program-logistics");
#[cfg(feature = "mini-program-freight-insurance")]
wechat_api!(pub mod freight_insurance = "api-specs/mini-program/freight-insurance.toml", feature = "mini-program-freight-insurance");
#[cfg(feature = "mini-program-intracity")]
wechat_api!(pub mod intracity = "api-specs/mini-program/intracity.toml", feature = "mini-program-intracity");
#[cfg(feature = "mini-program-immediate-delivery")]
wechat_api!(pub mod immediate_delivery = "api-specs/mini-program/immediate-delivery.toml", feature = "mini-program-immediate-delivery");
#[cfg(feature = "mini-program-face-verify")]
wechat_api!(pub mod face_verify = "api-specs/mini-program/face-verify.toml", feature = "mini-program-face-verify");
#[cfg(feature = "mini-program-city-service")]
wechat_api!(pub mod city_service = "api-specs/mini-program/city-service.toml", feature = "mini-program-city-service");
#[cfg(feature = "mini-program-analysis")]
wechat_api!(pub mod analysis = "api-specs/mini-program/analysis.toml", feature = "mini-program-analysis");
#[cfg(feature = "mini-program-operation")]
wechat_api!(pub mod operation = "api-specs/mini-program/operation.toml", feature = "mini-program-operation");
#[cfg(feature = "mini-program-live-room")]
wechat_api!(pub mod live_room = "api-specs/mini-program/live-room.toml", feature = "mini-program-live-room");
#[cfg(feature = "mini-program-live-goods")]
wechat_api!(pub mod live_goods = "api-specs/mini-program/live-goods.toml", feature = "mini-program-live-goods");
#[cfg(feature = "mini-program-trade")]
wechat_api!(pub mod trade = "api-specs/mini-program/trade.toml", feature = "mini-program-trade");
#[cfg(feature = "mini-program-order-shipping")]
wechat_api!(pub mod order_shipping = "api-specs/mini-program/order-shipping.toml", feature = "mini-program-order-shipping");
#[cfg(feature = "mini-program-novel")]
wechat_api!(pub mod novel = "api-specs/mini-program/novel.toml", feature = "mini-program-novel");
#[cfg(feature = "mini-program-b2b-store")]
wechat_api!(pub mod b2b_store = "api-specs/mini-program/b2b-store.toml", feature = "mini-program-b2b-store");
#[cfg(feature = "mini-program-hardware-device")]
wechat_api!(pub mod hardware_device = "api-specs/mini-program/hardware-device.toml", feature = "mini-program-hardware-device");
#[cfg(feature = "mini-program-drama-media")]
wechat_api!(pub mod drama_media = "api-specs/mini-program/drama-media.toml", feature = "mini-program-drama-media");
#[cfg(feature = "mini-program-drama")]
wechat_api!(pub mod drama = "api-specs/mini-program/drama.toml", feature = "mini-program-drama");
#[cfg(feature = "mini-program-drama-player")]
wechat_api!(pub mod drama_player = "api-specs/mini-program/drama-player.toml", feature = "mini-program-drama-player");
#[cfg(feature = "mini-program-plugin")]
wechat_api!(pub mod plugin = "api-specs/mini-program/plugin.toml", feature = "mini-program-plugin");
#[cfg(feature = "mini-program-nearby-poi")]
wechat_api!(pub mod nearby_poi = "api-specs/mini-program/nearby-poi.toml", feature = "mini-program-nearby-poi");
#[cfg(feature = "mini-program-charge")]
wechat_api!(pub mod charge = "api-specs/mini-program/charge.toml", feature = "mini-program-charge");
#[cfg(feature = "mini-program-employee")]
wechat_api!(pub mod employee = "api-specs/mini-program/employee.toml", feature = "mini-program-employee");
#[cfg(feature = "mini-program-cloud")]
wechat_api!(pub mod cloud = "api-specs/mini-program/cloud.toml", feature = "mini-program-cloud");
#[cfg(feature = "mini-program-cloud-database")]
wechat_api!(pub mod cloud_database = "api-specs/mini-program/cloud-database.toml", feature = "mini-program-cloud-database");
#[cfg(feature = "mini-program-donut")]
wechat_api!(pub mod donut = "api-specs/mini-program/donut.toml", feature = "mini-program-donut");
#[cfg(feature = "mini-program-service-market")]
wechat_api!(pub mod service_market = "api-specs/mini-program/service-market.toml", feature = "mini-program-service-market");
#[cfg(feature = "mini-program-search")]
wechat_api!(pub mod search = "api-specs/mini-program/search.toml", feature = "mini-program-search");
#[cfg(feature = "mini-program-red-packet-cover")]
wechat_api!(pub mod red_packet_cover = "api-specs/mini-program/red-packet-cover.toml", feature = "mini-program-red-packet-cover");
#[cfg(feature = "mini-program-soter")]
wechat_api!(pub mod soter = "api-specs/mini-program/soter.toml", feature = "mini-program-soter");
#[cfg(feature = "mini-program-vip")]
wechat_api!(pub mod vip = "api-specs/mini-program/vip.toml", feature = "mini-program-vip");
#[cfg(feature = "mini-program-b2b-pay")]
wechat_api!(pub mod b2b_pay = "api-specs/mini-program/b2b-pay.toml", feature = "mini-program-b2b-pay");
#[cfg(feature = "mini-program-virtual-payment")]
wechat_api!(pub mod virtual_payment = "api-specs/mini-program/virtual-payment.toml", feature = "mini-program-virtual-payment");
#[cfg(feature = "mini-program-code-management")]
wechat_api!(pub mod code_management = "api-specs/mini-program/code-management.toml", feature = "mini-program-code-management");
#[cfg(feature = "mini-program-domain-management")]
wechat_api!(pub mod domain_management = "api-specs/mini-program/domain-management.toml", feature = "mini-program-domain-management");
#[cfg(feature = "mini-program-category-management")]
wechat_api!(pub mod category_management = "api-specs/mini-program/category-management.toml", feature = "mini-program-category-management");
#[cfg(feature = "mini-program-basic-info")]
wechat_api!(pub mod basic_info = "api-specs/mini-program/basic-info.toml", feature = "mini-program-basic-info");
#[cfg(feature = "mini-program-tester")]
wechat_api!(pub mod tester = "api-specs/mini-program/tester.toml", feature = "mini-program-tester");
#[cfg(feature = "mini-program-privacy")]
wechat_api!(pub mod privacy = "api-specs/mini-program/privacy.toml", feature = "mini-program-privacy");
#[cfg(feature = "mini-program-icp-filing")]
wechat_api!(pub mod icp_filing = "api-specs/mini-program/icp-filing.toml", feature = "mini-program-icp-filing");
#[cfg(feature = "mini-program-verification")]
wechat_api!(pub mod verification = "api-specs/mini-program/verification.toml", feature = "mini-program-verification");
#[cfg(feature = "mini-program-qrcode-jump")]
wechat_api!(pub mod qrcode_jump = "api-specs/mini-program/qrcode-jump.toml", feature = "mini-program-qrcode-jump");
#[cfg(feature = "mini-program-embedded")]
wechat_api!(pub mod embedded = "api-specs/mini-program/embedded.toml", feature = "mini-program-embedded");
#[cfg(feature = "mini-program-official-account-link")]
wechat_api!(pub mod official_account_link = "api-specs/mini-program/official-account-link.toml", feature = "mini-program-official-account-link");
#[cfg(feature = "mini-program-records")]
wechat_api!(pub mod records = "api-specs/mini-program/records.toml", feature = "mini-program-records");
#[cfg(feature = "mini-program-trial-registration")]
wechat_api!(pub mod trial_registration = "api-specs/mini-program/trial-registration.toml", feature = "mini-program-trial-registration");
#[cfg(feature = "mini-program-ads-management")]
wechat_api!(pub mod ads_management = "api-specs/mini-program/ads-management.toml", feature = "mini-program-ads-management");
#[cfg(feature = "mini-program-cloud-admin")]
wechat_api!(pub mod cloud_admin = "api-specs/mini-program/cloud-admin.toml", feature = "mini-program-cloud-admin");
#[cfg(feature = "mini-program-we-analysis")]
wechat_api!(pub mod we_analysis = "api-specs/mini-program/we-analysis.toml", feature = "mini-program-we-analysis");
#[cfg(feature = "mini-program-account-copy")]
wechat_api!(pub mod account_copy = "api-specs/mini-program/account-copy.toml", feature = "mini-program-account-copy");
#[cfg(feature = "mini-program-trade-component")]
wechat_api!(pub mod trade_component = "api-specs/mini-program/trade-component.toml", feature = "mini-program-trade-component");
#[cfg(feature = "mini-program-trade-component-service")]
wechat_api!(pub mod trade_component_service = "api-specs/mini-program/trade-component-service.toml", feature = "mini-program-trade-component-service");
#[cfg(feature = "mini-program-trade-component-funds")]
wechat_api!(pub mod trade_component_funds = "api-specs/mini-program/trade-component-funds.toml", feature = "mini-program-trade-component-funds");
#[cfg(feature = "mini-program-mini-store")]
wechat_api!(pub mod mini_store = "api-specs/mini-program/mini-store.toml", feature = "mini-program-mini-store");
#[cfg(feature = "mini-program-mini-store-service")]
wechat_api!(pub mod mini_store_service = "api-specs/mini-program/mini-store-service.toml", feature = "mini-program-mini-store-service");
#[cfg(feature = "mini-program-union")]
wechat_api!(pub mod union = "api-specs/mini-program/union.toml", feature = "mini-program-union");
#[cfg(feature = "mini-program-promoter")]
wechat_api!(pub mod promoter = "api-specs/mini-program/promoter.toml", feature = "mini-program-promoter");
#[cfg(feature = "mini-program-game-room")]
wechat_api!(pub mod game_room = "api-specs/mini-program/game-room.toml", feature = "mini-program-game-room");
#[cfg(feature = "mini-program-game-match")]
wechat_api!(pub mod game_match = "api-specs/mini-program/game-match.toml", feature = "mini-program-game-match");
#[cfg(feature = "mini-program-game-data")]
wechat_api!(pub mod game_data = "api-specs/mini-program/game-data.toml", feature = "mini-program-game-data");
#[cfg(feature = "mini-program-game-security")]
wechat_api!(pub mod game_security = "api-specs/mini-program/game-security.toml", feature = "mini-program-game-security");
#[cfg(feature = "mini-program-game-payment")]
wechat_api!(pub mod game_payment = "api-specs/mini-program/game-payment.toml", feature = "mini-program-game-payment");
#[cfg(feature = "mini-program-events")]
wechat_api!(pub mod events = "api-specs/mini-program/events.toml", feature = "mini-program-events");
