//! An app, its events, and the WeChat that pushes them: signs, seals, opens answers.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use http::{Method, Request, Response};
use serde_json::Value;
use wechat_runtime::callback::{
    Callback, Event as PushedEvent, EventOf, EventShape, EventVariant, Message, Receives,
    event_debug,
};
use wechat_runtime::crypto::msgcrypt::MessageCrypt;
use wechat_runtime::crypto::signature::server_signature;
use wechat_runtime::op::{
    Code, Credential, Envelope, Exchange, Fetch, Method as Verb, Product, Pushed, Send,
    Value as Part,
};
use wechat_runtime::record::{Content, Entry, Record, Shape, Type, View, fields};
use wechat_runtime::{App, Kind, KindInfo};

pub(crate) const TOKEN: &str = "HUSH-callback-token";
pub(crate) const KEY: &str = "HUSHcallbackkeyxyz0123456789ABCDEFGHIJKLMNO";
pub(crate) const APPID: &str = "wx0123456789abcdef";
pub(crate) const OPENID: &str = "oUser";

/// A user follows.
#[derive(Clone, Debug, Default)]
#[repr(C)]
pub(crate) struct Subscribe {
    pub(crate) event_key: Option<String>,
}

// SAFETY: the entry names the type of the only field.
unsafe impl Record for Subscribe {
    const SHAPE: &'static Shape = &Shape::new(
        "Subscribe",
        &fields::<Subscribe, 1>([Entry {
            wire: "EventKey",
            of: <Option<String> as Type>::OF,
            flags: 0,
        }]),
    );
}

/// A user writes.
#[derive(Clone, Debug, Default)]
#[repr(C)]
pub(crate) struct Text {
    pub(crate) content: String,
}

// SAFETY: as above.
unsafe impl Record for Text {
    const SHAPE: &'static Shape = &Shape::new(
        "Text",
        &fields::<Text, 1>([Entry { wire: "Content", of: <String as Type>::OF, flags: 0 }]),
    );
}

#[derive(Clone)]
pub(crate) enum Event {
    Subscribe(Subscribe),
    Text(Text),
    Other(Value),
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        event_debug(self, f)
    }
}

impl PushedEvent for Event {
    const SHAPE: &'static EventShape = &EventShape {
        keys: &["MsgType", "Event"],
        variants: &[
            EventVariant { name: "Subscribe", when: &[(0, "event"), (1, "subscribe")], under: "" },
            EventVariant { name: "Text", when: &[(0, "text")], under: "" },
        ],
    };

    fn start(index: usize) -> Option<Event> {
        match index {
            0 => Some(Event::Subscribe(Subscribe::default())),
            1 => Some(Event::Text(Text::default())),
            _ => None,
        }
    }

    fn content_mut(&mut self) -> Option<Content<'_>> {
        match self {
            Event::Subscribe(event) => Some(Content::of(event)),
            Event::Text(event) => Some(Content::of(event)),
            Event::Other(_) => None,
        }
    }

    fn content(&self) -> Option<(usize, View<'_>)> {
        match self {
            Event::Subscribe(event) => Some((0, View::of(event))),
            Event::Text(event) => Some((1, View::of(event))),
            Event::Other(_) => None,
        }
    }

    fn other(fields: Value) -> Event {
        Event::Other(fields)
    }

    fn as_other(&self) -> Option<&Value> {
        match self {
            Event::Other(fields) => Some(fields),
            _ => None,
        }
    }
}

impl EventOf<Event> for Subscribe {
    const NAME: &'static str = "Subscribe";

    fn from_event(event: Event) -> Result<Subscribe, Event> {
        match event {
            Event::Subscribe(event) => Ok(event),
            other => Err(other),
        }
    }
}

impl EventOf<Event> for Text {
    const NAME: &'static str = "Text";

    fn from_event(event: Event) -> Result<Text, Event> {
        match event {
            Event::Text(event) => Ok(event),
            other => Err(other),
        }
    }
}

static PRODUCT: Product = Product {
    name: "open_platform",
    host: "https://api.weixin.qq.com",
    envelope: Envelope { code: "errcode", message: "errmsg", ok: &[Code::Number(0)] },
    auth: Some("component_access_token"),
    credentials: &[
        Credential {
            name: "component_verify_ticket",
            pushed: Some(Pushed {
                event: "component_verify_ticket",
                field: "ComponentVerifyTicket",
            }),
            life: Some(43_200),
            durable: true,
            ..Credential::NEW
        },
        Credential {
            name: "component_access_token",
            fetch: Some(Fetch {
                method: Verb::Post,
                path: "/component_token",
                host: None,
                request: &[("ticket", Part::Variable("component_verify_ticket"))],
                value: "component_access_token",
                expires: Some("expires_in"),
            }),
            send: Some(Send::Query("component_access_token")),
            ..Credential::NEW
        },
        Credential {
            name: "authorizer_refresh_token",
            per: &["authorizer_appid"],
            durable: true,
            ..Credential::NEW
        },
        Credential {
            name: "authorizer_access_token",
            per: &["authorizer_appid"],
            ..Credential::NEW
        },
    ],
    exchanges: &[Exchange {
        name: "authorization_code",
        uses: Some("component_access_token"),
        fetch: Fetch {
            method: Verb::Post,
            path: "/cgi-bin/component/api_query_auth",
            host: None,
            request: &[
                ("component_appid", Part::Variable("appid")),
                ("authorization_code", Part::Variable("code")),
            ],
            value: "authorization_info.authorizer_appid",
            expires: Some("authorization_info.expires_in"),
        },
        per: "authorizer_appid",
        saves: &[
            ("authorization_info.authorizer_access_token", "authorizer_access_token"),
            ("authorization_info.authorizer_refresh_token", "authorizer_refresh_token"),
        ],
        pushed: &[
            Pushed { event: "authorized", field: "AuthorizationCode" },
            Pushed { event: "updateauthorized", field: "AuthorizationCode" },
        ],
        revoked: &[Pushed { event: "unauthorized", field: "AuthorizerAppid" }],
    }],
    codes: &[],
};

