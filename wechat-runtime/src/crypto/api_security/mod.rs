//! API security: the signing and encryption that an app may switch on for its calls to
//! `api.weixin.qq.com` (`Wechatmp-*` headers). What is here needs no client;
//! [`AppBuilder::api_security`](crate::AppBuilder::api_security) gives it to one, whose calls it
//! then secures.
//!
//! <https://developers.weixin.qq.com/miniprogram/dev/server/getting_started/api_signature.html>

mod cipher;
mod error;
mod keys;
mod scope;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_core::de::IgnoredAny;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use self::scope::Scope;
use super::text;
pub use cipher::{Algorithm, Sealed, SymmetricKey};
pub use error::ApiSecurityError;
pub use keys::{PlatformCertificate, Signer};

/// How far apart the clocks of both sides may be, in seconds.
const CLOCK_SKEW: u64 = 300;

/// Names of the headers.
const APP_ID: &str = "Wechatmp-Appid";
const TIMESTAMP: &str = "Wechatmp-TimeStamp";
const SERIAL: &str = "Wechatmp-Serial";
const SIGNATURE: &str = "Wechatmp-Signature";
const OLD_SERIAL: &str = "Wechatmp-Serial-Deprecated";
const OLD_SIGNATURE: &str = "Wechatmp-Signature-Deprecated";

/// What is bound to a request or a response beside its body.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Scheme, host and path; a query is cut off.
    pub url: &'a str,
    /// The app.
    pub app_id: &'a str,
    /// `Wechatmp-TimeStamp`: of the request for requests, of the response for responses.
    pub timestamp: u64,
}

impl Context<'_> {
    fn path(&self) -> &str {
        self.url.split(['?', '#']).next().unwrap_or_default()
    }

    /// The text that is signed. It ends with the body, without a line break.
    pub fn string_to_sign(&self, body: &str) -> String {
        format!("{}\n{}\n{}\n{body}", self.path(), self.app_id, self.timestamp)
    }

    /// What authenticated encryption binds to the text: `sn` is the number of the symmetric key.
    pub fn aad(&self, sn: &str) -> String {
        format!("{}|{}|{}|{sn}", self.path(), self.app_id, self.timestamp)
    }
}

/// Everything that an app has agreed on with WeChat, and the endpoints it is for.
///
/// ```no_run
/// # fn main() -> Result<(), wechat_runtime::crypto::api_security::ApiSecurityError> {
/// # let (key, private_pem, certificate_pem) = ("", "", "");
/// use wechat_runtime::crypto::api_security::{
///     Algorithm, ApiSecurity, PlatformCertificate, Signer, SymmetricKey,
/// };
///
/// let security = ApiSecurity::new(
///     SymmetricKey::new(Algorithm::Aes256Gcm, "number of the symmetric key", key)?,
///     Signer::new("number of the asymmetric key", private_pem)?,
/// )
/// .certificate(PlatformCertificate::new("number of WeChat's certificate", certificate_pem)?)
/// .only(["/wxa/getuserriskrank"]);
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct ApiSecurity {
    symmetric: SymmetricKey,
    signer: Signer,
    /// More than one while certificates are changed.
    certificates: Vec<PlatformCertificate>,
    scope: Scope,
    /// Whether it was told that a certificate is about to expire.
    told: AtomicBool,
}

/// A request that is ready to be sent: exactly this body, with these headers beside
/// `Content-Type: application/json`.
#[derive(Clone, Debug)]
pub struct SecuredRequest {
    /// `Wechatmp-*`
    pub headers: [(&'static str, String); 4],
    /// The JSON text.
    pub body: String,
}

/// An answer that was verified and decrypted. Does not print what it holds.
#[non_exhaustive]
pub struct SecuredResponse {
    /// The JSON, without the fields that securing adds.
    pub json: Map<String, Value>,
    /// The number of WeChat's new certificate, when only the signature of the one that is about to
    /// expire could be verified: download the new one, and add it.
    pub new_certificate: Option<String>,
}

impl fmt::Debug for SecuredResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecuredResponse")
            .field("new_certificate", &self.new_certificate)
            .finish_non_exhaustive()
    }
}

impl ApiSecurity {
    /// The two keys of the app. Add WeChat's certificates with [`ApiSecurity::certificate`], and
    /// the endpoints with [`ApiSecurity::only`] or [`ApiSecurity::when`].
    pub fn new(symmetric: SymmetricKey, signer: Signer) -> ApiSecurity {
        ApiSecurity {
            symmetric,
            signer,
            certificates: Vec::new(),
            scope: Scope::Nothing,
            told: AtomicBool::new(false),
        }
    }

    /// Trusts a certificate of WeChat. While WeChat changes it, add both.
    #[must_use]
    pub fn certificate(mut self, certificate: PlatformCertificate) -> ApiSecurity {
        self.certificates.push(certificate);
        self
    }

