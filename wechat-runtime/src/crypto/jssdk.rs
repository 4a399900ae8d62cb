//! What a web page needs for `wx.config` of the JS-SDK.

use serde_core::ser::{Serialize, SerializeStruct, Serializer};
use sha1::{Digest, Sha1};
use zeroize::Zeroizing;

use super::{NoRandomness, text};

/// The URL that is signed: the page's own, up to the first `#`.
fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(page, _)| page)
}

/// The text whose SHA-1 is the signature. Values stand in it as they are, not escaped. It holds
/// the ticket: do not log it.
pub fn string_to_sign(ticket: &str, nonce: &str, timestamp: u64, url: &str) -> Zeroizing<String> {
    let timestamp = timestamp.to_string();
    let url = without_fragment(url);
    let parts =
        ["jsapi_ticket=", ticket, "&noncestr=", nonce, "&timestamp=", &timestamp, "&url=", url];
    Zeroizing::new(parts.concat())
}

/// The signature of a page, from a `jsapi_ticket`.
pub fn signature(ticket: &str, nonce: &str, timestamp: u64, url: &str) -> String {
    text::hex(&Sha1::digest(string_to_sign(ticket, nonce, timestamp, url).as_bytes()))
}

/// What `wx.config` takes, beside `debug`, `jsApiList` and `openTagList`, which the page knows.
/// Serialises under the names that `wx.config` expects.
///
/// ```
/// use wechat_runtime::crypto::jssdk::JsConfig;
///
/// // https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html, appendix 1
/// let ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg";
/// let page = "http://mp.weixin.qq.com?params=value#top";
/// let config = JsConfig::sign_with("wx0", ticket, page, "Wm3WZYTPz0wzccnW", 1414587457);
/// assert_eq!(config.signature, "0f9de62fce790f9a083d5c99e95740ceb90c27ed");
/// assert!(serde_json::to_string(&config).unwrap().starts_with(r#"{"appId":"wx0","timestamp":"#));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsConfig {
    /// The app whose ticket signed it.
    pub app_id: String,
    /// When it was signed, in seconds since 1970.
    pub timestamp: u64,
    /// The random part.
    pub nonce_str: String,
    /// The signature.
    pub signature: String,
}

impl JsConfig {
    /// Signs a page now, with a fresh nonce. `url` is the page's own URL as the browser shows it
    /// (`location.href`); what stands behind `#` takes no part.
    pub fn sign(app_id: &str, ticket: &str, url: &str) -> Result<JsConfig, NoRandomness> {
        Ok(JsConfig::sign_with(app_id, ticket, url, &text::nonce()?, text::now()))
    }

    /// Signs a page with a given nonce and time.
    pub fn sign_with(
        app_id: &str,
        ticket: &str,
        url: &str,
        nonce: &str,
        timestamp: u64,
    ) -> JsConfig {
        JsConfig {
            app_id: app_id.to_owned(),
            timestamp,
            nonce_str: nonce.to_owned(),
            signature: signature(ticket, nonce, timestamp, url),
        }
    }
}

impl Serialize for JsConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("JsConfig", 4)?;
        fields.serialize_field("appId", &self.app_id)?;
        fields.serialize_field("timestamp", &self.timestamp)?;
        fields.serialize_field("nonceStr", &self.nonce_str)?;
        fields.serialize_field("signature", &self.signature)?;
        fields.end()
    }
}
