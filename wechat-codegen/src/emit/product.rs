//! A product file as constants: its host, envelope, credentials and return codes.

use std::fmt::Write as _;

use wechat_spec::model::{Credential, Product, Send};

use super::endpoint::{envelope, method, value};
use super::rust::literal;

/// The text of the value of a product, with the runtime as `rt`. `codes` are the paths of its tables of return codes.
pub fn product(product: &Product, codes: &[String]) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "rt::Product {{\nname: {},\nhost: {},\nenvelope: {},\nauth: {},\ncredentials: &[",
        literal(&product.name),
        literal(&product.host),
        envelope(&product.envelope),
        option(product.auth.as_deref())
    );
    for item in &product.credentials {
        credential(&mut out, item);
    }
    let _ = writeln!(out, "],\ncodes: &[{}],\n}}", codes.join(", "));
    out
}

fn option(text: Option<&str>) -> String {
    match text {
        Some(text) => format!("rt::Option::Some({})", literal(text)),
        None => "rt::Option::None".to_owned(),
    }
}

fn credential(out: &mut String, item: &Credential) {
    let fetch = match &item.fetch {
        None => "rt::Option::None".to_owned(),
        Some(fetch) => {
            let request: Vec<String> = fetch
                .request
                .iter()
                .map(|(name, constant)| format!("({}, {})", literal(name), value(constant)))
                .collect();
            format!(
                "rt::Option::Some(rt::Fetch {{ method: rt::Method::{}, path: {}, host: {}, request: &[{}], value: {}, expires: {} }})",
                method(fetch.method),
                literal(&fetch.path),
                option(fetch.host.as_deref()),
                request.join(", "),
                literal(&fetch.value),
                option(fetch.expires.as_deref())
            )
        }
    };
    let send = match &item.send {
        None => "rt::Option::None".to_owned(),
        Some(send) => {
            let (kind, name) = match send {
                Send::Query(name) => ("Query", name),
                Send::Header(name) => ("Header", name),
                Send::Body(name) => ("Body", name),
            };
            format!("rt::Option::Some(rt::Send::{kind}({}))", literal(name))
        }
    };
    let stale: Vec<String> = item.stale.iter().map(i64::to_string).collect();
    let per: Vec<String> = item.per.iter().map(|key| literal(key)).collect();
    let saves: Vec<String> = item
        .saves
        .iter()
        .map(|(from, to)| format!("({}, {})", literal(from), literal(to)))
        .collect();
    let _ = writeln!(
        out,
        "rt::Credential {{ name: {}, uses: {}, fetch: {fetch}, pushed: {}, send: {send}, stale: &[{}], per: &[{}], durable: {}, saves: &[{}], ..rt::Credential::NEW }},",
        literal(&item.name),
        option(item.uses.as_deref()),
        option(item.pushed.as_deref()),
        stale.join(", "),
        per.join(", "),
        item.durable,
        saves.join(", ")
    );
}
