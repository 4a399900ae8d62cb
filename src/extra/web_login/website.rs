//! Login to a website by a QR code, which a person scans with WeChat.

use std::fmt;

use wechat_runtime::Client;

use super::{address, page};
use crate::official_account::oauth::OauthGroup;

/// The address on which a browser outside of WeChat shows a QR code to log in to a website. The
/// site is an app of its own (网站应用), with an appid and a secret like an account's. Its
/// `Display` is the URL.
///
/// ```
/// # use wechat_app::{App, WebsiteUrl, kind::OfficialAccount};
/// # fn main() -> wechat_app::Result<()> {
/// # let site = App::dynamic(OfficialAccount, "wx0123456789abcdef", "secret")?;
/// assert_eq!(
///     WebsiteUrl::new(&site, "https://shop.example/back").state("6fz1").to_string(),
///     "https://open.weixin.qq.com/connect/qrconnect?appid=wx0123456789abcdef\
///      &redirect_uri=https%3A%2F%2Fshop.example%2Fback&response_type=code\
///      &scope=snsapi_login&state=6fz1#wechat_redirect",
/// );
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct WebsiteUrl {
    #[cfg_attr(not(feature = "crypto"), allow(dead_code))]
    client: Client,
    appid: String,
    host: String,
    back: String,
    state: String,
    lang: &'static str,
    framed: bool,
    dark: bool,
    style: String,
}

impl WebsiteUrl {
    /// To log in to this website and come back to this address, whose host must be registered at
    /// WeChat. The code arrives there as `code` in the query.
    pub fn new(site: &impl OauthGroup, back: impl Into<String>) -> WebsiteUrl {
        let client = site.client();
        WebsiteUrl {
            client: client.clone(),
            appid: client.appid().to_owned(),
            host: super::OPEN.to_owned(),
            back: back.into(),
            state: String::new(),
            lang: "",
            framed: false,
            dark: false,
            style: String::new(),
        }
    }

    /// The page in English.
    pub fn english(mut self) -> WebsiteUrl {
        self.lang = "en";
        self
    }

    /// The page stands in a frame, and is to leave only that afterwards, not the page around it.
    pub fn self_redirect(mut self) -> WebsiteUrl {
        self.framed = true;
        self
    }

    /// White words, for a page of the site that is dark.
    pub fn on_dark(mut self) -> WebsiteUrl {
        self.dark = true;
        self
    }

    /// A style sheet for the page: an address with HTTPS.
    pub fn href(mut self, style: impl Into<String>) -> WebsiteUrl {
        self.style = style.into();
        self
    }

    #[cfg(feature = "crypto")]
    fn grant(&self, code: &str) -> crate::web::Exchange {
        let call = crate::official_account::oauth::OauthApi::new(&self.client).access_token(code);
        Box::pin(async move { Ok(call.await?.into()) })
    }
}

page!(WebsiteUrl, appid);

impl fmt::Display for WebsiteUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters: [(&str, &dyn fmt::Display); 9] = [
            ("appid", &self.appid),
            ("redirect_uri", &self.back),
            ("response_type", &"code"),
            ("scope", &"snsapi_login"),
            ("state", &self.state),
            ("self_redirect", &if self.framed { "true" } else { "" }),
            ("style", &if self.dark { "white" } else { "" }),
            ("href", &self.style),
            ("lang", &self.lang),
        ];
        address::write(f, &self.host, "/connect/qrconnect", &parameters, "#wechat_redirect")
    }
}
