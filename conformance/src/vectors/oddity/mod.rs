//! `api.oddity`: answers as WeChat has really sent them. Each is served from the loopback with its
//! status and headers, and the SDK makes the call.

mod calls;
mod expect;
pub(super) mod server;

use serde_json::Value;

use super::case::{Case, Outcome, text_of};
use super::crypto::need;
use expect::Seen;
use server::{Answer, Server};

/// Serves the entry's answer and looks at it through the SDK.
pub(super) fn api_oddity(case: &mut Case<'_>) -> Outcome {
    let (product, method) = (need!(case.need("product")), need!(case.need("method")));
    let path = need!(case.need("path"));
    let status = case.input("status").and_then(Value::as_u64).unwrap_or(200);
    let Some(status) = u16::try_from(status).ok().filter(|status| (100..1000).contains(status))
    else {
        return Outcome::Failed(format!("{status} is not an HTTP status"));
    };
    if product == "pay" && (200..300).contains(&status) {
        // The other entries of success are refused for want of a signature.
        return Outcome::Unsupported(
            "Pay signs its success, and nothing checks that yet".to_owned(),
        );
    }
    let headers = case.input("headers").and_then(Value::as_object);
    let headers = headers.into_iter().flatten().map(|(name, value)| (name.clone(), text_of(value)));
    let body = match (case.files.as_slice(), case.text("body")) {
        ([body], _) => body.clone(),
        ([], Some(body)) => body.into_bytes(),
        (files, _) => {
            return Outcome::Unsupported(format!(
                "an answer in {} files instead of one",
                files.len()
            ));
        }
    };
    let call = calls::Call::new(&product, &method, &path);
    let answer =
        Answer { status, headers: headers.collect(), body, about_tokens: call.is_about_tokens() };
    match look(answer, &call) {
        Ok(seen) => expect::check(case, &seen),
        Err(what) => Outcome::Failed(what),
    }
}

/// The answer through the call itself, and as `.raw()` gives it.
fn look(answer: Answer, call: &calls::Call) -> Result<Seen, String> {
    let server =
        Server::start(answer).map_err(|error| format!("no server on the loopback: {error}"))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("no tokio runtime: {error}"))?;
    runtime.block_on(async {
        let client = call.client(&server.url()).map_err(|error| format!("{error:#}"))?;
        let result = call.send(&client).await;
        let raw = call.raw(&client).await.map_err(|error| format!("`.raw()` failed: {error}"))?;
        Ok(Seen { result, raw, typed: call.is_typed() })
    })
}
