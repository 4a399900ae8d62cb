//! A warning for those whose server may evict what must not be lost: `maxmemory-policy` is for the
//! whole server, and none of the `allkeys-*` spares keys without an end.

use std::sync::atomic::{AtomicBool, Ordering};

use ::redis::{Value, cmd};

use super::link::Link;

/// Looks once, when the first durable value was written. A user who may not look is not warned.
#[derive(Default)]
pub(super) struct Eviction(AtomicBool);

impl Eviction {
    pub(super) async fn check(&self, link: &dyn Link) {
        if self.0.swap(true, Ordering::Relaxed) {
            return;
        }
        let mut command = cmd("INFO");
        command.arg("memory");
        if let Ok(answer) = link.ask(&command).await
            && threatens(&answer)
        {
            tracing::warn!(
                "the Redis server {} evicts keys of all kinds when it is full (`maxmemory-policy \
                 allkeys-*`), and holds tickets and refresh tokens that WeChat does not give \
                 again: let it evict `volatile-*` or nothing, or keep what is durable elsewhere",
                link.address()
            );
        }
    }
}

/// A cluster answers for each node.
fn threatens(answer: &Value) -> bool {
    let says = |text: &str| {
        let limited = text.lines().all(|line| line.trim() != "maxmemory:0");
        limited && text.contains("maxmemory_policy:allkeys-")
    };
    match answer {
        Value::BulkString(bytes) => std::str::from_utf8(bytes).is_ok_and(says),
        Value::SimpleString(text) | Value::VerbatimString { text, .. } => says(text),
        Value::Array(nodes) => nodes.iter().any(threatens),
        Value::Map(nodes) => nodes.iter().any(|(_, answer)| threatens(answer)),
        _ => false,
    }
}
