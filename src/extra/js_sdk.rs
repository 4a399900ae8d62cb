//! What a web page needs for `wx.config`, `wx.agentConfig`, `wx.addCard` and `wx.chooseCard`: signed
//! with the app's tickets, which are fetched and kept.

use wechat_runtime::Result;
use wechat_runtime::crypto::card::{Card, CardChoice, CardExt, CardFilter};
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

    /// What a page passes to `wx.addCard` for this card as `cardExt`.
    ///
    /// ```no_run
    /// # use wechat_app::JsSdk;
    /// use wechat_app::crypto::card::Card;
    ///
    /// # async fn example(account: impl JsSdk) -> wechat_app::Result<()> {
    /// let card = Card { card_id: "pjZ8Yt1XGILfi-FUsewpnnolGgZk", ..Card::default() };
    /// let text = account.card_ext(card).await?.to_json(); // `cardExt` is a string, not an object
    /// # Ok(()) }
    /// ```
    fn card_ext(&self, card: Card<'_>) -> impl Future<Output = Result<CardExt>> + Send {
        async move {
            let ticket = self.wx_card_ticket().get().await?;
            Ok(CardExt::sign(ticket.expose(), card)?)
        }
    }

    /// What a page passes to `wx.chooseCard`, to have the user choose among their cards.
    fn card_choice(&self, of: CardFilter<'_>) -> impl Future<Output = Result<CardChoice>> + Send {
        async move {
            let ticket = self.wx_card_ticket().get().await?;
            Ok(CardChoice::sign(self.client().appid(), ticket.expose(), of)?)
        }
    }
}

impl<A: Credentials> JsSdk for A {}
