//! A suite's way to the corps that install it: the page of installation, what comes of the code, and
//! the corps as apps whose calls carry the suite's tokens.

use wechat_runtime::value::Secret;
use wechat_runtime::{App, Client, CredentialHandle, Result, WeChatApp};

use super::address;
use crate::kind::{Wecom, WecomSuite};
use crate::wecom_suite::authorization::{
    AuthorizationApi, GetPermanentCodeResponse, SessionInfo, SetSessionInfo,
};

/// What a suite of WeCom does beside single calls.
///
/// ```no_run
/// use wechat_app::prelude::*;
///
/// # #[derive(WeChatApp, Clone)]
/// # #[wechat(wecom_suite)]
/// # struct Notes { client: Client }
/// # async fn example(suite: Notes) -> wechat_app::Result<()> {
/// let page = suite.install("https://suite.example/back").state("6fz1").address().await?;
/// # let auth_code = "";
/// let granted = suite.authorized(auth_code).await?;
/// let agent = granted.auth_info.iter().flat_map(|info| &info.agent).map(|app| app.agentid).next();
/// // The suite's app in the corp: all that an app of WeCom can call.
/// let app = suite.corp(granted.auth_corp_info.corpid, agent.unwrap_or_default())?;
/// # Ok(()) }
/// ```
pub trait Suite: WeChatApp<Kind = WecomSuite> {
    /// The page on which a corp installs the suite, and comes back to this address, whose host must
    /// be one that is registered for it.
    fn install(&self, back: impl Into<String>) -> InstallPage {
        InstallPage {
            client: self.client().clone(),
            back: back.into(),
            state: String::new(),
            test: false,
            host: HOST.to_owned(),
        }
    }

    /// Exchanges the `auth_code` with which a corp's administrator came back, and keeps what comes:
    /// the permanent code and the corp's token. A code that is pushed (`create_auth`) is exchanged
    /// when it arrives. A code works once.
    fn authorized(
        &self,
        code: impl Into<Secret> + Send,
    ) -> impl Future<Output = Result<GetPermanentCodeResponse>> + Send {
        async move { self.client().exchange("auth_code", code).await }
    }

    /// What a corp gave for good: to be moved elsewhere, or supplied from there with `set`.
    fn permanent_code(&self, corpid: impl Into<String>) -> CredentialHandle {
        self.client().credential("permanent_code").per([corpid.into()])
    }

    /// The suite's app in a corp that installed it, by the number that it got there. Its calls carry
    /// the token that the suite has for the corp. It has the suite's token and key of callbacks too,
    /// with which data about the corp are pushed.
    ///
    /// Making one costs little; nothing is asked of WeCom.
    fn corp(&self, corpid: impl Into<String>, agent: impl ToString) -> Result<App<Wecom>> {
        lend(self.client(), "corp_access_token", corpid.into(), agent.to_string())
    }

    /// The same for an app that was developed for the corp by this template (代开发): its token is
    /// had as those of the corp's own apps are, with the permanent code as the secret.
    fn customized(&self, corpid: impl Into<String>, agent: impl ToString) -> Result<App<Wecom>> {
        lend(self.client(), "agent_access_token", corpid.into(), agent.to_string())
    }
}

impl<A: WeChatApp<Kind = WecomSuite>> Suite for A {}

fn lend(suite: &Client, token: &str, corpid: String, agent: String) -> Result<App<Wecom>> {
    let token = suite.credential(token).per([corpid.as_str()]);
    App::builder()
        .like(suite)
        .appid(corpid)
        .token(suite.token().cloned())
        .aes_key(suite.aes_key().cloned())
        .part("agent_id", agent)
        .credential_from("access_token", token)
        .build()
}

/// Where the page is.
const HOST: &str = "https://open.work.weixin.qq.com";

/// The page on which a corp installs a suite. Each address is for one corp, for twenty minutes: it
/// holds a code of its own, which is fetched for it.
#[derive(Clone, Debug)]
#[must_use]
pub struct InstallPage {
    client: Client,
    back: String,
    state: String,
    test: bool,
    host: String,
}

impl InstallPage {
    /// Comes back beside the code: at most 128 letters and digits. Make it random and compare it, or
    /// others can have their corp's code exchanged in a user's browser.
    pub fn state(mut self, state: impl Into<String>) -> Self {
        self.state = state.into();
        self
    }

    /// The installation is a test: of a suite that is not published.
    pub fn test(mut self) -> Self {
        self.test = true;
        self
    }

    /// Where WeCom's page is instead: at a simulator.
    pub fn at(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// The address.
    pub async fn address(self) -> Result<String> {
        let code = self.client.credential("pre_auth_code").get().await?;
        if self.test {
            let session = SessionInfo { auth_type: Some(1), ..SessionInfo::default() };
            let request = SetSessionInfo::new(code.expose(), session);
            AuthorizationApi::new(&self.client).set_session_info(request).await?;
        }
        let parameters: [(&str, &dyn std::fmt::Display); 4] = [
            ("suite_id", &self.client.appid()),
            ("pre_auth_code", &code.expose()),
            ("redirect_uri", &self.back),
            ("state", &self.state),
        ];
        Ok(address::text(&self.host, "/3rdapp/install", &parameters, ""))
    }
}
