//! Callbacks: bodies before anything about them is known, and texts after they were decrypted.

use std::time::UNIX_EPOCH;

use wechat_app::callback::{CallbackError, Event, Format, Message, Query, Receiver, Reply};
use wechat_app::crypto::msgcrypt::{self, MessageCrypt, MessageCryptError};
use wechat_app::crypto::signature::server_signature;
use wechat_app::record::parse_xml;
use wechat_app::{channels, mini_program, official_account, open_platform, wecom};

const TOKEN: &str = "token";
const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const APPID: &str = "wxb11529c136998cb6";

/// Takes bytes as the body of a push. Nothing gets in that is not signed, and the encrypted text that
/// is looked at is the one that a reader of the whole document finds, or none.
pub fn callback_body(data: &[u8]) {
    let encrypted = Receiver::encrypted(TOKEN, KEY, APPID).expect("a key");
    let query = |sealed: &str| Query {
        signature: server_signature(TOKEN, "1", "2").into(),
        msg_signature: msgcrypt::sign(TOKEN, "1", "2", sealed).into(),
        timestamp: "1".into(),
        nonce: "2".into(),
        ..Query::default()
    };
    let forged = encrypted.open(&query("something else"), data, UNIX_EPOCH);
    assert!(forged.is_err(), "let in without a signature");
    match Receiver::plain(TOKEN).open(&query(""), data, UNIX_EPOCH) {
        Ok(delivery) => assert_eq!(delivery.text().as_bytes(), data),
        Err(error) => assert_ne!(error, CallbackError::Signature),
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    // What a reader of the whole document takes for the encrypted text is signed; were ours to look
    // at another, it would miss the signature.
    let found: Vec<String> = match Format::sniff(text) {
        Format::Xml => match parse_xml(text) {
            Ok(whole) => whole.get("Encrypt").into_iter().filter_map(value).collect(),
            Err(_) => return,
        },
        Format::Json => match serde_json::from_str::<serde_json::Value>(text) {
            Ok(whole) => ["Encrypt", "encrypt"]
                .into_iter()
                .filter_map(|key| value(whole.get(key)?))
                .collect(),
            Err(_) => return,
        },
    };
    let [found] = found.as_slice() else { return };
    for found in [found.as_str(), found.trim_ascii()] {
        match encrypted.open(&query(found), data, UNIX_EPOCH) {
            Err(CallbackError::Crypt(MessageCryptError::Signature)) => {}
            _ => return,
        }
    }
    panic!("two readers, two encrypted texts");
}

fn value(value: &serde_json::Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// Takes bytes as what was decrypted: opened as it was sealed, read as a message and as an event of
/// every kind of app, answered.
pub fn decrypted_text(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let crypt = MessageCrypt::new(TOKEN, KEY, APPID).expect("a key");
    let sealed = crypt.seal_with(&text, APPID, [7; 16]);
    let opened = crypt.open(&sealed).expect("what was sealed");
    assert_eq!((opened.text.as_str(), opened.receive_id.as_str()), (&*text, APPID));
    let Ok(message) = Message::parse(opened.text) else { return };
    assert_eq!(message.text(), text);
    event::<official_account::events::Event>(&message);
    event::<mini_program::events::Event>(&message);
    event::<channels::events::Event>(&message);
    event::<open_platform::events::Event>(&message);
    event::<wecom::events::Event>(&message);
    let text = text.into_owned();
    for reply in [Reply::text(text.clone()), Reply::event([("Result", text.into())])] {
        let document = reply.document(&message, 1).expect("a reply");
        let answer = Message::parse(document).expect("a reply that can be read");
        assert_eq!(answer.format(), message.format());
        assert_eq!(answer.field("CreateTime"), Some("1"));
    }
}

fn event<E: Event>(message: &Message) {
    let event: E = message.event();
    let written = serde_json::to_value(Written(&event));
    assert!(written.is_ok(), "{}: {written:?}", event.name());
    let _ = format!("{event:?}");
}

/// An event as its own `Serialize` writes it.
struct Written<'a, E>(&'a E);

impl<E: Event> serde_core::Serialize for Written<'_, E> {
    fn serialize<S: serde_core::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        wechat_app::callback::event_serialize(self.0, to)
    }
}
