//! Every event of the catalogue, pushed by the simulator and handled by a typed handler: encrypted,
//! as XML and as JSON, each pushed again although it was answered.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use serde_json::Value;
use wechat_app::callback::{Callback, Context, Event, Message, Mode, Receives, Reply};
use wechat_app::kind::{Channels, MiniProgram, OfficialAccount, OpenPlatform, Wecom};
use wechat_app::{App, WeChatApp};
use wechat_app::{Kind, channels, mini_program, official_account, open_platform, wecom};
use wechat_sim::{Outcome, Push, Simulator, Target};

use crate::watch::Watch;

const APPID: &str = "wx5f10e2c8a6b94d73";
const SECRET: &str = "9c41d7e05b8a4f62b3e6071d2af85c90";
const TOKEN: &str = "a-token-of-callbacks";
/// Its last character has bits to spare that are not zero.
const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

/// What a handler saw, by the text of the push: the variants, once each time.
type Seen = Arc<Mutex<BTreeMap<String, Vec<(&'static str, Value)>>>>;

/// The values in a document, each as text.
fn leaves(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.values().for_each(|value| leaves(value, out)),
        Value::Array(items) => items.iter().for_each(|value| leaves(value, out)),
        Value::String(text) => out.push(text.clone()),
        other => out.push(other.to_string()),
    }
}

/// What every message says of itself is the message's, and differs from push to push.
fn own(mut event: Value) -> Value {
    for name in Message::HEAD.iter().chain(&["MsgId"]) {
        event.as_object_mut().expect("an object").remove(*name);
    }
    event
}

fn app<K: Kind>(wechat: &Simulator) -> App<K> {
    let app = App::<K>::builder().appid(APPID).secret(SECRET).token(TOKEN).aes_key(KEY);
    // Of a corp's agent; other kinds of app have no such part.
    app.part("agent_id", "1000002").base_url(wechat.url()).build().expect("an app")
}

/// Serves a callback, and gives its address.
async fn serve(callback: Callback) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().route_service("/wechat", callback);
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/wechat")
}

fn encrypted(url: &str) -> Target {
    Target::new(url, TOKEN).encrypted(KEY, APPID).expect("a key")
}

async fn every_event<K, E>(product: &str, change: impl Fn(Target) -> Target)
where
    K: Kind + Receives<E>,
    E: Event + serde_core::Serialize,
{
    let watch = Watch::begin();
    [SECRET, TOKEN, KEY].iter().for_each(|secret| watch.secret(secret));
    let wechat = Simulator::start().await.expect("it starts");
    let seen = Seen::default();
    let sees = Arc::clone(&seen);
    let callback = Callback::new(app::<K>(&wechat), move |event: E, cx: Context<App<K>>| {
        let value = serde_json::to_value(&event).expect("JSON");
        let text = cx.message().text().to_owned();
        let mut seen = sees.lock().expect("the seen");
        seen.entry(text).or_default().push((event.name(), value));
        async { Reply::none() }
    });
    let target = change(encrypted(&serve(callback.expect("settings")).await));
    wechat.check_url(&target).await.expect("the address is good");

    let samples = wechat.events(product);
    assert!(!samples.is_empty(), "{product} has no events");
    for sample in &samples {
        let mut forms = Vec::new();
        for target in [target.clone(), target.clone().json()] {
            let pushed = wechat.push(&target, sample.push.clone().lose_answers(1)).await;
            let outcomes: Vec<_> = pushed.attempts.iter().map(|it| &it.outcome).collect();
            assert_eq!(outcomes, [&Outcome::Taken, &Outcome::Taken], "{}", sample.name);
            forms.push(pushed.text);
        }
        let mut seen = seen.lock().expect("the seen");
        let mut once = |text: &str| {
            let mut all = seen.remove(text).unwrap_or_default();
            assert_eq!(all.len(), 1, "{} was handled so often: {text}", sample.name);
            let (variant, value) = all.remove(0);
            assert_eq!(variant, sample.variant, "{text}");
            own(value)
        };
        let (xml, json) = (once(&forms[0]), once(&forms[1]));
        assert_eq!(xml, json, "{}: {}", sample.name, forms[0]);
        // Every value that was pushed is in the event.
        let pushed = serde_json::from_str(&forms[1]).expect("JSON");
        let (mut wanted, mut found) = (Vec::new(), Vec::new());
        leaves(&own(pushed), &mut wanted);
        leaves(&json, &mut found);
        wanted.retain(|value| !found.contains(value));
        assert!(wanted.is_empty(), "{} lost {wanted:?} of {}", sample.name, forms[1]);
    }
    assert!(seen.lock().expect("the seen").is_empty(), "something else was handled");
    println!("{product}: {} events, twice pushed in each form, once handled", samples.len());
}

#[tokio::test]
async fn every_event_of_official_accounts() {
    every_event::<OfficialAccount, official_account::events::Event>("official_account", |it| it)
        .await;
}

#[tokio::test]
async fn every_event_of_mini_programs() {
    every_event::<MiniProgram, mini_program::events::Event>("mini_program", |it| it).await;
}

#[tokio::test]
async fn every_event_of_channels() {
    every_event::<Channels, channels::events::Event>("channels", |it| it).await;
}

