//! 智能对话 Bots of the dialogue platform (微信对话开放平台). One module a group, each behind the feature
//! named in its docs.
//!
//! An app is a bot; its settings are those that the platform's console shows for its open API
//! (发布管理 → 应用绑定 → 开放 API). Calls are signed with the token, some bodies are encrypted with the
//! key: that happens inside of the call.
//!
//! ```
//! # #[cfg(feature = "dialogue")]
//! # async fn run() -> wechat_app::Result<()> {
//! use wechat_app::dialogue::bot::Query;
//! use wechat_app::prelude::*;
//!
//! #[derive(WeChatApp, Clone)]
//! #[wechat(
//!     dialogue,
//!     appid = std::env::var("BOT_APPID"),
//!     token = std::env::var("BOT_TOKEN"),
//!     aes_key = std::env::var("BOT_AES_KEY"),
//! )]
//! struct Helper {
//!     client: Client,
//! }
//!
//! let helper = Helper::new()?;
//! let said = helper.bot().query(Query::new("Are you open today?").userid("u-1")).await?;
//! if let Some(answer) = said.data {
//!     println!("{}", answer.answer);
//! }
//! # Ok(())
//! # }
//! ```

use wechat_macros::wechat_api;

wechat_api!(pub mod errors = "api-specs/dialogue/errors.toml");
wechat_api!(pub mod types = "api-specs/dialogue/types.toml");
wechat_api!(pub const PRODUCT = "api-specs/dialogue.toml", codes = [errors::CODES]);
#[cfg(feature = "dialogue-bot")]
wechat_api!(pub mod bot = "api-specs/dialogue/bot.toml", feature = "dialogue-bot");
#[cfg(feature = "dialogue-human-service")]
wechat_api!(pub mod human_service = "api-specs/dialogue/human-service.toml", feature = "dialogue-human-service");
#[cfg(feature = "dialogue-legacy-bot")]
wechat_api!(pub mod legacy_bot = "api-specs/dialogue/legacy-bot.toml", feature = "dialogue-legacy-bot");
#[cfg(feature = "dialogue-binding")]
wechat_api!(pub mod binding = "api-specs/dialogue/binding.toml", feature = "dialogue-binding");
#[cfg(feature = "dialogue-events")]
wechat_api!(pub mod events = "api-specs/dialogue/events.toml", feature = "dialogue-events");
