//! Signatures made with a user's session key: the login state of calls, virtual payment, and the
//! older `midas` coin API.

use zeroize::Zeroizing;

use super::{signature, text};

/// What `sig_method` must say beside a [`login_signature`].
pub const SIG_METHOD: &str = "hmac_sha256";

/// HMAC-SHA256 in lower-case hexadecimal digits.
fn hmac_sha256<'a>(key: &str, message: impl IntoIterator<Item = &'a [u8]>) -> String {
    text::hex(&*signature::hmac_sha256(key.as_bytes(), message))
}

/// The `signature` that proves a login: over the body of a POST, or over nothing for a GET
/// (`check_session_key`, `reset_session_key`, `get_user_encrypt_key`).
///
/// The key is the `session_key` as the text that it came as, not decoded.
///
/// ```
/// use wechat_runtime::crypto::session::login_signature;
///
/// // https://developers.weixin.qq.com/minigame/dev/api-backend/open-api/login/signature.html
/// let signature = login_signature("o0q0otL8aEzpcZL/FT9WsQ==", br#"{"foo":"bar"}"#);
/// assert_eq!(signature, "654571f79995b2ce1e149e53c0a33dc39c0a74090db514261454e8dbe432aa0b");
/// ```
pub fn login_signature(session_key: &str, body: &[u8]) -> String {
    hmac_sha256(session_key, [body])
}

/// The `pay_sig` of a virtual payment: over the path of the call (or `requestVirtualPayment` for
/// what a page passes to `wx.requestVirtualPayment`) and the exact bytes of its body, with the
/// app key of the payment. The `signature` beside it is a [`login_signature`] of the same body.
pub fn pay_sig(app_key: &str, uri: &str, body: &[u8]) -> String {
    hmac_sha256(app_key, [uri.as_bytes(), b"&", body])
}

/// Whether a `signature` is that of the body under the session key. Compared in constant time.
#[must_use = "a signature that is checked and not looked at protects nothing"]
pub fn verify_login_signature(session_key: &str, body: &[u8], signature: &str) -> bool {
    text::same(&login_signature(session_key, body), signature)
}

/// Whether a `pay_sig` is that of the body, or the `PayEventSig` of a pushed event that of its
/// `Payload`: there the name of the event stands for the path. Compared in constant time.
#[must_use = "a signature that is checked and not looked at protects nothing"]
pub fn verify_pay_sig(app_key: &str, uri: &str, body: &[u8], signature: &str) -> bool {
    text::same(&pay_sig(app_key, uri, body), signature)
}

/// The text that the older coin API signs: the sorted parameters, then the path, the method and the
/// secret. It holds the secret: do not log it.
fn midas_text<K: AsRef<str>, V: AsRef<str>>(
    params: impl IntoIterator<Item = (K, V)>,
    org_loc: &str,
    method: &str,
    secret: (&str, &str),
) -> Zeroizing<String> {
    let mut params: Vec<(K, V)> = params.into_iter().collect();
    params.sort_unstable_by(|(a, _), (b, _)| a.as_ref().cmp(b.as_ref()));
    let params = params.iter().map(|(key, value)| (key.as_ref(), value.as_ref()));
    let pairs: Vec<(&str, &str)> =
        params.chain([("org_loc", org_loc), ("method", method), secret]).collect();
    // One allocation of the final size, so that no copy of the secret stays behind.
    let size = pairs.iter().map(|(key, value)| key.len() + value.len() + 2).sum();
    let mut text = Zeroizing::new(String::with_capacity(size));
    for (key, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(key);
        text.push('=');
        text.push_str(value);
    }
    text
}

/// The text that [`midas_signature`] signs. It holds the secret: do not log it.
pub fn midas_string_to_sign<K: AsRef<str>, V: AsRef<str>>(
    params: impl IntoIterator<Item = (K, V)>,
    org_loc: &str,
    method: &str,
    secret: &str,
) -> Zeroizing<String> {
    midas_text(params, org_loc, method, ("secret", secret))
}

/// The `sig` of a call of the older coin API: over its parameters (without `access_token` and the
/// signatures), its path, its method and the secret of the payment.
pub fn midas_signature<K: AsRef<str>, V: AsRef<str>>(
    params: impl IntoIterator<Item = (K, V)>,
    org_loc: &str,
    method: &str,
    secret: &str,
) -> String {
    let text = midas_string_to_sign(params, org_loc, method, secret);
    hmac_sha256(secret, [text.as_bytes()])
}

/// The text that [`midas_user_signature`] signs. It holds the session key: do not log it.
pub fn midas_user_string_to_sign<K: AsRef<str>, V: AsRef<str>>(
    params: impl IntoIterator<Item = (K, V)>,
    org_loc: &str,
    method: &str,
    session_key: &str,
) -> Zeroizing<String> {
    midas_text(params, org_loc, method, ("session_key", session_key))
}

/// The `mp_sig` of a call of the older coin API: over its parameters with `access_token` and
/// `sig`, its path, its method and the user's session key.
pub fn midas_user_signature<K: AsRef<str>, V: AsRef<str>>(
    params: impl IntoIterator<Item = (K, V)>,
    org_loc: &str,
    method: &str,
    session_key: &str,
) -> String {
    let text = midas_user_string_to_sign(params, org_loc, method, session_key);
    hmac_sha256(session_key, [text.as_bytes()])
}
