//! Broken TOML: what is before and behind the mistake is declared all the same.
wechat_app::wechat_api!(pub mod loyalty = "tests/ui/specs/broken-toml.toml");

use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(official_account)]
struct Shop {
    client: Client,
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = loyalty::LoyaltyApi::new(shop.client()).good("openid");
}
