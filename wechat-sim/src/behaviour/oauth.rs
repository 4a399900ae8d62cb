//! Web login: codes, users' own tokens, what they open; of accounts, of accounts by a platform, of
//! WeCom corps.

use serde_json::{Value, json};

use super::{Cx, Table};
use crate::answer::{Answer, Outcome, Refusal, done, refuse};
use crate::state::codes::{USER_TOKEN_LIFE, UserToken};

pub(super) const TABLE: Table = &[
    ("GET /sns/oauth2/access_token", exchange),
    ("GET /sns/oauth2/refresh_token", refresh),
    ("GET /sns/userinfo", user_info),
    ("GET /sns/auth", check),
    ("GET /sns/oauth2/component/access_token", exchange_for_platform),
    ("GET /sns/oauth2/component/refresh_token", refresh),
    ("GET /cgi-bin/auth/getuserinfo", who_in_the_corp),
    ("POST /cgi-bin/auth/getuserdetail", member),
];

fn exchange(cx: &Cx<'_>) -> Outcome {
    let appid = cx.text("appid");
    cx.state().apps.check(appid, cx.text("secret"))?;
    let (openid, scope) = cx.state().codes.spend_by(appid, cx.text("code"), cx.now)?;
    Ok(tokens(cx, appid, &openid, &scope))
}

/// The platform's credential stands in for the account's secret.
fn exchange_for_platform(cx: &Cx<'_>) -> Outcome {
    let appid = cx.text("appid");
    cx.state().apps.check_appid(appid)?;
    if cx.text("component_appid") != cx.app() {
        return refuse(61003);
    }
    let (openid, scope) = cx.state().codes.spend_by(appid, cx.text("code"), cx.now)?;
    Ok(tokens(cx, appid, &openid, &scope))
}

/// Members by their id, others by their openid.
fn who_in_the_corp(cx: &Cx<'_>) -> Outcome {
    let (openid, scope) = cx.state().codes.spend_by(cx.app(), cx.text("code"), cx.now)?;
    let mut answer = json!({"errcode": 0, "errmsg": "ok"});
    match cx.state().people.get(&openid).and_then(|person| person.userid) {
        Some(userid) => {
            answer["userid"] = json!(userid);
            if scope == "snsapi_privateinfo" {
                let ticket = cx.id("user ticket", 64);
                cx.state().codes.set_access(&ticket, cx.app(), &openid, &scope, cx.now);
                answer["user_ticket"] = json!(ticket);
            }
        }
        None => answer["openid"] = json!(openid),
    }
    Ok(answer.into())
}

fn member(cx: &Cx<'_>) -> Outcome {
    let found = cx.state().codes.access(cx.text("user_ticket"), cx.now)?;
    let person = cx.state().people.get(&found.openid);
    let Some(userid) = person.as_ref().and_then(|person| person.userid.clone()) else {
        return refuse(40003);
    };
    let mut answer = json!({"errcode": 0, "errmsg": "ok", "userid": userid, "gender": "0"});
    if let Some(phone) = person.and_then(|person| person.phone) {
        answer["mobile"] = json!(phone);
    }
    Ok(answer.into())
}

fn refresh(cx: &Cx<'_>) -> Outcome {
    cx.state().apps.check_appid(cx.text("appid"))?;
    let found = cx.state().codes.refresh(cx.text("refresh_token"), cx.now)?;
    if found.appid != cx.text("appid") {
        return refuse(40030);
    }
    Ok(tokens(cx, &found.appid, &found.openid, &found.scope))
}

fn tokens(cx: &Cx<'_>, appid: &str, openid: &str, scope: &str) -> Answer {
    let (access, refresh) = (cx.id("user token", 110), cx.id("refresh token", 110));
    let codes = &cx.state().codes;
    codes.set_access(&access, appid, openid, scope, cx.now);
    codes.set_refresh(&refresh, appid, openid, scope, cx.now);
    let mut answer = json!({
        "access_token": access,
        "expires_in": USER_TOKEN_LIFE / 1000,
        "refresh_token": refresh,
        "openid": openid,
        "scope": scope,
        "is_snapshotuser": 0,
    });
    let unionid = cx.state().people.get(openid).and_then(|person| person.unionid);
    if let Some(unionid) = unionid.filter(|_| scope.contains("userinfo")) {
        answer["unionid"] = json!(unionid);
    }
    answer.into()
}

/// The token must be good, and the openid its owner's.
fn owner(cx: &Cx<'_>) -> Result<UserToken, Refusal> {
    let found = cx.state().codes.access(cx.text("access_token"), cx.now)?;
    if found.openid == cx.text("openid") { Ok(found) } else { refuse(40003) }
}

fn check(cx: &Cx<'_>) -> Outcome {
    owner(cx)?;
    done()
}

fn user_info(cx: &Cx<'_>) -> Outcome {
    let found = owner(cx)?;
    if found.scope == "snsapi_base" {
        return Err(Refusal { code: 48001, message: "api unauthorized".into() });
    }
    let mut answer = json!({
        "openid": found.openid,
        "nickname": "微信用户",
        "sex": 0,
        "language": "",
        "city": "",
        "province": "",
        "country": "",
        "headimgurl": "https://thirdwx.qlogo.cn/mmopen/vi_32/0/132",
        "privilege": Value::Array(Vec::new()),
    });
    if let Some(person) = cx.state().people.get(&found.openid) {
        answer["nickname"] = json!(person.nickname);
        if let Some(unionid) = person.unionid {
            answer["unionid"] = json!(unionid);
        }
    }
    Ok(answer.into())
}
