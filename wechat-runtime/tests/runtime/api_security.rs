//! API security over sockets: a server that plays WeChat's side with its keys, checks what comes,
//! and answers as it should or with one thing wrong. With both sets of algorithms.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use wechat_runtime::crypto::api_security::{
    Algorithm, ApiSecurity, Context, PlatformCertificate, Signer, SymmetricKey,
};
use wechat_runtime::op::{Body, Method, Op};
use wechat_runtime::{Call, ErrorKind, File};

use crate::fixture::*;
use crate::hush;
use crate::server::{Answer, Request, Server, json as answer};

const APP_ID: &str = "wx0123456789abcdef";
const HOST: &str = "https://api.weixin.qq.com";

/// The keys of both sides; the tests made them, and one pair serves for both.
#[derive(Clone, Copy)]
struct Keys {
    algorithm: Algorithm,
    symmetric: &'static str,
    private: &'static str,
    public: &'static str,
}

const RSA: Keys = Keys {
    algorithm: Algorithm::Aes256Gcm,
    symmetric: "HUSHHUSHHUSHHUSHHUSHHUSHHUSHHUSHHUSHHUSHHUS=",
    private: include_str!("../../src/crypto/tests/data/key.pkcs8.pem"),
    public: include_str!("../../src/crypto/tests/data/key.public.pem"),
};

const ALL: &[Keys] = &[
    RSA,
    #[cfg(feature = "sm")]
    Keys {
        algorithm: Algorithm::Sm4Gcm,
        symmetric: "HUSHHUSHHUSHHUSHHUSHHU==",
        private: include_str!("../../src/crypto/tests/data/sm2.pkcs8.pem"),
        public: include_str!("../../src/crypto/tests/data/sm2.certificate.pem"),
    },
];

impl Keys {
    fn symmetric(&self) -> SymmetricKey {
        SymmetricKey::new(self.algorithm, "sym-1", self.symmetric).unwrap()
    }

    fn signer(&self, serial: &str) -> Signer {
        Signer::new(serial, self.private).unwrap()
    }

    fn certificate(&self, serial: &str) -> PlatformCertificate {
        PlatformCertificate::new(serial, self.public).unwrap()
    }

    fn app(&self, covered: &[&str]) -> ApiSecurity {
        ApiSecurity::new(self.symmetric(), self.signer("asym-1"))
            .certificate(self.certificate("platform-1"))
            .only(covered.iter().copied())
    }
}

/// What is wrong with the answers of the server.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Trick {
    None,
    /// Signed with both certificates, of which the app knows the one that is about to expire.
    Rotating,
    /// Signed with a certificate that the app was not given.
    OtherSerial,
    /// Signed for another body.
    OtherSignature,
    /// The deprecated pair is good, the current one is not.
    OnlyOldIsGood,
    /// Recorded ten minutes ago.
    Replayed,
    /// The time in the header is not that of the signature.
    OtherTime,
    /// Of another app, inside and outside.
    OtherApp,
    /// Of another app, only inside.
    OtherAppInside,
    /// Of another endpoint.
    OtherPath,
    /// A tag that is cut short.
    CutTag,
    /// Neither signed nor encrypted, but a success.
    Plain,
    /// Signed in the open.
    NotSealed,
    /// No header says with which certificate.
    NoSerial,
}

/// WeChat's side.
struct WeChat {
    keys: Keys,
    trick: Trick,
    count: AtomicUsize,
}

impl WeChat {
    fn new(keys: Keys, trick: Trick) -> WeChat {
        WeChat { keys, trick, count: AtomicUsize::new(0) }
    }

    /// The plain text of a request, after a look at all that proves it.
    fn open(&self, request: &Request) -> Value {
        let header = |name: &str| request.header(name).unwrap_or_else(|| panic!("no {name}"));
        let timestamp: u64 = header("Wechatmp-TimeStamp").parse().unwrap();
        assert!(now().abs_diff(timestamp) < 60);
        assert_eq!(header("Wechatmp-Appid"), APP_ID);
        assert_eq!(header("Content-Type"), "application/json");
        let url = format!("{HOST}{}", request.path);
        let context = Context { url: &url, app_id: APP_ID, timestamp };
        let body = std::str::from_utf8(&request.body).unwrap();
        let public = self.keys.certificate(header("Wechatmp-Serial"));
        public.verify(context, body, header("Wechatmp-Signature")).unwrap();
        let plain = self.keys.symmetric().decrypt(context, body).unwrap();
        let plain: Value = serde_json::from_str(&plain).unwrap();
        assert_eq!(plain["_appid"], APP_ID);
        assert_eq!(plain["_timestamp"], timestamp);
        assert!(plain["_n"].as_str().unwrap().len() >= 22);
        assert!(request.query.iter().all(|(name, _)| name == "access_token"), "{request:?}");
        plain
    }

