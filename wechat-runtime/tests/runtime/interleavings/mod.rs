//! The engine under every order of events: processes that share a store and ask WeChat for one token,
//! callers that come, complain and go away, stores and fetches that fail, leases that end too early.
//!
//! Whatever the engine waits for waits for the scheduler here, which runs one thing after another
//! until nothing more happens by itself. Small scenes are played in every possible order, larger ones
//! in many that are drawn. What must hold:
//!
//! * a process never goes back to an older token, and neither does the store;
//! * WeChat is asked once, and again only after a failure, a complaint or a lease that ended early;
//! * every caller that did not go away gets an answer, and none gets a token that it complained of.
//!
//! Two requests for a token are under way at once only when a lease ended early. They are answered in
//! the order of sending; otherwise nobody could tell which of the two tokens is the older.

// How many orders there were is told to who asks with `--nocapture`.
#![allow(clippy::print_stdout)]

mod world;

use std::future::Future;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::sleep;
use wechat_runtime::{Client, ErrorKind, ManualClock, Result, RetryPolicy};

use self::world::{Fate, Seen, What, World, number, token};
use crate::fixture::{GET_USER, KIND, SECRET, User, call};
use Wants::{Another, Call, Supply, Token};

const TOKEN: &str = "access_token";

/// What a caller wants.
#[derive(Clone, Copy, Debug)]
enum Wants {
    Token,
    /// Not the first one that WeChat made, which it found stale.
    Another,
    /// A call, which WeChat refuses with the first one.
    Call,
    /// To supply a token that was just made.
    Supply,
}

/// Who there is, and what may go wrong how often.
#[derive(Clone, Copy, Debug)]
struct Scene {
    /// The callers of each process.
    processes: &'static [&'static [Wants]],
    /// All processes have the first token.
    warm: bool,
    cancels: u32,
    failed_fetches: u32,
    failed_stores: u32,
    /// Leases that end while their process still works.
    early_ends: u32,
    /// Processes that die.
    deaths: u32,
    /// How many steps are chosen; the rest goes its way.
    steps: usize,
}

const CALM: Scene = Scene {
    processes: &[],
    warm: false,
    cancels: 0,
    failed_fetches: 0,
    failed_stores: 0,
    early_ends: 0,
    deaths: 0,
    steps: 40,
};

/// What the scheduler can do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Release(usize, Fate),
    Cancel(usize),
    EndLease,
    Die(usize),
    Wait,
}

struct Caller {
    process: usize,
    wants: Wants,
    task: JoinHandle<Result<u32>>,
    gone: bool,
}

/// One run of a scene.
struct Run {
    scene: Scene,
    world: World,
    clock: ManualClock,
    clients: Vec<Client>,
    callers: Vec<Caller>,
    dead: Vec<usize>,
    /// The newest token of each process and of the store.
    newest: Vec<u32>,
    newest_kept: u32,
    early_ends: u32,
    trace: Vec<String>,
}

impl Run {
    async fn new(scene: Scene) -> Run {
        let (world, clock) = (World::default(), ManualClock::now());
        let clients: Vec<_> = (0..scene.processes.len())
            .map(|process| {
                let seen = Seen { world: world.clone(), process };
                let client = Client::builder(&KIND).appid("wx0123456789abcdef").secret(SECRET);
                let client = client.store(seen.clone()).transport(seen).retry(RetryPolicy::NONE);
                client.clock(clock.clone()).build().expect("good settings")
            })
            .collect();
        let mut run = Run {
            scene,
            world,
            clock,
            newest: vec![0; clients.len()],
            clients,
            callers: Vec::new(),
            dead: Vec::new(),
            newest_kept: 0,
            early_ends: 0,
            trace: Vec::new(),
        };
        if scene.warm {
            for client in run.clients.clone() {
                let warm = tokio::spawn(async move { client.credential(TOKEN).get().await });
                run.drain(|| warm.is_finished()).await;
            }
            assert_eq!(run.world.state().fetches, 1, "the others take it from the store");
        }
        for (process, callers) in scene.processes.iter().enumerate() {
            for &wants in *callers {
                let (client, world) = (run.clients[process].clone(), run.world.clone());
                let clock = run.clock.clone();
                let task = tokio::spawn(async move {
                    let handle = client.credential(TOKEN);
                    Ok(match wants {
                        Token => number(&*handle.get().await?),
                        Another => number(&*handle.get_unless(|token| number(token) == 1).await?),
                        Call => call::<User>(&client, &GET_USER).await?.age as u32,
                        Supply => {
                            // No two are made at the same moment.
                            clock.advance(Duration::from_millis(1));
                            let made = world.make();
                            handle.set(token(made), Duration::from_secs(7200)).await?;
                            made
                        }
                    })
                });
                run.callers.push(Caller { process, wants, task, gone: false });
            }
        }
        run.settle().await;
        run
    }

