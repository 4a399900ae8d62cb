//! A product file as constants: its host, envelope, credentials, exchanges and return codes.

use std::fmt::Write as _;

use wechat_spec::model::{Credential, Exchange, Fetch, Product, Pushed, Recover, Send, Sign};

use super::endpoint::{envelope, method, value};
use super::rust::literal;

/// The text of the value of a product, with the runtime as `rt`. `codes` are the paths of its tables of return codes.
pub fn product(product: &Product, codes: &[String]) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "rt::Product {{\nname: {},\nhost: {},\nenvelope: {},\nauth: {},",
        literal(&product.name),
        literal(&product.host),
        envelope(&product.envelope),
        option(product.auth.as_deref())
    );
    let credentials: String = product.credentials.iter().map(credential).collect();
    let exchanges: String = product.exchanges.iter().map(exchange).collect();
    let _ = writeln!(out, "credentials: &[{credentials}],\nexchanges: &[{exchanges}],");
    let _ = writeln!(out, "codes: &[{}],\n}}", codes.join(", "));
    out
}

fn option(text: Option<&str>) -> String {
    some(text.map(literal))
}

fn some(value: Option<String>) -> String {
    match value {
        Some(value) => format!("rt::Option::Some({value})"),
        None => "rt::Option::None".to_owned(),
    }
}

/// Only what is not as in `NEW` is said.
fn credential(item: &Credential) -> String {
    let mut out = format!("rt::Credential {{ name: {}, ", literal(&item.name));
    let mut say = |name: &str, differs: bool, value: String| {
        if differs {
            let _ = write!(out, "{name}: {value}, ");
        }
    };
    say("uses", item.uses.is_some(), option(item.uses.as_deref()));
    say("fetch", item.fetch.is_some(), some(item.fetch.as_ref().map(fetch)));
    say("pushed", item.pushed.is_some(), some(item.pushed.as_ref().map(pushed)));
    say("send", item.send.is_some(), some(item.send.as_ref().map(send)));
    say("sign", item.sign.is_some(), some(item.sign.map(sign)));
    say("stale", !item.stale.is_empty(), list(&item.stale, i64::to_string));
    say("per", !item.per.is_empty(), list(&item.per, |key| literal(key)));
    say("durable", item.durable, "true".to_owned());
    say("once", item.once, "true".to_owned());
    say("life", item.life.is_some(), some(item.life.map(|life| life.to_string())));
    say("saves", !item.saves.is_empty(), list(&item.saves, pair));
    say("recover", item.recover.is_some(), some(item.recover.as_ref().map(recover)));
    out.push_str("..rt::Credential::NEW },\n");
    out
}

fn exchange(item: &Exchange) -> String {
    format!(
        "rt::Exchange {{ name: {}, uses: {}, fetch: {}, per: {}, saves: {}, pushed: {}, revoked: {} }},\n",
        literal(&item.name),
        option(item.uses.as_deref()),
        fetch(&item.fetch),
        literal(&item.per),
        list(&item.saves, pair),
        list(&item.pushed, pushed),
        list(&item.revoked, pushed)
    )
}

fn recover(item: &Recover) -> String {
    format!(
        "rt::Recover {{ uses: {}, fetch: {}, rows: {}, page: {} }}",
        option(item.uses.as_deref()),
        fetch(&item.fetch),
        literal(&item.rows),
        item.page
    )
}

fn fetch(fetch: &Fetch) -> String {
    let request = list(&fetch.request, |(name, constant)| {
        format!("({}, {})", literal(name), value(constant))
    });
    format!(
        "rt::Fetch {{ method: rt::Method::{}, path: {}, host: {}, request: {request}, value: {}, expires: {} }}",
        method(fetch.method),
        literal(&fetch.path),
        option(fetch.host.as_deref()),
        literal(&fetch.value),
        option(fetch.expires.as_deref())
    )
}

fn send(send: &Send) -> String {
    let (kind, name) = match send {
        Send::Query(name) => ("Query", name),
        Send::Header(name) => ("Header", name),
        Send::Body(name) => ("Body", name),
    };
    format!("rt::Send::{kind}({})", literal(name))
}

fn sign(sign: Sign) -> String {
    match sign {
        Sign::Md5 => "rt::Sign::Md5".to_owned(),
    }
}

fn pushed(pushed: &Pushed) -> String {
    format!("rt::Pushed {{ event: {}, field: {} }}", literal(&pushed.event), literal(&pushed.field))
}

fn pair((from, to): &(String, String)) -> String {
    format!("({}, {})", literal(from), literal(to))
}

fn list<T>(items: &[T], text: impl Fn(&T) -> String) -> String {
    format!("&[{}]", items.iter().map(text).collect::<Vec<_>>().join(", "))
}
