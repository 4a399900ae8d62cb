//! Endpoints that do something: one subject a file, each with a table from call to function.
//! Everything not in a table answers with generated data.

mod account;
mod article;
mod code;
mod corp;
mod customer;
mod follower;
mod link;
mod media;
mod menu;
mod message;
mod oauth;
mod platform;
mod quota;
mod security;
mod tag;
mod template;
mod token;

use serde_json::Value;

use crate::answer::{Outcome, Refusal};
use crate::clock::Millis;
use crate::engine::Engine;
use crate::request::{Payload, Request};
use crate::rng::Rng;
use crate::schema::Entry;
use crate::state::State;

/// What an endpoint does. The request has been checked against its description.
pub(crate) type Behaviour = fn(&Cx<'_>) -> Outcome;

/// A subject's endpoints.
type Table = &'static [(&'static str, Behaviour)];

const TABLES: &[Table] = &[
    account::TABLE,
    article::TABLE,
    code::TABLE,
    customer::TABLE,
    follower::TABLE,
    link::TABLE,
    media::TABLE,
    menu::TABLE,
    message::TABLE,
    oauth::TABLE,
    platform::TABLE,
    quota::TABLE,
    security::TABLE,
    tag::TABLE,
    template::TABLE,
    token::TABLE,
];

/// WeCom's. Some of its paths are also there on WeChat's host, where they mean something else.
const WECOM: &[Table] = &[corp::TABLE, media::TABLE, oauth::TABLE];

/// The behaviour of an endpoint, if it has one.
pub(crate) fn find(entry: &Entry) -> Option<Behaviour> {
    let call = entry.call();
    let tables = if entry.is_wecom() { WECOM } else { TABLES };
    let own = tables.iter().flat_map(|table| table.iter()).find(|(its, _)| *its == call);
    own.map(|(_, behaviour)| *behaviour)
        .or(entry.fetches.is_some().then_some(token::fetch as Behaviour))
}

/// The calls that have a behaviour.
#[cfg(test)]
pub(crate) fn calls() -> impl Iterator<Item = &'static str> {
    TABLES.iter().chain(WECOM).flat_map(|table| table.iter()).map(|(call, _)| *call)
}

/// A call, as a behaviour sees it.
pub(crate) struct Cx<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) entry: &'a Entry,
    pub(crate) request: &'a Request,
    pub(crate) payload: &'a Payload,
    pub(crate) params: &'a [(String, String)],
    /// Whose credential the call carried.
    pub(crate) appid: Option<String>,
    /// Which agent of a corp it is; empty for other apps.
    pub(crate) agent: String,
    pub(crate) now: Millis,
}

impl<'a> Cx<'a> {
    pub(crate) fn state(&self) -> &'a State {
        &self.engine.state
    }

    /// The app that calls; empty for a call without a credential.
    pub(crate) fn app(&self) -> &str {
        self.appid.as_deref().unwrap_or_default()
    }

    /// Now, in seconds.
    pub(crate) fn seconds(&self) -> u64 {
        self.now / 1000
    }

    /// The JSON that was sent.
    pub(crate) fn body(&self) -> &'a Value {
        self.payload.object()
    }

    /// A text parameter, wherever the description puts it; empty when it is absent.
    pub(crate) fn text(&self, name: &str) -> &'a str {
        let body = || self.payload.object().get(name).and_then(Value::as_str);
        let part = || self.payload.part(name).and_then(|part| std::str::from_utf8(&part.body).ok());
        let param =
            || self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        self.request.query(name).or_else(body).or_else(part).or_else(param).unwrap_or_default()
    }

    /// A whole number, written as one or as text.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        number(self.payload.object().get(name)).or_else(|| self.text(name).parse().ok())
    }

    /// A list of texts in the body.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        texts(self.payload.object().get(name))
    }

    /// Generated data for the parts of an answer that no state stands behind.
    pub(crate) fn generated(&self) -> Outcome {
        Ok(self.engine.generated(self.entry, self.now))
    }

    /// A new id that looks random and is not.
    pub(crate) fn id(&self, what: &str, length: usize) -> String {
        self.state().id(what, length)
    }

    /// A random stream for `what`.
    pub(crate) fn rng(&self, what: &str) -> Rng {
        Rng::new(self.engine.seed, what)
    }
}

/// A whole number in JSON, written as one or as text.
pub(crate) fn number(value: Option<&Value>) -> Option<i64> {
    match value? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// The texts of a JSON list.
pub(crate) fn texts(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

/// One page of a list by offset and count, as most list calls have it.
pub(crate) fn page<T>(
    items: &[T],
    offset: Option<i64>,
    count: Option<i64>,
) -> Result<&[T], Refusal> {
    let offset = usize::try_from(offset.unwrap_or(0)).map_err(|_| Refusal::of(40097))?;
    let count = count.map_or(Ok(20), usize::try_from).map_err(|_| Refusal::of(40097))?;
    if count == 0 || count > 20 {
        return Err(Refusal::because(40097, "count must be 1 to 20"));
    }
    let start = offset.min(items.len());
    Ok(&items[start..items.len().min(start + count)])
}
