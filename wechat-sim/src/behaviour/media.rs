//! Uploads and downloads: temporary media and permanent materials.

use serde_json::{Value, json};

use super::{Cx, Table, page};
use crate::answer::{Answer, File, Outcome, Refusal, done};
use crate::state::media::Media;

pub(super) const TABLE: Table = &[
    ("POST /cgi-bin/media/upload", upload),
    ("GET /cgi-bin/media/get", get),
    ("GET /cgi-bin/media/get/jssdk", get),
    ("POST /cgi-bin/media/uploadimg", upload_picture),
    ("POST /cgi-bin/media/uploadvideo", upload_video),
    ("POST /cgi-bin/media/uploadnews", upload_news),
    ("POST /cgi-bin/material/add_material", add),
    ("POST /cgi-bin/material/get_material", get_permanent),
    ("POST /cgi-bin/material/del_material", delete),
    ("GET /cgi-bin/material/get_materialcount", count),
    ("POST /cgi-bin/material/batchget_material", list),
];

/// The uploaded file, as media of that kind.
fn media(cx: &Cx<'_>, kind: &str) -> Result<Media, Refusal> {
    let part = cx.payload.part("media").ok_or_else(|| Refusal::of(41005))?;
    let described: Value = serde_json::from_str(cx.text("description")).unwrap_or_default();
    let described = |name: &str| described[name].as_str().unwrap_or_default().to_owned();
    Ok(Media {
        kind: kind.to_owned(),
        filename: part.filename.clone().unwrap_or_default(),
        content_type: part
            .content_type
            .clone()
            .unwrap_or_else(|| "application/octet-stream".into()),
        bytes: part.body.clone(),
        created: cx.seconds(),
        title: described("title"),
        introduction: described("introduction"),
    })
}

fn file(media: &Media) -> Answer {
    Answer::File(File {
        content_type: media.content_type.clone(),
        filename: Some(media.filename.clone()),
        bytes: media.bytes.clone(),
    })
}

/// Where the simulator itself serves an uploaded file.
fn address(cx: &Cx<'_>, id: &str) -> String {
    format!("{}{}{id}", cx.engine.url, crate::engine::FILES)
}

fn upload(cx: &Cx<'_>) -> Outcome {
    let kind = cx.text("type");
    let media = media(cx, kind)?;
    let id = cx.id("media", 64);
    cx.state().media.of(cx.app(), |library| library.add_temporary(id.clone(), media));
    let mut answer = json!({"type": kind, "media_id": id, "created_at": cx.seconds()});
    if cx.entry.is_wecom() {
        answer["created_at"] = json!(cx.seconds().to_string());
    }
    if kind == "thumb" {
        answer["thumb_media_id"] = answer["media_id"].take();
        answer["media_id"] = json!("");
    }
    Ok(answer.into())
}

fn get(cx: &Cx<'_>) -> Outcome {
    let id = cx.text("media_id");
    cx.state().media.of(cx.app(), |library| {
        let media = library.temporary(id, cx.now)?;
        Ok(match media.kind.as_str() {
            "video" => json!({"video_url": address(cx, id)}).into(),
            _ => file(media),
        })
    })
}

fn upload_picture(cx: &Cx<'_>) -> Outcome {
    let media = media(cx, "article image")?;
    let id = cx.id("picture", 40);
    cx.state().media.of(cx.app(), |library| library.add_permanent(id.clone(), media));
    Ok(json!({"url": address(cx, &id)}).into())
}

fn upload_video(cx: &Cx<'_>) -> Outcome {
    cx.state().media.of(cx.app(), |library| match library.any(cx.text("media_id")) {
        Some(media) => {
            let (mut media, id) = (media.clone(), cx.id("video", 64));
            media.created = cx.seconds();
            library.add_temporary(id.clone(), media);
            Ok(json!({"type": "video", "media_id": id, "created_at": cx.seconds()}).into())
        }
        None => Err(Refusal::of(40007)),
    })
}

fn upload_news(cx: &Cx<'_>) -> Outcome {
    Ok(json!({"type": "news", "media_id": cx.id("news", 64), "created_at": cx.seconds()}).into())
}

fn add(cx: &Cx<'_>) -> Outcome {
    let kind = cx.text("type");
    let media = media(cx, kind)?;
    let id = cx.id("material", 43);
    cx.state().media.of(cx.app(), |library| library.add_permanent(id.clone(), media));
    let mut answer = json!({"media_id": id});
    if kind == "image" {
        answer["url"] = json!(address(cx, &id));
    }
    Ok(answer.into())
}

fn get_permanent(cx: &Cx<'_>) -> Outcome {
    let id = cx.text("media_id");
    // Articles that were written as drafts are materials too.
    let articles = cx
        .state()
        .articles
        .of(cx.app(), |articles| Some(json!({"news_item": articles.draft(id).ok()?.articles})));
    if let Some(articles) = articles {
        return Ok(articles.into());
    }
    cx.state().media.of(cx.app(), |library| {
        let media = library.permanent(id)?;
        Ok(match media.kind.as_str() {
            "video" => json!({
                "title": media.title,
                "description": media.introduction,
                "down_url": address(cx, id),
                "news_item": [],
            })
            .into(),
            _ => file(media),
        })
    })
}

fn delete(cx: &Cx<'_>) -> Outcome {
    cx.state().media.of(cx.app(), |library| library.delete(cx.text("media_id")))?;
    done()
}

fn count(cx: &Cx<'_>) -> Outcome {
    let news = cx.state().articles.of(cx.app(), |articles| articles.drafts().len());
    let answer = cx.state().media.of(cx.app(), |library| {
        let of = |kind| library.of_kind(kind).len();
        json!({
            "voice_count": of("voice"),
            "video_count": of("video"),
            "image_count": of("image"),
            "news_count": news,
        })
    });
    Ok(answer.into())
}

fn list(cx: &Cx<'_>) -> Outcome {
    let kind = cx.text("type");
    let all: Vec<Value> = if kind == "news" {
        cx.state().articles.of(cx.app(), |articles| {
            let draft = |draft: &crate::state::articles::Draft| {
                json!({
                    "media_id": draft.id,
                    "content": {"news_item": draft.articles, "create_time": draft.updated, "update_time": draft.updated},
                    "update_time": draft.updated,
                })
            };
            articles.drafts().iter().rev().map(draft).collect()
        })
    } else {
        cx.state().media.of(cx.app(), |library| {
            let material = |(id, media): (&str, &Media)| {
                json!({"media_id": id, "name": media.filename, "update_time": media.created, "url": address(cx, id)})
            };
            library.of_kind(kind).into_iter().map(material).collect()
        })
    };
    let items = page(&all, cx.number("offset"), cx.number("count"))?;
    Ok(json!({"total_count": all.len(), "item_count": items.len(), "item": items}).into())
}
