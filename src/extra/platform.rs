//! A third-party platform's way to its accounts: the page on which an owner authorises it, what
//! comes of the code, and the accounts as apps whose calls carry the platform's tokens.

use wechat_runtime::value::Secret;
use wechat_runtime::{App, Call, Client, Kind, Result, WeChatApp};

use super::address;
use crate::kind::{Channels, MiniProgram, OfficialAccount, OpenPlatform};
use crate::open_platform::authorizer::{AuthorizerApi, QueryAuthResponse};

/// What a third-party platform does beside single calls.
///
/// ```no_run
/// use wechat_app::kind::MiniProgram;
/// use wechat_app::prelude::*;
///
/// # #[derive(WeChatApp, Clone)]
/// # #[wechat(open_platform)]
/// # struct Agency { client: Client }
/// # async fn example(agency: Agency) -> wechat_app::Result<()> {
/// // The address of a page that asks an account's owner; it comes back with `auth_code`.
/// let page = agency.authorization("https://agency.example/back").pc().await?;
/// # let auth_code = "";
/// let account = agency.authorized(auth_code).await?.authorization_info.authorizer_appid;
/// // The account as an app: all that its kind can call.
/// let shop = agency.account(MiniProgram, account)?;
/// shop.wxa_code().get_unlimited("id=42").await?.save("item.png").await
/// # }
/// ```
pub trait Platform: WeChatApp<Kind = OpenPlatform> {
    /// The page on which the owner of an account authorises the platform, and comes back to this
    /// address, whose host must be the one that is registered for it.
    fn authorization(&self, back: impl Into<String>) -> AuthorizationPage {
        AuthorizationPage {
            client: self.client().clone(),
            back: back.into(),
            auth_type: None,
            account: String::new(),
            host: HOST.to_owned(),
        }
    }

    /// Exchanges the `auth_code` with which an owner came back, and keeps the account's tokens. The
    /// code that is pushed (`authorized`) is exchanged when it arrives.
    fn authorized(
        &self,
        code: impl Into<Secret> + Send,
    ) -> impl Future<Output = Result<QueryAuthResponse>> + Send {
        async move { self.client().exchange("authorization_code", code).await }
    }

    /// Walks WeChat's list of the accounts that authorise the platform, and keeps their refresh
    /// tokens, for when those were lost; tells how many accounts there are. One whose token is
    /// missing or refused is looked up by itself.
    fn recover(&self) -> impl Future<Output = Result<usize>> + Send {
        async move { self.client().credential("authorizer_refresh_token").recover().await }
    }

    /// Has WeChat push the component verify ticket again, when that was never begun or has stopped.
    /// The ticket comes a moment later.
    fn start_push_ticket(&self) -> Call<()> {
        AuthorizerApi::new(self.client()).start_push_ticket()
    }

    /// An account that authorised the platform, as an app of its kind. Its calls carry the token that
    /// the platform has for it. It has no secret: what needs one (login) the platform does.
    ///
    /// What is written to an account comes to the platform, with the platform's token and key, which
    /// the app has too: `Callback::new(account, handler)?.also_for(platform.client().appid())`.
    ///
    /// Making one costs little; nothing is asked of WeChat.
    fn account<K: Authorizer>(&self, kind: K, appid: impl Into<String>) -> Result<App<K>> {
        let _ = kind;
        let (client, appid) = (self.client(), appid.into());
        let token = client.credential("authorizer_access_token").per([appid.as_str()]);
        App::builder()
            .like(client)
            .appid(appid)
            .token(client.token().cloned())
            .aes_key(client.aes_key().cloned())
            .credential_from("access_token", token)
            .build()
    }
}

impl<A: WeChatApp<Kind = OpenPlatform>> Platform for A {}

/// The kinds of account that can authorise a platform. Others are refused when the program is
/// compiled:
///
/// ```compile_fail
/// # use wechat_app::{Platform, kind::Wecom};
/// # fn example(agency: impl Platform) {
/// agency.account(Wecom, "ww0123456789abcdef");
/// # }
/// ```
pub trait Authorizer: Kind + sealed::Sealed {}

impl Authorizer for MiniProgram {}
impl Authorizer for OfficialAccount {}
impl Authorizer for Channels {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::MiniProgram {}
    impl Sealed for super::OfficialAccount {}
    impl Sealed for super::Channels {}
}

/// Where the page is.
const HOST: &str = "https://mp.weixin.qq.com";

/// The page on which an owner authorises a platform. Each address is for one owner, for about half an
/// hour: it holds a code of its own, which is fetched for it.
///
/// WeChat opens it only from a page whose host is the one that is registered for authorisations: put
/// it in a link there rather than in a redirect.
#[derive(Clone, Debug)]
#[must_use]
pub struct AuthorizationPage {
    client: Client,
    back: String,
    auth_type: Option<AuthType>,
    account: String,
    host: String,
}

/// Which accounts an owner may choose among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthType {
    /// Official accounts.
    OfficialAccounts,
    /// Mini programs.
    MiniPrograms,
    /// Both.
    Both,
    /// Those of another of WeChat's numbers.
    Other(u8),
}

impl AuthorizationPage {
    /// Which accounts the owner may choose among; those of the platform's permission sets by default.
    pub fn auth_type(mut self, which: AuthType) -> Self {
        self.auth_type = Some(which);
        self
    }

    /// Only this account, by its appid. Then there is nothing to choose, so `auth_type` is not sent.
    pub fn only(mut self, appid: impl Into<String>) -> Self {
        self.account = appid.into();
        self
    }

    /// Where WeChat's page is instead: at a simulator.
    pub fn at(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// The address for a computer: a QR code, which the owner scans.
    pub async fn pc(self) -> Result<String> {
        self.address("/cgi-bin/componentloginpage", ("", ""), "").await
    }

    /// The address for WeChat on a phone.
    pub async fn phone(self) -> Result<String> {
        let path = "/safe/bindcomponent";
        self.address(path, ("bindcomponent", "1"), "#wechat_redirect").await
    }

    async fn address(
        self,
        path: &str,
        (action, no_scan): (&str, &str),
        end: &str,
    ) -> Result<String> {
        let code = self.client.credential("pre_auth_code").get().await?;
        let auth_type = match self.auth_type.filter(|_| self.account.is_empty()) {
            None => String::new(),
            Some(AuthType::OfficialAccounts) => "1".to_owned(),
            Some(AuthType::MiniPrograms) => "2".to_owned(),
            Some(AuthType::Both) => "3".to_owned(),
            Some(AuthType::Other(number)) => number.to_string(),
        };
        let parameters: [(&str, &dyn std::fmt::Display); 7] = [
            ("action", &action),
            ("no_scan", &no_scan),
            ("component_appid", &self.client.appid()),
            ("pre_auth_code", &code.expose()),
            ("redirect_uri", &self.back),
            ("auth_type", &auth_type),
            ("biz_appid", &self.account),
        ];
        Ok(address::text(&self.host, path, &parameters, end))
    }
}
