//! An app of a product like WeChat's, with a handful of endpoints.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use wechat_runtime::op::{
    Auth, Body, Class, Code, CodeInfo, Const, Credential, Envelope, Fetch, Method, Op, Place,
    Product, Pushed, Reply, Rule, Send, Value,
};
use wechat_runtime::record::{Entry, Record, Shape, Type, View, fields, flag};
use wechat_runtime::{
    Binary, Call, Client, ClientBuilder, Error, File, FromReply, KindInfo, Result, RetryPolicy,
    Secret,
};

use crate::hush;
use crate::server::{Answer, Request, json as answer};

pub(crate) const SECRET: &str = "HUSH-app-secret";
pub(crate) const CODE: &str = "HUSH-0a1b&appid=wxEVIL#";

const ACCESS_TOKEN: Credential = Credential {
    name: "access_token",
    fetch: Some(Fetch {
        method: Method::Post,
        path: "/cgi-bin/stable_token",
        host: None,
        request: &[
            ("grant_type", Value::Text("client_credential")),
            ("appid", Value::Variable("appid")),
            ("secret", Value::Variable("secret")),
            ("force_refresh", Value::Variable("force")),
        ],
        value: "access_token",
        expires: Some("expires_in"),
    }),
    send: Some(Send::Query("access_token")),
    stale: &[40001, 40014, 42001],
    per: &[],
    durable: false,
    saves: &[],
    ..Credential::NEW
};

pub(crate) static PRODUCT: Product = Product {
    name: "mini_program",
    host: "https://api.weixin.qq.com",
    envelope: Envelope { code: "errcode", message: "errmsg", ok: &[Code::Number(0)] },
    auth: Some("access_token"),
    credentials: &[
        ACCESS_TOKEN,
        Credential {
            name: "classic",
            fetch: Some(Fetch {
                method: Method::Get,
                path: "/cgi-bin/token",
                host: None,
                request: &[
                    ("grant_type", Value::Text("client_credential")),
                    ("appid", Value::Variable("appid")),
                    ("secret", Value::Variable("secret")),
                ],
                value: "access_token",
                expires: Some("expires_in"),
            }),
            ..ACCESS_TOKEN
        },
        Credential {
            name: "ticket",
            uses: Some("access_token"),
            fetch: Some(Fetch {
                method: Method::Get,
                path: "/cgi-bin/ticket/getticket",
                host: None,
                request: &[("type", Value::Text("jsapi"))],
                value: "ticket",
                expires: Some("expires_in"),
            }),
            send: None,
            ..ACCESS_TOKEN
        },
        Credential {
            name: "verify_ticket",
            fetch: None,
            pushed: Some(Pushed {
                event: "component_verify_ticket",
                field: "ComponentVerifyTicket",
            }),
            send: None,
            durable: true,
            ..ACCESS_TOKEN
        },
        Credential {
            name: "component_token",
            fetch: Some(Fetch {
                method: Method::Post,
                path: "/component_token",
                host: None,
                request: &[("ticket", Value::Variable("verify_ticket"))],
                value: "component.token",
                expires: Some("component.expires_in"),
            }),
            send: Some(Send::Header("X-Component")),
            ..ACCESS_TOKEN
        },
        Credential {
            name: "authorizer_token",
            uses: Some("component_token"),
            fetch: Some(Fetch {
                method: Method::Post,
                path: "/authorizer_token",
                host: None,
                request: &[
                    ("authorizer_appid", Value::Variable("authorizer_appid")),
                    ("refresh", Value::Variable("refresh_token")),
                ],
                value: "token",
                expires: None,
            }),
            send: Some(Send::Body("token")),
            per: &["authorizer_appid"],
            saves: &[("refresh", "refresh_token")],
            ..ACCESS_TOKEN
        },
        Credential {
            name: "refresh_token",
            fetch: None,
            send: None,
            per: &["authorizer_appid"],
            durable: true,
            ..ACCESS_TOKEN
        },
    ],
    exchanges: &[],
    codes: &[&[
        CodeInfo {
            code: Code::Number(-1),
            name: "SYSTEM_BUSY",
            doc: "WeChat is busy.",
            class: Class::Busy,
            fix: "Try again later.",
        },
        CodeInfo {
            code: Code::Number(40029),
            name: "INVALID_CODE",
            doc: "The code is not valid.",
            class: Class::InvalidArgument,
            fix: "Ask the client for a new one.",
        },
        CodeInfo {
            code: Code::Number(40125),
            name: "INVALID_SECRET",
            doc: "The app secret is wrong.",
            class: Class::Permission,
            fix: "Look the secret up at mp.weixin.qq.com.",
        },
    ]],
};

