//! API security, with the figures of
//! <https://developers.weixin.qq.com/miniprogram/dev/server/getting_started/api_signature.html>.

use serde_json::{Map, Value, json};

use super::Inputs;
use crate::crypto::api_security::{
    Algorithm, ApiSecurity, ApiSecurityError as E, Context, PlatformCertificate, Signer,
    SymmetricKey,
};
use crate::crypto::rsa::{Padding, PrivateKey, PublicKey, RsaError};
use crate::crypto::text::{now, to_base64};

const APP_ID: &str = "wxba6223c06417af7b";
const URL: &str = "https://api.weixin.qq.com/wxa/getuserriskrank";
const SN: &str = "fa05fe1e5bcc79b81ad5ad4b58acf787";
const KEY: &str = "otUpngOjU+nVQaWJIC3D/yMLV17RKaP6t4Ot9tbnzLY=";
const REQUEST_IV: &[u8] = b"\x7e\x65\xbf\xcc\xdc\x57\x97\x2b\x54\x64\x18\x23";
const CERTIFICATE: &str = include_str!("data/certificate.pem");
const RESPONSE: &str = include_str!("data/response.json");
const RESPONSE_SIGNATURE: &str = include_str!("data/response.signature.txt");
const PRIVATE: &str = include_str!("data/key.pkcs8.pem");
const PUBLIC: &str = include_str!("data/key.public.pem");

const REQUEST_CONTEXT: Context<'_> = Context { url: URL, app_id: APP_ID, timestamp: 1635927954 };
const RESPONSE_CONTEXT: Context<'_> = Context { url: URL, app_id: APP_ID, timestamp: 1635927956 };

fn key() -> SymmetricKey {
    SymmetricKey::new(Algorithm::Aes256Gcm, SN, KEY).unwrap()
}

#[test]
fn published_request() {
    let iv = REQUEST_IV.try_into().unwrap();
    let sealed = key().encrypt(REQUEST_CONTEXT, include_str!("data/request.json"), iv).unwrap();
    assert_eq!(sealed.to_json(), include_str!("data/request.sealed.json"));
}

#[test]
fn published_response() {
    let json = key().open(RESPONSE_CONTEXT, RESPONSE).unwrap();
    let expected = json!({
        "errcode": 0, "errmsg": "getuserriskrank succ", "risk_rank": 0, "unoin_id": 2258658297u32,
    });
    assert_eq!(Value::Object(json), expected);
    let certificate = PlatformCertificate::new("", CERTIFICATE).unwrap();
    assert_eq!(certificate.verify(RESPONSE_CONTEXT, RESPONSE, RESPONSE_SIGNATURE), Ok(()));
}

#[test]
fn everything_that_is_bound_matters() {
    let certificate = PlatformCertificate::new("", CERTIFICATE).unwrap();
    let other = RESPONSE.replacen("HExs", "HExt", 1);
    let contexts = [
        REQUEST_CONTEXT,
        Context { app_id: "wx0", ..RESPONSE_CONTEXT },
        Context { url: "https://api.weixin.qq.com/wxa/other", ..RESPONSE_CONTEXT },
    ];
    for (context, body) in
        contexts.map(|context| (context, RESPONSE)).into_iter().chain([(RESPONSE_CONTEXT, &*other)])
    {
        assert_eq!(key().open(context, body), Err(E::TagMismatch));
        let error = certificate.verify(context, body, RESPONSE_SIGNATURE);
        assert_eq!(error, Err(E::Signature(RsaError::Mismatch)));
    }
    let newline = format!("{RESPONSE}\n");
    assert!(certificate.verify(RESPONSE_CONTEXT, &newline, RESPONSE_SIGNATURE).is_err());
    let text = RESPONSE_CONTEXT.string_to_sign(RESPONSE);
    assert!(certificate.verify_text(Padding::Pkcs1, &text, RESPONSE_SIGNATURE).is_err());
    let queried = Context { url: &format!("{URL}?access_token=x"), ..RESPONSE_CONTEXT };
    assert!(key().open(queried, RESPONSE).is_ok(), "a query takes no part");
}

#[test]
fn what_is_sealed_opens() {
    let mut inputs = Inputs::new();
    for (algorithm, size) in [(Algorithm::Aes256Gcm, 32), (Algorithm::Sm4Gcm, 16)] {
        for length in 0..40 {
            let key = SymmetricKey::new(algorithm, SN, &to_base64(&inputs.bytes(size))).unwrap();
            let plain = inputs.text(length);
            let iv = inputs.bytes(12).try_into().unwrap();
            let sealed = key.encrypt(REQUEST_CONTEXT, &plain, iv).unwrap().to_json();
            assert_eq!(*key.decrypt(REQUEST_CONTEXT, &sealed).unwrap(), plain);
        }
        let error = SymmetricKey::new(algorithm, SN, "AAAA").unwrap_err();
        assert_eq!(error, E::KeyLength { is: 3, needs: size });
    }
}