    /// The answer, with its trick.
    fn seal(&self, path: &str, mut json: Value) -> Answer {
        let trick = self.trick;
        if trick == Trick::Plain {
            return answer(json);
        }
        let n = self.count.fetch_add(1, Ordering::SeqCst);
        let timestamp = if trick == Trick::Replayed { now() - 600 } else { now() };
        let app_id = if trick == Trick::OtherApp { "wx9" } else { APP_ID };
        let inside = if trick == Trick::OtherAppInside { "wx9" } else { app_id };
        let url = match trick {
            Trick::OtherPath => format!("{HOST}/other"),
            _ => format!("{HOST}{path}"),
        };
        let context = Context { url: &url, app_id, timestamp };
        json["_n"] = "AAAAAAAAAAAAAAAAAAAAAA".into();
        json["_appid"] = inside.into();
        json["_timestamp"] = timestamp.into();
        let iv = [u8::try_from(n).unwrap(); 12];
        let mut sealed = self.keys.symmetric().encrypt(context, &json.to_string(), iv).unwrap();
        if trick == Trick::CutTag {
            sealed.authtag = sealed.authtag[..16].to_owned();
        }
        let body = if trick == Trick::NotSealed { json.to_string() } else { sealed.to_json() };
        let sign = |serial: &str, text: &str| self.keys.signer(serial).sign(context, text).unwrap();
        let serial = match trick {
            Trick::Rotating | Trick::OtherSerial => "platform-2",
            _ => "platform-1",
        };
        let signed = match trick {
            Trick::OtherSignature | Trick::OnlyOldIsGood => "{}",
            _ => &body,
        };
        let told = if trick == Trick::OtherTime { timestamp + 1 } else { timestamp };
        let mut out = answer(&body)
            .header("Wechatmp-Appid", app_id)
            .header("Wechatmp-TimeStamp", &told.to_string())
            .header("Wechatmp-Signature", &sign(serial, signed));
        if trick != Trick::NoSerial {
            out = out.header("Wechatmp-Serial", serial);
        }
        match trick {
            Trick::Rotating => out
                .header("Wechatmp-Serial-Deprecated", "platform-1")
                .header("Wechatmp-Signature-Deprecated", &sign("platform-1", &body)),
            Trick::OnlyOldIsGood => out
                .header("Wechatmp-Serial-Deprecated", "platform-0")
                .header("Wechatmp-Signature-Deprecated", &sign("platform-0", &body)),
            _ => out,
        }
    }
}

fn now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
}

/// A server that opens what is covered, and answers with a user.
async fn serve(wechat: WeChat) -> Server {
    let tokens = Tokens::new();
    Server::start(move |request| match request.path.as_str() {
        "/cgi-bin/stable_token" => tokens.fetch(request),
        path => tokens.refuse(request).unwrap_or_else(|| {
            wechat.open(request);
            let openid = "oOpenid";
            wechat.seal(path, json!({ "errcode": 0, "openid": openid, "session_key": "HUSH-1" }))
        }),
    })
    .await
}

/// Asks for a user, with one field in the query and the others in the body.
static RANK: Op =
    Op { name: "risk.rank", method: Method::Post, path: "/rank", body: Body::Json, ..Op::NEW };

fn rank(client: &wechat_runtime::Client) -> Call<User> {
    let user = User { openid: "oOpenid".into(), age: 7, ..User::default() };
    Call::new(client, &RANK, Some(wechat_runtime::record::View::of(&user)))
}

#[tokio::test]
async fn a_call_is_encrypted_signed_verified_and_decrypted() {
    for keys in ALL {
        for trick in [Trick::None, Trick::Rotating] {
            let server = serve(WeChat::new(*keys, trick)).await;
            let client = builder(server.url()).api_security(keys.app(&["/rank"])).build().unwrap();
            for _ in 0..3 {
                let user = rank(&client).await.unwrap();
                assert_eq!(user.openid, "oOpenid");
                assert_eq!(user.session_key.expose(), "HUSH-1");
            }
            let sent = server.last();
            assert!(!String::from_utf8_lossy(&sent.body).contains("oOpenid"));
            let raw = rank(&client).raw().await.unwrap();
            assert_eq!(raw.json::<Value>().unwrap()["openid"], "oOpenid");
            assert_eq!(raw.json::<Value>().unwrap()["_n"], Value::Null);
            hush::print(&client);
        }
    }
    let warnings = hush::output().lines().filter(|line| line.contains("about to expire")).count();
    assert_eq!(warnings, ALL.len(), "each app is warned once");
}

