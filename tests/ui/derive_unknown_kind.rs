//! A kind that does not exist, and one that is nearly right.
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(mini_programm, appid = "wx0123456789abcdef")]
struct Shop {
    client: Client,
}

#[derive(WeChatApp, Clone)]
#[wechat(pigeon)]
struct Other {
    client: Client,
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