#[test]
fn damaged_bodies() {
    let open = |body: &str| key().open(RESPONSE_CONTEXT, body).unwrap_err();
    assert_eq!(open("<html>"), E::NotSealed("iv"));
    assert_eq!(open(r#"{"iv":"","data":""}"#), E::NotSealed("authtag"));
    assert_eq!(open(r#"{"iv":"AAAA","data":"","authtag":""}"#), E::IvLength(3));
    assert_eq!(open(r#"{"iv":"AAAAAAAAAAAAAAAA","data":"","authtag":"AA"}"#), E::TagLength(1));
    assert_eq!(
        open(r#"{"iv":"AAAAAAAAAAAAAAAA","data":"?","authtag":"AAAAAAAAAAAAAAAAAAAAAA"}"#),
        E::FieldNotBase64("data")
    );
}

/// Both ends: the app's request is answered as WeChat would.
#[test]
fn a_whole_call() {
    let serial = "platform";
    let wechat = Signer::new(serial, PRIVATE).unwrap();
    let app = ApiSecurity::new(APP_ID, key(), Signer::new("app", PRIVATE).unwrap())
        .certificate(PlatformCertificate::new("unused", CERTIFICATE).unwrap())
        .certificate(PlatformCertificate::new(serial, PUBLIC).unwrap());

    let mut json = Map::new();
    json.insert("openid".into(), "o1".into());
    let request = app.request(URL, json).unwrap();
    let timestamp = request.headers[1].1.parse().unwrap();
    let context = Context { timestamp, ..REQUEST_CONTEXT };
    let public = PlatformCertificate::new("", PUBLIC).unwrap();
    assert_eq!(public.verify(context, &request.body, &request.headers[3].1), Ok(()));
    assert_eq!(
        Value::Object(key().open(context, &request.body).unwrap()),
        json!({ "openid": "o1" })
    );

    let context = Context { timestamp: now(), ..context };
    let plain = json!({ "ok": true, "_appid": APP_ID, "_timestamp": context.timestamp });
    let body = key().encrypt(context, &plain.to_string(), [1; 12]).unwrap().to_json();
    let (timestamp, signature) =
        (context.timestamp.to_string(), wechat.sign(context, &body).unwrap());
    let headers = [
        ("Wechatmp-Appid", APP_ID),
        ("Wechatmp-TimeStamp", &*timestamp),
        ("Wechatmp-Serial", serial),
        ("Wechatmp-Signature", &*signature),
    ];
    let find = |headers: Vec<(&'static str, String)>| {
        let headers: std::collections::HashMap<_, _> = headers.into_iter().collect();
        app.response(URL, |name| headers.get(name).map(String::as_str), &body)
    };
    let with = |name: &str, value: &str| {
        let replaced =
            headers.map(|(key, old)| (key, if key == name { value } else { old }.to_owned()));
        find(replaced.into())
    };
    assert_eq!(Value::Object(with("", "").unwrap()), json!({ "ok": true }));
    assert_eq!(with("Wechatmp-Appid", "wx0"), Err(E::OtherApp));
    assert_eq!(with("Wechatmp-TimeStamp", "1635927956"), Err(E::Timestamp));
    assert_eq!(with("Wechatmp-Serial", "new"), Err(E::UnknownSerial("new".into())));
    assert_eq!(with("Wechatmp-Serial", "unused"), Err(E::Signature(RsaError::Mismatch)));
    assert_eq!(find(Vec::new()), Err(E::NoHeader("Wechatmp-Appid")));

    // During a change of certificates the one known here may come as the deprecated one.
    let mut rotating: Vec<_> = headers.map(|(name, value)| (name, value.to_owned())).into();
    rotating[2].1 = "new".to_owned();
    rotating.push(("Wechatmp-Serial-Deprecated", serial.to_owned()));
    rotating.push(("Wechatmp-Signature-Deprecated", signature.clone()));
    assert!(find(rotating).is_ok());
}

#[test]
fn keys_from_pem() {
    let public = PublicKey::from_pem(PUBLIC).unwrap();
    for pem in [PRIVATE, include_str!("data/key.pkcs1.pem"), &PRIVATE.replace('\n', "\\n")] {
        let private = PrivateKey::from_pem(pem).unwrap();
        assert_eq!(private.public_key(), public);
        assert_eq!(format!("{private:?}"), "PrivateKey(***)");
        for padding in [Padding::Pss, Padding::Pkcs1] {
            let signature = private.sign(padding, b"text").unwrap();
            assert_eq!(public.verify(padding, b"text", &signature), Ok(()));
            assert_eq!(public.verify(padding, b"texT", &signature), Err(RsaError::Mismatch));
        }
    }
    assert_eq!(PublicKey::from_pem("").unwrap_err(), RsaError::NoPem("certificate or public key"));
    assert_eq!(PrivateKey::from_pem(PUBLIC).unwrap_err(), RsaError::NoPem("private key"));
}

#[test]
fn cut_certificates_are_errors() {
    for end in 0..CERTIFICATE.len() {
        let cut = format!("{}\n-----END CERTIFICATE-----", &CERTIFICATE[..end]);
        // A cut behind the key leaves the key readable; elsewhere it is an error. Never a panic.
        let _ = PublicKey::from_pem(&cut);
    }
    assert!(PublicKey::from_pem(&CERTIFICATE[..900]).is_err());
}
