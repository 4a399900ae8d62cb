//! Many calls at once.

use std::collections::BTreeSet;
use std::time::Duration;

use wechat_app::prelude::*;

use crate::support::{Shop, Throttled, World, met, works};

/// The mini program with few connections, and time enough on a slow machine.
fn shop(world: &World) -> Shop {
    world.shop_with(|builder| {
        builder.transport(Throttled::new(64)).timeout(Duration::from_secs(300))
    })
}

/// What so many calls at once give, and how many of them failed.
async fn storm(shop: &Shop, calls: usize) -> Vec<Error> {
    let calls: Vec<_> = (0..calls)
        .map(|_| {
            let shop = shop.clone();
            tokio::spawn(async move { shop.network().get_api_domain_ip().await.err() })
        })
        .collect();
    let mut errors = Vec::new();
    for call in calls {
        errors.extend(call.await.expect("no call panics").map(met));
    }
    errors
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_calls_on_a_cold_client_are_one_token_request() {
    let world = World::start().await;
    let shop = shop(&world);
    world.wechat.delay("/cgi-bin/stable_token", Duration::from_millis(200));
    let errors = storm(&shop, 10_000).await;
    assert!(errors.is_empty(), "{} failed, first: {}", errors.len(), errors[0]);
    assert_eq!(world.wechat.token_requests(), 1);
    assert_eq!(world.wechat.count("/cgi-bin/get_api_domain_ip"), 10_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_died_under_a_thousand_calls_is_one_refresh() {
    let world = World::start().await;
    let shop = shop(&world);
    works(shop.access_token().get()).await;
    world.wechat.expire_tokens();
    let errors = storm(&shop, 1_000).await;
    assert!(errors.is_empty(), "{} failed, first: {}", errors.len(), errors[0]);
    assert_eq!(world.wechat.token_requests(), 2);
    let answers = world.wechat.calls_to("/cgi-bin/get_api_domain_ip");
    assert!(answers.iter().any(|call| call.code == 42001), "some met the dead token");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_under_a_thousand_calls_is_a_handful_of_token_requests() {
    let world = World::start().await;
    let wrong = "0bad0bad0bad0bad0bad0bad0bad0bad";
    world.secret(wrong);
    let shop = world.shop_with(|builder| {
        builder.secret(wrong).transport(Throttled::new(64)).timeout(Duration::from_secs(300))
    });
    let errors = storm(&shop, 1_000).await;
    assert_eq!(errors.len(), 1_000);
    let requests = world.wechat.token_requests();
    assert!((1..=5).contains(&requests), "{requests} token requests");
    for error in &errors {
        assert!(error.is(ErrCode::INVALID_SECRET), "{error}");
        assert_eq!(
            (error.credential(), error.endpoint()),
            (Some("access_token"), Some("network.get_api_domain_ip"))
        );
        assert!(error.fix().is_some(), "{error:#}");
    }
    let texts: BTreeSet<_> = errors.iter().map(ToString::to_string).collect();
    assert!(texts.len() <= requests, "each request's error is everybody's: {texts:?}");
    assert_eq!(world.wechat.count("/cgi-bin/get_api_domain_ip"), 0);
}
