//! Messages to people: customer service, templates, subscriptions, mass messages.

use serde_json::{Value, json};

use super::{Cx, Table};
use crate::answer::{Outcome, Refusal, done, refuse};
use crate::state::messages::{Message, MessageKind};

pub(super) const TABLE: Table = &[
    ("POST /cgi-bin/message/custom/send", custom),
    ("POST /cgi-bin/message/template/send", template),
    ("POST /cgi-bin/message/template/subscribe", once),
    ("POST /cgi-bin/message/subscribe/send", subscribe),
    ("POST /cgi-bin/message/subscribe/bizsend", notice),
    ("POST /cgi-bin/message/mass/sendall", mass_all),
    ("POST /cgi-bin/message/mass/send", mass),
    ("POST /cgi-bin/message/mass/preview", preview),
    ("POST /cgi-bin/message/mass/get", mass_status),
    ("POST /cgi-bin/message/mass/delete", mass_delete),
    ("POST /cgi-bin/message/mass/speed/get", speed),
];

/// Keeps a message and gives its number.
fn send(cx: &Cx<'_>, kind: MessageKind, to: Vec<String>) -> u64 {
    let id = 2_500_000_000_000 + cx.state().number();
    let (appid, body) = (cx.app().to_owned(), cx.body().clone());
    cx.state().messages.add(Message { kind, appid, to, body, id, at: cx.now });
    id
}

/// The one receiver. Anyone will do, unless they are known not to follow.
fn receiver(cx: &Cx<'_>, must_follow: bool) -> Result<String, Refusal> {
    let openid = cx.text("touser");
    if openid.is_empty() {
        return refuse(40003);
    }
    let person = cx.state().people.get(openid);
    if must_follow && person.is_some_and(|person| !person.follows) {
        return refuse(43004);
    }
    Ok(openid.to_owned())
}

/// Once an account has templates of its own, only those will do.
fn check_template(cx: &Cx<'_>) -> Result<(), Refusal> {
    let id = cx.text("template_id");
    cx.state()
        .templates
        .of(cx.app(), |templates| if templates.allows(id) { Ok(()) } else { refuse(40037) })
}

fn custom(cx: &Cx<'_>) -> Outcome {
    let openid = cx.text("touser");
    // A mini program's users do not follow; they have a session with it instead.
    let is_user = cx.state().codes.session(cx.app(), openid).is_some();
    let to = receiver(cx, !is_user)?;
    send(cx, MessageKind::Custom, vec![to]);
    done()
}

fn template(cx: &Cx<'_>) -> Outcome {
    let to = receiver(cx, true)?;
    check_template(cx)?;
    let id = send(cx, MessageKind::Template, vec![to]);
    Ok(json!({"errcode": 0, "errmsg": "ok", "msgid": id}).into())
}

fn once(cx: &Cx<'_>) -> Outcome {
    consented(cx)?;
    send(cx, MessageKind::Subscribe, vec![receiver(cx, false)?]);
    done()
}

fn consented(cx: &Cx<'_>) -> Result<(), Refusal> {
    let refuses = cx.state().people.get(cx.text("touser")).is_some_and(|person| person.refuses);
    if refuses { refuse(43101) } else { Ok(()) }
}

/// The values of a subscribe message must fit their kinds: `thing1` 20 characters, …
fn check_values(data: &Value) -> Result<(), Refusal> {
    for (key, value) in data.as_object().into_iter().flatten() {
        let text = value["value"].as_str().unwrap_or_default();
        let kind = key.trim_end_matches(|c: char| c.is_ascii_digit());
        let length = text.chars().count();
        let fits = match kind {
            "thing" => length <= 20,
            "number" => length <= 32 && text.parse::<f64>().is_ok(),
            "letter" => length <= 32 && text.chars().all(|c| c.is_ascii_alphabetic()),
            "symbol" => length <= 5,
            "character_string" => length <= 32 && text.is_ascii(),
            "phone_number" => length <= 17,
            "car_number" => length <= 8,
            "name" => length <= if text.is_ascii() { 20 } else { 10 },
            "phrase" => length <= 5 && !text.is_ascii(),
            _ => true,
        };
        if !fits || text.is_empty() {
            let message = format!("argument invalid! data.{key}.value invalid");
            return Err(Refusal { code: 47003, message });
        }
    }
    Ok(())
}

fn subscribe(cx: &Cx<'_>) -> Outcome {
    let id = subscribed(cx)?;
    Ok(json!({"errcode": 0, "errmsg": "ok", "msgid": id}).into())
}

fn notice(cx: &Cx<'_>) -> Outcome {
    subscribed(cx)?;
    done()
}

fn subscribed(cx: &Cx<'_>) -> Result<u64, Refusal> {
    let to = receiver(cx, false)?;
    check_template(cx)?;
    consented(cx)?;
    check_values(&cx.body()["data"])?;
    Ok(send(cx, MessageKind::Subscribe, vec![to]))
}

fn mass_all(cx: &Cx<'_>) -> Outcome {
    Ok(sent(send(cx, MessageKind::Mass, Vec::new())).into())
}

fn mass(cx: &Cx<'_>) -> Outcome {
    let to = cx.texts("touser");
    if !(2..=10_000).contains(&to.len()) {
        return refuse(40032);
    }
    Ok(sent(send(cx, MessageKind::Mass, to)).into())
}

fn sent(id: u64) -> Value {
    json!({"errcode": 0, "errmsg": "send job submission success", "msg_id": id, "msg_data_id": id % 1_000_000_000})
}

fn preview(cx: &Cx<'_>) -> Outcome {
    let to = [cx.text("towxname"), cx.text("touser")].into_iter().find(|name| !name.is_empty());
    let Some(to) = to else { return refuse(40003) };
    send(cx, MessageKind::Preview, vec![to.to_owned()]);
    done()
}

fn mass_status(cx: &Cx<'_>) -> Outcome {
    let asked = cx.number("msg_id").and_then(|id| u64::try_from(id).ok()).unwrap_or(0);
    let found = cx
        .state()
        .messages
        .find(|it| (it.kind == MessageKind::Mass && it.id == asked).then_some(()));
    let status = if found.is_some() { "SEND_SUCCESS" } else { "SEND_FAIL" };
    Ok(json!({"msg_id": asked, "msg_status": status}).into())
}

fn mass_delete(_: &Cx<'_>) -> Outcome {
    done()
}

fn speed(_: &Cx<'_>) -> Outcome {
    Ok(json!({"speed": 0, "realspeed": 80}).into())
}
