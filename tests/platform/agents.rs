//! Two agents of one corp: their tokens and tickets are their own, in the memory of a process and in
//! a store that they share.

use std::collections::BTreeSet;

use wechat_app::kind::{Wecom, WecomProvider};
use wechat_app::prelude::*;
use wechat_app::{AppBuilder, MemoryStore};

use crate::world::World;

const CORP: &str = "wwabcdef0123456789";
const SECRETS: [&str; 3] =
    ["secret-of-the-shop-0123", "secret-of-the-desk-4567", "secret-of-contacts-89ab"];
const AGENTS: [&str; 3] = ["1000002", "1000003", "contacts"];

fn agent(world: &World, number: usize) -> AppBuilder<App<Wecom>> {
    let builder = App::<Wecom>::builder().appid(CORP).secret(SECRETS[number]);
    builder.part("agent_id", AGENTS[number]).base_url(world.wechat.url())
}

#[tokio::test]
async fn agents_of_a_corp_never_share_a_token() {
    for shared in [None, Some(MemoryStore::new())] {
        let world = World::start().await;
        for (agent, secret) in AGENTS.into_iter().zip(SECRETS) {
            world.wechat.agent(CORP, agent, secret);
        }
        let mut seen = BTreeSet::new();
        // The second of each is another process, as far as they can tell.
        for number in [0, 1, 2, 0, 1, 2] {
            let mut builder = agent(&world, number);
            if let Some(store) = &shared {
                builder = builder.store(store.clone());
            }
            let app = builder.build().expect("an agent");
            for name in ["access_token", "jsapi_ticket", "agent_ticket", "wx_card_ticket"] {
                let value = app.client().credential(name).get().await.expect("a value");
                seen.insert((name, AGENTS[number], value.expose().to_owned()));
            }
        }
        let values: BTreeSet<_> = seen.iter().map(|(_, _, value)| value).collect();
        assert_eq!(seen.len(), 12, "an agent has one of each");
        assert_eq!(values.len(), 12, "and no other has it");
        let fetches = if shared.is_some() { 3 } else { 6 };
        assert_eq!(world.wechat.count("/cgi-bin/gettoken"), fetches);
    }
}

#[tokio::test]
async fn an_agent_says_which_it_is() {
    let builder = App::<Wecom>::builder().appid(CORP).secret(SECRETS[0]);
    let text = builder.build().expect_err("nothing tells it apart").to_string();
    assert!(text.contains("agent_id"), "{text}");
    // A wrong secret is no dead token: it is asked for once.
    let world = World::start().await;
    world.wechat.agent(CORP, AGENTS[0], SECRETS[0]);
    let wrong = agent(&world, 1).build().expect("an agent");
    let error = wrong.client().credential("access_token").get().await.expect_err("a wrong secret");
    assert_eq!((error.code(), error.code_name()), (Some(40001), Some("INVALID_SECRET")));
    assert_eq!(world.wechat.count("/cgi-bin/gettoken"), 1);
}

#[tokio::test]
async fn a_provider_has_a_token_of_its_own() {
    let world = World::start().await;
    world.wechat.app(CORP, "secret-of-the-provider");
    let provider = App::dynamic(WecomProvider, CORP, "secret-of-the-provider").expect("settings");
    let provider = App::<WecomProvider>::builder()
        .like(provider.client())
        .base_url(world.wechat.url())
        .appid(CORP)
        .secret("secret-of-the-provider")
        .build()
        .expect("settings");
    provider.login().get_login_info("code").await.expect("who it is");
    provider.login().corpid_to_opencorpid(CORP).await.expect("an id");
    let sent = |path: &str, name: &str| {
        let call = world.wechat.calls_to(path).pop().expect("a call");
        call.query(name).map(str::to_owned)
    };
    let login = sent("/cgi-bin/service/get_login_info", "access_token");
    assert!(login.is_some());
    assert_eq!(
        login,
        sent("/cgi-bin/service/corpid_to_opencorpid", "provider_access_token"),
        "WeCom gives one token, however often it is asked"
    );
}
