//! One call from the encoded request to the judged answer: credential, URL, sending, reading, and
//! whether it is done again. The same for described calls, raw calls and the fetching of tokens.

mod dialogue;
#[cfg(feature = "api-security")]
mod secure;
#[cfg(not(feature = "api-security"))]
#[path = "plain.rs"]
mod secure;
mod send;
mod signed;

use std::borrow::Cow;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use http::HeaderMap;
use tokio::time::Instant;
use tracing::{Instrument as _, field};

use self::send::{is_replayable, once};
use self::signed::Keys;
pub(crate) use self::signed::signatures;
use crate::client::Client;
use crate::credential::{Forgot, Held};
use crate::download::Download;
use crate::error::{Endpoint, Error, ErrorKind, Result};
use crate::op::{self, Envelope, Method, Rule};
use crate::progress::OnProgress;
use crate::record::Encoded;
use crate::reply::Reply;
use crate::retry::{RetryPolicy, may_repeat};
use crate::value::Secret;

/// What there is to know of an endpoint beside its request.
pub(crate) struct Spec {
    /// Empty for calls that no spec describes.
    pub(crate) name: Cow<'static, str>,
    pub(crate) method: Method,
    /// With `{names}` for its parameters.
    pub(crate) path: Cow<'static, str>,
    pub(crate) host: Option<Cow<'static, str>>,
    pub(crate) envelope: Envelopes,
    pub(crate) rules: &'static [Rule],
    pub(crate) idempotent: bool,
    pub(crate) reply: op::Reply,
    /// How it is signed, whatever credential it carries.
    pub(crate) sign: Option<op::Sign>,
    /// How it is signed besides, in the query.
    pub(crate) signs: &'static [op::CallSign],
}

/// Where answers keep their return code.
#[derive(Clone, Copy)]
pub(crate) enum Envelopes {
    Of(&'static Envelope),
    /// In any of the places that WeChat has: nobody described the call.
    Any,
}

impl Spec {
    pub(crate) fn of(op: &'static op::Op, client: &Client) -> Spec {
        Spec {
            name: Cow::Borrowed(op.name),
            method: op.method,
            path: Cow::Borrowed(op.path),
            host: op.host.map(Cow::Borrowed),
            envelope: Envelopes::Of(op.envelope.unwrap_or(&client.product().envelope)),
            rules: op.rules,
            idempotent: op.idempotent,
            reply: op.reply,
            sign: None,
            signs: op.sign,
        }
    }

    pub(crate) fn endpoint(&self) -> Endpoint {
        Endpoint {
            name: self.name.clone(),
            method: method_name(self.method),
            path: self.path.clone(),
        }
    }
}

/// A request that is ready but for its credential.
pub(crate) struct Outgoing<'a> {
    pub(crate) spec: &'a Spec,
    pub(crate) encoded: &'a Encoded,
    pub(crate) held: Option<Held<'a>>,
}

/// What a single call changes of the client's settings.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) headers: HeaderMap,
    pub(crate) credential: Option<Secret>,
    pub(crate) pay_key: Option<Secret>,
    pub(crate) session_key: Option<Secret>,
    pub(crate) retries: Option<u32>,
    pub(crate) reload: bool,
    pub(crate) idempotent: Option<bool>,
    pub(crate) on_upload: Option<OnProgress>,
}

