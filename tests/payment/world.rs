//! The simulator, a shop that sells for coins, and the watch over its secrets.

use std::fmt::Debug;

use wechat_app::crypto::session;
use wechat_app::prelude::*;
use wechat_app::{AppBuilder, Error};
use wechat_sim::Simulator;

use crate::watch::Watch;

pub(crate) const APPID: &str = "wx0123456789abcdef";
pub(crate) const LIVE: &str = "live-app-key-of-payment-0123456789";
pub(crate) const SANDBOX: &str = "sandbox-app-key-of-payment-98765";

#[derive(WeChatApp, Clone, Debug)]
#[wechat(mini_program, appid = APPID, secret = "0123456789abcdef0123456789abcdef", pay_key = LIVE)]
pub(crate) struct Shop {
    client: Client,
}

pub(crate) struct World {
    // Dropped before the simulator.
    watch: Watch,
    pub(crate) wechat: Simulator,
}

impl World {
    /// WeChat knows the live key.
    pub(crate) async fn start() -> World {
        let watch = Watch::begin();
        watch.secret(LIVE);
        watch.secret(SANDBOX);
        let wechat = Simulator::builder().start().await.expect("it starts");
        wechat.pay_key(APPID, LIVE);
        World { watch, wechat }
    }

    pub(crate) fn builder(&self) -> AppBuilder<Shop> {
        Shop::builder().base_url(self.wechat.url())
    }

    pub(crate) fn shop(&self) -> Shop {
        print(&self.builder());
        let shop = self.builder().build().expect("an app");
        print(&shop);
        shop
    }

    /// A user who is logged in: the session key.
    pub(crate) async fn log_in(&self, shop: &Shop, openid: &str) -> Secret {
        let code = self.wechat.login_code(openid);
        shop.login().code2session(code).await.expect("a session").session_key
    }

    /// The calls of a path that arrived, each signed with this app key over what arrived.
    pub(crate) fn signed(&self, path: &str, key: &str) -> Vec<std::sync::Arc<wechat_sim::Call>> {
        let calls: Vec<_> = self.wechat.calls().into_iter().filter(|it| it.path == path).collect();
        for call in &calls {
            let signature = call.query("pay_sig").expect("a signature");
            assert!(session::verify_pay_sig(key, path, &call.body, signature), "{call:?}");
        }
        calls
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.watch.secrets_of(&self.wechat);
        for call in self.wechat.calls() {
            for name in ["pay_sig", "signature"] {
                self.watch.secret(call.query(name).unwrap_or_default());
            }
            print(&call);
        }
    }
}

/// Into the log, where the watch looks.
pub(crate) fn print(what: &dyn Debug) {
    tracing::info!("{what:?} {what:#?}");
}

/// The error of a call, which goes into the log in all its forms.
pub(crate) fn fails<T>(result: Result<T, Error>) -> Error {
    let error = result.err().expect("an error");
    print(&error);
    tracing::info!("{error} {error:#}");
    error
}
