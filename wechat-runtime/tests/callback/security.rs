//! What is not from WeChat, or not for this app, stays outside, and learns nothing.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use http::Method;
use wechat_runtime::callback::{Callback, CallbackError, Mode, Query, Receiver, Reply};
use wechat_runtime::crypto::msgcrypt::{MessageCrypt, MessageCryptError};

use crate::fixture::{APPID, Answer, Event, KEY, Push, TOKEN, app, crypt, plain_app, text};

fn receiver() -> Receiver {
    Receiver::encrypted(TOKEN, KEY, APPID).expect("a key")
}

/// What the receiver makes of a request: the text that it lets in.
fn open(receiver: &Receiver, uri: &str, body: &[u8]) -> Result<String, CallbackError> {
    let query = Query::parse(uri.split_once('?').map_or("", |(_, query)| query));
    receiver.open(&query, body, UNIX_EPOCH).map(|delivery| delivery.text().to_owned())
}

#[test]
fn whatever_is_changed_nothing_else_gets_in() {
    let receiver = receiver();
    for message in [text("a <b> & c"), "{\"MsgType\":\"text\",\"Content\":\"中文\"}".to_owned()] {
        let push = Push::sealed(&message);
        let (uri, body) = (push.uri(), push.body.clone().into_bytes());
        assert_eq!(open(&receiver, &uri, &body).as_ref(), Ok(&message));
        let mut refused = 0;
        for at in 0..body.len() {
            for change in [1, 2, 32, 64, 128] {
                let mut other = body.clone();
                other[at] ^= change;
                match open(&receiver, &uri, &other) {
                    // What was changed stood beside what counts.
                    Ok(let_in) => assert_eq!(let_in, message),
                    Err(_) => refused += 1,
                }
            }
            let cut = open(&receiver, &uri, &body[..at]);
            assert!(cut.is_err(), "{cut:?}");
        }
        assert!(refused > body.len(), "{refused} of {}", body.len());
        for at in uri.find('?').expect("a query") + 1..uri.len() {
            let mut other = uri.clone().into_bytes();
            other[at] ^= 1;
            let Ok(other) = String::from_utf8(other) else { continue };
            if let Ok(let_in) = open(&receiver, &other, &body) {
                assert_eq!(let_in, message);
            }
        }
    }
}

#[test]
fn a_signature_is_right_as_a_whole_or_not_at_all() {
    let push = Push::sealed(&text("hi"));
    let right = push.query.iter().find(|(name, _)| *name == "msg_signature").expect("it").1.clone();
    let mut wrong =
        vec![String::new(), right.to_uppercase(), format!("{right}0"), " ".to_owned() + &right];
    wrong.extend((0..right.len()).map(|end| right[..end].to_owned()));
    wrong.extend((0..right.len()).map(|at| {
        let other = if &right[at..=at] == "0" { "1" } else { "0" };
        format!("{}{other}{}", &right[..at], &right[at + 1..])
    }));
    for wrong in wrong {
        let mut push = push.clone();
        for (name, value) in &mut push.query {
            if *name == "msg_signature" {
                *value = wrong.clone();
            }
        }
        let error = open(&receiver(), &push.uri(), push.body.as_bytes()).expect_err(&wrong);
        match wrong.as_str() {
            "" => assert_eq!(error, CallbackError::MissingParameter("msg_signature")),
            _ => assert_eq!(error, CallbackError::Crypt(MessageCryptError::Signature)),
        }
    }
}

#[test]
fn a_plain_body_is_no_way_around_the_key() {
    let plain = Push::plain(&text("hi"));
    let refused = Err(CallbackError::MissingEncrypt);
    assert_eq!(open(&receiver(), &plain.uri(), plain.body.as_bytes()), refused);
    let either = receiver().mode(Mode::Either);
    assert_eq!(open(&either, &plain.uri(), plain.body.as_bytes()), Ok(plain.body.clone()));
    // The signature of the URL is not one of an encrypted text.
    let mut forged = plain.clone();
    forged.body = Push::sealed(&text("other")).body;
    let missing = Err(CallbackError::MissingParameter("msg_signature"));
    assert_eq!(open(&either, &forged.uri(), forged.body.as_bytes()), missing);
    // What says it is encrypted is not read as plain.
    let mut stripped = plain.clone();
    stripped.query.push(("encrypt_type", "aes".to_owned()));
    assert_eq!(open(&either, &stripped.uri(), stripped.body.as_bytes()), refused);
    let sealed = Push::sealed(&text("hi"));
    let no_key = open(&Receiver::plain(TOKEN), &sealed.uri(), sealed.body.as_bytes());
    assert_eq!(no_key, Err(CallbackError::NoKey));
}

