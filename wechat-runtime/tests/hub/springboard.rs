//! A springboard where it is mounted, with what routers make of addresses.

use axum::Router;
use axum::body::Body;
use http::{Request, StatusCode};
use tower_service::Service as _;
use wechat_runtime::web::Springboard;

#[tokio::test]
async fn people_are_sent_on_from_below_a_router() {
    let springboard =
        Springboard::builder().target("shop", "https://shop.example/wechat").build().unwrap();
    let mut router = Router::new().nest_service("/go", springboard);
    for (uri, to) in [
        ("/go/shop/back?code=1&state=2", Some("https://shop.example/wechat/back?code=1&state=2")),
        ("/go/shop?state=2", Some("https://shop.example/wechat?state=2")),
        ("/go/shop/", Some("https://shop.example/wechat/")),
        ("/go", None),
        ("/go/", None),
        ("/go/nobody/x", None),
        ("/go//evil.example", None),
        ("/go/shop//evil.example", None),
        ("/go/shop/../../evil", None),
        ("/go/shop/%2e%2e/evil", None),
        ("/go/%73hop/x", None),
        ("//go/shop", None),
    ] {
        let request = Request::get(uri).body(Body::empty()).unwrap();
        let response = router.call(request).await.unwrap();
        let location = response.headers().get("location").map(|to| to.to_str().unwrap());
        assert_eq!(location, to, "{uri}");
        assert_eq!(response.status() == StatusCode::FOUND, to.is_some(), "{uri}");
        if to.is_some() {
            assert_eq!(response.headers()["cache-control"], "no-store");
            assert_eq!(response.headers()["referrer-policy"], "no-referrer");
        }
    }
    let request = Request::post("/go/shop?code=1").body(Body::empty()).unwrap();
    assert_eq!(router.call(request).await.unwrap().status(), StatusCode::METHOD_NOT_ALLOWED);
}