    /// Lets happen what happens by itself: time stands still while anything can.
    async fn settle(&mut self) {
        self.clock.advance(Duration::from_millis(1));
        sleep(Duration::from_millis(1)).await;
        self.check();
    }

    /// Releases everything in the order of asking until it is over.
    async fn drain(&mut self, over: impl Fn() -> bool) {
        for _ in 0..500 {
            if over() {
                return;
            }
            let next = self.next_alive();
            match next {
                Some(position) => self.world.release(position, Fate::Done),
                None => self.pass_time().await,
            }
            self.settle().await;
        }
        panic!("somebody waits for ever: {:#?}\n{:#?}", self.trace, self.world.state());
    }

    fn next_alive(&self) -> Option<usize> {
        self.world.state().waiting.iter().position(|it| !self.dead.contains(&it.process))
    }

    async fn pass_time(&mut self) {
        let time = Duration::from_millis(400);
        self.clock.advance(time);
        sleep(time).await;
    }

    /// Whether somebody waits for time to pass: a process whose callers are not done waits for
    /// nothing that can be released.
    fn somebody_sleeps(&self) -> bool {
        let state = self.world.state();
        self.callers.iter().any(|caller| {
            !caller.task.is_finished()
                && !self.dead.contains(&caller.process)
                && state.waiting.iter().all(|waiting| waiting.process != caller.process)
        })
    }

    fn steps(&self) -> Vec<Step> {
        let (scene, state) = (&self.scene, self.world.state());
        let mut steps = Vec::new();
        for (position, waiting) in state.waiting.iter().enumerate() {
            if self.dead.contains(&waiting.process) {
                continue;
            }
            let earlier = &state.waiting[..position];
            if waiting.what == What::Fetch && earlier.iter().any(|it| it.what == What::Fetch) {
                continue;
            }
            steps.push(Step::Release(position, Fate::Done));
            let may_fail = match waiting.what {
                What::Fetch | What::Call(_) => state.failed_fetches < scene.failed_fetches,
                _ => state.failed_stores < scene.failed_stores,
            };
            if may_fail {
                steps.push(Step::Release(position, Fate::Failed));
            }
        }
        let gone = self.callers.iter().filter(|caller| caller.gone).count();
        if (gone as u32) < scene.cancels {
            for (i, caller) in self.callers.iter().enumerate() {
                if !caller.task.is_finished() {
                    steps.push(Step::Cancel(i));
                }
            }
        }
        if state.lock.is_some() && self.early_ends < scene.early_ends {
            steps.push(Step::EndLease);
        }
        if (self.dead.len() as u32) < scene.deaths {
            steps.extend(
                (0..self.clients.len()).filter(|it| !self.dead.contains(it)).map(Step::Die),
            );
        }
        drop(state);
        let pending = !self.callers.iter().all(|caller| caller.task.is_finished());
        if pending && self.somebody_sleeps() {
            steps.push(Step::Wait);
        }
        steps
    }

    async fn take(&mut self, step: Step) {
        self.trace.push(match step {
            Step::Release(position, fate) => {
                let waiting = &self.world.state().waiting[position];
                format!("{fate:?}: {:?} of {}", waiting.what, waiting.process)
            }
            step => format!("{step:?}"),
        });
        match step {
            Step::Release(position, fate) => self.world.release(position, fate),
            Step::Cancel(i) => {
                self.callers[i].task.abort();
                self.callers[i].gone = true;
            }
            Step::EndLease => {
                self.world.state().lock = None;
                self.early_ends += 1;
            }
            Step::Die(process) => self.dead.push(process),
            Step::Wait => self.pass_time().await,
        }
        self.settle().await;
    }

    /// What holds after every step.
    fn check(&mut self) {
        let (made, kept, fetches, failures) = {
            let state = self.world.state();
            let failures = state.failed_fetches + state.failed_stores;
            (state.made, state.kept, state.fetches, failures)
        };
        for (process, client) in self.clients.iter().enumerate() {
            let current = client.credential(TOKEN).peek().map_or(0, |token| number(&token));
            if current > 0 {
                let newest = &mut self.newest[process];
                assert!(current >= *newest, "{process} goes back to {current}: {:#?}", self.trace);
                *newest = current;
            }
        }
        if let Some((kept, ..)) = kept {
            assert!(kept >= self.newest_kept, "the store goes back to {kept}: {:#?}", self.trace);
            assert!(kept <= made);
            self.newest_kept = kept;
        }
        let complaints = u32::from(self.scene.warm);
        let deaths = self.dead.len() as u32;
        assert!(
            fetches <= 1 + complaints + failures + self.early_ends + deaths,
            "{fetches} fetches: {:#?}",
            self.trace
        );
    }

