//! Tokens and tickets: what hands them out.

use serde_json::{Value, json};
use wechat_spec::model::Const;

use super::{Cx, Table};
use crate::answer::{Answer, Outcome};
use crate::generate::set_path;
use crate::state::tokens::Issued;

pub(super) const TABLE: Table = &[
    ("GET /cgi-bin/token", classic),
    ("POST /cgi-bin/stable_token", stable),
    ("GET /cgi-bin/ticket/getticket", ticket),
];

fn classic(cx: &Cx<'_>) -> Outcome {
    let appid = cx.text("appid");
    cx.state().apps.check(appid, cx.text("secret"))?;
    Ok(token(&cx.state().tokens.classic(appid, cx.now)))
}

fn stable(cx: &Cx<'_>) -> Outcome {
    let appid = cx.text("appid");
    cx.state().apps.check(appid, cx.text("secret"))?;
    let force = cx.body().get("force_refresh").and_then(Value::as_bool).unwrap_or(false);
    Ok(token(&cx.state().tokens.stable(appid, force, cx.now)?))
}

fn token(issued: &Issued) -> Answer {
    json!({"access_token": issued.value, "expires_in": issued.expires_in}).into()
}

fn ticket(cx: &Cx<'_>) -> Outcome {
    let name = format!("{}_ticket", cx.text("type"));
    let issued = cx.state().tokens.other(cx.app(), "", &name, cx.now);
    let answer = json!({"errcode": 0, "errmsg": "ok", "ticket": issued.value, "expires_in": issued.expires_in});
    Ok(answer.into())
}

/// The fetch call of a credential that only its row in the product file describes.
pub(super) fn fetch(cx: &Cx<'_>) -> Outcome {
    let Some((credential, fetch)) =
        cx.entry.fetches.as_ref().and_then(|it| Some((it, it.fetch.as_ref()?)))
    else {
        return cx.generated();
    };
    let sent = |variable: &str| {
        let is = |value: &Const| matches!(value, Const::Variable(name) if name == variable);
        fetch.request.iter().find(|(_, value)| is(value)).map(|(name, _)| cx.text(name))
    };
    let appid = sent("appid").unwrap_or(cx.app());
    if let Some(secret) = sent("secret") {
        cx.state().apps.check(appid, secret)?;
    }
    // What is kept for several accounts is kept apart.
    let per: Vec<_> = credential.per.iter().filter_map(|part| sent(part)).collect();
    let apart = if per.is_empty() { cx.agent.clone() } else { per.join("|") };
    let issued = cx.state().tokens.other(appid, &apart, &credential.name, cx.now);
    let mut answer = json!({});
    set_path(&mut answer, &fetch.value, json!(issued.value));
    if let Some(expires) = &fetch.expires {
        set_path(&mut answer, expires, json!(issued.expires_in));
    }
    Ok(answer.into())
}
