//! What is in the files: JSON, times in microseconds since 1970.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value, json};

use super::super::store::{CoolDown, CredentialKey, StoredCredential};
use crate::value::Secret;

/// Microseconds since 1970; times before are 1970.
pub(super) fn micros(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH)
        .map_or(0, |since| u64::try_from(since.as_micros()).unwrap_or(u64::MAX))
}

fn time(micros: u64) -> Option<SystemTime> {
    UNIX_EPOCH.checked_add(Duration::from_micros(micros))
}

/// A credential in its file.
pub(super) struct Written {
    pub(super) credential: StoredCredential,
    pub(super) fence: u64,
}

impl Written {
    pub(super) fn text(key: &CredentialKey, credential: &StoredCredential, fence: u64) -> String {
        let content = json!({
            "key": key.to_string(),
            "value": credential.value.expose(),
            "obtained_at": micros(credential.obtained_at),
            "expires_at": credential.expires_at.map(micros),
            "fence": fence,
        });
        format!("{content}\n")
    }

    /// The reason why it cannot be read holds nothing of what was read.
    pub(super) fn read(bytes: &[u8], key: &CredentialKey) -> Result<Written, &'static str> {
        let mut content: Map<String, Value> = serde_json::from_slice(bytes)
            .map_err(|_| "this is not the JSON that a FileStore writes; the file can be removed")?;
        let text = content.get("key").and_then(Value::as_str).ok_or("it has no `key`")?;
        if text != key.to_string() {
            return Err("it holds the credential of another key; files are not to be renamed");
        }
        let Some(Value::String(value)) = content.remove("value") else {
            return Err("it has no `value`");
        };
        let value = Secret::new(value);
        let at = |name| content.get(name).and_then(Value::as_u64).and_then(time);
        let obtained_at = at("obtained_at").ok_or("`obtained_at` is no time")?;
        let expires_at = match content.get("expires_at") {
            None | Some(Value::Null) => None,
            Some(_) => Some(at("expires_at").ok_or("`expires_at` is no time")?),
        };
        let fence = content.get("fence").and_then(Value::as_u64).unwrap_or_default();
        Ok(Written { credential: StoredCredential { value, obtained_at, expires_at }, fence })
    }
}

/// What stands in the file that whoever fetches has locked: the last fence, and what a failed fetch
/// left.
#[derive(Debug, Default)]
pub(super) struct Note {
    pub(super) fence: u64,
    /// When it was left, and when it ends.
    cooling: Option<(u64, u64)>,
    text: String,
}

impl Note {
    pub(super) fn of(fence: u64) -> Note {
        Note { fence, ..Note::default() }
    }

    pub(super) fn cooling(fence: u64, cool_down: CoolDown, now: SystemTime) -> Note {
        let from = micros(now);
        let left = u64::try_from(cool_down.left.as_micros()).unwrap_or(u64::MAX);
        Note { fence, cooling: Some((from, from.saturating_add(left))), text: cool_down.note }
    }

    pub(super) fn text(&self) -> String {
        let mut content = json!({ "fence": self.fence });
        if let Some((from, until)) = self.cooling {
            content["cooling_from"] = from.into();
            content["cooling_until"] = until.into();
            content["note"] = self.text.as_str().into();
        }
        content.to_string()
    }

    /// A file that cannot be read says nothing: it is new, or its writer was killed.
    pub(super) fn read(bytes: &[u8]) -> Note {
        let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let content: Value = serde_json::from_slice(line).unwrap_or_default();
        let number = |name: &str| content.get(name).and_then(Value::as_u64);
        Note {
            fence: number("fence").unwrap_or_default(),
            cooling: number("cooling_from").zip(number("cooling_until")),
            text: content.get("note").and_then(Value::as_str).unwrap_or_default().to_owned(),
        }
    }

    /// What still holds of it. Nothing, when the clock was set back behind it.
    pub(super) fn cool_down(&self, now: SystemTime) -> Option<CoolDown> {
        let (from, until) = self.cooling?;
        let now = micros(now);
        let left = (from..until).contains(&now).then(|| Duration::from_micros(until - now))?;
        Some(CoolDown { left, note: self.text.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(app: &str) -> CredentialKey {
        CredentialKey::new("mini_program", app, "access_token", Vec::new(), false)
    }

    #[test]
    fn what_cannot_be_read_is_told_without_what_was_read() {
        let good = StoredCredential {
            value: Secret::new("the value"),
            obtained_at: UNIX_EPOCH + Duration::from_micros(1_700_000_000_000_001),
            expires_at: Some(UNIX_EPOCH + Duration::from_micros(u64::MAX)),
        };
        let text = Written::text(&key("wx1"), &good, 7);
        let read = Written::read(text.as_bytes(), &key("wx1")).unwrap();
        assert_eq!((read.credential, read.fence), (good, 7));
        assert!(Written::read(text.as_bytes(), &key("wx2")).is_err());
        // Cut anywhere but before its line end, it is not read.
        for end in 0..text.len() - 1 {
            let why = Written::read(&text.as_bytes()[..end], &key("wx1")).err().unwrap();
            assert!(!why.contains("the value"));
        }
        for (from, to) in
            [("\"value\"", "\"v\""), ("1700000000000001", "-1"), ("18446744073709551615", "\"x\"")]
        {
            assert!(text.contains(from));
            assert!(
                Written::read(text.replace(from, to).as_bytes(), &key("wx1")).is_err(),
                "{from}"
            );
        }
    }

    #[test]
    fn a_cool_down_holds_until_its_end_and_not_before_its_beginning() {
        let now = UNIX_EPOCH + Duration::from_secs(1000);
        let left = CoolDown { left: Duration::from_secs(30), note: "why \n \"so\"".to_owned() };
        let note = Note::read(Note::cooling(5, left.clone(), now).text().as_bytes());
        assert_eq!(note.fence, 5);
        assert_eq!(note.cool_down(now), Some(left));
        assert_eq!(note.cool_down(now + Duration::from_secs(10)).unwrap().left.as_secs(), 20);
        assert_eq!(note.cool_down(now + Duration::from_secs(30)), None);
        assert_eq!(note.cool_down(now - Duration::from_secs(1)), None);
        for broken in ["", "{", "7", "{\"fence\":-1}", "{\"cooling_from\":1}"] {
            let note = Note::read(broken.as_bytes());
            assert_eq!((note.fence, note.cool_down(now)), (0, None), "{broken}");
        }
    }
}
