//! WeChat's pushes to a server: a simulated WeChat sends messages and events to an axum server, which
//! answers with typed handlers; the conversation is printed as it goes.
//!
//! `cargo run --example callback --features axum,official-account-events`
#![allow(clippy::print_stdout)]

use std::time::Duration;

use axum::Router;
use wechat_app::callback::{self, Callback, Context, Reply};
use wechat_app::common::events::{Image, Subscribe, Text};
use wechat_app::official_account::events::{Event, Scan};
use wechat_app::prelude::*;
use wechat_sim::{Attempt, Outcome, Push, Simulator, Target};

const TOKEN: &str = "the token that was entered at WeChat";
const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

#[derive(WeChatApp, Clone)]
#[wechat(official_account, appid = "wx0123456789abcdef", secret = "any secret will do", token = TOKEN, aes_key = KEY)]
struct Account {
    client: Client,
}

/// What the server does: a handler for each event, and one for all others.
fn router() -> callback::Router<Event, Account> {
    callback::Router::new()
        .on(|_: Subscribe, _| async { Reply::text("Welcome! Say something.") })
        .on(|scan: Scan, _| async move {
            Reply::text(format!("You scanned code {}.", scan.event_key))
        })
        .on(|image: Image, _| async move { Reply::image(image.media_id) })
        .on(text)
        .fallback(|event, _| async move {
            println!("      (the server has no handler for {})", callback::Event::name(&event));
            Reply::none()
        })
}

async fn text(text: Text, cx: Context<Account>) -> Reply {
    if text.content == "think" {
        // Longer than WeChat waits: it comes again, and gets the answer that is ready by then.
        tokio::time::sleep(Duration::from_millis(700)).await;
        return Reply::text("I thought about it.");
    }
    println!("      (the server handles it)");
    Reply::text(format!("{}, you said: {}", cx.from_user(), text.content))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let wechat = Simulator::start().await?;
    let account = Account::builder().base_url(wechat.url()).build()?;
    let callback = Callback::new(account, router().into_handler())?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/wechat", listener.local_addr()?);
    let server = Router::new().route_service("/wechat", callback);
    tokio::spawn(async move { axum::serve(listener, server).await });

    println!("the server: {url}\nWeChat:     {}\n", wechat.url());
    let target = Target::new(&url, TOKEN).encrypted(KEY, "wx0123456789abcdef")?;
    wechat.check_url(&target).await?;
    println!("WeChat checks the address: the echo came back\n");

    let talk = Talk { wechat };
    talk.push("follows the account", &target, Push::event("oLiLei", "subscribe")).await;
    talk.push("你好", &target, Push::text("oLiLei", "你好 <&]]>")).await;
    talk.push("[a picture]", &target, Push::image("oLiLei", "media-of-a-cat")).await;
    let scan = Push::event("oLiLei", "SCAN").with("EventKey", "42").with("Ticket", "gQH47joAAAA");
    talk.push("scans code 42", &target, scan).await;

    println!("-- the answer is lost, WeChat pushes the message again: it is not handled twice");
    let lost = Push::text("oLiLei", "are you there?").lose_answers(2);
    talk.push("are you there?", &target, lost).await;

    println!("-- the handler takes its time, WeChat gives up and comes again");
    let hasty = target.clone().patience(Duration::from_millis(400));
    talk.push("think", &hasty, Push::text("oLiLei", "think")).await;

    println!("-- the same in JSON, and an event that has no handler");
    let json = target.clone().json();
    talk.push("in JSON", &json, Push::text("oLiLei", "in JSON")).await;
    talk.push("leaves", &json, Push::event("oLiLei", "unsubscribe")).await;

    println!("-- somebody who does not know the token");
    let forged = Target::new(&url, "a guess").encrypted(KEY, "wx0123456789abcdef")?.attempts(1);
    talk.push("let me in", &forged, Push::text("oLiLei", "let me in")).await;

    println!("-- what travels");
    if let Some(attempt) = talk.wechat.pushed().get(1).and_then(|pushed| pushed.attempts.first()) {
        println!(
            "{}…",
            String::from_utf8_lossy(&attempt.body).chars().take(150).collect::<String>()
        );
    }
    Ok(())
}

struct Talk {
    wechat: Simulator,
}

impl Talk {
    /// Pushes a person's message, and prints what comes of it.
    async fn push(&self, said: &str, target: &Target, push: Push) {
        println!("李雷  → {said}");
        let pushed = self.wechat.push(target, push).await;
        pushed.attempts.iter().for_each(show);
        println!();
    }
}

/// What came of one attempt.
fn show(attempt: &Attempt) {
    let took = format!("{:.1} ms", attempt.took.as_secs_f64() * 1000.0);
    match &attempt.outcome {
        Outcome::Replied(reply) => {
            let what = match reply.kind.as_str() {
                "image" => format!("[picture {}]", reply.text("Image.MediaId")),
                _ => reply.text("Content").to_owned(),
            };
            let how = if reply.encrypted { "encrypted" } else { "plain" };
            println!("      ← {what}   ({how}, {took})");
        }
        Outcome::Taken => println!("      ← success   ({took})"),
        Outcome::Late => println!("      … no answer in time   ({took})"),
        Outcome::Status => {
            println!("      ✗ refused with status {}   ({took})", attempt.status.unwrap_or(0));
        }
        other => println!("      ✗ {other:?}"),
    }
}
