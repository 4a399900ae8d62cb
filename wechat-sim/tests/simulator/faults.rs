//! What a test can make go wrong.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::api::{APP, Api, client, code, read};

const IPS: &str = "/cgi-bin/getcallbackip";

#[tokio::test]
async fn the_next_calls_fail_with_a_code_and_a_rid() {
    let api = Api::start().await;
    api.wechat.fail_next_n(IPS, -1, 2);
    api.wechat.fail_next(IPS, 45009);
    let mut codes = Vec::new();
    let mut rid = String::new();
    for _ in 0..4 {
        let answer = api.get(IPS, &[]).await;
        codes.push(code(&answer));
        if let Some((_, its)) = answer["errmsg"].as_str().and_then(|it| it.split_once("rid: ")) {
            its.clone_into(&mut rid);
        }
    }
    assert_eq!(codes, [-1, -1, 45009, 0]);
    let looked_up = api.post("/cgi-bin/openapi/rid/get", json!({"rid": rid})).await;
    assert!(looked_up["request"]["response_body"].as_str().unwrap().contains("45009"));
    api.assert_clean();
}

#[tokio::test]
async fn connections_are_dropped_without_a_byte() {
    let api = Api::start().await;
    api.wechat.drop_next_n(IPS, 2);
    for _ in 0..2 {
        let url = api.url(IPS, &[("access_token", &api.token)]);
        let failure = api.http.get(url).send().await.expect_err("no answer");
        assert!(!failure.is_timeout() && failure.status().is_none());
    }
    assert_eq!(code(&api.get(IPS, &[]).await), 0);
    let statuses: Vec<_> = api.wechat.calls_to(IPS).iter().map(|call| call.status).collect();
    assert_eq!(statuses, [0, 0, 200]);
}

#[tokio::test]
async fn answers_are_cut_half_way() {
    let api = Api::start().await;
    api.wechat.cut_next(IPS);
    let answer =
        api.http.get(api.url(IPS, &[("access_token", &api.token)])).send().await.expect("a head");
    assert_eq!(answer.status().as_u16(), 200);
    assert!(answer.bytes().await.is_err());
    assert_eq!(code(&api.get(IPS, &[]).await), 0);
}

#[tokio::test]
async fn answers_are_delayed() {
    let api = Api::start().await;
    api.wechat.delay(IPS, Duration::from_millis(80));
    let begun = Instant::now();
    api.get(IPS, &[]).await;
    assert!(begun.elapsed() >= Duration::from_millis(80));
    api.wechat.clear_faults();
    let begun = Instant::now();
    api.get(IPS, &[]).await;
    assert!(begun.elapsed() < Duration::from_millis(80));
}

#[tokio::test]
async fn raw_answers_go_out_as_they_are() {
    let api = Api::start().await;
    api.wechat.answer_next(
        "/anything",
        502,
        &[("content-type", "text/html"), ("x-a", "1")],
        "<html>\u{1}",
    );
    let answer = api.http.get(api.url("/anything", &[])).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()["x-a"].to_str().unwrap()), (502, "1"));
    assert_eq!(answer.headers()["content-type"], "text/html");
    assert_eq!(answer.bytes().await.unwrap(), "<html>\u{1}".as_bytes());
    let redirect = [("location", "/elsewhere")];
    api.wechat.answer_next(IPS, 302, &redirect, "");
    let direct = client(reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()));
    assert_eq!(direct.get(api.url(IPS, &[])).send().await.unwrap().status().as_u16(), 302);
    api.assert_clean();
}

#[tokio::test]
async fn calls_are_recorded_without_showing_secrets() {
    let api = Api::start().await;
    api.post(
        "/cgi-bin/message/custom/send",
        json!({"touser": "o1", "msgtype": "text", "text": {"content": "你好"}}),
    )
    .await;
    let calls = api.wechat.calls();
    let paths: Vec<_> = calls.iter().map(|call| call.path.as_str()).collect();
    assert_eq!(paths, ["/cgi-bin/stable_token", "/cgi-bin/message/custom/send"]);
    assert_eq!(calls[0].json()["appid"], APP);
    assert_eq!(calls[1].json()["text"]["content"], "你好");
    assert_eq!(calls[1].query("access_token"), Some(api.token.as_str()));
    assert_eq!(calls[1].header("Content-Type"), Some("application/json"));
    assert_eq!(calls[1].answer_json()["errcode"], 0);
    assert_eq!(calls[1].endpoint.as_deref(), Some("common.customer_message.send"));
    let shown = format!("{calls:#?} {} {:?} {:?}", calls[1], api.wechat, api.wechat.messages());
    assert!(
        !shown.contains(&api.token)
            && !shown.contains(crate::api::SECRET)
            && !shown.contains("你好"),
        "{shown}"
    );
    api.wechat.clear_calls();
    assert_eq!((api.wechat.total(), api.wechat.calls().len()), (0, 0));
}

#[tokio::test]
async fn generated_answers_repeat_for_a_seed() {
    async fn ips(seed: u64) -> Value {
        let api = Api::with(wechat_sim::Simulator::builder().manual_clock().seed(seed)).await;
        api.get(IPS, &[]).await
    }
    let first = ips(1).await;
    assert_eq!(first, ips(1).await);
    assert_ne!(first, ips(2).await);
}

#[tokio::test]
async fn dropping_it_stops_it() {
    let api = Api::start().await;
    let (url, http) = (api.url(IPS, &[]), api.http.clone());
    drop(api);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(http.get(url).send().await.is_err());
}

#[tokio::test]
#[should_panic(expected = "violate")]
async fn a_strict_one_fails_the_test() {
    let api = Api::with(wechat_sim::Simulator::builder().strict()).await;
    api.get("/cgi-bin/nonsense", &[]).await;
}

#[tokio::test]
async fn specs_that_are_not_there_are_named() {
    let error = wechat_sim::Simulator::builder()
        .specs("/nowhere/api-specs")
        .start()
        .await
        .expect_err("no specs");
    assert!(error.to_string().contains("/nowhere/api-specs"), "{error}");
}

#[tokio::test]
async fn the_same_endpoint_over_several_hosts_is_found_by_path() {
    let api = Api::start().await;
    let url = api.url(IPS, &[("access_token", &api.token)]);
    let answer = api.http.get(url).header("host", "api.weixin.qq.com").send().await.unwrap();
    assert_eq!(code(&read(answer).await), 0);
}
