//! Many processes with one Redis: real ones, started at the same moment against one simulator, and
//! killed in the middle of a fetch. However many there are, WeChat is asked for one token.
//!
//! | file | what it does |
//! |---|---|
//! | `main.rs` | the tests |
//! | `fleet.rs` | starts processes, tells them to begin, hears what became of it |
//! | `process.rs` | what runs in such a process: this test binary, started again |
#![cfg(all(feature = "redis", feature = "mini-program"))]
#![allow(missing_docs)]

mod fleet;
mod process;

#[path = "../../wechat-runtime/tests/redis/server.rs"]
#[allow(dead_code)]
mod server;
#[path = "../flows/support/throttle.rs"]
mod throttle;
#[path = "../flows/support/watch.rs"]
mod watch;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use wechat_sim::Simulator;

use self::fleet::Fleet;
use self::process::{APPID, SECRET};
use self::server::Redis;
use self::watch::Watch;

const PROCESSES: usize = 16;
const TASKS: usize = 500;

/// So long that all processes are at it before the first has its answer.
const FETCH: Duration = Duration::from_secs(1);

struct World {
    // Dropped before the simulator.
    watch: Watch,
    wechat: Simulator,
    redis: Redis,
}

impl World {
    /// `None` where there is no Redis.
    async fn start(seed: u64) -> Option<World> {
        let redis = server::start()?;
        let watch = Watch::begin();
        watch.secret(SECRET);
        let wechat = Simulator::builder().seed(seed).app(APPID, SECRET).strict().start().await;
        let wechat = wechat.expect("the simulator starts");
        wechat.delay("/cgi-bin/stable_token", FETCH);
        Some(World { watch, wechat, redis })
    }

    /// All processes that are left make all their calls, and all succeed.
    async fn all_succeed(&self, fleet: &mut Fleet) {
        let before = self.wechat.count(process::PATH);
        fleet.begin(TASKS);
        let outcomes = fleet.outcomes().await;
        succeeded(&outcomes, TASKS);
        assert!(self.wechat.count(process::PATH) >= before + outcomes.len() * TASKS);
    }
}

fn succeeded(outcomes: &BTreeMap<u32, String>, tasks: usize) {
    for (process, outcome) in outcomes {
        assert_eq!(outcome, &format!("{tasks} succeeded"), "process {process}");
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.watch.secrets_of(&self.wechat);
        tracing::info!("{:?}", self.wechat);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixteen_processes_ask_for_one_token() {
    let Some(world) = World::start(1).await else { return };
    let mut fleet = Fleet::start(PROCESSES, &world.wechat, &world.redis).await;
    world.all_succeed(&mut fleet).await;
    assert_eq!(world.wechat.token_requests(), 1, "a cold start");
    // They all have it in memory, and WeChat ends it early.
    world.wechat.expire_tokens();
    world.all_succeed(&mut fleet).await;
    assert_eq!(world.wechat.token_requests(), 2, "an expiry");
    // A process that comes later has what the others have.
    let mut late = Fleet::start(1, &world.wechat, &world.redis).await;
    world.all_succeed(&mut late).await;
    assert_eq!(world.wechat.token_requests(), 2, "a late start");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_is_killed_in_its_fetch_costs_one_more_request() {
    let Some(world) = World::start(2).await else { return };
    world.wechat.delay("/cgi-bin/stable_token", FETCH * 3);
    let mut fleet = Fleet::start(PROCESSES, &world.wechat, &world.redis).await;
    let tasks = TASKS / 10;
    for (round, killed) in ["a cold start", "an expiry"].into_iter().zip(1..) {
        world.wechat.expire_tokens();
        let before = world.wechat.token_requests();
        fleet.begin(tasks);
        let holder = fleet.holder(&world.redis).await;
        let start = Instant::now();
        fleet.kill(holder);
        let outcomes = fleet.outcomes().await;
        let took = start.elapsed();
        assert_eq!(outcomes.len(), PROCESSES - killed);
        succeeded(&outcomes, tasks);
        let requests = world.wechat.token_requests() - before;
        assert!((1..=2).contains(&requests), "{requests} token requests at {round}");
        // The lock, a fetch, and time enough for a busy machine.
        assert!(took < process::LOCK + FETCH * 3 + Duration::from_secs(40), "it took {took:?}");
        tracing::info!("{round}: recovered {took:?} after the kill, {requests} requests");
    }
}

/// Not a test: what the processes of a fleet run.
#[test]
fn process() {
    process::run();
}
