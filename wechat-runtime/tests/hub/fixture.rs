//! A WeChat, apps of it, a hub in a runtime of its own that can be stopped, and its peers.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use serde_json::{Value, json};
use wechat_runtime::hub::{Hub, HubBuilder, HubClient, Peer, Scope};
use wechat_runtime::op::{
    Body, Code, Credential, Envelope, Fetch, Method, Op, Product, Pushed, Send, Value as Variable,
};
use wechat_runtime::{Call, Client, ClientBuilder, Kind, KindInfo, Result, RetryPolicy};

use crate::hush;
use crate::server::{Answer, Request, Server, json as answer};

pub(crate) const APP: &str = "wx0123456789abcdef";
pub(crate) const SECRET: &str = "HUSH-app-secret";
pub(crate) const KEY: &str = "HUSH-key-of-a-peer-0123456789abcdef";

const TOKEN: Credential = Credential {
    name: "access_token",
    fetch: Some(Fetch {
        method: Method::Post,
        path: "/token",
        host: None,
        request: &[
            ("appid", Variable::Variable("appid")),
            ("secret", Variable::Variable("secret")),
            ("force", Variable::Variable("force")),
        ],
        value: "access_token",
        expires: Some("expires_in"),
    }),
    send: Some(Send::Query("access_token")),
    stale: &[40001, 42001],
    ..Credential::NEW
};

static PRODUCT: Product = Product {
    name: "mini_program",
    host: "https://api.weixin.qq.com",
    envelope: Envelope { code: "errcode", message: "errmsg", ok: &[Code::Number(0)] },
    auth: Some("access_token"),
    credentials: &[
        TOKEN,
        Credential {
            name: "verify_ticket",
            pushed: Some(Pushed { event: "ticket", field: "Ticket" }),
            durable: true,
            ..Credential::NEW
        },
        Credential {
            name: "refresh_token",
            per: &["authorizer_appid"],
            durable: true,
            ..Credential::NEW
        },
        // WeChat is told whose it is.
        Credential {
            name: "authorizer_token",
            per: &["authorizer_appid"],
            fetch: Some(Fetch {
                method: Method::Post,
                path: "/authorizer",
                host: None,
                request: &[("authorizer_appid", Variable::Variable("authorizer_appid"))],
                value: "token",
                expires: Some("expires_in"),
            }),
            ..TOKEN
        },
        // The secret tells whose it is.
        Credential { name: "agent_token", per: &["agent_id"], ..TOKEN },
        Credential { name: "code", once: true, ..TOKEN },
    ],
    codes: &[],
    exchanges: &[],
};

/// A kind of app.
pub(crate) struct Mini;

impl Kind for Mini {
    const INFO: &'static KindInfo = &KIND;
}

static KIND: KindInfo = KindInfo { name: "mini_program", product: &PRODUCT };

static CALL: Op = Op { name: "user.get", path: "/user", body: Body::None, ..Op::NEW };

/// The calls of an app.
pub(crate) async fn call(client: &Client) -> Result<()> {
    Call::<()>::new(client, &CALL, None).await
}

/// WeChat: it has one token at a time.
pub(crate) struct WeChat {
    state: Arc<Mutex<State>>,
    server: Server,
}

pub(crate) struct State {
    /// How long tokens live.
    pub(crate) life: Duration,
    /// How long a fetch takes.
    pub(crate) delay: Duration,
    /// No token is good.
    pub(crate) refuses: bool,
    token: Option<(String, Instant)>,
    fetches: usize,
}

impl WeChat {
    pub(crate) async fn start() -> WeChat {
        hush::install();
        let state = Arc::new(Mutex::new(State {
            life: Duration::from_secs(7200),
            delay: Duration::from_millis(100),
            refuses: false,
            token: None,
            fetches: 0,
        }));
        let shared = Arc::clone(&state);
        let server = Server::start(move |request| shared.lock().unwrap().serve(request)).await;
        WeChat { state, server }
    }

    pub(crate) fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
    }

    pub(crate) fn url(&self) -> String {
        self.server.url()
    }

    /// How many tokens were asked for.
    pub(crate) fn fetches(&self) -> usize {
        self.state.lock().unwrap().fetches
    }

    /// The token ends early, as they do.
    pub(crate) fn expire(&self) {
        self.state.lock().unwrap().token = None;
    }

    /// The settings of an app without a secret.
    pub(crate) fn app(&self) -> ClientBuilder {
        Client::builder(&KIND)
            .appid(APP)
            .base_url(self.server.url())
            .refresh_margin(Duration::ZERO)
            .retry(RetryPolicy { pause: Duration::from_millis(5), ..RetryPolicy::default() })
    }

    /// The app at the hub.
    pub(crate) fn owner(&self) -> Client {
        self.app().secret(SECRET).code_name("shop").build().unwrap()
    }

    /// The app on a machine without the secret.
    pub(crate) fn member(&self, hub: &str) -> Client {
        let source = HubClient::new(hub, "billing", KEY).unwrap();
        hush::print(&source);
        self.app().source(source).build().unwrap()
    }
}

