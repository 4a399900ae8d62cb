//! The records of every endpoint of the facade, and what of a sample they lose.

use serde_core::{Deserialize, Serialize};
use serde_json::{Map, Value};
// No endpoint may have an envelope of its own just now.
#[allow(unused_imports)]
use wechat_runtime::op::{Auth, Body, Code, Envelope, Method, Op, Rule};

use super::catalog::{Call, plain};
use super::compare::{lost, unequal, unlike};

/// Reads a record and writes it again.
type Round = fn(&str) -> Result<Value, String>;

/// One endpoint.
pub(crate) struct Row {
    pub(crate) product: &'static str,
    method: &'static str,
    path: &'static str,
    request: Option<Round>,
    response: Option<Round>,
    /// Fields of the request that are not in the body.
    outside: &'static [&'static str],
    /// Constants, and their values as texts; `None` for what the app fills in.
    consts: &'static [(&'static str, Option<&'static str>)],
    /// What of it says when an answer is success; its path is nothing.
    pub(crate) judge: &'static Op,
}

// Deprecated endpoints have records like any other.
#[allow(deprecated)]
static ALL: &[Row] = include!(concat!(env!("OUT_DIR"), "/records.rs"));

fn round<T>(text: &str) -> Result<Value, String>
where
    T: for<'de> Deserialize<'de> + Serialize,
{
    let record: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_value(&record).map_err(|error| error.to_string())
}

/// The endpoints of a call, several where constants tell them apart. Some calls are known by GET and
/// by POST; one of the two is described.
pub(crate) fn rows(product: &str, call: &Call) -> Vec<&'static Row> {
    let wecom = product == "work";
    let (ads, dialogue) = (product == "ads", product == "openai");
    let rows = ALL.iter().filter(|row| {
        row.product.starts_with("wecom") == wecom
            && (row.product == "ads") == ads
            && (row.product == "dialogue") == dialogue
            && plain(row.path) == call.path
    });
    let (named, others): (Vec<_>, Vec<_>) = rows.partition(|row| row.method == call.method);
    if named.is_empty() { others } else { named }
}

impl Row {
    /// What is wrong with a request, written back.
    pub(crate) fn request(&self, text: &str) -> Vec<String> {
        self.requested(text, unequal)
    }

    /// The same, where a number may be written as its text.
    pub(crate) fn request_alike(&self, text: &str) -> Vec<String> {
        self.requested(text, unlike)
    }

    fn requested(&self, text: &str, compare: fn(&Value, &Value, &mut Vec<String>)) -> Vec<String> {
        let mut sample = match object(text) {
            Ok(sample) => sample,
            Err(message) => return vec![message],
        };
        let mut written = match self.request.map(|round| round(text)) {
            None => Map::new(),
            Some(Ok(Value::Object(written))) => written,
            Some(Ok(_)) => return vec!["is written as no object".to_owned()],
            Some(Err(message)) => return vec![message],
        };
        let mut failures = Vec::new();
        for (name, value) in self.consts {
            written.remove(*name);
            if let (Some(said), Some(value)) = (sample.remove(*name), value)
                && said.to_string().trim_matches('"') != *value
            {
                failures.push(format!("{name}: is always {value:?}"));
            }
        }
        // What travels in the query is part of some samples.
        for name in self.outside {
            if !sample.contains_key(*name) {
                written.remove(*name);
            }
        }
        compare(&Value::Object(sample), &Value::Object(written), &mut failures);
        failures
    }

    /// What of a response is lost.
    pub(crate) fn response(&self, text: &str) -> Vec<String> {
        let mut sample = match object(text) {
            Ok(sample) => sample,
            Err(message) => return vec![message],
        };
        let written = match self.response.map(|round| round(text)) {
            None => Value::Object(Map::new()),
            Some(Ok(written)) => written,
            Some(Err(message)) => return vec![message],
        };
        // The envelope is read beside the record, and what else says only that the call went well.
        let usual = match self.product {
            "dialogue" => ["code", "msg"],
            _ => ["errcode", "errmsg"],
        };
        let own = self.judge.envelope.into_iter().flat_map(|it| [it.code, it.message]);
        let rules = self.judge.rules.iter().filter_map(|rule| match rule {
            Rule::Is(path, _) => Some(*path),
            Rule::NonEmptyBody => None,
        });
        for name in own.chain(rules).chain(usual) {
            if written.get(name).is_none() {
                sample.remove(name);
            }
        }
        let mut failures = Vec::new();
        lost(&Value::Object(sample), &written, &mut failures);
        failures
    }
}

fn object(text: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("is not an object".to_owned()),
        Err(error) => Err(format!("is not JSON: {error}")),
    }
}
