//! Drafts and publishing.

use serde_json::{Value, json};

use super::{Cx, Table, page};
use crate::answer::{Outcome, done, refuse};
use crate::state::articles::{Draft, complete, content};

pub(super) const TABLE: Table = &[
    ("POST /cgi-bin/draft/add", add),
    ("POST /cgi-bin/draft/get", get),
    ("POST /cgi-bin/draft/update", update),
    ("POST /cgi-bin/draft/delete", delete),
    ("GET /cgi-bin/draft/count", count),
    ("POST /cgi-bin/draft/batchget", list),
    ("POST /cgi-bin/draft/switch", switch),
    ("POST /cgi-bin/freepublish/submit", submit),
    ("POST /cgi-bin/freepublish/get", status),
    ("POST /cgi-bin/freepublish/delete", unpublish),
    ("POST /cgi-bin/freepublish/getarticle", article),
    ("POST /cgi-bin/freepublish/batchget", published),
];

fn kept(cx: &Cx<'_>, sent: &Value) -> Value {
    complete(
        sent,
        &format!("http://mp.weixin.qq.com/s?__biz={}&mid={}", cx.app(), cx.state().number()),
    )
}

fn add(cx: &Cx<'_>) -> Outcome {
    let sent = cx.body()["articles"].as_array().map(Vec::as_slice).unwrap_or_default();
    if sent.is_empty() || sent.len() > 8 {
        return refuse(40097);
    }
    let articles = sent.iter().map(|article| kept(cx, article)).collect();
    let draft = Draft { id: cx.id("draft", 64), articles, updated: cx.seconds() };
    let answer = json!({"media_id": draft.id});
    cx.state().articles.of(cx.app(), |articles| articles.add(draft));
    Ok(answer.into())
}

fn get(cx: &Cx<'_>) -> Outcome {
    cx.state().articles.of(cx.app(), |articles| {
        let draft = articles.draft(cx.text("media_id"))?;
        Ok(json!({"news_item": draft.articles}).into())
    })
}

fn update(cx: &Cx<'_>) -> Outcome {
    let index =
        cx.number("index").and_then(|index| usize::try_from(index).ok()).unwrap_or(usize::MAX);
    let article = kept(cx, &cx.body()["articles"]);
    cx.state().articles.of(cx.app(), |articles| {
        articles.update(cx.text("media_id"), index, article, cx.seconds())
    })?;
    done()
}

fn delete(cx: &Cx<'_>) -> Outcome {
    cx.state().articles.of(cx.app(), |articles| articles.delete(cx.text("media_id")))?;
    done()
}

fn count(cx: &Cx<'_>) -> Outcome {
    let count = cx.state().articles.of(cx.app(), |articles| articles.drafts().len());
    Ok(json!({"total_count": count}).into())
}

/// One entry of a list; the texts stay away when they were not asked for.
fn entry(cx: &Cx<'_>, key: &str, id: &str, articles: &[Value], at: u64) -> Value {
    let mut entry = json!({key: id, "update_time": at});
    if cx.number("no_content") != Some(1) {
        entry["content"] = content(articles, at);
    }
    entry
}

fn list(cx: &Cx<'_>) -> Outcome {
    let all: Vec<Value> = cx.state().articles.of(cx.app(), |articles| {
        let newest = articles.drafts().iter().rev();
        newest
            .map(|draft| entry(cx, "media_id", &draft.id, &draft.articles, draft.updated))
            .collect()
    });
    pages(cx, &all)
}

fn pages(cx: &Cx<'_>, all: &[Value]) -> Outcome {
    let items = page(all, cx.number("offset"), cx.number("count"))?;
    Ok(json!({"total_count": all.len(), "item_count": items.len(), "item": items}).into())
}

fn switch(_: &Cx<'_>) -> Outcome {
    Ok(json!({"errcode": 0, "errmsg": "ok", "is_open": 1}).into())
}

fn submit(cx: &Cx<'_>) -> Outcome {
    let number = cx.state().number();
    let publish_id = (100_000_000 + number).to_string();
    let article_id = cx.id("article", 43);
    cx.state().articles.of(cx.app(), |articles| {
        articles.publish(cx.text("media_id"), publish_id.clone(), article_id, cx.seconds())
    })?;
    Ok(json!({"errcode": 0, "errmsg": "ok", "publish_id": publish_id, "msg_data_id": 2_247_000_000 + number}).into())
}

fn status(cx: &Cx<'_>) -> Outcome {
    cx.state().articles.of(cx.app(), |articles| {
        let found = articles.by_publish_id(cx.text("publish_id"))?;
        if found.deleted {
            return Ok(
                json!({"publish_id": found.publish_id, "publish_status": 5, "fail_idx": []}).into(),
            );
        }
        let item = found.articles.iter().enumerate();
        let item: Vec<_> =
            item.map(|(at, it)| json!({"idx": at + 1, "article_url": it["url"]})).collect();
        let answer = json!({
            "publish_id": found.publish_id,
            "publish_status": 0,
            "article_id": found.article_id,
            "article_detail": {"count": item.len(), "item": item},
            "fail_idx": [],
        });
        Ok(answer.into())
    })
}

fn unpublish(cx: &Cx<'_>) -> Outcome {
    let index = usize::try_from(cx.number("index").unwrap_or(0)).unwrap_or(usize::MAX);
    cx.state()
        .articles
        .of(cx.app(), |articles| articles.unpublish(cx.text("article_id"), index))?;
    done()
}

fn article(cx: &Cx<'_>) -> Outcome {
    cx.state().articles.of(cx.app(), |articles| {
        let found = articles.by_article_id(cx.text("article_id"))?;
        Ok(json!({"news_item": found.articles}).into())
    })
}

fn published(cx: &Cx<'_>) -> Outcome {
    let all: Vec<Value> = cx.state().articles.of(cx.app(), |articles| {
        let newest = articles.published().into_iter();
        newest.map(|it| entry(cx, "article_id", &it.article_id, &it.articles, it.at)).collect()
    });
    pages(cx, &all)
}
