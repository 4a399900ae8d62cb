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
#[cfg(feature = "mini-program-events")]
wechat_api!(pub mod events = "api-specs/mini-program/events.toml", feature = "mini-program-events");
