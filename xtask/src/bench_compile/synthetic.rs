//! A made-up API in three forms: spec files, serde derives, bare structs. The three say the same:
//! `endpoints` endpoints in groups, a request and a response record each, 8 fields a record.

use std::fmt::Write as _;

/// Endpoints in a file: even, so that neighbours are in one.
const GROUP: usize = 20;

/// Types of the fields without nesting: (of specs, of Rust).
const TYPES: [(&str, &str); 7] = [
    ("string", "String"),
    ("string?", "Option<String>"),
    ("i64", "i64"),
    ("i64?", "Option<i64>"),
    ("bool", "bool"),
    ("f64?", "Option<f64>"),
    ("[string]", "Vec<String>"),
];

/// What a field holds.
enum Holds {
    Plain(&'static str, &'static str),
    /// An optional record.
    Record(String),
    /// A list of records.
    Records(String),
}

/// The fields of the `half` (request or response) of an endpoint. Every second record nests its
/// neighbour, once as an option and once in a list; the others nest nothing.
fn fields(endpoint: usize, half: &str) -> Vec<(String, Holds)> {
    let shift = endpoint * 2 + usize::from(half == "Response");
    (0..8)
        .map(|index| {
            let neighbour = || format!("Thing{}{half}", endpoint - 1);
            let holds = match index {
                6 if endpoint % 2 == 1 => Holds::Records(neighbour()),
                7 if endpoint % 2 == 1 => Holds::Record(neighbour()),
                _ => {
                    let (spec, rust) = TYPES[(shift + index) % TYPES.len()];
                    Holds::Plain(spec, rust)
                }
            };
            (format!("field_{index}"), holds)
        })
        .collect()
}

/// How many files there are.
pub(crate) fn groups(endpoints: usize) -> usize {
    endpoints.div_ceil(GROUP)
}

fn members(group: usize, endpoints: usize) -> std::ops::Range<usize> {
    group * GROUP..((group + 1) * GROUP).min(endpoints)
}

/// A group as a spec file.
pub(crate) fn spec(group: usize, endpoints: usize) -> String {
    let mut out = format!(
        "title = \"测试 {group}\"\ndoc = \"A made-up group.\"\nkinds = [\"mini_program\"]\n"
    );
    for endpoint in members(group, endpoints) {
        let _ = writeln!(
            out,
            "\n[endpoint.thing_{endpoint}]\nname = \"Thing{endpoint}\"\ntitle = \"测试接口\"\n\
             doc = \"Does the {endpoint}th thing to what the request names.\"\n\
             see = \"https://example.com/doc/thing_{endpoint}.html\"\ncall = \"POST /cgi-bin/thing/{endpoint}\""
        );
        for (table, half) in [("request", ""), ("response", "Response")] {
            let _ = writeln!(out, "\n[endpoint.thing_{endpoint}.{table}]");
            for (name, holds) in fields(endpoint, half) {
                let ty = match holds {
                    Holds::Plain(spec, _) => spec.to_owned(),
                    Holds::Record(record) => format!("{record}?"),
                    Holds::Records(record) => format!("[{record}]"),
                };
                let _ =
                    writeln!(out, "{name} = {{ type = \"{ty}\", doc = \"What {name} says.\" }}");
            }
        }
    }
    out
}

/// A crate's source that declares all groups from their spec files.
pub(crate) fn ours(endpoints: usize) -> String {
    let mut out = String::from("//! From spec files.\n");
    for group in 0..groups(endpoints) {
        let _ = writeln!(
            out,
            "wechat_app::wechat_api!(pub mod group_{group} = \"specs/group-{group}.toml\");"
        );
    }
    out
}

/// The same with derives of serde, and an async function an endpoint.
pub(crate) fn serde(endpoints: usize) -> String {
    let mut out = String::from(SERDE_CLIENT);
    structs(&mut out, endpoints, "Serialize, Deserialize, Clone, Debug, Default", true);
    for group in 0..groups(endpoints) {
        out.push_str("impl Client {\n");
        for endpoint in members(group, endpoints) {
            let _ = writeln!(
                out,
                "    /// Does the {endpoint}th thing.\n    pub async fn thing_{endpoint}(&self, request: &Thing{endpoint}) -> Result<Thing{endpoint}Response, Error> {{\n        \
                 self.post(\"/cgi-bin/thing/{endpoint}\", request).await\n    }}"
            );
        }
        out.push_str("}\n");
    }
    out
}

/// The client of the serde form. Its transport is nothing, which costs less than a real one would.
const SERDE_CLIENT: &str = r#"//! By serde.
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
pub type Error = serde_json::Error;
pub struct Client;
impl Client {
    pub async fn post<Q: Serialize, R: DeserializeOwned>(&self, path: &str, request: &Q) -> Result<R, Error> {
        let body = serde_json::to_vec(request)?;
        let answer = send(path, body).await;
        serde_json::from_slice(&answer)
    }
}
async fn send(_path: &str, body: Vec<u8>) -> Vec<u8> {
    std::future::ready(body).await
}
"#;

/// Nothing but the structs.
pub(crate) fn bare(endpoints: usize) -> String {
    let mut out = String::from("//! Bare structs.\n");
    structs(&mut out, endpoints, "Clone, Default", false);
    out
}

fn structs(out: &mut String, endpoints: usize, derives: &str, serde: bool) {
    for endpoint in 0..endpoints {
        for half in ["", "Response"] {
            let _ = writeln!(out, "#[derive({derives})]");
            if serde {
                out.push_str("#[serde(default)]\n");
            }
            let _ = writeln!(out, "pub struct Thing{endpoint}{half} {{");
            for (name, holds) in fields(endpoint, half) {
                let ty = match holds {
                    Holds::Plain(_, rust) => rust.to_owned(),
                    Holds::Record(record) => format!("Option<{record}>"),
                    Holds::Records(record) => format!("Vec<{record}>"),
                };
                if serde && ty.starts_with("Option") {
                    out.push_str("    #[serde(skip_serializing_if = \"Option::is_none\")]\n");
                }
                let _ = writeln!(out, "    /// What {name} says.\n    pub {name}: {ty},");
            }
            out.push_str("}\n");
        }
    }
}
