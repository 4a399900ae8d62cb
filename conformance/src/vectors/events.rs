//! Pushed messages and events: each document becomes the variant that it is, and nothing that it
//! says is lost. Refused documents are refused.
//!
//! A leaf of a document must be found again in the typed record (written out once more) or in what
//! all messages say of themselves. It may stand in another place or form there: `under`, `<item>`,
//! `"1"` for `true`. What is allowed to be in [`Message::fields`] only is named in [`Found::aside`].

use serde_core::Serialize;
use serde_json::{Map, Value};
use wechat_app::callback::{Event, EventVariant, Message};
use wechat_app::{
    channels, common, mini_program, official_account, open_platform, wecom,
    wecom::chat_archive_messages,
};

use super::case::{Case, Outcome, text_of};

/// Expectations and the fields that they are about.
const NAMED: &[(&str, &[&str])] = &[
    ("msg_type", &["MsgType"]),
    ("event", &["Event"]),
    ("info_type", &["InfoType"]),
    ("change_type", &["ChangeType"]),
    ("event_type", &["EventType", "event_type"]),
    ("msgtype", &["msgtype"]),
    ("action", &["action"]),
];

/// Documents as they were pushed, whole.
pub(super) fn pushed(case: &mut Case<'_>) -> Outcome {
    match typed(case) {
        Err(outcome) => outcome,
        Ok(found) => {
            for (name, fields) in NAMED {
                named(case, &found, name, fields);
            }
            if let Some(Value::Object(fields)) = case.expects("fields") {
                let lost = found.lost(&Value::Object(fields.clone()), false);
                fail_all(case, lost);
            }
            variant(case, &found);
            case.outcome()
        }
    }
}

/// Documents that are odd in some way: broken, mutilated or enlarged.
pub(super) fn oddity(case: &mut Case<'_>) -> Outcome {
    // About the document, not about the SDK, which reads more than well-formed documents.
    case.expects("well_formed_xml_1_0");
    let found = typed(case);
    let refused = case.expects("outcome").map(text_of);
    let found = match (refused.as_deref(), found) {
        (Some("parse error"), Err(Outcome::Failed(_))) => return Outcome::Passed,
        (Some("parse error"), Ok(_)) => return Outcome::Failed("was accepted".to_owned()),
        // Either is right, as long as it comes to an end.
        (Some("error or accepted; never a crash"), _) => return Outcome::Passed,
        (Some(other), _) => return Outcome::Unsupported(format!("the outcome `{other}`")),
        (None, Err(outcome)) => return outcome,
        (None, Ok(found)) => found,
    };
    if let Some(fields) = case.expects("fields") {
        let lost = found.lost(fields, true);
        fail_all(case, lost);
    }
    if let Some(parts) = case.expects("content_contains").and_then(Value::as_array) {
        let content = found.event.get("Content").map(text_of).unwrap_or_default();
        for part in parts.iter().map(text_of).filter(|part| !content.contains(part.as_str())) {
            case.fail(format!("Content does not hold {part:?}"));
        }
    }
    if let Some(names) = case.expects("null_or_empty").and_then(Value::as_array) {
        for name in names.iter().map(text_of) {
            if found.event.get(&name).is_some_and(|value| !empty(value)) {
                case.fail(format!("{name} is not empty"));
            }
        }
    }
    variant(case, &found);
    case.outcome()
}

/// What came of a document.
struct Found {
    message: Message,
    /// All that the document says.
    fields: Value,
    /// The typed record, written out once more.
    event: Value,
    /// By what its variant is known; `None` when it is none.
    known: Option<&'static EventVariant>,
    keys: &'static [&'static str],
    /// Variants that are known by the same event or type, whatever else.
    near: Vec<&'static str>,
}

fn typed(case: &mut Case<'_>) -> Result<Found, Outcome> {
    let product = case.need("product")?;
    // The format is found out.
    case.text("format");
    let document = case.files.first().ok_or_else(|| Outcome::Failed("no file".to_owned()))?;
    let text = String::from_utf8_lossy(document).into_owned();
    let message = Message::parse(text).map_err(|error| Outcome::Failed(error.to_string()))?;
    let archive = case.expects("msgtype").is_some();
    match product.as_str() {
        "wecom" if archive => read::<chat_archive_messages::Event>(message),
        "wecom" => read::<wecom::events::Event>(message),
        "oa" => read::<official_account::events::Event>(message),
        "mp" => read::<mini_program::events::Event>(message),
        "open" => read::<open_platform::events::Event>(message),
        "channels" => read::<channels::events::Event>(message),
        "common" => read::<common::events::Event>(message),
        other => Err(Outcome::Unsupported(format!("the product `{other}`"))),
    }
}

fn read<E: Event + Serialize>(message: Message) -> Result<Found, Outcome> {
    let event = message.event::<E>();
    let fields = message.fields();
    let known = event.content().and_then(|(index, _)| E::SHAPE.variants.get(index));
    let says = |name: &str| fields.get(name).map(text_of).unwrap_or_default();
    let near = E::SHAPE.variants.iter().filter(|variant| {
        variant.when.last().is_some_and(|(key, value)| {
            E::SHAPE.keys.get(usize::from(*key)).is_some_and(|key| same_word(&says(key), value))
        })
    });
    Ok(Found {
        near: near.map(|variant| variant.name).collect(),
        known,
        keys: E::SHAPE.keys,
        event: serde_json::to_value(&event).map_err(|error| Outcome::Failed(error.to_string()))?,
        fields,
        message,
    })
}

