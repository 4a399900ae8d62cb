//! The encrypted text in a JSON body: all else is skipped, not kept.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::{Envelope, Outer, Sealed};
use crate::callback::error::CallbackError;

/// Finds the one encrypted text among the fields of the body.
pub(super) fn find(text: &str) -> Result<Outer<'_>, CallbackError> {
    let body: Body<'_> = serde_json::from_str(text)
        .map_err(|_| CallbackError::Malformed("neither XML nor a JSON object"))?;
    if body.twice { Err(CallbackError::DuplicateEncrypt) } else { Ok(body.outer) }
}

/// The text of `{"encrypted": "…"}`.
pub(super) fn unsigned(text: &str) -> Result<Cow<'_, str>, CallbackError> {
    struct Only;
    impl<'de> Visitor<'de> for Only {
        type Value = Cow<'de, str>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object with the one field `encrypted`")
        }

        fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Cow<'de, str>, M::Error> {
            use serde_core::de::Error as _;

            let mut found = None;
            while let Some(Text(key)) = map.next_key()? {
                let Text(value) = map.next_value()?;
                if key != "encrypted" || found.replace(value).is_some() {
                    return Err(M::Error::custom("another field"));
                }
            }
            found.ok_or_else(|| M::Error::custom("nothing encrypted"))
        }
    }
    let wrong = |_| CallbackError::Malformed("no object with the one field `encrypted`");
    let mut from = serde_json::Deserializer::from_str(text);
    let sealed = from.deserialize_map(Only).map_err(wrong)?;
    from.end().map_err(wrong)?;
    Ok(sealed)
}

/// A JSON body, of which only the encrypted text is looked at.
#[derive(Default)]
struct Body<'a> {
    outer: Outer<'a>,
    /// Whether there was more than one.
    twice: bool,
}

impl<'de> Deserialize<'de> for Body<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Body<'de>, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Body<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Body<'de>, M::Error> {
                let mut body = Body::default();
                while let Some(key) = map.next_key()? {
                    match key {
                        Key::Encrypt(envelope) => {
                            let Text(text) = map.next_value()?;
                            let sealed = Sealed { text, envelope };
                            body.twice |= body.outer.sealed.replace(sealed).is_some();
                        }
                        Key::ToUser => {
                            let Text(text) = map.next_value()?;
                            body.outer.to_user = Some(text);
                        }
                        Key::Other => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(body)
            }
        }
        from.deserialize_map(Fields)
    }
}

/// A key of the body.
enum Key {
    Encrypt(Envelope),
    ToUser,
    Other,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Key, D::Error> {
        struct Name;
        impl Visitor<'_> for Name {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E>(self, name: &str) -> Result<Key, E> {
                Ok(match name {
                    "Encrypt" => Key::Encrypt(Envelope::Json),
                    "encrypt" => Key::Encrypt(Envelope::LowerJson),
                    "ToUserName" | "tousername" => Key::ToUser,
                    _ => Key::Other,
                })
            }
        }
        from.deserialize_identifier(Name)
    }
}

/// A text, borrowed where it stands without escapes.
struct Text<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Text<'de>, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_str(Words)
    }
}
