//! What the simulator pushes to a server under test: messages and events, signed, encrypted, sent
//! again when they are not answered in time, as WeChat does it. The cryptography is the simulator's
//! own, so that the library's is held against another.
//!
//! | file | what lives there |
//! |---|---|
//! | `event` | an event of every kind, made from its description |
//! | `target` | where pushes go and how they are protected |
//! | `write` | a push as XML or JSON |
//! | `post` | one HTTP request |
//! | `deliver` | attempts, and what came back |

mod deliver;
mod event;
mod post;
mod target;
mod write;

use serde_json::{Map, Value, json};

pub use self::deliver::{Attempt, Outcome, PushReply, Pushed};
pub(crate) use self::deliver::{check_url, push as deliver};
pub use self::event::EventSample;
pub(crate) use self::event::{named, samples};
pub use self::target::{Target, TargetError};

/// A message or event to be pushed. What every push says (to whom, when) is added as it is sent.
///
/// ```
/// use wechat_sim::Push;
///
/// let hello = Push::text("oLiLei", "hello");
/// let scan = Push::event("oLiLei", "SCAN").with("EventKey", "42").with("Ticket", "gQH…");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "give it to Simulator::push"]
pub struct Push {
    fields: Map<String, Value>,
    /// The fields that stand in an element of their own in XML.
    under: String,
    /// Answers that are lost on their way.
    lost: usize,
}

impl Push {
    /// A text message from a person.
    pub fn text(from: &str, content: &str) -> Push {
        Push::message(from, "text").with("Content", content)
    }

    /// A picture from a person.
    pub fn image(from: &str, media_id: &str) -> Push {
        let picture = "https://mmbiz.qpic.cn/mmbiz_jpg/simulated/0";
        Push::message(from, "image").with("PicUrl", picture).with("MediaId", media_id)
    }

    /// A message of some other kind; its fields are added with [`with`](Self::with).
    pub fn message(from: &str, kind: &str) -> Push {
        Push::fields(json!({"FromUserName": from, "MsgType": kind}))
    }

    /// An event: `subscribe`, `CLICK`, `LOCATION`; its fields are added with [`with`](Self::with).
    pub fn event(from: &str, event: &str) -> Push {
        Push::message(from, "event").with("Event", event)
    }

    /// What a platform is told of itself: `component_verify_ticket`, `authorized`.
    pub fn info(kind: &str) -> Push {
        Push::fields(json!({"InfoType": kind}))
    }

    /// Exactly these fields, beside what every push says. What is no object is empty.
    pub fn fields(fields: Value) -> Push {
        let fields = match fields {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        Push { fields, under: String::new(), lost: 0 }
    }

    /// Sets a field.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Push {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// The first `times` answers are lost on their way: the server has answered, and WeChat sends
    /// the same message again.
    pub fn lose_answers(mut self, times: usize) -> Push {
        self.lost = times;
        self
    }

    /// A text of it; empty when it has none.
    pub(crate) fn text_of(&self, name: &str) -> &str {
        self.fields.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}
