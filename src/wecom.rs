//! 企业微信 WeCom. One module a group, each behind the feature named in its docs.

use wechat_macros::wechat_api;

wechat_api!(pub const PRODUCT = "api-specs/wecom.toml", codes = [errors::CODES]);
wechat_api!(pub mod errors = "api-specs/wecom/errors.toml");

#[cfg(feature = "wecom-oauth")]
wechat_api!(pub mod oauth = "api-specs/wecom/oauth.toml", feature = "wecom-oauth");
#[cfg(feature = "wecom-user")]
wechat_api!(pub mod user = "api-specs/wecom/user.toml", feature = "wecom-user");
#[cfg(feature = "wecom-department")]
wechat_api!(pub mod department = "api-specs/wecom/department.toml", feature = "wecom-department");
#[cfg(feature = "wecom-tag")]
wechat_api!(pub mod tag = "api-specs/wecom/tag.toml", feature = "wecom-tag");
#[cfg(feature = "wecom-contact-batch")]
wechat_api!(pub mod contact_batch = "api-specs/wecom/contact-batch.toml", feature = "wecom-contact-batch");
#[cfg(feature = "wecom-id-convert")]
wechat_api!(pub mod id_convert = "api-specs/wecom/id-convert.toml", feature = "wecom-id-convert");
#[cfg(feature = "wecom-agent")]
wechat_api!(pub mod agent = "api-specs/wecom/agent.toml", feature = "wecom-agent");
#[cfg(feature = "wecom-media")]
wechat_api!(pub mod media = "api-specs/wecom/media.toml", feature = "wecom-media");
#[cfg(feature = "wecom-customer")]
wechat_api!(pub mod customer = "api-specs/wecom/customer.toml", feature = "wecom-customer");
#[cfg(feature = "wecom-contact-way")]
wechat_api!(pub mod contact_way = "api-specs/wecom/contact-way.toml", feature = "wecom-contact-way");
#[cfg(feature = "wecom-customer-tag")]
wechat_api!(pub mod customer_tag = "api-specs/wecom/customer-tag.toml", feature = "wecom-customer-tag");
#[cfg(feature = "wecom-customer-strategy")]
wechat_api!(pub mod customer_strategy = "api-specs/wecom/customer-strategy.toml", feature = "wecom-customer-strategy");
#[cfg(feature = "wecom-group-chat")]
wechat_api!(pub mod group_chat = "api-specs/wecom/group-chat.toml", feature = "wecom-group-chat");
#[cfg(feature = "wecom-group-message")]
wechat_api!(pub mod group_message = "api-specs/wecom/group-message.toml", feature = "wecom-group-message");
#[cfg(feature = "wecom-moment")]
wechat_api!(pub mod moment = "api-specs/wecom/moment.toml", feature = "wecom-moment");
#[cfg(feature = "wecom-product-album")]
wechat_api!(pub mod product_album = "api-specs/wecom/product-album.toml", feature = "wecom-product-album");
#[cfg(feature = "wecom-intercept-rule")]
wechat_api!(pub mod intercept_rule = "api-specs/wecom/intercept-rule.toml", feature = "wecom-intercept-rule");
#[cfg(feature = "wecom-external-pay")]
wechat_api!(pub mod external_pay = "api-specs/wecom/external-pay.toml", feature = "wecom-external-pay");
#[cfg(feature = "wecom-kf")]
wechat_api!(pub mod kf = "api-specs/wecom/kf.toml", feature = "wecom-kf");
#[cfg(feature = "wecom-corp-group")]
wechat_api!(pub mod corp_group = "api-specs/wecom/corp-group.toml", feature = "wecom-corp-group");
#[cfg(feature = "wecom-chat-archive")]
wechat_api!(pub mod chat_archive = "api-specs/wecom/chat-archive.toml", feature = "wecom-chat-archive");
#[cfg(feature = "wecom-chat-data")]
wechat_api!(pub mod chat_data = "api-specs/wecom/chat-data.toml", feature = "wecom-chat-data");
#[cfg(feature = "wecom-checkin")]
wechat_api!(pub mod checkin = "api-specs/wecom/checkin.toml", feature = "wecom-checkin");
#[cfg(feature = "wecom-approval")]
wechat_api!(pub mod approval = "api-specs/wecom/approval.toml", feature = "wecom-approval");
#[cfg(feature = "wecom-journal")]
wechat_api!(pub mod journal = "api-specs/wecom/journal.toml", feature = "wecom-journal");
#[cfg(feature = "wecom-meeting-room")]
wechat_api!(pub mod meeting_room = "api-specs/wecom/meeting-room.toml", feature = "wecom-meeting-room");
#[cfg(feature = "wecom-calendar")]
wechat_api!(pub mod calendar = "api-specs/wecom/calendar.toml", feature = "wecom-calendar");
#[cfg(feature = "wecom-meeting")]
wechat_api!(pub mod meeting = "api-specs/wecom/meeting.toml", feature = "wecom-meeting");
#[cfg(feature = "wecom-meeting-enroll")]
wechat_api!(pub mod meeting_enroll = "api-specs/wecom/meeting-enroll.toml", feature = "wecom-meeting-enroll");
#[cfg(feature = "wecom-meeting-layout")]
wechat_api!(pub mod meeting_layout = "api-specs/wecom/meeting-layout.toml", feature = "wecom-meeting-layout");
#[cfg(feature = "wecom-meeting-record")]
wechat_api!(pub mod meeting_record = "api-specs/wecom/meeting-record.toml", feature = "wecom-meeting-record");
#[cfg(feature = "wecom-meeting-device")]
wechat_api!(pub mod meeting_device = "api-specs/wecom/meeting-device.toml", feature = "wecom-meeting-device");
#[cfg(feature = "wecom-webinar")]
wechat_api!(pub mod webinar = "api-specs/wecom/webinar.toml", feature = "wecom-webinar");
#[cfg(feature = "wecom-living")]
wechat_api!(pub mod living = "api-specs/wecom/living.toml", feature = "wecom-living");
#[cfg(feature = "wecom-wedoc")]
wechat_api!(pub mod wedoc = "api-specs/wecom/wedoc.toml", feature = "wecom-wedoc");
#[cfg(feature = "wecom-smart-sheet")]
wechat_api!(pub mod smart_sheet = "api-specs/wecom/smart-sheet.toml", feature = "wecom-smart-sheet");
#[cfg(feature = "wecom-smart-doc")]
wechat_api!(pub mod smart_doc = "api-specs/wecom/smart-doc.toml", feature = "wecom-smart-doc");
#[cfg(feature = "wecom-wedrive")]
wechat_api!(pub mod wedrive = "api-specs/wecom/wedrive.toml", feature = "wecom-wedrive");
#[cfg(feature = "wecom-exmail")]
wechat_api!(pub mod exmail = "api-specs/wecom/exmail.toml", feature = "wecom-exmail");
#[cfg(feature = "wecom-hr")]
wechat_api!(pub mod hr = "api-specs/wecom/hr.toml", feature = "wecom-hr");
#[cfg(feature = "wecom-school")]
wechat_api!(pub mod school = "api-specs/wecom/school.toml", feature = "wecom-school");
#[cfg(feature = "wecom-report")]
wechat_api!(pub mod report = "api-specs/wecom/report.toml", feature = "wecom-report");
#[cfg(feature = "wecom-security")]
wechat_api!(pub mod security = "api-specs/wecom/security.toml", feature = "wecom-security");
#[cfg(feature = "wecom-mini-program-pay")]
wechat_api!(pub mod mini_program_pay = "api-specs/wecom/mini-program-pay.toml", feature = "wecom-mini-program-pay");
#[cfg(feature = "wecom-card-invoice")]
wechat_api!(pub mod card_invoice = "api-specs/wecom/card-invoice.toml", feature = "wecom-card-invoice");
#[cfg(feature = "wecom-phone")]
wechat_api!(pub mod phone = "api-specs/wecom/phone.toml", feature = "wecom-phone");
#[cfg(feature = "wecom-mini-program")]
wechat_api!(pub mod mini_program = "api-specs/wecom/mini-program.toml", feature = "wecom-mini-program");
#[cfg(feature = "wecom-device-data")]
wechat_api!(pub mod device_data = "api-specs/wecom/device-data.toml", feature = "wecom-device-data");
#[cfg(feature = "wecom-message")]
wechat_api!(pub mod message = "api-specs/wecom/message.toml", feature = "wecom-message");
#[cfg(feature = "wecom-kf-message")]
wechat_api!(pub mod kf_message = "api-specs/wecom/kf-message.toml", feature = "wecom-kf-message");
#[cfg(feature = "wecom-network")]
wechat_api!(pub mod network = "api-specs/wecom/network.toml", feature = "wecom-network");
#[cfg(feature = "wecom-webhook")]
wechat_api!(pub mod webhook = "api-specs/wecom/webhook.toml", feature = "wecom-webhook");
#[cfg(feature = "wecom-launch")]
wechat_api!(pub mod launch = "api-specs/wecom/launch.toml", feature = "wecom-launch");
#[cfg(feature = "wecom-events")]
wechat_api!(pub mod events = "api-specs/wecom/events.toml", feature = "wecom-events");
#[cfg(feature = "wecom-chat-archive-messages")]
wechat_api!(pub mod chat_archive_messages = "api-specs/wecom/chat-archive-messages.toml", feature = "wecom-chat-archive-messages");
