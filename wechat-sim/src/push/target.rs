//! Where pushes go, and how they are protected on their way.

use std::fmt;
use std::time::Duration;

use crate::seal::SealKey;

/// A server under test, as it is set up at WeChat: the address of its callback, its token, its key.
///
/// ```
/// use wechat_sim::Target;
///
/// let plain = Target::new("http://127.0.0.1:8080/wechat", "token");
/// let safe = plain.encrypted("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "wx0123456789abcdef").unwrap();
/// let json = safe.json();
/// ```
#[derive(Clone)]
#[must_use = "give it to Simulator::push"]
pub struct Target {
    pub(super) url: String,
    pub(super) token: String,
    pub(super) key: Option<SealKey>,
    pub(super) receiver: String,
    pub(super) account: String,
    pub(super) json: bool,
    pub(super) compat: bool,
    pub(super) wecom: bool,
    pub(super) bot: bool,
    pub(super) patience: Duration,
    pub(super) attempts: usize,
}

/// An EncodingAESKey that is not 43 characters of base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetError;

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an EncodingAESKey has 43 letters, digits, `+` and `/`")
    }
}

impl std::error::Error for TargetError {}

impl Target {
    /// Pushes go to this address in plain XML, signed with the token.
    pub fn new(url: impl Into<String>, token: impl Into<String>) -> Target {
        Target {
            url: url.into(),
            token: token.into(),
            key: None,
            receiver: String::new(),
            account: "gh_0123456789ab".to_owned(),
            json: false,
            compat: false,
            wecom: false,
            bot: false,
            patience: Duration::from_secs(5),
            attempts: 3,
        }
    }

    /// Encrypts, for the receiver of this id: an appid, a corpid.
    pub fn encrypted(
        mut self,
        encoding_aes_key: &str,
        receiver: impl Into<String>,
    ) -> Result<Target, TargetError> {
        self.key = Some(SealKey::new(encoding_aes_key).ok_or(TargetError)?);
        self.receiver = receiver.into();
        Ok(self)
    }

    /// Encrypts for another receiver with the same key.
    pub fn receiver(mut self, receiver: impl Into<String>) -> Target {
        self.receiver = receiver.into();
        self
    }

    /// Whom it encrypts for.
    pub(crate) fn receiver_id(&self) -> &str {
        &self.receiver
    }

    /// The account's own id (`gh_…`), which pushes are addressed to.
    pub fn account(mut self, account: impl Into<String>) -> Target {
        self.account = account.into();
        self
    }

    /// Pushes JSON.
    pub fn json(mut self) -> Target {
        self.json = true;
        self
    }

    /// Sends the text in the clear beside the encrypted one.
    pub fn compat(mut self) -> Target {
        self.compat = true;
        self
    }

    /// Signs as WeCom does: no signature but that over the encrypted text.
    pub fn wecom(mut self) -> Target {
        self.wecom = true;
        self
    }

    /// Pushes as the dialogue platform does to a bot: encrypted, and not signed.
    pub fn bot(mut self) -> Target {
        self.bot = true;
        self
    }

    /// Waits so long for an answer; five seconds unless told.
    pub fn patience(mut self, patience: Duration) -> Target {
        self.patience = patience;
        self
    }

    /// Tries so often; three times unless told.
    pub fn attempts(mut self, attempts: usize) -> Target {
        self.attempts = attempts;
        self
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target")
            .field("url", &self.url)
            .field("encrypted", &self.key.is_some())
            .finish_non_exhaustive()
    }
}
