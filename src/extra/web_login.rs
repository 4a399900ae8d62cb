//! Web login: where the user's browser is sent, and what the token that comes back opens.

use std::fmt;

use wechat_runtime::WeChatApp;

use crate::official_account::oauth::{
    OauthAccessTokenResponse, OauthAuth, OauthRefreshToken, OauthRefreshTokenResponse,
    OauthUserinfo,
};

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
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct AuthorizeUrl {
    appid: String,
    redirect_uri: String,
    scope: Scope,
    state: String,
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
    /// To log in to this app and come back to this address, whose host must be registered at
    /// WeChat. The code arrives there as `code` in the query.
    pub fn new(app: &impl WeChatApp, redirect_uri: impl Into<String>) -> AuthorizeUrl {
        AuthorizeUrl {
            appid: app.client().appid().to_owned(),
            redirect_uri: redirect_uri.into(),
            scope: Scope::Base,
            state: String::new(),
        }
    }

    /// What the user is asked for; the openid only by default.
    pub fn scope(mut self, scope: Scope) -> AuthorizeUrl {
        self.scope = scope;
        self
    }

    /// Comes back beside the code: at most 128 letters and digits. Make it random, keep it with the
    /// browser's session and compare it, or others can log their account in to a user's browser.
    pub fn state(mut self, state: impl Into<String>) -> AuthorizeUrl {
        self.state = state.into();
        self
    }
}

impl fmt::Display for AuthorizeUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scope = match self.scope {
            Scope::Base => "snsapi_base",
            Scope::UserInfo => "snsapi_userinfo",
        };
        // WeChat's page refuses other orders of the parameters.
        write!(
            f,
            "https://open.weixin.qq.com/connect/oauth2/authorize?appid={}&redirect_uri={}&response_type=code&scope={scope}&state={}#wechat_redirect",
            Escaped(&self.appid),
            Escaped(&self.redirect_uri),
            Escaped(&self.state),
        )
    }
}

/// Percent-encoded but for what never needs it.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.bytes().try_for_each(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                write!(f, "{}", char::from(byte))
            }
            _ => write!(f, "%{byte:02X}"),
        })
    }
}

/// What the token of a login opens: `account.oauth().userinfo(&login)`.
macro_rules! opened {
    ($($request:ident from $login:ident)*) => { $(
        impl From<&$login> for $request {
            fn from(login: &$login) -> $request {
                $request::new(login.access_token.clone(), login.openid.as_str())
            }
        }
    )* };
}

opened! {
    OauthUserinfo from OauthAccessTokenResponse
    OauthUserinfo from OauthRefreshTokenResponse
    OauthAuth from OauthAccessTokenResponse
    OauthAuth from OauthRefreshTokenResponse
}

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
