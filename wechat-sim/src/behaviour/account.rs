//! A mini program's user: login, session, phone number.

use serde_json::json;

use super::{Cx, Table};
use crate::answer::{Outcome, Refusal, done, refuse};
use crate::rng::base64;
use crate::signed;
use crate::state::codes::Use;

pub(super) const TABLE: Table = &[
    ("GET /sns/jscode2session", login),
    ("GET /sns/component/jscode2session", login_by_platform),
    ("GET /wxa/checksession", check_session),
    ("GET /wxa/resetusersessionkey", reset_session),
    ("POST /wxa/business/getuserphonenumber", phone),
    ("POST /wxa/getpluginopenpid", |cx| {
        cx.state().codes.spend(cx.text("code"), Use::Login, cx.now).and_then(|_| cx.generated())
    }),
    ("GET /wxa/business/getuserencryptkey", encrypt_key),
    ("GET /wxa/getpaidunionid", paid_unionid),
];

fn login(cx: &Cx<'_>) -> Outcome {
    let appid = cx.text("appid");
    cx.state().apps.check(appid, cx.text("secret"))?;
    session(cx, appid)
}

/// The platform's credential stands in for the secret.
fn login_by_platform(cx: &Cx<'_>) -> Outcome {
    match cx.text("component_appid") == cx.app() {
        true => session(cx, cx.text("appid")),
        false => refuse(61011),
    }
}

fn session(cx: &Cx<'_>, appid: &str) -> Outcome {
    let (openid, _) = cx.state().codes.spend(cx.text("js_code"), Use::Login, cx.now)?;
    let key = new_session(cx, appid, &openid);
    let mut answer = json!({"openid": openid, "session_key": key});
    if let Some(unionid) = cx.state().people.get(&openid).and_then(|person| person.unionid) {
        answer["unionid"] = json!(unionid);
    }
    Ok(answer.into())
}

fn new_session(cx: &Cx<'_>, appid: &str, openid: &str) -> String {
    let key = base64(&cx.state().bytes::<16>("session key"));
    cx.state().codes.set_session(appid, openid, &key);
    key
}

/// The signature shows that the caller holds the session key: HMAC-SHA-256 of nothing under it.
fn checked_session(cx: &Cx<'_>) -> Result<String, Refusal> {
    if cx.text("sig_method") != "hmac_sha256" {
        return refuse(87008);
    }
    let key =
        cx.state().codes.session(cx.app(), cx.text("openid")).ok_or_else(|| Refusal::of(87007))?;
    let wanted = signed::hmac(&key, &[]);
    if cx.text("signature").eq_ignore_ascii_case(&wanted) { Ok(key) } else { refuse(87009) }
}

fn check_session(cx: &Cx<'_>) -> Outcome {
    checked_session(cx)?;
    done()
}

fn reset_session(cx: &Cx<'_>) -> Outcome {
    checked_session(cx)?;
    let openid = cx.text("openid");
    let key = new_session(cx, cx.app(), openid);
    Ok(json!({"errcode": 0, "errmsg": "ok", "openid": openid, "session_key": key}).into())
}

fn encrypt_key(cx: &Cx<'_>) -> Outcome {
    checked_session(cx)?;
    cx.generated()
}

fn phone(cx: &Cx<'_>) -> Outcome {
    let (number, _) = cx.state().codes.spend(cx.text("code"), Use::Phone, cx.now)?;
    let answer = json!({
        "errcode": 0,
        "errmsg": "ok",
        "phone_info": {
            "phoneNumber": number,
            "purePhoneNumber": number,
            "countryCode": "86",
            "watermark": {"timestamp": cx.seconds(), "appid": cx.app()},
        },
    });
    Ok(answer.into())
}

fn paid_unionid(cx: &Cx<'_>) -> Outcome {
    match cx.state().people.get(cx.text("openid")).and_then(|person| person.unionid) {
        Some(unionid) => Ok(json!({"errcode": 0, "errmsg": "ok", "unionid": unionid}).into()),
        None => cx.generated(),
    }
}
