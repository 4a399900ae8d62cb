//! Processes that are started, told what to do, listened to, and killed.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use wechat_sim::Simulator;

use crate::process::{APPID, MARK, REDIS, WECHAT};
use crate::server::Redis;

/// Time enough on a slow machine.
const PATIENCE: Duration = Duration::from_secs(200);

pub(crate) struct Fleet {
    /// By their ids.
    processes: BTreeMap<u32, Child>,
    /// What they say.
    lines: UnboundedReceiver<(u32, String)>,
}

impl Fleet {
    /// So many, ready to begin.
    pub(crate) async fn start(count: usize, wechat: &Simulator, redis: &Redis) -> Fleet {
        let (say, lines) = unbounded_channel();
        let mut processes = BTreeMap::new();
        for _ in 0..count {
            let mut child = Command::new(std::env::current_exe().expect("this test"))
                .args(["--exact", "process", "--nocapture"])
                .env(WECHAT, wechat.url())
                .env(REDIS, redis.url())
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .expect("it can be started again");
            let (id, out) = (child.id(), child.stdout.take().expect("it is piped"));
            let say = say.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(out).lines().map_while(Result::ok) {
                    if let Some(text) = line.strip_prefix(MARK) {
                        let _ = say.send((id, text.to_owned()));
                    }
                }
            });
            processes.insert(id, child);
        }
        let mut fleet = Fleet { processes, lines };
        for (id, said) in fleet.outcomes().await {
            assert_eq!(said, "ready", "process {id}");
        }
        fleet
    }

    /// All make so many calls at once.
    pub(crate) fn begin(&mut self, tasks: usize) {
        for child in self.processes.values_mut() {
            let input = child.stdin.as_mut().expect("it is piped");
            writeln!(input, "{tasks}").and_then(|()| input.flush()).expect("it listens");
        }
    }

    /// What each of them says next.
    pub(crate) async fn outcomes(&mut self) -> BTreeMap<u32, String> {
        let mut outcomes = BTreeMap::new();
        let end = tokio::time::Instant::now() + PATIENCE;
        while outcomes.len() < self.processes.len() {
            let line = tokio::time::timeout_at(end, self.lines.recv()).await;
            let (id, text) = line.expect("all are done in time").expect("none has ended");
            if self.processes.contains_key(&id) {
                outcomes.insert(id, text);
            }
        }
        outcomes
    }

    /// The process that has the lock of the token: a lock says whose it is.
    pub(crate) async fn holder(&self, redis: &Redis) -> u32 {
        let start = Instant::now();
        let key = format!("wechat:{{mini_program:{APPID}:access_token}}:lock");
        loop {
            let owner: Option<String> = redis.words(&["HGET", &key, "owner"]);
            if let Some(owner) = owner {
                let id = owner.split('-').nth(1).and_then(|id| id.parse().ok());
                break id.expect("a name with the process's id");
            }
            assert!(start.elapsed() < PATIENCE, "nobody takes the lock");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// As if by the system, or a power cut: without a chance to clean up.
    pub(crate) fn kill(&mut self, id: u32) {
        let mut child = self.processes.remove(&id).expect("one of these");
        child.kill().expect("it runs");
        child.wait().expect("it is dead");
    }
}

impl Drop for Fleet {
    fn drop(&mut self) {
        for child in self.processes.values_mut() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
