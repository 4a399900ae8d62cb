//! The simulator, a bot, and the watch over its secrets.

use std::fmt::{Debug, Display};

use wechat_app::prelude::*;
use wechat_app::{AppBuilder, Error};
use wechat_sim::Simulator;

use crate::watch::Watch;

pub(crate) const APPID: &str = "Gg8HejYTkUsEIlG";
pub(crate) const TOKEN: &str = "YV78Pyj1VvqdNGpMJ1pHic0bIBOWMv";
pub(crate) const KEY: &str = "q1Os1ZMe0nG28KUEx9lg3HjK7V5QyXvi212fzsgDqgz";

#[derive(WeChatApp, Clone, Debug)]
#[wechat(dialogue, appid = APPID, token = TOKEN, aes_key = KEY)]
pub(crate) struct Helper {
    client: Client,
}

pub(crate) struct World {
    // Dropped before the simulator.
    watch: Watch,
    pub(crate) wechat: Simulator,
}

impl World {
    pub(crate) async fn start() -> World {
        let watch = Watch::begin();
        watch.secret(TOKEN);
        watch.secret(KEY);
        let wechat = Simulator::builder().bot(APPID, TOKEN, KEY).start().await.expect("it starts");
        World { watch, wechat }
    }

    pub(crate) fn builder(&self) -> AppBuilder<Helper> {
        Helper::builder().base_url(self.wechat.url())
    }

    pub(crate) fn helper(&self) -> Helper {
        print(&self.builder());
        let helper = self.builder().build().expect("a bot");
        print(&helper);
        helper
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.watch.secrets_of(&self.wechat);
        for call in self.wechat.calls() {
            print(&call);
            assert!(!call.path.contains(TOKEN));
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
    show(&error);
    error
}

fn show(what: &dyn Display) {
    tracing::info!("{what} {what:#}");
}
