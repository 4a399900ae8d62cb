//! Everything odd that WeChat's API does, one test an oddity, each as the model a reader sees.

use insta::assert_snapshot;
use wechat_spec::Memory;

use crate::{PRODUCT, load_with, model, show};

#[test]
fn path_parameters_anywhere() {
    assert_snapshot!(model(
        r#"
        [endpoint.close]
        call    = "POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close"
        request = { out_trade_no = "string", mchid = "string" }
        [endpoint.find]
        call     = "GET /{version}/bills/{kind}.{date}"
        request  = { date = "string", kind = "Kind", version = { type = "u32", in = "path" }, tar_type = "string?" }
        [enum.Kind]
        trade = "Trades."
    "#
    ));
}

#[test]
fn constants_in_query_and_body() {
    assert_snapshot!(model(
        r#"
        [endpoint.exchange]
        call    = "GET /sns/oauth2/access_token"
        auth    = "none"
        request = { appid = { const = "$appid" }, secret = { const = "$secret" }, code = "string", grant_type = { const = "authorization_code" } }
        [endpoint.mark]
        call    = "POST /mark"
        request = { level = { const = 2 }, rate = { const = 0.5 }, on = { const = true }, price = { const = "$$5" }, debug = { const = 1, in = "query" } }
    "#
    ));
}

/// The app's token stands in the path, the document is encrypted, and the whole group is served so.
#[test]
fn a_group_that_is_served_in_another_way() {
    assert_snapshot!(model(
        r#"
        host     = "https://chatbot.weixin.qq.com"
        auth     = "none"
        envelope = { code = "ret", message = "error" }
        [endpoint.send]
        call    = "POST /openapi/sendmsg/{TOKEN}"
        body    = "encrypted-xml"
        ok      = "error is empty"
        request = { TOKEN = { const = "$token" }, msg = "string", media = "file?" }
        [endpoint.query]
        call     = "POST /v2/bot/query"
        host     = "https://openaiapi.weixin.qq.com"
        auth     = "access_token"
        envelope = "none"
        body     = "encrypted-json"
        request  = { query = "string" }
        response = { answer = "string" }
    "#
    ));
}

#[test]
fn header_parameters() {
    assert_snapshot!(model(
        r#"
        [endpoint.upload]
        call = "POST /upload"
        [endpoint.upload.request]
        serial   = { type = "string", in = "header", key = "Wechatpay-Serial" }
        version  = { const = "2", in = "header", key = "X-Version" }
        total    = "u32"
    "#
    ));
}

#[test]
fn a_second_host() {
    assert_snapshot!(model(
        r#"
        [endpoint.audio]
        call     = "GET /cgi-bin/media/get"
        host     = "https://file.api.weixin.qq.com"
        request  = { media_id = "string" }
        response = "binary"
    "#
    ));
}

#[test]
fn raw_and_text_bodies() {
    assert_snapshot!(model(
        r#"
        [endpoint.put_voice]
        call    = "POST /voice"
        body    = "raw"
        request = { voice_id = { type = "string", in = "query" }, data = "file" }
        [endpoint.translate]
        call     = "POST /translate"
        body     = "text"
        request  = { lfrom = { type = "string", in = "query" }, content = "string" }
        response = "text"
    "#
    ));
}

#[test]
fn multipart_with_text() {
    assert_snapshot!(model(
        r#"
        [endpoint.add_material]
        call = "POST /cgi-bin/material/add_material"
        [endpoint.add_material.request]
        type        = { type = "string", in = "query" }
        media       = "file"
        introduction = "string?"
        source      = { const = "sdk" }
    "#
    ));
}

#[test]
fn a_json_part_before_the_file() {
    assert_snapshot!(model(
        r#"
        [endpoint.upload_image]
        call    = "POST /v3/merchant/media/upload"
        request = { meta = "Meta", file = "file" }
        [record.Meta]
        filename = "string"
        sha256   = "string"
    "#
    ));
}

