//! A hub, which has the app's secret, and machines that have none and get their tokens from it.
//!
//! `cargo run --example hub --features hub,hub-client` plays both, against the built-in simulator.
//!
//! In earnest they are two programs. With `WECHAT_APPID`, `WECHAT_SECRET` and `BILLING_KEY` set this
//! one is the hub, which keeps its tokens in the directory `STORE` if that is set; with
//! `WECHAT_APPID`, `HUB_URL` and `BILLING_KEY` it is the machine called billing.
#![allow(clippy::print_stdout)]

use axum::Router;
use tokio::net::TcpListener;
use wechat_app::hub::{Hub, HubClient, Peer, Scope};
use wechat_app::mini_program::wxa_code::GetUnlimited;
use wechat_app::prelude::*;
use wechat_app::{Client, CredentialKeeper, FileStore};
use wechat_sim::Simulator;

#[derive(WeChatApp, Clone)]
#[wechat(mini_program, appid = std::env::var("WECHAT_APPID").unwrap_or("wx0123456789abcdef".to_owned()))]
struct Shop {
    client: Client,
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Result<()> {
    let port = std::env::var("PORT").unwrap_or_else(|_| "0".to_owned());
    match (std::env::var("WECHAT_SECRET"), std::env::var("HUB_URL")) {
        (Ok(secret), _) => {
            let mut shop = Shop::builder().secret(secret);
            if let Ok(directory) = std::env::var("STORE") {
                shop = shop.store(FileStore::open(directory)?);
            }
            let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await?;
            println!("the hub: http://{}/hub", listener.local_addr()?);
            serve(shop.build()?, std::env::var("BILLING_KEY")?, listener).await
        }
        (_, Ok(url)) => {
            let hub = HubClient::new(url, "billing", std::env::var("BILLING_KEY"))?;
            work(&Shop::builder().source(hub).build()?, "billing").await
        }
        _ => play().await,
    }
}

/// The hub: it serves the tokens of the app, and keeps them fresh while nobody asks.
async fn serve(shop: Shop, key: String, listener: TcpListener) -> Result<()> {
    let hub = Hub::builder()
        .client(shop.client())
        .peer(Peer::new("billing", key).allow(Scope::app(shop.client().appid())))
        .on_access(|access| {
            let peer = access.peer.unwrap_or("a stranger");
            println!(
                "   hub: {peer}, {:?} {}: {:?}",
                access.action, access.credential, access.outcome
            );
        })
        .build()?;
    let keeper = CredentialKeeper::start([shop.client().credential("access_token")])?;
    axum::serve(listener, Router::new().nest_service("/hub", hub)).await?;
    keeper.stop().await;
    Ok(())
}

/// What a machine without the secret does: calls as any other.
async fn work(shop: &Shop, name: &str) -> Result<()> {
    let code = shop.wxa_code().get_unlimited(GetUnlimited::new("id=42")).await?;
    println!("{name}: a code of {} bytes", code.bytes().len());
    Ok(())
}

async fn play() -> Result<()> {
    let wechat = Simulator::start().await?;
    let key = "only-for-this-example-0123456789abcdef";
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/hub", listener.local_addr()?);
    let owner = Shop::builder().secret("any secret will do").base_url(wechat.url()).build()?;
    tokio::spawn(
        async move { serve(owner, key.to_owned(), listener).await.map_err(|e| e.to_string()) },
    );

    let mut machines = Vec::new();
    for _ in 0..3 {
        let hub = HubClient::new(&url, "billing", key)?;
        machines.push(Shop::builder().source(hub).base_url(wechat.url()).build()?);
    }
    for (n, shop) in machines.iter().enumerate() {
        work(shop, &format!("machine {n}")).await?;
    }
    println!("token requests at WeChat: {}", wechat.token_requests());

    println!("\nWeChat ends the token early; each machine reports it to the hub");
    wechat.expire_tokens();
    for (n, shop) in machines.iter().enumerate() {
        work(shop, &format!("machine {n}")).await?;
    }
    println!("token requests at WeChat: {}", wechat.token_requests());

    println!("\na machine with another key");
    let hub = HubClient::new(&url, "billing", key.replace('0', "1"))?;
    let stranger = Shop::builder().source(hub).base_url(wechat.url()).build()?;
    if let Err(error) = work(&stranger, "stranger").await {
        println!("stranger: {error}");
    }
    Ok(())
}
