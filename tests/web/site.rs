//! A site that people log in to, on a port of its own.

use axum::Router;
use axum::routing::{get, post};
use axum::{extract::State, response::IntoResponse};
use wechat_app::prelude::*;
use wechat_app::web::{LoggedIn, Targets, WebLogin, WebLoginBuilder};
use wechat_app::{AppBuilder, AuthorizeUrl};
use wechat_sim::{Person, Simulator};

use crate::watch::Watch;

pub(crate) const APPID: &str = "wx5f10e2c8a6b94d73";
pub(crate) const SECRET: &str = "9c41d7e05b8a4f62b3e6071d2af85c90";

#[derive(WeChatApp, Clone, Debug)]
#[wechat(official_account, appid = APPID, secret = SECRET)]
pub(crate) struct Account {
    client: Client,
}

/// When it is dropped, no secret of it may stand in the log.
pub(crate) struct Site {
    // Dropped before the simulator.
    watch: Watch,
    pub(crate) wechat: Simulator,
    /// `http://127.0.0.1:51234`
    pub(crate) url: String,
}

pub(crate) async fn wechat() -> Simulator {
    let wechat = Simulator::builder().app(APPID, SECRET).start().await.expect("it starts");
    wechat.person(Person::new("oLiLei").nickname("李雷").unionid("uLiLei").userid("lilei"));
    wechat.person(Person::new("oHanMei").nickname("韩梅梅"));
    wechat
}

impl Site {
    /// With the account's login, set up by `change`.
    pub(crate) async fn start(change: impl FnOnce(WebLoginBuilder) -> WebLoginBuilder) -> Site {
        Site::start_with(|it| it, change).await
    }

    /// The same with settings of the account.
    pub(crate) async fn start_with(
        settings: impl FnOnce(AppBuilder<Account>) -> AppBuilder<Account>,
        change: impl FnOnce(WebLoginBuilder) -> WebLoginBuilder,
    ) -> Site {
        let wechat = wechat().await;
        let account = settings(Account::builder().base_url(wechat.url())).build().expect("an app");
        let at = wechat.url().to_owned();
        Site::of(wechat, |back| change(AuthorizeUrl::new(&account, back).at(at).login())).await
    }

    /// With a login that comes back to the address it is given.
    pub(crate) async fn of(
        wechat: Simulator,
        login: impl FnOnce(String) -> WebLoginBuilder,
    ) -> Site {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let targets = Targets::this_site().and("http://m.shop.example").expect("an origin");
        let login = login(format!("{url}/wechat/back")).targets(targets).build().expect("a login");
        let watch = Watch::begin();
        watch.secret(SECRET);
        tracing::info!("{login:?} {login:#?}");
        let router = router(login);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Site { watch, wechat, url }
    }

    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    pub(crate) fn host(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    /// How many codes were exchanged, whatever came of it.
    pub(crate) fn exchanges(&self) -> usize {
        self.wechat.count("/sns/oauth2/access_token")
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.watch.secrets_of(&self.wechat);
        for call in self.wechat.calls() {
            self.watch.secret(call.query("state").unwrap_or_default());
        }
    }
}

fn router(login: WebLogin) -> Router {
    let private = Router::new()
        .route("/orders", get(me).post(me))
        .route("/logout", post(logout))
        .with_state(login.clone())
        .layer(login.layer());
    let open = Router::new()
        .route("/open", get(maybe))
        .with_state(login.clone())
        .layer(login.layer().optional());
    Router::new()
        .merge(private)
        .merge(open)
        .route("/bare", get(me).with_state(login.clone()))
        .route("/begin", get(begin).with_state(login.clone()))
        .route_service("/wechat/back", login.callback())
}

async fn me(user: LoggedIn) -> String {
    tracing::info!("{user:?} {user:#?}");
    let of = |value: &Option<String>| value.clone().unwrap_or_default();
    format!("{} {} {} {}", user.id(), of(&user.unionid), user.scope.join(","), of(&user.user))
}

async fn maybe(user: Option<LoggedIn>) -> String {
    user.map_or_else(|| "nobody".to_owned(), |user| user.id().to_owned())
}

async fn logout(State(login): State<WebLogin>) -> impl IntoResponse {
    login.logout("/open").map(axum::body::Body::from)
}

/// A page that takes the target from its address, as many do.
async fn begin(
    State(login): State<WebLogin>,
    request: axum::extract::Request,
) -> impl IntoResponse {
    let to = request.uri().query().and_then(|query| query.strip_prefix("to=")).unwrap_or_default();
    let to = percent_decode(to);
    login.begin(request.headers(), &to).map(axum::body::Body::from)
}

fn percent_decode(text: &str) -> String {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let mut digit = || bytes.next().and_then(|digit| char::from(digit).to_digit(16));
        match byte {
            b'%' => {
                let value = digit().zip(digit()).map_or(63, |(high, low)| high * 16 + low);
                out.push(u8::try_from(value).expect("a byte"));
            }
            byte => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
