//! Enums and unions.
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program)]
enum Shop {
    Client(Client),
}

#[derive(WeChatApp, Clone, Copy)]
#[wechat(mini_program)]
union Both {
    number: u32,
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
