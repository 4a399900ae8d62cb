//! The simulator, a callback at a socket, apps of each kind, and the watch over all secrets.

use std::collections::HashMap;
use std::time::Duration;

use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use serde_json::Value;
use wechat_app::callback::{Callback, Context, Reply};
use wechat_app::prelude::*;
use wechat_app::{AppBuilder, open_platform, wecom};
use wechat_sim::{Push, Simulator, Target};

use crate::browser::Browser;
use crate::watch::Watch;

pub(crate) const PLATFORM: &str = "wx5f10e2c8a6b94d73";
pub(crate) const SUITE: &str = "ww0123456789abcdef";
pub(crate) const SECRET: &str = "9c41d7e05b8a4f62b3e6071d2af85c90";
const TOKEN: &str = "atokenofcallbacks";
const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

#[derive(WeChatApp, Clone, Debug)]
#[wechat(open_platform, appid = PLATFORM, secret = SECRET, token = TOKEN, aes_key = KEY)]
pub(crate) struct Agency {
    client: Client,
}

#[derive(WeChatApp, Clone, Debug)]
#[wechat(wecom_suite, appid = SUITE, secret = SECRET, token = TOKEN, aes_key = KEY)]
pub(crate) struct Notes {
    client: Client,
}

/// What is secret on the wire, by its name there.
const SENSITIVE: &[&str] = &[
    "access_token",
    "auth_code",
    "authorization_code",
    "authorizer_access_token",
    "authorizer_refresh_token",
    "component_access_token",
    "component_verify_ticket",
    "corpsecret",
    "permanent_code",
    "pre_auth_code",
    "refresh_token",
    "suite_access_token",
    "suite_ticket",
    "ticket",
];

/// When it is dropped, no request may have violated its spec, and no secret may stand in the log.
pub(crate) struct World {
    // Dropped before the simulator.
    watch: Watch,
    pub(crate) wechat: Simulator,
    /// Where the pages of authorisation send the browser back to: a page that shows its query.
    pub(crate) back: String,
}

impl World {
    pub(crate) async fn start() -> World {
        let watch = Watch::begin();
        [SECRET, TOKEN, KEY].into_iter().for_each(|secret| watch.secret(secret));
        let wechat = Simulator::builder()
            .app(PLATFORM, SECRET)
            .app(SUITE, SECRET)
            .strict()
            .start()
            .await
            .expect("the simulator starts");
        let show = |Query(query): Query<HashMap<String, String>>| async move {
            serde_json::to_string(&query).expect("JSON")
        };
        let back = serve(Router::new().route("/back", get(show))).await + "/back";
        World { watch, wechat, back }
    }

    pub(crate) fn agency_with(
        &self,
        change: impl FnOnce(AppBuilder<Agency>) -> AppBuilder<Agency>,
    ) -> Agency {
        let builder = change(Agency::builder().base_url(self.wechat.url()));
        builder.build().expect("the settings are right")
    }

    pub(crate) fn notes(&self) -> Notes {
        Notes::builder().base_url(self.wechat.url()).build().expect("the settings are right")
    }

    /// The platform with its callback, which WeChat knows.
    pub(crate) async fn listening_agency(&self) -> Agency {
        self.listening_agency_with(|builder| builder).await
    }

    pub(crate) async fn listening_agency_with(
        &self,
        change: impl FnOnce(AppBuilder<Agency>) -> AppBuilder<Agency>,
    ) -> Agency {
        let agency = self.agency_with(change);
        let handler = |_: open_platform::events::Event, _: Context<Agency>| async { Reply::none() };
        let callback = Callback::new(agency.clone(), handler).expect("settings");
        let target = target(callback, PLATFORM).await;
        self.wechat.check_url(&target).await.expect("the address is good");
        self.wechat.platform(PLATFORM).pushes_to(&target);
        agency
    }

    /// The suite with its callback, which WeCom knows.
    pub(crate) async fn listening_notes(&self) -> Notes {
        let notes = self.notes();
        let handler = |_: wecom::events::Event, _: Context<Notes>| async { Reply::none() };
        let callback = Callback::new(notes.clone(), handler).expect("settings");
        let target = target(callback, SUITE).await.wecom();
        self.wechat.suite(SUITE).pushes_to(&target);
        notes
    }

    /// The query with which a page of WeChat's sends the browser back.
    pub(crate) async fn comes_back(&self, page: &str) -> HashMap<String, String> {
        let page = Browser::new().follow(page).await;
        serde_json::from_str(&page.text).unwrap_or_else(|_| panic!("not back: {}", page.status))
    }

    /// How many calls of this path were answered with this code; 0 for success. A call whose token
    /// has expired is made twice.
    pub(crate) fn answered(&self, path: &str, code: i64) -> usize {
        self.wechat.calls_to(path).iter().filter(|call| call.code == code).count()
    }

    /// The fields of the last request of this path.
    pub(crate) fn sent(&self, path: &str) -> Value {
        self.wechat.calls_to(path).last().expect("a call").json()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        for call in self.wechat.calls() {
            for (name, value) in &call.query {
                if SENSITIVE.contains(&name.as_str()) {
                    self.watch.secret(value);
                }
            }
            self.secrets_in(&call.json());
            self.secrets_in(&call.answer_json());
        }
    }
}

impl World {
    fn secrets_in(&self, value: &Value) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| match value {
                Value::String(text) if SENSITIVE.contains(&name.as_str()) => {
                    self.watch.secret(text)
                }
                value => self.secrets_in(value),
            }),
            Value::Array(items) => items.iter().for_each(|item| self.secrets_in(item)),
            _ => {}
        }
    }
}

/// Serves at a port of loopback, and gives the address.
pub(crate) async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

async fn target(callback: Callback, receiver: &str) -> Target {
    let url = serve(Router::new().route_service("/wechat", callback)).await + "/wechat";
    addressed(url, receiver)
}

/// Of the platform or suite, for a receiver.
pub(crate) fn addressed(url: String, receiver: &str) -> Target {
    Target::new(url, TOKEN).encrypted(KEY, receiver).expect("a key")
}

/// Until it is so; a machine may be slow.
pub(crate) async fn until(what: &str, so: impl Fn() -> bool) {
    let begun = std::time::Instant::now();
    while !so() {
        assert!(begun.elapsed() < Duration::from_secs(30), "not within 30 seconds: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// A ticket of long ago, pushed once more.
pub(crate) fn ticket(value: &str, time: u64) -> Push {
    Push::info("component_verify_ticket")
        .with("ComponentVerifyTicket", value)
        .with("CreateTime", time)
}
