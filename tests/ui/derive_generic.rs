//! Generics.
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program)]
struct Shop<T: Clone + Send + Sync + 'static = ()> {
    client: Client,
    extra: T,
}

#[derive(WeChatApp, Clone)]
#[wechat(mini_program)]
struct Lent<'a> {
    client: Client,
    name: &'a str,
}

fn main() {
    let shop = Shop::<()>::new(()).unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
