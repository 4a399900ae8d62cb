//! WeCom: the tokens of a corp's agents, of suites for a ticket, of corps that installed a suite.

use serde_json::json;

use super::{Cx, Table};
use crate::answer::{Answer, Outcome, Refusal, refuse};
use crate::clock::Millis;
use crate::state::codes::Use;
use crate::state::platforms::{Bad, Grant};
use crate::state::tokens::Issued;

/// How long a ticket is good.
const TICKET_LIFE: Millis = 1800 * 1000;

pub(super) const TABLE: Table = &[
    ("GET /cgi-bin/gettoken", agent_token),
    ("POST /cgi-bin/service/get_suite_token", suite_token),
    ("GET /cgi-bin/service/get_pre_auth_code", pre_auth_code),
    ("POST /cgi-bin/service/get_permanent_code", permanent_code),
    ("POST /cgi-bin/service/get_auth_info", auth_info),
    ("POST /cgi-bin/service/get_corp_token", corp_token),
];

fn token(issued: &Issued) -> Answer {
    let (token, left) = (&issued.value, issued.expires_in);
    json!({"errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": left}).into()
}

/// One token for each secret: of an agent, or of an app that was developed for the corp, whose
/// secret is the permanent code.
fn agent_token(cx: &Cx<'_>) -> Outcome {
    let (corp, secret) = (cx.text("corpid"), cx.text("corpsecret"));
    let agent = match cx.state().platforms.by_lasting(corp, secret) {
        Some(grant) if grant.account.customized => grant.account.agent.to_string(),
        _ => cx.state().apps.check_agent(corp, secret)?,
    };
    Ok(token(&cx.state().tokens.other(corp, &agent, "access_token", cx.now)))
}

fn suite_token(cx: &Cx<'_>) -> Outcome {
    let suite = cx.text("suite_id");
    cx.state().apps.check(suite, cx.text("suite_secret")).map_err(|refusal| {
        match refusal.code {
            40013 | 41002 => Refusal::of(40083),
            _ => Refusal::of(40080),
        }
    })?;
    let ticket = cx.text("suite_ticket");
    let good = cx.state().platforms.of(suite, |it| it.check_ticket(ticket, TICKET_LIFE, cx.now));
    good.map_err(|_| Refusal::of(40085))?;
    let issued = cx.state().tokens.other(suite, "", "suite_access_token", cx.now);
    Ok(json!({"suite_access_token": issued.value, "expires_in": issued.expires_in}).into())
}

fn pre_auth_code(cx: &Cx<'_>) -> Outcome {
    let code = cx.id("pre-auth code", 64);
    cx.state().codes.issue_to(cx.app(), &code, Use::PreAuth, "", "", cx.now);
    Ok(json!({"errcode": 0, "errmsg": "ok", "pre_auth_code": code, "expires_in": 1200}).into())
}

fn permanent_code(cx: &Cx<'_>) -> Outcome {
    let (suite, code) = (cx.app(), cx.text("auth_code"));
    let found = cx.state().platforms.of(suite, |it| it.account_of(code, true, cx.now));
    let grant = found.map_err(|bad| match bad {
        Bad::Expired => Refusal::of(42008),
        _ => Refusal::of(40078),
    })?;
    let mut answer = about(&grant);
    answer["permanent_code"] = json!(grant.lasting);
    if !grant.account.customized {
        let issued = corp_token_of(cx, &grant);
        answer["access_token"] = json!(issued.value);
        answer["expires_in"] = json!(issued.expires_in);
    }
    Ok(answer.into())
}

fn auth_info(cx: &Cx<'_>) -> Outcome {
    Ok(about(&granted(cx)?).into())
}

fn corp_token(cx: &Cx<'_>) -> Outcome {
    Ok(token(&corp_token_of(cx, &granted(cx)?)))
}

/// The token of the suite's app in the corp, as good as that of an agent of the corp's own.
fn corp_token_of(cx: &Cx<'_>, grant: &Grant) -> Issued {
    let (corp, agent) = (&grant.account.id, grant.account.agent.to_string());
    let issued = cx.state().tokens.other(corp, &agent, "access_token", cx.now);
    cx.state().platforms.of(cx.app(), |it| {
        if let Some(grant) = it.grant_mut(corp) {
            grant.tokens.push(issued.value.clone());
        }
    });
    issued
}

fn granted(cx: &Cx<'_>) -> Result<Grant, Refusal> {
    let (corp, code) = (cx.text("auth_corpid"), cx.text("permanent_code"));
    let grant = cx.state().platforms.of(cx.app(), |it| it.grant(corp).cloned());
    match grant {
        Some(grant) if grant.lasting == code => Ok(grant),
        _ => refuse(40084),
    }
}

fn about(grant: &Grant) -> serde_json::Value {
    json!({
        "errcode": 0,
        "errmsg": "ok",
        "auth_corp_info": {"corpid": grant.account.id, "corp_name": "一家企业"},
        "auth_info": {"agent": [{
            "agentid": grant.account.agent,
            "name": "应用",
            "is_customized_app": grant.account.customized,
        }]},
    })
}
