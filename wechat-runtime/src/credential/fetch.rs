//! Getting hold of a credential: from the store, else by its fetch call, under the store's lock.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde_json::{Map, Value as Json};

use super::entry::{Entry, Token};
use super::store::{CredentialKey, Lease, StoreError, StoredCredential};
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange::{self, Envelopes, Options, Outgoing, Spec};
use crate::op::{self, Credential, Fetch, Method, Value};
use crate::record::{Encoded, EncodedBody};
use crate::transport::BoxFuture;
use crate::value::Secret;

/// The life of a credential whose answer does not say.
const DEFAULT_LIFE: Duration = Duration::from_secs(3600);
/// The life when the answer says something that cannot be, so that it is soon asked for again but
/// not with every call.
const DOUBTFUL_LIFE: Duration = Duration::from_secs(60);
const MAX_LIFE: Duration = Duration::from_secs(30 * 86_400);

/// Why a credential is being fetched.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct How {
    /// In the background, while the old value is still good.
    pub(crate) ahead: bool,
    /// WeChat is to make a new one, and kill the old one.
    pub(crate) force: bool,
}

/// Boxed here, as a fetch may itself need a credential.
pub(super) fn obtain<'a>(
    client: &'a Client,
    entry: &'a Entry,
    how: How,
    stale: Option<&'a Token>,
) -> BoxFuture<'a, Result<StoredCredential>> {
    Box::pin(async move {
        let result = locked(client, entry, how, stale).await;
        result.map_err(|error| error.while_fetching(entry.credential.name))
    })
}

async fn locked(
    client: &Client,
    entry: &Entry,
    how: How,
    stale: Option<&Token>,
) -> Result<StoredCredential> {
    let store = client.store();
    let key = &entry.key;
    if let Some(stale) = stale {
        warn("forget", key, store.remove_if(key, &stale.value).await);
    }
    let current = entry.current().filter(|_| how.ahead);
    let usable = |stored: &StoredCredential| {
        let newer_than =
            |old: &Token| old.value != stored.value && old.obtained_at <= stored.obtained_at;
        !how.force
            && stale.is_none_or(newer_than)
            && current.as_deref().is_none_or(newer_than)
            && stored.expires_at.is_none_or(|end| end > client.time() + Duration::from_secs(5))
    };
    let kept = || async { warn("read", key, store.get(key).await).flatten().filter(&usable) };
    if let Some(stored) = kept().await {
        return Ok(stored);
    }
    let Some(call) = &entry.credential.fetch else {
        return Err(absent(entry.credential));
    };
    let lease = warn("lock", key, store.lock(key).await).unwrap_or_else(Lease::none);
    // Another process may have fetched it while this one waited for the lock.
    let result = match kept().await {
        Some(stored) => Ok(stored),
        None => fetch(client, entry, call, how).await,
    };
    lease.release().await;
    result
}

/// A store that fails is a warning: the credential is fetched and kept in memory.
fn warn<T>(what: &str, key: &CredentialKey, result: Result<T, StoreError>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            tracing::warn!(%key, %error, "the store failed to {what}");
            None
        }
    }
}

#[cold]
fn absent(credential: &Credential) -> Error {
    let text = match credential.pushed {
        Some(event) => format!("none has arrived yet; WeChat pushes it by the event `{event}`"),
        None => "it cannot be fetched and none was supplied".to_owned(),
    };
    Error::new(ErrorKind::Credential, text)
}

async fn fetch(
    client: &Client,
    entry: &Entry,
    call: &'static Fetch,
    how: How,
) -> Result<StoredCredential> {
    let credential = entry.credential;
    let encoded = encode(client, entry, call, how).await?;
    let spec = Spec {
        name: Cow::Borrowed(""),
        method: call.method,
        path: Cow::Borrowed(call.path),
        host: call.host.map(Cow::Borrowed),
        envelope: Envelopes::Of(&client.product().envelope),
        rules: &[],
        // Fetching twice harms nobody, unless each fetch uses something up: a forced refresh is
        // one of few a day, a refresh token that is replaced is gone.
        idempotent: !how.force && credential.saves.is_empty(),
        reply: op::Reply::Json,
    };
    let carried = match credential.uses {
        Some(name) => Some(client.engine().own(client.engine().index(name)?)),
        None => None,
    };
    let out = Outgoing { spec: &spec, encoded: &encoded, entry: carried };
    let mut body = Bytes::new();
    exchange::drive(client, &out, &Options::default(), &mut |reply| {
        reply.check()?;
        body = reply.body().clone();
        Ok(())
    })
    .await?;
    let answer: Json = crate::lenient::from_slice(&body).map_err(|_| unreadable(call))?;
    let value = text_at(&answer, call.value).ok_or_else(|| unreadable(call))?;
    let now = client.time();
    let expires_at = call.expires.map(|path| now + life(at(&answer, path)));
    let stored = StoredCredential { value: Secret::new(value), obtained_at: now, expires_at };
    for (path, name) in credential.saves {
        if let Some(value) = text_at(&answer, path) {
            save(client, entry, name, value).await?;
        }
    }
    tracing::info!(credential = credential.name, "fetched");
    match warn("write", &entry.key, client.store().put_if_newer(&entry.key, &stored).await) {
        // Another process was later and so has the value that counts.
        Some(false) => {
            let kept = warn("read", &entry.key, client.store().get(&entry.key).await).flatten();
            Ok(kept.unwrap_or(stored))
        }
        _ => Ok(stored),
    }
}

