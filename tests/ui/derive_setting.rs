//! A value of a type that no setting takes.
use wechat_app::prelude::*;

struct Config {
    appid: Vec<u8>,
}

const CONFIG: Config = Config { appid: Vec::new() };

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, appid = CONFIG.appid)]
struct Shop {
    client: Client,
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
