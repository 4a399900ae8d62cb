//! Decrypting and checking user data.

use std::time::{Duration, UNIX_EPOCH};

use aes::Aes128;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use serde_json::json;

use super::Inputs;
use crate::crypto::text::to_base64;
use crate::crypto::user_data::{EncryptedData, UserDataError, verify_raw_data};

// From the sample programs and the text of
// https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/signature.html
const APP_ID: &str = "wx4f4bc4dec97d474b";
const SESSION_KEY: &str = "tiihtNczf5v6AKRyjwEUhQ==";
const IV: &str = "r7BXXKkLb8qrSNn05n0qiA==";
const DATA: &str = include_str!("data/encrypted_data.txt");
const RAW_DATA: &str = include_str!("data/raw_data.json");
const RAW_KEY: &str = "HyVFkGl5F5OQWJZZaNzBBg==";
const RAW_SIGNATURE: &str = "75e81ceda165f4ffa64f4068af58c64b8f54b88c";

fn published() -> EncryptedData<'static> {
    EncryptedData::new(DATA, IV)
}

fn encrypt(plain: &[u8], key: &[u8], iv: &[u8]) -> Vec<u8> {
    let cipher = cbc::Encryptor::<Aes128>::new_from_slices(key, iv).unwrap();
    let mut buffer = plain.to_vec();
    buffer.resize(plain.len() / 16 * 16 + 16, 0);
    cipher.encrypt_padded::<Pkcs7>(&mut buffer, plain.len()).unwrap().to_vec()
}

#[test]
fn published_example() {
    let data = published().decrypt(SESSION_KEY, APP_ID).unwrap();
    assert_eq!(data.json()["nickName"], "Band");
    assert_eq!(data.json()["openId"], "oGZUI0egBJY1zhBYw2KhdUfwVJJE");
    assert_eq!(data.app_id(), Some(APP_ID));
    assert_eq!(data.timestamp(), Some(UNIX_EPOCH + Duration::from_secs(1477314187)));
    let printed = format!("{data:?}");
    assert!(!printed.contains("Band") && !printed.contains("oGZ"), "{printed}");
}

#[test]
fn own_types() {
    let data = published().decrypt(SESSION_KEY, APP_ID).unwrap();
    let map: std::collections::HashMap<String, serde_json::Value> = data.parse().unwrap();
    assert_eq!(map["gender"], 1);
    let error = data.parse::<Vec<u8>>().unwrap_err();
    assert!(matches!(error, UserDataError::OtherShape { .. }));
    assert!(!error.to_string().contains("Band"));
}

#[test]
fn plus_that_became_a_space() {
    assert!(DATA.contains('+'));
    let data = DATA.replace('+', " ");
    assert!(EncryptedData::new(&data, IV).decrypt(SESSION_KEY, APP_ID).is_ok());
}

#[test]
fn every_step_has_its_own_error() {
    use UserDataError as E;
    fn error(data: &str, iv: &str, key: &str) -> UserDataError {
        EncryptedData::new(data, iv).decrypt(key, APP_ID).unwrap_err()
    }
    assert_eq!(error(DATA, IV, "!"), E::KeyNotBase64);
    assert_eq!(error(DATA, IV, "MTIz"), E::KeyLength(3));
    assert_eq!(error(DATA, "?", SESSION_KEY), E::IvNotBase64);
    assert_eq!(error(DATA, "MTIz", SESSION_KEY), E::IvLength(3));
    assert_eq!(error("*", IV, SESSION_KEY), E::DataNotBase64);
    assert_eq!(error("", IV, SESSION_KEY), E::Empty);
    assert_eq!(error("MTIz", IV, SESSION_KEY), E::BlockLength(3));
    assert_eq!(error(&"A".repeat(2_000_000), IV, SESSION_KEY), E::TooLarge(2_000_000));
    let stale = error(DATA, IV, RAW_KEY);
    assert!(stale.is_stale_session_key(), "{stale}");
    assert!(stale.to_string().contains("stale"));
    let found = APP_ID.to_owned();
    assert_eq!(
        published().decrypt(SESSION_KEY, "wx0").unwrap_err(),
        E::OtherApp { expected: "wx0".into(), found }
    );
}

#[test]
fn noise_behind_a_lucky_padding_is_told_apart() {
    let key = [7; 16];
    let open = |plain: &[u8]| {
        let data = to_base64(&encrypt(plain, &key, &key));
        let iv = to_base64(&key);
        EncryptedData::new(&data, &iv).decrypt(&to_base64(&key), APP_ID).unwrap_err()
    };
    assert_eq!(open(b"\xff\xfe"), UserDataError::NotUtf8);
    assert_eq!(open(b"noise"), UserDataError::NotJson);
    assert_eq!(open(b"[1]"), UserDataError::NotJson);
    assert_eq!(open(b"{}"), UserDataError::NoWatermark);
}

#[test]
fn age() {
    let made = UNIX_EPOCH + Duration::from_secs(1477314187);
    let open = |data: EncryptedData<'_>| data.decrypt(SESSION_KEY, APP_ID).map(|_| ());
    assert_eq!(open(published().not_before(made)), Ok(()));
    let later = made + Duration::from_secs(9);
    let by = Duration::from_secs(9);
    assert_eq!(open(published().not_before(later)), Err(UserDataError::TooOld { by }));
    assert_eq!(open(published().max_age(Duration::MAX)), Ok(()));
    assert!(open(published().max_age(Duration::from_secs(60))).is_err());
}

#[test]
fn what_is_encrypted_decrypts() {
    let mut inputs = Inputs::new();
    for length in 0..200 {
        let (key, iv) = (inputs.bytes(16), inputs.bytes(16));
        let value = json!({
            "text": inputs.text(length),
            "watermark": { "appid": APP_ID, "timestamp": length.to_string() },
        });
        let data = to_base64(&encrypt(value.to_string().as_bytes(), &key, &iv));
        let iv = to_base64(&iv);
        let opened = EncryptedData::new(&data, &iv).decrypt(&to_base64(&key), APP_ID).unwrap();
        assert_eq!(opened.json(), value);
        assert_eq!(opened.as_str(), value.to_string());
    }
}

#[test]
fn damage_is_an_error_and_never_a_panic() {
    let mut inputs = Inputs::new();
    for _ in 0..2_000 {
        let lengths = [inputs.below(40), inputs.below(40), inputs.below(40)];
        let [data, iv, key] = lengths.map(|length| to_base64(&inputs.bytes(length)));
        assert!(EncryptedData::new(&data, &iv).decrypt(&key, APP_ID).is_err());
        let cut = DATA.split_at(inputs.below(DATA.trim_end_matches('=').len())).0;
        assert!(EncryptedData::new(cut, IV).decrypt(SESSION_KEY, APP_ID).is_err());
    }
}

#[test]
fn raw_data() {
    assert!(verify_raw_data(RAW_DATA, RAW_KEY, RAW_SIGNATURE));
    assert!(!verify_raw_data(RAW_DATA, RAW_KEY, ""));
    assert!(!verify_raw_data(RAW_DATA, RAW_KEY, "fake_sign"));
    assert!(!verify_raw_data(RAW_DATA, SESSION_KEY, RAW_SIGNATURE));
    assert!(!verify_raw_data(&RAW_DATA.replace("Band", "band"), RAW_KEY, RAW_SIGNATURE));
}
