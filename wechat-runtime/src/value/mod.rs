//! The value types of WeChat's fields that Rust has no type for: secrets, money, moments.

mod fen;
mod list;
mod nested;
mod secret;
mod time;

pub use fen::Fen;
pub use list::IntoList;
pub use nested::Nested;
pub use secret::Secret;
pub(crate) use time::Calendar;
pub use time::Time;
