//! Content checks. The words of a text decide: see [`verdict`].

use serde_json::json;

use super::{Cx, Table};
use crate::answer::{Outcome, Refusal, done};

pub(super) const TABLE: Table = &[
    ("POST /wxa/msg_sec_check", text),
    ("POST /wxa/img_sec_check", picture),
    ("POST /wxa/media_check_async", media),
];

/// What to do with a text, what it is about, and the word that says so. The word lists are samples
/// for tests, not a filter.
fn verdict(text: &str) -> (&'static str, i64, Option<&'static str>) {
    const RISKY: [(&str, i64); 5] =
        [("risky", 21000), ("违法", 20006), ("赌博", 20006), ("色情", 20002), ("诈骗", 20008)];
    const REVIEW: [(&str, i64); 4] =
        [("review", 21000), ("广告", 10001), ("加微信", 10001), ("垃圾", 20003)];
    let lower = text.to_lowercase();
    let met =
        |list: &[(&'static str, i64)]| list.iter().copied().find(|(word, _)| lower.contains(word));
    if let Some((word, label)) = met(&RISKY) {
        ("risky", label, Some(word))
    } else if let Some((word, label)) = met(&REVIEW) {
        ("review", label, Some(word))
    } else {
        ("pass", 100, None)
    }
}

fn text(cx: &Cx<'_>) -> Outcome {
    let all = ["content", "title", "nickname", "signature"].map(|name| cx.text(name)).join(" ");
    if all.chars().count() > 2500 + 200 {
        return Err(Refusal::because(40097, "content is longer than 2500 characters"));
    }
    let (suggest, label, word) = verdict(&all);
    let mut detail = vec![
        json!({"strategy": "content_model", "errcode": 0, "suggest": suggest, "label": label, "prob": if word.is_some() { 90 } else { 10 }}),
    ];
    if let Some(word) = word {
        detail.push(json!({"strategy": "keyword", "errcode": 0, "suggest": suggest, "label": label, "level": 20, "keyword": word}));
    }
    let answer = json!({
        "errcode": 0,
        "errmsg": "ok",
        "result": {"suggest": suggest, "label": label},
        "detail": detail,
        "trace_id": trace_id(cx),
    });
    Ok(answer.into())
}

/// A picture named `risky…` is refused.
fn picture(cx: &Cx<'_>) -> Outcome {
    let name =
        cx.payload.part("media").and_then(|part| part.filename.as_deref()).unwrap_or_default();
    if name.starts_with("risky") {
        return Err(Refusal { code: 87014, message: "risky content".into() });
    }
    done()
}

fn media(cx: &Cx<'_>) -> Outcome {
    Ok(json!({"errcode": 0, "errmsg": "ok", "trace_id": trace_id(cx)}).into())
}

fn trace_id(cx: &Cx<'_>) -> String {
    let (head, tail) = (cx.rng(&format!("trace {}", cx.state().number())).next(), cx.seconds());
    format!("{tail:08x}-{:08x}-{:08x}", head >> 32, head & 0xffff_ffff)
}
