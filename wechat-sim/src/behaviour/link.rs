//! Short keys, URL schemes, URL links, short links.

use serde_json::{Value, json};

use super::{Cx, Table, number};
use crate::answer::{Outcome, Refusal, refuse};
use crate::state::links::Link;

pub(super) const TABLE: Table = &[
    ("POST /cgi-bin/shorten/gen", shorten),
    ("POST /cgi-bin/shorten/fetch", lengthen),
    ("POST /wxa/generatescheme", scheme),
    ("POST /wxa/generatenfcscheme", scheme),
    ("POST /wxa/queryscheme", query_scheme),
    ("POST /wxa/generate_urllink", url_link),
    ("POST /wxa/query_urllink", query_url_link),
    ("POST /wxa/genwxashortlink", short_link),
];

/// Thirty days, in seconds: the longest that schemes, links and keys live.
const MONTH: u64 = 30 * 86_400;

fn add(cx: &Cx<'_>, name: &str, target: Value, expires: u64) {
    let link = Link { appid: cx.app().to_owned(), target, created: cx.seconds(), expires };
    cx.state().links.add(name, link);
}

fn shorten(cx: &Cx<'_>) -> Outcome {
    let life = u64::try_from(cx.number("expire_seconds").unwrap_or(0)).unwrap_or(0);
    let life = if life == 0 { MONTH } else { life.min(MONTH) };
    let key = cx.id("short key", 15);
    add(cx, &key, json!(cx.text("long_data")), cx.seconds() + life);
    Ok(json!({"errcode": 0, "errmsg": "ok", "short_key": key}).into())
}

fn lengthen(cx: &Cx<'_>) -> Outcome {
    let found =
        cx.state().links.get(cx.text("short_key"), cx.now).ok_or_else(|| Refusal::of(40097))?;
    let answer = json!({
        "errcode": 0,
        "errmsg": "ok",
        "long_data": found.target,
        "create_time": found.created,
        "expire_seconds": found.expires.saturating_sub(cx.seconds()),
    });
    Ok(answer.into())
}

/// When a scheme or link ends: at a moment, or some days from now; within thirty days either way.
fn end(cx: &Cx<'_>) -> Result<u64, Refusal> {
    let body = cx.body();
    let latest = cx.seconds() + MONTH;
    let positive = |name| number(body.get(name)).and_then(|it| u64::try_from(it).ok());
    match (number(body.get("expire_type")), positive("expire_time"), positive("expire_interval")) {
        (Some(1), _, Some(days)) if (1..=30).contains(&days) => Ok(cx.seconds() + days * 86_400),
        (Some(1), _, _) => refuse(85401),
        (_, Some(at), _) if at <= cx.seconds() => refuse(85401),
        (_, Some(at), _) => Ok(at.min(latest)),
        (_, None, _) => Ok(latest),
    }
}

fn scheme(cx: &Cx<'_>) -> Outcome {
    let address = format!("weixin://dl/business/?t={}", cx.id("scheme", 11));
    add(cx, &address, cx.body()["jump_wxa"].clone(), end(cx)?);
    Ok(json!({"errcode": 0, "errmsg": "ok", "openlink": address}).into())
}

/// What a scheme or link opens, in the words that both answers share.
fn described(link: &Link) -> Value {
    let text = |name: &str, default: &str| link.target[name].as_str().unwrap_or(default).to_owned();
    json!({
        "appid": link.appid,
        "path": text("path", ""),
        "query": text("query", ""),
        "env_version": text("env_version", "release"),
        "create_time": link.created,
        "expire_time": link.expires,
    })
}

fn query(cx: &Cx<'_>, name: &str, info: &str) -> Outcome {
    if cx.number("query_type") == Some(1) {
        return Ok(
            json!({"errcode": 0, "errmsg": "ok", "quota_info": {"remain_visit_quota": 3_000_000}})
                .into(),
        );
    }
    match cx.state().links.get(name, cx.now) {
        Some(link) if link.appid == cx.app() => {
            Ok(json!({"errcode": 0, "errmsg": "ok", info: described(&link)}).into())
        }
        _ => refuse(85403),
    }
}

fn query_scheme(cx: &Cx<'_>) -> Outcome {
    query(cx, cx.text("scheme"), "scheme_info")
}

fn url_link(cx: &Cx<'_>) -> Outcome {
    let address = format!("https://wxaurl.cn/{}", cx.id("url link", 11));
    add(cx, &address, cx.body().clone(), end(cx)?);
    Ok(json!({"errcode": 0, "errmsg": "ok", "url_link": address}).into())
}

fn query_url_link(cx: &Cx<'_>) -> Outcome {
    query(cx, cx.text("url_link"), "url_link_info")
}

fn short_link(cx: &Cx<'_>) -> Outcome {
    let title: String = cx.text("page_title").chars().take(20).collect();
    let link = format!("#小程序://{title}/{}", cx.id("short link", 15));
    add(cx, &link, cx.body().clone(), cx.seconds() + MONTH);
    Ok(json!({"errcode": 0, "errmsg": "ok", "link": link}).into())
}
