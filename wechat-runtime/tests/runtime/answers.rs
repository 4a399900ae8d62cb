//! Every bad answer has an error of its own.

use std::time::Duration;

use serde_json::{Value, json};
use wechat_runtime::{ErrCode, ErrorKind};

use crate::fixture::*;
use crate::hush;
use crate::server::{Answer, Server, json as answer, typed};

/// What a call gives for an answer, with one attempt.
async fn kind_of(reply: Answer) -> wechat_runtime::Error {
    let server = Server::start(always(reply)).await;
    let client = builder(server.url()).max_answer(4096).build().unwrap();
    error(user(&client).retries(0).timeout(Duration::from_millis(500)).await)
}

#[tokio::test]
async fn each_bad_answer_has_its_own_error() {
    let html = "<!DOCTYPE html>\n<html><body>错误 HUSH</body></html>";
    let cut = Answer::default();
    let cases = [
        (typed("text/html", html), ErrorKind::Html, "an HTML page"),
        (typed("application/json", html), ErrorKind::Html, "an HTML page"),
        (typed("text/html", html).status(502), ErrorKind::Status, "502"),
        (typed("text/html; charset=gbk", ""), ErrorKind::Empty, "empty"),
        (json_text(" \n"), ErrorKind::Empty, "empty"),
        (json_text(r#"{"openid": "oHUSH", "ag"#), ErrorKind::Truncated, "in the middle"),
        (json_text(r#"{"openid": HUSH}"#), ErrorKind::NotJson, "not JSON"),
        (json_text("<xml><HUSH/></xml>"), ErrorKind::NotJson, "XML"),
        (json_text("你好HUSH"), ErrorKind::NotJson, "not JSON"),
        (json_text(r#"{"age": {"HUSH": 1}}"#), ErrorKind::Decode, "age"),
        (json_text(r#"{"tags": ["a", {"HUSH": 1}]}"#), ErrorKind::Decode, "tags[1]"),
        (json_text(r#"["HUSH"]"#), ErrorKind::Decode, ""),
        (json_text("{}").status(500), ErrorKind::Status, "500"),
        (json_text("{}").status(404), ErrorKind::Status, "404"),
        (
            json_text("{}").status(302).header("Location", "https://a.example/x?HUSH"),
            ErrorKind::Redirect,
            "a.example",
        ),
        (json_text("{}").status(304), ErrorKind::Redirect, "304"),
        (
            json_text(r#"{"openid":"#).claim(400),
            ErrorKind::Truncated,
            "before the answer was complete",
        ),
        (
            json_text("{}").delay(Duration::from_secs(5)),
            ErrorKind::Timeout,
            "no answer came within 500ms",
        ),
        (
            json_text("{}").stall(Duration::from_secs(5)),
            ErrorKind::Timeout,
            "did not end within 500ms",
        ),
        (json_text(" ".repeat(5000)), ErrorKind::TooLarge, "4096"),
        (Answer { hang_up: true, ..cut }, ErrorKind::Transport, "broke"),
    ];
    for (reply, kind, words) in cases {
        let told = format!("{reply:?}");
        let error = kind_of(reply).await;
        assert_eq!(error.kind(), kind, "{told}\n{error:#}");
        let text = format!("{error}");
        assert!(text.contains(words), "{told}\n{text}");
        assert!(text.starts_with("user.get (GET /user): "), "{text}");
        assert!(!text.contains('\n'), "{text}");
        assert!(error.code().is_none(), "{told}");
    }
}

fn json_text(body: impl Into<String>) -> Answer {
    typed("application/json", body.into())
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let sent = tokio::spawn(async move {
        let mut sent = 0_usize;
        let (mut stream, _) = listener.accept().await.unwrap();
        assert!(stream.read(&mut [0; 4096]).await.unwrap() > 0);
        stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await.unwrap();
        while stream.write_all(b"400\r\n").await.is_ok()
            && stream.write_all(&[b' '; 0x400]).await.is_ok()
            && stream.write_all(b"\r\n").await.is_ok()
        {
            sent += 0x400;
        }
        sent
    });
    let client = builder(format!("http://{address}")).max_answer(100_000).build().unwrap();
    let error = error(login(&client).await);
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error:#}");
    drop(client);
    let sent = tokio::time::timeout(Duration::from_secs(5), sent).await.unwrap().unwrap();
    assert!(sent < 20_000_000, "{sent} bytes");
}

#[tokio::test]
async fn return_codes_are_read_in_every_form() {
    for (body, code) in [
        (json!({"openid": "o"}), None),
        (json!({"errcode": 0, "openid": "o"}), None),
        (json!({"errcode": "0", "openid": "o"}), None),
        (json!({"errcode": null, "errmsg": "x"}), None),
        (json!({"errcode": "", "errmsg": "x"}), None),
        (json!({"errcode": -1}), Some(-1)),
        (json!({"errcode": "43101", "errmsg": "user refuse"}), Some(43101)),
        // The record does not fit, but the return code is what counts.
        (json!({"errcode": 43101, "errmsg": "x", "age": {}, "tags": 5}), Some(43101)),
        (json!({"tags": 5, "age": [], "errcode": 43101, "errmsg": null}), Some(43101)),
    ] {
        let server = Server::start(always(answer(&body))).await;
        let result = user(&app(server.url())).retries(0).await;
        match code {
            None => drop(result.unwrap()),
            Some(code) => {
                let error = error(result);
                assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some(code)), "{body}");
                assert!(error.is(code));
            }
        }
    }
}

#[tokio::test]
async fn an_api_error_tells_all_there_is() {
    let body = json!({"errcode": 40029, "errmsg": "invalid code, rid: 5f8fd8b7-0f8aa1a9"});
    let server = Server::start(always(answer(body))).await;
    let error = error(login(&app(server.url())).await);
    assert!(error.is(ErrCode::INVALID_CODE) && error.is_invalid_code() && !error.is_retryable());
    assert_eq!(error.rid(), Some("5f8fd8b7-0f8aa1a9"));
    assert_eq!(error.endpoint(), Some("login.code2session"));
    assert_eq!(error.meaning(), Some("The code is not valid."));
    assert_eq!(
        format!("{error:#}"),
        "login.code2session (GET /sns/jscode2session): 40029 INVALID_CODE: The code is not valid; \
         WeChat says: invalid code, rid: 5f8fd8b7-0f8aa1a9\n  fix: Ask the client for a new one."
    );
}

#[tokio::test]
async fn a_non_ascii_error_page_is_told_of() {
    let page = format!("<html>{}</html>", "错".repeat(3000));
    let server = Server::start(always(typed("text/html", page.clone()).status(502))).await;
    let failed = error(login(&app(server.url())).await);
    assert_eq!((failed.kind(), failed.status()), (ErrorKind::Status, Some(502)));
    let long = json!({"errcode": 1, "errmsg": "错".repeat(3000)});
    let server = Server::start(always(answer(long))).await;
    assert!(format!("{}", error(login(&app(server.url())).await)).len() < 1000);
}

#[tokio::test]
async fn damaged_text_is_read() {
    let body =
        b"{\"openid\":\"o\x02\xe4\xb8\",\"session_key\":\"HUSH\",\"tags\":[\"\\ud83d\"]}\x1f"
            .to_vec();
    let server = Server::start(always(typed("text/plain", body))).await;
    let user = login(&app(server.url())).await.unwrap();
    assert!(user.openid.starts_with("o\u{2}"), "{:?}", user.openid);
    hush::print(&user);
}

#[tokio::test]
async fn a_secret_that_wechat_repeats_is_taken_out() {
    let text =
        format!("secret {SECRET} code {CODE} url https://x?access_token=HUSH-other&a=1 \n\u{7}");
    let server = Server::start(always(answer(json!({"errcode": 40125, "errmsg": text})))).await;
    let client = app(server.url());
    let error = error(login(&client).await);
    let message = error.message().unwrap();
    assert!(message.contains("***") && !message.contains('\n'), "{message}");
    let raw = login(&client).raw().await.unwrap();
    assert!(raw.text().contains("HUSH"));
    hush::print(&raw);
}

#[tokio::test]
async fn extra_rules_decide_too() {
    for (body, ok) in [
        (json!({"base": {"ret": 0}}), true),
        (json!({"base": {"ret": "1"}}), true),
        (json!({"base": {}, "a": 1}), true),
        (json!({"base": {"ret": 7}}), false),
        (json!({}), false),
        (json!({"errcode": 5, "base": {"ret": 0}}), false),
    ] {
        let server = Server::start(always(answer(&body))).await;
        let result = call::<()>(&app(server.url()), &RULED).await;
        assert_eq!(result.is_ok(), ok, "{body} {result:?}");
    }
}

#[tokio::test]
async fn files_are_told_from_errors() {
    let png = b"\x89PNG\r\n\x1a\n0000";
    let refused = r#"{"errcode":41030,"errmsg":"invalid page HUSH-good-token"}"#;
    let long = format!(r#"{{"errcode":41030,"errmsg":"{}"}}"#, "x".repeat(3000));
    for (reply, expected) in [
        (typed("image/png", png), None),
        (typed("application/octet-stream", png), None),
        (typed("", png), None),
        (typed("image/jpeg", r#"{"errcode":41030}"#), None),
        (typed("text/plain", "{not json"), None),
        (typed("application/json", r#"{"video_url":"https://x"}"#), None),
        (typed("application/json", refused), Some(ErrorKind::Api)),
        (typed("application/json", long), Some(ErrorKind::Api)),
        (typed("text/plain; charset=ISO-8859-1", refused), Some(ErrorKind::Api)),
        (typed("application/octet-stream", format!("\n {refused}")), Some(ErrorKind::Api)),
        (typed("application/json", r#"{"errcode":41030,"errm"#), Some(ErrorKind::Truncated)),
        (typed("text/html", "<html>HUSH</html>"), Some(ErrorKind::Html)),
        (typed("image/png", ""), Some(ErrorKind::Empty)),
        (typed("text/plain", ""), Some(ErrorKind::Empty)),
        (typed("image/png", png).status(502), Some(ErrorKind::Status)),
        (typed("application/json", refused).status(400), Some(ErrorKind::Api)),
    ] {
        let told = format!("{reply:?}");
        let body = reply.body.clone();
        let server = Server::start(always(reply)).await;
        let client = app(server.url());
        let (whole, streamed) = (qr(&client).await, qr(&client).stream().await);
        match expected {
            None => {
                assert_eq!(whole.unwrap().bytes()[..], body[..], "{told}");
                assert_eq!(streamed.unwrap().bytes(1000).await.unwrap()[..], body[..], "{told}");
            }
            Some(kind) => {
                assert_eq!(error(whole).kind(), kind, "{told}");
                assert_eq!(error(streamed).kind(), kind, "{told}");
            }
        }
    }
}

#[tokio::test]
async fn text_is_text_unless_it_is_an_error() {
    let server = Server::start(always(typed("text/plain", "你好"))).await;
    assert_eq!(call::<String>(&app(server.url()), &TEXT).await.unwrap(), "你好");
    let server = Server::start(always(typed("text/plain", r#"{"errcode":1,"errmsg":"no"}"#))).await;
    assert!(error(call::<String>(&app(server.url()), &TEXT).await).is(1));
}

#[tokio::test]
async fn raw_calls_find_the_return_code_wherever_it_is() {
    for (status, body, code) in [
        (200, json!({"errcode": 45009, "errmsg": "x"}), Some("45009")),
        (200, json!({"base_resp": {"ret": 45009, "err_msg": "x"}}), Some("45009")),
        (200, json!({"resultcode": 5, "resultmsg": "x"}), Some("5")),
        (200, json!({"resultcode": 0, "resultmsg": "x"}), None),
        (200, json!({"code": "not an error here"}), None),
        (400, json!({"code": "PARAM_ERROR", "message": "x", "detail": null}), Some("PARAM_ERROR")),
        (500, json!({"code": "SYSTEM_ERROR", "message": "x"}), Some("SYSTEM_ERROR")),
    ] {
        let server = Server::start(always(answer(&body).status(status))).await;
        let result = app(server.url()).call("POST /wxa/new").json(&json!({})).send::<Value>().await;
        match code {
            None => assert_eq!(result.unwrap(), body),
            Some(code) => {
                let error = error(result);
                let found = error.code().map(|code| code.to_string());
                let found = found.as_deref().or(error.code_word());
                assert_eq!((found, error.status()), (Some(code), Some(status)), "{body}");
                assert_eq!(error.is_busy(), code == "SYSTEM_ERROR");
            }
        }
    }
}

#[tokio::test]
async fn no_content_is_success_without_a_body() {
    let server = Server::start(always(typed("application/json", "").status(204))).await;
    call::<()>(&app(server.url()), &SEND).await.unwrap();
}

#[cfg(feature = "xml")]
#[tokio::test]
async fn answers_of_xml_are_judged_and_read_alike() {
    for (body, expected) in [
        ("<xml><errcode>0</errcode><openid><![CDATA[o&1]]></openid><age>7</age></xml>", Ok(7)),
        ("<xml><errcode>43101</errcode><errmsg>no</errmsg></xml>", Err(ErrorKind::Api)),
        ("<xml><age>x</age></xml>", Err(ErrorKind::Decode)),
        ("<xml><age>", Err(ErrorKind::Decode)),
        ("<html></html>", Err(ErrorKind::Html)),
        ("", Err(ErrorKind::Empty)),
    ] {
        let server = Server::start(always(typed("text/xml", body))).await;
        let result = call::<User>(&app(server.url()), &XML).await;
        match expected {
            Ok(age) => assert_eq!(result.unwrap().age, age, "{body}"),
            Err(kind) => assert_eq!(error(result).kind(), kind, "{body}"),
        }
    }
}
