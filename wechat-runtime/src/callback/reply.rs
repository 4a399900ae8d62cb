//! What a handler answers: a message to the user, what an event asks for, or nothing. How it is
//! written is in `reply/write.rs`, what messages are made of in `reply/parts.rs`.

mod parts;
mod write;

use std::borrow::Cow;
use std::fmt;

use serde_json::{Map, Value, json};

use super::message::Message;
pub use parts::{Article, Music, Video};
pub(super) use write::seal;

/// An answer to a pushed message.
///
/// Written as XML or JSON and encrypted as the message was; `ToUserName` and `FromUserName` are the
/// message's, swapped. Mini programs take no answer but [`Reply::none`] and
/// [`Reply::transfer_customer_service`]: call their customer-service interface to write to a user.
#[derive(Clone, Default, PartialEq)]
#[must_use]
pub struct Reply(Kind);

#[derive(Clone, Default, PartialEq)]
enum Kind {
    #[default]
    None,
    Raw(String),
    Message {
        /// That of the message that is answered, if there is none.
        msg_type: Option<Cow<'static, str>>,
        fields: Map<String, Value>,
    },
}

impl Reply {
    /// Nothing: `success`, which WeChat takes for "received".
    pub fn none() -> Reply {
        Reply(Kind::None)
    }

    /// A text.
    pub fn text(content: impl Into<String>) -> Reply {
        Reply::custom("text", [("Content", Value::String(content.into()))])
    }

    /// An image that was uploaded.
    pub fn image(media_id: impl Into<String>) -> Reply {
        Reply::custom("image", [("Image", json!({ "MediaId": media_id.into() }))])
    }

    /// A voice recording that was uploaded.
    pub fn voice(media_id: impl Into<String>) -> Reply {
        Reply::custom("voice", [("Voice", json!({ "MediaId": media_id.into() }))])
    }

    /// A video that was uploaded: its media id, or a [`Video`] with a title.
    pub fn video(video: impl Into<Video>) -> Reply {
        Reply::custom("video", [("Video", video.into().fields())])
    }

    /// Music (official accounts).
    pub fn music(music: Music) -> Reply {
        Reply::custom("music", [("Music", music.fields())])
    }

    /// Articles: at most one in the answer to a user's message, at most eight in that to an event.
    pub fn news(articles: impl IntoIterator<Item = Article>) -> Reply {
        let items: Vec<Value> = articles.into_iter().map(Article::fields).collect();
        let count = json!(items.len());
        Reply::custom("news", [("ArticleCount", count), ("Articles", json!({ "item": items }))])
    }

    /// Hands the conversation over to customer service.
    pub fn transfer_customer_service() -> Reply {
        Reply::custom("transfer_customer_service", [] as [(&str, Value); 0])
    }

    /// Hands the conversation over to one person of customer service (`test1@test`).
    pub fn transfer_to(kf_account: impl Into<String>) -> Reply {
        Reply::transfer_customer_service()
            .field("TransInfo", json!({ "KfAccount": kf_account.into() }))
    }

    /// WeCom: what stands on the button that was clicked, from now on.
    pub fn update_button(replace_name: impl Into<String>) -> Reply {
        let button = json!({ "ReplaceName": replace_name.into() });
        Reply::custom("update_button", [("Button", button)])
    }

    /// WeCom: another card in place of the one that was clicked, as WeCom's documents describe it.
    pub fn update_template_card(card: Value) -> Reply {
        Reply::custom("update_template_card", [("TemplateCard", card)])
    }

    /// WeCom: what stands on the button of a task card (the older kind) from now on.
    pub fn update_task_card(replace_name: impl Into<String>) -> Reply {
        let card = json!({ "ReplaceName": replace_name.into() });
        Reply::custom("update_taskcard", [("TaskCard", card)])
    }

    /// What an event asks for, such as `ResultCode` of the express-delivery events. `MsgType` and
    /// `Event` are the message's.
    pub fn event<K: Into<String>>(fields: impl IntoIterator<Item = (K, Value)>) -> Reply {
        Reply::message(None, fields)
    }

    /// A message of a type that has no function here.
    pub fn custom<K: Into<String>>(
        msg_type: impl Into<Cow<'static, str>>,
        fields: impl IntoIterator<Item = (K, Value)>,
    ) -> Reply {
        Reply::message(Some(msg_type.into()), fields)
    }

    /// A whole document of one's own. It is encrypted if the message was.
    pub fn raw(document: impl Into<String>) -> Reply {
        Reply(Kind::Raw(document.into()))
    }

    /// One field more. What has no fields, nothing and whole documents, stays as it is.
    pub fn field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Reply {
        if let Kind::Message { fields, .. } = &mut self.0 {
            fields.insert(name.into(), value.into());
        }
        self
    }

    /// Whether it is no answer but `success`.
    pub fn is_none(&self) -> bool {
        matches!(self.0, Kind::None)
    }

    fn message<K: Into<String>>(
        msg_type: Option<Cow<'static, str>>,
        fields: impl IntoIterator<Item = (K, Value)>,
    ) -> Reply {
        let fields = fields.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Reply(Kind::Message { msg_type, fields })
    }

    /// The document that answers a message at this time, in seconds since 1970; `None` for nothing.
    pub fn document(&self, message: &Message, time: u64) -> Option<String> {
        match &self.0 {
            Kind::None => None,
            Kind::Raw(document) => Some(document.clone()),
            Kind::Message { msg_type, fields } => {
                let mut head = vec![
                    ("ToUserName", message.from_user().into()),
                    ("FromUserName", message.to_user().into()),
                    ("CreateTime", time.into()),
                ];
                match msg_type {
                    Some(msg_type) => head.push(("MsgType", (**msg_type).into())),
                    None => {
                        let own = ["MsgType", "Event"].into_iter();
                        head.extend(
                            own.filter_map(|name| Some((name, message.field(name)?.into()))),
                        );
                    }
                }
                Some(write::document(message.format(), head, fields))
            }
        }
    }
}

impl fmt::Debug for Reply {
    /// What it is; its content is between the app and the user.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::None => f.write_str("Reply(none)"),
            Kind::Raw(document) => write!(f, "Reply(raw, {} bytes)", document.len()),
            Kind::Message { msg_type, .. } => {
                write!(f, "Reply({})", msg_type.as_deref().unwrap_or("event"))
            }
        }
    }
}
