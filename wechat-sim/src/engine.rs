//! A call's way through the simulator: fault, route, check, credential, behaviour or generated
//! answer, record.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use serde_json::Value;
use wechat_spec::model::{Body, Credential, Response, Send, Type};

use crate::answer::{Answer, File, Outcome, Refusal, Reply};
use crate::behaviour::{self, Behaviour, Cx};
use crate::bots;
use crate::calls::{Call, Calls, Violation};
use crate::check::{self, Finding};
use crate::clock::Clock;
use crate::faults::{Fault, Faults};
use crate::generate::{Fill, Generator};
use crate::lock;
use crate::login;
use crate::push::{self, Push, Pushed, Target};
use crate::request::{Payload, Request};
use crate::rng::Rng;
use crate::route::{Found, Routes};
use crate::schema::{Entry, Schema};
use crate::seal::SealKey;
use crate::signed;
use crate::state::State;
use crate::state::tokens::{Bad, Kind};

/// Below this the simulator serves uploaded files, for the addresses that its answers hold.
pub(crate) const FILES: &str = "/_sim/files/";

/// See the module.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) schema: Schema,
    pub(crate) state: State,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) calls: Calls,
    /// The pushes that were made.
    pub(crate) pushed: Mutex<Vec<Pushed>>,
    /// Pushes that follow what a call did.
    errands: Mutex<Vec<(Target, Push)>>,
    pub(crate) seed: u64,
    /// Where it listens, for addresses that an answer holds.
    pub(crate) url: String,
    /// Its own answers are held against their descriptions too.
    pub(crate) check_answers: bool,
    /// Nothing but credentials has a state: all else is answered with data that is so filled.
    pub(crate) stateless: Option<Fill>,
    routes: Routes,
    /// By endpoint number.
    behaviours: Vec<Option<Behaviour>>,
    rids: AtomicU64,
}

/// What is known of a call when it is answered.
#[derive(Default)]
struct Trace<'a> {
    entry: Option<&'a Entry>,
    findings: Vec<Finding>,
    /// What was in a body that was encrypted.
    opened: Option<Bytes>,
    /// What the answer is encrypted with.
    seal: Option<SealKey>,
}

impl Engine {
    pub(crate) fn new(schema: Schema, clock: Clock, seed: u64, kept: usize, url: String) -> Self {
        Engine {
            routes: Routes::new(&schema),
            behaviours: schema.entries().iter().map(behaviour::find).collect(),
            state: State::new(seed),
            faults: Faults::default(),
            calls: Calls::new(kept),
            pushed: Mutex::default(),
            errands: Mutex::default(),
            rids: AtomicU64::new(0),
            schema,
            clock,
            seed,
            url,
            check_answers: false,
            stateless: None,
        }
    }

    /// Tells a platform or suite, if it is known where.
    pub(crate) fn tell(&self, platform: &str, push: Push) {
        if let Some(target) = self.state.platforms.of(platform, |it| it.target.clone()) {
            lock(&self.errands).push((target, push));
        }
    }

    /// What is to be pushed since the last time that this was asked.
    pub(crate) fn errands(&self) -> Vec<(Target, Push)> {
        std::mem::take(&mut *lock(&self.errands))
    }

    /// Pushes, and remembers what came of it.
    pub(crate) async fn push(&self, target: &Target, push: Push) -> Pushed {
        self.note_ticket(target, &push);
        let pushed = push::deliver(self, target, &push).await;
        lock(&self.pushed).push(pushed.clone());
        pushed
    }

    /// A ticket that is pushed is good from then on.
    fn note_ticket(&self, target: &Target, push: &Push) {
        let (field, suite) = match push.text_of("InfoType") {
            "component_verify_ticket" => ("ComponentVerifyTicket", ""),
            "suite_ticket" => ("SuiteTicket", push.text_of("SuiteId")),
            _ => return,
        };
        let platform = if suite.is_empty() { target.receiver_id() } else { suite };
        let now = self.clock.now();
        self.state.platforms.of(platform, |it| it.add_ticket(push.text_of(field), now));
    }

