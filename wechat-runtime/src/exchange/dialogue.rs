//! What calls of the dialogue platform have around one attempt: their signature, and answers that are
//! encrypted. How both are made is `crypto::dialog`'s.

use bytes::Bytes;
use http::HeaderMap;

use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::op::Sign;
use crate::record::EncodedBody;

/// The bytes that are signed: the body as it is sent. `spliced` is the body with its credential, where
/// that belongs there.
pub(super) fn signed<'a>(spliced: Option<&'a [u8]>, body: &'a EncodedBody) -> Result<&'a [u8]> {
    match (spliced, body) {
        (Some(bytes), _) => Ok(bytes),
        (None, EncodedBody::Bytes { data, .. }) => Ok(data),
        (None, EncodedBody::None) => Ok(b""),
        (None, EncodedBody::Multipart(_) | EncodedBody::File(_)) => {
            Err(Error::new(ErrorKind::Unsupported, "uploads cannot be signed"))
        }
    }
}

/// Puts in the headers that prove the body. Time and nonce are good for one attempt. A call that
/// carries no credential says whose it is.
#[cfg(feature = "crypto")]
pub(super) fn sign(
    client: &Client,
    how: Sign,
    carries: bool,
    body: &[u8],
    headers: &mut HeaderMap,
) -> Result<()> {
    use http::HeaderValue;

    use crate::crypto::dialog;

    let Sign::Md5 = how;
    let token = client.token().ok_or_else(|| {
        Error::config("the app has no `token` to sign its calls with: give it to the builder")
    })?;
    for (name, value) in dialog::headers(token.expose(), client.now() / 1000, body)? {
        let value = HeaderValue::try_from(value)
            .map_err(|_| Error::new(ErrorKind::Encode, "a signature that is no header"))?;
        headers.insert(name, value);
    }
    if !carries {
        let appid = HeaderValue::from_str(client.appid())
            .map_err(|_| Error::new(ErrorKind::Encode, "an appid that is no header"))?;
        headers.insert("x-appid", appid);
    }
    Ok(())
}

/// An answer, decrypted. What goes wrong before the platform comes to encrypting is told in the open.
#[cfg(feature = "crypto")]
pub(super) fn open(client: &Client, body: Bytes) -> Result<Bytes> {
    use crate::crypto::dialog::DialogKey;

    let start = body.trim_ascii_start();
    if start.is_empty() || matches!(start[0], b'{' | b'<') {
        return Ok(body);
    }
    let wrong = |why: String| Error::new(ErrorKind::Decode, why);
    let key = client.aes_key().ok_or_else(|| {
        Error::config("the app has no `aes_key` to decrypt with: give it to the builder")
    })?;
    let key = DialogKey::new(key.expose()).map_err(|error| wrong(error.to_string()))?;
    let sealed = std::str::from_utf8(body.trim_ascii())
        .map_err(|_| wrong("the answer is neither JSON nor encrypted".to_owned()))?;
    let plain = key.decrypt(sealed).map_err(|error| wrong(error.to_string()))?;
    Ok(Bytes::copy_from_slice(&plain))
}

#[cfg(not(feature = "crypto"))]
pub(super) fn sign(_: &Client, _: Sign, _: bool, _: &[u8], _: &mut HeaderMap) -> Result<()> {
    Err(Error::new(ErrorKind::Unsupported, "signed calls need the feature `crypto`"))
}

#[cfg(not(feature = "crypto"))]
pub(super) fn open(_: &Client, _: Bytes) -> Result<Bytes> {
    Err(Error::new(ErrorKind::Unsupported, "encrypted answers need the feature `crypto`"))
}
