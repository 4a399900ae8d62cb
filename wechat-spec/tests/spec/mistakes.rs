//! Every class of mistake, and what is said about it.

use insta::assert_snapshot;
use wechat_spec::Memory;

use crate::{PRODUCT, load, load_alone, load_with, mistakes};

/// Runs a text through `mistakes` and snapshots what is said.
macro_rules! says {
    ($($(#[$doc:meta])* $name:ident: $text:expr;)*) => {
        $($(#[$doc])* #[test] fn $name() { assert_snapshot!(mistakes($text)); })*
    };
}

says! {
    unknown_keys: r#"
titel = "登录"
[endpoint.a]
call = "GET /a"
respons = "text"
headers = {}
request = { x = { type = "string", docs = "Typo.", where = "query" } }
envelope = { code = "errcode", msg = "errmsg" }
[event.e]
when = { a = "b" }
[code.1]
doc = "One."
clas = "busy"
[endpont.b]
"#;

    wrong_toml_types: r#"
title = 3
kinds = "mini_program"
endpoint = "none"
record = []
[code.1]
doc = ["One."]
"#;

    wrong_toml_types_in_an_endpoint: r#"
[endpoint.a]
call = ["GET", "/a"]
request = 3
response = true
idempotent = "yes"
deprecated = true
ok = 0
envelope = "errcode"
body = 1
[endpoint.b]
call = "GET /b"
request = { x = 3, y = ["string"], z = { type = 4 } }
[enum]
Kind = "a"
[union.U]
tag = 1
layout = 2
a = 3
"#;

    unknown_types: r#"
[endpoint.a]
call    = "POST /a"
request = { a = "strng?", b = "[Watermrk]", c = "int", d = "{Boolean}?", e = "number", f = "Nothing", g = "wat" }
response = { mark = "Watermark" }
[record.Watermark]
appid = "string"
"#;

    malformed_types: r#"
[endpoint.a]
call    = "POST /a"
request = { a = "[string", b = "[string?]", c = "string[]", d = "", e = "{}", f = "[[[[[[[[[[string]]]]]]]]]]", g = "string??" }
"#;

    files_where_none_can_be: r#"
[endpoint.lists]
call    = "POST /a"
request = { a = "[file]", b = "{file}?" }
[endpoint.two]
call    = "POST /b"
request = { a = "file", b = "file?" }
[endpoint.nesting]
call    = "POST /c"
request = { a = "Nested" }
[endpoint.in_query]
call    = "GET /d"
request = { a = { type = "file", in = "query" }, b = "file" }
[endpoint.in_json]
call    = "POST /e"
body    = "json"
request = { a = "file" }
[record.Nested]
a = "file"
"#;

    get_with_a_body: r#"
[endpoint.a]
call    = "GET /a"
request = { x = { type = "string", in = "body" }, y = { const = 1, in = "body" } }
[endpoint.b]
call    = "GET /b"
body    = "json"
request = { x = "string" }
"#;

    path_parameters: r#"
[endpoint.a]
call    = "POST /a/{idd}/{other}"
request = { id = "string" }
[endpoint.b]
call    = "GET /b"
request = { id = { type = "string", in = "path" } }
[endpoint.c]
call    = "GET /c/{id}"
request = { id = "string?" }
[endpoint.d]
call    = "GET /d/{id}"
request = { id = { const = "1" } }
[endpoint.e]
call    = "GET /e/{ids}"
request = { ids = "[string]" }
[endpoint.f]
call    = "GET /f/{id}"
[endpoint.g]
call    = "GET /g/{id}/{id}"
request = { id = "string" }
"#;

    calls: r#"
[endpoint.none]
[endpoint.no_path]
call = "POST"
[endpoint.no_method]
call = "/cgi-bin/a"
[endpoint.method]
call = "PSOT /a"
[endpoint.lower]
call = "get /a"
[endpoint.fetch]
call = "FETCH /a"
[endpoint.slash]
call = "GET cgi-bin/a"
[endpoint.host]
call = "GET https://api.weixin.qq.com/a"
[endpoint.query]
call = "GET /a?type=jsapi"
[endpoint.space]
call = "GET /a b"
[endpoint.two_spaces]
call = "GET  /a"
[endpoint.braces]
call = "GET /a/{id"
[endpoint.brace]
call = "GET /a}/b"
[endpoint.nothing]
call = "GET /a/{}"
"#;

    constants: r#"
[endpoint.a]
call = "POST /a"
[endpoint.a.request]
both  = { type = "string", const = "x" }
none  = { doc = "Nothing." }
list  = { const = [1] }
var   = { const = "$appd" }
other = { const = "$access_token" }
named = { const = 1, rust = "n", private = true }
inf   = { const = inf }
"#;

    defaults: r#"
[endpoint.a]
call = "POST /a"
response = { late = { type = "string?", default = "x" } }
[endpoint.a.request]
must  = { type = "string", default = "x" }
text  = { type = "string?", default = 1 }
width = { type = "u32?", default = "wide" }
clear = { type = "bool?", wire = "0/1", default = true }
begin = { type = "time?", wire = "yyyy-MM-dd", default = 0 }
env   = { type = "string?", default = "$env_versoin" }
list  = { type = "[string]?", default = "x" }
none  = { type = "string?", default = ["x"] }
both  = { const = 1, default = 2 }
inner = "Inner?"
[record.Inner]
page = { type = "string?", default = "x" }
"#;

    forms_that_do_not_suit: r#"
[endpoint.a]
call = "POST /a"
[endpoint.a.request]
a = { type = "string", wire = "0/1" }
b = { type = "i64", wire = "Y/N" }
c = { type = "string", wire = "text" }
d = { type = "i64", wire = "number" }
e = { type = "i64", wire = "unix" }
f = { type = "string", wire = "joined ," }
g = { type = "[Item]", wire = "joined ;" }
h = { type = "string", wire = "json" }
i = { type = "Item", wire = "one-or-many" }
j = { type = "{Item}", wire = "indexed" }
k = { type = "Item", wire = "rest" }
l = { type = "string", wire = "inline" }
m = { type = "[Item]", wire = "inline" }
n = { type = "time", wire = "unixms" }
o = { type = "bool", wire = "yes" }
[record.Item]
id = "string"
"#;

    the_rest: r#"
[endpoint.a]
call    = "POST /a"
request = { a = { type = "{string}", wire = "rest" }, b = { type = "{string}", wire = "rest" } }
[endpoint.b]
call    = "POST /b"
request = { a = { type = "{string}?", wire = "rest", in = "query" } }
"#;

    inline_twice: r#"
[endpoint.a]
call    = "POST /a"
request = { msgtype = "string", text = "string", message = { type = "Message", wire = "inline" }, more = { type = "Text", wire = "inline" }, again = { type = "Text", wire = "inline" }, loop = "Loop" }
[union.Message]
tag  = "msgtype"
text = "Text"
[record.Text]
content = "string"
[record.Loop]
own = { type = "Loop?", wire = "inline" }
"#;

    places_that_do_not_fit: r#"
[endpoint.a]
call    = "GET /a"
request = { item = "Item", list = "[string]", map = "{string}", any = "json" }
[endpoint.b]
call    = "POST /b"
request = { "X Y" = { type = "string", in = "header" }, item = { type = "Item", in = "header" }, z = { type = "string", in = "cookie" } }
[endpoint.c]
call    = "POST /c"
body    = "form"
request = { item = "Item", list = "[string]" }
[record.Item]
id = "string"
"#;

    bodies: r#"
[endpoint.raw]
call    = "POST /a"
body    = "raw"
request = { data = "file", name = "string", kind = { const = 1 } }
[endpoint.raw_empty]
call    = "POST /b"
body    = "raw"
request = { name = { type = "string", in = "query" } }
[endpoint.raw_optional]
call    = "POST /c"
body    = "raw"
request = { data = "file?" }
[endpoint.text]
call    = "POST /d"
body    = "text"
request = { a = "string", b = "string" }
[endpoint.none]
call    = "POST /e"
body    = "none"
request = { a = { type = "string", in = "body" } }
[endpoint.word]
call    = "POST /f"
body    = "jsn"
"#;

    unions: r#"
[endpoint.put]
call    = "POST /a"
request = { a = "A", b = "B", c = "C", d = "D" }
[union.A]
tag  = "type"
text = "Nothing"
kind = "Kind"
name = "string"
other = "Text"
[union.B]
layout = "nested"
[union.C]
tag       = "type"
layout    = "flat"
text      = { type = "Text", content = "x" }
text_     = { type = "Text", wire = "text" }
view_page = "Text"
viewPage  = "Text"
[union.D]
tag    = "content"
layout = "flat"
text   = "Text"
[record.Text]
content = "string"
[enum.Kind]
a = "A."
"#;

    enums: r#"
[endpoint.put]
call    = "POST /a"
request = { a = "A", b = "B", c = "C", d = "D" }
[enum.A]
[enum.B]
_type = "int"
1 = "One."
"男" = "Male."
zh_CN = "One."
zhCN = "Two."
unknown = "Kept for others."
[enum.C]
_type = "i64"
one = "One."
01 = { doc = "One.", rust = "One" }
2 = { doc = "Two.", rust = "two" }
[enum.D]
a = 1
b = { dok = "B." }
Self = "Itself."
"#;

    names_that_are_taken_or_wrong: r#"
[endpoint.get_user]
call     = "GET /a"
request  = { a = "string" }
response = { user = "GetUser", b = "GetUserResponse" }
[endpoint.GetThing]
call = "GET /b"
name = "get_thing"
[record.GetUser]
a = "string"
[enum.GetUserResponse]
a = "A."
[record.user_info]
a = "string"
[record.Self]
a = "string"
[event.get_user_response]
name = "GetUser"
when = { a = "b" }
"#;

    field_names: r#"
[endpoint.a]
call = "POST /a"
[endpoint.a.request]
openId  = "string"
open_id = "string"
"姓名"  = "string"
"1st"   = "string"
self    = "string"
good    = { type = "string", rust = "Bad" }
fresh   = { type = "string?", rust = "new" }
twice   = "string"
again   = { key = "twice", type = "i64", rust = "again" }
""      = "string"
"#;

    left_over: r#"
[endpoint.a]
call    = "POST /a"
request = { used = "Used" }
[record.Used]
a = "string"
[record.Left]
a = "Lonely"
b = "Nobody"
[enum.Lonely]
a = "A."
[union.Nobody]
tag = "type"
used = "Used"
[record.Loop]
own = "[Loop]"
"#;

    without_end: r#"
[endpoint.put]
call    = "POST /a"
request = { a = "A", b = "B", fine = "Fine" }
[record.A]
a = "A"
[record.B]
c = "C"
[record.C]
b = "B"
[record.Fine]
own = "[Fine]"
maybe = "Fine?"
"#;

    the_same_call: r#"
[endpoint.a]
call = "POST /a"
[endpoint.b]
call = "POST /a"
request = { action = { const = "b" } }
[endpoint.c]
call = "POST /a"
request = { action = { const = "c" } }
"#;

    one_request_in_two_ways: r#"
[endpoint.a]
call    = "POST /a"
request = "Thing"
[endpoint.b]
call    = "GET /b"
request = "Thing"
[endpoint.c]
call    = "POST /c"
request = { thing = "Placed" }
[endpoint.d]
call    = "POST /d"
request = "Placed"
[record.Thing]
id = "string"
[record.Placed]
id   = { type = "string", in = "query" }
kind = { const = "x" }
"#;

    places_and_constants_of_answers: r#"
[endpoint.a]
call     = "GET /a"
response = { a = { type = "string", in = "query" }, b = { const = 1 }, c = "Inner" }
[record.Inner]
d = { type = "string", in = "body" }
e = { const = 1 }
[event.e]
when = { a = "b" }
f = { type = "string", in = "header" }
g = { const = 1 }
"#;

    requests_and_responses: r#"
[endpoint.a]
call     = "POST /a"
request  = "Nothing"
response = "bytes"
[endpoint.b]
call     = "POST /b"
request  = "Kind"
response = "Usr"
[endpoint.c]
call     = "POST /c"
request  = "binary"
response = "User"
[record.User]
kind = "Kind"
[enum.Kind]
a = "A."
"#;

    credentials_and_hosts: r#"
[endpoint.a]
call = "GET /a"
auth = "acess_token"
[endpoint.b]
call = "GET /b"
auth = "jsapi_ticket"
[endpoint.c]
call = "GET /c"
host = "api.weixin.qq.com"
[endpoint.d]
call = "GET /d"
host = "https://api.weixin.qq.com/"
see  = "developers.weixin.qq.com"
[endpoint.e]
call = "GET /e"
auth = ""
"#;

    what_a_group_says_of_its_calls: r#"
host     = "chatbot.weixin.qq.com"
auth     = "acess_token"
envelope = { message = "error" }
[endpoint.a]
call = "GET /a"
[endpoint.b]
call = "GET /b"
[endpoint.c]
call    = "POST /c/{TOKEN}/{id}"
body    = "encrypted_xml"
request = { TOKEN = { const = "$tokn" }, id = { const = "1" } }
"#;

    rules_and_envelopes: r#"
[endpoint.a]
call = "GET /a"
ok   = "ret = 0"
[endpoint.b]
call = "GET /b"
ok   = ["body", "ret in 0, 1", 3, "a b == 1"]
[endpoint.c]
call     = "GET /c"
envelope = { message = "errmsg", ok = [] }
[endpoint.d]
call     = "GET /d"
envelope = { code = "err code", ok = [0.5] }
"#;

    control_characters: "
title = \"a\\u0007b\"
doc   = \"one\\ntwo\\u001b[31m\"
[endpoint.a]
call  = \"GET /a\"
title = \"two\\nlines\"
doc   = \"turned \\u202e around\"
";

    events: r#"
[event.Subscribe]
title = "关注"
[event.empty]
when = {}
[event.a]
when = { Event = "a", MsgType = "event" }
[event.b]
when = { MsgType = "event", Event = "a" }
[event.c]
when = { MsgType = ["event"] }
[event.d]
when = "event"
"#;

    codes: r#"
[code.40001]
name  = "invalid"
class = "stale"
[code."40-1"]
doc = "No code."
[code.1]
doc  = "One."
name = "SAME"
[code.2]
doc  = "Two."
name = "SAME"
[code.SIGN]
doc = "Word."
[code."+1"]
doc = "One."
"#;

    kinds: r#"
kinds = ["mini_progam", "wecom", "Mini"]
"#;
}

#[test]
fn syntax_errors_and_what_else_is_wrong() {
    assert_snapshot!(mistakes(
        r#"
title = 小程序
[endpoint.a]
call = "GET /a
doc  = 'fine'
request = { a = "string", b = }
respnse = "text"
[endpoint.b
call = "GET /b"
[endpoint.c]
call = "GET /c"
call = "GET /c"
kinds = [
  "a",
  b,
  "c",
]
[endpoint.a]
call = "GET /again"
[endpoint.d]
call = "GTE /d"
date = 2024-01-01
"#
    ));
}

#[test]
fn many_syntax_errors_are_bounded() {
    let loaded = load(&"a b c\n".repeat(500));
    assert_eq!(loaded.diagnostics.len(), 20);
}

#[test]
fn a_file_that_ends_early() {
    assert_snapshot!(mistakes("[endpoint.a]\ncall = \"GET /a\"\nrequest = { a = \"string\",\n\n"));
}

#[test]
fn a_file_that_is_not_there() {
    assert_snapshot!(load_with(Memory::new()).diagnostics.to_string(), @"api/mini-program/test.toml: there is no such file");
    let beside = Memory::new()
        .with("api/mini-program/tests.toml", "")
        .with("api/mini-program/b/test.toml", "");
    assert_snapshot!(load_with(beside).diagnostics.to_string(), @r"
    api/mini-program/test.toml: there is no such file
      help: did you mean `tests.toml`
    ");
}

#[test]
fn alone_a_credential_is_taken_on_trust() {
    let loaded = load_alone("[endpoint.a]\ncall = \"GET /a\"\nauth = \"my_token\"\n");
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
    let loaded = load_alone("[endpoint.a]\ncall = \"GET /a\"\nauth = \"My Token\"\n");
    assert_snapshot!(loaded.diagnostics.to_string());
}

#[test]
fn mistakes_of_the_types_and_the_product_are_told_too() {
    let files = Memory::new()
        .with("api/mini-program.toml", PRODUCT.replace("send    = \"query access_token\"", ""))
        .with("api/mini-program/types.toml", "[endpoint.x]\ncall = \"GET /x\"\n[record.A]\na = { type = \"strin\", in = \"query\" }\n[record.Unused]\n")
        .with("api/common/types.toml", "[record.B]\na = \"A\"\n")
        .with("api/mini-program/test.toml", "[endpoint.a]\ncall = \"GET /a\"\nrequest = \"B\"\nresponse = { a = \"A\", b = \"Bb\" }\n");
    assert_snapshot!(load_with(files).diagnostics.to_string());
}

#[test]
fn what_is_right_stays_next_to_what_is_wrong() {
    let loaded = load(
        r#"
[endpoint.login]
call     = "GOT /login"
request  = { code = "string", bad = "strng", more = "u32?" }
response = { openid = "string", session = "Sesion" }
[endpoint.other]
request = "Missing"
"#,
    );
    assert_eq!(loaded.diagnostics.len(), 5, "{}", loaded.diagnostics);
    assert_snapshot!(crate::show::group(&loaded.group));
}

#[test]
fn how_a_call_is_signed() {
    assert_snapshot!(mistakes(
        r#"
[endpoint.word]
call = "POST /word"
sign = "pays"
[endpoint.number]
call = "POST /number"
sign = 1
[endpoint.empty]
call = "POST /empty"
sign = []
[endpoint.twice]
call = "POST /twice"
sign = ["pay", "pay", "none"]
[endpoint.upload]
call    = "POST /upload"
sign    = "pay"
request = { file = "file" }
[endpoint.field]
call    = "POST /field"
sign    = ["pay", "session"]
request = { pay_sig = { type = "string?", in = "query" }, signature = "string" }
"#
    ));
}
