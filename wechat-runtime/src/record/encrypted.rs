//! Bodies that are encrypted with the app's key: those of the dialogue platform. How is `crypto`'s.

use serde_json::Value;

use super::request::{EncodeError, EncodedBody, Var, error};
#[cfg(all(feature = "crypto", feature = "xml"))]
use super::request::{Part, PartContent};
use crate::file::File;

/// What `$variables` stand for.
type Vars<'a> = &'a dyn Fn(&str) -> Option<Var>;

/// A JSON object, whole.
#[cfg(feature = "crypto")]
pub(super) fn json(plain: &[u8], vars: Vars<'_>) -> Result<EncodedBody, EncodeError> {
    use crate::crypto::dialog::DialogKey;

    let key = DialogKey::new(&text(vars, "aes_key")?).map_err(|e| error("", e.to_string()))?;
    Ok(EncodedBody::Bytes { content_type: "text/plain", data: key.encrypt(plain).into() })
}

/// An XML document as pushed messages are: in a field of a JSON object, or in a part beside a file.
#[cfg(all(feature = "crypto", feature = "xml"))]
pub(super) fn xml(
    tree: &Value,
    file: Option<(&'static str, &File)>,
    vars: Vars<'_>,
) -> Result<EncodedBody, EncodeError> {
    use crate::crypto::msgcrypt::MessageCrypt;

    const FIELD: &str = "encrypt";
    let appid = text(vars, "appid")?;
    // A token would sign: nothing is signed here.
    let crypt = MessageCrypt::new("", &text(vars, "aes_key")?, appid.as_str())
        .map_err(|e| error("", e.to_string()))?;
    let sealed =
        crypt.seal(&super::xml::write(tree), &appid).map_err(|e| error("", e.to_string()))?;
    Ok(match file {
        Some((name, file)) => EncodedBody::Multipart(vec![
            Part { name, content: PartContent::File(file.clone()) },
            Part { name: FIELD, content: PartContent::Text(sealed) },
        ]),
        None => EncodedBody::Bytes {
            content_type: "application/json",
            data: serde_json::json!({ FIELD: sealed }).to_string().into(),
        },
    })
}

#[cfg(feature = "crypto")]
fn text(vars: Vars<'_>, name: &'static str) -> Result<String, EncodeError> {
    match vars(name) {
        Some(Var::Text(text)) => Ok(text),
        Some(Var::Secret(secret)) => Ok(secret.expose().to_owned()),
        _ => Err(error("", format!("the app has no `{name}`: give it to the builder"))),
    }
}

#[cfg(not(feature = "crypto"))]
pub(super) fn json(_: &[u8], _: Vars<'_>) -> Result<EncodedBody, EncodeError> {
    Err(error("", "encrypted bodies need the feature `crypto`"))
}

#[cfg(not(all(feature = "crypto", feature = "xml")))]
pub(super) fn xml(
    _: &Value,
    _: Option<(&'static str, &File)>,
    _: Vars<'_>,
) -> Result<EncodedBody, EncodeError> {
    Err(error("", "encrypted bodies of XML need the features `crypto` and `xml`"))
}
