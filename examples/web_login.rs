//! A site that people log in to with WeChat. `/` is open; `/me` is for people who are logged in: a
//! browser that comes without a session is sent to WeChat and comes back to the page it wanted.
//!
//! `cargo run --example web_login --features axum,official-account-oauth` plays WeChat's part with the
//! built-in simulator and prints the address to open; with `PERSON=oLiLei` that person agrees without
//! being asked, so that a browser without hands gets through:
//! `chromium --headless --dump-dom http://127.0.0.1:8080/me`.
//!
//! With `WECHAT_APPID` and `WECHAT_SECRET` set, and `SITE` the address that WeChat knows the server
//! by (`https://shop.example`), it is the real thing.
#![allow(clippy::print_stdout)]

use axum::Router;
use axum::body::Body;
use axum::response::{Html, IntoResponse};
use axum::routing::{get, post};
use wechat_app::prelude::*;
use wechat_app::web::{LoggedIn, WebLogin};
use wechat_app::{AuthorizeUrl, Scope};
use wechat_sim::{Person, Simulator};

#[derive(WeChatApp, Clone)]
#[wechat(official_account, appid = std::env::var("WECHAT_APPID"), secret = std::env::var("WECHAT_SECRET"))]
struct Account {
    client: Client,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let port = std::env::var("PORT").unwrap_or_else(|_| "8080".to_owned());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    let site = std::env::var("SITE").unwrap_or(format!("http://{}", listener.local_addr()?));

    // WeChat, or what stands in for it.
    let (account, wechat) = if std::env::var_os("WECHAT_APPID").is_some() {
        (Account::new()?, None)
    } else {
        let wechat = Simulator::start().await?;
        wechat.person(Person::new("oLiLei").nickname("李雷"));
        wechat.person(Person::new("oHanMei").nickname("韩梅梅"));
        wechat.logs_in(std::env::var("PERSON").ok().as_deref());
        // What is set here takes the place of what the attribute says.
        let account = Account::builder().appid("wx0123456789abcdef").secret("any secret will do");
        (account.base_url(wechat.url()).build()?, Some(wechat))
    };

    let mut page = AuthorizeUrl::new(&account, format!("{site}/back")).scope(Scope::UserInfo);
    if let Some(wechat) = &wechat {
        page = page.at(wechat.url());
    }
    let login = page
        .login()
        .on_login(move |mut grant| {
            let account = account.clone();
            async move {
                // The name is kept in the session; the tokens are not.
                let user = account.oauth().userinfo(&grant).await?;
                grant.user = Some(user.nickname);
                Ok(grant)
            }
        })
        .build()?;

    println!("open {site}/me");
    axum::serve(listener, router(&login)).await?;
    Ok(())
}

fn router(login: &WebLogin) -> Router {
    let logout = {
        let login = login.clone();
        move || async move { login.logout("/").map(Body::from).into_response() }
    };
    let private = Router::new().route("/me", get(me)).layer(login.layer());
    Router::new()
        .route("/", get(home).layer(login.layer().optional()))
        .route("/logout", post(logout))
        .route_service("/back", login.callback())
        .merge(private)
}

async fn home(user: Option<LoggedIn>) -> Html<String> {
    Html(match user {
        Some(user) => format!("<p>{} is logged in. <a href=/me>Your page</a></p>", name(&user)),
        None => "<p>Nobody is logged in. <a href=/me>Log in</a></p>".to_owned(),
    })
}

async fn me(user: LoggedIn) -> Html<String> {
    Html(format!(
        "<p id=hello>Hello {}, you are {}.</p><form method=post action=/logout><button>Log out</button></form>",
        name(&user),
        user.openid
    ))
}

/// People choose their names: what stands in a page must be text.
fn name(user: &LoggedIn) -> String {
    let name = user.user.as_deref().unwrap_or_default();
    name.replace('&', "&amp;").replace('<', "&lt;")
}
