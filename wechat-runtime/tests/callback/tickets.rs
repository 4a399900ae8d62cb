//! Pushes that are for the SDK itself.

use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use wechat_runtime::callback::Callback;
use wechat_runtime::transport::{Body, BoxFuture, Transport, TransportError};
use wechat_runtime::{App, WeChatApp};

use crate::fixture::{APPID, Event, KEY, Platform, Push, TOKEN};

/// Answers calls, and remembers them.
#[derive(Clone, Default)]
struct WeChat(Arc<Mutex<Vec<(String, Value)>>>);

impl Transport for WeChat {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let path = request.uri().path().to_owned();
            let body = http_body_util::BodyExt::collect(request.into_body()).await;
            let body = body.map_err(TransportError::broken)?.to_bytes();
            let body = serde_json::from_slice(&body).map_err(TransportError::broken)?;
            self.0.lock().expect("calls").push((path.clone(), body));
            let answer = match path.as_str() {
                "/component_token" => json!({ "component_access_token": "ct", "expires_in": 7200 }),
                _ => json!({ "authorization_info": {
                    "authorizer_appid": "wxaccount", "authorizer_access_token": "at",
                    "expires_in": 7200, "authorizer_refresh_token": "rt",
                } }),
            };
            Ok(http::Response::new(Body::from(answer.to_string())))
        })
    }
}

fn push(app: &str, kind: &str, fields: &str) -> Push {
    push_at(1, app, kind, fields)
}

fn push_at(time: u64, app: &str, kind: &str, fields: &str) -> Push {
    Push::sealed(&format!(
        "<xml><AppId>{app}</AppId><CreateTime>{time}</CreateTime><InfoType>{kind}</InfoType>{fields}</xml>"
    ))
}

#[tokio::test]
async fn tickets_and_authorizations_reach_the_credentials() {
    let wechat = WeChat::default();
    let app: App<Platform> = App::builder()
        .appid(APPID)
        .secret("s")
        .token(TOKEN)
        .aes_key(KEY)
        .transport(wechat.clone())
        .build()
        .expect("an app");
    let client = app.client().clone();
    let callback = Callback::new(app, |_: Event, _| async {}).expect("settings");
    let value = |name: &str| client.credential(name).peek().map(|value| value.expose().to_owned());
    let of = |name: &str| {
        let account = client.credential(name).per(["wxaccount"]);
        account.peek().map(|value| value.expose().to_owned())
    };

    let ticket = "<ComponentVerifyTicket>ticket@@@1</ComponentVerifyTicket>";
    // Of another platform, though it was sealed for this one.
    assert!(push("wxother", "component_verify_ticket", ticket).send(&callback).await.is_success());
    assert_eq!(value("component_verify_ticket"), None);
    assert!(push(APPID, "component_verify_ticket", ticket).send(&callback).await.is_success());
    assert_eq!(value("component_verify_ticket").as_deref(), Some("ticket@@@1"));

    let account = "<AuthorizerAppid>wxaccount</AuthorizerAppid>";
    let code = format!("{account}<AuthorizationCode>code</AuthorizationCode>");
    assert!(push(APPID, "authorized", &code).send(&callback).await.is_success());
    assert_eq!(of("authorizer_refresh_token").as_deref(), Some("rt"));
    assert_eq!(of("authorizer_access_token").as_deref(), Some("at"));
    let calls = std::mem::take(&mut *wechat.0.lock().expect("calls"));
    assert_eq!(calls[0], ("/component_token".to_owned(), json!({ "ticket": "ticket@@@1" })));
    assert_eq!(calls[1].1, json!({ "component_appid": APPID, "authorization_code": "code" }));
    assert_eq!(calls.len(), 2);

    // One that is older than the authorization is a late repeat.
    assert!(push(APPID, "unauthorized", account).send(&callback).await.is_success());
    assert_eq!(of("authorizer_refresh_token").as_deref(), Some("rt"));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs();
    let revoked = push_at(now + 1, APPID, "unauthorized", account);
    assert!(revoked.send(&callback).await.is_success());
    assert_eq!(of("authorizer_refresh_token"), None);
    assert_eq!(of("authorizer_access_token"), None);
}

/// WeChat pushes again what was not answered in time, and by then there may be a newer ticket.
#[tokio::test]
async fn a_late_repeat_of_a_ticket_does_not_replace_a_newer_one() {
    let app: App<Platform> =
        App::builder().appid(APPID).token(TOKEN).aes_key(KEY).build().expect("an app");
    let credential = app.client().credential("component_verify_ticket");
    let callback = Callback::new(app, |_: Event, _| async {}).expect("settings");
    let ticket =
        |name: &str| format!("<ComponentVerifyTicket>ticket@@@{name}</ComponentVerifyTicket>");
    for (time, name, kept) in [(600, "b", "b"), (0, "a", "b"), (1200, "c", "c"), (600, "b", "c")] {
        let push = push_at(time, APPID, "component_verify_ticket", &ticket(name));
        assert!(push.send(&callback).await.is_success());
        let value = credential.peek().expect("a ticket: its life begins when it comes");
        assert_eq!(value.expose(), format!("ticket@@@{kept}"));
        assert!(value.expires_at().is_some());
    }
}
