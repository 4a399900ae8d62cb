//! Requests that their specs do not allow.

use serde_json::{Value, json};

use wechat_sim::Simulator;

use crate::api::{APP, Api, SECRET, code, read};

/// Sends a request and gives the code and what was found.
async fn wrong(api: &Api, path: &str, body: Value) -> (i64, Vec<String>) {
    api.wechat.clear_calls();
    let answer = read(api.post_raw(path, body).await).await;
    let found =
        api.wechat.violations().iter().map(|it| format!("{}: {}", it.at, it.what)).collect();
    (code(&answer), found)
}

#[tokio::test]
async fn each_slip_says_where_and_what() {
    let api = Api::start().await;
    let path = "/cgi-bin/message/custom/send";
    let text = json!({"content": "hi"});
    for (body, wanted_code, wanted) in [
        (json!({"msgtype": "text", "text": text}), 41009, "body.touser: missing"),
        (
            json!({"touser": 1, "msgtype": "text", "text": text}),
            40097,
            "body.touser: a number stands where a string belongs",
        ),
        (
            json!({"touser": "o", "msgtype": "text", "text": {}}),
            40097,
            "body.text.content: missing",
        ),
        (json!({"touser": "o", "msgtype": "text"}), 40097, "body.text: missing"),
        (json!({"touser": "o", "text": text}), 40097, "body.msgtype: missing"),
        (
            json!({"toUser": "o", "touser": "o", "msgtype": "text", "text": text}),
            40097,
            "body.toUser: unknown field; did you mean `touser`?",
        ),
        (
            json!({"touser": null, "msgtype": "text", "text": text}),
            40097,
            "body.touser: is null; leave an absent field out",
        ),
        (json!([]), 47001, "body: must be an object"),
    ] {
        let (code, found) = wrong(&api, path, body.clone()).await;
        assert_eq!(
            (code, found.as_slice()),
            (wanted_code, [wanted.to_owned()].as_slice()),
            "{body}"
        );
    }
    let (code, found) =
        wrong(&api, path, json!({"touser": "o", "msgtype": "txt", "txt": text})).await;
    assert_eq!(code, 40008);
    assert!(found[0].starts_with("body.msgtype: unknown value; one of text, image"), "{found:?}");
}

#[tokio::test]
async fn numbers_must_fit_and_constants_must_match() {
    let api = Api::start().await;
    let path = "/wxa/getwxacode";
    let colour = |r: Value| json!({"path": "p", "line_color": {"r": r, "g": 0, "b": 0}});
    for r in [json!(256), json!(-1), json!(1.5), json!("1")] {
        let (code, found) = wrong(&api, path, colour(r)).await;
        assert_eq!(code, 40097);
        assert!(found[0].starts_with("body.line_color.r: "), "{found:?}");
    }
    let check = json!({"content": "x", "version": 1, "scene": 2, "openid": "o"});
    let (code, found) = wrong(&api, "/wxa/msg_sec_check", check).await;
    assert_eq!((code, found), (40097, vec!["body.version: must be 2".to_owned()]));
}

#[tokio::test]
async fn bodies_that_cannot_be_read() {
    let api = Api::start().await;
    let path = "/cgi-bin/tags/create";
    for (body, wanted) in [
        (&b""[..], 44002),
        (b"{\"tag\"", 47001),
        (b"{\"tag\":{\"name\":\"\xff\"}}", 47001),
        (br#"{"tag":{"name":"\u6807\u7b7e"}}"#, 47001),
    ] {
        let answer = read(api.post_bytes(path, &[], "application/json", body.to_vec()).await).await;
        assert_eq!(code(&answer), wanted);
    }
    assert_eq!(api.wechat.violations().len(), 4);
}

#[tokio::test]
async fn paths_and_methods() {
    let api = Api::start().await;
    assert_eq!(code(&api.get("/cgi-bin/getcalbackip", &[]).await), 40066);
    assert_eq!(code(&api.post("/cgi-bin/getcallbackip", json!({})).await), 43001);
    assert_eq!(code(&api.get("/cgi-bin/tags/create", &[]).await), 43002);
    assert_eq!(
        code(&api.get("/cgi-bin/user/info", &[("openid", "o"), ("opneid", "o")]).await),
        40097
    );
    assert_eq!(code(&api.get("/cgi-bin/user/info", &[("lang", "zh_CN")]).await), 41009);
    let found: Vec<_> = api.wechat.violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "GET /cgi-bin/getcalbackip: no such path in the catalogue; did you mean /cgi-bin/getcallbackip?",
            "POST /cgi-bin/getcallbackip: the catalogue has this path with GET",
            "GET /cgi-bin/tags/create: the catalogue has this path with POST",
            "GET /cgi-bin/user/info: query.opneid: unknown field; did you mean `openid`?",
            "GET /cgi-bin/user/info: query.openid: missing",
        ]
    );
}

