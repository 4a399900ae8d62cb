//! The followers of an official account.

use serde_json::{Value, json};

use super::tag::PAGE;
use super::{Cx, Table};
use crate::answer::{Outcome, Refusal, done, refuse};

pub(super) const TABLE: Table = &[
    ("GET /cgi-bin/user/get", list),
    ("GET /cgi-bin/user/info", info),
    ("POST /cgi-bin/user/info/batchget", infos),
    ("POST /cgi-bin/user/info/updateremark", remark),
];

fn list(cx: &Cx<'_>) -> Outcome {
    let (total, page) = cx.state().people.followers(cx.text("next_openid"), PAGE, |_| true);
    let next = page.last().cloned().unwrap_or_default();
    Ok(json!({"total": total, "count": page.len(), "data": {"openid": page}, "next_openid": next})
        .into())
}

fn info(cx: &Cx<'_>) -> Outcome {
    Ok(profile(cx, cx.text("openid"))?.into())
}

fn infos(cx: &Cx<'_>) -> Outcome {
    let asked = cx.body()["user_list"].as_array().map(Vec::as_slice).unwrap_or_default();
    if asked.is_empty() || asked.len() > 100 {
        return refuse(40032);
    }
    let one = |user: &Value| profile(cx, user["openid"].as_str().unwrap_or_default());
    let all = asked.iter().map(one).collect::<Result<Vec<_>, _>>()?;
    Ok(json!({"user_info_list": all}).into())
}

/// Of somebody who does not follow, WeChat tells the ids only.
fn profile(cx: &Cx<'_>, openid: &str) -> Result<Value, Refusal> {
    if openid.is_empty() {
        return refuse(40003);
    }
    let person = cx.state().people.get(openid);
    let unionid = person.as_ref().and_then(|person| person.unionid.clone());
    let mut profile = match person.filter(|person| person.follows) {
        Some(person) => cx.state().tags.of(cx.app(), |tags| {
            json!({
                "subscribe": 1,
                "openid": openid,
                "language": "zh_CN",
                "subscribe_time": person.since,
                "remark": tags.remark(openid),
                "groupid": tags.of(openid).first().copied().unwrap_or(0),
                "tagid_list": tags.of(openid),
                "subscribe_scene": "ADD_SCENE_QR_CODE",
                "qr_scene": 0,
                "qr_scene_str": "",
            })
        }),
        None => json!({"subscribe": 0, "openid": openid, "tagid_list": []}),
    };
    if let Some(unionid) = unionid {
        profile["unionid"] = json!(unionid);
    }
    Ok(profile)
}

fn remark(cx: &Cx<'_>) -> Outcome {
    let (openid, remark) = (cx.text("openid"), cx.text("remark"));
    if remark.chars().count() >= 30 {
        return refuse(40097);
    }
    if !cx.state().people.get(openid).is_some_and(|person| person.follows) {
        return refuse(40003);
    }
    cx.state().tags.of(cx.app(), |tags| tags.set_remark(openid, remark));
    done()
}
