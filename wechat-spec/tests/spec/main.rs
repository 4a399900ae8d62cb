//! One binary for all tests of the crate.

mod agree;
mod catalog;
mod codes;
mod invariants;
mod look;
mod mistakes;
mod never_panics;
mod oddities;
mod products;
mod schema;
mod show;

use std::path::Path;

use wechat_spec::{Loaded, Memory, load_group};

/// A product with one credential that calls carry and one that they do not.
pub(crate) const PRODUCT: &str = r#"
title    = "小程序"
host     = "https://api.weixin.qq.com"
envelope = { code = "errcode", message = "errmsg", ok = [0] }
kinds    = ["mini_program"]
auth     = "access_token"

[credential.access_token]
fetch   = "POST /cgi-bin/stable_token"
request = { grant_type = "client_credential", appid = "$appid", secret = "$secret", force_refresh = "$force" }
value   = "access_token"
expires = "expires_in"
send    = "query access_token"
stale   = [40001, 40014, 42001]

[credential.jsapi_ticket]
uses    = "access_token"
fetch   = "GET /cgi-bin/ticket/getticket"
request = { type = "jsapi" }
value   = "ticket"
expires = "expires_in"
"#;

/// A group of that product.
pub(crate) fn load(text: &str) -> Loaded {
    load_with(
        Memory::new()
            .with("api/mini-program/test.toml", text)
            .with("api/mini-program.toml", PRODUCT),
    )
}

/// The group `api/mini-program/test.toml` of these files.
pub(crate) fn load_with(files: Memory) -> Loaded {
    load_group(Path::new("api/mini-program/test.toml"), &files)
}

/// A file without a product.
pub(crate) fn load_alone(text: &str) -> Loaded {
    load_group(Path::new("api/loyalty.toml"), &Memory::new().with("api/loyalty.toml", text))
}

/// What the model of a right file looks like.
pub(crate) fn model(text: &str) -> String {
    let loaded = load(text);
    assert!(loaded.diagnostics.is_empty(), "{}", loaded.diagnostics);
    show::group(&loaded.group)
}

/// What is said about a wrong file.
pub(crate) fn mistakes(text: &str) -> String {
    let loaded = load(text);
    assert!(!loaded.diagnostics.is_empty(), "no mistake was found");
    loaded.diagnostics.to_string()
}
