use ::wechat_app::__private::v0_1 as rt;
/// The product.
pub const PRODUCT: rt::Product = rt::Product {
    name: "demo",
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
        rt::Credential {
            name: "ticket",
            uses: rt::Option::Some("access_token"),
            fetch: rt::Option::Some(rt::Fetch {
                method: rt::Method::Get,
                path: "/ticket",
                host: rt::Option::Some("https://file.demo.example"),
                request: &[
                    ("type", rt::OpValue::Text("jsapi")),
                    ("size", rt::OpValue::Int(2)),
                    ("ratio", rt::OpValue::Float(0.5)),
                    ("plain", rt::OpValue::Bool(true)),
                ],
                value: "data.ticket",
                expires: rt::Option::Some("data.expires_in"),
            }),
            send: rt::Option::Some(rt::Send::Header("X-Ticket")),
            stale: &[40002],
            ..rt::Credential::NEW
        },
        rt::Credential {
            name: "suite_ticket",
            pushed: rt::Option::Some(rt::Pushed {
                event: "suite_ticket",
                field: "SuiteTicket",
            }),
            send: rt::Option::Some(rt::Send::Body("ticket")),
            per: &["suite_id"],
            durable: true,
            life: rt::Option::Some(1800),
            ..rt::Credential::NEW
        },
        rt::Credential {
            name: "refresh_token",
            fetch: rt::Option::Some(rt::Fetch {
                method: rt::Method::Post,
                path: "/refresh",
                host: rt::Option::None,
                request: &[
                    ("ticket", rt::OpValue::Variable("suite_ticket")),
                    ("suite", rt::OpValue::Variable("suite_id")),
                ],
                value: "token",
                expires: rt::Option::None,
            }),
            per: &["suite_id"],
            saves: &[("refresh_token", "lasting_token")],
            ..rt::Credential::NEW
        },
        rt::Credential {
            name: "bot_token",
            fetch: rt::Option::Some(rt::Fetch {
                method: rt::Method::Post,
                path: "/bot/token",
                host: rt::Option::None,
                request: &[],
                value: "data.token",
                expires: rt::Option::None,
            }),
            send: rt::Option::Some(rt::Send::Header("X-Bot-Token")),
            sign: rt::Option::Some(rt::Sign::Md5),
            life: rt::Option::Some(7200),
            ..rt::Credential::NEW
        },
        rt::Credential {
            name: "one_time_code",
            fetch: rt::Option::Some(rt::Fetch {
                method: rt::Method::Get,
                path: "/code",
                host: rt::Option::None,
                request: &[],
                value: "code",
                expires: rt::Option::None,
            }),
            once: true,
            ..rt::Credential::NEW
        },
        rt::Credential {
            name: "lasting_token",
            stale: &[61023],
            per: &["suite_id"],
            durable: true,
            recover: rt::Option::Some(rt::Recover {
                uses: rt::Option::Some("access_token"),
                fetch: rt::Fetch {
                    method: rt::Method::Post,
                    path: "/list",
                    host: rt::Option::None,
                    request: &[
                        ("offset", rt::OpValue::Variable("offset")),
                        ("count", rt::OpValue::Int(100)),
                    ],
                    value: "token",
                    expires: rt::Option::None,
                },
                rows: "data.list",
                page: 100,
            }),
            ..rt::Credential::NEW
        },
    ],
    exchanges: &[
        rt::Exchange {
            name: "auth_code",
            uses: rt::Option::Some("access_token"),
            fetch: rt::Fetch {
                method: rt::Method::Post,
                path: "/exchange",
                host: rt::Option::None,
                request: &[("code", rt::OpValue::Variable("code"))],
                value: "info.suite_id",
                expires: rt::Option::Some("info.expires_in"),
            },
            per: "suite_id",
            saves: &[("info.lasting", "lasting_token"), ("info.token", "refresh_token")],
            pushed: &[
                rt::Pushed {
                    event: "create_auth",
                    field: "AuthCode",
                },
                rt::Pushed {
                    event: "reset",
                    field: "AuthCode",
                },
            ],
            revoked: &[
                rt::Pushed {
                    event: "cancel_auth",
                    field: "SuiteId",
                },
            ],
        },
    ],
    codes: &[super::demo::errors::CODES],
};
