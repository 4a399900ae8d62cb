//! Tests over the whole catalogue, below HTTP: a valid request for every endpoint is taken, and
//! every answer is what the endpoint's description says.

use std::path::Path;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use wechat_spec::model::{Field, Type};
use wechat_spec::{Catalog, Memory};

use crate::answer::Reply;
use crate::clock::Clock;
use crate::engine::{Engine, credential_kind};
use crate::generate::{RequestSample, Sampler};
use crate::request::{Request, decode};
use crate::rng::Rng;
use crate::schema::Entry;
use crate::state::tokens::Kind;
use crate::{catalog, check};

const APP: &str = "wx0123456789abcdef";
const SECRET: &str = "0123456789abcdef0123456789abcdef";
const TOKEN: &str = "YV78Pyj1VvqdNGpMJ1pHic0bIBOWMv";
const AES_KEY: &str = "q1Os1ZMe0nG28KUEx9lg3HjK7V5QyXvi212fzsgDqgz";

/// What ships, and one product that has every oddity of the language.
fn catalogues() -> [Catalog; 2] {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-specs");
    let shipped = catalog::load(&dir).unwrap_or_else(|why| panic!("the specs do not load:\n{why}"));
    let files = Memory::new()
        .with("specs/odd.toml", include_str!("whole/odd.toml"))
        .with("specs/odd/calls.toml", include_str!("whole/calls.toml"));
    let (odd, diagnostics) = Catalog::load_from(&files, Path::new("specs"));
    assert!(diagnostics.is_empty(), "{diagnostics}");
    [shipped, odd]
}

fn setup(specs: &Catalog, seed: u64) -> (Engine, Sampler) {
    let engine =
        Engine::new(catalog::schema(specs), Clock::manual(), seed, 10, "http://localhost".into());
    crate::bots::register(&engine.state, APP, TOKEN, AES_KEY);
    engine.state.apps.add_pay_key(APP, "an app key of payment");
    (engine, Sampler::new(specs, APP, SECRET).bot(TOKEN).seed(seed))
}

fn entry<'e>(engine: &'e Engine, sample: &RequestSample) -> &'e Entry {
    engine
        .schema
        .entries()
        .iter()
        .find(|entry| entry.name == sample.endpoint)
        .expect("the endpoint")
}

fn request(engine: &Engine, sample: &RequestSample) -> Request {
    let mut sample = sample.clone();
    if let Some(credential) = &entry(engine, &sample).credential {
        let (tokens, now) = (&engine.state.tokens, engine.clock.now());
        let token = match credential_kind(credential) {
            Kind::Access => tokens.stable(APP, false, now).expect("a token"),
            Kind::Other(name) => tokens.other(APP, "", &name, now),
        };
        sample.carry(&token.value);
    }
    sample.sign("an app key of payment", "a session key");
    sample.prove(APP, TOKEN, AES_KEY, engine.clock.now() / 1000);
    let mut headers = HeaderMap::new();
    let own = sample.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in
        own.chain(sample.content_type.as_deref().map(|kind| ("content-type", kind)))
    {
        let name = HeaderName::try_from(name).expect("a header name");
        headers.insert(name, HeaderValue::try_from(value).expect("a header value"));
    }
    let path = decode(&sample.path, false);
    let (query, body) = (sample.query, sample.body.into());
    Request { method: sample.method.to_owned(), path, query, headers, body }
}