#[test]
fn json_or_multipart() {
    assert_snapshot!(model(
        r#"
        [endpoint.img_sec_check]
        call    = "POST /check"
        request = { img_url = "string?", img = "file?" }
    "#
    ));
}

#[test]
fn binary_or_json() {
    assert_snapshot!(model(
        r#"
        [endpoint.get_material]
        call     = "POST /cgi-bin/material/get_material"
        request  = { media_id = "string" }
        response = { content = "file?", title = "string?", down_url = "string?" }
    "#
    ));
}

#[test]
fn extra_rules_for_success() {
    assert_snapshot!(model(
        r#"
        [endpoint.one]
        call = "POST /one"
        ok   = "ret == 0"
        [endpoint.several]
        call = "POST /several"
        ok   = ["base_resp.ret in [0, 1]", "result_code == SUCCESS", "body"]
        [endpoint.elsewhere]
        call     = "POST /elsewhere"
        envelope = { code = "resultcode", message = "resultmsg" }
        [endpoint.nowhere]
        call     = "POST /nowhere"
        envelope = "none"
    "#
    ));
}

#[test]
fn recursion_is_boxed_where_it_must_be() {
    assert_snapshot!(model(
        r#"
        [endpoint.tree]
        call     = "GET /tree"
        response = { root = "Node", menu = "Button" }
        [record.Node]
        parent   = "Node?"
        children = "[Node]"
        by_name  = "{Node}"
        owner    = "Person?"
        button   = "Button?"
        leaf     = "Leaf"
        [record.Person]
        home = "Node?"
        [record.Leaf]
        colour = "string"
        [union.Button]
        tag      = "type"
        layout   = "flat"
        untagged = "SubMenu"
        view     = "View"
        [record.SubMenu]
        first = "Button"
        rest  = "[Button]"
        [record.View]
        url = "string"
    "#
    ));
}

#[test]
fn lists_of_lists_and_maps() {
    assert_snapshot!(model(
        r#"
        [endpoint.put]
        call    = "POST /put"
        request = { grid = "[[i64]]", data = "{Value}", deep = "{[{string}]}?", any = "json" }
        [record.Value]
        value = "string"
    "#
    ));
}

#[test]
fn empty_records() {
    assert_snapshot!(model(
        r#"
        [endpoint.nothing]
        call     = "POST /nothing"
        request  = {}
        response = {}
        [endpoint.send_empty]
        call     = "POST /empty"
        request  = { menu = "Empty" }
        [record.Empty]
    "#
    ));
}

#[test]
fn extension_fields() {
    assert_snapshot!(model(
        r#"
        [endpoint.token]
        call     = "POST /token"
        request  = { id = "string", extra = { type = "{string}", wire = "rest" } }
        response = { openid = "string", rest = { type = "{json}", wire = "rest" } }
    "#
    ));
}

#[test]
fn several_endpoints_on_one_path_by_constant() {
    assert_snapshot!(model(
        r#"
        [endpoint.create_temporary]
        call    = "POST /cgi-bin/qrcode/create"
        request = { action_name = { const = "QR_SCENE" }, scene = "i64" }
        [endpoint.create_permanent]
        call    = "POST /cgi-bin/qrcode/create"
        request = { action_name = { const = "QR_LIMIT_SCENE" }, scene = "i64" }
    "#
    ));
}

#[test]
fn a_union_in_place() {
    assert_snapshot!(model(
        r#"
        [endpoint.send]
        name    = "SendMessage"
        call    = "POST /cgi-bin/message/custom/send"
        request = { touser = "string", message = { type = "Message", wire = "inline" } }
        [union.Message]
        tag   = "msgtype"
        text  = "Text"
        image = { type = "Media", doc = "A picture." }
        menu  = { wire = "msgmenu", content = "menu", type = "Text" }
        typing = ""
        kind  = { wire = "tag", type = "Text", rust = "TagMessage" }
        [record.Text]
        content = "string"
        [record.Media]
        media_id = "string"
    "#
    ));
}