/// A variant must be one whose every condition the document meets; none is right only for what is
/// not described at all.
fn variant(case: &mut Case<'_>, found: &Found) {
    let Some(known) = found.known else {
        if !found.near.is_empty() {
            case.fail(format!("is none, may be {:?}", found.near));
        }
        return;
    };
    for (key, value) in known.when {
        let key = found.keys.get(usize::from(*key)).copied().unwrap_or_default();
        let says = |name: &str| found.fields.get(name).map(text_of).unwrap_or_default();
        // What is an event for a corp's own app is an instruction for a suite.
        let instead = if key == "Event" { says("InfoType") } else { String::new() };
        if !same_word(&says(key), value) && !same_word(&instead, value) {
            case.fail(format!("is taken for {}, but {key} is not {value}", known.name));
        }
    }
}

/// An expectation about a field that says what the message is.
fn named(case: &mut Case<'_>, found: &Found, name: &str, fields: &[&str]) {
    let Some(expected) = case.expects(name).filter(|expected| !expected.is_null()) else {
        return;
    };
    let own = fields.iter().find_map(|field| found.message.field(field)).map(str::to_owned);
    let got = own.or_else(|| fields.iter().find_map(|field| found.fields.get(field)).map(text_of));
    if !got.is_some_and(|got| same_word(&got, &text_of(expected))) {
        case.fail(format!("{name} is not {expected}"));
    }
}

fn fail_all(case: &mut Case<'_>, lost: Vec<String>) {
    for what in lost {
        case.fail(what);
    }
}

impl Found {
    /// The leaves that are not found again. Where unknown members are part of the test, they may be
    /// in the fields of the message.
    fn lost(&self, expected: &Value, unknown: bool) -> Vec<String> {
        let mut leaves = Vec::new();
        collect(expected, &mut Vec::new(), &mut leaves);
        let mut typed = Vec::new();
        collect(&self.event, &mut Vec::new(), &mut typed);
        let mut all = Vec::new();
        collect(&self.fields, &mut Vec::new(), &mut all);
        leaves
            .iter()
            .filter(|leaf| {
                !(empty(leaf.value)
                    || self.in_head(leaf)
                    || typed.iter().any(|other| leaf.is(other))
                    || ((unknown || self.aside(leaf)) && all.iter().any(|other| leaf.is(other))))
            })
            .map(|leaf| {
                let who = self.known.map_or("no event", |known| known.name);
                format!("{who} does not have {}: {}", leaf.path.join("."), leaf.value)
            })
            .collect()
    }

    fn in_head(&self, leaf: &Leaf<'_>) -> bool {
        let [name] = leaf.path[..] else { return false };
        let head = Message::HEAD.iter().find(|head| head.eq_ignore_ascii_case(name));
        head.is_some_and(|head| {
            self.message.field(head).is_some_and(|got| same(leaf.value, &Value::from(got)))
                || self.fields.get(name).is_some_and(|got| same(leaf.value, got))
        })
    }

    /// What no push of WeChat's says, though documents of tests do.
    fn aside(&self, leaf: &Leaf<'_>) -> bool {
        let text = text_of(leaf.value);
        // The sealed form of the same message, a mark of replies, another SDK's own; events bear no
        // number, but for one document.
        let event = same_word(self.message.msg_type(), "event");
        let foreign = ["Encrypt", "EventName", "FuncFlag"].iter().any(|name| leaf.path == [*name])
            || event && leaf.path == ["MsgId"];
        // Everything at once, for a parser's test.
        let mixed = same_word(self.message.msg_type(), "text")
            && ["Event", "MediaId"].iter().any(|name| self.fields.get(name).is_some());
        // Words where a value belongs: `$time`, `xxx`; `过期时间` for a time.
        let is_time = leaf.path.last().is_some_and(|name| name.ends_with("Time"));
        let placeholder = text.starts_with('$')
            || text.bytes().all(|byte| byte == b'x')
            || is_time && !text.bytes().any(|byte| byte.is_ascii_digit());
        foreign || mixed || placeholder
    }
}

/// A value that holds no others.
struct Leaf<'a> {
    /// The names on the way to it, places in lists left out.
    path: Vec<&'a str>,
    value: &'a Value,
}

impl Leaf<'_> {
    /// Whether the other is the same value under the same name. A list of texts bears the name of
    /// what holds it, so that any name on the way counts.
    fn is(&self, other: &Leaf<'_>) -> bool {
        let name = other.path.last().copied().unwrap_or_default();
        self.path.iter().any(|mine| mine.eq_ignore_ascii_case(name))
            && same(self.value, other.value)
    }
}

fn collect<'a>(value: &'a Value, path: &mut Vec<&'a str>, leaves: &mut Vec<Leaf<'a>>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                path.push(name);
                collect(value, path, leaves);
                path.pop();
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, path, leaves)),
        value => leaves.push(Leaf { path: path.clone(), value }),
    }
}

fn empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// Words that say what a message is: WeChat writes some in either case, and tests with space around.
fn same_word(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b.trim())
}

/// The same, in whatever form: a number or its text, `1` or `true`, JSON or its text.
fn same(a: &Value, b: &Value) -> bool {
    let (x, y) = (text_of(a), text_of(b));
    let (x, y) = (x.trim(), y.trim());
    if x == y {
        return true;
    }
    if let (Ok(x), Ok(y)) = (x.parse::<i128>(), y.parse::<i128>()) {
        return x == y;
    }
    if let (Ok(x), Ok(y)) = (x.parse::<f64>(), y.parse::<f64>()) {
        return x == y;
    }
    let bool = |text: &str| match text {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    };
    if let (Some(x), Some(y)) = (bool(x), bool(y)) {
        return x == y;
    }
    let object = |text: &str| serde_json::from_str::<Map<String, Value>>(text).ok();
    matches!((object(x), object(y)), (Some(x), Some(y)) if x == y)
}
