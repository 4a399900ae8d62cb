//! Choosing message templates.

use serde_json::{Value, json};

use super::{Cx, Table};
use crate::answer::{Outcome, Refusal, done, refuse};

pub(super) const TABLE: Table = &[
    ("POST /cgi-bin/template/api_set_industry", set_industry),
    ("GET /cgi-bin/template/get_industry", industry),
    ("POST /cgi-bin/template/api_add_template", add),
    ("GET /cgi-bin/template/get_all_private_template", list),
    ("POST /cgi-bin/template/del_private_template", delete),
    ("POST /wxaapi/newtmpl/addtemplate", add_subscribe),
    ("GET /wxaapi/newtmpl/gettemplate", list_subscribe),
    ("POST /wxaapi/newtmpl/deltemplate", delete_subscribe),
];

fn set_industry(cx: &Cx<'_>) -> Outcome {
    let chosen = (cx.text("industry_id1").to_owned(), cx.text("industry_id2").to_owned());
    cx.state().templates.of(cx.app(), |templates| templates.industries = Some(chosen));
    done()
}

fn industry(cx: &Cx<'_>) -> Outcome {
    let chosen = cx.state().templates.of(cx.app(), |templates| templates.industries.clone());
    let named =
        |number: &str| json!({"first_class": "IT科技", "second_class": format!("行业 {number}")});
    Ok(match chosen {
        Some((first, second)) => {
            json!({"primary_industry": named(&first), "secondary_industry": named(&second)})
        }
        None => json!({}),
    }
    .into())
}

fn add(cx: &Cx<'_>) -> Outcome {
    let id = cx.id("template", 43);
    let public = cx.text("template_id_short");
    cx.state().templates.of(cx.app(), |templates| {
        if templates.all.iter().filter(|template| !template.subscribe).count() >= 25 {
            return Err(Refusal { code: 45026, message: "template num exceeds limit".into() });
        }
        templates.add(id.clone(), public, false);
        Ok(json!({"errcode": 0, "errmsg": "ok", "template_id": id}).into())
    })
}

fn list(cx: &Cx<'_>) -> Outcome {
    let all: Vec<Value> = cx.state().templates.of(cx.app(), |templates| {
        let own = templates.all.iter().filter(|template| !template.subscribe);
        own.map(|template| {
            json!({
                "template_id": template.id,
                "title": format!("模板 {}", template.public),
                "primary_industry": "IT科技",
                "deputy_industry": "互联网|电子商务",
                "content": "{{first.DATA}}\n内容：{{keyword1.DATA}}",
                "example": "您好\n内容：示例",
            })
        })
        .collect()
    });
    Ok(json!({"template_list": all}).into())
}

fn delete(cx: &Cx<'_>) -> Outcome {
    let id = cx.text("template_id");
    if cx.state().templates.of(cx.app(), |templates| templates.delete(id)) {
        done()
    } else {
        refuse(40037)
    }
}

fn add_subscribe(cx: &Cx<'_>) -> Outcome {
    let id = cx.id("template", 43);
    cx.state().templates.of(cx.app(), |templates| templates.add(id.clone(), cx.text("tid"), true));
    Ok(json!({"errcode": 0, "errmsg": "ok", "priTmplId": id}).into())
}

fn list_subscribe(cx: &Cx<'_>) -> Outcome {
    let all: Vec<Value> = cx.state().templates.of(cx.app(), |templates| {
        let own = templates.all.iter().filter(|template| template.subscribe);
        own.map(|template| {
            json!({
                "priTmplId": template.id,
                "title": format!("模板 {}", template.public),
                "content": "事项:{{thing1.DATA}}\n时间:{{date2.DATA}}",
                "example": "事项:示例\n时间:2026年1月1日",
                "type": 2,
            })
        })
        .collect()
    });
    Ok(json!({"errcode": 0, "errmsg": "ok", "data": all}).into())
}

fn delete_subscribe(cx: &Cx<'_>) -> Outcome {
    let id = cx.text("priTmplId");
    if cx.state().templates.of(cx.app(), |templates| templates.delete(id)) {
        return done();
    }
    Err(Refusal { code: 200_014, message: "template not exist".into() })
}
