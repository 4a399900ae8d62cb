//! One-time codes that become credentials: an account authorised a platform, a corp installed a
//! suite. Which call changes the code, and what its answer is kept as, is in the product's table.

use std::time::Duration;

use serde_core::de::DeserializeOwned;
use serde_json::Value as Json;

use super::fetch::{ask, at, life, text_at, written};
use super::lasting::keep;
use super::store::StoredCredential;
use crate::client::{Client, no_runtime};
use crate::error::{Error, ErrorKind, Result};
use crate::op::Exchange;
use crate::value::Secret;

impl Client {
    /// Changes a one-time code into the credentials of the account that gave it, and keeps them:
    /// `client.exchange::<Value>("authorization_code", code)`. What comes back is WeChat's whole
    /// answer, which holds them too: as JSON it is not for logs.
    ///
    /// Codes that are pushed are changed when they arrive, by the `Callback`;
    /// this is for those that a redirect brings. Like all that uses something up, it is not sent
    /// again by itself when it is not known whether WeChat got it. What was begun is done to its end
    /// also when nobody waits for it any more, such as for a browser that went away.
    pub async fn exchange<T: DeserializeOwned>(
        &self,
        name: &str,
        code: impl Into<Secret>,
    ) -> Result<T> {
        let exchange = self.product().exchanges.iter().find(|known| known.name == name);
        let Some(exchange) = exchange else {
            let known: Vec<_> = self.product().exchanges.iter().map(|it| it.name).collect();
            return Err(Error::config(format!(
                "`{}` has no codes called `{name}`; it has {}",
                self.product().name,
                if known.is_empty() { "none".to_owned() } else { known.join(", ") }
            )));
        };
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(no_runtime());
        }
        let (client, code) = (self.clone(), code.into());
        let task = tokio::spawn(async move { grant(&client, exchange, &code).await });
        let lost = |_| {
            Error::new(
                ErrorKind::Credential,
                "the task that exchanged it was lost with its runtime",
            )
        };
        let answer = task.await.map_err(lost)??;
        // The text of serde may quote the value.
        serde_json::from_value(answer).map_err(|_| {
            Error::new(ErrorKind::Decode, "the credentials are kept; the answer has another form")
        })
    }
}

/// Changes a code, keeps what comes of it, and gives the answer.
pub(crate) async fn grant(
    client: &Client,
    exchange: &'static Exchange,
    code: &Secret,
) -> Result<Json> {
    let call = &exchange.fetch;
    let request = written(client, call, &[("code", code.expose().into())])?;
    // What another process gets from WeChat in the meantime is newer.
    let begun = client.time();
    let answer = ask(client, exchange.uses, None, call, &request, false).await?;
    let Some(account) = text_at(&answer, call.value) else {
        let error =
            Error::new(ErrorKind::Decode, "the answer does not say whose credentials it has");
        return Err(error.with_path(call.value.to_owned()));
    };
    let engine = client.engine();
    let ends = call.expires.map(|path| begun + life(at(&answer, path)));
    let mut brought = Vec::new();
    for (path, name) in exchange.saves {
        // An account that grants little has no token.
        let Some(value) = text_at(&answer, path) else { continue };
        let index = engine.index(name)?;
        let credential = &client.product().credentials[index];
        let expires_at = match credential.fetch {
            Some(_) => ends,
            None => credential.life.map(|life| begun + Duration::from_secs(life)),
        };
        let stored = StoredCredential { value: Secret::new(value), obtained_at: begun, expires_at };
        brought.push((
            credential.durable,
            engine.other(client, index, vec![account.clone()])?,
            stored,
        ));
    }
    // What cannot be had again is kept first.
    brought.sort_by_key(|(durable, ..)| !durable);
    let mut kept = Ok(());
    for (_, holding, stored) in &brought {
        // What one of them fails of, the others need not lose.
        kept = kept.and(keep(holding, stored).await);
    }
    engine.forgive();
    kept?;
    tracing::info!(exchange = exchange.name, %account, kept = brought.len(), "a code was exchanged");
    Ok(answer)
}

/// Forgets all credentials of an account that took its authorisation back at this time. What is newer
/// came of another authorisation.
#[cfg(feature = "callback")]
pub(crate) async fn revoke(
    client: &Client,
    exchange: &Exchange,
    account: &str,
    time: std::time::SystemTime,
) -> Result<()> {
    let its_own = |credential: &&crate::op::Credential| credential.per == [exchange.per];
    for credential in client.product().credentials.iter().filter(its_own) {
        client.credential(credential.name).per([account]).forget_at(time).await?;
    }
    Ok(())
}
