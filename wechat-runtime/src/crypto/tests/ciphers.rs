//! Texts of pages and bots, and the pay tool: properties, and what is refused.

use serde_json::json;

use super::Inputs;
use crate::crypto::dialog::DialogKey;
use crate::crypto::text::{from_base64, to_base64};
use crate::crypto::user_key::UserKey;
use crate::crypto::{CipherError as E, paytool, session, user_data};

#[test]
fn what_is_encrypted_decrypts() {
    let mut inputs = Inputs::new();
    for length in 0..70 {
        let plain = inputs.text(length);
        let iv = inputs.bytes(16);
        let iv: String = iv.iter().map(|byte| char::from(b'0' + byte % 10)).collect();
        let user = UserKey::new(&to_base64(&inputs.bytes(16)), &iv).unwrap();
        let bot = to_base64(&inputs.bytes(32));
        let bot = DialogKey::new(&bot[..43]).unwrap();
        for (sealed, opened) in [
            (user.encrypt(&plain), user.decrypt(&user.encrypt(&plain))),
            (bot.encrypt(&plain), bot.decrypt(&bot.encrypt(&plain))),
        ] {
            assert_eq!(**opened.unwrap(), *plain.as_bytes());
            let size = from_base64(&sealed).unwrap().len();
            assert_eq!(size, (plain.len() / 16 + 1) * 16);
        }
    }
}

/// A vector is 16 bytes in whichever form it comes.
#[test]
fn forms_of_a_vector() {
    let key = "VI6BpyrK9XH4i4AIGe86tg==";
    let text = "6003f73ec441c386";
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    let sealed = UserKey::new(key, text).unwrap().encrypt("same");
    for iv in [hex, to_base64(text.as_bytes())] {
        assert_eq!(UserKey::new(key, &iv).unwrap().encrypt("same"), sealed);
    }
    let fails = |key: &str, iv: &str| UserKey::new(key, iv).unwrap_err();
    assert_eq!(fails(key, "short"), E::IvLength { is: 5, needs: 16 });
    assert_eq!(fails("AAAA", text), E::KeyLength { is: 3, needs: 16 });
    assert_eq!(fails("?", text), E::KeyNotBase64);
    let user = UserKey::new(key, text).unwrap();
    assert_eq!(format!("{user:?}"), "UserKey(***)");
    assert_eq!(user.decrypt("?"), Err(E::DataNotBase64));
    assert_eq!(user.decrypt("AAAA"), Err(E::DataLength(3)));
    assert_eq!(user.decrypt(""), Err(E::DataLength(0)));
    let other = UserKey::new("VI6BpyrK9XH4i4AIGe86tA==", text).unwrap();
    assert_eq!(other.decrypt(&sealed), Err(E::Padding));
}

#[test]
fn pay_tool_flattens() {
    let request = json!({
        "b": { "z": 1, "y": [true, "x"] }, "a": "", "sig": "no", "list": [{ "k": 2 }, { "k": 1 }],
        "none": null,
    });
    assert_eq!(paytool::string_to_sign(&request), "a=&k=1&k=2&y=true&y=x&z=1");
    assert_eq!(paytool::string_to_sign(&json!([1])), "");
    assert_ne!(paytool::signature(&request, "a"), paytool::signature(&request, "b"));
}

#[test]
fn signatures_are_checked_whole() {
    let pay = session::pay_sig("key", "xpay_goods_deliver_notify", b"{}");
    assert!(session::verify_pay_sig("key", "xpay_goods_deliver_notify", b"{}", &pay));
    let login = session::login_signature("key", b"{}");
    assert!(session::verify_login_signature("key", b"{}", &login));
    for end in 0..pay.len() {
        assert!(!session::verify_pay_sig("key", "xpay_goods_deliver_notify", b"{}", &pay[..end]));
        assert!(!session::verify_login_signature("key", b"{}", &login[..end]));
    }
    assert!(!session::verify_pay_sig("key", "other", b"{}", &pay));
    // SHA-256 of `abc`, FIPS 180.
    let hash = user_data::EncryptedData::new("abc", "").hash();
    assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
