//! Credentials that are not fetched: pushed tickets, refresh tokens, permanent codes. Another process
//! may have got a newer one, so the store is asked before the client's own memory; what was lost is
//! looked up in the list that WeChat has of them, where there is one.

use std::time::Duration;

use serde_json::Value as Json;

use super::entry::{Entry, Token};
use super::fetch::{ask, at, text_at, written};
use super::held::Holding;
use super::store::{CredentialKey, StoredCredential};
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::op::{Credential, Recover};
use crate::value::Secret;

/// No list is longer.
const MAX_PAGES: u32 = 2_000;
/// A list that was read is not read again for this long: what was not in it is not in it now.
const FRESH: Duration = Duration::from_secs(60);
/// How long the list may lag behind what was obtained.
const LAG: Duration = Duration::from_secs(600);

/// Puts a value that came by a push, with another or from a list in place: here and in the store.
pub(super) async fn keep(holding: &Holding, stored: &StoredCredential) -> Result<()> {
    let Holding { client, entry } = holding;
    match client.shelf().put(&entry.key, stored, None).await? {
        // What the store has is newer.
        Some(false) => Ok(()),
        _ => {
            entry.set(client, stored);
            Ok(())
        }
    }
}

/// The value to be sent in a fetch: the store's, unless only the client has one. One that the store
/// lost is given back to it.
pub(super) async fn latest(holding: &Holding) -> Result<std::sync::Arc<Token>> {
    let Holding { client, entry } = holding;
    let mut current = entry.current().filter(|token| token.is_good(client.now()));
    let mut kept = client.shelf().get(&entry.key).await?;
    if let Some(gone) = kept.take_if(|kept| !kept.lives(client.time()))
        && gone.value.is_empty()
        && current.take_if(|current| current.obtained_at <= gone.obtained_at).is_some()
    {
        // Another process forgot it.
        entry.clear();
    }
    match (kept, current) {
        (Some(kept), Some(current)) if current.value == kept.value => Ok(current),
        (Some(kept), Some(current)) if current.obtained_at > kept.obtained_at => {
            give_back(holding, &current).await?;
            Ok(current)
        }
        (Some(kept), _) => Ok(entry.set(client, &kept)),
        (None, Some(current)) => {
            give_back(holding, &current).await?;
            Ok(current)
        }
        (None, None) => holding.held().get().await,
    }
}

async fn give_back(holding: &Holding, token: &Token) -> Result<()> {
    let stored = StoredCredential {
        value: token.value.clone(),
        obtained_at: token.obtained_at,
        expires_at: token.expires_at,
    };
    holding.client.shelf().put(&holding.entry.key, &stored, None).await.map(drop)
}

/// What to do when there is no value at all.
pub(super) async fn missing(client: &Client, entry: &Entry) -> Result<StoredCredential> {
    if let Some(recover) = &entry.credential.recover {
        walk(client, entry.credential, recover, Some(&entry.key)).await?;
        if let Some(stored) = client.shelf().get(&entry.key).await?
            && stored.lives(client.time())
        {
            return Ok(stored);
        }
    }
    Err(absent(entry.credential))
}

/// WeChat refused a value: whether there is another one now, in the store or in its list.
pub(super) async fn replaced(holding: &Holding, used: &Token) -> Result<bool> {
    let Holding { client, entry } = holding;
    let other =
        |stored: &StoredCredential| stored.value != used.value && stored.lives(client.time());
    if client.shelf().get(&entry.key).await?.as_ref().is_some_and(other) {
        return Ok(true);
    }
    let Some(recover) = &entry.credential.recover else { return Ok(false) };
    tracing::warn!(key = %entry.key, "WeChat refuses it: looking it up");
    walk(client, entry.credential, recover, Some(&entry.key)).await?;
    // What the store could not take is in memory.
    let kept = client.shelf().get(&entry.key).await?;
    Ok(kept.as_ref().is_some_and(other)
        || entry.current().is_some_and(|current| current.value != used.value))
}

/// Reads WeChat's list of a credential and keeps what is new in it, of all accounts. Tells how many
/// there are; one that was read just now is not read again. `refused` is the key whose value is known
/// to be wrong; what was obtained lately of others may be ahead of the list.
pub(super) async fn walk(
    client: &Client,
    credential: &'static Credential,
    recover: &'static Recover,
    refused: Option<&CredentialKey>,
) -> Result<usize> {
    let mut last = client.inner().walked.lock().await;
    if let Some((begun, found)) = *last
        && client.time().duration_since(begun).is_ok_and(|age| age < FRESH)
    {
        return Ok(found);
    }
    let begun = client.time();
    let engine = client.engine();
    let index = engine.index(credential.name)?;
    let mut found = 0;
    for page in 0..MAX_PAGES {
        // What changes while the list is read is newer than it.
        let now = client.time();
        let encoded = written(client, &recover.fetch, &[("offset", (page * recover.page).into())])?;
        let answer = ask(client, recover.uses, None, &recover.fetch, &encoded, true).await?;
        let rows =
            at(&answer, recover.rows).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        for row in rows {
            let per: Option<Vec<_>> = credential.per.iter().map(|key| text_at(row, key)).collect();
            let (Some(per), Some(value)) = (per, text_at(row, recover.fetch.value)) else {
                continue;
            };
            found += 1;
            let holding = engine.other(client, index, per)?;
            let value = Secret::new(value);
            let known = client.shelf().get(&holding.entry.key).await?;
            let is_ahead = |known: &StoredCredential| {
                Some(&holding.entry.key) != refused
                    && known.lives(now)
                    && now.duration_since(known.obtained_at).is_ok_and(|age| age < LAG)
            };
            if known.is_none_or(|known| known.value != value && !is_ahead(&known)) {
                let stored = StoredCredential { value, obtained_at: now, expires_at: None };
                keep(&holding, &stored).await?;
            }
        }
        if rows.len() < recover.page as usize {
            break;
        }
    }
    tracing::info!(credential = credential.name, found, "read WeChat's list");
    *last = Some((begun, found));
    Ok(found)
}

#[cold]
pub(super) fn absent(credential: &Credential) -> Error {
    let text = match credential.pushed {
        Some(event) => format!("none has arrived yet; WeChat pushes it by the event `{event}`"),
        None => "it cannot be fetched and none was supplied".to_owned(),
    };
    Error::new(ErrorKind::Credential, text)
}
