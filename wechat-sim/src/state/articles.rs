//! Drafts and what was published.

use serde_json::{Map, Value};

use crate::answer::{Refusal, refuse};

/// An unpublished piece of one or more articles.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) id: String,
    pub(crate) articles: Vec<Value>,
    /// Seconds.
    pub(crate) updated: u64,
}

/// A piece that was published.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    pub(crate) publish_id: String,
    pub(crate) article_id: String,
    pub(crate) articles: Vec<Value>,
    /// Seconds.
    pub(crate) at: u64,
    pub(crate) deleted: bool,
}

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Articles {
    drafts: Vec<Draft>,
    published: Vec<Published>,
}

impl Articles {
    pub(crate) fn add(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    pub(crate) fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    pub(crate) fn draft(&self, id: &str) -> Result<&Draft, Refusal> {
        self.drafts.iter().find(|draft| draft.id == id).ok_or_else(|| Refusal::of(40007))
    }

    pub(crate) fn update(
        &mut self,
        id: &str,
        index: usize,
        article: Value,
        now: u64,
    ) -> Result<(), Refusal> {
        let draft = self
            .drafts
            .iter_mut()
            .find(|draft| draft.id == id)
            .ok_or_else(|| Refusal::of(40007))?;
        *draft.articles.get_mut(index).ok_or_else(|| Refusal::of(40097))? = article;
        draft.updated = now;
        Ok(())
    }

    pub(crate) fn delete(&mut self, id: &str) -> Result<(), Refusal> {
        let before = self.drafts.len();
        self.drafts.retain(|draft| draft.id != id);
        if self.drafts.len() == before { refuse(40007) } else { Ok(()) }
    }

    /// Takes a draft out and publishes it.
    pub(crate) fn publish(
        &mut self,
        id: &str,
        publish_id: String,
        article_id: String,
        at: u64,
    ) -> Result<(), Refusal> {
        let articles = self.draft(id)?.articles.clone();
        self.delete(id)?;
        self.published.push(Published { publish_id, article_id, articles, at, deleted: false });
        Ok(())
    }

    /// What can still be read, newest first.
    pub(crate) fn published(&self) -> Vec<&Published> {
        self.published.iter().rev().filter(|it| !it.deleted).collect()
    }

    pub(crate) fn by_publish_id(&self, id: &str) -> Result<&Published, Refusal> {
        self.published.iter().find(|it| it.publish_id == id).ok_or_else(|| Refusal::of(53600))
    }

    pub(crate) fn by_article_id(&self, id: &str) -> Result<&Published, Refusal> {
        self.published
            .iter()
            .find(|it| it.article_id == id && !it.deleted)
            .ok_or_else(|| Refusal::of(53600))
    }

    /// Deletes the whole piece, or one of its articles (from 1).
    pub(crate) fn unpublish(&mut self, id: &str, index: usize) -> Result<(), Refusal> {
        let found = self.published.iter_mut().find(|it| it.article_id == id && !it.deleted);
        let found = found.ok_or_else(|| Refusal::of(53600))?;
        let chosen = |at: usize| index == 0 || index == at + 1;
        if index > found.articles.len() {
            return refuse(40097);
        }
        for (at, article) in found.articles.iter_mut().enumerate() {
            if chosen(at) {
                article["is_deleted"] = Value::Bool(true);
            }
        }
        found.deleted = found.articles.iter().all(|article| article["is_deleted"] == true);
        Ok(())
    }
}

/// What WeChat adds to an article that it keeps.
pub(crate) fn complete(sent: &Value, url: &str) -> Value {
    let mut article: Map<String, Value> = sent.as_object().cloned().unwrap_or_default();
    for name in ["title", "author", "digest", "content", "content_source_url", "thumb_media_id"] {
        article.entry(name).or_insert_with(|| "".into());
    }
    for name in ["show_cover_pic", "need_open_comment", "only_fans_can_comment"] {
        article.entry(name).or_insert_with(|| 0.into());
    }
    article.insert("url".into(), url.into());
    article.insert("thumb_url".into(), format!("{url}&cover").into());
    article.insert("is_deleted".into(), false.into());
    Value::Object(article)
}

/// Without the text, when that was not asked for.
pub(crate) fn content(articles: &[Value], at: u64) -> Value {
    serde_json::json!({"news_item": articles, "create_time": at, "update_time": at})
}
