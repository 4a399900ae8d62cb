//! Logging people in on web pages: the `state` that goes to WeChat and comes back, where a browser
//! may be sent afterwards, the session it then has, and an axum layer that puts them together.
//! What a page of WeChat is called and how a code is exchanged is a [`Provider`]'s business.
//!
//! | file | what lives there |
//! |---|---|
//! | `key` | the key that signs all of it |
//! | `state` | [`States`]: the signed, expiring `state`, bound to one browser |
//! | `target` | [`Targets`]: the addresses a browser may be sent to |
//! | `cookie`, `session` | [`LoggedIn`]: who is logged in, in a signed cookie |
//! | `login`, `builder`, `answer` | [`WebLogin`]: the way there and back, without a framework |
//! | `springboard` | [`Springboard`]: one known domain that sends people on to registered sites |
//! | `layer` | the same as a layer and an extractor of axum |

mod answer;
mod base32;
mod builder;
mod cookie;
mod error;
#[cfg(feature = "callback")]
mod fleet;
mod flight;
mod key;
#[cfg(feature = "axum")]
mod layer;
mod login;
mod provider;
mod session;
mod springboard;
mod state;
mod target;
#[cfg(test)]
mod tests;

pub use self::builder::WebLoginBuilder;
pub use self::error::{LoginError, StateError, TargetError};
pub use self::key::{Key, WeakKey};
#[cfg(feature = "axum")]
pub use self::layer::{LoginCallback, LoginLayer, LoginService, NotLoggedIn};
pub use self::login::WebLogin;
pub use self::provider::{Exchange, Grant, Provider};
pub use self::session::LoggedIn;
pub use self::springboard::{Springboard, SpringboardBuilder};
pub use self::state::{Begun, States};
pub use self::target::{Target, Targets};