pub(crate) static KIND: KindInfo = KindInfo { name: "mini_program", product: &PRODUCT };

/// A small record, as request and answer.
#[derive(Clone, Debug, Default)]
#[repr(C)]
pub(crate) struct User {
    pub(crate) openid: String,
    pub(crate) session_key: Secret,
    pub(crate) age: i64,
    pub(crate) tags: Vec<String>,
}

// SAFETY: the entries name the types of all fields, in their order.
unsafe impl Record for User {
    const SHAPE: &'static Shape = &Shape::new(
        "User",
        &fields::<User, 4>([
            Entry { wire: "openid", of: <String as Type>::OF, flags: 0 },
            Entry { wire: "session_key", of: <Secret as Type>::OF, flags: 0 },
            Entry { wire: "age", of: <i64 as Type>::OF, flags: 0 },
            Entry { wire: "tags", of: <Vec<String> as Type>::OF, flags: 0 },
        ]),
    );
}

/// A request with a parameter in the query.
#[derive(Clone, Debug, Default)]
#[repr(C)]
pub(crate) struct JsCode {
    pub(crate) js_code: String,
}

// SAFETY: as above.
unsafe impl Record for JsCode {
    const SHAPE: &'static Shape = &Shape::new(
        "JsCode",
        &fields::<JsCode, 1>([Entry {
            wire: "js_code",
            of: <String as Type>::OF,
            flags: flag::QUERY,
        }]),
    );
}

/// A file beside a text.
#[derive(Clone, Debug, Default)]
#[repr(C)]
pub(crate) struct Upload {
    pub(crate) title: String,
    pub(crate) media: File,
}

// SAFETY: as above.
unsafe impl Record for Upload {
    const SHAPE: &'static Shape = &Shape::new(
        "Upload",
        &fields::<Upload, 2>([
            Entry { wire: "title", of: <String as Type>::OF, flags: 0 },
            Entry { wire: "media", of: <File as Type>::OF, flags: 0 },
        ]),
    );
}

/// Idempotent.
pub(crate) static GET_USER: Op =
    Op { name: "user.get", path: "/user", idempotent: true, ..Op::NEW };

/// Not idempotent.
pub(crate) static SEND: Op =
    Op { name: "message.send", method: Method::Post, path: "/send", body: Body::Json, ..Op::NEW };

/// Carries a one-time code and no token.
pub(crate) static LOGIN: Op = Op {
    name: "login.code2session",
    path: "/sns/jscode2session",
    auth: Auth::None,
    consts: &[
        Const { name: "appid", place: Place::Query, value: Value::Variable("appid") },
        Const { name: "secret", place: Place::Query, value: Value::Variable("secret") },
    ],
    ..Op::NEW
};

pub(crate) static QR: Op = Op {
    name: "wxa_code.get_unlimited",
    method: Method::Post,
    path: "/wxa/getwxacodeunlimit",
    body: Body::Json,
    reply: Reply::Binary,
    ..Op::NEW
};

/// A film, or where it is.
pub(crate) static MEDIA: Op =
    Op { name: "media.get", path: "/media/get", reply: Reply::BinaryOrJson, ..Op::NEW };

pub(crate) static TEXT: Op = Op { name: "text.get", path: "/text", reply: Reply::Text, ..Op::NEW };

pub(crate) static UPLOAD: Op = Op {
    name: "media.upload",
    method: Method::Post,
    path: "/media/upload",
    body: Body::Multipart,
    ..Op::NEW
};

pub(crate) static RAW_UPLOAD: Op =
    Op { name: "media.raw", path: "/media/raw", body: Body::Raw, method: Method::Post, ..Op::NEW };

pub(crate) static RULED: Op = Op {
    name: "ruled",
    path: "/ruled",
    auth: Auth::None,
    rules: &[Rule::Is("base.ret", &[Code::Number(0), Code::Number(1)]), Rule::NonEmptyBody],
    ..Op::NEW
};

/// Answers in XML.
#[cfg(feature = "xml")]
pub(crate) static XML: Op = Op { name: "xml", path: "/xml", reply: Reply::Xml, ..Op::NEW };

