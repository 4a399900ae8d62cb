//! Login of a corp's people: in WeCom's own browser, and by a QR code everywhere else.

use std::fmt;

use wechat_runtime::Client;

use super::{address, page};
use crate::wecom::oauth::OauthGroup;

/// Where the page with the QR code is.
const LOGIN: &str = "https://login.work.weixin.qq.com";

/// The address on which WeCom logs somebody in, in its own browser. Its `Display` is the URL.
///
/// ```
/// # use wechat_app::{App, WecomUrl, kind::Wecom};
/// # fn main() -> wechat_app::Result<()> {
/// # let agent = App::<Wecom>::builder().appid("ww0123456789abcdef").secret("secret").part("agent_id", "1000002").build()?;
/// assert_eq!(
///     WecomUrl::new(&agent, 1000002, "https://shop.example/back").state("6fz1").to_string(),
///     "https://open.weixin.qq.com/connect/oauth2/authorize?appid=ww0123456789abcdef\
///      &redirect_uri=https%3A%2F%2Fshop.example%2Fback&response_type=code\
///      &scope=snsapi_base&state=6fz1&agentid=1000002#wechat_redirect",
/// );
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct WecomUrl {
    #[cfg_attr(not(feature = "crypto"), allow(dead_code))]
    client: Client,
    corpid: String,
    agent: u64,
    host: String,
    back: String,
    state: String,
    private: bool,
}

/// The address on which a browser outside of WeCom shows a QR code to a corp's people. Its
/// `Display` is the URL.
///
/// ```
/// # use wechat_app::{App, WecomQrUrl, kind::Wecom};
/// # fn main() -> wechat_app::Result<()> {
/// # let agent = App::<Wecom>::builder().appid("ww0123456789abcdef").secret("secret").part("agent_id", "1000002").build()?;
/// assert_eq!(
///     WecomQrUrl::new(&agent, 1000002, "https://shop.example/back").state("6fz1").to_string(),
///     "https://login.work.weixin.qq.com/wwlogin/sso/login?login_type=CorpApp\
///      &appid=ww0123456789abcdef&agentid=1000002\
///      &redirect_uri=https%3A%2F%2Fshop.example%2Fback&state=6fz1",
/// );
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct WecomQrUrl {
    #[cfg_attr(not(feature = "crypto"), allow(dead_code))]
    client: Client,
    corpid: String,
    agent: u64,
    host: String,
    back: String,
    state: String,
    lang: &'static str,
}

impl WecomUrl {
    /// To log in to this agent (a corp's app, by its number) and come back to this address, whose
    /// host must be registered at WeCom. The code arrives there as `code` in the query.
    pub fn new(corp: &impl OauthGroup, agent: u64, back: impl Into<String>) -> WecomUrl {
        let client = corp.client();
        WecomUrl {
            client: client.clone(),
            corpid: client.appid().to_owned(),
            agent,
            host: super::OPEN.to_owned(),
            back: back.into(),
            state: String::new(),
            private: false,
        }
    }

    /// Asks a member for private data too: portrait, phone number, mail address. The member has to
    /// agree, and `get_user_detail` then gives it.
    pub fn private_info(mut self) -> WecomUrl {
        self.private = true;
        self
    }

    #[cfg(feature = "crypto")]
    fn grant(&self, code: &str) -> crate::web::Exchange {
        grant(&self.client, code, if self.private { PRIVATE } else { BASE })
    }
}

impl WecomQrUrl {
    /// To log in to this agent (a corp's app, by its number) and come back to this address, whose
    /// host must be registered at WeCom. The code arrives there as `code` in the query.
    pub fn new(corp: &impl OauthGroup, agent: u64, back: impl Into<String>) -> WecomQrUrl {
        let client = corp.client();
        WecomQrUrl {
            client: client.clone(),
            corpid: client.appid().to_owned(),
            agent,
            host: LOGIN.to_owned(),
            back: back.into(),
            state: String::new(),
            lang: "",
        }
    }

    /// The page in English.
    pub fn english(mut self) -> WecomQrUrl {
        self.lang = "en";
        self
    }

    #[cfg(feature = "crypto")]
    fn grant(&self, code: &str) -> crate::web::Exchange {
        grant(&self.client, code, BASE)
    }
}

page!(WecomUrl, corpid);
page!(WecomQrUrl, corpid);

const BASE: &str = "snsapi_base";
const PRIVATE: &str = "snsapi_privateinfo";

#[cfg(feature = "crypto")]
fn grant(client: &Client, code: &str, scope: &'static str) -> crate::web::Exchange {
    let call = crate::wecom::oauth::OauthApi::new(client).get_user_info(code);
    Box::pin(async move {
        let found = call.await?;
        let mut grant = crate::web::Grant::openid(found.openid.unwrap_or_default());
        grant.userid = found.userid;
        grant.external_userid = found.external_userid;
        grant.user_ticket = found.user_ticket;
        grant.scope = vec![scope.to_owned()];
        Ok(grant)
    })
}

impl fmt::Display for WecomUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters: [(&str, &dyn fmt::Display); 6] = [
            ("appid", &self.corpid),
            ("redirect_uri", &self.back),
            ("response_type", &"code"),
            ("scope", &if self.private { PRIVATE } else { BASE }),
            ("state", &self.state),
            ("agentid", &self.agent),
        ];
        address::write(f, &self.host, "/connect/oauth2/authorize", &parameters, "#wechat_redirect")
    }
}

impl fmt::Display for WecomQrUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters: [(&str, &dyn fmt::Display); 6] = [
            ("login_type", &"CorpApp"),
            ("appid", &self.corpid),
            ("agentid", &self.agent),
            ("redirect_uri", &self.back),
            ("state", &self.state),
            ("lang", &self.lang),
        ];
        address::write(f, &self.host, "/wwlogin/sso/login", &parameters, "")
    }
}
