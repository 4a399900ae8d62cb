//! What a mini-program page sends on: `encryptedData` with its `iv`, and `rawData` with its
//! `signature`. Made with the session key that the server holds.

mod error;

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aes::Aes128;
use serde_core::de::DeserializeOwned;
use serde_json::Value;
use sha1::{Digest, Sha1};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::cipher::{self, CipherError};
use super::text;
pub use error::UserDataError;

/// The size of the key.
const KEY: usize = 16;
/// What a page may send: thirty days of steps are two kilobytes.
const LARGEST: usize = 1 << 20;

/// `encryptedData` and `iv` as a page sent them.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let (encrypted_data, iv, session_key) = ("", "", "");
/// use wechat_runtime::crypto::user_data::EncryptedData;
///
/// let data = EncryptedData::new(encrypted_data, iv).decrypt(session_key, "wx4f4bc4dec97d474b")?;
/// println!("{}", data.json()["openId"]);
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct EncryptedData<'a> {
    data: &'a str,
    iv: &'a str,
    oldest: Option<SystemTime>,
}

impl<'a> EncryptedData<'a> {
    /// The two values of the page, in base64. Spaces in them count as `+`, which is what a form
    /// makes of it.
    pub fn new(encrypted_data: &'a str, iv: &'a str) -> EncryptedData<'a> {
        EncryptedData { data: encrypted_data, iv, oldest: None }
    }

    /// Refuses data that WeChat encrypted longer than `age` ago.
    #[must_use]
    pub fn max_age(self, age: Duration) -> EncryptedData<'a> {
        self.not_before(SystemTime::now().checked_sub(age).unwrap_or(UNIX_EPOCH))
    }

    /// Refuses data that WeChat encrypted before this moment.
    #[must_use]
    pub fn not_before(mut self, oldest: SystemTime) -> EncryptedData<'a> {
        self.oldest = Some(oldest);
        self
    }

    /// The SHA-256 of the encrypted data as the page sent it, in lower-case hexadecimal digits: what
    /// `checkencryptedmsg` asks for, to say whether WeChat made the data.
    pub fn hash(&self) -> String {
        text::hex(&Sha256::digest(self.data))
    }

    /// Decrypts with the `session_key` of the user's login, and checks that the data was made for
    /// this app.
    pub fn decrypt(self, session_key: &str, app_id: &str) -> Result<UserData, UserDataError> {
        let data = self.decrypt_for_any_app(session_key)?;
        match data.app_id() {
            Some(found) if found == app_id => Ok(data),
            Some(found) => {
                let found = found.chars().take(64).collect();
                Err(UserDataError::OtherApp { expected: app_id.to_owned(), found })
            }
            None => Err(UserDataError::NoWatermark),
        }
    }

    /// Decrypts without asking for which app the data was made. Ask [`UserData::app_id`] before
    /// trusting it: data of another app can be decrypted by whoever knows its session keys.
    pub fn decrypt_for_any_app(self, session_key: &str) -> Result<UserData, UserDataError> {
        let key = cipher::key::<KEY>(session_key).map_err(|error| match error {
            CipherError::KeyLength { is, .. } => UserDataError::KeyLength(is),
            _ => UserDataError::KeyNotBase64,
        })?;
        let iv = text::from_base64(self.iv).ok_or(UserDataError::IvNotBase64)?;
        if self.data.len() > LARGEST {
            return Err(UserDataError::TooLarge(self.data.len()));
        }
        let data = text::from_base64(self.data).ok_or(UserDataError::DataNotBase64)?;
        let plain =
            cipher::open_cbc::<Aes128>(&key[..], &iv, data).map_err(|error| match error {
                CipherError::IvLength { is, .. } => UserDataError::IvLength(is),
                CipherError::DataLength(0) => UserDataError::Empty,
                CipherError::DataLength(bytes) => UserDataError::BlockLength(bytes),
                _ => UserDataError::Padding,
            })?;
        let text = std::str::from_utf8(&plain).map_err(|_| UserDataError::NotUtf8)?;
        let data = UserData::new(text)?;
        match (self.oldest, data.timestamp()) {
            (None, _) => Ok(data),
            (Some(oldest), Some(made)) if made >= oldest => Ok(data),
            (Some(oldest), Some(made)) => {
                Err(UserDataError::TooOld { by: oldest.duration_since(made).unwrap_or_default() })
            }
            (Some(_), None) => Err(UserDataError::NoWatermark),
        }
    }
}

/// Decrypted user data: a JSON object with a `watermark`. Does not print what it holds.
pub struct UserData {
    text: Zeroizing<String>,
    app_id: Option<String>,
    timestamp: Option<u64>,
}

impl UserData {
    fn new(text: &str) -> Result<UserData, UserDataError> {
        let value: Value = serde_json::from_str(text).map_err(|_| UserDataError::NotJson)?;
        let object = value.as_object().ok_or(UserDataError::NotJson)?;
        let watermark = object.get("watermark");
        let app_id = watermark.and_then(|mark| mark.get("appid")).and_then(Value::as_str);
        let timestamp = watermark.and_then(|mark| mark.get("timestamp"));
        Ok(UserData {
            text: Zeroizing::new(text.to_owned()),
            app_id: app_id.map(str::to_owned),
            timestamp: timestamp.and_then(|time| match time {
                Value::String(digits) => digits.parse().ok(),
                time => time.as_u64(),
            }),
        })
    }

    /// The app it was made for.
    pub fn app_id(&self) -> Option<&str> {
        self.app_id.as_deref()
    }

    /// When WeChat encrypted it.
    pub fn timestamp(&self) -> Option<SystemTime> {
        self.timestamp.and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)))
    }

    /// The JSON text as it was decrypted.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// All of it as JSON.
    pub fn json(&self) -> Value {
        // It was read once already.
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// All of it as one's own type.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, UserDataError> {
        serde_json::from_str(&self.text).map_err(|error| {
            // serde's message can quote a value of the user; its place cannot.
            UserDataError::OtherShape { line: error.line(), column: error.column() }
        })
    }
}

impl fmt::Debug for UserData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserData")
            .field("app_id", &self.app_id)
            .field("timestamp", &self.timestamp)
            .finish_non_exhaustive()
    }
}

/// The signature that a page gets beside `rawData`.
pub fn raw_data_signature(raw_data: &str, session_key: &str) -> String {
    let mut sha1 = Sha1::new();
    sha1.update(raw_data);
    sha1.update(session_key);
    text::hex(&sha1.finalize())
}

/// Whether `rawData` is what WeChat gave to the page, byte for byte. Compared in constant time.
/// The key is the `session_key` as the text that it came as.
#[must_use = "a signature that is checked and not looked at protects nothing"]
pub fn verify_raw_data(raw_data: &str, session_key: &str, signature: &str) -> bool {
    text::same(&raw_data_signature(raw_data, session_key), signature)
}