    /// Lets the rest go its way and looks at what the callers got.
    async fn finish(mut self) {
        // A store ends the lease of a process that died.
        let holder = self.world.state().lock.map(|(process, _)| process);
        if holder.is_some_and(|process| self.dead.contains(&process)) {
            self.world.state().lock = None;
        }
        let alive: Vec<_> = self
            .callers
            .iter()
            .filter(|caller| !caller.gone && !self.dead.contains(&caller.process))
            .map(|caller| caller.task.abort_handle())
            .collect();
        self.drain(|| alive.iter().all(tokio::task::AbortHandle::is_finished)).await;
        let failed = self.world.state().failed_fetches > 0;
        for caller in std::mem::take(&mut self.callers) {
            if caller.gone || self.dead.contains(&caller.process) {
                continue;
            }
            match (caller.wants, caller.task.await.expect("no panic")) {
                (Another | Call, Ok(1)) => panic!("a stale token again: {:#?}", self.trace),
                (_, Ok(got)) => assert!(got >= 1),
                (_, Err(error)) => assert!(
                    failed && matches!(error.kind(), ErrorKind::Api | ErrorKind::Credential),
                    "{error}: {:#?}",
                    self.trace
                ),
            }
        }
    }
}

/// Plays a scene once. `choose` picks one of so many steps.
fn play(scene: Scene, mut choose: impl FnMut(usize) -> usize) {
    in_still_time(async move {
        let mut run = Run::new(scene).await;
        for _ in 0..scene.steps {
            let steps = run.steps();
            if steps.is_empty() {
                break;
            }
            let step = steps[choose(steps.len())];
            run.take(step).await;
        }
        run.finish().await;
    });
}

/// One thread, and a clock that moves only when there is nothing else to do.
fn in_still_time(run: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_time().start_paused(true).build().expect("a runtime").block_on(run);
}

/// Plays a scene in every order, and tells in how many.
fn every_order(scene: Scene) -> usize {
    let mut path: Vec<(usize, usize)> = Vec::new();
    let mut runs = 0;
    loop {
        let mut depth = 0;
        play(scene, |of| {
            if depth == path.len() {
                path.push((0, of));
            }
            let (choice, known) = path[depth];
            assert_eq!(known, of, "a run is not repeatable");
            depth += 1;
            choice
        });
        path.truncate(depth);
        runs += 1;
        while path.last().is_some_and(|(choice, of)| choice + 1 == *of) {
            path.pop();
        }
        match path.last_mut() {
            Some((choice, _)) => *choice += 1,
            None => return runs,
        }
    }
}

/// Plays a scene in orders that are drawn.
fn drawn_orders(scene: Scene, runs: u64) {
    for seed in 0..runs {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        play(scene, |of| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as usize % of
        });
    }
}

#[test]
fn one_process_in_every_order() {
    let scene = Scene { processes: &[&[Token, Token, Token]], cancels: 2, ..CALM };
    let calm = every_order(scene);
    let faults = every_order(Scene {
        processes: &[&[Token, Token]],
        cancels: 1,
        failed_fetches: 1,
        failed_stores: 1,
        ..CALM
    });
    println!("one process: {calm} and {faults} orders");
    assert!(calm > 20 && faults > 50);
}

#[test]
fn two_processes_in_every_order() {
    let cold = every_order(Scene { processes: &[&[Token], &[Token]], steps: 14, ..CALM });
    let early =
        every_order(Scene { processes: &[&[Token], &[Token]], early_ends: 1, steps: 9, ..CALM });
    println!("two processes: {cold} and {early} orders");
    assert!(cold > 100 && early > 100);
}

#[test]
fn two_processes_that_find_their_token_stale_in_every_order() {
    let scene = Scene { processes: &[&[Another, Another], &[Another]], warm: true, ..CALM };
    let orders = every_order(Scene { steps: 9, ..scene });
    let calls = every_order(Scene { processes: &[&[Call, Call, Call]], ..scene });
    println!("stale: {orders} orders, and {calls} of calls");
    assert!(orders > 100 && calls > 100);
}

#[test]
fn many_processes_in_many_orders() {
    let crowd: &[&[Wants]] = &[&[Token, Token], &[Token, Token], &[Token]];
    let scene = Scene { processes: crowd, cancels: 2, ..CALM };
    drawn_orders(scene, 400);
    drawn_orders(Scene { failed_fetches: 2, failed_stores: 3, ..scene }, 400);
    drawn_orders(Scene { early_ends: 2, deaths: 1, ..scene }, 400);
    let supplied: &[&[Wants]] = &[&[Token, Supply, Token], &[Token, Supply]];
    drawn_orders(Scene { processes: supplied, failed_stores: 1, failed_fetches: 1, ..scene }, 800);
    let stale: &[&[Wants]] = &[&[Another, Call], &[Call, Another, Call], &[Token, Call]];
    let scene = Scene { processes: stale, warm: true, ..scene };
    drawn_orders(Scene { failed_stores: 2, early_ends: 1, deaths: 1, ..scene }, 800);
}
