//! `api.response.*` and `api.request`: documents of endpoints. The endpoint is found by its path, or,
//! where the entry has none, in `calls.txt`.
//!
//! A response is read by the record of its endpoint and written again: nothing may be lost. It is
//! also served from the loopback and judged by the client, with the endpoint's envelope and rules. A
//! request is read into its record and written again as an equal document.

use serde_json::{Map, Value};
use wechat_app::kind::{
    Channels, MiniProgram, OfficialAccount, OpenPlatform, Wecom, WecomProvider, WecomSuite,
};
use wechat_app::{Call as TypedCall, Client, Error, Kind, KindInfo};
use wechat_runtime::op::{Fetch, Op};

use super::case::{Case, Outcome, text_of};
use super::crypto::need;
use super::oddity::server::{Answer, Server};
use crate::samples::catalog::{Call, plain};
use crate::samples::table::{self, Row};

/// Calls of entries that have no path, or one that is not the endpoint's, a line each: `id: METHOD
/// PATH`. Each was looked up by hand.
const CALLS: &str = include_str!("calls.txt");

/// Where an entry comes from, and how its path was found: nothing to be checked.
const ORIGIN: &[&str] =
    &["request", "more_requests", "type_hint", "path_from", "method_certain", "host", "status"];

/// What an endpoint answers.
pub(super) fn response(case: &mut Case<'_>) -> Outcome {
    let product = need!(case.need("product"));
    let call = need!(call(case));
    let [body] = case.files.as_slice() else {
        return Outcome::Failed("not one file".to_owned());
    };
    let text = String::from_utf8_lossy(body).trim_start_matches('\u{feff}').to_owned();
    let answer = Answer {
        status: case
            .input("status")
            .and_then(Value::as_u64)
            .and_then(|it| it.try_into().ok())
            .unwrap_or(200),
        headers: case
            .text("content_type")
            .map(|it| ("Content-Type".to_owned(), it))
            .into_iter()
            .collect(),
        body: body.clone(),
        about_tokens: true,
    };
    let server = match Server::start(answer) {
        Ok(server) => server,
        Err(error) => return Outcome::Failed(format!("no server on the loopback: {error}")),
    };
    let rows = table::rows(family(&product), &call);
    // Several endpoints may have one path: the best one counts.
    let row = rows.iter().map(|row| (row.response(&text), *row)).min_by_key(|(lost, _)| lost.len());
    let (lost, kind, op) = match row {
        Some((lost, row)) => (lost, kind(row), row.judge),
        None => match fetch(&product, &call) {
            Some((kind, fetch)) => (unread(&text, fetch), kind, &FETCH),
            None => return no_spec(&call),
        },
    };
    for what in lost {
        case.fail(what);
    }
    let sample: Value = serde_json::from_str(&text).unwrap_or_default();
    case.check("json", sample.is_object());
    if let Some(Value::Array(names)) = case.expects("top_level_fields") {
        for name in names.iter().map(text_of).filter(|name| sample.get(name).is_none()) {
            case.fail(format!("the document has no `{name}`"));
        }
    }
    match judged(&server, kind, op) {
        Ok(judged) => verdict(case, judged.err().as_ref()),
        Err(what) => case.fail(what),
    }
    case.outcome()
}

/// Whether it is an error, and the right one.
fn verdict(case: &mut Case<'_>, error: Option<&Error>) {
    // Where the code is follows from the code being found.
    let _ = case.expects("envelope");
    let errcode = case.expects("errcode");
    let said = case.expects("errmsg").and_then(Value::as_str);
    let status = case.expects("status_value").cloned().unwrap_or_default();
    match case.expects("is_error") {
        // A stand-in where the code would be: to be read only.
        None | Some(Value::Null) => {}
        Some(expected) => {
            if expected.as_bool() != Some(error.is_some()) {
                case.fail(match error {
                    Some(error) => format!("expected success, got the error: {error}"),
                    None => format!("expected an error of {status}, got success"),
                });
            }
            if let Some(error) = error {
                for code in
                    [Some(&status), errcode].into_iter().flatten().filter(|it| !it.is_null())
                {
                    case.compare("code", code, &error.code().into());
                }
                if let Some(said) = said.filter(|said| !said.is_empty())
                    && error.message().map(str::trim) != Some(said.trim())
                {
                    case.fail(format!("errmsg: expected {said:?}, got {:?}", error.message()));
                }
            }
        }
    }
}

/// What the client says of the answer.
fn judged(
    server: &Server,
    kind: &'static KindInfo,
    op: &'static Op,
) -> Result<Result<(), Error>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("no tokio runtime: {error}"))?;
    runtime.block_on(async {
        let client = Client::builder(kind).appid("wx0123456789abcdef").secret("secret");
        // Only a WeCom app has one.
        let client = if kind.name == "wecom" { client.part("agent_id", "1000002") } else { client };
        let client = client.base_url(server.url()).build().map_err(|error| format!("{error:#}"))?;
        Ok(TypedCall::<()>::new(&client, op, None).retries(0).await)
    })
}

