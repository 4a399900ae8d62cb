//! API security, with the figures of
//! <https://developers.weixin.qq.com/miniprogram/dev/server/getting_started/api_signature.html>.

use serde_json::{Value, json};

use super::Inputs;
use crate::crypto::KeyError;
use crate::crypto::api_security::{
    Algorithm, ApiSecurity, ApiSecurityError as E, Context, PlatformCertificate, Signer,
    SymmetricKey,
};
use crate::crypto::rsa::{Padding, PrivateKey, PublicKey};
use crate::crypto::text::to_base64;

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
    #[cfg(not(feature = "sm"))]
    assert_eq!(
        Signer::new("", include_str!("data/sm2.pkcs8.pem")).unwrap_err(),
        E::PrivateKey(KeyError::NeedsFeature("sm"))
    );
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
        assert_eq!(error, Err(E::Signature(KeyError::Mismatch)));
    }
    let newline = format!("{RESPONSE}\n");
    assert!(certificate.verify(RESPONSE_CONTEXT, &newline, RESPONSE_SIGNATURE).is_err());
    let text = RESPONSE_CONTEXT.string_to_sign(RESPONSE);
    assert!(certificate.verify_text(Padding::Pkcs1, &text, RESPONSE_SIGNATURE).is_err());
    let queried = Context { url: &format!("{URL}?access_token=x"), ..RESPONSE_CONTEXT };
    assert!(key().open(queried, RESPONSE).is_ok(), "a query takes no part");
}

const ALGORITHMS: &[(Algorithm, usize)] = &[
    (Algorithm::Aes256Gcm, 32),
    #[cfg(feature = "sm")]
    (Algorithm::Sm4Gcm, 16),
];

