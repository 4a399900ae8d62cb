//! A mini program's login session: calls that prove it, and the user data that its key opens.

use wechat_runtime::crypto::CipherError;
use wechat_runtime::crypto::session::login_signature;
use wechat_runtime::crypto::user_data::{EncryptedData, UserData, UserDataError, verify_raw_data};
use wechat_runtime::crypto::user_key::UserKey;
use wechat_runtime::{Secret, WeChatApp};

use crate::mini_program::login::{
    CheckEncryptedMsg, CheckSessionKey, Code2SessionResponse, EncryptKey, GetUserEncryptKey,
    ResetUserSessionKey, ResetUserSessionKeyResponse,
};

/// Requests that carry a signature made with the session key.
macro_rules! signed {
    ($($request:ident)*) => { $(
        impl $request {
            /// Signed with the user's session key.
            pub fn signed(openid: impl Into<String>, session_key: &Secret) -> $request {
                $request::new(openid, login_signature(session_key.expose(), b""))
            }
        }

        /// Signed with the session's key.
        impl From<&Code2SessionResponse> for $request {
            fn from(session: &Code2SessionResponse) -> $request {
                $request::signed(session.openid.as_str(), &session.session_key)
            }
        }

        /// Signed with the new key.
        impl From<&ResetUserSessionKeyResponse> for $request {
            fn from(session: &ResetUserSessionKeyResponse) -> $request {
                $request::signed(session.openid.as_str(), &session.session_key)
            }
        }

        /// An openid and its session key.
        impl From<(&str, &Secret)> for $request {
            fn from((openid, session_key): (&str, &Secret)) -> $request {
                $request::signed(openid, session_key)
            }
        }
    )* };
}

signed! { CheckSessionKey ResetUserSessionKey GetUserEncryptKey }

impl Code2SessionResponse {
    /// What a page got as `encryptedData` and `iv`, decrypted and checked to be made for this app.
    /// With a session key that was kept elsewhere, use [`EncryptedData`].
    ///
    /// ```no_run
    /// # async fn example(shop: wechat_app::App<wechat_app::kind::MiniProgram>) -> wechat_app::Result<()> {
    /// # let (code, encrypted_data, iv) = ("", "", "");
    /// # use wechat_app::prelude::*;
    /// let session = shop.login().code2session(code).await?;
    /// let user = session.decrypt(&shop, encrypted_data, iv)?;
    /// println!("{}", user.json()["nickName"]);
    /// # Ok(()) }
    /// ```
    pub fn decrypt(
        &self,
        app: &impl WeChatApp,
        encrypted_data: &str,
        iv: &str,
    ) -> Result<UserData, UserDataError> {
        EncryptedData::new(encrypted_data, iv)
            .decrypt(self.session_key.expose(), app.client().appid())
    }

    /// Whether `rawData` is what WeChat gave to the page, by the `signature` beside it.
    #[must_use = "a signature that is checked and not looked at protects nothing"]
    pub fn verify(&self, raw_data: &str, signature: &str) -> bool {
        verify_raw_data(raw_data, self.session_key.expose(), signature)
    }
}

impl EncryptKey {
    /// The key, for texts between page and server.
    pub fn user_key(&self) -> Result<UserKey, CipherError> {
        UserKey::new(self.encrypt_key.expose(), &self.iv)
    }
}

/// Asks WeChat whether it made the data.
impl From<&EncryptedData<'_>> for CheckEncryptedMsg {
    fn from(data: &EncryptedData<'_>) -> CheckEncryptedMsg {
        CheckEncryptedMsg::new(data.hash())
    }
}
