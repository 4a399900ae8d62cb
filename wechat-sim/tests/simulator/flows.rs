//! What real flows need: state that holds from call to call.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use wechat_sim::{MessageKind, Person};

use crate::api::{APP, Api, SECRET, code};

async fn login(api: &Api, js_code: &str) -> Value {
    let query = [
        ("appid", APP),
        ("secret", SECRET),
        ("js_code", js_code),
        ("grant_type", "authorization_code"),
    ];
    api.get_bare("/sns/jscode2session", &query).await
}

#[tokio::test]
async fn login_codes_work_once_and_for_five_minutes() {
    let api = Api::start().await;
    api.wechat.person(Person::new("oLiLei").unionid("o6_LiLei"));
    let js_code = api.wechat.login_code("oLiLei");
    let session = login(&api, &js_code).await;
    assert_eq!(
        (session["openid"].as_str(), session["unionid"].as_str()),
        (Some("oLiLei"), Some("o6_LiLei"))
    );
    assert_eq!(session["session_key"].as_str(), api.wechat.session_key("oLiLei").as_deref());
    assert_eq!(code(&login(&api, &js_code).await), 40163);
    assert_eq!(code(&login(&api, "demo").await), 40029);
    let late = api.wechat.login_code("oLiLei");
    api.advance(300);
    assert_eq!(code(&login(&api, &late).await), 40029);
    api.assert_clean();
}

#[tokio::test]
async fn sessions_are_checked_by_signature_and_reset() {
    let api = Api::start().await;
    let session = login(&api, &api.wechat.login_code("o1")).await;
    let sign = |key: &str| -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
        mac.update(b"");
        mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let signature = sign(session["session_key"].as_str().unwrap());
    let query =
        [("openid", "o1"), ("signature", signature.as_str()), ("sig_method", "hmac_sha256")];
    assert_eq!(code(&api.get("/wxa/checksession", &query).await), 0);
    let reset = api.get("/wxa/resetusersessionkey", &query).await;
    assert_ne!(reset["session_key"], session["session_key"]);
    assert_eq!(code(&api.get("/wxa/checksession", &query).await), 87009);
    let fresh = sign(reset["session_key"].as_str().unwrap());
    let query = [("openid", "o1"), ("signature", fresh.as_str()), ("sig_method", "hmac_sha256")];
    assert_eq!(code(&api.get("/wxa/checksession", &query).await), 0);
    api.assert_clean();
}

#[tokio::test]
async fn phone_numbers_come_by_code() {
    let api = Api::start().await;
    let given = json!({"code": api.wechat.phone_code("13800138000")});
    let answer = api.post("/wxa/business/getuserphonenumber", given.clone()).await;
    assert_eq!(answer["phone_info"]["purePhoneNumber"], "13800138000");
    assert_eq!(answer["phone_info"]["watermark"]["appid"], APP);
    assert_eq!(code(&api.post("/wxa/business/getuserphonenumber", given).await), 40029);
    api.assert_clean();
}

#[tokio::test]
async fn web_login_from_code_to_profile() {
    let api = Api::start().await;
    api.wechat.person(Person::new("oHan").nickname("韩梅梅").unionid("o6_Han"));
    let exchange = async |given: &str| {
        let query = [
            ("appid", APP),
            ("secret", SECRET),
            ("code", given),
            ("grant_type", "authorization_code"),
        ];
        api.get_bare("/sns/oauth2/access_token", &query).await
    };
    let given = api.wechat.oauth_code("oHan", "snsapi_userinfo");
    let login = exchange(&given).await;
    assert_eq!(login["unionid"], "o6_Han");
    assert_eq!(code(&exchange(&given).await), 40163);
    let token = login["access_token"].as_str().unwrap();
    let who = [("access_token", token), ("openid", "oHan")];
    assert_eq!(api.get_bare("/sns/userinfo", &who).await["nickname"], "韩梅梅");
    assert_eq!(code(&api.get_bare("/sns/auth", &who).await), 0);
    let other = [("access_token", token), ("openid", "oOther")];
    assert_eq!(code(&api.get_bare("/sns/auth", &other).await), 40003);
    let base = exchange(&api.wechat.oauth_code("oHan", "snsapi_base")).await;
    let who_base = [("access_token", base["access_token"].as_str().unwrap()), ("openid", "oHan")];
    assert_eq!(code(&api.get_bare("/sns/userinfo", &who_base).await), 48001);
    api.advance(7200);
    assert_eq!(code(&api.get_bare("/sns/auth", &who).await), 42001);
    let refresh = login["refresh_token"].as_str().unwrap();
    let query = [("appid", APP), ("grant_type", "refresh_token"), ("refresh_token", refresh)];
    let again = api.get_bare("/sns/oauth2/refresh_token", &query).await;
    let who = [("access_token", again["access_token"].as_str().unwrap()), ("openid", "oHan")];
    assert_eq!(code(&api.get_bare("/sns/auth", &who).await), 0);
    api.advance(31 * 86_400);
    assert_eq!(code(&api.get_bare("/sns/oauth2/refresh_token", &query).await), 42002);
    api.assert_clean();
}

