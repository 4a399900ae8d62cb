//! How often an API was called, and looking a failed call up.

use serde_json::json;

use super::{Cx, Table};
use crate::answer::{Outcome, Refusal, done, refuse};
use crate::request::encode;

pub(super) const TABLE: Table = &[
    ("POST /cgi-bin/openapi/quota/get", get),
    ("POST /cgi-bin/openapi/quota/clear", clear_one),
    ("POST /cgi-bin/clear_quota", clear),
    ("POST /cgi-bin/clear_quota/v2", clear_with_secret),
    ("POST /cgi-bin/openapi/rid/get", rid),
];

/// Calls of any API a day; the simulator counts but does not refuse.
const DAILY: u64 = 100_000;

/// The API must be one of the catalogue.
fn known(cx: &Cx<'_>) -> Result<String, Refusal> {
    let path = cx.text("cgi_path");
    if path.starts_with("/sns/") {
        return refuse(76022);
    }
    let known = cx.engine.schema.entries().iter().any(|entry| entry.endpoint.path == path);
    if known { Ok(path.to_owned()) } else { refuse(76021) }
}

fn get(cx: &Cx<'_>) -> Outcome {
    let path = known(cx)?;
    let called = cx.engine.calls.count(&path) as u64;
    let forgiven = cx.state().forgiven.of(cx.app(), |forgiven| {
        let all = forgiven.get("").copied().unwrap_or(0);
        let one = forgiven.get(&path).copied().unwrap_or(0);
        (all, one)
    });
    // Setting back everything is noted as a moment, setting back one API as a number of calls.
    let called =
        if forgiven.0 > 0 { cx.engine.calls.count_since(&path, forgiven.0) as u64 } else { called };
    let used = called.saturating_sub(forgiven.1);
    let answer = json!({
        "errcode": 0,
        "errmsg": "ok",
        "quota": {"daily_limit": DAILY, "used": used, "remain": DAILY.saturating_sub(used)},
        "rate_limit": {"call_count": 5000, "refresh_second": 60},
    });
    Ok(answer.into())
}

fn clear_one(cx: &Cx<'_>) -> Outcome {
    let path = known(cx)?;
    let called = cx.engine.calls.count(&path) as u64;
    cx.state().forgiven.of(cx.app(), |forgiven| forgiven.insert(path, called));
    done()
}

fn clear(cx: &Cx<'_>) -> Outcome {
    if cx.text("appid") != cx.app() {
        return refuse(40013);
    }
    forgive(cx, cx.app())
}

fn clear_with_secret(cx: &Cx<'_>) -> Outcome {
    let appid = cx.text("appid");
    cx.state().apps.check(appid, cx.text("appsecret"))?;
    forgive(cx, appid)
}

fn forgive(cx: &Cx<'_>, appid: &str) -> Outcome {
    cx.state().forgiven.of(appid, |forgiven| {
        forgiven.clear();
        forgiven.insert(String::new(), cx.now + 1);
    });
    done()
}

fn rid(cx: &Cx<'_>) -> Outcome {
    let Some(call) = cx.engine.calls.by_rid(cx.text("rid")) else {
        return refuse(76001);
    };
    let query: Vec<_> = call
        .query
        .iter()
        .map(|(key, value)| format!("{}={}", encode(key), encode(value)))
        .collect();
    let answer = json!({
        "errcode": 0,
        "errmsg": "ok",
        "request": {
            "invoke_time": call.at / 1000,
            "cost_in_ms": 1,
            "request_url": query.join("&"),
            "request_body": String::from_utf8_lossy(&call.body),
            "response_body": String::from_utf8_lossy(&call.answer),
            "client_ip": "127.0.0.1",
        },
    });
    Ok(answer.into())
}
