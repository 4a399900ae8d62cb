//! A login in headless Chromium, driven by WebDriver: the page of the site, the page of WeChat, a
//! click, the page of the site again. Where there is no `chromedriver` the test says so and ends.
//!
//! `WECHAT_SCREENSHOTS=dir` keeps pictures of the pages there.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use bytes::Bytes;
use http::{Method, Request};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

use crate::site::Site;

/// Chromium behind its driver; both end when this is dropped.
struct Chromium {
    driver: Child,
    /// Open as long as the driver writes to it.
    _output: BufReader<ChildStdout>,
    client: Client<HttpConnector, Full<Bytes>>,
    /// `http://127.0.0.1:41234/session/…`
    session: String,
    profile: std::path::PathBuf,
}

impl Chromium {
    async fn start() -> Option<Chromium> {
        let driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut driver = match driver {
            Ok(driver) => driver,
            Err(why) => {
                // Not kept back as the output of a test that passes.
                let mut told = std::io::stderr();
                let _ = writeln!(told, "no login in a real browser: chromedriver: {why}");
                return None;
            }
        };
        let mut output = BufReader::new(driver.stdout.take().expect("its output"));
        let port = output.by_ref().lines().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.rsplit_once("successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let port = port.expect("chromedriver says its port");
        let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let profile = tmp.join(format!("chromium-{}", std::process::id()));
        let client = Client::builder(TokioExecutor::new()).build(HttpConnector::new());
        let session = format!("http://127.0.0.1:{port}/session");
        let mut chromium = Chromium { driver, _output: output, client, session, profile };
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=640,480",
            &format!("--user-data-dir={}", chromium.profile.display()),
        ];
        let options = json!({"goog:chromeOptions": {"args": arguments}});
        let wanted = json!({"capabilities": {"alwaysMatch": options}});
        let made = chromium.call(Method::POST, "", wanted).await;
        let id = made["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {made}"));
        chromium.session = format!("{}/{id}", chromium.session);
        Some(chromium)
    }

    async fn call(&self, method: Method, path: &str, body: Value) -> Value {
        let request = Request::builder()
            .method(method.clone())
            .uri(format!("{}{path}", self.session))
            .header("content-type", "application/json")
            .body(Full::new(match method {
                Method::GET | Method::DELETE => Bytes::new(),
                _ => body.to_string().into(),
            }))
            .expect("a request");
        let answer = self.client.request(request).await.expect("the driver answers");
        let body = answer.into_body().collect().await.expect("a body").to_bytes();
        let mut answer: Value = serde_json::from_slice(&body).expect("JSON");
        answer["value"].take()
    }

    async fn go(&self, url: &str) {
        self.call(Method::POST, "/url", json!({ "url": url })).await;
    }

    async fn click(&self, id: &str) {
        let by = json!({"using": "css selector", "value": format!("[id=\"{id}\"]")});
        let found = self.call(Method::POST, "/element", by).await;
        let element = found.as_object().and_then(|map| map.values().next()?.as_str());
        let element = element.unwrap_or_else(|| panic!("no {id}: {found}")).to_owned();
        self.call(Method::POST, &format!("/element/{element}/click"), json!({})).await;
    }

    /// Address and text of the page, which is kept as a picture when pictures are wanted.
    async fn page(&self, name: &str) -> (String, String) {
        let url = self.call(Method::GET, "/url", Value::Null).await;
        let text = json!({"script": "return document.body.innerText", "args": []});
        let text = self.call(Method::POST, "/execute/sync", text).await;
        if let Some(dir) = std::env::var_os("WECHAT_SCREENSHOTS") {
            let picture = self.call(Method::GET, "/screenshot", Value::Null).await;
            let bytes = base64(picture.as_str().expect("a picture"));
            std::fs::create_dir_all(&dir).expect("a directory");
            std::fs::write(Path::new(&dir).join(format!("{name}.png")), bytes).expect("a file");
        }
        let text_of = |value: Value| value.as_str().unwrap_or_default().to_owned();
        let (url, text) = (text_of(url), text_of(text));
        println!("{name}: {} | {}", url.split('?').next().expect("a URL"), text.replace('\n', " "));
        (url, text)
    }

    async fn cookies(&self) -> Value {
        self.call(Method::GET, "/cookie", Value::Null).await
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // Chromium ends with its driver.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut buffer, mut bits) = (Vec::new(), 0_u32, 0);
    for value in text.chars().filter_map(|c| ALPHABET.find(c)) {
        buffer = buffer << 6 | u32::try_from(value).expect("six bits");
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(buffer >> bits & 255).expect("eight bits"));
        }
    }
    out
}

#[tokio::test]
async fn a_login_in_a_real_browser() {
    let Some(chromium) = Chromium::start().await else { return };
    let site = Site::start(|login| login).await;

    chromium.go(&site.at("/orders?page=2")).await;
    let (url, text) = chromium.page("1-wechat-asks").await;
    assert!(url.starts_with(site.wechat.url()), "{url}");
    assert!(text.contains("微信网页授权") && text.contains("李雷"), "{text}");

    chromium.click("refuse").await;
    let (url, text) = chromium.page("2-refused").await;
    assert!(url.starts_with(&site.at("/wechat/back")) && text.contains("您没有同意登录"), "{text}");

    chromium.go(&site.at("/orders?page=2")).await;
    chromium.click("as-oLiLei").await;
    let (url, text) = chromium.page("3-logged-in").await;
    assert_eq!(url, site.at("/orders?page=2"));
    assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["oLiLei", "snsapi_base"]);

    // Scripts of the page see no cookie; the browser keeps it as it was told.
    let seen = json!({"script": "return document.cookie", "args": []});
    assert_eq!(chromium.call(Method::POST, "/execute/sync", seen).await, "");
    let cookies = chromium.cookies().await;
    let session = cookies.as_array().and_then(|all| all.first()).expect("a session");
    assert_eq!(session["name"], "wechat-session");
    assert_eq!(session["httpOnly"], true, "{cookies}");
    assert_eq!(session["sameSite"], "Lax");
    assert_eq!(site.exchanges(), 1);
    assert_eq!(site.wechat.violations(), []);
}
