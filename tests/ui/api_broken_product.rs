//! A product file with mistakes: the constant is there.
wechat_app::wechat_api!(pub const PRODUCT = "tests/ui/specs/product.toml");

fn main() {
    let _ = PRODUCT.name;
}
