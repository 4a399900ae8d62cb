//! Codes to scan: of mini programs, and parametric ones of official accounts. All are drawn as
//! plain QR codes that say what they stand for.

use bytes::Bytes;
use serde_json::{Value, json};

use super::{Cx, Table, number};
use crate::answer::{Answer, File, Outcome, Refusal, refuse};
use crate::qr::{self, Style};
use crate::state::links::Link;

pub(super) const TABLE: Table = &[
    ("POST /wxa/getwxacode", of_path),
    ("POST /cgi-bin/wxaapp/createwxaqrcode", of_path),
    ("POST /wxa/getwxacodeunlimit", of_scene),
    ("POST /cgi-bin/qrcode/create", create),
    ("GET /cgi-bin/showqrcode", show),
];

/// A picture that says `text`, as the request wants it to look.
fn draw(cx: &Cx<'_>, text: &str) -> Outcome {
    let body = cx.body();
    let width = cx.number("width").unwrap_or(430);
    if !(280..=1280).contains(&width) {
        return Err(Refusal::because(40097, "width must be 280 to 1280"));
    }
    let level = |name| {
        number(body["line_color"].get(name)).and_then(|it| u8::try_from(it).ok()).unwrap_or(0)
    };
    let auto = body["auto_color"] == Value::Bool(true);
    let style = Style {
        width: u32::try_from(width).unwrap_or(430),
        colour: if auto { [0, 0, 0] } else { [level("r"), level("g"), level("b")] },
        transparent: body["is_hyaline"] == Value::Bool(true),
    };
    picture(text, &style)
}

fn picture(text: &str, style: &Style) -> Outcome {
    match qr::png(text, style) {
        Some(bytes) => Ok(Answer::File(File {
            content_type: "image/png".into(),
            filename: None,
            bytes: Bytes::from(bytes),
        })),
        None => Err(Refusal {
            code: 40159,
            message: "invalid length for path, or the data is not json string".into(),
        }),
    }
}

fn of_path(cx: &Cx<'_>) -> Outcome {
    let path = cx.text("path");
    if path.is_empty() || path.chars().count() > 1024 {
        return Err(Refusal {
            code: 40159,
            message: "invalid length for path, or the data is not json string".into(),
        });
    }
    draw(cx, path)
}

fn of_scene(cx: &Cx<'_>) -> Outcome {
    let scene = cx.text("scene");
    let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$&'()*+,/:;=?@-._~".contains(c);
    if scene.is_empty() || scene.chars().count() > 32 || !scene.chars().all(allowed) {
        return refuse(40169);
    }
    let page = cx.text("page");
    let checked = cx.body()["check_path"] != Value::Bool(false);
    if page.starts_with('/') || page.contains('?') || (checked && !cx.state().apps.has_page(page)) {
        return refuse(41030);
    }
    draw(cx, scene)
}

fn create(cx: &Cx<'_>) -> Outcome {
    let kind = cx.body()["action_name"].as_str().unwrap_or_default();
    let scene = &cx.body()["action_info"]["scene"];
    let permanent = kind.contains("LIMIT");
    let number_fits =
        number(scene.get("scene_id")).is_some_and(|id| id > 0 && (!permanent || id <= 100_000));
    let text_fits =
        scene["scene_str"].as_str().is_some_and(|text| (1..=64).contains(&text.chars().count()));
    if if kind.contains("STR") { !text_fits } else { !number_fits } {
        return Err(Refusal { code: 40053, message: "invalid action info".into() });
    }
    let life =
        u64::try_from(cx.number("expire_seconds").unwrap_or(60)).unwrap_or(60).clamp(1, 2_592_000);
    let ticket = format!("gQ{}==", cx.id("ticket", 92));
    let url = format!("http://weixin.qq.com/q/{}", cx.id("code", 22));
    let expires = if permanent { 0 } else { cx.seconds() + life };
    let link =
        Link { appid: cx.app().to_owned(), target: json!(url), created: cx.seconds(), expires };
    cx.state().links.add(&ticket, link);
    let mut answer = json!({"ticket": ticket, "url": url});
    if !permanent {
        answer["expire_seconds"] = json!(life);
    }
    Ok(answer.into())
}

fn show(cx: &Cx<'_>) -> Outcome {
    match cx.state().links.get(cx.text("ticket"), cx.now) {
        Some(link) => picture(link.target.as_str().unwrap_or_default(), &Style::default()),
        None => Ok(Answer::NotFound),
    }
}
