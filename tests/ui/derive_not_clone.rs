//! An app that cannot be cloned.
use wechat_app::prelude::*;

#[derive(WeChatApp)]
#[wechat(mini_program)]
struct Shop {
    client: Client,
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
