//! An attribute that cannot be read: words twice, values that are missing, words that do not exist, commas that are not there.
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, appid = "wx0123456789abcdef", appid = "wx0123456789abcdee")]
#[wechat(secret, token =, aes_kye = "x", colour = "red", 5)]
#[wechat(name = "a" name = "b")]
#[wechat]
#[wechat = "mini_program"]
struct Shop {
    client: Client,
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
