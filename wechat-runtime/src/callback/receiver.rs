//! [`Receiver`]: what one app's pushes are checked with, and the two checks: of the URL, and of a
//! push. Each ends in a text that is known to come from WeChat, or in an error.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::error::CallbackError;
use super::outer::{self, Envelope};
use super::query::Query;
use crate::client::Client;
use crate::clock::millis;
use crate::crypto::msgcrypt::{MessageCrypt, MessageCryptError};
use crate::crypto::signature::verify_server_signature;
use crate::error::{Error, Result};
use crate::value::Secret;

/// The longest text that a check of the URL may want back.
const LONGEST_ECHO: usize = 1024;

/// Which bodies an app takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// Encrypted ones if the app has a key, plain ones if it has none.
    #[default]
    ByKey,
    /// Both: for the time in which the app's settings at WeChat change from plain to encrypted.
    ///
    /// The signature of a plain body does not cover the body: whoever has seen one request can send
    /// any body with it.
    Either,
    /// Encrypted ones that nobody signed, which is how the dialogue platform pushes to bots. That they
    /// open with the app's key, for the app, is all that vouches for them; that one was sent before is
    /// seen only as long as repeated pushes are remembered.
    Unsigned,
}

/// What pushes for one app are checked with: its token, its key, and the ids that messages for it
/// are addressed to. Cheap to clone.
#[derive(Clone)]
pub struct Receiver(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    token: Secret,
    crypt: Option<MessageCrypt>,
    mode: Mode,
    max_age: Option<Duration>,
}

impl Receiver {
    /// Of an app whose messages come unencrypted.
    pub fn plain(token: impl Into<Secret>) -> Receiver {
        Receiver::new(token.into(), None)
    }

    /// Of an app with an EncodingAESKey; `receive_id` is its appid, or the corpid at WeCom.
    pub fn encrypted(
        token: impl Into<Secret>,
        aes_key: &str,
        receive_id: impl Into<String>,
    ) -> std::result::Result<Receiver, MessageCryptError> {
        let token = token.into();
        let crypt = MessageCrypt::new(token.clone(), aes_key, receive_id)?;
        Ok(Receiver::new(token, Some(crypt)))
    }

    /// Of an app with the settings `token` and, for encrypted messages, `aes_key`.
    pub fn of(client: &Client) -> Result<Receiver> {
        let Some(token) = client.token() else {
            return Err(Error::config(
                "`token`: not set; callbacks are signed with the token of the app's callback \
                 settings at WeChat",
            ));
        };
        let Some(key) = client.aes_key() else { return Ok(Receiver::plain(token.clone())) };
        Receiver::encrypted(token.clone(), key.expose(), client.appid())
            .map_err(|error| Error::config(format!("`aes_key`: {error}")))
    }

    fn new(token: Secret, crypt: Option<MessageCrypt>) -> Receiver {
        Receiver(Arc::new(Inner { token, crypt, mode: Mode::default(), max_age: None }))
    }

    /// Accepts messages that are addressed to this id too, see [`MessageCrypt::also_for`].
    #[must_use]
    pub fn also_for(mut self, receive_id: impl Into<String>) -> Receiver {
        let inner = Arc::make_mut(&mut self.0);
        inner.crypt = inner.crypt.take().map(|crypt| crypt.also_for(receive_id));
        self
    }

    /// Which bodies are taken; by default encrypted ones if there is a key, and only then.
    #[must_use]
    pub fn mode(mut self, mode: Mode) -> Receiver {
        Arc::make_mut(&mut self.0).mode = mode;
        self
    }

    /// Refuses what was signed longer than this before or after now. Not set by default: it turns a
    /// wrong clock into an outage. Five minutes are a good choice where clocks are kept.
    #[must_use]
    pub fn max_age(mut self, age: Duration) -> Receiver {
        Arc::make_mut(&mut self.0).max_age = Some(age);
        self
    }

    /// Checks the GET request with which WeChat tries a URL, and gives the text that answers it.
    ///
    /// With `msg_signature` (WeCom) the text was encrypted, and the signature covers it.
    pub fn verify_url(
        &self,
        query: &Query<'_>,
        now: SystemTime,
    ) -> std::result::Result<String, CallbackError> {
        self.parameters(query)?;
        if query.echostr.is_empty() {
            return Err(CallbackError::MissingParameter("echostr"));
        }
        if query.msg_signature.is_empty() {
            self.verify_plain(query)?;
            self.check_age(query, now)?;
            // The signature does not cover the text: whoever saw one may send another along.
            if query.echostr.len() > LONGEST_ECHO {
                return Err(CallbackError::Malformed("`echostr` is too long"));
            }
            return Ok(query.echostr.clone().into_owned());
        }
        let crypt = self.0.crypt.as_ref().ok_or(CallbackError::NoKey)?;
        let opened = crypt.open_signed(
            &query.timestamp,
            &query.nonce,
            &query.echostr,
            &query.msg_signature,
        )?;
        self.check_age(query, now)?;
        Ok(opened.text)
    }

