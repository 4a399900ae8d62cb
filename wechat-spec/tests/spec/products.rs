//! Products: what they inherit, and what can be wrong with them.

use std::path::Path;

use insta::{assert_debug_snapshot, assert_snapshot};
use wechat_spec::model::Product;
use wechat_spec::{Diagnostics, Memory, load_group, load_product};

use crate::PRODUCT;

fn product(text: &str) -> (Option<Product>, Diagnostics) {
    let files = Memory::new().with("api/common.toml", PRODUCT).with("api/mini-program.toml", text);
    load_product(Path::new("api/mini-program.toml"), &files)
}

fn mistakes(text: &str) -> String {
    let (_, diagnostics) = product(text);
    assert!(!diagnostics.is_empty(), "no mistake was found");
    diagnostics.to_string()
}

#[test]
fn a_base_is_merged_in_and_its_rows_can_be_replaced() {
    let (product, diagnostics) = product(
        r#"
title = "小程序"
base  = "common"
kinds = ["mini_program"]

[credential.access_token]
fetch   = "GET /cgi-bin/token"
request = { grant_type = "client_credential", appid = "$appid", secret = "$secret" }
value   = "access_token"
expires = "expires_in"
send    = "query access_token"

[credential.refresh_token]
doc     = "Kept for ever."
pushed  = "authorized RefreshToken"
life    = 3600
stale   = [61023]
durable = true
send    = "body refresh_token"
per     = ["authorizer_appid"]

[credential.refresh_token.recover]
uses    = "access_token"
fetch   = "POST /list"
request = { offset = "$offset", count = 5 }
rows    = "data.list"
value   = "token"
page    = 5

[credential.code]
fetch = "GET /code"
value = "code"
once  = true

[exchange.auth_code]
doc     = "Given by an owner."
uses    = "access_token"
fetch   = "POST /exchange"
host    = "https://open.weixin.qq.com"
request = { id = "$appid", code = "$code" }
per     = { authorizer_appid = "info.appid" }
saves   = { "info.refresh" = "refresh_token", "info.token" = "authorizer_token" }
expires = "info.expires_in"
pushed  = ["authorized Code", "again Code"]
revoked = ["unauthorized AppId"]

[credential.authorizer_token]
doc     = "Of one authorizer."
uses    = "access_token"
fetch   = "POST /cgi-bin/component/api_authorizer_token"
host    = "https://open.weixin.qq.com"
request = { authorizer_appid = "$authorizer_appid", refresh = "$refresh_token", at = "$now" }
value   = "info.token"
send    = "header Authorization"
per     = ["authorizer_appid"]
saves   = { "info.refresh" = "refresh_token" }
"#,
    );
    assert!(diagnostics.is_empty(), "{diagnostics}");
    assert_debug_snapshot!(product);
}

#[test]
fn what_a_product_needs() {
    assert_snapshot!(mistakes("title = \"小程序\"\n"));
}

#[test]
fn wrong_credentials() {
    assert_snapshot!(mistakes(
        r#"
base  = "common"
kinds = ["mini_program"]
auth  = "jsapi_ticket"
[credential.Token]
fetch = "GET /a?b=c"
[credential.nothing]
[credential.both]
fetch  = "GET /a/{id}"
pushed = "event Field"
value  = "a b"
send   = "cookie a"
sign   = "sha1"
stale  = [40001, "x"]
per    = ["Some Thing"]
durable = 1
[credential.pushed]
pushed = "event Field"
value  = "ticket"
[credential.graph]
uses    = "jsapi_ticket"
fetch   = "GET /a"
value   = "a"
request = { a = "$acces_token", b = "$nothing", c = [1] }
saves   = { a = "acess_token", b = 1 }
[credential.unknown]
uses   = "acces_token"
fetch  = "GET /b"
value  = "b"
[credential.one]
uses  = "two"
fetch = "GET /c"
value = "c"
send  = "query c"
[credential.two]
uses  = "one"
fetch = "GET /d"
value = "d"
send  = "query d"
stele = []
"#
    ));
}

