//! An axum callback under load: 2,000 connections at once over real sockets, with pushes that come
//! twice, handlers that are slow or too slow, bodies that are nonsense, and connections that break.
//! No message may be lost, none handled twice, and memory stays bounded. A program of its own, so
//! that its memory is its own; `cargo test -p wechat-runtime --features axum --test load -- --nocapture`
//! prints the figures.
#![allow(clippy::print_stderr)]

#[allow(dead_code)]
#[path = "../callback/fixture.rs"]
mod fixture;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use fixture::{Answer, Event, Push, app, text};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;
use wechat_runtime::callback::Reply;
use wechat_runtime::callback::axum::callback;

/// Connections that are open at the same time.
const CONNECTIONS: usize = 2000;
/// Messages that two connections send, each once, about the same time.
const ROUNDS: usize = 4;
/// How long handlers may take here.
const DEADLINE: Duration = Duration::from_secs(2);
/// Peak memory of server and clients together.
const MEMORY: usize = 512 << 20;

/// How often each message was handled.
type Ledger = Arc<Vec<AtomicU32>>;

#[derive(Clone, Copy, PartialEq)]
enum Pace {
    Quick,
    Slow,
    TooSlow,
}

/// One message in twenty is slow, one in a hundred slower than WeChat waits.
fn pace(message: usize) -> Pace {
    match message % 100 {
        7 => Pace::TooSlow,
        n if n % 20 == 3 => Pace::Slow,
        _ => Pace::Quick,
    }
}

#[test]
fn two_thousand_connections_lose_and_double_nothing() {
    let connections = connections();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime").block_on(load(connections));
}

async fn load(connections: usize) {
    let ledger: Ledger =
        Arc::new((0..connections / 2 * ROUNDS).map(|_| AtomicU32::new(0)).collect());
    let counted = Arc::clone(&ledger);
    let service = callback(app(), move |event: Event, _| {
        let ledger = Arc::clone(&counted);
        async move {
            let Event::Text(text) = event else { return Reply::none() };
            let message: usize = text.content.parse().expect("a number");
            match pace(message) {
                Pace::Quick => {}
                Pace::Slow => tokio::time::sleep(Duration::from_millis(300)).await,
                Pace::TooSlow => tokio::time::sleep(DEADLINE * 2).await,
            }
            ledger[message].fetch_add(1, Ordering::SeqCst);
            Reply::text(text.content)
        }
    });
    let service = service.expect("settings").deadline(DEADLINE);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().route_service("/wechat", service.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });

    let start = Instant::now();
    let all = Arc::new(Barrier::new(connections));
    let broken = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = (0..connections)
        .map(|number| {
            let (all, broken) = (Arc::clone(&all), Arc::clone(&broken));
            tokio::spawn(async move {
                let mut client = Client::connect(address).await;
                all.wait().await;
                client.run(number, &broken).await;
                client.quick
            })
        })
        .collect();
    let mut quick = Vec::new();
    for client in clients {
        quick.extend(client.await.expect("a client"));
    }
    let took = start.elapsed();
    service.drained().await;

    let lost = ledger.iter().filter(|times| times.load(Ordering::SeqCst) == 0).count();
    let doubled = ledger.iter().filter(|times| times.load(Ordering::SeqCst) > 1).count();
    quick.sort_unstable();
    let at = |part: usize| quick[(quick.len() - 1) * part / 1000].as_secs_f64() * 1000.0;
    let memory = peak_memory();
    eprintln!(
        "{connections} connections, {} pushes of {} messages in {:.1} s: {lost} lost, {doubled} doubled, \
         {} connections broken on purpose\nanswers of quick handlers: p50 {:.0} ms, p99 {:.0} ms, most \
         {:.0} ms\npeak memory, clients included: {} MiB",
        connections * ROUNDS,
        ledger.len(),
        took.as_secs_f64(),
        broken.load(Ordering::SeqCst),
        at(500),
        at(990),
        at(1000),
        memory.map_or(0, |bytes| bytes >> 20),
    );
    assert_eq!((lost, doubled), (0, 0));
    assert!(memory.is_none_or(|bytes| bytes < MEMORY), "{memory:?} bytes");
    // Without optimisation the clients alone keep two cores busy for longer.
    assert!(cfg!(debug_assertions) || at(990) < 4500.0, "p99 is {} ms", at(990));
}

/// A connection of WeChat's.
struct Client {
    address: std::net::SocketAddr,
    stream: TcpStream,
    quick: Vec<Duration>,
}

impl Client {
    async fn connect(address: std::net::SocketAddr) -> Client {
        let stream = TcpStream::connect(address).await.expect("a connection");
        Client { address, stream, quick: Vec::new() }
    }

    async fn run(&mut self, number: usize, broken: &AtomicUsize) {
        for round in 0..ROUNDS {
            // Connections 2n and 2n + 1 send the same messages.
            let message = number / 2 * ROUNDS + round;
            let push = Push::sealed(&text(&message.to_string()));
            if (number + round).is_multiple_of(10) {
                self.nonsense(&push, number).await;
            }
            if (number + round) % 40 == 1 {
                // The answer is not waited for; the message is pushed again.
                broken.fetch_add(1, Ordering::SeqCst);
                self.write(&push).await;
                *self = Client {
                    quick: std::mem::take(&mut self.quick),
                    ..Client::connect(self.address).await
                };
            }
            let start = Instant::now();
            self.write(&push).await;
            let answer = self.read().await;
            assert_eq!(answer.status, 200, "{answer:?}");
            match pace(message) {
                Pace::Quick => {
                    let took = start.elapsed();
                    assert!(
                        answer.is_success() && took >= DEADLINE
                            || answer.content() == message.to_string()
                    );
                    self.quick.push(took);
                }
                // On a busy machine slow may be too slow, and timers late; what is answered is right.
                Pace::Slow | Pace::TooSlow => {
                    assert!(answer.is_success() || answer.content() == message.to_string());
                }
            }
        }
    }

    /// What is no push of WeChat's is refused, and the connection goes on.
    async fn nonsense(&mut self, push: &Push, kind: usize) {
        let mut push = push.clone();
        match kind % 4 {
            0 => push.body.truncate(push.body.len() / 2),
            1 => push.body = "<xml><a>".repeat(2000),
            2 => push.body = push.body.replace("CDATA[", "CDATA[A"),
            _ => push.query.clear(),
        }
        self.write(&push).await;
        let answer = self.read().await;
        assert!((400..500).contains(&answer.status), "{answer:?}");
    }

    async fn write(&mut self, push: &Push) {
        let (uri, body) = (push.uri(), &push.body);
        let request = format!(
            "POST {uri} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await.expect("a connection");
    }

    async fn read(&mut self) -> Answer {
        let mut received = Vec::with_capacity(1024);
        loop {
            let bytes = self.stream.read_buf(&mut received).await.expect("a connection");
            assert_ne!(bytes, 0, "the server hung up");
            if let Some(answer) = parse(&received) {
                return answer;
            }
        }
    }
}

/// The response, if all of it is there.
fn parse(received: &[u8]) -> Option<Answer> {
    let text = std::str::from_utf8(received).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
    let length: usize = length.parse().ok()?;
    (body.len() == length).then(|| Answer { status, body: body.to_owned() })
}

/// As many as asked for, or as the machine lets open: each takes a file on either side.
fn connections() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let files = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    let connections =
        files.map_or(CONNECTIONS, |files| CONNECTIONS.min(files.saturating_sub(200) / 2));
    connections / 2 * 2
}

fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
}
