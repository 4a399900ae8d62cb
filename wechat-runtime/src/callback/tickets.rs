//! Pushed messages that are for the SDK itself: tickets without which no token can be had go to the
//! credentials, authorizations that end take their tokens with them.

use std::time::Duration;

use serde_json::Value;

use super::message::Message;
use crate::client::Client;

/// `InfoType`, the field that holds the ticket, the credential it is, and how long it is good.
const TICKETS: [(&str, &str, &str, Duration); 2] = [
    // Pushed every ten minutes.
    (
        "component_verify_ticket",
        "ComponentVerifyTicket",
        "component_verify_ticket",
        Duration::from_secs(12 * 3600),
    ),
    ("suite_ticket", "SuiteTicket", "suite_ticket", Duration::from_secs(30 * 60)),
];

/// Tokens of accounts that a platform may act for, told apart by the account's appid.
const OF_AUTHORIZERS: [&str; 2] = ["authorizer_access_token", "authorizer_refresh_token"];

/// Whether a message is one of them, and for this app.
pub(super) fn concerns(client: &Client, message: &Message) -> bool {
    let Some(kind) = message.field("InfoType") else { return false };
    let known = kind == "unauthorized" || TICKETS.iter().any(|ticket| ticket.0 == kind);
    let own = ["AppId", "SuiteId"].into_iter().filter_map(|name| message.field(name));
    known && own.into_iter().any(|id| id == client.appid())
}

/// Whether the app's kind has such a credential at all.
fn has(client: &Client, credential: &str) -> bool {
    client.product().credentials.iter().any(|known| known.name == credential)
}

/// Takes what is for the SDK out of a message.
pub(super) async fn take(client: &Client, message: &Message) {
    let kind = message.field("InfoType").unwrap_or_default();
    let fields = message.fields();
    if let Some((_, field, credential, ttl)) = TICKETS.iter().find(|ticket| ticket.0 == kind)
        && let Some(ticket) = fields.get(field).and_then(Value::as_str)
        && !ticket.is_empty()
        && has(client, credential)
    {
        match client.credential(credential).set(ticket, *ttl).await {
            Ok(()) => tracing::debug!(app = client.appid(), credential, "a ticket was pushed"),
            Err(error) => {
                tracing::error!(app = client.appid(), credential, %error, "a ticket is lost")
            }
        }
    }
    if kind == "unauthorized"
        && let Some(authorizer) = fields.get("AuthorizerAppid").and_then(Value::as_str)
    {
        for credential in OF_AUTHORIZERS.into_iter().filter(|name| has(client, name)) {
            if let Err(error) = client.credential(credential).per([authorizer]).forget().await {
                tracing::warn!(app = client.appid(), credential, %error, "a token is not forgotten");
            }
        }
    }
}
