//! What a program that uses the SDK wants in scope: `use wechat_app::prelude::*`.

#[cfg(feature = "open-platform-authorizer")]
pub use crate::Platform as _;
#[cfg(feature = "wecom-suite-authorization")]
pub use crate::Suite as _;
pub use crate::{App, Client, Credentials as _, ErrCode, Error, File, Secret, WeChatApp};
#[cfg(feature = "crypto")]
pub use crate::{JsSdk as _, WecomJsSdk as _};

#[cfg(feature = "common-customer-message")]
pub use crate::common::customer_message::CustomerMessageGroup as _;
#[cfg(feature = "common-media")]
pub use crate::common::media::MediaGroup as _;
#[cfg(feature = "common-network")]
pub use crate::common::network::NetworkGroup as _;
#[cfg(feature = "common-quota")]
pub use crate::common::quota::QuotaGroup as _;
#[cfg(feature = "common-shorten")]
pub use crate::common::shorten::ShortenGroup as _;
#[cfg(feature = "common-subscribe-message")]
pub use crate::common::subscribe_message::SubscribeMessageGroup as _;
#[cfg(feature = "common-ticket")]
pub use crate::common::ticket::TicketGroup as _;
#[cfg(feature = "common-token")]
pub use crate::common::token::TokenGroup as _;
#[cfg(feature = "mini-program-kf-work")]
pub use crate::mini_program::kf_work::KfWorkGroup as _;
#[cfg(feature = "mini-program-link")]
pub use crate::mini_program::link::LinkGroup as _;
#[cfg(feature = "mini-program-login")]
pub use crate::mini_program::login::LoginGroup as _;
#[cfg(feature = "mini-program-phone")]
pub use crate::mini_program::phone::PhoneGroup as _;
#[cfg(feature = "mini-program-security")]
pub use crate::mini_program::security::SecurityGroup as _;
#[cfg(feature = "mini-program-updatable-message")]
pub use crate::mini_program::updatable_message::UpdatableMessageGroup as _;
#[cfg(feature = "mini-program-user-notify")]
pub use crate::mini_program::user_notify::UserNotifyGroup as _;
#[cfg(feature = "mini-program-wxa-code")]
pub use crate::mini_program::wxa_code::WxaCodeGroup as _;
#[cfg(feature = "official-account-auto-reply")]
pub use crate::official_account::auto_reply::AutoReplyGroup as _;
#[cfg(feature = "official-account-blacklist")]
pub use crate::official_account::blacklist::BlacklistGroup as _;
#[cfg(feature = "official-account-card")]
pub use crate::official_account::card::CardGroup as _;
#[cfg(feature = "official-account-card-code")]
pub use crate::official_account::card_code::CardCodeGroup as _;
#[cfg(feature = "official-account-comment")]
pub use crate::official_account::comment::CommentGroup as _;
#[cfg(feature = "official-account-customer-service")]
pub use crate::official_account::customer_service::CustomerServiceGroup as _;
#[cfg(feature = "official-account-datacube")]
pub use crate::official_account::datacube::DatacubeGroup as _;
#[cfg(feature = "official-account-draft")]
pub use crate::official_account::draft::DraftGroup as _;
#[cfg(feature = "official-account-mass")]
pub use crate::official_account::mass::MassGroup as _;
#[cfg(feature = "official-account-material")]
pub use crate::official_account::material::MaterialGroup as _;
#[cfg(feature = "official-account-menu")]
pub use crate::official_account::menu::MenuGroup as _;
#[cfg(feature = "official-account-oauth")]
pub use crate::official_account::oauth::OauthGroup as _;
#[cfg(feature = "official-account-publish")]
pub use crate::official_account::publish::PublishGroup as _;
#[cfg(feature = "official-account-qrcode")]
pub use crate::official_account::qrcode::QrcodeGroup as _;
#[cfg(feature = "official-account-tag")]
pub use crate::official_account::tag::TagGroup as _;
#[cfg(feature = "official-account-template-message")]
pub use crate::official_account::template_message::TemplateMessageGroup as _;
#[cfg(feature = "official-account-user")]
pub use crate::official_account::user::UserGroup as _;
#[cfg(feature = "open-platform-authorizer")]
pub use crate::open_platform::authorizer::AuthorizerGroup as _;
#[cfg(feature = "open-platform-login")]
pub use crate::open_platform::login::LoginGroup as _;
#[cfg(feature = "open-platform-oauth")]
pub use crate::open_platform::oauth::OauthGroup as _;
#[cfg(feature = "wecom-oauth")]
pub use crate::wecom::oauth::OauthGroup as _;
#[cfg(feature = "wecom-provider-login")]
pub use crate::wecom_provider::login::LoginGroup as _;
#[cfg(feature = "wecom-suite-authorization")]
pub use crate::wecom_suite::authorization::AuthorizationGroup as _;
#[cfg(feature = "wecom-suite-login")]
pub use crate::wecom_suite::login::LoginGroup as _;