/// The kind of the app.
#[derive(Debug)]
pub(crate) struct Platform;

impl Kind for Platform {
    const INFO: &'static KindInfo = &KindInfo { name: "open_platform", product: &PRODUCT };
}

impl Receives<Event> for Platform {}

pub(crate) fn app() -> App<Platform> {
    app_of(APPID)
}

pub(crate) fn app_of(appid: &str) -> App<Platform> {
    App::builder()
        .appid(appid)
        .secret("HUSH-secret")
        .token(TOKEN)
        .aes_key(KEY)
        .build()
        .expect("app")
}

pub(crate) fn plain_app() -> App<Platform> {
    App::builder().appid(APPID).token(TOKEN).build().expect("an app")
}

pub(crate) fn crypt() -> MessageCrypt {
    MessageCrypt::new(TOKEN, KEY, APPID).expect("a key")
}

/// A text message.
pub(crate) fn text(content: &str) -> String {
    format!(
        "<xml><ToUserName><![CDATA[gh_app]]></ToUserName><FromUserName><![CDATA[{OPENID}]]>\
         </FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType>\
         <Content><![CDATA[{content}]]></Content><MsgId>1</MsgId></xml>"
    )
}

/// A request as WeChat makes it.
#[derive(Clone)]
pub(crate) struct Push {
    pub(crate) path: String,
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

impl Push {
    /// Encrypted, for this app.
    pub(crate) fn sealed(message: &str) -> Push {
        Push::sealed_for(message, APPID)
    }

    pub(crate) fn sealed_for(message: &str, receive_id: &str) -> Push {
        let sealed = crypt().seal(message, receive_id).expect("random bytes");
        let mut push = Push::plain("");
        push.query.push(("encrypt_type", "aes".to_owned()));
        let signature = crypt().sign(&push.query[0].1, &push.query[1].1, &sealed);
        push.query.push(("msg_signature", signature));
        push.body = match message.starts_with('{') {
            true => format!("{{\"ToUserName\":\"gh_app\",\"Encrypt\":\"{sealed}\"}}"),
            false => format!(
                "<xml><ToUserName><![CDATA[gh_app]]></ToUserName><Encrypt><![CDATA[{sealed}]]>\
                 </Encrypt></xml>"
            ),
        };
        push
    }

    /// Not encrypted.
    pub(crate) fn plain(message: &str) -> Push {
        static NONCE: AtomicUsize = AtomicUsize::new(0);
        let timestamp = "1700000000".to_owned();
        let nonce = NONCE.fetch_add(1, Ordering::Relaxed).to_string();
        let signature = server_signature(TOKEN, &timestamp, &nonce);
        Push {
            path: "/wechat".to_owned(),
            query: vec![("timestamp", timestamp), ("nonce", nonce), ("signature", signature)],
            body: message.to_owned(),
        }
    }

    pub(crate) fn to(mut self, path: &str) -> Push {
        self.path = path.to_owned();
        self
    }

    pub(crate) fn uri(&self) -> String {
        let query: Vec<String> = self
            .query
            .iter()
            .map(|(name, value)| {
                let value = percent_encoding::utf8_percent_encode(
                    value,
                    percent_encoding::NON_ALPHANUMERIC,
                );
                format!("{name}={value}")
            })
            .collect();
        format!("{}?{}", self.path, query.join("&"))
    }

    pub(crate) fn request(&self) -> Request<Bytes> {
        self.with(Method::POST)
    }

    pub(crate) fn with(&self, method: Method) -> Request<Bytes> {
        Request::builder()
            .method(method)
            .uri(self.uri())
            .body(Bytes::from(self.body.clone()))
            .expect("a request")
    }

    pub(crate) async fn send(&self, callback: &Callback) -> Answer {
        Answer::of(callback.handle(self.request()).await)
    }
}

/// A response as WeChat reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn of(response: Response<Bytes>) -> Answer {
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        Answer {
            status: response.status().as_u16(),
            body: String::from_utf8(response.body().to_vec()).expect("UTF-8"),
        }
    }

    pub(crate) fn is_success(&self) -> bool {
        *self == Answer { status: 200, body: "success".to_owned() }
    }

    /// The reply inside of an encrypted answer; checks its signature and whom it is for.
    pub(crate) fn opened(&self) -> Message {
        let outer = Message::parse(self.body.clone()).expect(&self.body).fields();
        let field = |names: [&str; 2]| {
            let value = names.iter().find_map(|name| outer.get(name)).expect(&self.body);
            value.as_str().map_or_else(|| value.to_string(), str::to_owned)
        };
        let opened = crypt().open_signed(
            &field(["TimeStamp", "timestamp"]),
            &field(["Nonce", "nonce"]),
            &field(["Encrypt", "encrypt"]),
            &field(["MsgSignature", "msgsignature"]),
        );
        Message::parse(opened.expect("an answer for this app").text).expect("a reply")
    }

    pub(crate) fn content(&self) -> String {
        self.opened().fields()["Content"].as_str().unwrap_or_default().to_owned()
    }
}