#[tokio::test]
async fn every_event_of_platforms() {
    every_event::<OpenPlatform, open_platform::events::Event>("open_platform", |it| it).await;
}

#[tokio::test]
async fn every_event_of_wecom() {
    every_event::<Wecom, wecom::events::Event>("wecom", Target::wecom).await;
}

type Account = App<OfficialAccount>;

async fn echo(event: official_account::events::Event, cx: Context<Account>) -> Reply {
    use official_account::events::Event;
    match event {
        Event::Text(text) if text.content == "slow" => {
            tokio::time::sleep(Duration::from_millis(300)).await;
            Reply::text("at last")
        }
        Event::Text(text) => Reply::text(format!("{} said {}", cx.from_user(), text.content)),
        Event::Image(image) => Reply::image(image.media_id),
        _ => Reply::none(),
    }
}

#[tokio::test]
async fn replies_come_back_in_every_form() {
    let wechat = Simulator::start().await.expect("it starts");
    let callback =
        |mode| Callback::new(app::<OfficialAccount>(&wechat), echo).map(|it| it.mode(mode));
    let plain = serve(callback(Mode::Either).expect("settings")).await;
    let safe = serve(callback(Mode::default()).expect("settings")).await;
    let content = "<b>]]>&amp; \u{1f44b} 你好";
    for target in [
        Target::new(&plain, TOKEN),
        Target::new(&plain, TOKEN).json(),
        encrypted(&safe),
        encrypted(&safe).json(),
        encrypted(&safe).compat(),
        encrypted(&safe).compat().json(),
    ] {
        let pushed = wechat.push(&target, Push::text("oLiLei", content)).await;
        let reply = pushed.reply().unwrap_or_else(|| panic!("{target:?}: {:?}", pushed.outcome()));
        assert_eq!(reply.text("Content"), format!("oLiLei said {content}"), "{target:?}");
        let pushed = wechat.push(&target, Push::image("oLiLei", "media-42")).await;
        assert_eq!(pushed.reply().expect("a reply").text("Image.MediaId"), "media-42");
        let pushed = wechat.push(&target, Push::event("oLiLei", "subscribe")).await;
        assert_eq!(pushed.outcome(), &Outcome::Taken);
    }
    // An app with a key takes nothing in the clear unless it is told to.
    let pushed = wechat.push(&Target::new(&safe, TOKEN), Push::text("oLiLei", "hello")).await;
    assert!(!pushed.is_taken());
}

#[tokio::test]
async fn a_push_that_was_given_up_is_answered_when_it_comes_again() {
    let wechat = Simulator::start().await.expect("it starts");
    let callback = Callback::new(app::<OfficialAccount>(&wechat), echo).expect("settings");
    let target = encrypted(&serve(callback).await).patience(Duration::from_millis(200));
    let pushed = wechat.push(&target, Push::text("oLiLei", "slow")).await;
    let outcomes: Vec<_> = pushed.attempts.iter().map(|attempt| &attempt.outcome).collect();
    assert!(matches!(outcomes[..], [Outcome::Late, Outcome::Replied(_)]), "{outcomes:?}");
    assert_eq!(pushed.reply().expect("a reply").text("Content"), "at last");
}

#[tokio::test]
async fn who_does_not_know_the_key_is_refused_and_not_tried_for_ever() {
    let wechat = Simulator::start().await.expect("it starts");
    let callback = Callback::new(app::<OfficialAccount>(&wechat), echo).expect("settings");
    let url = serve(callback).await;
    let other = KEY.replace('a', "b");
    for target in [
        Target::new(&url, "another-token").encrypted(KEY, APPID).expect("a key"),
        Target::new(&url, TOKEN).encrypted(&other, APPID).expect("a key"),
        encrypted(&url).receiver("wx0000000000000000"),
    ] {
        let pushed = wechat.push(&target, Push::text("oLiLei", "hello")).await;
        assert_eq!(pushed.attempts.len(), 3);
        assert!(pushed.attempts.iter().all(|attempt| attempt.outcome == Outcome::Status));
        assert!(pushed.attempts.iter().all(|attempt| attempt.status.is_some_and(|it| it < 500)));
    }
    assert!(wechat.check_url(&Target::new(&url, "another-token")).await.is_err());
}

#[tokio::test]
async fn a_ticket_that_is_pushed_is_what_the_platform_gets_its_token_with() {
    use open_platform::events::Event;
    let wechat = Simulator::start().await.expect("it starts");
    let platform = app::<OpenPlatform>(&wechat);
    let callback = Callback::new(platform.clone(), |_: Event, _| async { Reply::none() });
    let target = encrypted(&serve(callback.expect("settings")).await);
    let ticket = "ticket@@@0123456789";
    let push = Push::info("component_verify_ticket").with("ComponentVerifyTicket", ticket);
    let pushed = wechat.push(&target, push).await;
    assert!(pushed.is_taken(), "{:?}", pushed.outcome());
    platform.client().credential("component_access_token").get().await.expect("a token");
    let calls = wechat.calls_to("/cgi-bin/component/api_component_token");
    assert_eq!(calls.last().expect("a fetch").json()["component_verify_ticket"], ticket);
}
