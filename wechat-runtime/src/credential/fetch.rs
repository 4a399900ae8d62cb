//! Getting hold of a credential: from the store, else by its fetch call, under the store's lock.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde_json::{Map, Value as Json};
use tokio::time::{Instant, sleep};

use super::entry::{Entry, Token};
use super::held::Holding;
use super::lasting::{self, absent, keep};
use super::note;
use super::source::Wanted;
use super::store::{CoolDown, End, Lease, Lock, StoredCredential};
use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange::{self, Envelopes, Options, Outgoing, Spec};
use crate::op::{self, Fetch, Method, Value};
use crate::record::{Encoded, EncodedBody};
use crate::transport::BoxFuture;
use crate::value::Secret;

/// The life of a credential whose answer does not say.
const DEFAULT_LIFE: Duration = Duration::from_secs(3600);
/// The life when the answer says something that cannot be, so that it is soon asked for again but
/// not with every call.
const DOUBTFUL_LIFE: Duration = Duration::from_secs(60);
const MAX_LIFE: Duration = Duration::from_secs(30 * 86_400);
/// How long another process may take with its fetch until this one does without the lock: longer
/// than a lease lasts that nobody renews.
const WAIT: Duration = Duration::from_secs(15);
/// How often a process that waits looks whether the other is done.
const FIRST_LOOK: Duration = Duration::from_millis(10);
const MAX_LOOK: Duration = Duration::from_millis(200);

/// Why a credential is being fetched.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct How {
    /// In the background, while the old value is still good.
    pub(crate) ahead: bool,
    /// WeChat is to make a new one, and kill the old one.
    pub(crate) force: bool,
    /// A cool-down is not minded: what failed may have what it lacked.
    pub(crate) impatient: bool,
}

/// Boxed here, as a fetch may itself need a credential.
pub(super) fn obtain<'a>(
    client: &'a Client,
    entry: &'a Entry,
    how: How,
    stale: Option<&'a Token>,
) -> BoxFuture<'a, Result<Obtained>> {
    Box::pin(async move {
        let flight = Flight { client, entry, how, stale, begun: client.time() };
        let result = match entry.credential.once {
            true => flight.fetch(None).await.map(Obtained::fetched),
            false => flight.shared().await,
        };
        result.map_err(|error| error.while_fetching(entry.credential.name))
    })
}

/// What an attempt brought.
pub(super) struct Obtained {
    pub(super) stored: StoredCredential,
    /// It came just now, and did not lie in the store, dead perhaps.
    pub(super) fetched: bool,
}

impl Obtained {
    fn fetched(stored: StoredCredential) -> Obtained {
        Obtained { stored, fetched: true }
    }

    fn found(stored: StoredCredential) -> Obtained {
        Obtained { stored, fetched: false }
    }
}

/// One attempt to get hold of a credential.
struct Flight<'a> {
    client: &'a Client,
    entry: &'a Entry,
    how: How,
    stale: Option<&'a Token>,
    begun: SystemTime,
}

/// What the waiting for one's turn came to.
enum Turn {
    Fetch(Lease),
    /// Another process fetched it meanwhile.
    Came(StoredCredential),
}

/// A credential that a fetch call sends.
struct Need {
    holding: Holding,
    used: std::sync::Arc<Token>,
}

