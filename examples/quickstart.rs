//! The main job in one go: log a user in, get a phone number, make a code that opens a page, send a
//! subscribe message.
//!
//! `cargo run --example quickstart` plays it against the built-in simulator, without a WeChat
//! account. With `WECHAT_APPID` and `WECHAT_SECRET` set it talks to WeChat; codes that only a phone
//! can make are then taken from `WECHAT_LOGIN_CODE` and `WECHAT_PHONE_CODE`.
#![allow(clippy::print_stdout)]

use wechat_app::common::subscribe_message::SendMessage;
use wechat_app::mini_program::wxa_code::GetUnlimited;
use wechat_app::prelude::*;
use wechat_sim::Simulator;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, appid = std::env::var("WECHAT_APPID").ok(), secret = std::env::var("WECHAT_SECRET").ok())]
struct Shop {
    client: Client,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (shop, wechat) = open().await?;
    let codes = Codes::of(wechat.as_ref());

    step("1", "log a user in", "GET /sns/jscode2session");
    let Some(login_code) = codes.login else {
        println!("   set WECHAT_LOGIN_CODE to what wx.login gives a phone to go on from here");
        return make_code(&shop).await;
    };
    let session = shop.login().code2session(login_code.as_str()).await?;
    println!("   openid       {}", session.openid);
    println!("   session      {session:?}");

    step("2", "get the phone number behind a button", "POST /wxa/business/getuserphonenumber");
    match codes.phone {
        Some(code) => {
            let phone = shop.phone().get_user_number(code).await?.phone_info;
            println!("   number       +{} {}", phone.country_code, phone.pure_phone_number);
        }
        None => println!("   set WECHAT_PHONE_CODE to what a getPhoneNumber button gives a phone"),
    }

    make_code(&shop).await?;

    step("4", "send a subscribe message", "POST /cgi-bin/message/subscribe/send");
    let template = std::env::var("WECHAT_TEMPLATE").unwrap_or_else(|_| "TEMPLATE".to_owned());
    let message =
        SendMessage::new(&session.openid, template, [("thing1", "手冲咖啡"), ("amount2", "28元")])
            .page("pages/order/order?id=42");
    match shop.subscribe_message().send(message).await {
        Ok(_) => println!("   delivered"),
        Err(error) if error.is_user_refused() => println!("   the user has not agreed: {error}"),
        Err(error) => println!("   {error:#}"),
    }

    step("5", "what an error looks like", "the same login code once more");
    if let Err(error) = shop.login().code2session(login_code).await {
        println!("   {error:#}");
    }

    if let Some(wechat) = wechat {
        println!(
            "\nThe simulator saw {} calls, {} of them for a token:",
            wechat.total(),
            wechat.token_requests()
        );
        for call in wechat.calls() {
            println!("   {:4} {:38} {}", call.method, call.path, call.status);
        }
    }
    Ok(())
}

/// WeChat when there is an account, the simulator otherwise.
async fn open() -> Result<(Shop, Option<Simulator>), Box<dyn std::error::Error>> {
    if std::env::var_os("WECHAT_APPID").is_some() {
        println!("Talking to WeChat as {}.", std::env::var("WECHAT_APPID")?);
        return Ok((Shop::new()?, None));
    }
    let wechat = Simulator::start().await?;
    println!("No WECHAT_APPID is set, so this talks to a simulated WeChat at {}.", wechat.url());
    let shop = Shop::builder()
        .appid("wx0123456789abcdef")
        .secret("0123456789abcdef0123456789abcdef")
        .base_url(wechat.url())
        .build()?;
    Ok((shop, Some(wechat)))
}

/// What phones would send.
struct Codes {
    login: Option<String>,
    phone: Option<String>,
}

impl Codes {
    fn of(wechat: Option<&Simulator>) -> Codes {
        match wechat {
            Some(wechat) => Codes {
                login: Some(wechat.login_code("oLiLei-of-this-app")),
                phone: Some(wechat.phone_code("13800138000")),
            },
            None => Codes {
                login: std::env::var("WECHAT_LOGIN_CODE").ok(),
                phone: std::env::var("WECHAT_PHONE_CODE").ok(),
            },
        }
    }
}

async fn make_code(shop: &Shop) -> Result<(), Box<dyn std::error::Error>> {
    step("3", "make a code that opens a page", "POST /wxa/getwxacodeunlimit");
    let code = shop
        .wxa_code()
        .get_unlimited(
            GetUnlimited::new("id=42").page("pages/item/item").check_path(false).width(430),
        )
        .await?;
    code.save("quickstart.png").await?;
    println!(
        "   saved        quickstart.png ({} bytes, {})",
        code.len(),
        code.content_type().unwrap_or("?")
    );
    Ok(())
}

fn step(number: &str, what: &str, call: &str) {
    println!("\n{number}. {what}  ({call})");
}
