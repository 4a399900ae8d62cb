//! What may be given as a setting of an app: a text, a number, a secret, an environment variable that was
//! read, or any of them as an option.

use std::env::VarError;

use crate::value::Secret;

/// A value for a setting.
///
/// ```
/// # use wechat_runtime::IntoSetting;
/// # fn take(_: impl IntoSetting) {}
/// take("wx0123456789abcdef");
/// take(std::env::var("WECHAT_SECRET")); // an error is reported by `build`, with the setting's name
/// take(std::env::var("WECHAT_TOKEN").ok()); // left unset when absent
/// ```
pub trait IntoSetting {
    /// The value, `None` to leave it unset.
    fn into_setting(self) -> Result<Option<Secret>, SettingError>;
}

/// Why there is no value for a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingError {
    /// The environment variable is not set.
    NotPresent,
    /// The environment variable is not UTF-8.
    NotUnicode,
}

impl std::fmt::Display for SettingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            SettingError::NotPresent => "the environment variable it is read from is not set",
            SettingError::NotUnicode => "the environment variable it is read from is not UTF-8",
        })
    }
}

impl std::error::Error for SettingError {}

impl IntoSetting for &str {
    fn into_setting(self) -> Result<Option<Secret>, SettingError> {
        Ok(Some(Secret::from(self)))
    }
}

impl IntoSetting for String {
    fn into_setting(self) -> Result<Option<Secret>, SettingError> {
        Ok(Some(Secret::from(self)))
    }
}

impl IntoSetting for &String {
    fn into_setting(self) -> Result<Option<Secret>, SettingError> {
        self.as_str().into_setting()
    }
}

impl IntoSetting for Secret {
    fn into_setting(self) -> Result<Option<Secret>, SettingError> {
        Ok(Some(self))
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl IntoSetting for $number {
            fn into_setting(self) -> Result<Option<Secret>, SettingError> {
                Ok(Some(Secret::from(self.to_string())))
            }
        }
    )*};
}

numbers!(i32 u32 i64 u64);

impl<T: IntoSetting> IntoSetting for Option<T> {
    fn into_setting(self) -> Result<Option<Secret>, SettingError> {
        self.map_or(Ok(None), T::into_setting)
    }
}

impl<T: IntoSetting> IntoSetting for Result<T, VarError> {
    fn into_setting(self) -> Result<Option<Secret>, SettingError> {
        match self {
            Ok(value) => value.into_setting(),
            Err(VarError::NotPresent) => Err(SettingError::NotPresent),
            // The variable's content is not shown: it may be the secret.
            Err(VarError::NotUnicode(_)) => Err(SettingError::NotUnicode),
        }
    }
}
