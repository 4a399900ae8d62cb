use ::wechat_app::__private::v0_1 as rt;
/// The product.
pub const PRODUCT: rt::Product = rt::Product {
    name: "common",
    host: "https://api.demo.example",
    envelope: rt::Envelope {
        code: "errcode",
        message: "errmsg",
        ok: &[rt::Code::Number(0)],
    },
    auth: rt::Option::Some("access_token"),
    credentials: &[
        rt::Credential {
            name: "access_token",
            fetch: rt::Option::Some(rt::Fetch {
                method: rt::Method::Post,
                path: "/token",
                host: rt::Option::None,
                request: &[
                    ("grant_type", rt::OpValue::Text("client_credential")),
                    ("appid", rt::OpValue::Variable("appid")),
                    ("secret", rt::OpValue::Variable("secret")),
                    ("force_refresh", rt::OpValue::Variable("force")),
                ],
                value: "access_token",
                expires: rt::Option::Some("expires_in"),
            }),
            send: rt::Option::Some(rt::Send::Query("access_token")),
            stale: &[40001, 42001],
            ..rt::Credential::NEW
        },
    ],
    exchanges: &[],
    codes: &[super::demo::errors::CODES],
};