#[test]
fn compat_mode_is_read_from_the_inside_only() {
    let push = Push::sealed(&text("inside"));
    let body = push.body.replace(
        "<Encrypt>",
        "<FromUserName>evil</FromUserName><MsgType>text</MsgType><Content>outside</Content><Encrypt>",
    );
    assert_eq!(open(&receiver(), &push.uri(), body.as_bytes()), Ok(text("inside")));
}

#[test]
fn a_message_for_someone_else_is_refused() {
    for other in ["", "wx", "wx0123456789abcde", "wx0123456789abcdef0", "WX0123456789ABCDEF"] {
        let push = Push::sealed_for(&text("hi"), other);
        let found = other.to_owned();
        assert_eq!(
            open(&receiver(), &push.uri(), push.body.as_bytes()),
            Err(CallbackError::Crypt(MessageCryptError::OtherReceiver { found }))
        );
        let wider = receiver().also_for(other);
        assert_eq!(open(&wider, &push.uri(), push.body.as_bytes()), Ok(text("hi")));
    }
}

#[test]
fn old_and_early_signatures_are_refused_where_asked_for() {
    let receiver = receiver().max_age(Duration::from_secs(300));
    let push = Push::sealed(&text("hi"));
    let uri = push.uri();
    let query = Query::parse(uri.split_once('?').expect("a query").1);
    for (now, fine) in [(0, true), (300, true), (301, false), (4000, false)] {
        for now in [1_700_000_000 + now, 1_700_000_000 - now] {
            let opened =
                receiver.open(&query, push.body.as_bytes(), UNIX_EPOCH + Duration::from_secs(now));
            assert_eq!(opened.is_ok(), fine, "{now}");
        }
    }
    let words = Query {
        timestamp: "soon".into(),
        nonce: "1".into(),
        signature: wechat_runtime::crypto::signature::server_signature(TOKEN, "soon", "1").into(),
        echostr: "1".into(),
        ..Query::default()
    };
    assert_eq!(receiver.verify_url(&words, UNIX_EPOCH), Err(CallbackError::Stale(None)));
}

#[test]
fn what_is_sealed_opens_and_nothing_like_it() {
    let crypt = crypt();
    for length in (0..100).chain([1000, 4096, 65_000]) {
        let message: String = "中a<&]".chars().cycle().take(length).collect();
        let sealed = crypt.seal(&message, APPID).expect("random bytes");
        assert_ne!(sealed, crypt.seal(&message, APPID).expect("random bytes"));
        let opened = crypt.open(&sealed).expect("what was sealed");
        assert_eq!((opened.text, opened.receive_id.as_str()), (message, APPID));
    }
    let other = MessageCrypt::new(TOKEN, &KEY.replace('x', "y"), APPID).expect("a key");
    let sealed = crypt.seal("hello", APPID).expect("random bytes");
    assert!(other.open(&sealed).is_err());
    for (sealed, error) in [
        ("", MessageCryptError::Empty),
        (" \n", MessageCryptError::Empty),
        ("====", MessageCryptError::NotBase64),
        ("AA BB", MessageCryptError::NotBase64),
        ("AAAA", MessageCryptError::BlockLength(3)),
    ] {
        assert_eq!(crypt.open(sealed).expect_err(sealed), error);
    }
}

#[tokio::test]
async fn a_check_of_the_url_is_answered_only_if_it_is_signed() {
    let callback = Callback::new(app(), |_: Event, _| async {}).expect("settings");
    let mut check = Push::plain("");
    check.query.push(("echostr", "5838479218127813673".to_owned()));
    let send = async |push: &Push| Answer::of(callback.handle(push.with(Method::GET)).await);
    let echo = Answer { status: 200, body: "5838479218127813673".to_owned() };
    assert_eq!(send(&check).await, echo);
    for at in 0..3 {
        let mut wrong = check.clone();
        wrong.query[at].1.push('0');
        let answer = send(&wrong).await;
        assert_eq!(answer, Answer { status: 403, body: "Forbidden".to_owned() });
        wrong.query.remove(at);
        assert_eq!(send(&wrong).await.status, 400);
    }
    // WeCom's is encrypted.
    let sealed = crypt().seal("1616140317555161061", APPID).expect("random bytes");
    let mut check = Push::plain("");
    check.query.pop();
    let signature = crypt().sign(&check.query[0].1, &check.query[1].1, &sealed);
    check.query.extend([("msg_signature", signature), ("echostr", sealed)]);
    let plus = check.uri().replace("%2B", "+");
    let opened = Answer { status: 200, body: "1616140317555161061".to_owned() };
    assert_eq!(send(&check).await, opened);
    // A proxy may have unescaped `+`.
    let request = http::Request::get(plus).body(bytes::Bytes::new()).expect("a request");
    assert_eq!(Answer::of(callback.handle(request).await), opened);
    let request = check.with(Method::PUT);
    assert_eq!(Answer::of(callback.handle(request).await).status, 405);
}

