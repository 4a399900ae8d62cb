//! Tests over the whole catalogue, below HTTP: a valid request for every endpoint is taken, and
//! every answer is what the endpoint's description says.

use std::path::Path;

use axum::http::HeaderMap;
use serde_json::Value;

use crate::answer::Reply;
use crate::clock::Clock;
use crate::engine::Engine;
use crate::generate::{RequestSample, Sampler};
use crate::request::{Request, decode};
use crate::{catalog, check};

const APP: &str = "wx0123456789abcdef";
const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn setup(seed: u64) -> (Engine, Sampler) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-specs");
    let specs = catalog::load(&dir).unwrap_or_else(|why| panic!("the specs do not load:\n{why}"));
    let engine =
        Engine::new(catalog::schema(&specs), Clock::manual(), seed, 10, "http://localhost".into());
    (engine, Sampler::new(&specs, APP, SECRET).seed(seed))
}

fn request(engine: &Engine, sample: &RequestSample) -> Request {
    let token = engine.state.tokens.stable(APP, false, engine.clock.now()).expect("a token");
    let mut query = sample.query.clone();
    match sample.credential.as_deref().map(|it| it.split_once(' ')) {
        Some(Some(("query", name))) => query.push((name.to_owned(), token.value)),
        None => {}
        other => panic!("{}: no test knows how to carry {other:?}", sample.endpoint),
    }
    let mut headers = HeaderMap::new();
    let own = sample.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in
        own.chain(sample.content_type.as_deref().map(|kind| ("content-type", kind)))
    {
        let name = axum::http::HeaderName::try_from(name).expect("a header name");
        headers.insert(name, value.parse().expect("a header value"));
    }
    let path = decode(&sample.path, false);
    Request {
        method: sample.method.to_owned(),
        path,
        query,
        headers,
        body: sample.body.clone().into(),
    }
}

#[test]
fn every_endpoint_takes_a_valid_request_and_answers_as_described() {
    let mut wrong = Vec::new();
    for seed in 1..=8 {
        for everything in [false, true] {
            let (engine, sampler) = setup(seed);
            for sample in sampler.all(everything) {
                let reply = engine.serve(&request(&engine, &sample), None);
                let Reply::Http(status, headers, body) = reply else {
                    panic!("{}: dropped", sample.endpoint)
                };
                assert!(status.is_success(), "{}", sample.endpoint);
                let json = headers
                    .get("content-type")
                    .is_some_and(|it| it.as_bytes().starts_with(b"application/json"));
                let value: Value = serde_json::from_slice(&body).unwrap_or_default();
                let failed = value["errcode"].as_i64().unwrap_or(0) != 0;
                if json && !failed {
                    let entry = engine
                        .schema
                        .entries()
                        .iter()
                        .find(|entry| entry.name == sample.endpoint)
                        .unwrap();
                    let findings = check::answer(&engine.schema, entry, &value);
                    wrong.extend(
                        findings.iter().map(|finding| format!("{}: {finding}", sample.endpoint)),
                    );
                }
            }
            let violations = engine.calls.violations();
            wrong.extend(
                violations
                    .iter()
                    .map(|violation| format!("{violation} ({:?})", violation.endpoint)),
            );
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_behaviour_belongs_to_an_endpoint() {
    let (engine, _) = setup(1);
    let served: Vec<_> = engine.schema.entries().iter().map(crate::schema::Entry::call).collect();
    let lost: Vec<_> =
        crate::behaviour::calls().filter(|call| !served.iter().any(|it| it == call)).collect();
    assert!(lost.is_empty(), "no endpoint for {lost:?}");
}

/// What a required JSON field, an unknown one and a wrong type do, for every endpoint: each is
/// found, each where it is.
#[test]
fn every_slip_is_found() {
    let (engine, sampler) = setup(3);
    let mut missed = Vec::new();
    for sample in sampler.all(false) {
        let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&sample.body) else {
            continue;
        };
        let mut slips = vec![("unknown_field".to_owned(), Some(Value::from(1)))];
        for (key, value) in &body {
            slips.push((key.clone(), None));
            slips.push((
                key.clone(),
                Some(if value.is_array() { Value::from(true) } else { Value::Array(vec![]) }),
            ));
        }
        for (key, value) in slips {
            let mut body = body.clone();
            match &value {
                Some(value) => body.insert(key.clone(), value.clone()),
                None => body.remove(&key),
            };
            let sample = RequestSample {
                body: Value::Object(body).to_string().into_bytes(),
                ..sample.clone()
            };
            engine.calls.clear();
            engine.serve(&request(&engine, &sample), None);
            let found = engine.calls.violations();
            // A union told by another key is another union.
            if found.is_empty() {
                missed.push(format!("{}: {key} = {value:?}", sample.endpoint));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
