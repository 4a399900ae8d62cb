//! What a web page needs for `wx.config`.

use wechat_runtime::Result;
use wechat_runtime::crypto::jssdk::JsConfig;

use super::Credentials;

/// Signs pages for the JS-SDK.
pub trait JsSdk: Credentials {
    /// What the page at this URL passes to `wx.config`, signed with the app's ticket, which is
    /// fetched and kept. The URL is the page's own as the browser has it (`location.href`).
    ///
    /// ```no_run
    /// # use wechat_app::JsSdk;
    /// # async fn example(account: impl JsSdk) -> Result<(), Box<dyn std::error::Error>> {
    /// let config = account.js_config("https://shop.example/item?id=42").await?;
    /// let json = serde_json::to_string(&config)?; // {"appId":…,"timestamp":…,"nonceStr":…,"signature":…}
    /// # Ok(()) }
    /// ```
    fn js_config(&self, url: &str) -> impl Future<Output = Result<JsConfig>> + Send {
        async move {
            let ticket = self.jsapi_ticket().get().await?;
            Ok(JsConfig::sign(self.client().appid(), ticket.expose(), url)?)
        }
    }
}

impl<A: Credentials> JsSdk for A {}
