//! What is pushed to bots: encrypted, and signed by nobody.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Request, StatusCode};
use serde_json::json;
use wechat_app::callback::{Callback, Event as _, Mode, Reply};
use wechat_app::crypto::msgcrypt::MessageCrypt;
use wechat_app::dialogue::events::Event;
use wechat_sim::Target;

use crate::world::{APPID, KEY, TOKEN, World, print};

fn sealed(key: &str, appid: &str, text: &str) -> String {
    let crypt = MessageCrypt::new("", key, appid).expect("a key");
    crypt.seal(text, appid).expect("random bytes")
}

fn push(body: impl Into<Bytes>) -> Request<Bytes> {
    Request::post("/bot").body(body.into()).expect("a request")
}

#[tokio::test]
async fn users_come_and_go() {
    let world = World::start().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let met = Arc::clone(&seen);
    let callback = Callback::new(world.helper(), move |event: Event, _| {
        print(&event);
        met.lock().expect("nobody panics").push(event);
        async { Reply::none() }
    });
    let callback = callback.expect("a callback").mode(Mode::Unsigned);
    let enter = "<xml><userid><![CDATA[oLiLei]]></userid><appid>x</appid><content><msg>hi</msg>\
                 </content><event>userEnter</event><from>0</from><kfstate>1</kfstate>\
                 <channel>6</channel><createtime>1234567890</createtime></xml>";
    let quit = enter.replace("userEnter", "userQuit");
    for text in [enter, &quit, enter] {
        let body = json!({ "encrypted": sealed(KEY, APPID, text) }).to_string();
        assert_eq!(callback.handle(push(body)).await.status(), StatusCode::OK);
    }
    let seen = seen.lock().expect("nobody panics");
    // The third is the first again.
    let [Event::UserEnter(enter), Event::UserQuit(quit)] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!((&*enter.userid, enter.is_served, enter.channel), ("oLiLei", Some(true), Some(6)));
    assert_eq!(enter.content.as_ref().map(|it| &*it.msg), Some("hi"));
    assert_eq!(quit.createtime.map(|time| time.unix()), Some(1_234_567_890));
}

/// Whoever has not the key, or means another bot, is refused; and hears nothing of why.
#[tokio::test]
async fn what_does_not_open_is_refused_alike() {
    let world = World::start().await;
    let callback = Callback::new(world.helper(), |event: Event, _| async move {
        panic!("{event:?} was let in");
        #[allow(unreachable_code)]
        Reply::none()
    });
    let callback = callback.expect("a callback").mode(Mode::Unsigned);
    let text = "<xml><event>userEnter</event></xml>";
    let good = sealed(KEY, APPID, text);
    let other = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    let mut bad = vec![sealed(other, APPID, text), sealed(KEY, "anotherbot", text), "AAAA".into()];
    // Cut anywhere.
    bad.extend((0..good.len()).step_by(4).map(|at| good[..at].to_owned()));
    for sealed in bad {
        let answer = callback.handle(push(json!({ "encrypted": sealed }).to_string())).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{sealed}");
        assert_eq!(&answer.body()[..], b"Forbidden", "{sealed}");
    }
    for body in ["", "{}", text, &json!({ "Encrypt": good }).to_string()] {
        let answer = callback.handle(push(body.to_owned())).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{body}");
    }
    // Without the mode nothing is taken that is not signed.
    let strict = Callback::new(world.helper(), |_: Event, _| async { Reply::none() });
    let strict = strict.expect("a callback");
    for body in [json!({ "encrypted": good }), json!({ "encrypt": good })] {
        let answer = strict.handle(push(body.to_string())).await;
        assert_ne!(answer.status(), StatusCode::OK);
    }
}

/// The simulator pushes as the platform does.
#[tokio::test]
async fn every_event_arrives() {
    let world = World::start().await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let met = Arc::clone(&seen);
    let callback = Callback::new(world.helper(), move |event: Event, _| {
        met.lock().expect("nobody panics").push(event.name());
        async { Reply::none() }
    });
    let callback = callback.expect("a callback").mode(Mode::Unsigned);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/bot", listener.local_addr().expect("an address"));
    let answer = move |body: Bytes| {
        let callback = callback.clone();
        async move { callback.handle(push(body)).await.map(axum::body::Body::from) }
    };
    let app = axum::Router::new().route("/bot", axum::routing::post(answer));
    tokio::spawn(async move { axum::serve(listener, app).await });
    let target = Target::new(url, TOKEN).encrypted(KEY, APPID).expect("a key").bot();
    let mut wanted = Vec::new();
    for sample in world.wechat.events("dialogue") {
        let pushed = world.wechat.push(&target, sample.push).await;
        assert!(pushed.is_taken(), "{}", sample.name);
        wanted.push(sample.variant);
    }
    assert_eq!(*seen.lock().expect("nobody panics"), wanted);
    assert_eq!(wanted, ["UserEnter", "UserQuit"]);
}
