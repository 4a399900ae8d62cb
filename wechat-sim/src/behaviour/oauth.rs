//! Web login: codes, users' own tokens, what they open.

use serde_json::{Value, json};

use super::{Cx, Table};
use crate::answer::{Answer, Outcome, Refusal, done, refuse};
use crate::state::codes::{USER_TOKEN_LIFE, Use, UserToken};

pub(super) const TABLE: Table = &[
    ("GET /sns/oauth2/access_token", exchange),
    ("GET /sns/oauth2/refresh_token", refresh),
    ("GET /sns/userinfo", user_info),
    ("GET /sns/auth", check),
];

fn exchange(cx: &Cx<'_>) -> Outcome {
    let appid = cx.text("appid");
    cx.state().apps.check(appid, cx.text("secret"))?;
    let (openid, scope) = cx.state().codes.spend(cx.text("code"), Use::OAuth, cx.now)?;
    Ok(tokens(cx, appid, &openid, &scope))
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
