//! No kind.
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
struct Shop {
    client: Client,
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
