//! Kinds of app. Which groups an app can call follows from its kind.

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

/// The kind of an app whose derive has errors: all calls resolve, so that they are the only errors.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Any;

impl Kind for Any {
    const INFO: &'static KindInfo = MiniProgram::INFO;
}