impl Flight<'_> {
    /// From the store, or by a fetch that no other process makes at the same time.
    async fn shared(&self) -> Result<Obtained> {
        let (shelf, key) = (self.client.shelf(), &self.entry.key);
        if let Some(stale) = self.stale {
            shelf.remove_if(key, &stale.value).await?;
        }
        if let Some(stored) = self.kept().await? {
            return Ok(Obtained::found(stored));
        }
        if self.entry.credential.fetch.is_none() && self.client.source().is_none() {
            return lasting::missing(self.client, self.entry).await.map(Obtained::fetched);
        }
        let lease = match self.turn().await? {
            Turn::Fetch(lease) => lease,
            Turn::Came(stored) => return Ok(Obtained::fetched(stored)),
        };
        // Another process may have fetched it just before this one got the lock.
        let result = match self.kept().await {
            Ok(Some(stored)) => Ok(Obtained::found(stored)),
            Ok(None) => self.fetch(lease.fence()).await.map(Obtained::fetched),
            Err(error) => Err(error),
        };
        let end = match &result {
            // What holds for the account, whoever asks. Other failures may be this process's own: its
            // network, its secret, its address.
            Err(error) if error.is_busy() || error.is_rate_limited() => {
                End::CoolDown(CoolDown { left: self.entry.pause(), note: note::write(error) })
            }
            _ => End::Release,
        };
        lease.end(end).await;
        result
    }

    /// What the store has, if it is of use.
    async fn kept(&self) -> Result<Option<StoredCredential>> {
        let kept = self.client.shelf().get(&self.entry.key).await?;
        Ok(kept.filter(|stored| self.is_of_use(stored)))
    }

    fn is_of_use(&self, stored: &StoredCredential) -> bool {
        let newer_than =
            |old: &Token| old.value != stored.value && old.obtained_at <= stored.obtained_at;
        let current = self.entry.current().filter(|_| self.how.ahead);
        // A new one is wanted; one that another process had made meanwhile is new.
        !stored.value.is_empty()
            && (!self.how.force || stored.obtained_at > self.begun)
            && self.stale.is_none_or(newer_than)
            && current.as_deref().is_none_or(newer_than)
            && stored.expires_at.is_none_or(|end| {
                let life = end.duration_since(stored.obtained_at).unwrap_or_default();
                end > self.client.time() + (life / 20).min(Duration::from_secs(5))
            })
    }

    /// Waits while another process has the right to fetch, but not for ever: then, and when the store
    /// does not work, it is done without.
    async fn turn(&self) -> Result<Turn> {
        let (shelf, key) = (self.client.shelf(), &self.entry.key);
        let until = Instant::now() + WAIT;
        let mut pause = FIRST_LOOK;
        loop {
            match shelf.try_lock(key, self.how.impatient).await? {
                Some(Lock::Taken(lease)) => return Ok(Turn::Fetch(lease)),
                None => return Ok(Turn::Fetch(Lease::none())),
                Some(Lock::Cooling(cool)) => {
                    let error = note::read(&cool.note, self.client.product());
                    self.entry.share_pause(cool.left);
                    return Err(error);
                }
                Some(Lock::Busy) if Instant::now() >= until => {
                    tracing::warn!(%key, "another process has the lock for {WAIT:?}: fetching without it");
                    return Ok(Turn::Fetch(Lease::none()));
                }
                Some(Lock::Busy) => {
                    sleep(crate::retry::jitter(pause)).await;
                    pause = (pause * 2).min(MAX_LOOK);
                    if let Some(stored) = self.kept().await? {
                        return Ok(Turn::Came(stored));
                    }
                }
            }
        }
    }

    /// From the source, else from WeChat, into the store.
    async fn fetch(&self, fence: Option<u64>) -> Result<StoredCredential> {
        let (client, entry) = (self.client, self.entry);
        let stored = match self.source().await? {
            Some(stored) => stored,
            None => {
                let Some(call) = &entry.credential.fetch else {
                    return Err(absent(entry.credential));
                };
                self.call(call).await?
            }
        };
        tracing::info!(credential = entry.credential.name, "fetched");
        if entry.credential.once {
            return Ok(stored);
        }
        match client.shelf().put(&entry.key, &stored, fence).await? {
            // Another process was later and so has the value that counts.
            Some(false) => Ok(self.kept().await?.unwrap_or(stored)),
            _ => Ok(stored),
        }
    }

    async fn source(&self) -> Result<Option<StoredCredential>> {
        let Some(source) = self.client.source() else { return Ok(None) };
        let current = self.entry.current().filter(|_| self.how.ahead);
        let instead_of = self.stale.or(current.as_deref()).map(|old| &old.value);
        let How { ahead, force, .. } = self.how;
        source.obtain(Wanted { key: &self.entry.key, instead_of, ahead, force }).await
    }

    /// Calls WeChat. What the call needs may be dead too, without being known to be.
    async fn call(&self, call: &'static Fetch) -> Result<StoredCredential> {
        let (request, needs) = self.encode(call).await?;
        let error = match self.send(call, &request).await {
            Ok(stored) => return Ok(stored),
            Err(error) => error,
        };
        let dead = |need: &&Need| {
            error.code().is_some_and(|code| need.holding.entry.credential.stale.contains(&code))
        };
        let Some(need) = needs.iter().find(dead) else { return Err(error) };
        if !lasting::replaced(&need.holding, &need.used).await? {
            return Err(error);
        }
        let (request, _) = self.encode(call).await?;
        self.send(call, &request).await
    }

    /// The request, and the credentials in it.
    async fn encode(&self, call: &'static Fetch) -> Result<(Encoded, Vec<Need>)> {
        let mut values = vec![("force", Json::from(self.how.force))];
        let per = self.entry.credential.per.iter().zip(&self.entry.key.per);
        values.extend(per.map(|(name, value)| (*name, Json::from(value.as_str()))));
        let mut needs = Vec::new();
        for (_, value) in call.request {
            // What is neither known here nor to the client is a credential: a ticket, a refresh token.
            if let Value::Variable(name) = value
                && values.iter().all(|(known, _)| known != name)
                && self.client.variable(name).is_none()
                && self.client.engine().index(name).is_ok()
            {
                let holding = self.client.engine().beside(self.client, self.entry, name)?;
                let used = match holding.entry.credential.fetch {
                    Some(_) => holding.held().get().await?,
                    None => lasting::latest(&holding).await?,
                };
                values.push((*name, used.value.expose().into()));
                needs.push(Need { holding, used });
            }
        }
        Ok((written(self.client, call, &values)?, needs))
    }

    async fn send(&self, call: &'static Fetch, encoded: &Encoded) -> Result<StoredCredential> {
        let (client, credential) = (self.client, self.entry.credential);
        // Fetching twice harms nobody, unless each fetch uses something up: a forced refresh is one
        // of few a day, a refresh token that is replaced is gone.
        let idempotent = !self.how.force && credential.saves.is_empty() && !credential.once;
        // Its life begins later, so it ends no earlier than is thought.
        let now = client.time();
        let answer =
            ask(client, credential.uses, credential.sign, call, encoded, idempotent).await?;
        let value = text_at(&answer, call.value).ok_or_else(|| unreadable(call))?;
        let life = match call.expires {
            Some(path) => Some(life(at(&answer, path))),
            None => credential.life.map(Duration::from_secs),
        };
        let expires_at = life.map(|life| now + life);
        // What cannot be had again is kept first.
        for (path, name) in credential.saves {
            if let Some(value) = text_at(&answer, path) {
                let stored = StoredCredential {
                    value: Secret::new(value),
                    obtained_at: now,
                    expires_at: None,
                };
                let target = client.engine().beside(client, self.entry, name)?;
                keep(&target, &stored).await?;
            }
        }
        Ok(StoredCredential { value: Secret::new(value), obtained_at: now, expires_at })
    }
}

