//! A call of a described endpoint, as a value: nothing happens until it is awaited.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::client::Client;
use crate::download::Download;
use crate::error::{Error, ErrorKind, Result};
use crate::exchange::{self, Options, Outgoing, Spec};
use crate::op::Op;
use crate::record::{self, EncodeError, Encoded, View};
use crate::reply::{FromReply, Reply};
use crate::transport::BoxFuture;
use crate::value::Secret;

/// A call of an endpoint, with its request written and its answer typed.
///
/// ```ignore
/// shop.login().code2session(code).await?;
/// shop.login().code2session(code).timeout(Duration::from_secs(3)).await?;
/// shop.login().code2session(code).raw().await?;
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<R> {
    plain: Plain,
    reply: PhantomData<fn() -> R>,
}

impl<R> Call<R> {
    /// Writes the request at once, so that the call borrows nothing; what cannot be written is
    /// reported when it is awaited. For generated code.
    pub fn new(client: &Client, op: &'static Op, request: Option<View<'_>>) -> Call<R> {
        Call { plain: Plain::new(client, op, request), reply: PhantomData }
    }
}

/// A call without its type, so that all it does is compiled once, and not in the user's crate for
/// each endpoint.
struct Plain {
    client: Client,
    op: &'static Op,
    request: Result<Encoded, EncodeError>,
    adjust: Adjust,
}

impl Plain {
    fn new(client: &Client, op: &'static Op, request: Option<View<'_>>) -> Plain {
        Plain {
            request: record::encode(op, request, &|name| client.variable(name)),
            client: client.clone(),
            op,
            adjust: Adjust::default(),
        }
    }

    // Boxed here, as what an `async fn` does is compiled where its future becomes one.

    fn give(self, read: Read) -> BoxFuture<'static, Result<Given>> {
        Box::pin(async move {
            let ready = self.ready()?;
            give(&ready.client, &ready.out()?, &ready.options, read).await
        })
    }

    fn raw(self) -> BoxFuture<'static, Result<RawReply>> {
        Box::pin(async move {
            let ready = self.ready()?;
            raw(&ready.client, &ready.out()?, &ready.options).await
        })
    }

    fn stream(self) -> BoxFuture<'static, Result<Download>> {
        Box::pin(async move {
            let ready = self.ready()?;
            exchange::open(&ready.client, &ready.out()?, &ready.options).await
        })
    }

    fn ready(self) -> Result<Ready> {
        let spec = Spec::of(self.op, &self.client);
        let options = self.adjust.done().map_err(|error| error.at(|| spec.endpoint()))?;
        let encoded = self.request.map_err(|error| unwritable(error).at(|| spec.endpoint()))?;
        Ok(Ready { client: self.client, op: self.op, spec, encoded, options })
    }
}

/// What a call gives, without its type.
type Given = Box<dyn Any + Send>;

/// Judges and reads an answer.
type Read = fn(Reply<'_>) -> Result<Given>;

/// What a call changes of the client's settings; most change nothing.
#[derive(Default)]
pub(crate) struct Adjust {
    options: Option<Box<Options>>,
    mistake: Option<Box<Error>>,
}

impl Adjust {
    pub(crate) fn options(&mut self) -> &mut Options {
        self.options.get_or_insert_default()
    }

    pub(crate) fn header(&mut self, name: &str, value: &str) {
        match (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                self.options().headers.insert(name, value);
            }
            _ => {
                let error =
                    Error::new(ErrorKind::Encode, "a header holds characters that it cannot");
                self.mistake = Some(Box::new(error.with_path(name.escape_debug().to_string())));
            }
        }
    }

    pub(crate) fn done(self) -> Result<Box<Options>> {
        match self.mistake {
            Some(mistake) => Err(*mistake),
            None => Ok(self.options.unwrap_or_default()),
        }
    }
}

/// The setters that described and raw calls share; where the call keeps its `Adjust` is told.
macro_rules! adjustments {
    ($($adjust:ident).+) => {
        /// How long the call may take with all that belongs to it, retries and tokens included;
        /// large files need more than the default.
        pub fn timeout(mut self, limit: Duration) -> Self {
            self.$($adjust).+.options().timeout = Some(limit);
            self
        }

        /// Sends a header with it.
        pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
            self.$($adjust).+.header(name.as_ref(), value.as_ref());
            self
        }

        /// Carries this token instead of the app's. It is not renewed when WeChat refuses it.
        pub fn credential(mut self, value: impl Into<Secret>) -> Self {
            self.$($adjust).+.options().credential = Some(value.into());
            self
        }

        /// Signs it with this app key of payment instead of the app's `pay_key`: each environment has
        /// its own, and so has each merchant. Of use to calls that carry a `pay_sig`.
        pub fn pay_key(mut self, key: impl Into<Secret>) -> Self {
            self.$($adjust).+.options().pay_key = Some(key.into());
            self
        }

        /// Signs it with the session key of the user it is for, from the last login. Of use to calls
        /// that carry a `signature` of their body.
        pub fn session_key(mut self, key: impl Into<Secret>) -> Self {
            self.$($adjust).+.options().session_key = Some(key.into());
            self
        }

        /// How often it may be sent again.
        pub fn retries(mut self, count: u32) -> Self {
            self.$($adjust).+.options().retries = Some(count);
            self
        }

        /// Fetches a fresh token first.
        pub fn reload(mut self) -> Self {
            self.$($adjust).+.options().reload = true;
            self
        }

        /// Says whether sending it twice does the same as sending it once, and so whether it may be
        /// sent again when WeChat was busy or the connection broke.
        pub fn idempotent(mut self, idempotent: bool) -> Self {
            self.$($adjust).+.options().idempotent = Some(idempotent);
            self
        }

        /// Has this called while the request goes out, with the bytes so far and the bytes in all.
        pub fn on_upload(mut self, tell: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
            self.$($adjust).+.options().on_upload = Some(Arc::new(tell));
            self
        }
    };
}
pub(crate) use adjustments;

