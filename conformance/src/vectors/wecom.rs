//! WeCom: the signature of its pay tool, the keys of its chat archive.

use wechat_runtime::crypto::paytool;
use wechat_runtime::crypto::rsa_decrypt::{Padding, PrivateKey};

use super::case::{Case, Outcome};
use super::crypto::{failed, need};

/// A request of the pay tool.
pub(super) fn paytool_signature(case: &mut Case<'_>) -> Outcome {
    let Some(request) = case.input("request") else {
        return Outcome::Failed("the entry has no input `request`".to_owned());
    };
    case.check("string_to_sign", paytool::string_to_sign(request));
    case.check("sig", paytool::signature(request, &need!(case.need("secret"))));
    case.outcome()
}

/// A random key of the chat archive.
pub(super) fn msgaudit_rsa(case: &mut Case<'_>) -> Outcome {
    let (pem, sealed) = (need!(case.need("private_key_pem")), need!(case.need("ciphertext")));
    let padding = match case.text("scheme").as_deref() {
        None | Some("PKCS1" | "PKCS1-V1_5" | "PKCS1v15") => Padding::Pkcs1,
        Some("OAEP-SHA1" | "OAEP") => Padding::OaepSha1,
        Some(other) => return Outcome::Unsupported(format!("the padding `{other}`")),
    };
    let key = match PrivateKey::from_pem(&pem) {
        Ok(key) => key,
        Err(error) => return Outcome::Failed(format!("the private key: {error}")),
    };
    let opened = key.decrypt(padding, &sealed);
    case.check("ok", opened.is_ok());
    match opened {
        Ok(plain) => {
            case.check("plaintext", String::from_utf8_lossy(&plain));
            if let Some(expected) = case.expects("error") {
                case.fail(format!("error: expected {expected}, but it decrypts"));
            }
            case.outcome()
        }
        Err(error) => {
            // That the other padding opens it shows that the key and the text belong together.
            if padding == Padding::OaepSha1 && key.decrypt(Padding::Pkcs1, &sealed).is_err() {
                case.fail("it does not decrypt with PKCS #1 either");
            }
            failed(case, &error)
        }
    }
}
