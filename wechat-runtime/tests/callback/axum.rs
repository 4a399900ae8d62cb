//! The same by way of axum.

use std::pin::Pin;
use std::task::{Context as Poller, Poll};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::routing::get;
use tower_service::Service as _;
use wechat_runtime::callback::axum::{Pushed, UrlCheck, callback};
use wechat_runtime::callback::{Callback, Receiver, Reply};

use crate::fixture::{Answer, Event, Push, app, text};

async fn send(router: &Router, request: http::Request<Body>) -> Answer {
    let response = router.clone().call(request).await.expect("infallible");
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body");
    Answer::of(http::Response::from_parts(head, body))
}

fn request(push: &Push) -> http::Request<Body> {
    push.request().map(Body::from)
}

#[tokio::test]
async fn a_callback_is_a_service() {
    let service = callback(app(), |event: Event, _| async move {
        match event {
            Event::Text(text) => Reply::text(text.content),
            _ => Reply::none(),
        }
    });
    let service: Callback = service.expect("settings").max_body(1000);
    let router = Router::new().route_service("/wechat", service);
    assert_eq!(send(&router, request(&Push::sealed(&text("hi")))).await.content(), "hi");
    let large = Push::sealed(&text(&"x".repeat(1000)));
    assert_eq!(send(&router, request(&large)).await.status, 413);
    // A body that says nothing of its length is stopped, too.
    let mut endless = request(&large);
    *endless.body_mut() = Body::new(Odd::Endless);
    assert_eq!(send(&router, endless).await.status, 413);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_never_ends_is_not_waited_for() {
    let service = callback(app(), |_: Event, _| async {}).expect("settings");
    let router = Router::new().route_service("/wechat", service);
    let mut slow = request(&Push::sealed(&text("x")));
    *slow.body_mut() = Body::new(Odd::Silent);
    assert_eq!(send(&router, slow).await.status, 408);
}

#[tokio::test]
async fn handlers_of_ones_own_get_what_was_checked() {
    let receiver = Receiver::of(wechat_runtime::WeChatApp::client(&app())).expect("settings");
    let pushed = async |pushed: Pushed<Event>| match &pushed.event {
        Event::Text(text) => pushed.answer(&Reply::text(&text.content)),
        _ => pushed.answer(&Reply::none()),
    };
    let check = get(async |check: UrlCheck| check);
    let router = Router::new().route("/wechat", check.post(pushed)).with_state(receiver);
    assert_eq!(send(&router, request(&Push::sealed(&text("hi")))).await.content(), "hi");
    let event = "<xml><MsgType>event</MsgType></xml>";
    assert!(send(&router, request(&Push::sealed(event))).await.is_success());
    assert_eq!(send(&router, request(&Push::plain(&text("hi")))).await.status, 403);
    let mut check = Push::plain("");
    check.query.push(("echostr", "123".to_owned()));
    let echo = send(&router, check.with(http::Method::GET).map(Body::from)).await;
    assert_eq!(echo, Answer { status: 200, body: "123".to_owned() });
    check.query[1].1.push('0');
    assert_eq!(send(&router, check.with(http::Method::GET).map(Body::from)).await.status, 403);
}

/// A body without end, or one that never begins.
enum Odd {
    Endless,
    Silent,
}

impl http_body::Body for Odd {
    type Data = bytes::Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Poller<'_>,
    ) -> Poll<Option<Result<http_body::Frame<bytes::Bytes>, Self::Error>>> {
        match *self {
            Odd::Endless => {
                let bytes = bytes::Bytes::from_static(&[b'x'; 100]);
                Poll::Ready(Some(Ok(http_body::Frame::data(bytes))))
            }
            Odd::Silent => Poll::Pending,
        }
    }
}
