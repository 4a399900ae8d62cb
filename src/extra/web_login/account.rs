//! Login to an official account in WeChat's own browser, by the account itself or by a platform
//! that it authorised; and what the token that comes back opens.

use std::fmt;

use wechat_runtime::Client;

use super::{address, page};

/// The address on which WeChat asks a user in its own browser to log in. Its `Display` is the URL.
///
/// ```
/// # use wechat_app::{App, AuthorizeUrl, Scope, kind::OfficialAccount};
/// # fn main() -> wechat_app::Result<()> {
/// # let account = App::dynamic(OfficialAccount, "wx0123456789abcdef", "secret")?;
/// let url = AuthorizeUrl::new(&account, "https://shop.example/back").scope(Scope::UserInfo).state("6fz1");
/// assert_eq!(
///     url.to_string(),
///     "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx0123456789abcdef\
///      &redirect_uri=https%3A%2F%2Fshop.example%2Fback&response_type=code\
///      &scope=snsapi_userinfo&state=6fz1#wechat_redirect",
/// );
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct AuthorizeUrl {
    #[cfg_attr(not(feature = "crypto"), allow(dead_code))]
    client: Client,
    appid: String,
    /// The platform that acts for the account.
    component: String,
    host: String,
    back: String,
    scope: Scope,
    state: String,
    popup: bool,
    snapshot: bool,
}

/// What a user is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The openid only; the user is not bothered.
    #[default]
    Base,
    /// Nickname and portrait too; the user has to agree.
    UserInfo,
}

impl AuthorizeUrl {
    /// To log in to this account and come back to this address, whose host must be registered at
    /// WeChat. The code arrives there as `code` in the query.
    #[cfg(feature = "official-account-oauth")]
    pub fn new(
        account: &impl crate::official_account::oauth::OauthGroup,
        back: impl Into<String>,
    ) -> AuthorizeUrl {
        let client = account.client();
        AuthorizeUrl::of(client, client.appid().to_owned(), String::new(), back.into())
    }

    /// To log in to an account that authorised a third-party platform, which exchanges the code.
    #[cfg(feature = "open-platform-oauth")]
    pub fn on_behalf(
        platform: &impl crate::open_platform::oauth::OauthGroup,
        appid: impl Into<String>,
        back: impl Into<String>,
    ) -> AuthorizeUrl {
        let client = platform.client();
        AuthorizeUrl::of(client, appid.into(), client.appid().to_owned(), back.into())
    }

    fn of(client: &Client, appid: String, component: String, back: String) -> AuthorizeUrl {
        AuthorizeUrl {
            client: client.clone(),
            appid,
            component,
            host: super::OPEN.to_owned(),
            back,
            scope: Scope::Base,
            state: String::new(),
            popup: false,
            snapshot: false,
        }
    }

    /// What the user is asked for; the openid only by default.
    pub fn scope(mut self, scope: Scope) -> AuthorizeUrl {
        self.scope = scope;
        self
    }

    /// Asks the user even if they agreed not long ago.
    pub fn force_popup(mut self) -> AuthorizeUrl {
        self.popup = true;
        self
    }

    /// Has WeChat judge whether to show the page as a snapshot.
    pub fn force_snapshot(mut self) -> AuthorizeUrl {
        self.snapshot = true;
        self
    }

    #[cfg(feature = "crypto")]
    fn grant(&self, code: &str) -> crate::web::Exchange {
        #[cfg(feature = "open-platform-oauth")]
        if !self.component.is_empty() {
            use crate::open_platform::oauth::{OauthAccessToken, OauthApi};
            let request = OauthAccessToken::new(self.appid.as_str(), code);
            let call = OauthApi::new(&self.client).access_token(request);
            return Box::pin(async move { Ok(call.await?.into()) });
        }
        #[cfg(feature = "official-account-oauth")]
        {
            let call =
                crate::official_account::oauth::OauthApi::new(&self.client).access_token(code);
            Box::pin(async move { Ok(call.await?.into()) })
        }
        #[cfg(not(feature = "official-account-oauth"))]
        {
            // Without that feature every address is a platform's.
            Box::pin(std::future::ready(Ok(crate::web::Grant::default())))
        }
    }
}

