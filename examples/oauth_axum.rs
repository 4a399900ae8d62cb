//! Web login in a server: `/` sends the browser to WeChat, WeChat sends it back to `/back` with a
//! code, and the code becomes the user.
//!
//! `cargo run --example oauth_axum --features official-account-oauth` plays WeChat's part with the
//! built-in simulator. With `WECHAT_APPID` and `WECHAT_SECRET` set, and `SITE` the address that
//! WeChat knows the server by (`https://shop.example`), it is the real thing.
#![allow(clippy::print_stdout)]

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use wechat_app::prelude::*;
use wechat_app::{AuthorizeUrl, Scope};
use wechat_sim::{Person, Simulator};

#[derive(WeChatApp, Clone)]
#[wechat(official_account, appid = std::env::var("WECHAT_APPID"), secret = std::env::var("WECHAT_SECRET"))]
struct Account {
    client: Client,
}

#[derive(Clone)]
struct Site {
    account: Account,
    address: String,
    /// Plays WeChat when there is no account.
    wechat: Option<Arc<Simulator>>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    let address = std::env::var("SITE").unwrap_or_else(|_| "http://127.0.0.1:8080".to_owned());
    let site = if std::env::var_os("WECHAT_APPID").is_some() {
        Site { account: Account::new()?, address, wechat: None }
    } else {
        let wechat = Simulator::start().await?;
        wechat.person(Person::new("oLiLei").nickname("李雷"));
        // What is set here takes the place of what the attribute says.
        let account = Account::builder().appid("wx0123456789abcdef").secret("any secret will do");
        Site {
            account: account.base_url(wechat.url()).build()?,
            address,
            wechat: Some(Arc::new(wechat)),
        }
    };
    println!("open {}", site.address);
    let router = Router::new().route("/", get(login)).route("/back", get(back)).with_state(site);
    axum::serve(listener, router).await?;
    Ok(())
}

/// Sends the browser to WeChat, with a random state that it has to bring back.
async fn login(State(site): State<Site>) -> Response {
    let mut random = [0; 16];
    if getrandom::fill(&mut random).is_err() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let state = format!("{:032x}", u128::from_ne_bytes(random));
    let back = format!("{}/back", site.address);
    let to = match &site.wechat {
        Some(wechat) => {
            format!("{back}?code={}&state={state}", wechat.oauth_code("oLiLei", "snsapi_userinfo"))
        }
        None => {
            AuthorizeUrl::new(&site.account, back).scope(Scope::UserInfo).state(&*state).to_string()
        }
    };
    let cookie = format!("state={state}; HttpOnly; SameSite=Lax; Max-Age=600");
    ([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response()
}

/// The browser is back: makes sure that it is the same one, and asks WeChat who it is.
async fn back(
    State(site): State<Site>,
    headers: HeaderMap,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let cookies =
        headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kept = cookies.split("; ").find_map(|cookie| cookie.strip_prefix("state="));
    let (Some(code), Some(state)) = (query.get("code"), query.get("state")) else {
        return (StatusCode::UNAUTHORIZED, "the user did not agree").into_response();
    };
    if kept != Some(state.as_str()) {
        return (StatusCode::FORBIDDEN, "this login was begun in another browser").into_response();
    }
    match who(&site.account, code).await {
        Ok(greeting) => greeting.into_response(),
        // An old address in the history, or a page that was loaded twice: once more from the start.
        Err(error) if error.is_code_used() || error.is_invalid_code() || error.is_expired() => {
            Redirect::to("/").into_response()
        }
        Err(error) if error.is_retryable() => {
            (StatusCode::SERVICE_UNAVAILABLE, "WeChat is busy").into_response()
        }
        Err(error) => {
            println!("{error:#}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn who(account: &Account, code: &str) -> wechat_app::Result<String> {
    let login = account.oauth().access_token(code).await?;
    let user = account.oauth().userinfo(&login).await?;
    Ok(format!("Hello {}, you are {}\n", user.nickname, user.openid))
}
