//! Pushed messages that are for the SDK itself. Tickets, without which no token can be had, go to the
//! credentials; so do the tokens of accounts that authorise a platform or install a suite, until
//! they no longer do. Which event brings what is in the product's table.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::message::Message;
use crate::client::Client;
use crate::credential::{grant, revoke};
use crate::error::{Error, ErrorKind, Result};
use crate::op::{Credential, Exchange, Pushed};
use crate::value::{Secret, Time};

/// How often a code is tried again, with pauses of 1, 2, 4, … seconds: for eight minutes in all.
const ATTEMPTS: u32 = 9;

/// What a message is for the SDK, and the field of it that counts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Concern {
    /// The value of this credential.
    Value(&'static str, &'static Credential),
    /// A code for credentials of an account.
    Code(&'static str, &'static Exchange),
    /// An account took its authorisation back.
    Revoked(&'static str, &'static Exchange),
}

/// What a message is for the SDK, if anything, and if it is for this app.
pub(super) fn concern(client: &Client, message: &Message) -> Option<Concern> {
    let kind = message.field("InfoType")?;
    let own = ["AppId", "SuiteId"].into_iter().filter_map(|name| message.field(name)).next()?;
    if own != client.appid() {
        return None;
    }
    let product = client.product();
    let named = |pushed: &&'static Pushed| pushed.event.eq_ignore_ascii_case(kind);
    let value = product.credentials.iter().find_map(|credential| {
        let pushed = credential.pushed.as_ref().filter(named)?;
        Some(Concern::Value(pushed.field, credential))
    });
    value.or_else(|| {
        product.exchanges.iter().find_map(|exchange| {
            let code = exchange.pushed.iter().find(named);
            let revoked = || exchange.revoked.iter().find(named);
            code.map(|pushed| Concern::Code(pushed.field, exchange))
                .or_else(|| revoked().map(|pushed| Concern::Revoked(pushed.field, exchange)))
        })
    })
}

/// Takes what is for the SDK out of a message. That it fails is logged, and is no reason to keep the
/// message from its handler.
pub(super) async fn take(client: &Client, message: &Message, concern: Concern) {
    let fields = message.fields();
    let text = |name: &str| {
        let value = fields.get(name).and_then(Value::as_str);
        value.filter(|text| !text.is_empty())
    };
    let (Concern::Value(field, _) | Concern::Code(field, _) | Concern::Revoked(field, _)) = concern;
    let (app, what) = (client.appid(), message.what());
    let Some(text) = text(field) else {
        tracing::warn!(app, what, field, "a pushed message lacks what it is for");
        return;
    };
    let result = match concern {
        Concern::Value(_, credential) => keep(client, message, credential, text).await,
        Concern::Code(_, exchange) => code(client, exchange, Secret::new(text.to_owned())).await,
        Concern::Revoked(_, exchange) => {
            revoke(client, exchange, text, made(client, message)).await
        }
    };
    match result {
        Ok(()) => tracing::debug!(app, what, "credentials follow a pushed message"),
        Err(error) => {
            tracing::error!(app, what, %error, "credentials do not follow a pushed message");
        }
    }
}

/// Exchanges a code; if that fails of what may pass, such as a ticket that has not come yet, some
/// more times in the background. WeCom pushes a code once, and without it the corp must begin again.
async fn code(client: &Client, exchange: &'static Exchange, code: Secret) -> Result<()> {
    let first = grant(client, exchange, &code).await;
    if first.as_ref().is_err_and(may_pass) {
        let client = client.clone();
        tokio::spawn(async move {
            for pause in (0..ATTEMPTS).map(|attempt| Duration::from_secs(1 << attempt)) {
                tokio::time::sleep(pause).await;
                match grant(&client, exchange, &code).await {
                    Ok(_) => return,
                    Err(error) if may_pass(&error) => {}
                    Err(error) => {
                        let app = client.appid();
                        tracing::error!(app, %error, "a pushed code is lost");
                        return;
                    }
                }
            }
            tracing::error!(app = client.appid(), "a pushed code is given up");
        });
    }
    first.map(drop)
}

/// Not when WeChat refuses the code itself.
fn may_pass(error: &Error) -> bool {
    error.is_retryable() || error.kind() == ErrorKind::Credential || error.credential().is_some()
}

/// Keeps a pushed value, unless a newer one has come. Pushes that nobody answered come again, later
/// than their successors perhaps: what counts is when they were made.
async fn keep(
    client: &Client,
    message: &Message,
    credential: &Credential,
    value: &str,
) -> Result<()> {
    let made = made(client, message);
    // Clocks differ: its life begins when it comes.
    let since = client.time().duration_since(made).unwrap_or_default();
    let life = credential.life.map(|life| Duration::from_secs(life) + since);
    client.credential(credential.name).set_at(value, life, made).await
}

/// When a message was made: at the end of its second, as it says no more; but not in the future,
/// whatever WeChat's clock says: what a user supplies would not replace it.
fn made(client: &Client, message: &Message) -> SystemTime {
    let now = client.time();
    let end = |time: Time| SystemTime::from(time) + Duration::from_millis(999);
    message.create_time().map_or(now, |time| end(time).min(now))
}