#[tokio::test]
async fn followers_are_listed_by_pages_with_remarks() {
    let api = Api::start().await;
    for number in 0..10_001 {
        api.wechat.person(Person::new(format!("o{number:05}")));
    }
    api.wechat.person(Person::new("oStranger").not_following());
    let first = api.get("/cgi-bin/user/get", &[]).await;
    assert_eq!((first["total"].as_u64(), first["count"].as_u64()), (Some(10_001), Some(10_000)));
    let next = first["next_openid"].as_str().unwrap();
    let second = api.get("/cgi-bin/user/get", &[("next_openid", next)]).await;
    assert_eq!(second["data"]["openid"], json!(["o10000"]));
    let last = api.get("/cgi-bin/user/get", &[("next_openid", "o10000")]).await;
    assert_eq!((last["count"].as_u64(), last["next_openid"].as_str()), (Some(0), Some("")));
    let remark = json!({"openid": "o00001", "remark": "老客户"});
    assert_eq!(code(&api.post("/cgi-bin/user/info/updateremark", remark).await), 0);
    let asked = json!({"user_list": [{"openid": "o00001"}, {"openid": "oStranger"}]});
    let infos = api.post("/cgi-bin/user/info/batchget", asked).await;
    assert_eq!(infos["user_info_list"][0]["remark"], "老客户");
    assert_eq!(infos["user_info_list"][1]["subscribe"], 0);
    api.assert_clean();
}

#[tokio::test]
async fn tags_and_the_blacklist() {
    let api = Api::start().await;
    for openid in ["o1", "o2", "o3"] {
        api.wechat.person(Person::new(openid));
    }
    let made = api.post("/cgi-bin/tags/create", json!({"tag": {"name": "广东"}})).await;
    let id = made["tag"]["id"].as_i64().unwrap();
    assert_eq!(
        code(&api.post("/cgi-bin/tags/create", json!({"tag": {"name": "广东"}})).await),
        45157
    );
    assert_eq!(
        code(&api.post("/cgi-bin/tags/create", json!({"tag": {"name": "长".repeat(11)}})).await),
        45158
    );
    let put = json!({"openid_list": ["o1", "o3"], "tagid": id});
    assert_eq!(code(&api.post("/cgi-bin/tags/members/batchtagging", put.clone()).await), 0);
    let members = api.post("/cgi-bin/user/tag/get", json!({"tagid": id})).await;
    assert_eq!(members["data"]["openid"], json!(["o1", "o3"]));
    assert_eq!(
        api.post("/cgi-bin/tags/getidlist", json!({"openid": "o3"})).await["tagid_list"],
        json!([id])
    );
    assert_eq!(api.get("/cgi-bin/user/info", &[("openid", "o3")]).await["tagid_list"], json!([id]));
    let renamed = json!({"tag": {"id": id, "name": "华南"}});
    assert_eq!(code(&api.post("/cgi-bin/tags/update", renamed).await), 0);
    let tags = api.get("/cgi-bin/tags/get", &[]).await;
    assert_eq!(tags["tags"], json!([{"id": id, "name": "华南", "count": 2}]));
    assert_eq!(code(&api.post("/cgi-bin/tags/members/batchuntagging", put).await), 0);
    assert_eq!(code(&api.post("/cgi-bin/tags/delete", json!({"tag": {"id": id}})).await), 0);
    assert_eq!(code(&api.post("/cgi-bin/tags/delete", json!({"tag": {"id": id}})).await), 45159);
    assert_eq!(code(&api.post("/cgi-bin/tags/delete", json!({"tag": {"id": 2}})).await), 45058);
    let block = json!({"openid_list": ["o2"]});
    assert_eq!(code(&api.post("/cgi-bin/tags/members/batchblacklist", block.clone()).await), 0);
    let blocked = api.post("/cgi-bin/tags/members/getblacklist", json!({})).await;
    assert_eq!((blocked["total"].as_u64(), &blocked["data"]["openid"]), (Some(1), &json!(["o2"])));
    assert_eq!(code(&api.post("/cgi-bin/tags/members/batchunblacklist", block).await), 0);
    assert_eq!(api.post("/cgi-bin/tags/members/getblacklist", json!({})).await["total"], 0);
    api.assert_clean();
}