#[tokio::test]
async fn an_answer_that_is_not_provably_wechats_is_refused() {
    for keys in ALL {
        for (trick, word) in [
            (Trick::OtherSerial, "platform-2"),
            (Trick::OtherSignature, "signature"),
            (Trick::OnlyOldIsGood, "signature"),
            (Trick::Replayed, "time"),
            (Trick::OtherTime, "signature"),
            (Trick::OtherApp, "another app"),
            (Trick::OtherAppInside, "another app"),
            (Trick::OtherPath, "signature"),
            (Trick::CutTag, "authtag"),
            (Trick::Plain, "without a signature"),
            (Trick::NotSealed, "not encrypted"),
            (Trick::NoSerial, "Wechatmp-Serial"),
        ] {
            let server = serve(WeChat::new(*keys, trick)).await;
            let client = builder(server.url()).api_security(keys.app(&["/rank"])).build().unwrap();
            let wrong = error(rank(&client).await);
            assert!(wrong.to_string().contains(word), "{trick:?}: {wrong}");
            assert!(wrong.to_string().contains("/rank"), "{wrong}");
            assert!(!wrong.is_retryable());
            assert!(rank(&client).raw().await.is_err(), "{trick:?}: raw answers are verified, too");
            assert_eq!(server.count("/rank"), 2, "{trick:?}: nothing is sent twice");
        }
    }
}

#[tokio::test]
async fn plain_errors_are_passed_on() {
    let server = Server::start(always(answer(json!({ "errcode": 40234, "errmsg": "no" })))).await;
    let client = builder(server.url()).api_security(RSA.app(&["/rank"])).build().unwrap();
    let wrong = error(rank(&client).await);
    assert_eq!((wrong.kind(), wrong.code()), (ErrorKind::Api, Some(40234)));
    let raw = rank(&client).raw().await.unwrap();
    assert_eq!(raw.json::<Value>().unwrap()["errcode"], 40234);

    let page = crate::server::typed("text/html", "<html>busy</html>").status(502);
    let server = Server::start(always(page)).await;
    let client = builder(server.url()).api_security(RSA.app(&["/rank"])).build().unwrap();
    assert_eq!(error(rank(&client).retries(0).await).status(), Some(502));
}

/// Errors inside of a signed answer are what WeChat says.
#[tokio::test]
async fn signed_errors_are_errors() {
    let wechat = WeChat::new(RSA, Trick::None);
    let server = Server::start(move |request| match request.path.as_str() {
        "/cgi-bin/stable_token" => answer(json!({ "access_token": "HUSH", "expires_in": 7200 })),
        path => wechat.seal(path, json!({ "errcode": 40029, "errmsg": "bad rid: 1-2" })),
    })
    .await;
    let client = builder(server.url()).api_security(RSA.app(&["/rank"])).build().unwrap();
    let wrong = error(rank(&client).await);
    assert_eq!((wrong.code(), wrong.rid()), (Some(40029), Some("1-2")));
}

#[tokio::test]
async fn a_call_that_is_repeated_is_secured_anew() {
    let tokens = std::sync::Arc::new(Tokens::new());
    let (seen, wechat) = (tokens.clone(), WeChat::new(RSA, Trick::None));
    let server = Server::start(move |request| match request.path.as_str() {
        "/cgi-bin/stable_token" => seen.fetch(request),
        path => {
            wechat.open(request);
            let open = || wechat.seal(path, json!({ "errcode": 0, "openid": "o" }));
            seen.refuse(request).unwrap_or_else(open)
        }
    })
    .await;
    let client = builder(server.url()).api_security(RSA.app(&["/rank"])).build().unwrap();
    rank(&client).await.unwrap();
    tokens.expire();
    rank(&client).await.unwrap();
    let sent: Vec<_> =
        server.requests().into_iter().filter(|request| request.path == "/rank").collect();
    assert_eq!(sent.len(), 3, "the second call was refused once");
    for (first, second) in [(0, 1), (1, 2), (0, 2)] {
        assert_ne!(sent[first].body, sent[second].body);
        let signature = |at: usize| sent[at].header("Wechatmp-Signature");
        assert_ne!(signature(first), signature(second));
    }
}

