//! `message.reply`: documents that handlers answer with, made anew and compared.

use serde_json::{Map, Value, json};
use wechat_runtime::callback::{Article, Message, Music, Reply, Video};

use super::super::case::{Case, Outcome, alike, text_of};
use super::super::crypto::need;

/// What is the same in all replies, and not a field of the reply's own.
const ENVELOPE: [&str; 4] = ["ToUserName", "FromUserName", "CreateTime", "MsgType"];

/// Makes the reply from its fields, and holds the document against them.
pub(in super::super) fn message_reply(case: &mut Case<'_>) -> Outcome {
    let format = need!(case.need("format"));
    let _ = case.text("product"); // replies are written alike for all
    let Some(fields) = case.expects("fields").and_then(Value::as_object) else {
        return Outcome::Failed("the entry expects no fields".to_owned());
    };
    let text = |name: &str| fields.get(name).map(text_of).unwrap_or_default();
    // A message from whom the reply is for.
    let head = json!({ "ToUserName": text("FromUserName"), "FromUserName": text("ToUserName") });
    let incoming = match format.as_str() {
        "json" => head.to_string(),
        _ => wechat_runtime::record::write_xml(&head),
    };
    let incoming = match Message::parse(incoming) {
        Ok(message) => message,
        Err(error) => return Outcome::Failed(error.to_string()),
    };
    let time = text("CreateTime");
    let reply = typed(&text("MsgType"), fields).unwrap_or_else(|| {
        let own = fields.iter().filter(|(name, _)| !ENVELOPE.contains(&name.as_str()));
        Reply::custom(text("MsgType"), own.map(|(name, value)| (name.clone(), value.clone())))
    });
    let document = reply.document(&incoming, time.parse().unwrap_or(1));
    let made = match document.map(Message::parse) {
        Some(Ok(message)) => message,
        Some(Err(error)) => return Outcome::Failed(error.to_string()),
        None => return Outcome::Failed("no document".to_owned()),
    };
    case.check("msg_type", made.msg_type());
    for (name, field) in
        [("event", "Event"), ("info_type", "InfoType"), ("change_type", "ChangeType")]
    {
        case.check(name, made.field(field).map_or(Value::Null, Value::from));
    }
    case.check("event_type", Value::Null);
    let made = made.fields();
    for (name, expected) in fields {
        let got = made.get(name).unwrap_or(&Value::Null);
        // Where a source has `{time}`, any number of seconds will do.
        let placeholder = name == "CreateTime" && time.parse::<u64>().is_err();
        if !placeholder && !alike(expected, got) {
            case.compare(name, expected, got);
        }
    }
    for name in made.as_object().into_iter().flat_map(Map::keys) {
        if !fields.contains_key(name) && !ENVELOPE.contains(&name.as_str()) {
            case.fail(format!("{name} is in the reply, and should not be"));
        }
    }
    case.outcome()
}

/// By the function for replies of this type, if the fields are those that it makes.
fn typed(msg_type: &str, fields: &Map<String, Value>) -> Option<Reply> {
    let mut rest = fields.clone();
    rest.retain(|name, _| !ENVELOPE.contains(&name.as_str()));
    let reply = match msg_type {
        "text" => Reply::text(take_text(&mut rest, "Content")?),
        "image" => Reply::image(only(&mut rest, "Image", "MediaId")?),
        "voice" => Reply::voice(only(&mut rest, "Voice", "MediaId")?),
        "video" => Reply::video(video(rest.remove("Video")?)?),
        "music" => Reply::music(music(rest.remove("Music")?)?),
        "news" => {
            let _ = rest.remove("ArticleCount");
            Reply::news(articles(rest.remove("Articles")?)?)
        }
        "transfer_customer_service" if rest.contains_key("TransInfo") => {
            Reply::transfer_to(only(&mut rest, "TransInfo", "KfAccount")?)
        }
        "transfer_customer_service" => Reply::transfer_customer_service(),
        "update_button" => Reply::update_button(only(&mut rest, "Button", "ReplaceName")?),
        "update_taskcard" => Reply::update_task_card(only(&mut rest, "TaskCard", "ReplaceName")?),
        "update_template_card" => Reply::update_template_card(rest.remove("TemplateCard")?),
        _ => return None,
    };
    // What old documents have beside.
    Some(rest.into_iter().fold(reply, |reply, (name, value)| reply.field(name, value)))
}

fn take_text(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    fields.remove(name)?.as_str().map(str::to_owned)
}

/// The one text in an object.
fn only(fields: &mut Map<String, Value>, name: &str, inner: &str) -> Option<String> {
    let object = fields.remove(name)?;
    let object = object.as_object().filter(|object| object.len() == 1)?;
    object.get(inner)?.as_str().map(str::to_owned)
}

fn video(object: Value) -> Option<Video> {
    let mut fields = object.as_object()?.clone();
    let mut video = Video::new(take_text(&mut fields, "MediaId")?);
    if let Some(title) = take_text(&mut fields, "Title") {
        video = video.title(title);
    }
    if let Some(description) = take_text(&mut fields, "Description") {
        video = video.description(description);
    }
    fields.is_empty().then_some(video)
}

fn music(object: Value) -> Option<Music> {
    let mut fields = object.as_object()?.clone();
    let mut music = Music::new(take_text(&mut fields, "MusicUrl")?);
    type Setter = fn(Music, String) -> Music;
    let setters: [(&str, Setter); 4] = [
        ("Title", Music::title),
        ("Description", Music::description),
        ("HQMusicUrl", Music::hq_url),
        ("ThumbMediaId", Music::thumb),
    ];
    for (name, set) in setters {
        if let Some(text) = take_text(&mut fields, name) {
            music = set(music, text);
        }
    }
    fields.is_empty().then_some(music)
}

fn articles(list: Value) -> Option<Vec<Article>> {
    if list == "" {
        return Some(Vec::new());
    }
    let items = match list.as_object()?.get("item")? {
        Value::Array(items) => items.clone(),
        one => vec![one.clone()],
    };
    items
        .into_iter()
        .map(|item| {
            let mut fields = item.as_object()?.clone();
            let title = take_text(&mut fields, "Title")?;
            let article = Article::new(title, take_text(&mut fields, "Url")?)
                .description(take_text(&mut fields, "Description")?)
                .pic_url(take_text(&mut fields, "PicUrl")?);
            fields.is_empty().then_some(article)
        })
        .collect()
}
