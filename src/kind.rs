//! Kinds of app. Which groups an app can call, and what it is sent, follows from its kind.

use wechat_runtime::{Kind, KindInfo};

/// 小程序 A mini program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MiniProgram;

impl Kind for MiniProgram {
    const INFO: &'static KindInfo =
        &KindInfo { name: "mini_program", product: &crate::mini_program::PRODUCT };
}

/// 公众号 An official account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfficialAccount;

impl Kind for OfficialAccount {
    const INFO: &'static KindInfo =
        &KindInfo { name: "official_account", product: &crate::official_account::PRODUCT };
}

/// 第三方平台 A third-party platform, which acts for accounts that authorised it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenPlatform;

impl Kind for OpenPlatform {
    const INFO: &'static KindInfo =
        &KindInfo { name: "open_platform", product: &crate::open_platform::PRODUCT };
}

/// 视频号、微信小店 A shop or an account of Channels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Channels;

impl Kind for Channels {
    const INFO: &'static KindInfo =
        &KindInfo { name: "channels", product: &crate::channels::PRODUCT };
}

/// 企业微信 An agent (自建应用) of a WeCom corp: its appid is the corpid, its secret the agent's. It has
/// an `agent_id`, which tells its tokens from those of the corp's other agents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wecom;

impl Kind for Wecom {
    const INFO: &'static KindInfo = &KindInfo { name: "wecom", product: &crate::wecom::PRODUCT };
}

/// 企业微信第三方应用 A suite: an app that a service provider offers to many WeCom corps, or a template
/// of apps that it develops for them. Its appid is the suite's id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WecomSuite;

impl Kind for WecomSuite {
    const INFO: &'static KindInfo =
        &KindInfo { name: "wecom_suite", product: &crate::wecom_suite::PRODUCT };
}

/// 企业微信服务商 A service provider of WeCom: its appid is the provider's corpid, its secret the
/// provider's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WecomProvider;

impl Kind for WecomProvider {
    const INFO: &'static KindInfo =
        &KindInfo { name: "wecom_provider", product: &crate::wecom_provider::PRODUCT };
}

/// 智能对话 A bot of the dialogue platform: its appid, token and AES key are those of its open API. It has
/// no secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dialogue;

impl Kind for Dialogue {
    const INFO: &'static KindInfo =
        &KindInfo { name: "dialogue", product: &crate::dialogue::PRODUCT };
}

/// The kind of an app whose derive has errors: all calls resolve, so that they are the only errors.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Any;

impl Kind for Any {
    const INFO: &'static KindInfo = MiniProgram::INFO;
}