impl State {
    fn serve(&mut self, request: &Request) -> Answer {
        let refused = |code: i64, text: &str| answer(json!({"errcode": code, "errmsg": text}));
        match request.path.as_str() {
            "/token" => {
                self.fetches += 1;
                let body = request.json();
                let secret = body["secret"].as_str().unwrap_or_default();
                if secret != SECRET {
                    return refused(40125, &format!("invalid appsecret {secret}"));
                }
                if body["force"] == true || self.refuses {
                    self.token = None;
                }
                let n = self.fetches;
                let now = Instant::now();
                let ended = |(_, born): &mut (String, Instant)| now >= *born + self.life;
                self.token.take_if(ended);
                let (token, born) = self.token.get_or_insert((format!("HUSH/token+{n}"), now));
                let left = (*born + self.life - now).as_secs_f64();
                answer(json!({"access_token": token, "expires_in": left})).delay(self.delay)
            }
            "/authorizer" => {
                let whose = request.json()["authorizer_appid"].clone();
                answer(json!({"token": format!("HUSH-of-{whose}"), "expires_in": 7200}))
            }
            _ => {
                let given = request.query("access_token");
                let good = self.token.as_ref().is_some_and(|(token, _)| given == Some(token));
                match good && !self.refuses {
                    true => answer(json!({"errcode": 0})),
                    false => refused(42001, "access_token expired"),
                }
            }
        }
    }
}

/// What a hub was told of requests, as users might log it.
#[derive(Clone, Default)]
pub(crate) struct Records(Arc<Mutex<Vec<String>>>);

impl Records {
    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// Records whose text holds all of these.
    pub(crate) fn count(&self, words: &[&str]) -> usize {
        let holds = |record: &&String| words.iter().all(|word| record.contains(word));
        self.all().iter().filter(holds).count()
    }
}

/// A hub of this app with one peer that may have all that is ordinary.
pub(crate) fn hub(owner: &Client) -> (HubBuilder, Records) {
    let records = Records::default();
    let kept = records.clone();
    let builder = Hub::builder()
        .client(owner)
        .peer(Peer::new("billing", KEY).allow(Scope::app(APP)))
        .on_access(move |access| {
            hush::print(access);
            kept.0.lock().unwrap().push(format!("{access:?}"));
        });
    hush::print(&builder);
    (builder, records)
}

/// A hub that listens, with all its connections in a runtime of its own.
pub(crate) struct Process {
    pub(crate) address: SocketAddr,
    runtime: Option<tokio::runtime::Runtime>,
}

impl Process {
    pub(crate) async fn start(hub: Hub) -> Process {
        Process::start_at(hub, SocketAddr::from(([127, 0, 0, 1], 0))).await
    }

    /// Waits until the address is free.
    pub(crate) async fn start_at(hub: Hub, address: SocketAddr) -> Process {
        let runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = { runtime }.worker_threads(1).enable_all().build().unwrap();
        let end = Instant::now() + Duration::from_secs(60);
        let listen = move || async move {
            loop {
                match tokio::net::TcpListener::bind(address).await {
                    Ok(listener) => return listener,
                    Err(error) => assert!(Instant::now() < end, "{error}"),
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let listener = runtime.spawn(listen()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().nest_service("/hub", hub);
        runtime.spawn(async move { axum::serve(listener, router).await });
        Process { address, runtime: Some(runtime) }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hub", self.address)
    }

    /// Ends it with all its connections.
    pub(crate) fn stop(mut self) -> SocketAddr {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
        self.address
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Runs one thing for each client at the same time.
pub(crate) async fn at_once<F, T>(clients: &[Client], work: impl Fn(Client) -> F) -> Vec<T>
where
    F: Future<Output = T> + std::marker::Send + 'static,
    T: std::marker::Send + 'static,
{
    let tasks: Vec<_> = clients.iter().map(|client| tokio::spawn(work(client.clone()))).collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

/// The JSON of a body.
pub(crate) fn read(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap()
}
