//! Which call of the SDK is made for a path: the typed one of an endpoint that is described, the
//! raw one otherwise.

use std::future::Future;
use std::pin::Pin;

use serde_json::Value;
use wechat_app::kind::{MiniProgram, OfficialAccount, Wecom};
use wechat_app::{
    Binary, Call as TypedCall, Client, Error, ErrorKind, File, Kind, RawCall, RawReply,
};

use super::expect::Got;

/// An endpoint that the specs describe.
struct Typed {
    /// `mini_program`, `official_account`, `wecom` or `common`.
    product: &'static str,
    method: &'static str,
    path: &'static str,
    /// JSON of a request that can be sent.
    request: &'static str,
    send: fn(Client, Value) -> Sending,
}

type Sending = Pin<Box<dyn Future<Output = Result<Got, Stop>>>>;

/// Why a typed call gave nothing.
pub(super) enum Stop {
    /// What the SDK says.
    Error(Error),
    /// The stand-in is no request of this endpoint: nothing was sent.
    NoRequest,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        match error.kind() {
            ErrorKind::Encode => Stop::NoRequest,
            _ => Stop::Error(error),
        }
    }
}

// Deprecated endpoints are answered like any other. Some kinds of answer no spec may have just now.
#[allow(deprecated, unused_imports)]
mod table {
    use super::{Typed, bytes, file, nothing, read, record, text};
    include!(concat!(env!("OUT_DIR"), "/typed.rs"));
    /// Every endpoint of the facade.
    pub(super) static ALL: &[Typed] = TYPED;
}

fn read<T: for<'de> serde_core::Deserialize<'de>>(json: Value) -> Result<T, Stop> {
    serde_json::from_value(json).map_err(|_| Stop::NoRequest)
}

async fn record<T: wechat_app::FromReply + serde_core::Serialize>(
    call: TypedCall<T>,
) -> Result<Got, Stop> {
    let answer = call.retries(0).await?;
    // Records write themselves without fail; a file among their fields is left out.
    Ok(Got::Json(serde_json::to_value(&answer).unwrap_or_default()))
}

async fn nothing(call: TypedCall<()>) -> Result<Got, Stop> {
    call.retries(0).await?;
    Ok(Got::Json(Value::Null))
}

/// An answer that is a record with a file in it, or one without.
async fn file<T: wechat_app::FromReply + serde_core::Serialize>(
    call: TypedCall<T>,
    file: fn(&T) -> Option<&File>,
) -> Result<Got, Stop> {
    let answer = call.retries(0).await?;
    Ok(match file(&answer).and_then(File::as_bytes) {
        Some(bytes) if !bytes.is_empty() => Got::Bytes(bytes.to_vec()),
        _ => Got::Json(serde_json::to_value(&answer).unwrap_or_default()),
    })
}

async fn bytes(call: TypedCall<Binary>) -> Result<Got, Stop> {
    Ok(Got::Bytes(call.retries(0).await?.bytes().to_vec()))
}

#[allow(dead_code)]
async fn text(call: TypedCall<String>) -> Result<Got, Stop> {
    Ok(Got::Json(Value::String(call.retries(0).await?)))
}

/// One call, as often as it is needed.
pub(super) struct Call {
    call: String,
    product: String,
    typed: Option<&'static Typed>,
}

impl Call {
    pub(super) fn new(product: &str, method: &str, path: &str) -> Call {
        let product = match product {
            "mp" | "mini_program" => "mini_program",
            "oa" | "official_account" => "official_account",
            other => other,
        };
        let typed = table::ALL.iter().find(|typed| {
            let own =
                typed.product == product || (typed.product == "common" && has_common(product));
            own && typed.method == method && typed.path == path
        });
        let call = format!("{method} {}", fill(path));
        Call { call, product: product.to_owned(), typed }
    }

    /// A client of the product's kind, all of whose hosts are this one.
    pub(super) fn client(&self, url: &str) -> Result<Client, Error> {
        let kind = match self.product.as_str() {
            "mini_program" => MiniProgram::INFO,
            "wecom" => Wecom::INFO,
            _ => OfficialAccount::INFO,
        };
        let client =
            Client::builder(kind).appid("wx0123456789abcdef").secret("secret").pay_key("key");
        // Only a WeCom app is one of several.
        let client = match self.product.as_str() {
            "wecom" => client.part("agent_id", "1000002"),
            _ => client,
        };
        client.base_url(url).build()
    }

    /// Makes the call once; what comes is not asked for again.
    pub(super) async fn send(&self, client: &Client) -> Result<Got, Error> {
        if let Some(typed) = self.typed {
            let request = serde_json::from_str(typed.request).unwrap_or_default();
            match (typed.send)(client.clone(), request).await {
                Ok(got) => return Ok(got),
                Err(Stop::Error(error)) => return Err(error),
                Err(Stop::NoRequest) => {}
            }
        }
        self.prepare(client).send::<Value>().await.map(Got::Json)
    }

    /// The answer as it came.
    pub(super) async fn raw(&self, client: &Client) -> Result<RawReply, Error> {
        self.prepare(client).raw().await
    }

    /// Whether it fetches a token, so that nothing else may.
    pub(super) fn is_about_tokens(&self) -> bool {
        self.call.ends_with("token")
    }

    /// Whether a described endpoint makes it.
    pub(super) fn is_typed(&self) -> bool {
        self.typed.is_some()
    }

    fn prepare(&self, client: &Client) -> RawCall {
        let call = client.call(&self.call).retries(0);
        // What is about tokens, or about products without specs, carries none.
        let none = self.is_about_tokens() || !has_common(&self.product);
        if none { call.auth("none") } else { call }
    }
}

/// Products whose specs this build has.
fn has_common(product: &str) -> bool {
    matches!(product, "mini_program" | "official_account")
}

/// Puts something where the path has parameters.
fn fill(path: &str) -> String {
    let mut filled = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        filled.push('1');
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::super::server::{Answer, Server};
    use super::{Call, ErrorKind, Stop, table};

    /// Every endpoint of the facade can be called with its stand-in, and reads an empty answer.
    #[test]
    fn typed_calls() {
        let body = b"{}".to_vec();
        let answer = Answer { status: 200, headers: Vec::new(), body, about_tokens: false };
        let server = Server::start(answer).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        assert!(table::ALL.len() > 100, "{} endpoints", table::ALL.len());
        let mut wrong = Vec::new();
        for typed in table::ALL {
            let product =
                if typed.product == "common" { "official_account" } else { typed.product };
            let client =
                Call::new(product, typed.method, typed.path).client(&server.url()).unwrap();
            let request = serde_json::from_str(typed.request).unwrap();
            match runtime.block_on((typed.send)(client, request)) {
                Ok(_) => {}
                // Some endpoints promise more than an empty object.
                Err(Stop::Error(error)) if error.kind() == ErrorKind::Empty => {}
                Err(Stop::NoRequest) => {
                    wrong.push(format!("{}: no request of {}", typed.path, typed.request))
                }
                Err(Stop::Error(error)) => wrong.push(error.to_string()),
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
