//! Platforms, suites and agents, as a client without the SDK meets them.

use reqwest::redirect;
use serde_json::{Value, json};
use wechat_sim::Simulator;

use crate::api::{APP, SECRET, client, code};

const ACCOUNT: &str = "wxfedcba9876543210";

struct World {
    wechat: Simulator,
    http: reqwest::Client,
}

impl World {
    async fn start() -> World {
        let builder = Simulator::builder().manual_clock().check_answers();
        let wechat = builder.app(APP, SECRET).start().await.expect("it starts");
        let stays = reqwest::Client::builder().redirect(redirect::Policy::none());
        World { wechat, http: client(stays) }
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.wechat.url());
        let answer = self.http.post(url).body(body.to_string()).send().await.expect("an answer");
        serde_json::from_slice(&answer.bytes().await.expect("a body")).expect("JSON")
    }

    async fn get(&self, path: impl std::fmt::Display) -> Value {
        let answer = self.http.get(format!("{}{path}", self.wechat.url())).send().await;
        let body = answer.expect("an answer").bytes().await.expect("a body");
        serde_json::from_slice(&body).expect("JSON")
    }

    async fn component_token(&self, ticket: &str) -> Value {
        let body = json!({
            "component_appid": APP,
            "component_appsecret": SECRET,
            "component_verify_ticket": ticket,
        });
        self.post("/cgi-bin/component/api_component_token", body).await
    }

    /// A call of a platform.
    async fn component(&self, token: &str, call: &str, mut body: Value) -> Value {
        body["component_appid"] = json!(APP);
        self.post(&format!("/cgi-bin/component/{call}?component_access_token={token}"), body).await
    }
}

fn text<'a>(answer: &'a Value, name: &str) -> &'a str {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name}: {answer}"))
}

#[tokio::test]
async fn a_platform_needs_the_ticket_that_was_pushed_to_it() {
    let world = World::start().await;
    let platform = world.wechat.platform(APP);
    assert_eq!(code(&world.component_token("any, as long as none was pushed").await), 0);
    // Nobody listens: the ticket is lost, and there is one from now on.
    let target = wechat_sim::Target::new("http://127.0.0.1:9/", "token").attempts(1).receiver(APP);
    platform.pushes_to(&target);
    let pushed = platform.push_ticket().await.expect("pushed");
    let ticket = pushed.text.split("<ComponentVerifyTicket><![CDATA[").nth(1).expect("a ticket");
    let ticket = ticket.split("]]>").next().expect("its end").to_owned();
    assert_eq!(code(&world.component_token("another").await), 61006);
    assert_eq!(code(&world.component_token(&ticket).await), 0);
    world.wechat.advance(std::time::Duration::from_secs(12 * 3600));
    assert_eq!(code(&world.component_token(&ticket).await), 61005);
}

#[tokio::test]
async fn a_refresh_token_is_good_once() {
    let world = World::start().await;
    let token = world.component_token("t").await;
    let token = text(&token, "component_access_token");
    let given = world.wechat.platform(APP).authorize(ACCOUNT).await;
    let query = json!({"authorization_code": given});
    let info = world.component(token, "api_query_auth", query.clone()).await;
    let info = &info["authorization_info"];
    assert_eq!(info["authorizer_appid"], ACCOUNT);
    // The push and the browser bring the same code.
    assert_eq!(code(&world.component(token, "api_query_auth", query).await), 0);
    let wrong = json!({"authorization_code": "queryauthcode@@@nobody"});
    assert_eq!(code(&world.component(token, "api_query_auth", wrong).await), 61009);

    let renew = |refresh: &str| {
        let body =
            json!({"authorizer_appid": ACCOUNT, "authorizer_refresh_token": refresh.to_owned()});
        world.component(token, "api_authorizer_token", body)
    };
    let first = text(info, "authorizer_refresh_token").to_owned();
    let renewed = renew(&first).await;
    let second = text(&renewed, "authorizer_refresh_token");
    assert_ne!(first, second);
    assert_eq!(code(&renew(&first).await), 61023);
    let list =
        world.component(token, "api_get_authorizer_list", json!({"offset": 0, "count": 500}));
    assert_eq!(list.await["list"][0]["refresh_token"], second);
    let many =
        world.component(token, "api_get_authorizer_list", json!({"offset": 0, "count": 501}));
    assert_ne!(code(&many.await), 0);

    // The account's token is as good as its own, until it takes its authorisation back.
    let access = text(&renewed, "authorizer_access_token").to_owned();
    let call = || world.get(format!("/cgi-bin/menu/get?access_token={access}"));
    assert_eq!(code(&call().await), 46003, "it has no menu");
    world.wechat.platform(APP).unauthorize(ACCOUNT).await;
    assert_eq!(code(&call().await), 40001);
    assert_eq!(code(&renew(second).await), 61003);
}

