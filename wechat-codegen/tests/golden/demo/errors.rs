#[allow(unused_imports)]
use ::wechat_app::__private::v0_1 as rt;
#[allow(unused_imports)]
use rt::prelude::*;
/// `40029`: The code is not valid: `code` \[see above\] \<here\>.
///
/// Ask for a "new" one.
pub const INVALID_CODE: rt::ErrCode = rt::ErrCode::new(40029);
/// `-1`: Busy.
pub const SYSTEM_BUSY: rt::ErrCode = rt::ErrCode::new(-1);
/// `SIGN_ERROR`: The signature does not match.
pub const SIGN_ERROR: rt::ErrCode = rt::ErrCode::word("SIGN_ERROR");
/// All of them, by code.
pub const CODES: &[rt::CodeInfo] = &[
    rt::CodeInfo {
        code: rt::Code::Number(-1),
        name: "SYSTEM_BUSY",
        doc: "Busy.",
        class: rt::Class::Busy,
        fix: "",
    },
    rt::CodeInfo {
        code: rt::Code::Number(40029),
        name: "INVALID_CODE",
        doc: "The code is not valid: `code` [see above] <here>.",
        class: rt::Class::InvalidArgument,
        fix: "Ask for a \"new\" one.",
    },
    rt::CodeInfo {
        code: rt::Code::Number(45009),
        name: "",
        doc: "Too many calls today.",
        class: rt::Class::Quota,
        fix: "",
    },
    rt::CodeInfo {
        code: rt::Code::Word("SIGN_ERROR"),
        name: "SIGN_ERROR",
        doc: "The signature does not match.",
        class: rt::Class::Permission,
        fix: "",
    },
];