/// Every way to be refused.
fn refusals() -> Vec<(u16, Push)> {
    let good = Push::sealed(&text("hi"));
    let body = |body: &str| Push { body: body.to_owned(), ..good.clone() };
    let mut unsigned = good.clone();
    unsigned.query.retain(|(name, _)| *name != "timestamp");
    let mut forged = good.clone();
    forged.query.last_mut().expect("it").1 = "0".repeat(40);
    vec![
        (400, unsigned),
        (403, forged),
        (400, body("")),
        (400, body("<xml><a></xml>")),
        (400, body("<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml>&e;</xml>")),
        (400, body("<xml><Encrypt>A</Encrypt><Encrypt>B</Encrypt></xml>")),
        (403, body("<xml><a>1</a></xml>")),
        (403, body("{\"Encrypt\":\"AAAA\"}")),
        (413, body(&"x".repeat((64 << 10) + 1))),
        (403, Push::sealed_for(&text("hi"), "wxother")),
        (400, Push::sealed("no message")),
        (400, Push::sealed("<other/>")),
        (400, Push::sealed("{\"a\":")),
        (400, Push::sealed(&format!("{{\"a\":{}", "[".repeat(20_000)))),
        (400, Push::sealed(&format!("<xml>{}", "<a>".repeat(5000)))),
        (400, Push::sealed("<!DOCTYPE xml [<!ENTITY e \"x\">]><xml>&e;</xml>")),
    ]
}

#[tokio::test]
async fn a_refusal_says_its_status_and_nothing_else() {
    // Whatever is let in would be answered with a reply.
    let callback = Callback::new(app(), |_: Event, _| async { Reply::text("let in") });
    let callback = callback.expect("settings");
    for (status, push) in refusals() {
        let answer = push.send(&callback).await;
        let reason = http::StatusCode::from_u16(status).expect("one").canonical_reason();
        let expected = Answer { status, body: reason.unwrap_or_default().to_owned() };
        assert_eq!(answer, expected, "{} {:.200}", push.uri(), push.body);
    }
    callback.drained().await;
}

/// Everything that is logged, as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl tracing::Subscriber for Log {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        struct Write<'a>(&'a mut String);
        impl tracing::field::Visit for Write<'_> {
            fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
                let _ = write!(self.0, "{field}={value:?} ");
            }
        }
        event.record(&mut Write(&mut self.0.lock().expect("a log")));
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[tokio::test]
async fn nothing_secret_is_told() {
    // In a process of its own: a place that logs is switched on or off when it is first met, and
    // threads of other tests, which do not listen, may be there first.
    if std::env::var_os("WECHAT_TEST_ALONE").is_none() {
        let this = std::env::current_exe().expect("a path");
        let run = std::process::Command::new(this)
            .args(["--exact", "security::nothing_secret_is_told"])
            .env("WECHAT_TEST_ALONE", "1")
            .output()
            .expect("the same program");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
        return;
    }
    let log = Log::default();
    let _logging = tracing::subscriber::set_default(log.clone());
    let callback = Callback::new(app(), |event: Event, cx| async move {
        tracing::info!(?event, ?cx, reply = ?Reply::text("HUSH-reply"), "handled");
        match event {
            Event::Text(text) if text.content.contains("panic") => panic!("HUSH-panic"),
            _ => Reply::text("HUSH-reply"),
        }
    })
    .expect("settings");
    tracing::info!(?callback, receiver = ?receiver(), crypt = ?crypt(), "made");
    for (_, push) in refusals() {
        push.send(&callback).await;
    }
    let event = "<xml><MsgType>event</MsgType><Event>x</Event><Ticket>HUSH-ticket</Ticket></xml>";
    assert_eq!(Push::sealed(event).send(&callback).await.content(), "HUSH-reply");
    let plain = Callback::new(plain_app(), |_: Event, _| async {}).expect("settings");
    Push::sealed(&text("HUSH")).send(&plain).await;
    assert!(Push::plain("<xml><a>HUSH</a></xml>").send(&plain).await.is_success());
    let missing = wechat_runtime::App::<crate::fixture::Platform>::builder().appid(APPID).build();
    let error =
        Callback::new(missing.expect("an app"), |_: Event, _| async {}).expect_err("a token");
    tracing::info!(%error, debug = ?error, "no token");
    let log = log.0.lock().expect("a log").clone();
    assert!(log.contains("a push was refused") && log.contains("`token`: not set"), "{log}");
    for secret in ["HUSH", &crypt().seal_with("", "", [0; 16])[..8]] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}