#[tokio::test]
async fn a_page_of_authorisation_takes_a_code_once() {
    let world = World::start().await;
    let token = world.component_token("t").await;
    let token = text(&token, "component_access_token");
    let made = world.component(token, "api_create_preauthcode", json!({})).await;
    let page = |code: &str| {
        format!(
            "{}/cgi-bin/componentloginpage?component_appid={APP}&pre_auth_code={code}\
             &redirect_uri=http%3A%2F%2Fshop.example%2Fback",
            world.wechat.url()
        )
    };
    world.wechat.platform(APP).agrees(Some(ACCOUNT));
    let good = page(text(&made, "pre_auth_code"));
    let answer = world.http.get(&good).send().await.expect("a page");
    let to = answer.headers()["location"].to_str().expect("ASCII");
    assert!(to.starts_with("http://shop.example/back?auth_code=queryauthcode"), "{to}");
    for bad in [good.as_str(), &page("preauthcode@@@nobody")] {
        assert_eq!(world.http.get(bad).send().await.expect("a page").status(), 400);
    }
    assert_eq!(world.wechat.violations(), []);
    for (bad, at) in [
        (format!("{good}&auth_type=9"), "query.auth_type"),
        (format!("{good}&auth_type=1&biz_appid={ACCOUNT}"), "query.biz_appid"),
        (format!("{good}&colour=red"), "query.colour"),
        (good.replace("componentloginpage", "../safe/bindcomponent"), "query.action"),
    ] {
        let url = bad.replace("/cgi-bin/../", "/");
        assert_eq!(world.http.get(&url).send().await.expect("a page").status(), 400, "{url}");
        assert!(world.wechat.violations().iter().any(|it| it.at == at), "{url}");
        world.wechat.clear_calls();
    }
}

#[tokio::test]
async fn agents_of_a_corp_have_tokens_of_their_own() {
    let world = World::start().await;
    let corp = "ww0123456789abcdef";
    world.wechat.agent(corp, "1000002", "one");
    world.wechat.agent(corp, "contacts", "two");
    let get = |secret: &'static str| {
        world.get(format!("/cgi-bin/gettoken?corpid=ww0123456789abcdef&corpsecret={secret}"))
    };
    let (one, again, two) = (get("one").await, get("one").await, get("two").await);
    assert_eq!(text(&one, "access_token"), text(&again, "access_token"));
    assert_ne!(text(&one, "access_token"), text(&two, "access_token"));
    assert_eq!(code(&get("three").await), 40001);
    let mut tickets = Vec::new();
    for token in [&one, &two] {
        let token = text(token, "access_token");
        let ticket = world.get(format!("/cgi-bin/get_jsapi_ticket?access_token={token}")).await;
        tickets.push(text(&ticket, "ticket").to_owned());
    }
    assert_ne!(tickets[0], tickets[1]);
    assert_eq!(world.wechat.violations(), []);
}
