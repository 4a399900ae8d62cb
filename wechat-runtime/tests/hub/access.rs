//! Who gets what.

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use wechat_runtime::hub::{Hub, HubClient, Peer, Scope};
use wechat_runtime::{App, Registry, Secret, WeChatApp as _};

use crate::fixture::{APP, KEY, Mini, Process, SECRET, WeChat, call, hub, read};
use crate::hush;

const OTHER_KEY: &str = "HUSH-key-of-another-0123456789abcdef";

/// A request to the hub itself.
async fn ask(hub: &Hub, path: &str, authorization: &str, body: Option<String>) -> Response<Bytes> {
    let method = if body.is_some() { "POST" } else { "GET" };
    let request = Request::builder().method(method).uri(path);
    let request = match authorization {
        "" => request,
        authorization => request.header("authorization", authorization),
    };
    let body = Full::new(Bytes::from(body.unwrap_or_default()));
    hub.handle(request.body(body).unwrap()).await
}

fn bearer(key: &str) -> String {
    format!("Bearer {key}")
}

async fn status(hub: &Hub, path: &str) -> u16 {
    ask(hub, path, &bearer(KEY), None).await.status().as_u16()
}

async fn value(hub: &Hub, path: &str) -> String {
    let response = ask(hub, path, &bearer(KEY), None).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    read(response.body())["value"].as_str().unwrap().to_owned()
}