/// What an endpoint is sent.
pub(super) fn request(case: &mut Case<'_>) -> Outcome {
    let product = need!(case.need("product"));
    if product == "pay" {
        return Outcome::Unsupported("no specs describe Pay yet".to_owned());
    }
    let call = need!(call(case));
    let Some(body) = case.expects("json_body") else {
        return Outcome::Failed("the entry expects no `json_body`".to_owned());
    };
    let rows = table::rows(family(&product), &call);
    if rows.is_empty() {
        return match fetch(&product, &call) {
            Some((_, fetch)) => {
                for what in unsent(body, fetch) {
                    case.fail(what);
                }
                case.outcome()
            }
            None => no_spec(&call),
        };
    }
    let text = body.to_string();
    // As in the other kinds, a number may be written as its text: sources of tests are lax about it,
    // and in a query there is no difference.
    let _ = case.input("as_query");
    let failures = rows.iter().map(|row| row.request_alike(&text)).min_by_key(Vec::len);
    for what in failures.into_iter().flatten() {
        case.fail(what);
    }
    case.outcome()
}

fn no_spec(call: &Call) -> Outcome {
    Outcome::Failed(format!("no spec for {} {}", call.method, call.path))
}

/// The call that the entry is about.
fn call(case: &Case<'_>) -> Result<Call, Outcome> {
    for name in ORIGIN {
        let _ = case.input(name);
    }
    let mut lines = CALLS.lines().filter_map(|line| line.split_once(": "));
    let named = lines.find(|(id, _)| *id == case.id).and_then(|(_, call)| call.split_once(' '));
    let (method, path) = (case.text("method"), case.text("path"));
    match (named, path) {
        (Some((method, path)), _) => Ok(Call { method: method.to_owned(), path: plain(path) }),
        (None, Some(path)) => {
            Ok(Call { method: method.unwrap_or_else(|| "POST".to_owned()), path: plain(&path) })
        }
        (None, None) => {
            Err(Outcome::Failed("has no path, and calls.txt does not name its call".to_owned()))
        }
    }
}

/// Products as the catalogue has them.
fn family(product: &str) -> &'static str {
    if product == "wecom" { "work" } else { "api" }
}

fn kind(row: &Row) -> &'static KindInfo {
    match row.product {
        "channels" => Channels::INFO,
        "mini_program" => MiniProgram::INFO,
        "open_platform" => OpenPlatform::INFO,
        "wecom" => Wecom::INFO,
        "wecom_provider" => WecomProvider::INFO,
        "wecom_suite" => WecomSuite::INFO,
        _ => OfficialAccount::INFO,
    }
}

/// The product's own envelope.
static FETCH: Op = Op {
    name: "credential",
    method: wechat_runtime::op::Method::Post,
    path: "/",
    auth: wechat_runtime::op::Auth::None,
    ..Op::NEW
};

/// The credential or the exchange of a code that has this call: the engine makes it.
fn fetch(product: &str, call: &Call) -> Option<(&'static KindInfo, Made)> {
    let kinds: &[&'static KindInfo] = match product {
        "wecom" => &[Wecom::INFO, WecomSuite::INFO, WecomProvider::INFO],
        _ => &[OfficialAccount::INFO, MiniProgram::INFO, OpenPlatform::INFO],
    };
    kinds.iter().find_map(|kind| {
        let mut credentials = kind.product.credentials.iter();
        let credential = credentials.find_map(|it| {
            let fetch = it.fetch.as_ref().filter(|fetch| fetch.path == call.path)?;
            Some(Made { fetch, saves: it.saves, carried: it.uses })
        });
        Some((*kind, credential?))
    })
}

/// What the engine makes of an answer.
struct Made {
    fetch: &'static Fetch,
    saves: &'static [(&'static str, &'static str)],
    carried: Option<&'static str>,
}

/// What of the answer the engine has no use for, or cannot use.
fn unread(text: &str, made: Made) -> Vec<String> {
    let answer: Value = serde_json::from_str(text).unwrap_or_default();
    let at = |path: &str| path.split('.').try_fold(&answer, |value, name| value.get(name));
    let mut wrong = Vec::new();
    if at("errcode").and_then(Value::as_i64).is_none_or(|code| code == 0) {
        if at(made.fetch.value).and_then(Value::as_str).is_none_or(str::is_empty) {
            wrong.push(format!("{}: is no text", made.fetch.value));
        }
        if let Some(expires) = made.fetch.expires
            && at(expires).and_then(|it| text_of(it).parse::<u64>().ok()).is_none()
        {
            wrong.push(format!("{expires}: is no number"));
        }
    }
    let saved = made.saves.iter().map(|(path, _)| *path);
    let used: Vec<&str> = saved
        .chain([made.fetch.value, "errcode", "errmsg"])
        .chain(made.fetch.expires)
        .filter_map(|path| path.split('.').next())
        .collect();
    let names = answer.as_object().into_iter().flat_map(Map::keys);
    wrong.extend(
        names.filter(|name| !used.contains(&name.as_str())).map(|name| format!("{name}: is lost")),
    );
    wrong
}

/// What of the request the engine does not send, and what it sends besides.
fn unsent(body: &Value, made: Made) -> Vec<String> {
    let empty = Map::new();
    let body = body.as_object().unwrap_or(&empty);
    let sent: Vec<&str> =
        made.fetch.request.iter().map(|(name, _)| *name).chain(made.carried).collect();
    let lost = body
        .keys()
        .filter(|name| !sent.contains(&name.as_str()))
        .map(|name| format!("{name}: is not sent"));
    let required = made.fetch.request.iter().filter(|(name, _)| !body.contains_key(*name));
    lost.chain(required.map(|(name, _)| format!("{name}: is new"))).collect()
}
