//! The simulator with an app of each kind, watched for secrets.

mod proxy;
mod throttle;
mod watch;

use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};

use wechat_app::prelude::*;
use wechat_app::{AppBuilder, Result};
use wechat_sim::Simulator;

pub(crate) use proxy::Proxy;
pub(crate) use throttle::Throttled;
pub(crate) use watch::Watch;

pub(crate) const APPID: &str = "wx5f10e2c8a6b94d73";
pub(crate) const SECRET: &str = "9c41d7e05b8a4f62b3e6071d2af85c90";

/// A mini program.
#[derive(WeChatApp, Clone, Debug)]
#[wechat(mini_program, appid = APPID, secret = SECRET, name = "shop")]
pub(crate) struct Shop {
    client: Client,
}

/// An official account.
#[derive(WeChatApp, Clone, Debug)]
#[wechat(official_account, appid = APPID, secret = SECRET)]
pub(crate) struct Account {
    client: Client,
}

/// A simulator that knows the app. When it is dropped, no request may have violated its spec, and
/// no secret of it may stand in the log.
pub(crate) struct World {
    // Dropped before the simulator.
    watch: Watch,
    pub(crate) wechat: Simulator,
}

impl World {
    pub(crate) async fn start() -> World {
        let watch = Watch::begin();
        watch.secret(SECRET);
        // Every world has tokens of its own.
        static WORLDS: AtomicU64 = AtomicU64::new(1);
        let seed = WORLDS.fetch_add(1, Ordering::Relaxed);
        let wechat = Simulator::builder()
            .seed(seed)
            .app(APPID, SECRET)
            .strict()
            .start()
            .await
            .expect("the simulator starts");
        World { watch, wechat }
    }

    /// The mini program, at the simulator.
    pub(crate) fn shop(&self) -> Shop {
        self.shop_with(|builder| builder)
    }

    /// The same with other settings.
    pub(crate) fn shop_with(
        &self,
        change: impl FnOnce(AppBuilder<Shop>) -> AppBuilder<Shop>,
    ) -> Shop {
        show(
            change(Shop::builder().base_url(self.wechat.url()))
                .build()
                .expect("the settings are right"),
        )
    }

    /// The official account, at the simulator.
    pub(crate) fn account(&self) -> Account {
        self.account_with(|builder| builder)
    }

    /// The same with other settings.
    pub(crate) fn account_with(
        &self,
        change: impl FnOnce(AppBuilder<Account>) -> AppBuilder<Account>,
    ) -> Account {
        show(
            change(Account::builder().base_url(self.wechat.url()))
                .build()
                .expect("the settings are right"),
        )
    }

    /// One more secret that must not be seen.
    pub(crate) fn secret(&self, text: &str) {
        self.watch.secret(text);
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.watch.secrets_of(&self.wechat);
        // The simulator and what it keeps are printed by tests that fail.
        print(&self.wechat);
        self.wechat.calls().iter().take(100).for_each(print);
        self.wechat.messages().iter().take(100).for_each(print);
    }
}

/// Prints a value, as a careless program would.
pub(crate) fn print(value: &impl Debug) {
    tracing::info!("{value:?} {value:#?}");
}

/// Prints a value and gives it back.
pub(crate) fn show<T: Debug>(value: T) -> T {
    print(&value);
    value
}

/// What the call gives, printed.
pub(crate) async fn works<T: Debug>(call: impl IntoFuture<Output = Result<T>>) -> T {
    match call.await {
        Ok(value) => show(value),
        Err(error) => panic!("{:#}", met(error)),
    }
}

/// Why the call fails, printed.
pub(crate) async fn fails<T: Debug>(call: impl IntoFuture<Output = Result<T>>) -> Error {
    match call.await {
        Ok(value) => panic!("it should have failed, and gave {value:?}"),
        Err(error) => met(error),
    }
}

/// Prints an error in every way.
pub(crate) fn met(error: Error) -> Error {
    tracing::error!("{error} {error:#} {error:?} {error:#?}");
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        tracing::error!("{cause} {cause:#} {cause:?} {cause:#?}");
        source = cause.source();
    }
    error
}
