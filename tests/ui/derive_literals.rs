//! Literals that cannot be right.
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(
    mini_program,
    appid = "wx0123",
    secret = " padded ",
    token = "not a token!",
    aes_key = "too short",
    env_version = "prod"
)]
struct Shop {
    client: Client,
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