#[test]
fn what_is_sealed_opens() {
    let mut inputs = Inputs::new();
    for &(algorithm, size) in ALGORITHMS {
        for length in 0..40 {
            let key = SymmetricKey::new(algorithm, SN, &to_base64(&inputs.bytes(size))).unwrap();
            let plain = inputs.text(length);
            let iv = inputs.bytes(12).try_into().unwrap();
            let sealed = key.encrypt(REQUEST_CONTEXT, &plain, iv).unwrap();
            assert_eq!(*key.decrypt(REQUEST_CONTEXT, &sealed.to_json()).unwrap(), plain);

            let mut cut = sealed.clone();
            cut.authtag = to_base64(&inputs.bytes(length % 16));
            let error = key.decrypt(REQUEST_CONTEXT, &cut.to_json()).unwrap_err();
            assert_eq!(error, E::TagLength(length % 16));
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

/// The keys of both sides: of RSA, and of SM2 where it is built in.
fn pairs() -> Vec<(&'static str, &'static str)> {
    vec![
        (PRIVATE, PUBLIC),
        #[cfg(feature = "sm")]
        (include_str!("data/sm2.pkcs8.pem"), include_str!("data/sm2.certificate.pem")),
    ]
}

/// Both ends: the app's request is answered as WeChat would.
#[test]
fn a_whole_call() {
    for (private, public) in pairs() {
        whole_call(private, public);
    }
}

fn whole_call(private: &str, public: &str) {
    let serial = "platform";
    let wechat = Signer::new(serial, private).unwrap();
    let app = ApiSecurity::new(key(), Signer::new("app", private).unwrap())
        .certificate(PlatformCertificate::new("unused", CERTIFICATE).unwrap())
        .certificate(PlatformCertificate::new(serial, public).unwrap());

    let call = Context { timestamp: 1700000000, ..REQUEST_CONTEXT };
    let request = app.request(call, [("a", "\"1\"")], r#" { "openid": "o1" }"#).unwrap();
    let of_app = PlatformCertificate::new("app", public).unwrap();
    assert_eq!(of_app.verify(call, &request.body, &request.headers[3].1), Ok(()));
    let json = key().open(call, &request.body).unwrap();
    assert_eq!(Value::Object(json), json!({ "openid": "o1", "a": "\"1\"" }));

    let context = Context { timestamp: call.timestamp + 1, ..call };
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
        let header = |name: &str| headers.get(name).map(String::as_str);
        let response = app.response(call, header, &body)?;
        Ok((Value::Object(response.json), response.new_certificate))
    };
    let with = |name: &str, value: &str| {
        let replaced =
            headers.map(|(key, old)| (key, if key == name { value } else { old }.to_owned()));
        find(replaced.into())
    };
    assert_eq!(with("", ""), Ok((json!({ "ok": true }), None)));
    assert_eq!(with("Wechatmp-Appid", "wx0"), Err(E::OtherApp));
    assert_eq!(with("Wechatmp-TimeStamp", "1699999699"), Err(E::Timestamp));
    assert_eq!(with("Wechatmp-TimeStamp", "1700000301"), Err(E::Timestamp));
    assert_eq!(with("Wechatmp-TimeStamp", "-1"), Err(E::Timestamp));
    assert_eq!(with("Wechatmp-TimeStamp", "1700000002"), Err(E::Signature(KeyError::Mismatch)));
    assert_eq!(with("Wechatmp-Serial", "new"), Err(E::UnknownSerial("new".into())));
    assert_eq!(with("Wechatmp-Serial", "unused"), Err(E::Signature(KeyError::Mismatch)));
    assert_eq!(find(Vec::new()), Err(E::NoHeader("Wechatmp-Appid")));

    // During a change of certificates the one known here may come as the deprecated one.
    let mut rotating: Vec<_> = headers.map(|(name, value)| (name, value.to_owned())).into();
    rotating[2].1 = "new".to_owned();
    rotating.push(("Wechatmp-Serial-Deprecated", serial.to_owned()));
    rotating.push(("Wechatmp-Signature-Deprecated", signature.clone()));
    assert_eq!(find(rotating).unwrap().1, Some("new".to_owned()));
}

#[test]
fn names_cannot_be_given_twice() {
    let app = ApiSecurity::new(key(), Signer::new("app", PRIVATE).unwrap());
    let fails = |query: &[(&str, &str)], body: &str| {
        app.request(REQUEST_CONTEXT, query.iter().copied(), body).unwrap_err()
    };
    assert_eq!(fails(&[("a", "1")], r#"{"a":1}"#), E::NameTwice("a".into()));
    assert_eq!(fails(&[("a", "1"), ("a", "2")], "{}"), E::NameTwice("a".into()));
    assert_eq!(fails(&[], r#"{"\u005fappid":"wx0"}"#), E::NameTwice("_appid".into()));
    assert_eq!(fails(&[], "[]"), E::BodyNotObject);
    assert_eq!(fails(&[], "{} {}"), E::BodyNotObject);
}

#[test]
fn what_is_covered() {
    let security = || ApiSecurity::new(key(), Signer::new("app", PRIVATE).unwrap());
    let certified = || security().certificate(PlatformCertificate::new("", CERTIFICATE).unwrap());
    assert!(security().only(["/a"]).mistake().unwrap().contains("certificate"));
    assert!(certified().mistake().unwrap().contains("no endpoint"));
    assert!(certified().only(["a"]).mistake().unwrap().contains("no path"));
    let two = certified().only(["/a"]).only(["/b"]);
    assert_eq!(two.mistake(), None);
    assert!(two.covers("/a") && two.covers("/b") && !two.covers("/a/b") && !two.covers(""));
    assert!(certified().when(|path| path.starts_with("/wxa/")).covers("/wxa/b"));
    assert!(!format!("{:?}", certified().only(["/a"])).contains("otUpng"));
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
            assert_eq!(public.verify(padding, b"texT", &signature), Err(KeyError::Mismatch));
        }
    }
    assert_eq!(PublicKey::from_pem("").unwrap_err(), KeyError::NoPem("certificate or public key"));
    assert_eq!(PrivateKey::from_pem(PUBLIC).unwrap_err(), KeyError::NoPem("private key"));
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
