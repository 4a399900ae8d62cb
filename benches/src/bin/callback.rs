//! A pushed message of 1 KB, encrypted: verified, decrypted, read into a typed event. Forms: `ours`;
//! `bare`, the same crates' SHA-1, base64, AES and XML work with nothing around it; `bare-no-base64`,
//! that without decoding the base64; `read`, the last third of ours by itself.

use std::borrow::Cow;
use std::hint::black_box;
use std::time::SystemTime;

use aes::Aes256;
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt as _, InnerIvInit as _, KeyInit as _};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event as Xml;
use sha1::{Digest as _, Sha1};
use wechat_app::callback::{Query, Receiver, read};
use wechat_app::crypto::msgcrypt::MessageCrypt;
use wechat_app::official_account::events::Event;
use wechat_benches::arguments;

const TOKEN: &str = "spamtest";
const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const APPID: &str = "wxb11529c136998cb6";
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// What a user wrote, half of it in Chinese; 1,024 bytes with all that stands around it.
fn message() -> String {
    let mut content = String::new();
    let whole = |content: &str| {
        format!(
            "<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName>\n\
             <FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]></FromUserName>\n\
             <CreateTime>1395658920</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n\
             <Content><![CDATA[{content}]]></Content>\n<MsgId>1234567890123456</MsgId>\n</xml>"
        )
    };
    while whole(&content).len() + 30 <= 1024 {
        content.push_str("今天天气 the weather is fine ");
    }
    while whole(&content).len() < 1024 {
        content.push('.');
    }
    whole(&content)
}

fn main() {
    let (form, times) = arguments();
    let text = message();
    assert_eq!(text.len(), 1024);
    let crypt = MessageCrypt::new(TOKEN, KEY, APPID).expect("a key");
    let sealed = crypt.seal_with(&text, APPID, *b"0123456789abcdef");
    let signature = crypt.sign("1458300676", "260774613", &sealed);
    let url = format!(
        "signature=0&timestamp=1458300676&nonce=260774613&encrypt_type=aes&msg_signature={signature}"
    );
    let body = format!(
        "<xml>\n    <ToUserName><![CDATA[gh_7f083739789a]]></ToUserName>\n    \
         <Encrypt><![CDATA[{sealed}]]></Encrypt>\n</xml>"
    );
    let receiver = Receiver::encrypted(TOKEN, KEY, APPID).expect("a key");
    let bare = Bare::new(&sealed);
    for _ in 0..times {
        let (url, body) = (black_box(url.as_str()), black_box(body.as_bytes()));
        match form.as_str() {
            "ours" => {
                let query = Query::parse(url);
                let opened = receiver.open(&query, body, SystemTime::UNIX_EPOCH);
                let (message, event) =
                    read::<Event>(opened.expect("ours").take_text()).expect("it");
                assert!(matches!(event, Event::Text(_)));
                black_box((message, event));
            }
            "read" => {
                let read = read::<Event>(black_box(text.clone())).expect("it");
                black_box(read);
            }
            form => bare.work(form == "bare", body, &signature),
        }
    }
}

/// What the bare work has at hand, as ours has its receiver.
struct Bare {
    cipher: Aes256,
    iv: [u8; 16],
    decoded: Vec<u8>,
}

impl Bare {
    fn new(sealed: &str) -> Bare {
        let key = BASE64.decode(format!("{KEY}=")).expect("a key");
        Bare {
            cipher: Aes256::new_from_slice(&key).expect("a key"),
            iv: key[..16].try_into().expect("a key"),
            decoded: BASE64.decode(sealed).expect("base64"),
        }
    }

    fn work(&self, base64: bool, body: &[u8], signature: &str) {
        let outer = walk(std::str::from_utf8(body).expect("UTF-8"));
        let sealed = outer.iter().find(|(name, _)| name == "Encrypt").expect("it").1.as_str();
        let mut parts = [TOKEN, "1458300676", "260774613", sealed];
        parts.sort_unstable();
        let mut sha1 = Sha1::new();
        parts.iter().for_each(|part| sha1.update(part));
        let digest = sha1.finalize();
        assert_eq!(hex(&digest[..2]), signature[..4]);
        let mut data =
            if base64 { BASE64.decode(sealed).expect("base64") } else { self.decoded.clone() };
        let plain = cbc::Decryptor::<&Aes256>::inner_iv_init(&self.cipher, (&self.iv).into())
            .decrypt_padded::<NoPadding>(&mut data)
            .expect("whole blocks");
        let plain = &plain[20..20 + 1024];
        let inner = walk(std::str::from_utf8(plain).expect("UTF-8"));
        assert_eq!(inner.len(), 6);
        black_box((outer, inner));
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The elements of a flat document.
fn walk(text: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(text);
    let mut elements = Vec::new();
    let mut content = String::new();
    loop {
        match reader.read_event().expect("XML") {
            Xml::Start(_) => content.clear(),
            Xml::Text(part) => content.push_str(&Cow::from(&*part)),
            Xml::CData(part) => content.push_str(&part),
            Xml::GeneralRef(part) => {
                content.push_str(resolve_predefined_entity(&part).unwrap_or_default());
            }
            Xml::End(end) => {
                if end.name().as_ref() != "xml" {
                    let name = end.name().as_ref().to_owned();
                    elements.push((name, std::mem::take(&mut content)));
                }
            }
            Xml::Eof => return elements,
            _ => {}
        }
    }
}