    /// Secures calls of these paths: `/wxa/getuserriskrank`. Not every endpoint can be secured; its
    /// page in WeChat's documentation says so.
    #[must_use]
    pub fn only(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> ApiSecurity {
        self.scope = self.scope.or_paths(paths.into_iter().map(Into::into).collect());
        self
    }

    /// Secures the calls whose path this says yes to, in place of any list.
    #[must_use]
    pub fn when(mut self, covers: impl Fn(&str) -> bool + Send + Sync + 'static) -> ApiSecurity {
        self.scope = Scope::When(Box::new(covers));
        self
    }

    /// Whether calls of this path are secured.
    pub fn covers(&self, path: &str) -> bool {
        self.scope.covers(path)
    }

    /// What keeps it from doing anything, or from verifying anything.
    pub(crate) fn mistake(&self) -> Option<String> {
        if self.certificates.is_empty() {
            return Some("has no certificate of WeChat's, so no answer could be verified".into());
        }
        self.scope.mistake()
    }

    /// Whether this is the first time that it is asked.
    pub(crate) fn tell_once(&self) -> bool {
        !self.told.swap(true, Ordering::Relaxed)
    }

    /// Encrypts and signs a call. The `query` is that of the call without its token: it moves into
    /// the encrypted JSON, as texts. The `body` is a JSON object.
    pub fn request<'q>(
        &self,
        context: Context<'_>,
        query: impl IntoIterator<Item = (&'q str, &'q str)>,
        body: &str,
    ) -> Result<SecuredRequest, ApiSecurityError> {
        let iv = random::<12>()?;
        let plain = plain_text(context, query, body)?;
        let body = self.symmetric.encrypt(context, &plain, iv)?.to_json();
        let headers = [
            (APP_ID, context.app_id.to_owned()),
            (TIMESTAMP, context.timestamp.to_string()),
            (SERIAL, self.signer.serial().to_owned()),
            (SIGNATURE, self.signer.sign(context, &body)?),
        ];
        Ok(SecuredRequest { headers, body })
    }

    /// Whether an answer claims to be secured. One that does not is at best an error that WeChat
    /// made before it came to securing: believe no success of its kind.
    pub fn is_secured<'h>(header: impl Fn(&str) -> Option<&'h str>) -> bool {
        [SIGNATURE, OLD_SIGNATURE].into_iter().any(|name| header(name).is_some())
    }

    /// Checks the headers and the signature of an answer, decrypts it, and takes out the `_`
    /// fields. `header` finds a header by its name; the timestamp of `call` is the time now, by
    /// which answers older or newer than five minutes are refused.
    pub fn response<'h>(
        &self,
        call: Context<'_>,
        header: impl Fn(&str) -> Option<&'h str>,
        body: &str,
    ) -> Result<SecuredResponse, ApiSecurityError> {
        let need = |name: &'static str| header(name).ok_or(ApiSecurityError::NoHeader(name));
        if need(APP_ID)? != call.app_id {
            return Err(ApiSecurityError::OtherApp);
        }
        let timestamp: u64 = need(TIMESTAMP)?.parse().map_err(|_| ApiSecurityError::Timestamp)?;
        if call.timestamp.abs_diff(timestamp) > CLOCK_SKEW {
            return Err(ApiSecurityError::Timestamp);
        }
        let context = Context { timestamp, ..call };
        let current = (need(SERIAL)?, need(SIGNATURE)?);
        // While WeChat changes certificates it signs with both, and either may be known here.
        let old = header(OLD_SERIAL).zip(header(OLD_SIGNATURE));
        let known = |(serial, signature)| {
            let certificate = self.certificates.iter().find(|known| known.serial() == serial)?;
            Some((certificate, signature))
        };
        let serial = || current.0.chars().take(64).collect::<String>();
        let (new_certificate, (certificate, signature)) = match known(current) {
            Some(known) => (None, known),
            None => match old.and_then(known) {
                Some(known) => (Some(serial()), known),
                None => return Err(ApiSecurityError::UnknownSerial(serial())),
            },
        };
        certificate.verify(context, body, signature)?;
        Ok(SecuredResponse { json: self.symmetric.open(context, body)?, new_certificate })
    }
}

/// The JSON that is encrypted: what securing adds, then the query, then the body as it was written.
fn plain_text<'q>(
    context: Context<'_>,
    query: impl IntoIterator<Item = (&'q str, &'q str)>,
    body: &str,
) -> Result<Zeroizing<String>, ApiSecurityError> {
    let mut names: BTreeMap<String, IgnoredAny> =
        serde_json::from_str(body).map_err(|_| ApiSecurityError::BodyNotObject)?;
    let is_empty = names.is_empty();
    // WeChat wants its length to vary.
    let nonce = random::<32>()?;
    let nonce = text::to_base64(&nonce[usize::from(nonce[0] & 15)..]);
    let timestamp = context.timestamp.to_string();
    let quote = |text: &str| Zeroizing::new(Value::from(text).to_string());
    let query: Vec<_> = query.into_iter().map(|(name, value)| (name, quote(value))).collect();
    let size = query.iter().map(|(name, value)| 2 * name.len() + value.len() + 8).sum::<usize>();
    // One allocation, so that no copy of what is secret stays behind.
    let mut plain = Zeroizing::new(String::with_capacity(size + body.len() + 256));
    plain.push('{');
    let added = [
        ("_n", quote(&nonce)),
        ("_appid", quote(context.app_id)),
        ("_timestamp", Zeroizing::new(timestamp)),
    ];
    for (name, value) in added.into_iter().chain(query) {
        if names.insert(name.to_owned(), IgnoredAny).is_some() {
            return Err(ApiSecurityError::NameTwice(name.to_owned()));
        }
        if plain.len() > 1 {
            plain.push(',');
        }
        plain.push_str(&quote(name));
        plain.push(':');
        plain.push_str(&value);
    }
    let body = body.trim_ascii_start().strip_prefix('{').ok_or(ApiSecurityError::BodyNotObject)?;
    if !is_empty {
        plain.push(',');
    }
    plain.push_str(body);
    Ok(plain)
}

fn random<const N: usize>() -> Result<[u8; N], ApiSecurityError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| ApiSecurityError::NoRandomness)?;
    Ok(bytes)
}
