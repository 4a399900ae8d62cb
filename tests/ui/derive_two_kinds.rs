//! Two kinds.
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, official_account)]
struct Shop {
    client: Client,
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