#[tokio::test]
async fn the_query_moves_into_the_body() {
    let wechat = WeChat::new(RSA, Trick::None);
    let server = Server::start(move |request| match request.path.as_str() {
        "/cgi-bin/stable_token" => answer(json!({ "access_token": "HUSH", "expires_in": 7200 })),
        path => {
            let plain = wechat.open(request);
            let mut fields = plain.as_object().unwrap().clone();
            fields.retain(|name, _| !name.starts_with('_'));
            wechat.seal(path, json!({ "errcode": 0, "got": fields }))
        }
    })
    .await;
    let client = builder(server.url()).api_security(RSA.app(&["/a", "/b"])).build().unwrap();
    let got: Value = client
        .call("POST /a?action=get%20it&x")
        .query("q", "\"1\" & 2")
        .json(&json!({ "n": 18446744073709551615u64, "中": [0.1] }))
        .send()
        .await
        .unwrap();
    let expected = json!({
        "action": "get it", "x": "", "q": "\"1\" & 2", "n": 18446744073709551615u64, "中": [0.1],
    });
    assert_eq!(got["got"], expected);
    let got: Value = client.call("POST /b").json(&json!({})).send().await.unwrap();
    assert_eq!(got["got"], json!({}));

    let twice = client.call("POST /a").query("n", "1").json(&json!({ "n": 1 }));
    let wrong = error(twice.send::<Value>().await);
    assert_eq!(wrong.kind(), ErrorKind::Encode);
    assert!(wrong.to_string().contains("`n`"), "{wrong}");
}

/// A credential that travels in the body is encrypted with it.
#[tokio::test]
async fn a_credential_in_the_body_is_hidden_too() {
    let wechat = WeChat::new(RSA, Trick::None);
    let server = Server::start(move |request| {
        let plain = wechat.open(request);
        assert_eq!((&plain["token"], &plain["openid"]), (&"HUSH-1".into(), &"oOpenid".into()));
        wechat.seal(&request.path, json!({ "errcode": 0 }))
    })
    .await;
    let client = builder(server.url()).api_security(RSA.app(&["/behalf"])).build().unwrap();
    let user = User { openid: "oOpenid".into(), ..User::default() };
    let call = Call::<()>::new(&client, &BEHALF, Some(wechat_runtime::record::View::of(&user)));
    call.credential("HUSH-1").await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_secured_is_not_sent() {
    let server = Server::start(always(answer(json!({ "errcode": 0 })))).await;
    let covered = ["/user", "/media/upload", "/wxa/getwxacodeunlimit", "/rank", "/media/raw"];
    let client = builder(server.url()).api_security(RSA.app(&covered)).build().unwrap();
    let upload = Upload { title: "t".into(), media: File::bytes("x") };
    let upload = Some(wechat_runtime::record::View::of(&upload));
    let calls = [
        error(user(&client).await),
        error(Call::<()>::new(&client, &UPLOAD, upload).await),
        error(Call::<()>::new(&client, &RAW_UPLOAD, upload).await),
        error(qr(&client).await),
        error(rank(&client).stream().await),
        error(rank(&client).pay_key("HUSH-app-key").await),
    ];
    for (wrong, word) in
        calls.iter().zip(["POST", "uploads", "uploads", "JSON", "stream", "signed"])
    {
        assert_eq!(wrong.kind(), ErrorKind::Unsupported);
        assert!(wrong.to_string().contains(word), "{wrong}");
    }
    assert!(covered.iter().all(|path| server.count(path) == 0));
    // Other calls are as ever.
    send(&client).await.unwrap();
    assert!(server.last().header("Wechatmp-Appid").is_none());
}

#[tokio::test]
async fn settings_that_could_not_work_are_refused() {
    for (security, word) in [
        (RSA.app(&[]), "no endpoint"),
        (RSA.app(&["rank"]), "no path"),
        (ApiSecurity::new(RSA.symmetric(), RSA.signer("")).only(["/rank"]), "certificate"),
    ] {
        let wrong = error(builder("http://localhost:1").api_security(security).build());
        assert_eq!(wrong.kind(), ErrorKind::Config);
        assert!(wrong.to_string().contains("`api_security`"), "{wrong}");
        assert!(wrong.to_string().contains(word), "{wrong}");
    }
}
