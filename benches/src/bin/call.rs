//! A call over loopback with a cached token. Forms: `ours`, `by-hand`; `server` is the other end,
//! a process of its own so that its instructions are not counted.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::RwLock;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use wechat_app::prelude::*;
use wechat_benches::arguments;

const TOKEN: &str = "86_Kq3WlqgmwKkM1xM9HMzA7w3iyR2-LFtj0GvYzZ9cXz4yRduBkhbWZfU8Vj3FEDXpFIg4rwwAAnPtHckFWTtJwF6CdEyFsrSMHF3YrUFPdMIICPbTnO5uDIRt3wAVWCBbACACKT";

fn main() {
    let (form, times) = arguments();
    match form.as_str() {
        "server" => serve(),
        form => {
            let (mut server, base) = start();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.expect("a runtime");
            match form {
                "ours" => runtime.block_on(ours(&base, times)),
                _ => runtime.block_on(by_hand(&base, times)),
            }
            // It ends with its input.
            drop(server.stdin.take());
            server.wait().expect("the server ends");
        }
    }
}

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, appid = "wx0123456789abcdef", secret = "0123456789abcdef0123456789abcdef")]
struct Ours {
    client: Client,
}

async fn ours(base: &str, times: usize) {
    let app = Ours::builder().base_url(base).no_proxy().build().expect("settings");
    let token = app.client.credential("access_token");
    token.set(TOKEN, Duration::from_secs(7200)).await.expect("a token");
    for _ in 0..times {
        let answer = app
            .phone()
            .get_user_number("e31968a7f94cc5ee25fafc2aef2773f0bb8c3937b22520eb8ee345274d00c144");
        let answer = answer.await.expect("an answer");
        assert_eq!(answer.phone_info.country_code, "86");
    }
}

/// The same call as one writes it: a token behind a lock, the answer with its envelope.
async fn by_hand(base: &str, times: usize) {
    let app = ByHand {
        http: reqwest::Client::builder()
            .timeout(Duration::from_secs(30))
            .connect_timeout(Duration::from_secs(10))
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("by-hand/0.1.0")
            .no_proxy()
            .build()
            .expect("settings"),
        base: base.to_owned(),
        token: RwLock::new(Some((TOKEN.to_owned(), Instant::now() + Duration::from_secs(7200)))),
    };
    for _ in 0..times {
        let answer = app
            .phone_number("e31968a7f94cc5ee25fafc2aef2773f0bb8c3937b22520eb8ee345274d00c144")
            .await;
        assert_eq!(answer.expect("an answer").country_code, "86");
    }
}

struct ByHand {
    http: reqwest::Client,
    base: String,
    token: RwLock<Option<(String, Instant)>>,
}

#[derive(Serialize)]
struct Request<'a> {
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    openid: Option<&'a str>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    errcode: i64,
    #[serde(default)]
    errmsg: String,
    phone_info: Option<PhoneInfo>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "as a program would have it")]
struct PhoneInfo {
    phone_number: String,
    pure_phone_number: String,
    country_code: String,
    watermark: Watermark,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "as a program would have it")]
struct Watermark {
    appid: String,
    timestamp: i64,
}

#[derive(Debug)]
#[expect(dead_code, reason = "read by Debug")]
enum ByHandError {
    Token,
    Http(reqwest::Error),
    WeChat(i64, String),
}

impl From<reqwest::Error> for ByHandError {
    fn from(error: reqwest::Error) -> ByHandError {
        ByHandError::Http(error)
    }
}

impl ByHand {
    fn token(&self) -> Option<String> {
        let token = self.token.read().ok()?;
        let (value, until) = token.as_ref()?;
        (*until > Instant::now()).then(|| value.clone())
    }

    async fn phone_number(&self, code: &str) -> Result<PhoneInfo, ByHandError> {
        let token = self.token().ok_or(ByHandError::Token)?;
        let answer: Answer = self
            .http
            .post(format!("{}/wxa/business/getuserphonenumber", self.base))
            .query(&[("access_token", &token)])
            .json(&Request { code, openid: None })
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?;
        match answer {
            Answer { errcode: 0, phone_info: Some(info), .. } => Ok(info),
            Answer { errcode, errmsg, .. } => Err(ByHandError::WeChat(errcode, errmsg)),
        }
    }
}

/// Starts the other end, and says where it listens.
fn start() -> (Child, String) {
    let own = std::env::current_exe().expect("this program");
    let mut server = Command::new(own)
        .arg("server")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the server starts");
    let mut line = String::new();
    let out = server.stdout.take().expect("piped");
    BufReader::new(out).read_line(&mut line).expect("an address");
    (server, format!("http://{}", line.trim()))
}

fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    println!("{}", listener.local_addr().expect("bound"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}

/// Answers every request on a connection with the same.
fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    const BODY: &str = r#"{"errcode":0,"errmsg":"ok","phone_info":{"phoneNumber":"13580006666","purePhoneNumber":"13580006666","countryCode":"86","watermark":{"timestamp":1637744274,"appid":"wx0123456789abcdef"}}}"#;
    let reply = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; encoding=utf-8\r\nDate: Sun, 01 Jun 2025 00:00:00 GMT\r\nContent-Length: {}\r\n\r\n{BODY}",
        BODY.len()
    );
    stream.set_nodelay(true)?;
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let read = stream.read(&mut piece)?;
        if read == 0 {
            return Ok(());
        }
        request.extend_from_slice(&piece[..read]);
        if is_whole(&request) {
            request.clear();
            stream.write_all(reply.as_bytes())?;
        }
    }
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
    body.len() >= length
}