#[tokio::test]
async fn menus_for_all_and_for_some() {
    let api = Api::start().await;
    assert_eq!(code(&api.get("/cgi-bin/menu/get", &[]).await), 46003);
    let menu = json!([
        {"type": "click", "name": "今日歌曲", "key": "MUSIC"},
        {"name": "菜单", "sub_button": [{"type": "view", "name": "搜索", "url": "https://example.com/"}]},
    ]);
    let vip = json!([{"type": "view", "name": "会员", "url": "https://example.com/vip"}]);
    let rule = json!({"tag_id": "100"});
    let conditional = json!({"button": vip, "matchrule": rule});
    assert_eq!(code(&api.post("/cgi-bin/menu/addconditional", conditional.clone()).await), 65303);
    assert_eq!(code(&api.post("/cgi-bin/menu/create", json!({"button": menu})).await), 0);
    let id = api.post("/cgi-bin/menu/addconditional", conditional).await["menuid"].clone();
    let all = api.get("/cgi-bin/menu/get", &[]).await;
    assert_eq!(all["menu"]["button"], menu);
    assert_eq!(all["conditionalmenu"], json!([{"button": vip, "matchrule": rule, "menuid": id}]));
    api.wechat.person(Person::new("oVip"));
    api.post("/cgi-bin/tags/create", json!({"tag": {"name": "vip"}})).await;
    api.post("/cgi-bin/tags/members/batchtagging", json!({"openid_list": ["oVip"], "tagid": 100}))
        .await;
    assert_eq!(api.post("/cgi-bin/menu/trymatch", json!({"user_id": "oVip"})).await["button"], vip);
    assert_eq!(
        api.post("/cgi-bin/menu/trymatch", json!({"user_id": "oAny"})).await["button"],
        menu
    );
    let current = api.get("/cgi-bin/get_current_selfmenu_info", &[]).await;
    assert_eq!(current["selfmenu_info"]["button"][1]["sub_button"]["list"][0]["name"], "搜索");
    assert_eq!(code(&api.post("/cgi-bin/menu/delconditional", json!({"menuid": id})).await), 0);
    assert_eq!(code(&api.get("/cgi-bin/menu/delete", &[]).await), 0);
    assert_eq!(code(&api.get("/cgi-bin/menu/get", &[]).await), 46003);
    let long = json!({"button": [{"type": "click", "name": "这个名字实在太长了", "key": "K"}]});
    assert_eq!(code(&api.post("/cgi-bin/menu/create", long).await), 40018);
    api.assert_clean();
}

