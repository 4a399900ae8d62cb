//! Kinds of app that do not exist.
wechat_app::wechat_api!(pub mod kinds = "tests/ui/specs/kinds.toml");

use kinds::KindsGroup as _;
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program)]
struct Shop {
    client: Client,
}

fn main() {
    let _ = Shop::new().unwrap().kinds().good();
}