#[test]
fn wrong_kinds_of_credentials() {
    assert_snapshot!(mistakes(
        r#"
base  = "common"
kinds = ["mini_program"]
[credential.field]
pushed = "Event"
[credential.lives]
fetch   = "GET /a"
value   = "a"
expires = "b"
life    = 0
[credential.once_pushed]
pushed = "event Field"
once   = true
[credential.once_kept]
fetch   = "GET /b"
value   = "b"
once    = true
durable = true
[credential.listed]
pushed  = "event Field"
recover = { fetch = "GET /list", request = { a = "$ofset" }, page = 2.5, colour = 1 }
[credential.listed_for]
pushed  = "event Field"
per     = ["account"]
recover = { uses = "jsapi_ticket", fetch = "GET /list", request = { a = "$offset", b = "$access_token" }, rows = "a b", value = "v", page = 20 }
[credential.saved]
per = ["account"]
[credential.nowhere]
"#
    ));
}

#[test]
fn wrong_exchanges() {
    assert_snapshot!(mistakes(
        r#"
base  = "common"
kinds = ["mini_program"]
[credential.refresh_token]
per = ["account"]
[exchange.Code]
[exchange.no_code]
uses    = "jsapi_ticket"
fetch   = "POST /a/{b}"
request = { code = "$cod", token = "$access_token" }
per     = { a = "b", c = "d" }
saves   = { token = "refresh_tokn" }
pushed  = ["authorized"]
revoked = "unauthorized AppId"
[exchange.other_account]
fetch   = "POST /a"
request = { code = "$code" }
per     = { "Other Id" = "a b" }
saves   = { token = "refresh_token", ticket = "jsapi_ticket" }
life    = 5
[exchange.not_apart]
fetch   = "POST /b"
request = { code = "$code" }
per     = { account = "account" }
saves   = { token = "refresh_token", ticket = "jsapi_ticket" }
"#
    ));
}

#[test]
fn wrong_bases() {
    assert_snapshot!(mistakes("base = \"comon\"\nkinds = [\"mini_program\"]\n"));
    assert_snapshot!(mistakes("base = \"mini-program\"\nkinds = [\"mini_program\"]\n"));
    let circle = Memory::new()
        .with("api/a.toml", "base = \"b\"\nkinds = [\"a\"]\n")
        .with("api/b.toml", "base = \"a\"\nkinds = [\"a\"]\n");
    let (_, diagnostics) = load_product(Path::new("api/a.toml"), &circle);
    assert!(!diagnostics.is_empty());
}

#[test]
fn a_file_that_is_not_there() {
    let (product, diagnostics) = load_product(Path::new("api/none.toml"), &Memory::new());
    assert_eq!(product, None);
    assert_eq!(diagnostics.to_string(), "api/none.toml: there is no such file");
}

#[test]
fn events_common_to_products() {
    let common = "[event.text]\nwhen = { MsgType = \"text\" }\nContent = \"string\"\n";
    let own =
        "[event.words]\nwhen = { MsgType = \"text\" }\n[event.text]\nwhen = { Event = \"text\" }\n";
    let product = "kinds = [\"mini_program\"]\nhost = \"https://a.example\"\nenvelope = { code = \"errcode\", ok = [0] }\n";
    let files = Memory::new()
        .with("api/common.toml", product)
        .with("api/common/events.toml", common)
        .with("api/mini-program.toml", "base = \"common\"\nkinds = [\"mini_program\"]\n")
        .with("api/mini-program/events.toml", own)
        .with("api/wecom.toml", product)
        .with("api/wecom/events.toml", own);
    let loaded = load_group(Path::new("api/mini-program/events.toml"), &files);
    assert_eq!(loaded.group.common_events.len(), 1);
    assert!(loaded.files().iter().any(|file| file == Path::new("api/common/events.toml")));
    assert_snapshot!(loaded.diagnostics.to_string());
    // Another base, other events.
    let loaded = load_group(Path::new("api/wecom/events.toml"), &files);
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
    assert!(loaded.group.common_events.is_empty());
}