#[tokio::test]
async fn uploads_come_back() {
    let api = Api::start().await;
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let file = ("海报 1.png", "image/png", bytes.as_slice());
    let made = api.upload("/cgi-bin/media/upload", &[("type", "image")], file).await;
    let id = made["media_id"].as_str().unwrap();
    let get = async |id: &str| {
        let query = [("access_token", api.token.as_str()), ("media_id", id)];
        api.http.get(api.url("/cgi-bin/media/get", &query)).send().await.unwrap()
    };
    let back = get(id).await;
    assert_eq!(back.headers()["content-type"], "image/png");
    let disposition =
        String::from_utf8_lossy(back.headers()["content-disposition"].as_bytes()).into_owned();
    assert_eq!(disposition, "attachment; filename=\"海报 1.png\"");
    assert_eq!(back.bytes().await.unwrap(), bytes);
    let video = api
        .upload("/cgi-bin/media/upload", &[("type", "video")], ("a.mp4", "video/mp4", b"mp4"))
        .await;
    let answer = crate::api::read(get(video["media_id"].as_str().unwrap()).await).await;
    let video = api.http.get(answer["video_url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(video.bytes().await.unwrap(), b"mp4".as_slice());
    api.advance(3 * 86_400);
    let mut api = api;
    api.token = api.stable(false).await["access_token"].as_str().unwrap().to_owned();
    assert_eq!(code(&api.get("/cgi-bin/media/get", &[("media_id", id)]).await), 40007);
    api.assert_clean();
}

#[tokio::test]
async fn permanent_materials_stay() {
    let api = Api::start().await;
    let image = ("a.png", "image/png", b"png".as_slice());
    let made = api.upload("/cgi-bin/material/add_material", &[("type", "image")], image).await;
    let id = made["media_id"].clone();
    let shown = api.http.get(made["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(shown.bytes().await.unwrap(), b"png".as_slice());
    let body = "--B\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.mp4\"\r\n\r\nmp4\r\n\
                --B\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\n{\"title\":\"片\",\"introduction\":\"介绍\"}\r\n--B--\r\n";
    let kind = "multipart/form-data; boundary=B";
    let answer = api
        .post_bytes("/cgi-bin/material/add_material", &[("type", "video")], kind, body.into())
        .await;
    let video = crate::api::read(answer).await["media_id"].clone();
    let described = api.post("/cgi-bin/material/get_material", json!({"media_id": video})).await;
    assert_eq!(
        (described["title"].as_str(), described["description"].as_str()),
        (Some("片"), Some("介绍"))
    );
    let back = api.post_raw("/cgi-bin/material/get_material", json!({"media_id": id})).await;
    assert_eq!(back.bytes().await.unwrap(), b"png".as_slice());
    let counts = api.get("/cgi-bin/material/get_materialcount", &[]).await;
    assert_eq!(
        (counts["image_count"].as_u64(), counts["video_count"].as_u64()),
        (Some(1), Some(1))
    );
    let listed = api
        .post(
            "/cgi-bin/material/batchget_material",
            json!({"type": "image", "offset": 0, "count": 20}),
        )
        .await;
    assert_eq!(listed["item"][0]["media_id"], id);
    assert_eq!(code(&api.post("/cgi-bin/material/del_material", json!({"media_id": id})).await), 0);
    assert_eq!(
        code(&api.post("/cgi-bin/material/get_material", json!({"media_id": id})).await),
        40007
    );
    api.assert_clean();
}

#[tokio::test]
async fn drafts_are_written_published_and_deleted() {
    let api = Api::start().await;
    let article = |title: &str| json!({"article_type": "news", "title": title, "content": "<p>正文</p>", "thumb_media_id": "T"});
    let made =
        api.post("/cgi-bin/draft/add", json!({"articles": [article("一"), article("二")]})).await;
    let id = made["media_id"].clone();
    let update = json!({"media_id": id, "index": 1, "articles": article("三")});
    assert_eq!(code(&api.post("/cgi-bin/draft/update", update).await), 0);
    let draft = api.post("/cgi-bin/draft/get", json!({"media_id": id})).await;
    assert_eq!(draft["news_item"][1]["title"], "三");
    assert_eq!(api.get("/cgi-bin/draft/count", &[]).await["total_count"], 1);
    let page = json!({"offset": 0, "count": 20, "no_content": 1});
    let listed = api.post("/cgi-bin/draft/batchget", page.clone()).await;
    assert_eq!(
        (&listed["item"][0]["media_id"], &listed["item"][0]["content"]),
        (&id, &Value::Null)
    );
    let publish =
        api.post("/cgi-bin/freepublish/submit", json!({"media_id": id})).await["publish_id"]
            .clone();
    assert_eq!(api.get("/cgi-bin/draft/count", &[]).await["total_count"], 0);
    let status = api.post("/cgi-bin/freepublish/get", json!({"publish_id": publish})).await;
    assert_eq!(
        (status["publish_status"].as_i64(), status["article_detail"]["count"].as_i64()),
        (Some(0), Some(2))
    );
    let article_id = status["article_id"].clone();
    let read = api.post("/cgi-bin/freepublish/getarticle", json!({"article_id": article_id})).await;
    assert_eq!(read["news_item"][0]["title"], "一");
    assert_eq!(api.post("/cgi-bin/freepublish/batchget", page).await["total_count"], 1);
    assert_eq!(
        code(&api.post("/cgi-bin/freepublish/delete", json!({"article_id": article_id})).await),
        0
    );
    assert_eq!(
        code(&api.post("/cgi-bin/freepublish/getarticle", json!({"article_id": article_id})).await),
        53600
    );
    let status = api.post("/cgi-bin/freepublish/get", json!({"publish_id": publish})).await;
    assert_eq!(status["publish_status"], 5);
    api.assert_clean();
}

#[tokio::test]
async fn messages_reach_people_unless_they_refuse() {
    let api = Api::start().await;
    api.wechat.person(Person::new("oA"));
    api.wechat.person(Person::new("oFar").not_following());
    api.wechat.refuse_messages("oNo");
    let subscribe = |to: &str, thing: &str| json!({"touser": to, "template_id": "T", "data": {"thing1": {"value": thing}, "number2": {"value": "3"}}});
    let path = "/cgi-bin/message/subscribe/send";
    assert_eq!(code(&api.post(path, subscribe("oA", "取餐提醒")).await), 0);
    assert_eq!(code(&api.post(path, subscribe("oNo", "取餐提醒")).await), 43101);
    let long = api.post(path, subscribe("oA", &"长".repeat(21))).await;
    assert_eq!(code(&long), 47003);
    assert!(long["errmsg"].as_str().unwrap().contains("data.thing1.value"));
    let custom = |to: &str| json!({"touser": to, "msgtype": "text", "text": {"content": "你好"}});
    assert_eq!(code(&api.post("/cgi-bin/message/custom/send", custom("oA")).await), 0);
    assert_eq!(code(&api.post("/cgi-bin/message/custom/send", custom("oFar")).await), 43004);
    let kinds: Vec<_> = api.wechat.messages_to("oA").iter().map(|message| message.kind).collect();
    assert_eq!(kinds, [MessageKind::Subscribe, MessageKind::Custom]);
    let mass =
        json!({"filter": {"is_to_all": true}, "msgtype": "text", "text": {"content": "大家好"}});
    let sent = api.post("/cgi-bin/message/mass/sendall", mass).await;
    let status = api.post("/cgi-bin/message/mass/get", json!({"msg_id": sent["msg_id"]})).await;
    assert_eq!(status["msg_status"], "SEND_SUCCESS");
    api.assert_clean();
}

#[tokio::test]
async fn own_templates_are_the_only_ones() {
    let api = Api::start().await;
    let message = |template: &Value| json!({"touser": "oA", "template_id": template, "data": {"k": {"value": "v"}}});
    let path = "/cgi-bin/message/template/send";
    assert_eq!(code(&api.post(path, message(&json!("any"))).await), 0);
    let add = json!({"template_id_short": "TM00015", "keyword_name_list": []});
    let id = api.post("/cgi-bin/template/api_add_template", add).await["template_id"].clone();
    assert_eq!(code(&api.post(path, message(&json!("any"))).await), 40037);
    assert!(api.post(path, message(&id)).await["msgid"].is_i64());
    let own = api.get("/cgi-bin/template/get_all_private_template", &[]).await;
    assert_eq!(own["template_list"][0]["template_id"], id);
    assert_eq!(
        code(&api.post("/cgi-bin/template/del_private_template", json!({"template_id": id})).await),
        0
    );
    assert_eq!(code(&api.post(path, message(&id)).await), 40037);
    api.assert_clean();
}

#[tokio::test]
async fn staff_and_their_conversations() {
    let api = Api::start().await;
    let account = json!({"kf_account": "kf1@shop", "nickname": "小美"});
    assert_eq!(code(&api.post("/customservice/kfaccount/add", account.clone()).await), 0);
    assert_eq!(code(&api.post("/customservice/kfaccount/add", account).await), 65406);
    let list = api.get("/cgi-bin/customservice/getkflist", &[]).await;
    assert_eq!(list["kf_list"][0]["kf_nick"], "小美");
    let talk = json!({"kf_account": "kf1@shop", "openid": "o1"});
    assert_eq!(code(&api.post("/customservice/kfsession/create", talk.clone()).await), 0);
    let session = api.get("/customservice/kfsession/getsession", &[("openid", "o1")]).await;
    assert_eq!(session["kf_account"], "kf1@shop");
    assert_eq!(code(&api.post("/customservice/kfsession/close", talk).await), 0);
    let own =
        api.get("/customservice/kfsession/getsessionlist", &[("kf_account", "kf1@shop")]).await;
    assert_eq!(own["sessionlist"], json!([]));
    assert_eq!(
        code(&api.post("/customservice/kfaccount/del", json!({"kf_account": "kf1@shop"})).await),
        0
    );
    assert_eq!(
        code(&api.post("/customservice/kfaccount/del", json!({"kf_account": "kf1@shop"})).await),
        65401
    );
    api.assert_clean();
}

#[tokio::test]
async fn links_and_keys_lead_back() {
    let api = Api::start().await;
    let key = api
        .post("/cgi-bin/shorten/gen", json!({"long_data": "长信息", "expire_seconds": 60}))
        .await["short_key"]
        .clone();
    assert_eq!(
        api.post("/cgi-bin/shorten/fetch", json!({"short_key": key})).await["long_data"],
        "长信息"
    );
    let target = json!({"jump_wxa": {"path": "pages/a", "query": "x=1"}, "expire_type": 1, "expire_interval": 30});
    let scheme = api.post("/wxa/generatescheme", target).await["openlink"].clone();
    let found = api.post("/wxa/queryscheme", json!({"scheme": scheme})).await;
    assert_eq!(
        (found["scheme_info"]["path"].as_str(), found["scheme_info"]["query"].as_str()),
        (Some("pages/a"), Some("x=1"))
    );
    let link =
        api.post("/wxa/generate_urllink", json!({"path": "pages/b"})).await["url_link"].clone();
    let found = api.post("/wxa/query_urllink", json!({"url_link": link})).await;
    assert_eq!(
        (found["url_link_info"]["path"].as_str(), found["url_link_info"]["appid"].as_str()),
        (Some("pages/b"), Some(APP))
    );
    let past = json!({"expire_type": 0, "expire_time": 1});
    assert_eq!(code(&api.post("/wxa/generatescheme", past).await), 85401);
    let short = api
        .post("/wxa/genwxashortlink", json!({"page_url": "pages/c", "page_title": "商城"}))
        .await;
    assert!(short["link"].as_str().unwrap().starts_with("#小程序://商城/"));
    api.advance(60);
    assert_eq!(code(&api.post("/cgi-bin/shorten/fetch", json!({"short_key": key})).await), 40097);
    api.assert_clean();
}

#[tokio::test]
async fn texts_pass_or_not() {
    let api = Api::start().await;
    for (content, suggest, label) in
        [("你好", "pass", 100), ("加微信领取", "review", 10001), ("赌博", "risky", 20006)]
    {
        let body = json!({"content": content, "version": 2, "scene": 2, "openid": "o"});
        let answer = api.post("/wxa/msg_sec_check", body).await;
        assert_eq!(answer["result"], json!({"suggest": suggest, "label": label}));
    }
    let bad = api.upload("/wxa/img_sec_check", &[], ("risky.png", "image/png", b"x")).await;
    assert_eq!(code(&bad), 87014);
    api.assert_clean();
}

#[tokio::test]
async fn quotas_count_and_are_set_back() {
    let api = Api::start().await;
    let path = "/cgi-bin/tags/get";
    let used = async || {
        let answer = api.post("/cgi-bin/openapi/quota/get", json!({"cgi_path": path})).await;
        answer["quota"]["used"].as_u64()
    };
    api.get(path, &[]).await;
    api.get(path, &[]).await;
    assert_eq!(used().await, Some(2));
    assert_eq!(code(&api.post("/cgi-bin/clear_quota", json!({"appid": APP})).await), 0);
    assert_eq!(used().await, Some(0));
    api.advance(1);
    api.get(path, &[]).await;
    assert_eq!(used().await, Some(1));
    let wrong = api.post("/cgi-bin/clear_quota", json!({"appid": "wxffffffffffffffff"})).await;
    assert_eq!(code(&wrong), 40013);
    let none = api.post("/cgi-bin/openapi/quota/get", json!({"cgi_path": "/cgi-bin/none"})).await;
    assert_eq!(code(&none), 76021);
    api.assert_clean();
}