#[test]
fn every_wire_form() {
    assert_snapshot!(model(
        r#"
        [endpoint.put]
        call = "POST /put"
        [endpoint.put.request]
        a = { type = "bool", wire = "0/1" }
        b = { type = "bool?", wire = "Y/N" }
        c = { type = "[bool]", wire = "true/false" }
        d = { type = "i64", wire = "text" }
        e = { type = "string", wire = "number" }
        f = "time"
        g = { type = "time", wire = "unix" }
        h = { type = "time", wire = "unix-ms" }
        i = { type = "time?", wire = "rfc3339" }
        j = { type = "time", wire = "yyyy-MM-dd HH:mm:ss" }
        k = { type = "time", wire = "yyyyMMddHHmmss" }
        l = { type = "[time]", wire = "yyyy-MM-dd" }
        m = { type = "[string]", wire = "joined ," }
        n = { type = "[i64]?", wire = "joined |" }
        o = { type = "[Level]", wire = "joined ;" }
        p = { type = "Item", wire = "json" }
        q = { type = "[Item]", wire = "one-or-many" }
        r = { type = "[Item]", wire = "indexed" }
        s = { type = "{json}", wire = "rest" }
        t = { type = "Item", wire = "inline" }
        u = { type = "Level", wire = "text" }
        [record.Item]
        id = "i32"
        price = "fen"
        key = "secret"
        [enum.Level]
        _type = "i64"
        1  = { doc = "Low.", rust = "Low" }
        -1 = { doc = "None.", rust = "Absent" }
    "#
    ));
}

#[test]
fn queries_beside_a_body_and_bodies_of_other_kinds() {
    assert_snapshot!(model(
        r#"
        [endpoint.post]
        call    = "POST /post"
        request = { action = { type = "string", in = "query" }, ids = { type = "[string]", in = "query", wire = "joined ," }, type = "string", type_ = { key = "type", in = "query", type = "string", rust = "query_type" } }
        [endpoint.clear]
        call    = "POST /cgi-bin/clear_quota/v2"
        body    = "none"
        request = { appid = { const = "$appid" }, dry = "bool?" }
        [endpoint.form]
        call    = "POST /form"
        body    = "form"
        request = { a = "string", list = { type = "[string]", wire = "json" } }
        [endpoint.xml]
        call     = "POST /xml"
        body     = "xml"
        request  = { mch_id = "string" }
        response = { prepay_id = "string" }
        [endpoint.delete]
        call    = "DELETE /thing/{id}"
        request = { id = "string", why = "string?" }
        [endpoint.delete_with_body]
        call    = "DELETE /things"
        request = { ids = { type = "[string]", in = "body" } }
        [endpoint.patch]
        call       = "PATCH /thing"
        idempotent = true
        [endpoint.get]
        call       = "GET /thing"
        idempotent = false
        [endpoint.old]
        call       = "GET /old"
        deprecated = "Use `get`."
        auth       = "none"
    "#
    ));
}

#[test]
fn one_record_for_several_requests_and_responses() {
    assert_snapshot!(model(
        r#"
        [endpoint.add]
        call     = "POST /add"
        request  = "Thing"
        response = "Thing"
        [endpoint.update]
        call     = "POST /update"
        request  = "Thing"
        [record.Thing]
        kind = { const = "thing" }
        id   = "string"
        more = "More?"
        [record.More]
        version = { const = 1 }
        note    = "string"
    "#
    ));
}