#[test]
fn every_endpoint_takes_a_valid_request_and_answers_as_described() {
    let mut wrong = Vec::new();
    for specs in catalogues() {
        for (seed, everything) in [(1, false), (1, true), (2, true), (3, true), (4, false)] {
            let (engine, sampler) = setup(&specs, seed);
            for sample in sampler.all(everything) {
                let reply = engine.serve(&request(&engine, &sample), None);
                let Reply::Http(status, headers, body) = reply else {
                    panic!("{}: dropped", sample.endpoint)
                };
                assert!(matches!(status.as_u16(), 200 | 404), "{}", sample.endpoint);
                let kind =
                    headers.get("content-type").map(HeaderValue::as_bytes).unwrap_or_default();
                let value: Value = serde_json::from_slice(&body).unwrap_or_default();
                let failed = value["errcode"].as_i64().unwrap_or(0) != 0;
                if kind.starts_with(b"application/json") && !failed {
                    let findings = check::answer(&engine.schema, entry(&engine, &sample), &value);
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
    let (engine, _) = setup(&catalogues()[0], 1);
    let served: Vec<_> = engine.schema.entries().iter().map(Entry::call).collect();
    let lost: Vec<_> =
        crate::behaviour::calls().filter(|call| !served.iter().any(|it| it == call)).collect();
    assert!(lost.is_empty(), "no endpoint for {lost:?}");
}

/// Whether a field of a request is one of which this holds.
fn is(engine: &Engine, sample: &RequestSample, wire: &str, holds: fn(&Field) -> bool) -> bool {
    let entry = entry(engine, sample);
    let name = entry.endpoint.request.as_ref();
    let record = name.and_then(|name| engine.schema.record(entry.file, name));
    let mut fields = record.into_iter().flat_map(|(_, record)| &record.fields);
    fields.any(|field| field.wire == wire && holds(field))
}

/// A field left out, one that nobody knows, and one of a wrong type: each is found.
#[test]
fn every_slip_is_found() {
    let mut missed = Vec::new();
    for specs in catalogues() {
        let (engine, sampler) = setup(&specs, 3);
        for sample in sampler.all(false) {
            let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&sample.body) else {
                continue;
            };
            let rest = sample.endpoint.contains("rest");
            let mut slips = vec![];
            if !rest {
                slips.push(("unknown_field".to_owned(), Some(Value::from(1))));
            }
            for (key, value) in &body {
                // A shorter list and a call that does not force are no slips.
                let sent_unset = is(&engine, &sample, key, |field| field.default.is_some());
                if key != "coupon_1" && key != "again" && !sent_unset {
                    slips.push((key.clone(), None));
                }
                let wrong = if value.is_array() { Value::from(true) } else { Value::Array(vec![]) };
                // Nothing is wrong where anything may stand.
                if !is(&engine, &sample, key, |field| field.ty == Type::Json) {
                    slips.push((key.clone(), Some(wrong)));
                }
            }
            for (key, value) in slips {
                let mut body = body.clone();
                match &value {
                    Some(value) => body.insert(key.clone(), value.clone()),
                    None => body.remove(&key),
                };
                let mut sample = sample.clone();
                sample.body = Value::Object(body).to_string().into_bytes();
                engine.calls.clear();
                engine.serve(&request(&engine, &sample), None);
                if engine.calls.violations().is_empty() {
                    missed.push(format!("{}: {key} = {value:?}", sample.endpoint));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Whatever arrives, there is an answer.
#[test]
fn broken_requests_never_panic() {
    for specs in catalogues() {
        let (engine, sampler) = setup(&specs, 5);
        for sample in sampler.all(true) {
            let whole = request(&engine, &sample);
            let mut rng = Rng::new(7, &sample.endpoint);
            for _ in 0..40 {
                let mut broken = whole.clone();
                let mut body = whole.body.to_vec();
                let at = usize::try_from(rng.below(body.len() as u64 + 1)).unwrap_or(0);
                match rng.below(4) {
                    0 => body.truncate(at),
                    1 => body.insert(at, rng.next().to_le_bytes()[0]),
                    2 => body = [&body[at..], &body[..at]].concat(),
                    _ => broken.query.truncate(usize::try_from(rng.below(3)).unwrap_or(0)),
                }
                broken.body = body.into();
                engine.serve(&broken, None);
            }
        }
        let deep = "{\"a\":".repeat(5000);
        for method in ["GET", "POST"] {
            for path in ["", "/", "/v1//item-.json", "/cgi-bin/menu/create"] {
                let body = deep.clone().into();
                let (method, path) = (method.to_owned(), path.to_owned());
                engine.serve(
                    &Request { method, path, query: Vec::new(), headers: HeaderMap::new(), body },
                    None,
                );
            }
        }
    }
}
