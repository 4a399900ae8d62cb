//! Options: unknown ones, one twice, values of the wrong form. The modules are there all the same.
use wechat_app::wechat_api;

wechat_api!(pub mod a = "tests/ui/specs/good.toml", featur = "a");
wechat_api!(pub mod b = "tests/ui/specs/good.toml", colour = "red");
wechat_api!(pub mod c = "tests/ui/specs/good.toml", feature = c);
wechat_api!(pub mod d = "tests/ui/specs/good.toml", crate = "wechat_app");
wechat_api!(pub mod e = "tests/ui/specs/good.toml", crate = wechat_app);
wechat_api!(pub mod f = "tests/ui/specs/good.toml", feature = "f", feature = "g");
wechat_api!(pub mod g = "tests/ui/specs/good.toml", codes = [a::CODES]);
wechat_api!(pub const H = "tests/ui/specs/good.toml", types = a);

use a::Good as _;
use b::Good as _;
use c::Good as _;
use d::Good as _;
use e::Good as _;
use f::Good as _;
use g::Good as _;

fn main() {}
