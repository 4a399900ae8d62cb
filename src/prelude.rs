//! What a program that uses the SDK wants in scope: `use wechat_app::prelude::*`.

#[cfg(feature = "open-platform-authorizer")]
pub use crate::Platform as _;
#[cfg(feature = "wecom-suite-authorization")]
pub use crate::Suite as _;
pub use crate::{App, Client, Credentials as _, ErrCode, Error, File, Secret, WeChatApp};
#[cfg(feature = "crypto")]
pub use crate::{JsSdk as _, WecomJsSdk as _};

#[cfg(feature = "ads-account")]
pub use crate::ads::account::AccountGroup as _;
#[cfg(feature = "ads-audience")]
pub use crate::ads::audience::AudienceGroup as _;
#[cfg(feature = "ads-campaign")]
pub use crate::ads::campaign::CampaignGroup as _;
#[cfg(feature = "ads-report")]
pub use crate::ads::report::ReportGroup as _;
#[cfg(feature = "channels-aftersale")]
pub use crate::channels::aftersale::AftersaleGroup as _;
#[cfg(feature = "channels-brand")]
pub use crate::channels::brand::BrandGroup as _;
#[cfg(feature = "channels-category")]
pub use crate::channels::category::CategoryGroup as _;
#[cfg(feature = "channels-compass")]
pub use crate::channels::compass::CompassGroup as _;
#[cfg(feature = "channels-cooperation")]
pub use crate::channels::cooperation::CooperationGroup as _;
#[cfg(feature = "channels-coupon")]
pub use crate::channels::coupon::CouponGroup as _;
#[cfg(feature = "channels-customer-service")]
pub use crate::channels::customer_service::CustomerServiceGroup as _;
#[cfg(feature = "channels-delivery")]
pub use crate::channels::delivery::DeliveryGroup as _;
#[cfg(feature = "channels-dropship")]
pub use crate::channels::dropship::DropshipGroup as _;
#[cfg(feature = "channels-ewaybill")]
pub use crate::channels::ewaybill::EwaybillGroup as _;
#[cfg(feature = "channels-funds")]
pub use crate::channels::funds::FundsGroup as _;
#[cfg(feature = "channels-gift")]
pub use crate::channels::gift::GiftGroup as _;
#[cfg(feature = "channels-guarantee")]
pub use crate::channels::guarantee::GuaranteeGroup as _;
#[cfg(feature = "channels-homepage")]
pub use crate::channels::homepage::HomepageGroup as _;
#[cfg(feature = "channels-leads")]
pub use crate::channels::leads::LeadsGroup as _;
#[cfg(feature = "channels-league")]
pub use crate::channels::league::LeagueGroup as _;
#[cfg(feature = "channels-league-supplier")]
pub use crate::channels::league_supplier::LeagueSupplierGroup as _;
#[cfg(feature = "channels-live")]
pub use crate::channels::live::LiveGroup as _;
#[cfg(feature = "channels-local-life")]
pub use crate::channels::local_life::LocalLifeGroup as _;
#[cfg(feature = "channels-order")]
pub use crate::channels::order::OrderGroup as _;
#[cfg(feature = "channels-product")]
pub use crate::channels::product::ProductGroup as _;
#[cfg(feature = "channels-promoter")]
pub use crate::channels::promoter::PromoterGroup as _;
#[cfg(feature = "channels-promoter-content")]
pub use crate::channels::promoter_content::PromoterContentGroup as _;
#[cfg(feature = "channels-sharer")]
pub use crate::channels::sharer::SharerGroup as _;
#[cfg(feature = "channels-shop")]
pub use crate::channels::shop::ShopGroup as _;
#[cfg(feature = "channels-talent")]
pub use crate::channels::talent::TalentGroup as _;
#[cfg(feature = "channels-vip")]
pub use crate::channels::vip::VipGroup as _;
#[cfg(feature = "channels-warehouse")]
pub use crate::channels::warehouse::WarehouseGroup as _;
#[cfg(feature = "common-customer-message")]
pub use crate::common::customer_message::CustomerMessageGroup as _;
#[cfg(feature = "common-image")]
pub use crate::common::image::ImageGroup as _;
#[cfg(feature = "common-media")]
pub use crate::common::media::MediaGroup as _;
#[cfg(feature = "common-network")]
pub use crate::common::network::NetworkGroup as _;
#[cfg(feature = "common-ocr")]
pub use crate::common::ocr::OcrGroup as _;
#[cfg(feature = "common-open-account")]
pub use crate::common::open_account::OpenAccountGroup as _;
#[cfg(feature = "common-publisher-stat")]
pub use crate::common::publisher_stat::PublisherStatGroup as _;
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
#[cfg(feature = "dialogue-binding")]
pub use crate::dialogue::binding::BindingGroup as _;
#[cfg(feature = "dialogue-bot")]
pub use crate::dialogue::bot::BotGroup as _;
#[cfg(feature = "dialogue-human-service")]
pub use crate::dialogue::human_service::HumanServiceGroup as _;
#[cfg(feature = "dialogue-legacy-bot")]
pub use crate::dialogue::legacy_bot::LegacyBotGroup as _;
#[cfg(feature = "mini-program-account-copy")]
pub use crate::mini_program::account_copy::AccountCopyGroup as _;
#[cfg(feature = "mini-program-ads-management")]
pub use crate::mini_program::ads_management::AdsManagementGroup as _;
#[cfg(feature = "mini-program-analysis")]
pub use crate::mini_program::analysis::AnalysisGroup as _;
#[cfg(feature = "mini-program-b2b-pay")]
pub use crate::mini_program::b2b_pay::B2bPayGroup as _;
#[cfg(feature = "mini-program-b2b-store")]
pub use crate::mini_program::b2b_store::B2bStoreGroup as _;
#[cfg(feature = "mini-program-basic-info")]
pub use crate::mini_program::basic_info::BasicInfoGroup as _;
#[cfg(feature = "mini-program-category-management")]
pub use crate::mini_program::category_management::CategoryManagementGroup as _;
#[cfg(feature = "mini-program-charge")]
pub use crate::mini_program::charge::ChargeGroup as _;
#[cfg(feature = "mini-program-city-service")]
pub use crate::mini_program::city_service::CityServiceGroup as _;
#[cfg(feature = "mini-program-cloud")]
pub use crate::mini_program::cloud::CloudGroup as _;
#[cfg(feature = "mini-program-cloud-admin")]
pub use crate::mini_program::cloud_admin::CloudAdminGroup as _;
#[cfg(feature = "mini-program-cloud-database")]
pub use crate::mini_program::cloud_database::CloudDatabaseGroup as _;
#[cfg(feature = "mini-program-code-management")]
pub use crate::mini_program::code_management::CodeManagementGroup as _;
#[cfg(feature = "mini-program-customer-business")]
pub use crate::mini_program::customer_business::CustomerBusinessGroup as _;
#[cfg(feature = "mini-program-customer-service")]
pub use crate::mini_program::customer_service::CustomerServiceGroup as _;
#[cfg(feature = "mini-program-domain-management")]
pub use crate::mini_program::domain_management::DomainManagementGroup as _;
#[cfg(feature = "mini-program-donut")]
pub use crate::mini_program::donut::DonutGroup as _;
#[cfg(feature = "mini-program-drama")]
pub use crate::mini_program::drama::DramaGroup as _;
#[cfg(feature = "mini-program-drama-media")]
pub use crate::mini_program::drama_media::DramaMediaGroup as _;
#[cfg(feature = "mini-program-drama-player")]
pub use crate::mini_program::drama_player::DramaPlayerGroup as _;
#[cfg(feature = "mini-program-embedded")]
pub use crate::mini_program::embedded::EmbeddedGroup as _;
#[cfg(feature = "mini-program-employee")]
pub use crate::mini_program::employee::EmployeeGroup as _;
#[cfg(feature = "mini-program-express")]
pub use crate::mini_program::express::ExpressGroup as _;
#[cfg(feature = "mini-program-express-provider")]
pub use crate::mini_program::express_provider::ExpressProviderGroup as _;
#[cfg(feature = "mini-program-face-verify")]
pub use crate::mini_program::face_verify::FaceVerifyGroup as _;
#[cfg(feature = "mini-program-freight-insurance")]
pub use crate::mini_program::freight_insurance::FreightInsuranceGroup as _;
#[cfg(feature = "mini-program-game-data")]
pub use crate::mini_program::game_data::GameDataGroup as _;
#[cfg(feature = "mini-program-game-match")]
pub use crate::mini_program::game_match::GameMatchGroup as _;
#[cfg(feature = "mini-program-game-payment")]
pub use crate::mini_program::game_payment::GamePaymentGroup as _;
#[cfg(feature = "mini-program-game-room")]
pub use crate::mini_program::game_room::GameRoomGroup as _;
#[cfg(feature = "mini-program-game-security")]
pub use crate::mini_program::game_security::GameSecurityGroup as _;
#[cfg(feature = "mini-program-hardware-device")]
pub use crate::mini_program::hardware_device::HardwareDeviceGroup as _;
#[cfg(feature = "mini-program-icp-filing")]
pub use crate::mini_program::icp_filing::IcpFilingGroup as _;
#[cfg(feature = "mini-program-immediate-delivery")]
pub use crate::mini_program::immediate_delivery::ImmediateDeliveryGroup as _;
#[cfg(feature = "mini-program-intracity")]
pub use crate::mini_program::intracity::IntracityGroup as _;
#[cfg(feature = "mini-program-kf-work")]
pub use crate::mini_program::kf_work::KfWorkGroup as _;
#[cfg(feature = "mini-program-link")]
pub use crate::mini_program::link::LinkGroup as _;
#[cfg(feature = "mini-program-live-goods")]
pub use crate::mini_program::live_goods::LiveGoodsGroup as _;
#[cfg(feature = "mini-program-live-room")]
pub use crate::mini_program::live_room::LiveRoomGroup as _;
#[cfg(feature = "mini-program-login")]
pub use crate::mini_program::login::LoginGroup as _;
#[cfg(feature = "mini-program-logistics")]
pub use crate::mini_program::logistics::LogisticsGroup as _;
#[cfg(feature = "mini-program-mini-store")]
pub use crate::mini_program::mini_store::MiniStoreGroup as _;
#[cfg(feature = "mini-program-mini-store-service")]
pub use crate::mini_program::mini_store_service::MiniStoreServiceGroup as _;
#[cfg(feature = "mini-program-nearby-poi")]
pub use crate::mini_program::nearby_poi::NearbyPoiGroup as _;
#[cfg(feature = "mini-program-novel")]
pub use crate::mini_program::novel::NovelGroup as _;
#[cfg(feature = "mini-program-official-account-link")]
pub use crate::mini_program::official_account_link::OfficialAccountLinkGroup as _;
#[cfg(feature = "mini-program-operation")]
pub use crate::mini_program::operation::OperationGroup as _;
#[cfg(feature = "mini-program-order-shipping")]
pub use crate::mini_program::order_shipping::OrderShippingGroup as _;
#[cfg(feature = "mini-program-phone")]
pub use crate::mini_program::phone::PhoneGroup as _;
#[cfg(feature = "mini-program-plugin")]
pub use crate::mini_program::plugin::PluginGroup as _;
#[cfg(feature = "mini-program-privacy")]
pub use crate::mini_program::privacy::PrivacyGroup as _;
#[cfg(feature = "mini-program-promoter")]
pub use crate::mini_program::promoter::PromoterGroup as _;
#[cfg(feature = "mini-program-qrcode-jump")]
pub use crate::mini_program::qrcode_jump::QrcodeJumpGroup as _;
#[cfg(feature = "mini-program-records")]
pub use crate::mini_program::records::RecordsGroup as _;
#[cfg(feature = "mini-program-red-packet-cover")]
pub use crate::mini_program::red_packet_cover::RedPacketCoverGroup as _;
#[cfg(feature = "mini-program-search")]
pub use crate::mini_program::search::SearchGroup as _;
#[cfg(feature = "mini-program-security")]
pub use crate::mini_program::security::SecurityGroup as _;
#[cfg(feature = "mini-program-service-market")]
pub use crate::mini_program::service_market::ServiceMarketGroup as _;
#[cfg(feature = "mini-program-soter")]
pub use crate::mini_program::soter::SoterGroup as _;
#[cfg(feature = "mini-program-tester")]
pub use crate::mini_program::tester::TesterGroup as _;
#[cfg(feature = "mini-program-trade")]
pub use crate::mini_program::trade::TradeGroup as _;
#[cfg(feature = "mini-program-trade-component")]
pub use crate::mini_program::trade_component::TradeComponentGroup as _;
#[cfg(feature = "mini-program-trade-component-funds")]
pub use crate::mini_program::trade_component_funds::TradeComponentFundsGroup as _;
#[cfg(feature = "mini-program-trade-component-service")]
pub use crate::mini_program::trade_component_service::TradeComponentServiceGroup as _;
#[cfg(feature = "mini-program-trial-registration")]
pub use crate::mini_program::trial_registration::TrialRegistrationGroup as _;
#[cfg(feature = "mini-program-union")]
pub use crate::mini_program::union::UnionGroup as _;
#[cfg(feature = "mini-program-updatable-message")]
pub use crate::mini_program::updatable_message::UpdatableMessageGroup as _;
#[cfg(feature = "mini-program-user-notify")]
pub use crate::mini_program::user_notify::UserNotifyGroup as _;
#[cfg(feature = "mini-program-verification")]
pub use crate::mini_program::verification::VerificationGroup as _;
#[cfg(feature = "mini-program-vip")]
pub use crate::mini_program::vip::VipGroup as _;
#[cfg(feature = "mini-program-virtual-payment")]
pub use crate::mini_program::virtual_payment::VirtualPaymentGroup as _;
#[cfg(feature = "mini-program-we-analysis")]
pub use crate::mini_program::we_analysis::WeAnalysisGroup as _;
#[cfg(feature = "mini-program-wxa-code")]
pub use crate::mini_program::wxa_code::WxaCodeGroup as _;
#[cfg(feature = "official-account-ad-conversion")]
pub use crate::official_account::ad_conversion::AdConversionGroup as _;
#[cfg(feature = "official-account-ai")]
pub use crate::official_account::ai::AiGroup as _;
#[cfg(feature = "official-account-auto-reply")]
pub use crate::official_account::auto_reply::AutoReplyGroup as _;
#[cfg(feature = "official-account-blacklist")]
pub use crate::official_account::blacklist::BlacklistGroup as _;
#[cfg(feature = "official-account-card")]
pub use crate::official_account::card::CardGroup as _;
#[cfg(feature = "official-account-card-code")]
pub use crate::official_account::card_code::CardCodeGroup as _;
#[cfg(feature = "official-account-card-promotion")]
pub use crate::official_account::card_promotion::CardPromotionGroup as _;
#[cfg(feature = "official-account-card-stats")]
pub use crate::official_account::card_stats::CardStatsGroup as _;
#[cfg(feature = "official-account-card-sub-merchant")]
pub use crate::official_account::card_sub_merchant::CardSubMerchantGroup as _;
#[cfg(feature = "official-account-comment")]
pub use crate::official_account::comment::CommentGroup as _;
#[cfg(feature = "official-account-customer-service")]
pub use crate::official_account::customer_service::CustomerServiceGroup as _;
#[cfg(feature = "official-account-datacube")]
pub use crate::official_account::datacube::DatacubeGroup as _;
#[cfg(feature = "official-account-device-iot")]
pub use crate::official_account::device_iot::DeviceIotGroup as _;
#[cfg(feature = "official-account-draft")]
pub use crate::official_account::draft::DraftGroup as _;
#[cfg(feature = "official-account-gift-card")]
pub use crate::official_account::gift_card::GiftCardGroup as _;
#[cfg(feature = "official-account-guide")]
pub use crate::official_account::guide::GuideGroup as _;
#[cfg(feature = "official-account-guide-customer")]
pub use crate::official_account::guide_customer::GuideCustomerGroup as _;
#[cfg(feature = "official-account-guide-material")]
pub use crate::official_account::guide_material::GuideMaterialGroup as _;
#[cfg(feature = "official-account-invoice")]
pub use crate::official_account::invoice::InvoiceGroup as _;
#[cfg(feature = "official-account-market-code")]
pub use crate::official_account::market_code::MarketCodeGroup as _;
#[cfg(feature = "official-account-mass")]
pub use crate::official_account::mass::MassGroup as _;
#[cfg(feature = "official-account-material")]
pub use crate::official_account::material::MaterialGroup as _;
#[cfg(feature = "official-account-member-card")]
pub use crate::official_account::member_card::MemberCardGroup as _;
#[cfg(feature = "official-account-menu")]
pub use crate::official_account::menu::MenuGroup as _;
#[cfg(feature = "official-account-nontax")]
pub use crate::official_account::nontax::NontaxGroup as _;
#[cfg(feature = "official-account-oauth")]
pub use crate::official_account::oauth::OauthGroup as _;
#[cfg(feature = "official-account-old-shop")]
pub use crate::official_account::old_shop::OldShopGroup as _;
#[cfg(feature = "official-account-publish")]
pub use crate::official_account::publish::PublishGroup as _;
#[cfg(feature = "official-account-qrcode")]
pub use crate::official_account::qrcode::QrcodeGroup as _;
#[cfg(feature = "official-account-scan-product")]
pub use crate::official_account::scan_product::ScanProductGroup as _;
#[cfg(feature = "official-account-shake-nearby")]
pub use crate::official_account::shake_nearby::ShakeNearbyGroup as _;
#[cfg(feature = "official-account-special-ticket")]
pub use crate::official_account::special_ticket::SpecialTicketGroup as _;
#[cfg(feature = "official-account-store")]
pub use crate::official_account::store::StoreGroup as _;
#[cfg(feature = "official-account-tag")]
pub use crate::official_account::tag::TagGroup as _;
#[cfg(feature = "official-account-template-message")]
pub use crate::official_account::template_message::TemplateMessageGroup as _;
#[cfg(feature = "official-account-user")]
pub use crate::official_account::user::UserGroup as _;
#[cfg(feature = "official-account-user-group")]
pub use crate::official_account::user_group::UserGroupGroup as _;
#[cfg(feature = "official-account-wifi")]
pub use crate::official_account::wifi::WifiGroup as _;
#[cfg(feature = "open-platform-authorizer")]
pub use crate::open_platform::authorizer::AuthorizerGroup as _;
#[cfg(feature = "open-platform-cloud-database")]
pub use crate::open_platform::cloud_database::CloudDatabaseGroup as _;
#[cfg(feature = "open-platform-cloud-environment")]
pub use crate::open_platform::cloud_environment::CloudEnvironmentGroup as _;
#[cfg(feature = "open-platform-cloud-function")]
pub use crate::open_platform::cloud_function::CloudFunctionGroup as _;
#[cfg(feature = "open-platform-cloud-run")]
pub use crate::open_platform::cloud_run::CloudRunGroup as _;
#[cfg(feature = "open-platform-code-template")]
pub use crate::open_platform::code_template::CodeTemplateGroup as _;
#[cfg(feature = "open-platform-login")]
pub use crate::open_platform::login::LoginGroup as _;
#[cfg(feature = "open-platform-oauth")]
pub use crate::open_platform::oauth::OauthGroup as _;
#[cfg(feature = "open-platform-order-path")]
pub use crate::open_platform::order_path::OrderPathGroup as _;
#[cfg(feature = "open-platform-registration")]
pub use crate::open_platform::registration::RegistrationGroup as _;
#[cfg(feature = "open-platform-server-domain")]
pub use crate::open_platform::server_domain::ServerDomainGroup as _;
#[cfg(feature = "open-platform-service-market")]
pub use crate::open_platform::service_market::ServiceMarketGroup as _;
#[cfg(feature = "open-platform-we-analysis")]
pub use crate::open_platform::we_analysis::WeAnalysisGroup as _;
#[cfg(feature = "wecom-agent")]
pub use crate::wecom::agent::AgentGroup as _;
#[cfg(feature = "wecom-approval")]
pub use crate::wecom::approval::ApprovalGroup as _;
#[cfg(feature = "wecom-calendar")]
pub use crate::wecom::calendar::CalendarGroup as _;
#[cfg(feature = "wecom-card-invoice")]
pub use crate::wecom::card_invoice::CardInvoiceGroup as _;
#[cfg(feature = "wecom-chat-archive")]
pub use crate::wecom::chat_archive::ChatArchiveGroup as _;
#[cfg(feature = "wecom-chat-data")]
pub use crate::wecom::chat_data::ChatDataGroup as _;
#[cfg(feature = "wecom-checkin")]
pub use crate::wecom::checkin::CheckinGroup as _;
#[cfg(feature = "wecom-contact-batch")]
pub use crate::wecom::contact_batch::ContactBatchGroup as _;
#[cfg(feature = "wecom-contact-way")]
pub use crate::wecom::contact_way::ContactWayGroup as _;
#[cfg(feature = "wecom-corp-group")]
pub use crate::wecom::corp_group::CorpGroupGroup as _;
#[cfg(feature = "wecom-customer")]
pub use crate::wecom::customer::CustomerGroup as _;
#[cfg(feature = "wecom-customer-strategy")]
pub use crate::wecom::customer_strategy::CustomerStrategyGroup as _;
#[cfg(feature = "wecom-customer-tag")]
pub use crate::wecom::customer_tag::CustomerTagGroup as _;
#[cfg(feature = "wecom-department")]
pub use crate::wecom::department::DepartmentGroup as _;
#[cfg(feature = "wecom-device-data")]
pub use crate::wecom::device_data::DeviceDataGroup as _;
#[cfg(feature = "wecom-exmail")]
pub use crate::wecom::exmail::ExmailGroup as _;
#[cfg(feature = "wecom-external-pay")]
pub use crate::wecom::external_pay::ExternalPayGroup as _;
#[cfg(feature = "wecom-group-chat")]
pub use crate::wecom::group_chat::GroupChatGroup as _;
#[cfg(feature = "wecom-group-message")]
pub use crate::wecom::group_message::GroupMessageGroup as _;
#[cfg(feature = "wecom-hr")]
pub use crate::wecom::hr::HrGroup as _;
#[cfg(feature = "wecom-id-convert")]
pub use crate::wecom::id_convert::IdConvertGroup as _;
#[cfg(feature = "wecom-intercept-rule")]
pub use crate::wecom::intercept_rule::InterceptRuleGroup as _;
#[cfg(feature = "wecom-journal")]
pub use crate::wecom::journal::JournalGroup as _;
#[cfg(feature = "wecom-kf")]
pub use crate::wecom::kf::KfGroup as _;
#[cfg(feature = "wecom-kf-message")]
pub use crate::wecom::kf_message::KfMessageGroup as _;
#[cfg(feature = "wecom-launch")]
pub use crate::wecom::launch::LaunchGroup as _;
#[cfg(feature = "wecom-living")]
pub use crate::wecom::living::LivingGroup as _;
#[cfg(feature = "wecom-media")]
pub use crate::wecom::media::MediaGroup as _;
#[cfg(feature = "wecom-meeting")]
pub use crate::wecom::meeting::MeetingGroup as _;
#[cfg(feature = "wecom-meeting-device")]
pub use crate::wecom::meeting_device::MeetingDeviceGroup as _;
#[cfg(feature = "wecom-meeting-enroll")]
pub use crate::wecom::meeting_enroll::MeetingEnrollGroup as _;
#[cfg(feature = "wecom-meeting-layout")]
pub use crate::wecom::meeting_layout::MeetingLayoutGroup as _;
#[cfg(feature = "wecom-meeting-record")]
pub use crate::wecom::meeting_record::MeetingRecordGroup as _;
#[cfg(feature = "wecom-meeting-room")]
pub use crate::wecom::meeting_room::MeetingRoomGroup as _;
#[cfg(feature = "wecom-message")]
pub use crate::wecom::message::MessageGroup as _;
#[cfg(feature = "wecom-mini-program")]
pub use crate::wecom::mini_program::MiniProgramGroup as _;
#[cfg(feature = "wecom-mini-program-pay")]
pub use crate::wecom::mini_program_pay::MiniProgramPayGroup as _;
#[cfg(feature = "wecom-moment")]
pub use crate::wecom::moment::MomentGroup as _;
#[cfg(feature = "wecom-network")]
pub use crate::wecom::network::NetworkGroup as _;
#[cfg(feature = "wecom-oauth")]
pub use crate::wecom::oauth::OauthGroup as _;
#[cfg(feature = "wecom-phone")]
pub use crate::wecom::phone::PhoneGroup as _;
#[cfg(feature = "wecom-product-album")]
pub use crate::wecom::product_album::ProductAlbumGroup as _;
#[cfg(feature = "wecom-report")]
pub use crate::wecom::report::ReportGroup as _;
#[cfg(feature = "wecom-school")]
pub use crate::wecom::school::SchoolGroup as _;
#[cfg(feature = "wecom-security")]
pub use crate::wecom::security::SecurityGroup as _;
#[cfg(feature = "wecom-smart-doc")]
pub use crate::wecom::smart_doc::SmartDocGroup as _;
#[cfg(feature = "wecom-smart-sheet")]
pub use crate::wecom::smart_sheet::SmartSheetGroup as _;
#[cfg(feature = "wecom-tag")]
pub use crate::wecom::tag::TagGroup as _;
#[cfg(feature = "wecom-user")]
pub use crate::wecom::user::UserGroup as _;
#[cfg(feature = "wecom-webhook")]
pub use crate::wecom::webhook::WebhookGroup as _;
#[cfg(feature = "wecom-webinar")]
pub use crate::wecom::webinar::WebinarGroup as _;
#[cfg(feature = "wecom-wedoc")]
pub use crate::wecom::wedoc::WedocGroup as _;
#[cfg(feature = "wecom-wedrive")]
pub use crate::wecom::wedrive::WedriveGroup as _;
#[cfg(feature = "wecom-provider-data-zone-order")]
pub use crate::wecom_provider::data_zone_order::DataZoneOrderGroup as _;
#[cfg(feature = "wecom-provider-hardware")]
pub use crate::wecom_provider::hardware::HardwareGroup as _;
#[cfg(feature = "wecom-provider-license")]
pub use crate::wecom_provider::license::LicenseGroup as _;
#[cfg(feature = "wecom-provider-login")]
pub use crate::wecom_provider::login::LoginGroup as _;
#[cfg(feature = "wecom-provider-open-hardware")]
pub use crate::wecom_provider::open_hardware::OpenHardwareGroup as _;
#[cfg(feature = "wecom-provider-pay-tool")]
pub use crate::wecom_provider::pay_tool::PayToolGroup as _;
#[cfg(feature = "wecom-provider-service")]
pub use crate::wecom_provider::service::ServiceGroup as _;
#[cfg(feature = "wecom-suite-authorization")]
pub use crate::wecom_suite::authorization::AuthorizationGroup as _;
#[cfg(feature = "wecom-suite-id-migration")]
pub use crate::wecom_suite::id_migration::IdMigrationGroup as _;
#[cfg(feature = "wecom-suite-login")]
pub use crate::wecom_suite::login::LoginGroup as _;
#[cfg(feature = "wecom-suite-order")]
pub use crate::wecom_suite::order::OrderGroup as _;
