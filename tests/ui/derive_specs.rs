//! Specs of its own: twice, without a path, a broken one, a missing one.
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(
    mini_program,
    specs(
        good = "tests/ui/specs/good.toml",
        good = "tests/ui/specs/stores.toml",
        loyalty = "tests/ui/specs/loyalty.toml",
        missing = "tests/ui/specs/missing.toml",
    ),
    specs = "tests/ui/specs/good.toml"
)]
struct Shop {
    client: Client,
}

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, specs(stores, "tests/ui/specs/stores.toml"))]
struct Other {
    client: Client,
}

#[allow(dead_code)]
fn calls(shop: &Shop) {
    let _ = shop.good().good("openid");
    let _ = shop.loyalty().add_points(loyalty::AddPoints::new("card-code", 10));
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = shop.login().code2session("code");
    let _ = shop.client().appid();
}