impl<R> Call<R> {
    adjustments!(plain.adjust);

    /// The answer as it came, whatever its status and return code. A stale token is renewed all the
    /// same.
    pub async fn raw(self) -> Result<RawReply> {
        self.plain.raw().await
    }

    /// The answer as a stream, for files that are not to be held in memory.
    pub async fn stream(self) -> Result<Download> {
        self.plain.stream().await
    }
}

#[cold]
fn unwritable(error: EncodeError) -> Error {
    let field = error.field;
    let error = Error::new(ErrorKind::Encode, error.message);
    if field.is_empty() { error } else { error.with_path(field.to_owned()) }
}

/// A call that can be made.
struct Ready {
    client: Client,
    op: &'static Op,
    spec: Spec,
    encoded: Encoded,
    options: Box<Options>,
}

impl Ready {
    fn out(&self) -> Result<Outgoing<'_>> {
        let held =
            self.client.held(self.op.auth).map_err(|error| error.at(|| self.spec.endpoint()))?;
        Ok(Outgoing { spec: &self.spec, encoded: &self.encoded, held })
    }
}

pub(crate) async fn raw(
    client: &Client,
    out: &Outgoing<'_>,
    options: &Options,
) -> Result<RawReply> {
    let mut raw = None;
    let judged = exchange::drive(client, out, options, &mut |reply: Reply<'_>| {
        raw = Some(RawReply {
            status: reply.status(),
            headers: reply.headers().clone(),
            body: reply.body().clone(),
        });
        // Judged only for stale tokens and busy servers: the last answer is given out in any case.
        reply.verdict()
    })
    .await;
    match (raw, judged) {
        (Some(raw), _) => Ok(raw),
        (None, Err(error)) => Err(error),
        (None, Ok(())) => Err(Error::new(ErrorKind::Transport, "no answer came")),
    }
}

/// Makes a call, and gives what `read` makes of its answer.
pub(crate) async fn give<T: Send>(
    client: &Client,
    out: &Outgoing<'_>,
    options: &Options,
    read: fn(Reply<'_>) -> Result<T>,
) -> Result<T> {
    let mut given = None;
    exchange::drive(client, out, options, &mut |reply| {
        given = Some(read(reply)?);
        Ok(())
    })
    .await?;
    given.ok_or_else(|| Error::new(ErrorKind::Transport, "no answer came"))
}

/// What is compiled for each type of answer: no `?` and no closures, each would be a function more.
fn read<R: FromReply>(reply: Reply<'_>) -> Result<Given> {
    match R::from_reply(reply) {
        Ok(given) => Ok(Box::new(given)),
        Err(error) => Err(error),
    }
}

impl<R: FromReply> IntoFuture for Call<R> {
    type Output = Result<R>;
    type IntoFuture = CallFuture<R>;

    fn into_future(self) -> CallFuture<R> {
        CallFuture { given: self.plain.give(read::<R>), reply: PhantomData }
    }
}

/// A call under way. Dropping it gives the call up, and harms no other.
#[must_use = "a call does nothing until it is awaited"]
pub struct CallFuture<R> {
    given: BoxFuture<'static, Result<Given>>,
    reply: PhantomData<fn() -> R>,
}

impl<R: Send + 'static> CallFuture<R> {
    /// Of a call that gives an `R`.
    pub(crate) fn new(future: impl Future<Output = Result<R>> + Send + 'static) -> CallFuture<R> {
        let given = async move { Ok(Box::new(future.await?) as Given) };
        CallFuture { given: Box::pin(given), reply: PhantomData }
    }
}

impl<R: 'static> Future for CallFuture<R> {
    type Output = Result<R>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<R>> {
        match self.given.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Ready(Ok(given)) => match given.downcast() {
                Ok(given) => Poll::Ready(Ok(*given)),
                Err(_) => unreachable!("a call gives what it was made to give"),
            },
        }
    }
}

impl<R> fmt::Debug for CallFuture<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}

impl<R> fmt::Debug for Call<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("endpoint", &self.plain.op.name)
            .field("path", &self.plain.op.path)
            .field("app", &self.plain.client.appid())
            .finish_non_exhaustive()
    }
}

/// An answer as it came. Its body may hold tokens: it does not print.
#[derive(Clone)]
#[non_exhaustive]
pub struct RawReply {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl RawReply {
    /// The body as text, with replacement characters where it is not UTF-8.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }

    /// The body as a type of serde.
    pub fn json<T: serde_core::de::DeserializeOwned>(&self) -> Result<T> {
        crate::lenient::from_slice(&self.body).map_err(|_| {
            Error::new(ErrorKind::Decode, "the body does not fit the type").with_status(self.status)
        })
    }
}

impl fmt::Debug for RawReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawReply")
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}
