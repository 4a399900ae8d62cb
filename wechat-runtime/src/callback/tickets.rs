//! Pushed messages that are for the SDK itself. Tickets, without which no token can be had, go to the
//! credentials; so do the tokens of accounts that authorize a platform, until they no longer do.
//! Which credential is pushed by which event is in the product's table.

use std::time::Duration;

use serde_json::{Value, json};

use super::message::Message;
use crate::client::Client;
use crate::error::Result;
use crate::op::Credential;

/// The events that hold a ticket: `InfoType`, the name of event and field, how long it is good.
const TICKETS: [(&str, &str, Duration); 2] = [
    ("component_verify_ticket", "ComponentVerifyTicket", Duration::from_secs(12 * 3600)),
    ("suite_ticket", "SuiteTicket", Duration::from_secs(30 * 60)),
];

/// The event after which an account's tokens can be had, as the product's table names it.
const AUTHORIZED: &str = "Authorized";
/// The token that goes with those that `Authorized` brings.
const ACCESS_TOKEN: &str = "authorizer_access_token";

/// What a message is for the SDK.
#[derive(Clone, Copy, Debug)]
pub(super) enum Concern {
    /// A ticket: the field that it is in, the credential that it is, how long it is good.
    Ticket(&'static str, &'static Credential, Duration),
    /// An account authorized the platform, perhaps for more or less than before: its credential.
    Authorized(&'static Credential),
    /// It no longer does.
    Unauthorized(&'static Credential),
}

/// What a message is for the SDK, if anything, and if it is for this app.
pub(super) fn concern(client: &Client, message: &Message) -> Option<Concern> {
    let kind = message.field("InfoType")?;
    let own = ["AppId", "SuiteId"].into_iter().filter_map(|name| message.field(name)).next()?;
    if own != client.appid() {
        return None;
    }
    let pushed_by =
        |event: &str| client.product().credentials.iter().find(|known| known.pushed == Some(event));
    match kind {
        "authorized" | "updateauthorized" => pushed_by(AUTHORIZED).map(Concern::Authorized),
        "unauthorized" => pushed_by(AUTHORIZED).map(Concern::Unauthorized),
        kind => {
            let (_, field, ttl) = TICKETS.iter().find(|ticket| ticket.0 == kind)?;
            Some(Concern::Ticket(field, pushed_by(field)?, *ttl))
        }
    }
}

/// Takes what is for the SDK out of a message. That it fails is logged, and is no reason to keep the
/// message from its handler.
pub(super) async fn take(client: &Client, message: &Message, concern: Concern) {
    let fields = message.fields();
    let text = |name: &str| {
        let value = fields.get(name).and_then(Value::as_str);
        value.filter(|text| !text.is_empty())
    };
    let account = text("AuthorizerAppid").unwrap_or_default();
    let result = match concern {
        Concern::Ticket(field, credential, ttl) => match text(field) {
            Some(ticket) => client.credential(credential.name).set(ticket, ttl).await,
            None => Ok(()),
        },
        Concern::Authorized(credential) => match text("AuthorizationCode") {
            Some(code) => authorized(client, credential, account, code).await,
            None => Ok(()),
        },
        Concern::Unauthorized(credential) => unauthorized(client, credential, account).await,
    };
    let (app, what) = (client.appid(), message.what());
    match result {
        Ok(()) => tracing::debug!(app, what, account, "credentials follow a pushed message"),
        Err(error) => {
            tracing::error!(app, what, account, %error, "credentials do not follow a pushed message");
        }
    }
}

/// Exchanges the code for the account's tokens.
async fn authorized(
    client: &Client,
    refresh: &Credential,
    account: &str,
    code: &str,
) -> Result<()> {
    let request = json!({ "component_appid": client.appid(), "authorization_code": code });
    let call = client.call("POST /cgi-bin/component/api_query_auth").json(&request);
    let answer: Value = call.send().await?;
    let info = answer.get("authorization_info").unwrap_or(&Value::Null);
    let text = |name: &str| info.get(name).and_then(Value::as_str);
    // The answer says whose tokens they are; the message only that there are some.
    let account = text("authorizer_appid").unwrap_or(account);
    if let Some(token) = text("authorizer_refresh_token") {
        client.credential(refresh.name).per([account]).set(token, None).await?;
    }
    if let Some(token) = text(ACCESS_TOKEN) {
        let seconds = info.get("expires_in").and_then(Value::as_u64).unwrap_or_default();
        let ttl = Duration::from_secs(seconds);
        client.credential(ACCESS_TOKEN).per([account]).set(token, ttl).await?;
    }
    Ok(())
}

async fn unauthorized(client: &Client, refresh: &Credential, account: &str) -> Result<()> {
    for name in [refresh.name, ACCESS_TOKEN] {
        client.credential(name).per([account]).forget().await?;
    }
    Ok(())
}