/// Carries the authorizer's token in its body.
pub(crate) static BEHALF: Op = Op {
    name: "behalf",
    method: Method::Post,
    path: "/behalf",
    body: Body::Json,
    auth: Auth::Named("authorizer_token"),
    ..Op::NEW
};

pub(crate) fn call<R: FromReply>(client: &Client, op: &'static Op) -> Call<R> {
    Call::new(client, op, None)
}

pub(crate) fn user(client: &Client) -> Call<User> {
    call(client, &GET_USER)
}

pub(crate) fn send(client: &Client) -> Call<()> {
    let user = User { openid: "oOpenid".to_owned(), ..User::default() };
    Call::new(client, &SEND, Some(View::of(&user)))
}

pub(crate) fn login(client: &Client) -> Call<User> {
    let request = JsCode { js_code: CODE.to_owned() };
    Call::new(client, &LOGIN, Some(View::of(&request)))
}

pub(crate) fn qr(client: &Client) -> Call<Binary> {
    call(client, &QR)
}

/// An app at this server, that waits for nothing longer than it must.
pub(crate) fn builder(url: impl Into<String>) -> ClientBuilder {
    hush::install();
    Client::builder(&KIND)
        .appid("wx0123456789abcdef")
        .secret(SECRET)
        .base_url(url)
        .retry(RetryPolicy { pause: std::time::Duration::from_millis(5), ..RetryPolicy::default() })
}

pub(crate) fn app(url: impl Into<String>) -> Client {
    let client = builder(url).build().unwrap();
    hush::print(&client);
    client
}

/// The error of a call, printed in all ways.
pub(crate) fn error<T: std::fmt::Debug>(result: Result<T>) -> Error {
    let error = result.unwrap_err();
    hush::show(&error);
    error
}

/// WeChat's tokens: each fetch makes a new one unless the current one is alive; calls with another
/// are refused.
pub(crate) struct Tokens {
    fetches: AtomicUsize,
    current: Mutex<Option<String>>,
}

impl Tokens {
    pub(crate) fn new() -> Tokens {
        Tokens { fetches: AtomicUsize::new(0), current: Mutex::new(None) }
    }

    pub(crate) fn fetches(&self) -> usize {
        self.fetches.load(Ordering::SeqCst)
    }

    /// The token ends early, as WeChat's do.
    pub(crate) fn expire(&self) {
        *self.current.lock().unwrap() = None;
    }

    /// Answers a request to the stable token endpoint.
    pub(crate) fn fetch(&self, request: &Request) -> Answer {
        let body = request.json();
        self.fetches.fetch_add(1, Ordering::SeqCst);
        if body["secret"] != SECRET {
            return answer(
                json!({"errcode": 40125, "errmsg": format!("invalid appsecret {}", body["secret"])}),
            );
        }
        let mut current = self.current.lock().unwrap();
        if body["force_refresh"] == true {
            *current = None;
        }
        let n = self.fetches();
        let token = current.get_or_insert_with(|| format!("HUSH/token+{n}"));
        answer(json!({"access_token": token, "expires_in": 7200}))
    }

    /// `None` when the request carries the right token.
    pub(crate) fn refuse(&self, request: &Request) -> Option<Answer> {
        let given = request.query("access_token");
        if given.is_some() && given == self.current.lock().unwrap().as_deref() {
            return None;
        }
        let text = format!("access_token expired {} rid: 64f0-1a2b", given.unwrap_or("absent"));
        Some(answer(json!({"errcode": 42001, "errmsg": text})))
    }

    /// A server with tokens and an endpoint that gives a user.
    pub(crate) fn serve(&self, request: &Request) -> Answer {
        match request.path.as_str() {
            "/cgi-bin/stable_token" => self.fetch(request),
            _ => self.refuse(request).unwrap_or_else(|| {
                answer(
                    json!({"openid": "oOpenid", "session_key": "HUSH-session-key", "errcode": 0}),
                )
            }),
        }
    }
}

/// A server on which every token is good, and one answer to all calls.
pub(crate) fn always(
    reply: Answer,
) -> impl Fn(&Request) -> Answer + std::marker::Send + Sync + 'static {
    move |request| match request.path.as_str() {
        "/cgi-bin/stable_token" => {
            answer(json!({"access_token": "HUSH-good-token", "expires_in": 7200}))
        }
        _ => reply.clone(),
    }
}
