//! `wechat_api!` from outside: what its errors look like to a user, what a build is told to watch,
//! and that nothing makes it panic.

use insta::assert_snapshot;
use proc_macro2::TokenStream;
use wechat_codegen::{Door, api};

use crate::{compile_errors, files_of};

/// The expansion, in a crate of these files.
fn expand(files: &[(&str, &str)], call: &str) -> TokenStream {
    let dir = files_of(files);
    api(call.parse().unwrap(), &Door { manifest_dir: dir.path().to_owned() })
}

fn errors(files: &[(&str, &str)], call: &str) -> String {
    compile_errors(expand(files, call))
}

const LOYALTY: &str = r#"
[endpoint.add_points]
doc      = "Adds points to a member card."
call     = "POST /card/membercard/updateuser"
request  = { code = "string", add_bonus = "i64", record_bonus = "strng?" }
response = { result_bonus = "i64", openid = "string" }
"#;

#[test]
fn a_mistake_of_a_file() {
    assert_snapshot!(errors(
        &[("api-specs/loyalty.toml", LOYALTY)],
        r#"pub mod loyalty = "api-specs/loyalty.toml""#
    ));
}

#[test]
fn every_mistake_of_every_file_in_one_error() {
    let files = [
        ("api/shop.toml", "host = \"https://shop.example\"\nkind = [\"mini_program\"]\n"),
        ("api/shop/types.toml", "[record.Price]\namount = \"fenn\"\n"),
        (
            "api/shop/orders.toml",
            "[endpoint.list]\ncall = \"GETT /list\"\nresponse = \"Pricee\"\n\"x",
        ),
    ];
    assert_snapshot!(errors(&files, r#"pub mod orders = "api/shop/orders.toml""#));
}

#[test]
fn a_file_that_is_not_there() {
    assert_snapshot!(errors(
        &[("api-specs/loyalty.toml", "")],
        r#"pub mod loyalty = "api-specs/loyalti.toml""#
    ));
}

#[test]
fn a_product_with_mistakes() {
    let product =
        "title = 5\nauth = \"acess_token\"\n[credential.access_token]\nfetch = \"POST /token\"\n";
    assert_snapshot!(errors(
        &[("api/shop.toml", product)],
        r#"pub const SHOP = "api/shop.toml", codes = [a::CODES]"#
    ));
}

#[test]
fn every_file_that_was_read_is_watched() {
    let files = [
        (
            "api/base.toml",
            "host = \"https://a.example\"\nenvelope = { code = \"c\", message = \"m\", ok = [0] }\nkinds = [\"mini_program\"]\n",
        ),
        ("api/shop.toml", "base = \"base\"\nkinds = [\"mini_program\"]\n"),
        ("api/shop/types.toml", "[record.Price]\namount = \"fen\"\n"),
        ("api/common/types.toml", "[record.Mark]\nappid = \"string\"\n"),
        ("api/shop/orders.toml", "[endpoint.list]\ncall = \"GET /list\"\nresponse = \"Price\"\n"),
    ];
    let watched = |call: &str| {
        let text = expand(&files, call).to_string();
        let name = |part: &str| part.split('"').next().unwrap_or_default().to_owned();
        text.split("CARGO_MANIFEST_DIR")
            .skip(1)
            .map(|rest| name(&rest[rest.find("\"/").unwrap() + 2..]))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        watched(r#"mod orders = "api/shop/orders.toml""#),
        [
            "api/shop/orders.toml",
            "api/shop/types.toml",
            "api/common/types.toml",
            "api/shop.toml",
            "api/base.toml"
        ]
    );
    assert_eq!(watched(r#"const SHOP = "api/shop.toml""#), ["api/shop.toml", "api/base.toml"]);
    assert_eq!(
        watched(r#"mod missing = "api/missing.toml""#),
        [""; 0],
        "there is nothing to watch, and an error anyway"
    );
}

#[test]
fn a_module_is_named_by_the_call() {
    let text = expand(
        &[("a/x-y.toml", "[endpoint.list]\ncall = \"GET /list\"\n")],
        r#"pub(crate) mod r#type = "a/x-y.toml""#,
    );
    let text = text.to_string();
    assert!(text.contains("pub (crate) mod r#type"), "{text}");
    assert!(
        text.contains("struct TypeApi")
            && text.contains("fn r#type (& self)")
            && text.contains("\"type.list\""),
        "{text}"
    );
}

#[test]
fn texts_of_a_file_cannot_break_out_of_their_place() {
    let nasty =
        "\\\"'`*/ // {} {0} \\\\ \\u202e \\u0007 \\r # ![x](y) </b> ``` \\n    code\\n#[doc]";
    let file = format!(
        "title = \"{nasty}\"\ndoc = \"{nasty}\"\n[endpoint.list]\ntitle = \"{nasty}\"\ndoc = \"{nasty}\"\nsee = \"https://a.example/(x)[y]_z\"\n\
         deprecated = \"{nasty}\"\ncall = \"GET /list\"\n[endpoint.list.request]\na = {{ const = \"{nasty}\", in = \"query\" }}\n\
         b = {{ type = \"string?\", doc = \"{nasty}\" }}\n[code.1]\nname = \"X\"\ndoc = \"{nasty}\"\nfix = \"{nasty}\"\n"
    );
    let text = expand(&[("a.toml", &file)], r#"mod a = "a.toml""#);
    let errors = compile_errors(text.clone());
    assert!(!errors.contains("please report this"), "{errors}");
    let file: syn::File = syn::parse2(text).unwrap();
    let modules = file.items.iter().filter(|item| matches!(item, syn::Item::Mod(_))).count();
    assert_eq!(modules, 1, "{errors}");
}

#[test]
fn names_that_generated_code_needs() {
    let file = "[endpoint.new]\ncall = \"POST /new\"\nrequest = { a = \"Option\", b = \"OrdersApi\" }\n\
                [record.Option]\n[record.OrdersApi]\n";
    assert_snapshot!(errors(&[("a/x.toml", file)], r#"mod orders = "a/x.toml""#));
}

#[test]
fn no_call_panics() {
    let words = [
        "pub",
        "mod",
        "const",
        "r#mod",
        "a",
        "=",
        "\"a.toml\"",
        "\"\"",
        "\"..\"",
        ",",
        "crate",
        "feature",
        "codes",
        "[",
        "]",
        "(",
        ")",
        "5",
        "::",
        "<",
    ];
    let mut seed = 1_u64;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..9 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(words[(seed >> 33) as usize % words.len()]);
            text.push(' ');
        }
        if let Ok(tokens) = text.parse::<TokenStream>() {
            let door = Door { manifest_dir: env!("CARGO_MANIFEST_DIR").into() };
            drop(api(tokens.clone(), &door));
            let derive: TokenStream =
                format!("#[wechat({text})] struct S {{ client: Client }}").parse().unwrap();
            drop(wechat_codegen::derive(derive, &door));
            drop(wechat_codegen::derive(tokens, &door));
        }
    }
}
