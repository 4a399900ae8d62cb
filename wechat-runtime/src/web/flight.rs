//! One exchange for a code, on one machine. In-app browsers load the address that they are sent to twice, people
//! click twice; WeChat refuses a code the second time. The state is part of the key, as it belongs
//! to one browser: a code that was used is of no use to anybody else.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use tokio::sync::watch;

use super::error::LoginError;

/// How long the result of a code is remembered, and of how many codes.
const LIFE: Duration = Duration::from_secs(30);
const MOST: usize = 4096;

/// The session that came of a code.
type Outcome = Result<String, LoginError>;

/// See the module.
#[derive(Default)]
pub(super) struct Flights(Mutex<VecDeque<Flight>>);

struct Flight {
    /// Of code and state.
    digest: [u8; 32],
    begun: Instant,
    outcome: watch::Receiver<Option<Outcome>>,
}

impl Flights {
    /// The outcome for a code: of the exchange that is under way or was, else of the one that
    /// `exchange` begins. That runs on its own, so that a browser that goes away stops nothing.
    pub(super) async fn outcome<F>(
        &self,
        code: &str,
        state: &str,
        exchange: impl FnOnce() -> F,
    ) -> Outcome
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        // A state holds no line end.
        let digest = Sha256::digest([state, "\n", code].concat()).into();
        let mut outcome = self.join(digest, exchange);
        let outcome = match outcome.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(outcome)) => outcome.clone(),
            // The task panicked, or the runtime stops.
            _ => Err(crate::Error::new(
                crate::ErrorKind::Transport,
                "the exchange of the code ended without an answer",
            )
            .into()),
        };
        // Such a code may still be good.
        if matches!(&outcome, Err(LoginError::Exchange(error)) if error.is_retryable()) {
            self.flights().retain(|flight| flight.digest != digest);
        }
        outcome
    }

    fn flights(&self) -> MutexGuard<'_, VecDeque<Flight>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn join<F>(
        &self,
        digest: [u8; 32],
        exchange: impl FnOnce() -> F,
    ) -> watch::Receiver<Option<Outcome>>
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        let now = Instant::now();
        let mut flights = self.flights();
        while flights.front().is_some_and(|first| now - first.begun > LIFE) || flights.len() >= MOST
        {
            flights.pop_front();
        }
        if let Some(known) = flights.iter().find(|flight| flight.digest == digest) {
            return known.outcome.clone();
        }
        let (tell, outcome) = watch::channel(None);
        flights.push_back(Flight { digest, begun: now, outcome: outcome.clone() });
        drop(flights);
        let exchange = exchange();
        tokio::spawn(async move {
            let _ = tell.send(Some(exchange.await));
        });
        outcome
    }
}
