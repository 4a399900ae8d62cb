//! No field for the client, and two.
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program)]
struct Shop {
    title: String,
}

#[derive(WeChatApp, Clone)]
#[wechat(mini_program)]
struct Empty;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program)]
struct Two {
    client: Client,
    other: wechat_app::Client,
}

#[allow(dead_code)]
fn others() {
    let _ = Empty::new().unwrap().login().code2session("code");
    let _ = Two::new(todo!()).unwrap().login().code2session("code");
}

fn main() {
    let shop = Shop::new("title".to_owned()).unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
