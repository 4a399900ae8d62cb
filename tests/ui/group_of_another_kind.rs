//! A group that the app's kind cannot call is not there to be called.
use wechat_app::prelude::*;
use wechat_app::wechat_api;

wechat_api!(pub mod stores = "tests/ui/specs/stores.toml");
use stores::StoresGroup as _;

#[derive(WeChatApp, Clone)]
#[wechat(official_account)]
struct Account {
    client: Client,
}

#[derive(WeChatApp, Clone)]
#[wechat(mini_program)]
struct Shop {
    client: Client,
}

fn main() {
    let _ = Account::new().unwrap().stores().good();
    let _ = Shop::new().unwrap().stores().good();
    let _ = Account::new().unwrap().login().code2session("code");
}
