//! A push as the text that is sent, and around it what carries an encrypted one.

use serde_json::{Map, Value, json};

use super::Push;
use super::target::Target;
use crate::{seal, xml};

/// What every push says, before its own fields. `now` is in seconds.
pub(super) fn complete(push: &Push, target: &Target, now: u64, id: u64) -> Map<String, Value> {
    let mut all = Map::new();
    let told = |name: &str| push.fields.contains_key(name);
    if target.bot {
        // Its messages say all of it in fields of their own.
        let own = push.fields.iter().filter(|(name, _)| *name != "FromUserName");
        return own.map(|(name, value)| (name.clone(), value.clone())).collect();
    }
    if told("InfoType") && !told("SuiteId") {
        all.insert("AppId".into(), json!(target.receiver));
        all.insert("CreateTime".into(), json!(now));
    } else if told("InfoType") {
        all.insert("TimeStamp".into(), json!(now));
    } else {
        let account = if target.wecom { &target.receiver } else { &target.account };
        all.insert("ToUserName".into(), json!(account));
        all.insert("FromUserName".into(), json!(push.text_of("FromUserName")));
        all.insert("CreateTime".into(), json!(now));
        if push.text_of("MsgType") != "event" {
            all.insert("MsgId".into(), json!(24_000_000_000_000_000 + id));
        }
        if target.wecom {
            all.insert("AgentID".into(), json!(1_000_002));
        }
    }
    for (name, value) in &push.fields {
        all.insert(name.clone(), value.clone());
    }
    all
}

/// The text of a push.
pub(super) fn text(push: &Push, fields: Map<String, Value>, json: bool) -> String {
    if json {
        return Value::Object(fields).to_string();
    }
    let fields: Map<_, _> = fields.into_iter().map(|(name, value)| (name, listed(value))).collect();
    if push.under.is_empty() {
        return xml::write(&fields);
    }
    // In XML what is the event's own stands in an element of its own.
    let head = |name: &str| HEAD.contains(&name);
    let (head, own): (Map<_, _>, Map<_, _>) = fields.into_iter().partition(|(name, _)| head(name));
    let mut all = head;
    all.insert(push.under.clone(), Value::Object(own));
    xml::write(&all)
}

/// What stays outside of such an element.
const HEAD: [&str; 5] = ["ToUserName", "FromUserName", "CreateTime", "MsgType", "Event"];

/// Lists of records stand as `<PicList><item>…</item></PicList>`, lists of words one element each.
/// A list of one is as good as its one.
fn listed(value: Value) -> Value {
    match value {
        Value::Array(items) if items.iter().any(Value::is_object) => {
            json!({ "item": items.into_iter().map(listed).collect::<Vec<_>>() })
        }
        Value::Array(items) => Value::Array(items.into_iter().map(listed).collect()),
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(name, value)| (name, listed(value))).collect())
        }
        other => other,
    }
}

/// The body around an encrypted text, and its signature for the query.
pub(super) fn envelope(
    target: &Target,
    sealed: &str,
    fields: &Map<String, Value>,
    (timestamp, nonce): (&str, &str),
) -> (String, String) {
    let mut outer = Map::new();
    if target.compat {
        outer = fields.clone();
    } else if let Some(to) = fields.get("ToUserName").or(fields.get("AppId")) {
        let name = if fields.contains_key("ToUserName") { "ToUserName" } else { "AppId" };
        outer.insert(name.into(), to.clone());
    }
    // WeCom's robots spell it small.
    let name = if target.wecom && target.json { "encrypt" } else { "Encrypt" };
    outer.insert(name.into(), json!(sealed));
    let body = if target.json { Value::Object(outer).to_string() } else { xml::write(&outer) };
    (body, seal::sign(&[&target.token, timestamp, nonce, sealed]))
}
