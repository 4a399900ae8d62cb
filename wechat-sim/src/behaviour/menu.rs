//! The menu of an official account.

use serde_json::{Value, json};

use super::{Cx, Table};
use crate::answer::{Outcome, Refusal, done, refuse};
use crate::state::menus::Conditional;

pub(super) const TABLE: Table = &[
    ("POST /cgi-bin/menu/create", create),
    ("GET /cgi-bin/menu/get", get),
    ("GET /cgi-bin/menu/delete", delete),
    ("GET /cgi-bin/get_current_selfmenu_info", current),
    ("POST /cgi-bin/menu/addconditional", add_conditional),
    ("POST /cgi-bin/menu/delconditional", delete_conditional),
    ("POST /cgi-bin/menu/trymatch", try_match),
];

/// 1 to 3 buttons of at most 16 bytes, each with at most 5 of at most 60 bytes below it.
fn check(buttons: &Value) -> Result<(), Refusal> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let short = |button: &Value, most| {
        button["name"].as_str().is_some_and(|name| !name.is_empty() && name.len() <= most)
    };
    let top = list(buttons);
    if !(1..=3).contains(&top.len()) {
        return refuse(40016);
    }
    for button in &top {
        let below = list(&button["sub_button"]);
        match () {
            () if !short(button, 16) => return refuse(40018),
            () if below.len() > 5 => return refuse(40023),
            () if !below.iter().all(|button| short(button, 60)) => return refuse(40025),
            () => {}
        }
    }
    Ok(())
}

fn create(cx: &Cx<'_>) -> Outcome {
    let buttons = cx.body()["button"].clone();
    check(&buttons)?;
    cx.state().menus.of(cx.app(), |menus| menus.buttons = Some(buttons));
    done()
}

fn get(cx: &Cx<'_>) -> Outcome {
    cx.state().menus.of(cx.app(), |menus| {
        let Some(buttons) = &menus.buttons else { return refuse(46003) };
        let mut menu = json!({"button": buttons});
        if !menus.conditional.is_empty() {
            menu["menuid"] = json!("1");
        }
        let conditional = menus.conditional.iter();
        let conditional: Vec<_> = conditional
            .map(|menu| json!({"button": menu.buttons, "matchrule": menu.rule, "menuid": menu.id}))
            .collect();
        Ok(json!({"menu": menu, "conditionalmenu": conditional}).into())
    })
}

fn delete(cx: &Cx<'_>) -> Outcome {
    cx.state().menus.of(cx.app(), |menus| *menus = Default::default());
    done()
}

fn current(cx: &Cx<'_>) -> Outcome {
    let buttons = cx.state().menus.of(cx.app(), |menus| menus.buttons.clone());
    let open = u8::from(buttons.is_some());
    let mut buttons = buttons.unwrap_or_else(|| json!([]));
    // Here the buttons below one stand in a `list`.
    for button in buttons.as_array_mut().into_iter().flatten() {
        if let Some(below) = button.get_mut("sub_button") {
            *below = json!({"list": below.take()});
        }
    }
    Ok(json!({"is_menu_open": open, "selfmenu_info": {"button": buttons}}).into())
}

fn add_conditional(cx: &Cx<'_>) -> Outcome {
    let (buttons, rule) = (cx.body()["button"].clone(), cx.body()["matchrule"].clone());
    check(&buttons)?;
    if rule.as_object().is_none_or(serde_json::Map::is_empty) {
        return refuse(65304);
    }
    let id = (400_000_000 + cx.state().number()).to_string();
    cx.state().menus.of(cx.app(), |menus| {
        if menus.buttons.is_none() {
            return refuse(65303);
        }
        menus.conditional.insert(0, Conditional { id: id.clone(), buttons, rule });
        Ok(json!({"menuid": id}).into())
    })
}

fn delete_conditional(cx: &Cx<'_>) -> Outcome {
    let id = cx.text("menuid");
    cx.state().menus.of(cx.app(), |menus| {
        let before = menus.conditional.len();
        menus.conditional.retain(|menu| menu.id != id);
        if menus.conditional.len() == before { refuse(65301) } else { done() }
    })
}

fn try_match(cx: &Cx<'_>) -> Outcome {
    let tags = cx.state().tags.of(cx.app(), |tags| tags.of(cx.text("user_id")));
    cx.state().menus.of(cx.app(), |menus| match menus.seen_by(&tags) {
        Some(buttons) => Ok(json!({"button": buttons}).into()),
        None => refuse(46003),
    })
}
