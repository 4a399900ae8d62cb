//! `encryptedData`: as a page may send it, and as WeChat may have encrypted it.

use wechat_runtime::crypto::user_data::{EncryptedData, UserDataError};
use wechat_runtime::crypto::user_key::UserKey;

const KEY: &str = "VI6BpyrK9XH4i4AIGe86tg==";
/// The same vector as text and in base64.
const IV: (&str, &str) = ("6003f73ec441c386", "NjAwM2Y3M2VjNDQxYzM4Ng==");

/// Takes bytes once as the three texts of a page (split by lines), once as what is in the data:
/// an error or an object, never a panic, and nothing changed on the way.
pub fn encrypted_data(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.splitn(3, '\n');
    let mut line = || lines.next().unwrap_or_default();
    look(&EncryptedData::new(line(), line()).decrypt_for_any_app(line()));
    look(&EncryptedData::new(&text, IV.1).decrypt(KEY, "wx0"));

    // A fuzzer finds no key: what is to come out is encrypted for it.
    let sealed = UserKey::new(KEY, IV.0).expect("a key").encrypt(bytes);
    let opened = EncryptedData::new(&sealed, IV.1).decrypt_for_any_app(KEY);
    look(&opened);
    match (&opened, std::str::from_utf8(bytes)) {
        (Ok(data), Ok(text)) => {
            assert_eq!(data.as_str(), text);
            assert!(data.json().is_object());
        }
        (Err(error), Err(_)) => assert_eq!(*error, UserDataError::NotUtf8),
        (Err(error), Ok(_)) => assert_eq!(*error, UserDataError::NotJson),
        (Ok(_), Err(_)) => panic!("text came of what is none"),
    }
    let checked = EncryptedData::new(&sealed, IV.1).decrypt(KEY, "wx0");
    if let Ok(data) = &checked {
        assert_eq!(data.app_id(), Some("wx0"));
    }
    look(&checked);
}

/// Everything prints.
fn look<T: std::fmt::Debug>(result: &Result<T, UserDataError>) {
    let _ = format!("{result:?}");
    if let Err(error) = result {
        let _ = error.to_string();
    }
}
