//! What a web page in WeCom needs for `wx.config` and `wx.agentConfig`, signed with the tickets of
//! the corp and of its agent, which are fetched and kept.

use serde_core::ser::{Serialize, SerializeStruct, Serializer};
use wechat_runtime::crypto::jssdk::JsConfig;
use wechat_runtime::{Result, WeChatApp};

use crate::kind::Wecom;

/// Signs pages for the JS-SDK of WeCom.
pub trait WecomJsSdk: WeChatApp<Kind = Wecom> {
    /// What the page at this URL passes to `wx.config`, signed with the corp's ticket. The URL is
    /// the page's own as the browser has it (`location.href`).
    ///
    /// ```no_run
    /// # use wechat_app::WecomJsSdk;
    /// # async fn example(agent: impl WecomJsSdk) -> Result<(), Box<dyn std::error::Error>> {
    /// let page = "https://shop.example/item?id=42";
    /// let config = serde_json::to_string(&agent.js_config(page).await?)?;
    /// let agent_config = serde_json::to_string(&agent.agent_config(page, 1000002).await?)?;
    /// # Ok(()) }
    /// ```
    fn js_config(&self, url: &str) -> impl Future<Output = Result<JsConfig>> + Send {
        async move { sign(self, "jsapi_ticket", url).await }
    }

    /// What the page at this URL passes to `wx.agentConfig`, signed with the ticket of the agent
    /// whose secret this app has.
    fn agent_config(
        &self,
        url: &str,
        agent: u64,
    ) -> impl Future<Output = Result<AgentConfig>> + Send {
        async move {
            let JsConfig { app_id, timestamp, nonce_str, signature, .. } =
                sign(self, "agent_ticket", url).await?;
            Ok(AgentConfig { corp_id: app_id, agent_id: agent, timestamp, nonce_str, signature })
        }
    }
}

impl<A: WeChatApp<Kind = Wecom>> WecomJsSdk for A {}

async fn sign(app: &impl WeChatApp, ticket: &str, url: &str) -> Result<JsConfig> {
    let ticket = app.client().credential(ticket).get().await?;
    Ok(JsConfig::sign(app.client().appid(), ticket.expose(), url)?)
}

/// What `wx.agentConfig` takes, beside `jsApiList`, which the page knows. Serialises under the
/// names that `wx.agentConfig` expects.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AgentConfig {
    /// The corp.
    pub corp_id: String,
    /// The agent, a corp's app by its number.
    pub agent_id: u64,
    /// When it was signed, in seconds since 1970.
    pub timestamp: u64,
    /// The random part.
    pub nonce_str: String,
    /// The signature.
    pub signature: String,
}

impl Serialize for AgentConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("AgentConfig", 5)?;
        fields.serialize_field("corpid", &self.corp_id)?;
        // The page's side takes it as a string.
        fields.serialize_field("agentid", &self.agent_id.to_string())?;
        fields.serialize_field("timestamp", &self.timestamp)?;
        fields.serialize_field("nonceStr", &self.nonce_str)?;
        fields.serialize_field("signature", &self.signature)?;
        fields.end()
    }
}