const PATH: &str = "/mini_program/wx0123456789abcdef/access_token";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_get_nothing() {
    let wechat = WeChat::start().await;
    let (hub, records) = hub(&wechat.owner());
    let hub = hub
        .peer(Peer::new("rotated", OTHER_KEY).or_key(format!("{OTHER_KEY}-next")))
        .build()
        .unwrap();
    hush::print(&hub);
    // "billing:…", "rotated:<billing's key>", "nobody:<billing's key>", as base64 has it.
    let basic = |id: &str, key: &str| {
        let pair = base64(format!("{id}:{key}").as_bytes());
        format!("Basic {pair}")
    };
    let near = &KEY[..KEY.len() - 1];
    for wrong in [
        String::new(),
        "Bearer".to_owned(),
        bearer(""),
        bearer(near),
        bearer(&format!("{KEY}x")),
        bearer(&KEY.to_lowercase()),
        format!("Token {KEY}"),
        KEY.to_owned(),
        basic("billing", near),
        basic("billing", ""),
        basic("billing", OTHER_KEY),
        basic("rotated", KEY),
        basic("nobody", KEY),
        basic("", KEY),
        "Basic !!!".to_owned(),
        format!("Basic {}", base64(b"billing")),
        bearer(&"x".repeat(5000)),
    ] {
        for path in [PATH, "/mini_program/wx_unknown/access_token", "/", "/x"] {
            let response = ask(&hub, path, &wrong, None).await;
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{path}");
            assert!(response.headers().contains_key("www-authenticate"));
            assert_eq!(read(response.body())["error"], "stranger");
        }
    }
    assert_eq!(wechat.fetches(), 0);
    assert_eq!(records.count(&["peer: None", "Stranger"]), records.all().len());
    for right in [bearer(KEY), format!("bearer  {KEY} "), basic("billing", KEY)] {
        let response = ask(&hub, PATH, &right, None).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["cache-control"], "no-store");
    }
    // Both keys of a peer are taken; this one may have nothing.
    for key in [OTHER_KEY.to_owned(), format!("{OTHER_KEY}-next")] {
        let response = ask(&hub, PATH, &bearer(&key), None).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
    }
    // The same from the other side.
    let process = Process::start(hub).await;
    for (id, key) in [("billing", OTHER_KEY), ("nobody", KEY), ("rotated", OTHER_KEY)] {
        let source = HubClient::new(process.url(), id, key).unwrap();
        let client = wechat.app().source(source).build().unwrap();
        let error = call(&client).await.unwrap_err();
        let text = hush::show(&error);
        assert_eq!(error.status(), Some(if id == "rotated" { 403 } else { 401 }), "{text}");
        assert_eq!(error.credential(), Some("access_token"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_peer_has_what_it_was_allowed() {
    let wechat = WeChat::start().await;
    let owner = wechat.owner();
    owner.credential("verify_ticket").set("HUSH-ticket", None).await.unwrap();
    let refresh = owner.credential("refresh_token").per(["wxshop"]);
    refresh.set("HUSH-refresh", None).await.unwrap();
    let path = |credential: &str| format!("/mini_program/{APP}/{credential}");
    let with = |scopes: Vec<Scope>| {
        let peer = scopes.into_iter().fold(Peer::new("billing", KEY), Peer::allow);
        Hub::builder().client(&owner).peer(peer).build().unwrap()
    };

    // All that is ordinary of one app: not what is pushed, lasts for ever or is used up.
    for scope in [Scope::app(APP), Scope::app("shop"), Scope::every_app()] {
        let hub = with(vec![scope]);
        assert!(value(&hub, &path("access_token")).await.starts_with("HUSH/token"));
        assert!(value(&hub, "/mini_program/shop/access_token").await.starts_with("HUSH/token"));
        let shop = format!("{}?per=wxshop", path("authorizer_token"));
        assert_eq!(value(&hub, &shop).await, "HUSH-of-\"wxshop\"");
        for credential in ["verify_ticket", "code"] {
            assert_eq!(status(&hub, &path(credential)).await, 403, "{credential}");
        }
        assert_eq!(status(&hub, &format!("{}?per=wxshop", path("refresh_token"))).await, 403);
        for unknown in ["no_such", "access_token?per=x", "authorizer_token?per=a&per=b"] {
            assert_eq!(status(&hub, &path(unknown)).await, 404, "{unknown}");
        }
        assert_eq!(status(&hub, &format!("/official_account/{APP}/access_token")).await / 10, 40);
    }

    // What is named, and nothing beside it.
    let named = Scope::app(APP).only(["verify_ticket"]).only(["refresh_token"]);
    let hub = with(vec![named, Scope::app(APP).only(["authorizer_token"]).per(["wxa", "wxb"])]);
    assert_eq!(value(&hub, &path("verify_ticket")).await, "HUSH-ticket");
    let shop = format!("{}?per=wxshop", path("refresh_token"));
    assert_eq!(value(&hub, &shop).await, "HUSH-refresh");
    assert_eq!(status(&hub, &path("access_token")).await, 403);
    for (per, expected) in [("wxa", 200), ("wxb", 200), ("wxshop", 403), ("", 403), ("wxA", 403)] {
        let path = format!("{}?per={per}", path("authorizer_token"));
        assert_eq!(status(&hub, &path).await, expected, "{per}");
    }

    // Of another app, or nothing. Who may see nothing of an app does not learn whether there is one.
    for hub in [with(vec![Scope::app("wx_other")]), with(Vec::new())] {
        for path in [path("access_token"), path("no_such"), "/mini_program/wx_no/x".to_owned()] {
            assert_eq!(status(&hub, &path).await, 403, "{path}");
        }
    }
    assert_eq!(status(&with(vec![Scope::app("wx_other")]), "/mini_program/wx_other/x").await, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_values_are_forced_by_whom_it_is_allowed() {
    let wechat = WeChat::start().await;
    let owner = wechat.owner();
    let peer = || Peer::new("billing", KEY).allow(Scope::app(APP));
    let hub = Hub::builder().client(&owner).peer(peer()).build().unwrap();
    let force = |hub: Hub, stale: Option<String>| async move {
        let body = serde_json::json!({"force": true, "stale": stale}).to_string();
        let response = ask(&hub, PATH, &bearer(KEY), Some(body)).await;
        (response.status().as_u16(), read(response.body())["value"].clone())
    };
    assert_eq!(force(hub.clone(), None).await.0, 403);
    let first = value(&hub, PATH).await;
    assert_eq!(wechat.fetches(), 1);

    let hub = Hub::builder().client(&owner).peer(peer().may_force()).build().unwrap();
    let digest = sha256(&first);
    let (status, second) = force(hub.clone(), Some(digest.clone())).await;
    assert_eq!((status, wechat.fetches()), (200, 2));
    assert_ne!(second, first.as_str());
    // Who was second to notice gets the new one, which stays.
    assert_eq!(force(hub.clone(), Some(digest)).await, (200, second.clone()));
    assert_eq!(wechat.fetches(), 2);
    assert_ne!(force(hub.clone(), None).await.1, second);

    // By the way of a peer's own handle.
    let process = Process::start(hub).await;
    let member = wechat.member(&process.url());
    let before = member.credential("access_token").get().await.unwrap();
    let after = member.credential("access_token").force_reload().await.unwrap();
    assert!(*before != *after);
    assert_eq!(wechat.fetches(), 4);
    call(&member).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn agents_are_not_taken_for_each_other() {
    let wechat = WeChat::start().await;
    let agent =
        |id: &str, secret: &str| wechat.app().part("agent_id", id).secret(secret).build().unwrap();
    let peer = || Peer::new("billing", KEY).allow(Scope::app(APP));
    let path = |id: &str| format!("/mini_program/{APP}/agent_token?per={id}");
    // A hub that has one agent, or one that does not know which it is, has no token of another.
    for owner in [agent("1", SECRET), wechat.owner()] {
        let hub = Hub::builder().client(&owner).peer(peer()).build().unwrap();
        assert_eq!(status(&hub, &path("2")).await, 404);
        assert_eq!(wechat.fetches(), 0);
    }
    // One that has both has both; the second one's secret is wrong here.
    let (one, two) = (agent("1", SECRET), agent("2", "HUSH-other-secret"));
    let hub = Hub::builder().client(&one).client(&two).peer(peer()).build().unwrap();
    assert_eq!(status(&hub, &path("1")).await, 200);
    assert_eq!(status(&hub, &path("2")).await, 502);
    assert_eq!(status(&hub, &path("3")).await, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn apps_come_and_go_with_a_registry() {
    let wechat = WeChat::start().await;
    let registry = std::sync::Arc::new(Registry::<App<Mini>>::new());
    let apps = std::sync::Arc::clone(&registry);
    let hub = Hub::builder()
        .apps(move |name| apps.get(name).map(|app| app.client().clone()))
        .peer(Peer::new("billing", KEY).allow(Scope::every_app()))
        .build()
        .unwrap();
    assert_eq!(status(&hub, PATH).await, 404);
    let app = App::<Mini>::builder().appid(APP).secret(SECRET).code_name("shop");
    registry.insert(app.base_url(wechat.url()).build().unwrap()).unwrap();
    assert_eq!(status(&hub, PATH).await, 200);
    assert_eq!(status(&hub, "/mini_program/shop/access_token").await, 200);
    registry.remove(APP).unwrap();
    assert_eq!(status(&hub, PATH).await, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_request_leaves_a_record_without_values() {
    let wechat = WeChat::start().await;
    let (hub, records) = hub(&wechat.owner());
    let hub = hub.build().unwrap();
    let token = value(&hub, PATH).await;
    let stale = format!("{{\"stale\": \"{}\"}}", sha256(&token));
    ask(&hub, PATH, &bearer(KEY), Some(stale)).await;
    ask(&hub, PATH, &bearer("HUSH-wrong"), None).await;
    ask(&hub, "/mini_program/wx%20evil/x?per=a%22", &bearer(KEY), None).await;
    ask(&hub, "/not/there", &bearer(KEY), None).await;
    ask(&hub, PATH, &bearer(KEY), Some("HUSH{".to_owned())).await;
    let kept = records.all();
    assert_eq!(kept.len(), 6);
    for (record, words) in kept.iter().zip([
        ["billing", "Read", "Served", APP],
        ["billing", "Refresh", "Served", "access_token"],
        ["None", "Read", "Stranger", APP],
        ["billing", "Read", "Forbidden", "a\\\""],
        ["billing", "Read", "Unknown", "product: \"\""],
        ["billing", "Read", "Malformed", "mini_program"],
    ]) {
        assert!(words.iter().all(|word| record.contains(word)), "{record} {words:?}");
        assert!(!record.contains(&sha256(&token)));
    }
    let log = hush::output();
    let lines: Vec<_> = log.lines().filter(|line| line.contains("wechat::hub")).collect();
    assert!(lines.iter().any(|line| line.contains("billing") && line.contains("served")));
    assert!(lines.iter().any(|line| line.contains("None") && line.contains("stranger")));
}

#[tokio::test]
async fn requests_that_make_no_sense_are_refused() {
    let wechat = WeChat::start().await;
    let (hub, _) = hub(&wechat.owner());
    let hub = hub.build().unwrap();
    for body in ["", "{}", "[1]", "{\"stale\": \"abc\"}", &"x".repeat(10_000), "{\"stale\": null}"]
    {
        let response = ask(&hub, PATH, &bearer(KEY), Some(body.to_owned())).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{body}");
    }
    for method in ["PUT", "DELETE", "HEAD", "OPTIONS"] {
        let request = Request::builder().method(method).uri(PATH);
        let request = request.header("authorization", bearer(KEY)).body(Full::<Bytes>::default());
        let response = hub.handle(request.unwrap()).await;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    }
    assert_eq!(wechat.fetches(), 0);
    // A stale value that is long gone costs nothing either, but for the first fetch.
    let stale = format!("{{\"stale\": \"{}\"}}", "0".repeat(64));
    for _ in 0..3 {
        let response = ask(&hub, PATH, &bearer(KEY), Some(stale.clone())).await;
        assert_eq!(response.status(), StatusCode::OK);
    }
    assert_eq!(wechat.fetches(), 1);
}

#[tokio::test]
async fn mistakes_are_told_at_once_and_without_keys() {
    let wechat = WeChat::start().await;
    let error = Hub::builder()
        .peer(Peer::new("a b", KEY))
        .peer(Peer::new("short", "HUSH-short"))
        .peer(Peer::new("twice", OTHER_KEY))
        .peer(Peer::new("twice", format!("{KEY}2")))
        .peer(Peer::new("same", OTHER_KEY))
        .peer(Peer::new("unset", std::env::var("WECHAT_NO_SUCH_VARIABLE")))
        .peer(Peer::new("none", None::<Secret>))
        .build()
        .unwrap_err();
    let text = hush::show(&error);
    for word in ["a b", "short", "twice", "same", "unset", "none", "no apps", "32 characters"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    for (url, id, key) in [
        ("http://hub.example", "billing", KEY),
        ("https://billing:HUSH@hub.example", "billing", KEY),
        ("https://hub.example", "", KEY),
        ("https://hub.example", "a:b", KEY),
        ("https://hub.example", "billing", ""),
    ] {
        hush::show(&HubClient::new(url, id, key).unwrap_err());
    }
    drop(wechat);
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
        let number = number << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let letter = LETTERS[(number >> (18 - 6 * at)) as usize & 63];
            out.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

fn sha256(text: &str) -> String {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
