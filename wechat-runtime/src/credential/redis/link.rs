//! The way to the server.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ::redis::aio::{ConnectionLike, MultiplexedConnection};
use ::redis::{AsyncConnectionConfig, Client, Cmd, RedisError, RedisResult, Value};
use tokio::sync::Mutex;

use super::fault;
use crate::transport::BoxFuture;

/// How long connecting may take, and an answer: together less than the engine waits for a store, so
/// that a connection that has gone dead is noticed here.
const CONNECT: Duration = Duration::from_millis(900);
const ANSWER: Duration = Duration::from_millis(1000);

/// Something that takes commands.
pub(super) trait Link: Send + Sync {
    fn ask<'a>(&'a self, command: &'a Cmd) -> BoxFuture<'a, RedisResult<Value>>;

    /// For people; without user name and password.
    fn address(&self) -> String;
}

/// A connection of the user's.
pub(super) struct Given<C>(pub(super) C);

impl<C: ConnectionLike + Clone + Send + Sync> Link for Given<C> {
    fn ask<'a>(&'a self, command: &'a Cmd) -> BoxFuture<'a, RedisResult<Value>> {
        let mut connection = self.0.clone();
        Box::pin(async move {
            match command.query_async(&mut connection).await {
                // A connection manager has begun to connect again. Every script may run twice.
                Err(error) if error.is_connection_dropped() => {
                    command.query_async(&mut connection).await
                }
                answer => answer,
            }
        })
    }

    fn address(&self) -> String {
        "of the given connection".to_owned()
    }
}

/// A connection that is made when it is needed, and made anew after anything went wrong with it but
/// a plain refusal.
///
/// The library's connection manager is not used here: it keeps a connection on which nothing is
/// answered any more, and gives up for ever when a password is refused once.
pub(super) struct Dialled {
    client: Client,
    line: Mutex<Line>,
    /// How often it was dialled in vain.
    failures: AtomicU64,
}

#[derive(Default)]
struct Line {
    connection: Option<MultiplexedConnection>,
    /// Tells connections apart.
    number: u64,
    /// Why it was dialled in vain last.
    error: Option<RedisError>,
}

impl Dialled {
    pub(super) fn new(client: Client) -> Dialled {
        Dialled { client, line: Mutex::default(), failures: AtomicU64::new(0) }
    }

    /// The connection, its number, and whether it was made for this caller.
    async fn connection(&self) -> RedisResult<(MultiplexedConnection, u64, bool)> {
        let failures = self.failures.load(Ordering::Acquire);
        let mut line = self.line.lock().await;
        if let Some(connection) = &line.connection {
            return Ok((connection.clone(), line.number, false));
        }
        // Those who waited for one attempt share its failure.
        if let Some(error) = &line.error
            && self.failures.load(Ordering::Acquire) != failures
        {
            return Err(error.clone());
        }
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(io::Error::other("there is no tokio runtime").into());
        }
        #[cfg(feature = "redis-rustls")]
        provide_tls(&self.client);
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT))
            .set_response_timeout(Some(ANSWER));
        match self.client.get_multiplexed_async_connection_with_config(&config).await {
            Ok(connection) => {
                line.number += 1;
                line.connection = Some(connection.clone());
                Ok((connection, line.number, true))
            }
            Err(error) => {
                line.error = Some(error.clone());
                self.failures.fetch_add(1, Ordering::Release);
                Err(error)
            }
        }
    }

    async fn hang_up(&self, number: u64) {
        let mut line = self.line.lock().await;
        if line.number == number {
            line.connection = None;
        }
    }
}

impl Link for Dialled {
    fn ask<'a>(&'a self, command: &'a Cmd) -> BoxFuture<'a, RedisResult<Value>> {
        Box::pin(async move {
            let mut again = true;
            loop {
                let (mut connection, number, fresh) = self.connection().await?;
                let answer = command.query_async(&mut connection).await;
                let Err(error) = &answer else { return answer };
                if fault::is_answer(error) && !fault::is_stale(error) {
                    return answer;
                }
                self.hang_up(number).await;
                // Servers end connections that were idle for long. Every script may run twice.
                if fresh || !error.is_connection_dropped() || !std::mem::take(&mut again) {
                    return answer;
                }
            }
        })
    }

    fn address(&self) -> String {
        self.client.get_connection_info().addr().to_string()
    }
}

/// rustls panics if more than one cryptography is compiled in and none is chosen. What the program
/// has chosen by now stands.
#[cfg(feature = "redis-rustls")]
fn provide_tls(client: &Client) {
    let tls = matches!(client.get_connection_info().addr(), ::redis::ConnectionAddr::TcpTls { .. });
    if tls && rustls::crypto::CryptoProvider::get_default().is_none() {
        // Another thread was quicker.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}
