//! The module of a file that is not there can still be named.
wechat_app::wechat_api!(pub mod loyalty = "api-specs/loyalti.toml");

#[allow(unused_imports)]
use loyalty as _;

fn main() {}