    /// Answers a call and records it.
    pub(crate) fn serve(&self, request: &Request, fault: Option<Fault>) -> Reply {
        if let Some(id) = request.path.strip_prefix(FILES) {
            return self.file(id);
        }
        let at = self.clock.now();
        let mut trace = Trace::default();
        if fault.is_none()
            && let Some((reply, findings)) = login::serve(self, request)
        {
            trace.findings = findings;
            self.record(request, &reply, 0, None, at, trace);
            return reply;
        }
        let cut = matches!(fault, Some(Fault::Cut));
        let outcome = match fault {
            Some(Fault::Raw(reply)) => Err(reply),
            Some(Fault::Code(code)) => {
                trace.entry = match self.routes.find(&request.method, &request.path) {
                    Found::Endpoints(found) => {
                        found.first().map(|(id, _)| &self.schema.entries()[*id])
                    }
                    _ => None,
                };
                Ok(Err(Refusal::of(code)))
            }
            Some(Fault::Cut) | None => Ok(self.answer(request, at, &mut trace)),
        };
        let (reply, code, rid) = match outcome {
            Err(raw) => (raw, 0, None),
            Ok(Ok(answer)) => (answer.write(&request.path), 0, None),
            Ok(Err(refusal)) => {
                let rid = self.next_rid(at);
                let json = refusal.json(trace.entry.map(|entry| &entry.envelope), &rid);
                (Answer::Json(json).write(&request.path), refusal.code, Some(rid))
            }
        };
        let reply = match reply {
            Reply::Http(status, headers, body) if cut => Reply::Cut(status, headers, body),
            reply => reply,
        };
        let seal = trace.seal.take();
        self.record(request, &reply, code, rid, at, trace);
        match seal {
            Some(key) if code == 0 => bots::sealed(reply, &key),
            _ => reply,
        }
    }

