//! Every mistake of a file at once; what is right of it is there.
wechat_app::wechat_api!(pub mod loyalty = "tests/ui/specs/loyalty.toml");

use loyalty::{AddPoints, LoyaltyGroup as _};
use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(official_account)]
struct Shop {
    client: Client,
}

fn main() {
    let shop = Shop::new().unwrap();
    let _ = shop.loyalty().add_points(AddPoints::new("card-code", 10));
    let _ = shop.loyalty().good();
}