page!(AuthorizeUrl, appid);

impl fmt::Display for AuthorizeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scope = match self.scope {
            Scope::Base => "snsapi_base",
            Scope::UserInfo => "snsapi_userinfo",
        };
        let yes = |flag| if flag { "true" } else { "" };
        // WeChat's page refuses other orders.
        let parameters: [(&str, &dyn fmt::Display); 8] = [
            ("appid", &self.appid),
            ("redirect_uri", &self.back),
            ("response_type", &"code"),
            ("scope", &scope),
            ("state", &self.state),
            ("forcePopup", &yes(self.popup)),
            ("forceSnapShot", &yes(self.snapshot)),
            ("component_appid", &self.component),
        ];
        address::write(f, &self.host, "/connect/oauth2/authorize", &parameters, "#wechat_redirect")
    }
}

/// What the token of a login opens: `account.oauth().userinfo(&login)`.
macro_rules! opened {
    ($($feature:literal $product:ident: $($request:ident from $login:ident)*;)*) => { $( $(
        #[cfg(feature = $feature)]
        impl From<&crate::$product::oauth::$login> for crate::$product::oauth::$request {
            fn from(login: &crate::$product::oauth::$login) -> Self {
                Self::new(login.access_token.clone(), login.openid.as_str())
            }
        }
    )* )* };
}

opened! {
    "official-account-oauth" official_account:
        OauthUserinfo from OauthAccessTokenResponse
        OauthUserinfo from OauthRefreshTokenResponse
        OauthAuth from OauthAccessTokenResponse
        OauthAuth from OauthRefreshTokenResponse;
    "open-platform-oauth" open_platform:
        OauthUserinfo from OauthAccessTokenResponse
        OauthUserinfo from OauthRefreshTokenResponse;
}

#[cfg(feature = "official-account-oauth")]
mod refresh {
    use crate::official_account::oauth::{
        OauthAccessTokenResponse, OauthRefreshToken, OauthRefreshTokenResponse,
    };

    impl From<&OauthAccessTokenResponse> for OauthRefreshToken {
        fn from(login: &OauthAccessTokenResponse) -> OauthRefreshToken {
            OauthRefreshToken::new(login.refresh_token.clone())
        }
    }

    impl From<&OauthRefreshTokenResponse> for OauthRefreshToken {
        fn from(login: &OauthRefreshTokenResponse) -> OauthRefreshToken {
            OauthRefreshToken::new(login.refresh_token.clone())
        }
    }
}

/// What a login says of the person, and what that opens.
#[cfg(feature = "crypto")]
macro_rules! granted {
    ($($feature:literal $product:ident)*) => { $(
        #[cfg(feature = $feature)]
        impl From<crate::$product::oauth::OauthAccessTokenResponse> for crate::web::Grant {
            fn from(login: crate::$product::oauth::OauthAccessTokenResponse) -> Self {
                let mut grant = Self::openid(login.openid);
                grant.unionid = login.unionid;
                grant.scope = login.scope;
                grant.access_token = Some(login.access_token);
                grant.refresh_token = Some(login.refresh_token);
                grant.snapshot = login.is_snapshotuser;
                grant
            }
        }

        /// Of the person who logs in: `account.oauth().userinfo(&grant)`.
        #[cfg(feature = $feature)]
        impl From<&crate::web::Grant> for crate::$product::oauth::OauthUserinfo {
            fn from(grant: &crate::web::Grant) -> Self {
                Self::new(grant.access_token.clone().unwrap_or_default(), grant.openid.as_str())
            }
        }
    )* };
}

#[cfg(feature = "crypto")]
granted! {
    "official-account-oauth" official_account
    "open-platform-oauth" open_platform
}
