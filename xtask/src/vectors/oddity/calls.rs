//! Which call of the SDK is made for a path: a typed one where there is one, the raw one
//! otherwise.

use std::future::Future;
use std::pin::Pin;

use serde_json::Value;
use wechat_runtime::op::{Envelope, Product};
use wechat_runtime::{Client, Error, KindInfo, RawCall, RawReply};

use super::expect::Got;

/// What a call of a typed endpoint gives.
type Sending<'a> = Pin<Box<dyn Future<Output = Result<Got, Error>> + 'a>>;

/// Typed calls by method and path.
const TYPED: &[(&str, fn(&Client) -> Sending<'_>)] = &[];

/// Paths of files, for the raw call.
const FILES: &[&str] = &[
    "/cgi-bin/media/get",
    "/cgi-bin/media/get/jssdk",
    "/cgi-bin/material/get_material",
    "/cgi-bin/wxaapp/createwxaqrcode",
    "/wxa/getwxacode",
    "/wxa/getwxacodeunlimit",
];

/// An app without credentials, for calls that no spec of this build describes.
static RAW: KindInfo = KindInfo {
    name: "raw",
    product: &Product {
        name: "raw",
        host: "https://api.weixin.qq.com",
        envelope: Envelope {
            code: "errcode",
            message: "errmsg",
            ok: &[],
        },
        auth: None,
        credentials: &[],
        codes: &[],
    },
};

/// One call, as often as it is needed.
pub(super) struct Call {
    call: String,
    file: bool,
    typed: Option<fn(&Client) -> Sending<'_>>,
}

impl Call {
    pub(super) fn new(_product: &str, method: &str, path: &str) -> Call {
        let call = format!("{method} {}", fill(path));
        let typed = TYPED.iter().find(|(known, _)| *known == call);
        Call {
            file: FILES.contains(&path),
            typed: typed.map(|(_, send)| *send),
            call,
        }
    }

    pub(super) fn client(&self, url: &str) -> Result<Client, Error> {
        Client::builder(&RAW)
            .appid("wx0123456789abcdef")
            .secret("secret")
            .base_url(url)
            .build()
    }

    /// Makes the call once; what comes is not asked for again.
    pub(super) async fn send(&self, client: &Client) -> Result<Got, Error> {
        if let Some(send) = self.typed {
            return send(client).await;
        }
        if self.file {
            return Ok(Got::Bytes(
                self.prepare(client).bytes().await?.bytes().to_vec(),
            ));
        }
        self.prepare(client).send::<Value>().await.map(Got::Json)
    }

    pub(super) async fn raw(&self, client: &Client) -> Result<RawReply, Error> {
        self.prepare(client).raw().await
    }

    fn prepare(&self, client: &Client) -> RawCall {
        client.call(&self.call).retries(0)
    }
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