    /// Checks a push, and decrypts it if it is encrypted.
    pub fn open(
        &self,
        query: &Query<'_>,
        body: &[u8],
        now: SystemTime,
    ) -> std::result::Result<Delivery, CallbackError> {
        let body =
            std::str::from_utf8(body).map_err(|_| CallbackError::Malformed("it is not UTF-8"))?;
        if self.0.mode == Mode::Unsigned {
            return self.open_unsigned(body);
        }
        self.parameters(query)?;
        let Some(sealed) = outer::find(body)?.sealed else {
            let plain_is_fine = self.0.crypt.is_none() || self.0.mode == Mode::Either;
            if query.encrypt_type == "aes" || !plain_is_fine {
                return Err(CallbackError::MissingEncrypt);
            }
            self.verify_plain(query)?;
            self.check_age(query, now)?;
            return Ok(Delivery { text: body.to_owned(), sealed: None });
        };
        let crypt = self.0.crypt.as_ref().ok_or(CallbackError::NoKey)?;
        if query.msg_signature.is_empty() {
            return Err(CallbackError::MissingParameter("msg_signature"));
        }
        // All that is used of an encrypted body is what was inside of it: compat mode puts the
        // fields beside it too, where nothing vouches for them.
        let opened = crypt.open_signed(
            &query.timestamp,
            &query.nonce,
            &sealed.text,
            &query.msg_signature,
        )?;
        self.check_age(query, now)?;
        Ok(Delivery { text: opened.text, sealed: Some((sealed.envelope, opened.receive_id)) })
    }

    /// Opens a body that nobody signed. Why it does not open is told to nobody: whoever could tell bad
    /// padding from the rest could decrypt what he has seen.
    fn open_unsigned(&self, body: &str) -> std::result::Result<Delivery, CallbackError> {
        let crypt = self.0.crypt.as_ref().ok_or(CallbackError::NoKey)?;
        let sealed = outer::unsigned(body)?;
        let opened = crypt.open(&sealed).map_err(|_| CallbackError::Signature)?;
        Ok(Delivery { text: opened.text, sealed: Some((Envelope::LowerJson, opened.receive_id)) })
    }

    pub(super) fn crypt(&self) -> Option<&MessageCrypt> {
        self.0.crypt.as_ref()
    }

    fn parameters(&self, query: &Query<'_>) -> std::result::Result<(), CallbackError> {
        let parameters = [("timestamp", &query.timestamp), ("nonce", &query.nonce)];
        match parameters.iter().find(|(_, value)| value.is_empty()) {
            Some((name, _)) => Err(CallbackError::MissingParameter(name)),
            None => Ok(()),
        }
    }

    fn verify_plain(&self, query: &Query<'_>) -> std::result::Result<(), CallbackError> {
        if query.signature.is_empty() {
            return Err(CallbackError::MissingParameter("signature"));
        }
        let token = self.0.token.expose();
        match verify_server_signature(token, &query.timestamp, &query.nonce, &query.signature) {
            true => Ok(()),
            false => Err(CallbackError::Signature),
        }
    }

    /// After the signature: who cannot sign learns nothing about this machine's clock.
    fn check_age(
        &self,
        query: &Query<'_>,
        now: SystemTime,
    ) -> std::result::Result<(), CallbackError> {
        let Some(max_age) = self.0.max_age else { return Ok(()) };
        let signed: u64 = query.timestamp.parse().map_err(|_| CallbackError::Stale(None))?;
        let age = (millis(now) / 1000).abs_diff(signed);
        if age > max_age.as_secs() { Err(CallbackError::Stale(Some(age))) } else { Ok(()) }
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("crypt", &self.0.crypt)
            .field("mode", &self.0.mode)
            .field("max_age", &self.0.max_age)
            .finish_non_exhaustive()
    }
}

/// A push that was checked: the text of its message, and how an answer must be wrapped.
#[derive(Clone)]
pub struct Delivery {
    pub(super) text: String,
    /// How it was encrypted, and to whom it was addressed.
    pub(super) sealed: Option<(Envelope, String)>,
}

impl Delivery {
    /// The text of the message, XML or JSON.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of the message; what is left answers for it.
    pub fn take_text(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// Whether it came encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.sealed.is_some()
    }

    /// To whom it was addressed, if it was encrypted.
    pub fn receive_id(&self) -> Option<&str> {
        self.sealed.as_ref().map(|(_, id)| id.as_str())
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("bytes", &self.text.len())
            .field("receive_id", &self.receive_id())
            .finish_non_exhaustive()
    }
}
