//! Reads a cached token. Forms: `count` reads it so often for the counting of instructions; `time`
//! prints the nanoseconds of a read, by one thread, by two and by eight at once.

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use wechat_app::{Client, CredentialHandle, Kind as _, kind::MiniProgram};
use wechat_benches::arguments;

fn main() {
    let (form, times) = arguments();
    let client = Client::builder(MiniProgram::INFO)
        .appid("wx0123456789abcdef")
        .secret("0123456789abcdef0123456789abcdef")
        .build()
        .expect("settings");
    let token = client.credential("access_token");
    ready(token.set("86_".to_owned() + &"x".repeat(133), Duration::from_secs(7200)))
        .expect("a token");
    match form.as_str() {
        "count" => read(&token, times),
        _ => {
            let [one, two, eight] = [1, 2, 8].map(|threads| time(threads, &token, times));
            println!("{one:.1} {two:.1} {eight:.1}");
        }
    }
}

fn read(token: &CredentialHandle, times: usize) {
    for _ in 0..times {
        let value = ready(token.get()).expect("cached");
        black_box(value.expose());
    }
}

/// Nanoseconds of a read, the best of some rounds.
fn time(threads: usize, token: &CredentialHandle, times: usize) -> f64 {
    let round = || {
        let start = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| read(token, times));
            }
        });
        start.elapsed().as_secs_f64() * 1e9 / times as f64
    };
    (0..300 / threads).map(|_| round()).fold(f64::INFINITY, f64::min)
}

/// What a future gives that waits for nothing.
fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut cx = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut cx) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("the token is cached"),
    }
}