/// Makes a call that fetches or lists credentials.
pub(super) async fn ask(
    client: &Client,
    uses: Option<&str>,
    sign: Option<op::Sign>,
    call: &Fetch,
    encoded: &Encoded,
    idempotent: bool,
) -> Result<Json> {
    let spec = Spec {
        name: Cow::Borrowed(""),
        method: call.method,
        path: Cow::Borrowed(call.path),
        host: call.host.map(Cow::Borrowed),
        envelope: Envelopes::Of(&client.product().envelope),
        rules: &[],
        idempotent,
        reply: op::Reply::Json,
        sign,
        signs: &[],
    };
    let carried = match uses {
        Some(name) => Some(client.engine().own(client, client.engine().index(name)?)),
        None => None,
    };
    let out = Outgoing { spec: &spec, encoded, held: carried };
    let mut body = Bytes::new();
    exchange::drive(client, &out, &Options::default(), &mut |reply| {
        reply.check()?;
        body = reply.body().clone();
        Ok(())
    })
    .await?;
    crate::lenient::from_slice(&body).map_err(|_| unreadable(call))
}

#[cold]
fn unreadable(call: &Fetch) -> Error {
    Error::new(ErrorKind::Decode, "the answer has no value there that is not empty")
        .with_path(call.value.to_owned())
}

/// The request of a call. Variables are `values`, else what the client knows.
pub(super) fn written(
    client: &Client,
    call: &'static Fetch,
    values: &[(&str, Json)],
) -> Result<Encoded> {
    let mut query = Vec::new();
    let mut body = Map::new();
    for (name, value) in call.request {
        let value = match value {
            Value::Text(text) => Json::from(*text),
            Value::Int(number) => Json::from(*number),
            Value::Float(number) => Json::from(*number),
            Value::Bool(value) => Json::from(*value),
            Value::Variable(variable) => match values.iter().find(|(known, _)| known == variable) {
                Some((_, value)) => value.clone(),
                None => known(client, variable)?,
            },
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

/// What the client knows of a variable.
fn known(client: &Client, variable: &str) -> Result<Json> {
    Ok(match client.variable(variable) {
        Some(crate::record::Var::Text(text)) => text.into(),
        Some(crate::record::Var::Secret(secret)) => secret.expose().into(),
        Some(crate::record::Var::Int(number)) => number.into(),
        Some(crate::record::Var::Bool(value)) => value.into(),
        None => {
            return Err(Error::config(format!(
                "the app has no `{variable}`: give it to the builder, or supply the credential with `client.credential(…).set(…)`"
            )));
        }
    })
}

pub(super) fn at<'a>(answer: &'a Json, path: &str) -> Option<&'a Json> {
    path.split('.').try_fold(answer, |value, key| value.get(key))
}

pub(super) fn text_at(answer: &Json, path: &str) -> Option<String> {
    match at(answer, path)? {
        Json::String(text) if !text.is_empty() => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// How long a credential lives by what its answer says.
pub(super) fn life(expires_in: Option<&Json>) -> Duration {
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
