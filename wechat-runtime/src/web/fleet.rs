//! One exchange for a code among all machines of a site. A browser that loads an address twice may
//! come to two of them; WeChat refuses a code the second time. On one machine that is `flight.rs`'s.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::error::LoginError;
use crate::callback::{Answer, Claim, Seen, SeenKey};

/// How long another machine may take with its exchange until this one tries too.
const WAIT: Duration = Duration::from_secs(10);

/// The session that comes of a code: the one that another machine made of it, or else of `login`.
/// When the memory fails, that is as if there were none.
pub(super) async fn once(
    seen: &dyn Seen,
    app: &str,
    (code, state): (&str, &str),
    login: impl Future<Output = Result<String, LoginError>>,
) -> Result<String, LoginError> {
    // A state holds no line end.
    let key = SeenKey::new(app, &[state, "\n", code].concat());
    let until = Instant::now() + WAIT;
    loop {
        match seen.claim(&key).await {
            Ok(Claim::Done(answer)) => {
                if let Some(session) = answer.document() {
                    return Ok(session.to_owned());
                }
                return login.await;
            }
            Ok(Claim::Pending(done)) => {
                if timeout_at(until, done).await.is_err() {
                    return login.await;
                }
            }
            Ok(Claim::First) => {
                let session = login.await;
                let told = match &session {
                    Ok(session) => seen.finish(&key, &Answer::new(Some(session.clone()))).await,
                    Err(_) => seen.release(&key).await,
                };
                if let Err(error) = told {
                    tracing::warn!(%error, "other machines are not told of a login");
                }
                return session;
            }
            Err(error) => {
                tracing::warn!(%error, "other machines are not asked for a login");
                return login.await;
            }
        }
    }
}
