//! What the real catalogue costs those who use it: programs with more and more of it are built with
//! the facade that they need, and again after an edit of theirs.

use super::lab::{Lab, Mode};

/// CPU seconds that ten groups may cost in a debug build, over no group at all.
const TEN_GROUPS: f64 = 2.0;
/// The same for everything there is.
const FULL: f64 = 60.0;
/// MiB that one compiler may take.
const PEAK: f64 = 3072.0;
/// How much dearer an edit of the program may be when its facade holds everything there is.
const EDIT: f64 = 1.5;

/// The ten groups of a usual backend of a mini program.
const GROUPS: &str = r#""mini-program-login", "mini-program-phone", "mini-program-wxa-code", "mini-program-link", "mini-program-security", "mini-program-order-shipping", "mini-program-express", "common-subscribe-message", "common-customer-message", "common-media""#;

/// A program that makes a call without a description, so that it, too, has all that calls need.
const BARE: &str = r#"use std::future::Future;

use wechat_app::prelude::*;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, appid = "wx0123456789abcdef", secret = "secret")]
struct Shop {
    client: Client,
}

async fn serve(shop: &Shop) -> Result<String, Error> {
    Ok(shop.client.call("GET /sns/jscode2session").raw().await?.text().into_owned())
}

fn main() {
    // Polled once, as what is never polled is not compiled.
    let shop = Shop::new().expect("settings");
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let _ = std::pin::pin!(serve(&shop)).as_mut().poll(&mut cx);
}
"#;

/// A program that makes a call of each of the ten groups.
const BACKEND: &str = r#"use std::future::Future;

use wechat_app::prelude::*;
use wechat_app::mini_program as mp;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, appid = "wx0123456789abcdef", secret = "secret")]
struct Shop {
    client: Client,
}

async fn serve(shop: &Shop) -> Result<usize, Error> {
    let session = shop.login().code2session("code").await?;
    let openid = session.openid.as_str();
    let phone = shop.phone().get_user_number("code").await?;
    let code = shop.wxa_code().get_unlimited("id=42").await?;
    let link = shop.link().generate_scheme(mp::link::GenerateScheme::new()).await?;
    let check = mp::security::MsgSecCheck::new("text", mp::security::CheckScene::Comment, openid);
    let check = shop.security().msg_sec_check(check).await?;
    let order = mp::order_shipping::GetOrder::new().transaction_id("42");
    let order = shop.order_shipping().get_order(order).await?;
    let waybill = shop.express().get_order(mp::express::GetOrder::new("order", "SF")).await?;
    let message = mp::subscribe_message::SendMessage::new(openid, "template", [("thing1", "tea")]);
    shop.subscribe_message().send(message).await?;
    let text = mp::customer_message::CustomMessage::Text(mp::customer_message::TextContent::new("hello"));
    let message = mp::customer_message::SendCustomMessage::new(openid, text);
    shop.customer_message().send(message).await?;
    let media = shop.media().get("media").await?;
    let seen = format!("{phone:?}{link:?}{check:?}{order:?}{waybill:?}{code:?}{media:?}");
    Ok(seen.len())
}

fn main() {
    // Polled once, as what is never polled is not compiled.
    let shop = Shop::new().expect("settings");
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let _ = std::pin::pin!(serve(&shop)).as_mut().poll(&mut cx);
}
"#;

/// Name, features, source.
fn programs() -> [(&'static str, String, &'static str); 5] {
    let rustls = |more: &str| format!("\"rustls\"{more}");
    [
        ("no-group", rustls(""), BARE),
        ("default-groups", rustls(", \"default\""), BARE),
        ("ten-groups", rustls(&format!(", {GROUPS}")), BACKEND),
        ("one-product", rustls(", \"mini-program\""), BACKEND),
        ("everything", rustls(", \"full\""), BACKEND),
    ]
}

/// Measures, prints, and says whether all is within the limits.
pub(super) fn run() -> Result<bool, String> {
    let programs = programs();
    let lab = Lab::programs(
        &programs.each_ref().map(|(name, features, source)| (*name, features.as_str(), *source)),
    )?;
    println!("the program and the facade, CPU seconds; then the program alone after an edit\n");
    println!(
        "{:<16}{:>9}{:>9}{:>10}{:>10}{:>12}{:>12}",
        "", "check", "debug", "over none", "peak MiB", "edit check", "edit debug"
    );
    let mut debug = Vec::new();
    let mut edits = Vec::new();
    let mut peak: f64 = 0.0;
    for (name, ..) in &programs {
        let mut cpu = [0.0; 2];
        let mut edit = [0.0; 2];
        let mut most: f64 = 0.0;
        for (at, mode) in [Mode::Check, Mode::Debug].into_iter().enumerate() {
            lab.prepare(name, mode)?;
            let cost = lab.measure_with_facade(name, mode)?;
            let cost = lab.measure_with_facade(name, mode)?.min(cost);
            let again = lab.measure(name, mode)?;
            let again = lab.measure(name, mode)?.min(again);
            (cpu[at], edit[at], most) = (cost.cpu, again.cpu, most.max(cost.peak));
        }
        debug.push(cpu[1]);
        edits.push(edit[1]);
        peak = peak.max(most);
        println!(
            "{name:<16}{:>9.2}{:>9.2}{:>10.2}{most:>10.0}{:>12.2}{:>12.2}",
            cpu[0],
            cpu[1],
            cpu[1] - debug[0],
            edit[0],
            edit[1]
        );
    }
    let limits = [
        ("ten groups over none, CPU seconds", debug[2] - debug[0], TEN_GROUPS),
        ("everything over none, CPU seconds", debug[4] - debug[0], FULL),
        ("the most memory of a compiler, MiB", peak, PEAK),
        ("an edit, everything by ten groups", edits[4] / edits[2], EDIT),
    ];
    println!();
    let mut good = true;
    for (what, figure, limit) in limits {
        let within = figure <= limit;
        good &= within;
        let verdict = if within { "within" } else { "BEYOND" };
        println!("{what:<36}{figure:>9.2}   {verdict} the limit of {limit}");
    }
    Ok(good)
}
