//! Tags and the blacklist of an official account.

use serde_json::{Value, json};

use super::{Cx, Table, number};
use crate::answer::{Outcome, done, refuse};

pub(super) const TABLE: Table = &[
    ("POST /cgi-bin/tags/create", create),
    ("GET /cgi-bin/tags/get", list),
    ("POST /cgi-bin/tags/update", update),
    ("POST /cgi-bin/tags/delete", delete),
    ("POST /cgi-bin/user/tag/get", members),
    ("POST /cgi-bin/tags/members/batchtagging", put),
    ("POST /cgi-bin/tags/members/batchuntagging", take),
    ("POST /cgi-bin/tags/getidlist", of_user),
    ("POST /cgi-bin/tags/members/getblacklist", blacklist),
    ("POST /cgi-bin/tags/members/batchblacklist", block),
    ("POST /cgi-bin/tags/members/batchunblacklist", unblock),
];

/// Openids on one page of a list.
pub(super) const PAGE: usize = 10_000;

fn tag<'a>(cx: &Cx<'a>) -> (i64, &'a str) {
    let tag = &cx.body()["tag"];
    (number(tag.get("id")).unwrap_or(-1), tag["name"].as_str().unwrap_or_default())
}

fn create(cx: &Cx<'_>) -> Outcome {
    let (_, name) = tag(cx);
    let id = cx.state().tags.of(cx.app(), |tags| tags.create(name))?;
    Ok(json!({"tag": {"id": id, "name": name}}).into())
}

fn list(cx: &Cx<'_>) -> Outcome {
    let tags: Vec<Value> = cx.state().tags.of(cx.app(), |tags| {
        tags.list()
            .into_iter()
            .map(|(id, name, count)| json!({"id": id, "name": name, "count": count}))
            .collect()
    });
    Ok(json!({"tags": tags}).into())
}

fn update(cx: &Cx<'_>) -> Outcome {
    let (id, name) = tag(cx);
    cx.state().tags.of(cx.app(), |tags| tags.rename(id, name))?;
    done()
}

fn delete(cx: &Cx<'_>) -> Outcome {
    let (id, _) = tag(cx);
    cx.state().tags.of(cx.app(), |tags| tags.delete(id))?;
    done()
}

fn members(cx: &Cx<'_>) -> Outcome {
    let id = cx.number("tagid").unwrap_or(-1);
    let after = cx.text("next_openid");
    let page = cx.state().tags.of(cx.app(), |tags| {
        tags.known(id)?;
        Ok(cx.state().people.followers(after, PAGE, |openid| tags.bears(openid, id)).1)
    })?;
    let next = page.last().cloned().unwrap_or_default();
    Ok(json!({"count": page.len(), "data": {"openid": page}, "next_openid": next}).into())
}

fn put(cx: &Cx<'_>) -> Outcome {
    let openids = openids(cx, 50)?;
    cx.state().tags.of(cx.app(), |tags| tags.put(cx.number("tagid").unwrap_or(-1), &openids))?;
    done()
}

fn take(cx: &Cx<'_>) -> Outcome {
    let openids = openids(cx, 50)?;
    cx.state().tags.of(cx.app(), |tags| tags.take(cx.number("tagid").unwrap_or(-1), &openids))?;
    done()
}

fn openids(cx: &Cx<'_>, most: usize) -> Result<Vec<String>, crate::answer::Refusal> {
    let openids = cx.texts("openid_list");
    if openids.is_empty() || openids.len() > most {
        return refuse(40032);
    }
    if openids.iter().any(String::is_empty) {
        return refuse(40003);
    }
    Ok(openids)
}

fn of_user(cx: &Cx<'_>) -> Outcome {
    let tags = cx.state().tags.of(cx.app(), |tags| tags.of(cx.text("openid")));
    Ok(json!({"tagid_list": tags}).into())
}

fn blacklist(cx: &Cx<'_>) -> Outcome {
    let after = cx.text("begin_openid");
    let answer = cx.state().tags.of(cx.app(), |tags| {
        let all = tags.blocked();
        let start = if after.is_empty() { 0 } else { all.iter().position(|it| it == after).map_or(all.len(), |at| at + 1) };
        let page: Vec<_> = all[start..].iter().take(PAGE).collect();
        let next = page.last().map(|it| it.as_str()).unwrap_or_default();
        json!({"total": all.len(), "count": page.len(), "data": {"openid": page}, "next_openid": next})
    });
    Ok(answer.into())
}

fn block(cx: &Cx<'_>) -> Outcome {
    let openids = openids(cx, 20)?;
    cx.state().tags.of(cx.app(), |tags| tags.block(openids));
    done()
}

fn unblock(cx: &Cx<'_>) -> Outcome {
    let openids = openids(cx, 20)?;
    cx.state().tags.of(cx.app(), |tags| tags.unblock(&openids));
    done()
}
