//! Web login: the pages of WeChat that a browser is sent to, one type each. Such an address is a
//! text, and what [`web::WebLogin`](crate::web::WebLogin) logs people in by.

#[cfg(any(feature = "official-account-oauth", feature = "open-platform-oauth"))]
mod account;
#[cfg(feature = "official-account-oauth")]
mod website;
#[cfg(feature = "wecom-oauth")]
mod wecom;

#[cfg(any(feature = "official-account-oauth", feature = "open-platform-oauth"))]
pub use self::account::{AuthorizeUrl, Scope};
#[cfg(feature = "official-account-oauth")]
pub use self::website::WebsiteUrl;
#[cfg(feature = "wecom-oauth")]
pub use self::wecom::{WecomQrUrl, WecomUrl};

/// Where the pages of accounts and websites are.
const OPEN: &str = "https://open.weixin.qq.com";

/// What every page's address has: setters, and the login by it.
macro_rules! page {
    ($page:ident, $app:ident) => {
        impl $page {
            /// Comes back beside the code: at most 128 letters and digits. Make it random, keep it
            /// with the browser's session and compare it, or others can log their account in to a
            /// user's browser. [`login`](Self::login) does all that.
            pub fn state(mut self, state: impl Into<String>) -> Self {
                self.state = state.into();
                self
            }

            /// Where WeChat's pages are instead: at a simulator.
            pub fn at(mut self, host: impl Into<String>) -> Self {
                self.host = host.into();
                self
            }

            /// Logs people in to a site by this page: states, sessions, the layer of axum.
            #[cfg(feature = "crypto")]
            pub fn login(self) -> crate::web::WebLoginBuilder {
                crate::web::WebLogin::builder(self)
            }
        }

        #[cfg(feature = "crypto")]
        impl crate::web::Provider for $page {
            fn client(&self) -> &wechat_runtime::Client {
                &self.client
            }

            fn app(&self) -> &str {
                &self.$app
            }

            fn back(&self) -> &str {
                &self.back
            }

            fn page(&self, state: &str) -> String {
                self.clone().state(state).to_string()
            }

            fn exchange(&self, code: &str) -> crate::web::Exchange {
                self.grant(code)
            }
        }
    };
}

use super::address;
use page;
