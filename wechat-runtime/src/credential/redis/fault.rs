//! What goes wrong, in words that may be logged. The library's own words may hold arguments and
//! answers, which are secrets here.

use ::redis::{ErrorKind, RedisError, ServerErrorKind};

use super::link::Link;
use crate::credential::store::StoreError;

/// What the server says of itself by the first word of an error, and what to do about it. Older ones
/// wrap it into an error of the script.
const SAYS: &[(&str, &str)] = &[
    ("OOM", "is full: raise its `maxmemory`, or let it evict keys that may end (`volatile-lru`)"),
    ("READONLY", "is a read-only replica: name the primary"),
    ("WRONGPASS", "refuses the user name or the password"),
    ("NOAUTH", "wants a password"),
    ("NOPERM", "does not let this user run scripts (EVALSHA, EVAL) on keys of this prefix"),
    ("LOADING", "is loading its data"),
    ("BUSY", "is busy with another script"),
    ("MISCONF", "cannot write to its disk, and takes no writes until it can"),
    ("MASTERDOWN", "is a replica without its primary"),
    ("CLUSTERDOWN", "is a cluster that is down"),
    (
        "CROSSSLOT",
        "is a cluster, and the prefix tears a credential and its lock apart: leave `{}` out",
    ),
    ("MOVED", "is a cluster: use a connection to one (feature `redis-cluster`)"),
];

/// For the log, with the server's address.
pub(super) fn of(link: &dyn Link, error: &RedisError) -> StoreError {
    StoreError::new(format!("the Redis server {} {}", link.address(), words(error)))
}

fn words(error: &RedisError) -> String {
    let said = |word: &str| {
        error.code() == Some(word)
            || error.detail().is_some_and(|text| text.split([' ', '-', ':']).any(|it| it == word))
    };
    if let Some((_, words)) = SAYS.iter().find(|(word, _)| said(word)) {
        return (*words).to_owned();
    }
    match error.kind() {
        ErrorKind::Io if error.is_timeout() => "does not answer in time".to_owned(),
        ErrorKind::Io if error.is_connection_refusal() => {
            "takes no connections: is it running, and is its address right?".to_owned()
        }
        ErrorKind::Io | ErrorKind::ClusterConnectionNotFound => {
            format!("cannot be reached: {}", plain(&error.to_string()))
        }
        ErrorKind::Parse => "does not speak Redis's protocol: is its address right?".to_owned(),
        ErrorKind::AuthenticationFailed => "refuses the user name or the password".to_owned(),
        ErrorKind::Server(_) | ErrorKind::Extension => {
            let (code, detail) =
                (error.code().unwrap_or("ERR"), error.detail().unwrap_or_default());
            format!("answers {} {}", plain(code), plain(detail))
        }
        _ => "cannot be worked with".to_owned(),
    }
}

/// Servers quote what they were sent: nothing from the first quotation mark on, and not much.
fn plain(text: &str) -> String {
    let end = text.find(['\'', '"', '`']).unwrap_or(text.len());
    text[..end].chars().take(160).filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

/// Why an address cannot be used. It is not repeated: it may hold a password.
pub(super) fn address(error: &RedisError) -> String {
    let text = error.to_string();
    if text.contains("TLS") || text.contains("tls") {
        return "TLS (`rediss://`) needs the feature `redis-rustls` or `redis-native-tls`"
            .to_owned();
    }
    "it must be like `redis://user:password@host:6379/0`, with what is special in the password \
     percent-encoded"
        .to_owned()
}

/// The server did something before the connection to it was lost, perhaps.
pub(super) fn may_have_arrived(error: &RedisError) -> bool {
    !is_answer(error) && !error.is_connection_refusal()
}

/// The server is there and said no: its connection is as good as before.
pub(super) fn is_answer(error: &RedisError) -> bool {
    matches!(error.kind(), ErrorKind::Server(_) | ErrorKind::Extension)
}

/// After a failover the address may lead to another server by now; so may a changed password.
pub(super) fn is_stale(error: &RedisError) -> bool {
    let detail = error.detail().unwrap_or_default();
    error.kind() == ErrorKind::Server(ServerErrorKind::ReadOnly)
        || matches!(error.code(), Some("NOAUTH" | "MASTERDOWN"))
        || detail.contains("-READONLY")
}

/// An answer that none of the scripts gives.
pub(super) fn nonsense() -> StoreError {
    StoreError::new("the Redis server answers a script with something else than its result")
}