/// What is done with an answer: it is read whole and judged, or streamed.
pub(crate) type Judge<'a> = &'a mut (dyn FnMut(Reply<'_>) -> Result<()> + Send);

enum Take<'a, 'b> {
    Whole(Judge<'a>),
    Stream(&'b mut Option<Download>),
}

/// Makes the call and has its answer judged.
pub(crate) async fn drive(
    client: &Client,
    out: &Outgoing<'_>,
    options: &Options,
    judge: Judge<'_>,
) -> Result<()> {
    limited(client, out, options, Take::Whole(judge)).await
}

/// Makes the call and leaves the body of its answer on the line.
pub(crate) async fn open(
    client: &Client,
    out: &Outgoing<'_>,
    options: &Options,
) -> Result<Download> {
    let mut download = None;
    limited(client, out, options, Take::Stream(&mut download)).await?;
    download.ok_or_else(|| Error::new(ErrorKind::Transport, "no answer came"))
}

/// What a call was busy with when its time was over.
const CREDENTIAL: u8 = 0;
const SENDING: u8 = 1;
const READING: u8 = 2;

async fn limited(
    client: &Client,
    out: &Outgoing<'_>,
    options: &Options,
    take: Take<'_, '_>,
) -> Result<()> {
    if tokio::runtime::Handle::try_current().is_err() {
        return Err(crate::client::no_runtime().at(|| out.spec.endpoint()));
    }
    let limit = options.timeout.unwrap_or(client.deployment().timeout);
    let deadline = Instant::now().checked_add(limit);
    let phase = AtomicU8::new(CREDENTIAL);
    let span = tracing::debug_span!(
        "wechat",
        app = client.appid(),
        endpoint = &*out.spec.name,
        method = method_name(out.spec.method),
        path = &*out.spec.path,
        attempts = field::Empty,
        code = field::Empty,
        rid = field::Empty,
        elapsed_ms = field::Empty,
    );
    let attempts = attempts(client, out, options, take, deadline, &phase).instrument(span.clone());
    let result = match deadline {
        Some(deadline) => match tokio::time::timeout_at(deadline, attempts).await {
            Ok(result) => result,
            Err(_) => Err(late(limit, phase.into_inner(), out)),
        },
        None => attempts.await,
    };
    let result = result.map_err(|error| error.at(|| out.spec.endpoint()));
    if !span.is_disabled() {
        note(
            &span,
            &result,
            deadline.map(|deadline| limit.saturating_sub(deadline - Instant::now())),
        );
    }
    result
}

#[cold]
fn late(limit: Duration, phase: u8, out: &Outgoing<'_>) -> Error {
    let what = match phase {
        CREDENTIAL => "the credential did not come",
        SENDING => "no answer came",
        _ => "the answer did not end",
    };
    let error = Error::new(ErrorKind::Timeout, format!("{what} within {limit:?}"));
    match (phase, out.held) {
        (CREDENTIAL, Some(held)) => error.while_fetching(held.credential().name),
        _ => error,
    }
}

#[cold]
fn note(span: &tracing::Span, result: &Result<()>, elapsed: Option<Duration>) {
    if let Some(elapsed) = elapsed {
        span.record("elapsed_ms", elapsed.as_millis() as u64);
    }
    match result {
        Ok(()) => {
            span.record("code", 0);
            tracing::debug!(parent: span, "done");
        }
        Err(error) => {
            span.record("attempts", error.attempts());
            if let Some(code) = error.code() {
                span.record("code", code);
            }
            if let Some(rid) = error.rid() {
                span.record("rid", rid);
            }
            tracing::debug!(parent: span, %error, "failed");
        }
    }
}

async fn attempts(
    client: &Client,
    out: &Outgoing<'_>,
    options: &Options,
    mut take: Take<'_, '_>,
    deadline: Option<Instant>,
    phase: &AtomicU8,
) -> Result<()> {
    let keys = Keys::of(client, out, options)?;
    let held = match options.credential {
        Some(_) => None,
        None => out.held,
    };
    let mut token = match held {
        Some(held) => {
            if options.reload {
                held.clear();
            }
            Some(held.get().await?)
        }
        None => None,
    };
    let policy = match options.retries {
        Some(0) => RetryPolicy::NONE,
        Some(count) if client.deployment().retry.count == 0 => RetryPolicy::times(count),
        Some(count) => RetryPolicy { count, ..client.deployment().retry },
        None => client.deployment().retry,
    };
    let idempotent = options.idempotent.unwrap_or(out.spec.idempotent);
    let mut renewed = false;
    let mut found = false;
    let mut repeated = 0;
    let mut attempt = 1;
    loop {
        phase.store(SENDING, Ordering::Relaxed);
        let error = match once(client, out, options, token.as_deref(), keys, &mut take, phase).await
        {
            Ok(()) => {
                if renewed && let Some(held) = held {
                    held.vindicate();
                }
                return Ok(());
            }
            Err(error) => error.with_attempts(attempt),
        };
        let again = if let (Some(held), Some(used)) = (held, &token)
            && error.code().is_some_and(|code| held.credential().stale.contains(&code))
        {
            // WeChat refused the token, so it did nothing: this is safe for every call.
            if renewed {
                held.doubt(used);
                return Err(error.with_renewed());
            }
            if held.forget(used) == Forgot::Trusted {
                return Err(error.with_renewed());
            }
            if !is_replayable(out.encoded) {
                return Err(error);
            }
            phase.store(CREDENTIAL, Ordering::Relaxed);
            let fresh = held.get().await?;
            if fresh.value == used.value {
                return Err(error.with_renewed());
            }
            // One that lay in the store may be dead too, without anybody knowing: that is found out
            // once.
            renewed = fresh.fetched || std::mem::replace(&mut found, true);
            token = Some(fresh);
            true
        } else if repeated < policy.count
            && may_repeat(&error, idempotent)
            && is_replayable(out.encoded)
        {
            let pause = policy.delay(repeated);
            let ends = Instant::now() + pause;
            if deadline.is_some_and(|deadline| ends >= deadline) {
                return Err(error);
            }
            tracing::info!(%error, pause_ms = pause.as_millis() as u64, "trying again");
            repeated += 1;
            tokio::time::sleep_until(ends).await;
            true
        } else {
            false
        };
        if !again {
            return Err(error);
        }
        attempt += 1;
    }
}

pub(crate) fn method_name(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    }
}

fn http_method(method: Method) -> http::Method {
    match method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Patch => http::Method::PATCH,
        Method::Delete => http::Method::DELETE,
    }
}
