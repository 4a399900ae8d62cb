//! Subscribe messages from the description of their template.

use std::fmt::Display;

use wechat_runtime::template::{Template, TemplateError};

use crate::common::subscribe_message::{SendMessage, SendNotice, SubscribeTemplate};

impl SubscribeTemplate {
    /// The fields that its `content` describes.
    pub fn fields(&self) -> Result<Template, TemplateError> {
        Template::parse(&self.content)
    }

    /// A message to a user, its values by the titles or keys of the fields. Values are cut to what
    /// their fields may hold; to see what was cut, fill the [`fields`](Self::fields) yourself.
    ///
    /// ```no_run
    /// # use wechat_app::prelude::*;
    /// # async fn example(shop: wechat_app::App<wechat_app::kind::MiniProgram>) -> wechat_app::Result<()> {
    /// # let openid = "";
    /// let templates = shop.subscribe_message().get_template().await?.data;
    /// let message = templates[0].message(openid, [("商品", "手冲咖啡"), ("金额", "28元")])?;
    /// shop.subscribe_message().send(message.page("pages/order/order?id=42")).await?;
    /// # Ok(()) }
    /// ```
    pub fn message<N: Into<String>, V: Display>(
        &self,
        openid: impl Into<String>,
        values: impl IntoIterator<Item = (N, V)>,
    ) -> Result<SendMessage, TemplateError> {
        let values = self.fields()?.fill(values)?.into_values();
        Ok(SendMessage::new(openid, self.pri_tmpl_id.as_str(), values))
    }

    /// The same as an official account's notice.
    pub fn notice<N: Into<String>, V: Display>(
        &self,
        openid: impl Into<String>,
        values: impl IntoIterator<Item = (N, V)>,
    ) -> Result<SendNotice, TemplateError> {
        let values = self.fields()?.fill(values)?.into_values();
        Ok(SendNotice::new(openid, self.pri_tmpl_id.as_str(), values))
    }
}