/// Keeps what a fetch brought beside its own value.
async fn save(client: &Client, entry: &Entry, name: &str, value: String) -> Result<()> {
    let engine = client.engine();
    let index = engine.index(name)?;
    let per = engine.own(index).credential.per.iter().map(|name| {
        let position = entry.credential.per.iter().position(|own| own == name);
        position.map_or_else(|| client.part(name).unwrap_or_default(), |i| entry.key.per[i].clone())
    });
    let target = engine.other(index, per.collect())?;
    let stored = StoredCredential {
        value: Secret::new(value),
        obtained_at: client.time(),
        expires_at: None,
    };
    target.set(client, &stored);
    warn("write", &target.key, client.store().put_if_newer(&target.key, &stored).await);
    Ok(())
}

#[cold]
fn unreadable(call: &Fetch) -> Error {
    Error::new(ErrorKind::Decode, "the answer has no value there that is not empty")
        .with_path(call.value.to_owned())
}

async fn encode(client: &Client, entry: &Entry, call: &Fetch, how: How) -> Result<Encoded> {
    let mut query = Vec::new();
    let mut body = Map::new();
    for (name, value) in call.request {
        let value = match value {
            Value::Text(text) => Json::from(*text),
            Value::Int(number) => Json::from(*number),
            Value::Float(number) => Json::from(*number),
            Value::Bool(value) => Json::from(*value),
            Value::Variable(variable) => resolve(client, entry, variable, how).await?,
        };
        if call.method == Method::Get {
            let text = match value {
                Json::String(text) => text,
                value => value.to_string(),
            };
            query.push((Cow::Borrowed(*name), text));
        } else {
            body.insert((*name).to_owned(), value);
        }
    }
    let body = match call.method {
        Method::Get => EncodedBody::None,
        _ => EncodedBody::Bytes {
            content_type: "application/json",
            data: Json::Object(body).to_string().into(),
        },
    };
    Ok(Encoded { path: Cow::Borrowed(call.path), query, headers: Vec::new(), body })
}

async fn resolve(client: &Client, entry: &Entry, variable: &str, how: How) -> Result<Json> {
    if variable == "force" {
        return Ok(how.force.into());
    }
    if let Some(i) = entry.credential.per.iter().position(|name| *name == variable) {
        return Ok(entry.key.per[i].clone().into());
    }
    if let Some(value) = client.variable(variable) {
        return Ok(match value {
            crate::record::Var::Text(text) => text.into(),
            crate::record::Var::Secret(secret) => secret.expose().into(),
            crate::record::Var::Int(number) => number.into(),
            crate::record::Var::Bool(value) => value.into(),
        });
    }
    let engine = client.engine();
    let Ok(index) = engine.index(variable) else {
        return Err(Error::config(format!(
            "the app has no `{variable}`: give it to the builder, or supply the credential with `client.credential(…).set(…)`"
        )));
    };
    // A credential that is part of the request, such as a ticket or a refresh token.
    let needed = engine.own(index).credential;
    let per = needed.per.iter().map(|name| {
        let position = entry.credential.per.iter().position(|own| own == name);
        position.map_or_else(|| client.part(name).unwrap_or_default(), |i| entry.key.per[i].clone())
    });
    let token = engine.other(index, per.collect())?.get(client).await?;
    Ok(token.value.expose().into())
}

fn at<'a>(answer: &'a Json, path: &str) -> Option<&'a Json> {
    path.split('.').try_fold(answer, |value, key| value.get(key))
}

fn text_at(answer: &Json, path: &str) -> Option<String> {
    match at(answer, path)? {
        Json::String(text) if !text.is_empty() => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// How long a credential lives by what its answer says.
fn life(expires_in: Option<&Json>) -> Duration {
    let seconds = match expires_in {
        Some(Json::Number(number)) => number.as_f64(),
        Some(Json::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    match seconds {
        None => DEFAULT_LIFE,
        Some(seconds) if seconds.is_nan() || seconds <= 0.0 => DOUBTFUL_LIFE,
        Some(seconds) if seconds >= MAX_LIFE.as_secs_f64() => MAX_LIFE,
        Some(seconds) => Duration::from_secs_f64(seconds.max(1.0)),
    }
}

/// When a pushed or supplied value ends.
pub(super) fn end(client: &Client, ttl: Option<Duration>) -> Option<SystemTime> {
    client.time().checked_add(ttl?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn any_expires_in_gives_a_life() {
        for (value, seconds) in [
            (json!(7200), 7200),
            (json!("7200"), 7200),
            (json!(345.0), 345),
            (json!(0), 60),
            (json!(-1), 60),
            (json!(i64::MIN), 60),
            (json!(1.8e19), 30 * 86_400),
            (json!(u64::MAX), 30 * 86_400),
            (json!(null), 3600),
            (json!("soon"), 3600),
            (json!({}), 3600),
        ] {
            assert_eq!(life(Some(&value)), Duration::from_secs(seconds), "{value}");
        }
        assert_eq!(life(None), DEFAULT_LIFE);
    }
}