#[tokio::test]
async fn what_stands_in_the_wrong_place_is_told_where_it_belongs() {
    let api = Api::start().await;
    let kf = json!({"kf_account": "a@b"}).to_string().into_bytes();
    api.post_bytes(
        "/cgi-bin/menu/trymatch",
        &[("user_id", "o")],
        "application/json",
        b"{}".to_vec(),
    )
    .await;
    api.post_bytes(
        "/customservice/kfaccount/inviteworker",
        &[("invite_wx", "w")],
        "application/json",
        kf,
    )
    .await;
    let found: Vec<_> =
        api.wechat.violations().iter().map(|it| format!("{}: {}", it.at, it.what)).collect();
    let wanted = [
        "query.user_id: belongs in the body",
        "body.user_id: missing",
        "query.invite_wx: belongs in the body",
        "body.invite_wx: missing",
    ];
    assert_eq!(found, wanted);
}

#[tokio::test]
async fn a_file_of_ones_own_is_served_too() {
    let dir = std::env::temp_dir().join(format!("wechat-sim-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    let file = dir.join("loyalty.toml");
    let spec = "title = \"会员\"\ndoc = \"Points.\"\nkinds = [\"official_account\"]\n\n[endpoint.add_points]\n\
                title = \"加分\"\ndoc = \"Adds points.\"\ncall = \"POST /card/membercard/updateuser/own\"\n\
                request = { code = \"string\", add_bonus = \"i64\" }\nresponse = { result_bonus = \"i64\" }\n";
    std::fs::write(&file, spec).unwrap();
    let api = Api::with(Simulator::builder().spec(&file)).await;
    let path = "/card/membercard/updateuser/own";
    let answer = api.post(path, json!({"code": "1", "add_bonus": 10})).await;
    assert!(answer["result_bonus"].is_i64(), "{answer}");
    assert_eq!(code(&api.post(path, json!({"code": "1", "add_bonus": "10"})).await), 40097);
    std::fs::write(&file, "[endpoint.x]\ncall = 1\n").unwrap();
    let error = Simulator::builder().spec(&file).start().await.expect_err("a broken spec");
    assert!(error.to_string().contains("loyalty.toml:2:8"), "{error}");
    std::fs::remove_dir_all(&dir).unwrap();
}

#[tokio::test]
async fn uploads_need_a_plain_file_name() {
    let api = Api::start().await;
    let part = |disposition: &str| {
        format!("--B\r\nContent-Disposition: form-data; {disposition}\r\n\r\nx\r\n--B--\r\n")
    };
    let query = [("type", "image")];
    for (body, kind, wanted) in [
        (part("name=\"media\"; filename=\"图.png\""), "multipart/form-data; boundary=B", 0),
        (part("name=\"media\"; filename*=UTF-8''a.png"), "multipart/form-data; boundary=B", 41005),
        (part("name=\"file\"; filename=\"a.png\""), "multipart/form-data; boundary=B", 40097),
        (part("name=\"media\"; filename=\"a.png\""), "application/octet-stream", 41005),
    ] {
        let answer = api.post_bytes("/cgi-bin/media/upload", &query, kind, body.into_bytes()).await;
        assert_eq!(code(&read(answer).await), wanted);
    }
    let answer = api
        .upload("/cgi-bin/media/upload", &[("type", "picture")], ("a.png", "image/png", b"x"))
        .await;
    assert_eq!(code(&answer), 40097);
}

/// WeChat's products have hosts of their own; here they share one, and the token tells whose endpoint
/// is meant when two have the same path.
#[tokio::test]
async fn a_token_tells_whose_path_it_is() {
    let api = Api::start().await;
    let query = [("corpid", "wwabcdef0123456789"), ("corpsecret", "secret")];
    api.wechat.agent(query[0].1, "1000002", query[1].1);
    let corp = api.get_bare("/cgi-bin/gettoken", &query).await;
    let corp = corp["access_token"].as_str().expect("a token");
    for (token, query, wanted) in [
        (api.token.as_str(), ("next_openid", "o"), "official_account.user.get"),
        (corp, ("userid", "lilei"), "wecom.user.get"),
        // What is wrong with it is said by whom it was meant for.
        (api.token.as_str(), ("userid", "lilei"), "official_account.user.get"),
        (corp, ("next_openid", "o"), "wecom.user.get"),
    ] {
        api.get_bare("/cgi-bin/user/get", &[("access_token", token), query]).await;
        let call = api.wechat.calls().pop().expect("a call");
        assert_eq!(call.endpoint.as_deref(), Some(wanted), "{query:?}");
    }
}

#[tokio::test]
async fn without_state_all_calls_succeed() {
    for everything in [true, false] {
        let api = Api::with(Simulator::builder().manual_clock().stateless(everything)).await;
        // Nobody has made this code or uploaded this file.
        let query = [("js_code", "code"), ("appid", APP), ("secret", SECRET)];
        let query = [&query[..], &[("grant_type", "authorization_code")]].concat();
        let session = api.get_bare("/sns/jscode2session", &query).await;
        assert!(session["openid"].is_string(), "{session}");
        assert_eq!(session.get("unionid").is_some(), everything);
        // Requests are checked as ever, and so are tokens.
        assert_eq!(code(&api.get_bare("/cgi-bin/get_api_domain_ip", &[]).await), 41001);
        let (code, found) = wrong(&api, "/cgi-bin/message/custom/send", json!({})).await;
        assert_ne!(code, 0);
        assert!(!found.is_empty());
    }
}
