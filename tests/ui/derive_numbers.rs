//! Values that are no texts.
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, appid = 42, secret = env!("NO_SUCH_VARIABLE"), name = shop)]
struct Shop {
    client: Client,
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
