//! API security: the signing and encryption that an app may switch on for its calls to
//! `api.weixin.qq.com` (`Wechatmp-*` headers). Pure functions; the client does not use them yet.
//!
//! <https://developers.weixin.qq.com/miniprogram/dev/server/getting_started/api_signature.html>

mod cipher;
mod error;

use std::fmt;

use serde_json::{Map, Value};

use super::rsa::{Padding, PrivateKey, PublicKey};
use super::text;
pub use cipher::{Algorithm, Sealed, SymmetricKey};
pub use error::ApiSecurityError;

/// How far apart the clocks of both sides may be, in seconds.
const CLOCK_SKEW: u64 = 300;

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

/// The app's private key, which signs requests.
pub struct Signer {
    serial: String,
    key: PrivateKey,
}

impl Signer {
    /// `serial` is the number that WeChat's console shows for the key.
    pub fn new(
        serial: impl Into<String>,
        private_key_pem: &str,
    ) -> Result<Signer, ApiSecurityError> {
        let key = PrivateKey::from_pem(private_key_pem).map_err(ApiSecurityError::PrivateKey)?;
        Ok(Signer { serial: serial.into(), key })
    }

    /// `Wechatmp-Signature` of a request: over the exact bytes that are sent.
    pub fn sign(&self, context: Context<'_>, body: &str) -> Result<String, ApiSecurityError> {
        let text = context.string_to_sign(body);
        self.key.sign(Padding::Pss, text.as_bytes()).map_err(ApiSecurityError::PrivateKey)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("serial", &self.serial).finish_non_exhaustive()
    }
}

/// WeChat's certificate, which answers are checked with.
#[derive(Clone, Debug)]
pub struct PlatformCertificate {
    serial: String,
    key: PublicKey,
}

impl PlatformCertificate {
    /// `serial` is the number that WeChat's console shows, not the one inside the certificate.
    pub fn new(
        serial: impl Into<String>,
        pem: &str,
    ) -> Result<PlatformCertificate, ApiSecurityError> {
        let key = PublicKey::from_pem(pem).map_err(ApiSecurityError::Certificate)?;
        Ok(PlatformCertificate { serial: serial.into(), key })
    }

    /// Checks `Wechatmp-Signature` of a response.
    pub fn verify(
        &self,
        context: Context<'_>,
        body: &str,
        signature: &str,
    ) -> Result<(), ApiSecurityError> {
        self.verify_text(Padding::Pss, &context.string_to_sign(body), signature)
    }

    /// Checks the signature of a text that was put together elsewhere. WeChat signs with
    /// [`Padding::Pss`].
    pub fn verify_text(
        &self,
        padding: Padding,
        text: &str,
        signature: &str,
    ) -> Result<(), ApiSecurityError> {
        self.key.verify(padding, text.as_bytes(), signature).map_err(ApiSecurityError::Signature)
    }
}

/// Everything that an app has agreed on with WeChat.
#[derive(Debug)]
pub struct ApiSecurity {
    app_id: String,
    symmetric: SymmetricKey,
    signer: Signer,
    /// More than one while certificates are changed.
    certificates: Vec<PlatformCertificate>,
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

impl ApiSecurity {
    /// The two keys of the app. Add WeChat's certificates with [`ApiSecurity::certificate`].
    pub fn new(app_id: impl Into<String>, symmetric: SymmetricKey, signer: Signer) -> ApiSecurity {
        ApiSecurity { app_id: app_id.into(), symmetric, signer, certificates: Vec::new() }
    }

    /// Trusts a certificate of WeChat.
    #[must_use]
    pub fn certificate(mut self, certificate: PlatformCertificate) -> ApiSecurity {
        self.certificates.push(certificate);
        self
    }

    /// Encrypts and signs the JSON of a call. Query parameters other than `access_token` belong
    /// into it.
    pub fn request(
        &self,
        url: &str,
        mut json: Map<String, Value>,
    ) -> Result<SecuredRequest, ApiSecurityError> {
        let timestamp = text::now();
        let context = Context { url, app_id: &self.app_id, timestamp };
        let (nonce, iv) = (random::<16>()?, random::<12>()?);
        json.insert("_n".into(), text::to_base64(&nonce).into());
        json.insert("_appid".into(), self.app_id.as_str().into());
        json.insert("_timestamp".into(), timestamp.into());
        let body = self.symmetric.encrypt(context, &Value::Object(json).to_string(), iv)?.to_json();
        let headers = [
            ("Wechatmp-Appid", self.app_id.clone()),
            ("Wechatmp-TimeStamp", timestamp.to_string()),
            ("Wechatmp-Serial", self.signer.serial.clone()),
            ("Wechatmp-Signature", self.signer.sign(context, &body)?),
        ];
        Ok(SecuredRequest { headers, body })
    }

    /// Checks the headers and the signature of an answer, decrypts it, and takes out the `_`
    /// fields. `header` finds a header by its name.
    ///
    /// An answer without these headers is not secured: with [`ApiSecurityError::NoHeader`] look
    /// whether it is one of WeChat's ordinary error answers.
    pub fn response<'h>(
        &self,
        url: &str,
        header: impl Fn(&str) -> Option<&'h str>,
        body: &str,
    ) -> Result<Map<String, Value>, ApiSecurityError> {
        let need = |name: &'static str| header(name).ok_or(ApiSecurityError::NoHeader(name));
        let app_id = need("Wechatmp-Appid")?;
        if app_id != self.app_id {
            return Err(ApiSecurityError::OtherApp);
        }
        let timestamp = need("Wechatmp-TimeStamp")?;
        let timestamp: u64 = timestamp.parse().map_err(|_| ApiSecurityError::Timestamp)?;
        if text::now().abs_diff(timestamp) > CLOCK_SKEW {
            return Err(ApiSecurityError::Timestamp);
        }
        let context = Context { url, app_id, timestamp };
        let current = (need("Wechatmp-Serial")?, need("Wechatmp-Signature")?);
        // While WeChat changes certificates it signs with both, and either may be known here.
        let old = header("Wechatmp-Serial-Deprecated").zip(header("Wechatmp-Signature-Deprecated"));
        let known = |(serial, signature)| {
            let certificate = self.certificates.iter().find(|known| known.serial == serial)?;
            Some((certificate, signature))
        };
        let (certificate, signature) = known(current)
            .or_else(|| old.and_then(known))
            .ok_or_else(|| ApiSecurityError::UnknownSerial(current.0.chars().take(64).collect()))?;
        certificate.verify(context, body, signature)?;
        self.symmetric.open(context, body)
    }
}

fn random<const N: usize>() -> Result<[u8; N], ApiSecurityError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| ApiSecurityError::NoRandomness)?;
    Ok(bytes)
}
