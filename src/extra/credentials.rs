//! The tokens and tickets of an app by name.

use wechat_runtime::{CredentialHandle, WeChatApp};

use crate::__private::v0_1::Calls;
use crate::kind::{Any, MiniProgram, OfficialAccount};

/// The tokens and tickets of an app, for what is beside its calls: handing a token to another
/// program, renewing one after a leak. Calls get and renew theirs by themselves.
///
/// ```no_run
/// # async fn example(shop: impl wechat_app::Credentials) -> wechat_app::Result<()> {
/// let token = shop.access_token().get().await?;     // kept, or fetched
/// let token = shop.access_token().reload().await?;  // asked for again
/// let token = shop.access_token().force_reload().await?; // a new one; the old one dies
/// shop.access_token().forget().await?;
/// # Ok(()) }
/// ```
pub trait Credentials: WeChatApp {
    /// The access token: the stable one, so other programs that ask for it get the same.
    fn access_token(&self) -> CredentialHandle;

    /// The ticket that signs pages for the JS-SDK.
    fn jsapi_ticket(&self) -> CredentialHandle;

    /// The ticket that signs cards and coupons.
    fn wx_card_ticket(&self) -> CredentialHandle;
}

impl<A: WeChatApp> Credentials for A
where
    A::Kind: Calls<Common>,
{
    fn access_token(&self) -> CredentialHandle {
        self.client().credential("access_token")
    }

    fn jsapi_ticket(&self) -> CredentialHandle {
        self.client().credential("jsapi_ticket")
    }

    fn wx_card_ticket(&self) -> CredentialHandle {
        self.client().credential("wx_card_ticket")
    }
}

/// The kinds of app that have the credentials of `common.toml`.
#[derive(Debug)]
pub struct Common(());

impl Calls<Common> for MiniProgram {}
impl Calls<Common> for OfficialAccount {}
impl Calls<Common> for Any {}
