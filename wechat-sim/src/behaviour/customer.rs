//! The staff accounts of customer service and their conversations.

use serde_json::{Value, json};

use super::{Cx, Table};
use crate::answer::{Outcome, done};

pub(super) const TABLE: Table = &[
    ("GET /cgi-bin/customservice/getkflist", list),
    ("GET /cgi-bin/customservice/getonlinekflist", online),
    ("POST /customservice/kfaccount/add", add),
    ("POST /customservice/kfaccount/update", update),
    ("POST /customservice/kfaccount/del", delete),
    ("POST /customservice/kfaccount/uploadheadimg", portrait),
    ("POST /customservice/kfaccount/inviteworker", invite),
    ("POST /customservice/kfsession/create", open),
    ("POST /customservice/kfsession/close", close),
    ("GET /customservice/kfsession/getsession", session),
    ("GET /customservice/kfsession/getsessionlist", sessions),
    ("GET /customservice/kfsession/getwaitcase", waiting),
];

fn list(cx: &Cx<'_>) -> Outcome {
    let all: Vec<Value> = cx.state().customers.of(cx.app(), |customers| {
        let workers = customers.workers.iter();
        workers
            .map(|worker| {
                let mut entry = json!({
                    "kf_id": worker.id.to_string(),
                    "kf_account": worker.account,
                    "kf_nick": worker.nickname,
                    "kf_headimgurl": worker.portrait,
                });
                if let Some((wechat_id, until)) = &worker.invited {
                    let status = if cx.seconds() < *until { "waiting" } else { "expired" };
                    entry["invite_wx"] = json!(wechat_id);
                    entry["invite_expire_time"] = json!(until);
                    entry["invite_status"] = json!(status);
                }
                entry
            })
            .collect()
    });
    Ok(json!({"kf_list": all}).into())
}

fn online(cx: &Cx<'_>) -> Outcome {
    let all: Vec<Value> = cx.state().customers.of(cx.app(), |customers| {
        let talking =
            |account: &str| customers.sessions.iter().filter(|it| it.account == account).count();
        let workers = customers.workers.iter();
        workers
            .map(|worker| {
                json!({
                    "kf_id": worker.id.to_string(),
                    "kf_account": worker.account,
                    "status": 1,
                    "accepted_case": talking(&worker.account),
                })
            })
            .collect()
    });
    Ok(json!({"kf_online_list": all}).into())
}

fn add(cx: &Cx<'_>) -> Outcome {
    cx.state()
        .customers
        .of(cx.app(), |customers| customers.add(cx.text("kf_account"), cx.text("nickname")))?;
    done()
}

fn update(cx: &Cx<'_>) -> Outcome {
    cx.state().customers.of(cx.app(), |customers| {
        cx.text("nickname").clone_into(&mut customers.worker(cx.text("kf_account"))?.nickname);
        done()
    })
}

fn delete(cx: &Cx<'_>) -> Outcome {
    cx.state().customers.of(cx.app(), |customers| customers.remove(cx.text("kf_account")))?;
    done()
}

fn portrait(cx: &Cx<'_>) -> Outcome {
    let address = format!("http://mmbiz.qpic.cn/mmbiz/{}/0", cx.id("portrait", 16));
    cx.state().customers.of(cx.app(), |customers| {
        customers.worker(cx.text("kf_account"))?.portrait = address;
        done()
    })
}

fn invite(cx: &Cx<'_>) -> Outcome {
    cx.state().customers.of(cx.app(), |customers| {
        let until = cx.seconds() + 86_400;
        customers.worker(cx.text("kf_account"))?.invited =
            Some((cx.text("invite_wx").to_owned(), until));
        done()
    })
}

fn open(cx: &Cx<'_>) -> Outcome {
    cx.state().customers.of(cx.app(), |customers| {
        customers.talk(cx.text("kf_account"), cx.text("openid"), cx.seconds())
    })?;
    done()
}

fn close(cx: &Cx<'_>) -> Outcome {
    cx.state()
        .customers
        .of(cx.app(), |customers| customers.end(cx.text("kf_account"), cx.text("openid")))?;
    done()
}

fn session(cx: &Cx<'_>) -> Outcome {
    let answer = cx.state().customers.of(cx.app(), |customers| {
        match customers.sessions.iter().find(|session| session.openid == cx.text("openid")) {
            Some(session) => json!({"createtime": session.since, "kf_account": session.account}),
            None => json!({"createtime": 0, "kf_account": ""}),
        }
    });
    Ok(answer.into())
}

fn sessions(cx: &Cx<'_>) -> Outcome {
    cx.state().customers.of(cx.app(), |customers| {
        let account = cx.text("kf_account");
        customers.worker(account)?;
        let own = customers.sessions.iter().filter(|session| session.account == account);
        let own: Vec<_> = own
            .map(|session| json!({"createtime": session.since, "openid": session.openid}))
            .collect();
        Ok(json!({"sessionlist": own}).into())
    })
}

fn waiting(_: &Cx<'_>) -> Outcome {
    Ok(json!({"count": 0, "waitcaselist": []}).into())
}
