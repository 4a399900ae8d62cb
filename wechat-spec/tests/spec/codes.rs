//! The tables of return codes of `api-specs`: each code says what it means, and those that renew
//! a token are of the class that says so.

use std::collections::HashMap;
use std::path::Path;

use wechat_spec::Catalog;
use wechat_spec::model::{Code, CodeValue, Group};

fn catalog() -> Catalog {
    let (catalog, diagnostics) =
        Catalog::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-specs"));
    assert!(diagnostics.is_empty(), "{diagnostics}");
    catalog
}

/// The tables, by product.
fn tables(catalog: &Catalog) -> HashMap<&str, &Group> {
    let groups = catalog.groups.iter().filter(|group| group.name == "errors");
    groups.map(|group| (group.product.as_str(), group)).collect()
}

/// The tables that a product's errors are looked up in, first to last.
fn of(product: &str) -> &'static [&'static str] {
    match product {
        "wecom" | "wecom_suite" | "wecom_provider" => &["wecom"],
        "mini_program" => &["mini_program", "common"],
        "official_account" => &["official_account", "common"],
        "channels" => &["channels", "common"],
        "dialogue" => &["dialogue"],
        "open_platform" => &["open_platform", "common", "mini_program", "official_account"],
        _ => &["common"],
    }
}

fn find<'c>(tables: &HashMap<&str, &'c Group>, product: &str, number: i64) -> Option<&'c Code> {
    let wanted = CodeValue::Number(number);
    of(product)
        .iter()
        .filter_map(|table| tables.get(table))
        .flat_map(|group| &group.codes)
        .find(|code| code.value == wanted)
}

/// Whether a text is one or more plain sentences.
fn is_prose(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '`');
    starts
        && text.ends_with(['.', '?', ')'])
        && !text.contains("  ")
        && !text.contains("..")
        && text.matches('`').count().is_multiple_of(2)
        && !text.contains(['\n', '\t'])
}

#[test]
fn every_code_has_a_name_and_a_meaning() {
    let catalog = catalog();
    let mut wrong = Vec::new();
    for (product, group) in tables(&catalog) {
        for code in &group.codes {
            let right = !code.name.is_empty()
                && is_prose(&code.doc)
                && code.doc.chars().count() < 160
                && (code.fix.is_empty() || is_prose(&code.fix));
            if !right {
                wrong.push(format!("{product} {code:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_that_is_known_is_there() {
    let catalog = catalog();
    let tables = tables(&catalog);
    let least = [
        ("common", 320),
        ("mini_program", 750),
        ("official_account", 1040),
        ("open_platform", 60),
        ("channels", 5),
        ("wecom", 1420),
    ];
    for (product, least) in least {
        assert!(tables[product].codes.len() >= least, "{product} has lost return codes");
    }
}

#[test]
fn codes_that_renew_a_credential_are_of_that_class() {
    let catalog = catalog();
    let tables = tables(&catalog);
    for product in &catalog.products {
        for credential in &product.credentials {
            for number in &credential.stale {
                let code = find(&tables, &product.name, *number);
                assert_eq!(
                    code.map(|code| code.class.as_str()),
                    Some("stale_credential"),
                    "{} {} {number}",
                    product.name,
                    credential.name
                );
            }
        }
    }
}

/// WeCom uses numbers of WeChat for other things.
#[test]
fn tables_that_disagree_are_apart() {
    let catalog = catalog();
    let tables = tables(&catalog);
    let class = |product, number| find(&tables, product, number).map(|code| code.class.as_str());
    for product in ["mini_program", "official_account", "channels", "open_platform"] {
        assert_eq!(class(product, 40001), Some("stale_credential"), "{product}");
    }
    // The secret is wrong: a new token is no help.
    assert_eq!(class("wecom", 40001), Some("invalid_argument"));
    let name = |product, number| find(&tables, product, number).map(|code| code.name.as_str());
    assert_eq!(name("wecom", 42007), Some("PRE_AUTH_CODE_EXPIRED"));
    assert_eq!(name("wecom", 45029), Some("RESPONSE_TOO_LARGE"));
    assert_eq!(name("mini_program", 45029), Some("CODE_COUNT_REACHED"));
    // A product's own meaning comes before that of others.
    assert_eq!(name("mini_program", 61010), Some("USER_VISIT_EXPIRED"));
    assert_eq!(name("open_platform", 61010), Some("AUTHORIZATION_CODE_EXPIRED"));
    // A shared code is not repeated.
    for product in ["mini_program", "official_account", "channels", "open_platform"] {
        for code in &tables[product].codes {
            let shared = tables["common"].codes.iter().find(|other| other.value == code.value);
            if let Some(shared) = shared {
                assert_ne!(shared.doc, code.doc, "{product} repeats {:?}", code.value);
            }
        }
    }
}