#[test]
fn names_are_made_and_given() {
    assert_snapshot!(model(
        r#"
        [endpoint.get]
        call     = "GET /get"
        name     = "GetNames"
        [endpoint.get.response]
        openID      = "string"
        ToUserName  = "string"
        URL         = "string"
        AESKey      = "secret"
        PicMd5Sum   = "string"
        type        = "string"
        "scene-id"  = "string"
        "a.b"       = "string"
        openGId     = "string"
        openIDs     = "[string]"
        musicurl    = { type = "string", rust = "music_url" }
        "姓名"      = { type = "string", rust = "full_name", private = true }
        idCard      = { type = "string", sensitive = true, deprecated = "Nobody asks for it." }
        lang        = "Language"
        [enum.Language]
        zh_CN = "Simplified Chinese."
        en    = { doc = "English." }
        ""    = { doc = "Not set.", rust = "NotSet" }
        "1"   = { doc = "One.", rust = "One" }
        SUCCESS = "It worked."
    "#
    ));
}

#[test]
fn events_and_codes() {
    assert_snapshot!(model(
        r#"
        [event.subscribe]
        title    = "关注"
        doc      = "Somebody follows."
        when     = { MsgType = "event", Event = "subscribe" }
        EventKey = "string?"
        CreateTime = "time"
        pic      = "Picture?"
        [event.text_event]
        when = { MsgType = "text" }
        body = { key = "title", type = "string" }
        [event.old]
        name = "Older"
        when = { version = 1 }
        [record.Picture]
        PicMd5Sum = "string"
        [code.40029]
        name  = "INVALID_CODE"
        doc   = "The code is not valid."
        class = "invalid_argument"
        fix   = "Ask for a new one."
        [code.-1]
        name  = "SYSTEM_BUSY"
        doc   = "Busy."
        class = "busy"
        [code.SIGN_ERROR]
        doc   = "Signature."
    "#
    ));
}

#[test]
fn types_of_the_product_and_of_all() {
    let files = Memory::new()
        .with("api/mini-program.toml", PRODUCT)
        .with("api/mini-program/types.toml", "[record.Rgb]\nr = \"u8\"\nmark = \"Watermark?\"\n[enum.Lang]\nen = \"English.\"\n")
        .with("api/common/types.toml", "[record.Watermark]\nappid = \"string\"\n[union.Card]\ntag = \"type\"\nmark = \"Watermark\"\n")
        .with("api/mini-program/test.toml", r#"
            [endpoint.put]
            call     = "POST /put"
            request  = { colour = "Rgb", lang = "Lang?", card = { type = "Card", wire = "inline" }, own = "Own" }
            response = "Watermark"
            [endpoint.send]
            call    = "POST /send"
            request = "Rgb"
            [record.Own]
            marks = "[Watermark]"
        "#);
    let loaded = load_with(files);
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
    let types = loaded.product_types.as_ref().map(show::group).unwrap_or_default();
    let common = loaded.common_types.as_ref().map(show::group).unwrap_or_default();
    assert_snapshot!(format!(
        "{}\n--- product\n{types}\n--- common\n{common}\n--- files\n{:?}",
        show::group(&loaded.group),
        loaded.files()
    ));
}

#[test]
fn defaults_of_what_is_not_set() {
    assert_snapshot!(model(
        r#"
        [endpoint.get_code]
        call = "POST /code"
        [endpoint.get_code.request]
        scene = "string"
        env   = { type = "Env?", default = "$env_version" }
        width = { type = "u32?", default = 430 }
        clear = { type = "bool?", wire = "0/1", default = 0 }
        ratio = { type = "f64?", default = 0.5, in = "query" }
        [enum.Env]
        release = "Released."
    "#
    ));
}

#[test]
fn calls_that_are_signed_over_their_body() {
    assert_snapshot!(model(
        r#"
        sign = "pay"
        [endpoint.query]
        call    = "POST /query"
        request = { openid = "string" }
        [endpoint.both]
        call = "POST /both"
        sign = ["pay", "session"]
        [endpoint.user]
        call = "GET /user"
        sign = "session"
        request = { pay_sig = "string?" }
        [endpoint.upload]
        call    = "POST /upload"
        sign    = "none"
        request = { file = "file" }
    "#
    ));
}
