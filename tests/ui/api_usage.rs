//! What is no call of the macro.
use wechat_app::wechat_api;

wechat_api!();
wechat_api!("tests/ui/specs/good.toml");
wechat_api!(pub good = "tests/ui/specs/good.toml");
wechat_api!(pub mod = "tests/ui/specs/good.toml");
wechat_api!(pub mod a: "tests/ui/specs/good.toml");
wechat_api!(pub mod b = tests/ui/specs/good.toml);
wechat_api!(pub mod c = "tests/ui/specs/good.toml" feature = "c");

fn main() {}
