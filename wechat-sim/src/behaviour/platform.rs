//! Third-party platforms: their own token for a ticket, accounts that authorise them, and those
//! accounts' tokens, whose refresh tokens change with each use.

use serde_json::{Value, json};

use super::{Cx, Table};
use crate::answer::{Answer, Outcome, Refusal, done, refuse};
use crate::clock::Millis;
use crate::push::Push;
use crate::state::codes::Use;
use crate::state::platforms::{Bad, Grant};
use crate::state::tokens::LIFE;

/// How long a ticket is good.
const TICKET_LIFE: Millis = 12 * 3600 * 1000;

pub(super) const TABLE: Table = &[
    ("POST /cgi-bin/component/api_component_token", own_token),
    ("POST /cgi-bin/component/api_create_preauthcode", pre_auth_code),
    ("POST /cgi-bin/component/api_query_auth", query_auth),
    ("POST /cgi-bin/component/api_authorizer_token", account_token),
    ("POST /cgi-bin/component/api_get_authorizer_list", list),
    ("POST /cgi-bin/component/api_get_authorizer_info", info),
    ("POST /cgi-bin/component/api_start_push_ticket", start_push_ticket),
];

fn own_token(cx: &Cx<'_>) -> Outcome {
    let platform = cx.text("component_appid");
    cx.state().apps.check(platform, cx.text("component_appsecret"))?;
    let ticket = cx.text("component_verify_ticket");
    let good = cx.state().platforms.of(platform, |it| it.check_ticket(ticket, TICKET_LIFE, cx.now));
    match good {
        Err(Bad::Expired) => return refuse(61005),
        Err(_) => return refuse(61006),
        Ok(()) => {}
    }
    let issued = cx.state().tokens.other(platform, "", "component_access_token", cx.now);
    let answer = json!({"component_access_token": issued.value, "expires_in": issued.expires_in});
    Ok(answer.into())
}

/// The platform that calls, which must be the one that it says it is.
fn platform<'c>(cx: &'c Cx<'_>) -> Result<&'c str, Refusal> {
    if cx.text("component_appid") == cx.app() { Ok(cx.app()) } else { refuse(61011) }
}

fn pre_auth_code(cx: &Cx<'_>) -> Outcome {
    let code = format!("preauthcode@@@{}", cx.id("pre-auth code", 60));
    cx.state().codes.issue_to(platform(cx)?, &code, Use::PreAuth, "", "", cx.now);
    Ok(json!({"pre_auth_code": code, "expires_in": 1800}).into())
}

fn query_auth(cx: &Cx<'_>) -> Outcome {
    let (platform, code) = (platform(cx)?, cx.text("authorization_code"));
    // The code of the redirect and that of the push are one: each may be exchanged.
    let found = cx.state().platforms.of(platform, |it| it.account_of(code, false, cx.now));
    let grant = found.map_err(|bad| match bad {
        Bad::Expired => Refusal::of(61010),
        _ => Refusal::of(61009),
    })?;
    let token = hand_out(cx, platform, &grant.account.id);
    Ok(json!({"authorization_info": {
        "authorizer_appid": grant.account.id,
        "authorizer_access_token": token,
        "expires_in": LIFE / 1000,
        "authorizer_refresh_token": grant.lasting,
        "func_info": functions(),
    }})
    .into())
}

fn functions() -> Value {
    [1, 15, 4, 7].iter().map(|id| json!({"funcscope_category": {"id": id}})).collect()
}

/// An access token of the account's, as good as its own.
fn hand_out(cx: &Cx<'_>, platform: &str, account: &str) -> String {
    let token = cx.state().tokens.on_behalf(account, cx.now);
    cx.state().platforms.of(platform, |it| {
        if let Some(grant) = it.grant_mut(account) {
            grant.tokens.push(token.clone());
        }
    });
    token
}

fn account_token(cx: &Cx<'_>) -> Outcome {
    let (platform, account) = (platform(cx)?, cx.text("authorizer_appid"));
    let next = format!("refreshtoken@@@{}", cx.id("refresh token", 43));
    let presented = cx.text("authorizer_refresh_token");
    let renewed = cx.state().platforms.of(platform, |it| match it.grant_mut(account) {
        None => Err(61003),
        Some(grant) if grant.lasting != presented => Err(61023),
        Some(grant) => {
            grant.lasting.clone_from(&next);
            Ok(())
        }
    });
    renewed.map_err(Refusal::of)?;
    let token = hand_out(cx, platform, account);
    Ok(json!({
        "authorizer_access_token": token,
        "expires_in": LIFE / 1000,
        "authorizer_refresh_token": next,
    })
    .into())
}

fn list(cx: &Cx<'_>) -> Outcome {
    let platform = platform(cx)?;
    let number = |name: &str| cx.number(name).and_then(|number| usize::try_from(number).ok());
    let (Some(offset), Some(count @ 1..=500)) = (number("offset"), number("count")) else {
        return refuse(40097);
    };
    let (total, page) = cx.state().platforms.of(platform, |it| {
        let row = |grant: &Grant| {
            json!({
                "authorizer_appid": grant.account.id,
                "refresh_token": grant.lasting,
                "auth_time": grant.since / 1000,
            })
        };
        let page: Vec<Value> = it.grants().skip(offset).take(count).map(row).collect();
        (it.grants().len(), page)
    });
    Ok(json!({"total_count": total, "list": page}).into())
}

fn info(cx: &Cx<'_>) -> Outcome {
    let (platform, account) = (platform(cx)?, cx.text("authorizer_appid"));
    let grant = cx.state().platforms.of(platform, |it| it.grant(account).cloned());
    let Some(grant) = grant else { return refuse(61003) };
    let Answer::Json(mut answer) = cx.generated()? else { return refuse(-1) };
    answer["authorization_info"] = json!({
        "authorizer_appid": account,
        "authorizer_refresh_token": grant.lasting,
        "func_info": functions(),
    });
    Ok(answer.into())
}

fn start_push_ticket(cx: &Cx<'_>) -> Outcome {
    let platform = cx.text("component_appid");
    cx.state().apps.check(platform, cx.text("component_secret"))?;
    let ticket = format!("ticket@@@{}", cx.id("ticket", 86));
    let push = Push::info("component_verify_ticket").with("ComponentVerifyTicket", ticket);
    cx.engine.tell(platform, push);
    done()
}
