//! Where the SDK is: a path that is not absolute, and one that is not there.
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, crate = wechat_app)]
struct Shop {
    client: Client,
}

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, crate = 5)]
struct Other {
    client: Client,
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