    fn answer<'a>(&'a self, request: &Request, now: u64, trace: &mut Trace<'a>) -> Outcome {
        let found = match self.routes.find(&request.method, &request.path) {
            Found::Endpoints(found) => found,
            Found::OtherMethod(method) => {
                let refusal = Refusal::of(if method == "GET" { 43001 } else { 43002 });
                trace.note(refusal.code, format!("the catalogue has this path with {method}"));
                return Err(refusal);
            }
            Found::Nothing => {
                trace.note(40066, self.unknown_path(&request.path));
                return Err(Refusal::of(40066));
            }
        };
        // Endpoints on one path differ by constants, or by their hosts, which are one here: then the
        // credential tells. The one that fits best is meant.
        let several = found.len() > 1;
        let mut best: Option<((bool, usize), _, _, _, _, _)> = None;
        for (id, params) in found {
            let entry = &self.schema.entries()[id];
            let bot = bots::caller(&self.state, entry, &params, request, now);
            let read = bots::read(entry.endpoint.body, bot.as_ref(), request)
                .unwrap_or_else(|| Payload::read(entry.endpoint.body, request));
            let (payload, findings) = match read {
                Ok(payload) => {
                    let findings = check::request(&self.schema, entry, &params, request, &payload);
                    (payload, findings)
                }
                Err((code, what)) => {
                    (Payload::None, vec![Finding { code, at: String::new(), what }])
                }
            };
            let foreign = several && self.is_foreign(entry, request, &payload, now);
            let misfit = (foreign, findings.len());
            if best.as_ref().is_none_or(|(least, ..)| misfit < *least) {
                best = Some((misfit, id, params, payload, findings, bot));
            }
        }
        let Some((_, id, params, payload, findings, bot)) = best else {
            return Err(Refusal::of(40066));
        };
        let entry = &self.schema.entries()[id];
        trace.entry = Some(entry);
        trace.findings = findings;
        let (appid, agent) = self.credential(entry, request, &payload, now, trace)?.unzip();
        let agent = agent.unwrap_or_default();
        let signer = appid.as_deref().unwrap_or_default();
        let unproved = signed::proof(&self.state, entry, signer, request, &payload);
        trace.findings.splice(0..0, unproved);
        if bots::is_theirs(entry) {
            trace.findings.splice(0..0, bots::proof(entry, bot.as_ref(), request, now));
            if matches!(entry.endpoint.body, Body::EncryptedJson | Body::EncryptedXml) {
                trace.opened = bots::opened(&payload);
            }
            if entry.endpoint.body == Body::EncryptedJson {
                trace.seal = bot.as_ref().map(|bot| bot.key.clone());
            }
        }
        let appid = appid.or(bot.map(|bot| bot.appid));
        if let Some(first) = trace.findings.first() {
            return Err(Refusal::because(first.code, &first.to_string()));
        }
        let (payload, params) = (&payload, params.as_slice());
        let cx = Cx { engine: self, entry, request, payload, params, appid, agent, now };
        let answer = match (self.behaviours[id], self.stateless) {
            (Some(behaviour), None) => behaviour(&cx)?,
            (Some(behaviour), Some(_)) if self.schema.is_fetch(entry) => {
                behaviour(&cx).unwrap_or_else(|_| self.generated(entry, now))
            }
            _ => self.generated(entry, now),
        };
        if let (Answer::Json(value), true) = (&answer, self.check_answers) {
            trace.findings = check::answer(&self.schema, entry, value);
        }
        Ok(answer)
    }

    /// Whose credential the call carries: the app and its agent. One that was never handed out, and none at all, are
    /// violations; one that has died since is everyday life.
    fn credential(
        &self,
        entry: &Entry,
        request: &Request,
        payload: &Payload,
        now: u64,
        trace: &mut Trace<'_>,
    ) -> Result<Option<(String, String)>, Refusal> {
        let Some(credential) = &entry.credential else { return Ok(None) };
        let Some((place, name, value)) = presented(credential, request, payload) else {
            return Ok(None);
        };
        let at = format!("{place}.{name}");
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            trace.findings.insert(0, Finding { code: 41001, at, what: "missing".into() });
            return Err(Refusal::of(41001));
        };
        match self.state.tokens.check(value, &credential_kind(credential), now) {
            Ok(owner) => Ok(Some(owner)),
            Err(bad) => {
                // Products differ in how they say it.
                let (usual, stale) = (bad.code(), &credential.stale);
                let code =
                    if stale.contains(&usual) { usual } else { *stale.first().unwrap_or(&usual) };
                if bad == Bad::Unknown {
                    let what = format!("no {} that was ever handed out", credential.name);
                    trace.findings.insert(0, Finding { code, at, what });
                }
                Err(Refusal::of(code))
            }
        }
    }

    /// Whether the call carries a credential of another product's.
    fn is_foreign(&self, entry: &Entry, request: &Request, payload: &Payload, now: u64) -> bool {
        let Some(credential) = &entry.credential else { return false };
        let Some((_, _, Some(value))) = presented(credential, request, payload) else {
            return false;
        };
        let checked = self.state.tokens.check(value, &credential_kind(credential), now);
        matches!(checked, Err(Bad::Unknown))
    }

    /// An answer made from the endpoint's description.
    pub(crate) fn generated(&self, entry: &Entry, now: u64) -> Answer {
        let fill = self.stateless.unwrap_or(Fill::Everything);
        let mut generator =
            Generator::new(&self.schema, self.seed, &entry.name, now / 1000).filled(fill);
        let picture = || {
            let bytes = Bytes::from(
                crate::qr::png(&entry.endpoint.path, &crate::qr::Style::default())
                    .unwrap_or_default(),
            );
            Answer::File(File { content_type: "image/png".into(), filename: None, bytes })
        };
        match &entry.endpoint.response {
            Response::Binary => picture(),
            Response::BinaryOrJson(name) => {
                // A file that may be absent stands beside the JSON that takes its place.
                let required = self.schema.record(entry.file, name).is_none_or(|(_, record)| {
                    record.fields.iter().any(|field| field.ty == Type::File && !field.optional)
                });
                if required || fill == Fill::Required {
                    picture()
                } else {
                    generator.answer(entry).into()
                }
            }
            Response::Text => Answer::Text(format!("{} {}", entry.name, self.seed)),
            Response::Xml(_) => {
                let value = generator.answer(entry);
                Answer::File(File {
                    content_type: "text/xml".into(),
                    filename: None,
                    bytes: value.as_object().map(crate::xml::write).unwrap_or_default().into(),
                })
            }
            Response::Json(_) | Response::Empty => generator.answer(entry).into(),
        }
    }

    /// An uploaded file. Not WeChat's business, so neither checked nor recorded.
    fn file(&self, id: &str) -> Reply {
        let found = self.state.media.any(|library| library.any(id).cloned());
        match found {
            Some(media) => {
                let file = File {
                    content_type: media.content_type,
                    filename: Some(media.filename),
                    bytes: media.bytes,
                };
                Answer::File(file).write(FILES)
            }
            None => Answer::NotFound.write(FILES),
        }
    }

    fn unknown_path(&self, path: &str) -> String {
        let paths = self.schema.entries().iter().map(|entry| entry.endpoint.path.as_str());
        match crate::near::nearest(path, paths) {
            Some(near) => format!("no such path in the catalogue; did you mean {near}?"),
            None => "no such path in the catalogue".to_owned(),
        }
    }

    fn next_rid(&self, now: u64) -> String {
        let number = self.rids.fetch_add(1, Ordering::Relaxed);
        let random = Rng::new(self.seed, &format!("rid {number}")).next();
        format!("{:08x}-{:08x}-{:08x}", now / 1000, random >> 32, random & 0xffff_ffff)
    }

    fn record(
        &self,
        request: &Request,
        reply: &Reply,
        code: i64,
        rid: Option<String>,
        at: u64,
        trace: Trace<'_>,
    ) {
        let (status, answer) = match reply {
            Reply::Http(status, _, body) | Reply::Cut(status, _, body) => {
                (status.as_u16(), body.clone())
            }
            Reply::Drop => (0, Bytes::new()),
        };
        let endpoint = trace.entry.map(|entry| entry.name.clone());
        let findings = trace.findings.into_iter();
        let path = self.state.apps.shown(&request.path);
        let violations = findings
            .map(|finding| Violation {
                method: request.method.clone(),
                path: path.clone(),
                endpoint: endpoint.clone(),
                at: finding.at,
                what: finding.what,
                code: finding.code,
            })
            .collect();
        let headers = request.headers.iter();
        let call = Call {
            method: request.method.clone(),
            path,
            endpoint,
            query: request.query.clone(),
            headers: headers
                .filter_map(|(name, value)| {
                    Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
                })
                .collect(),
            body: trace.opened.unwrap_or_else(|| request.body.clone()),
            status,
            code,
            answer,
            rid,
            at,
        };
        self.calls.record(call, violations);
    }
}

impl Trace<'_> {
    fn note(&mut self, code: i64, what: String) {
        self.findings.push(Finding { code, at: String::new(), what });
    }
}

/// Where a call carries a credential, under which name, and the value.
pub(crate) fn presented<'a>(
    credential: &'a Credential,
    request: &'a Request,
    payload: &'a Payload,
) -> Option<(&'static str, &'a str, Option<&'a str>)> {
    Some(match credential.send.as_ref()? {
        Send::Query(name) => ("query", name, request.query(name)),
        Send::Header(name) => {
            let value = request.header(name);
            ("header", name, value.map(|it| it.strip_prefix("Bearer ").unwrap_or(it)))
        }
        Send::Body(name) => {
            ("body", name, payload.object().get(name.as_str()).and_then(Value::as_str))
        }
    })
}

/// Classic and stable token are one kind: a call takes either.
pub(crate) fn credential_kind(credential: &Credential) -> Kind {
    match credential.fetch.as_ref().map(|fetch| fetch.path.as_str()) {
        Some("/cgi-bin/stable_token" | "/cgi-bin/token") => Kind::Access,
        _ => Kind::Other(credential.name.clone()),
    }
}
