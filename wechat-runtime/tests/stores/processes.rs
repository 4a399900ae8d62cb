//! One directory and several processes, some of which are killed in the middle. The processes are
//! this test binary again, with what they are to do in the environment.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use wechat_runtime::{CredentialKey, End, FileStore, Lock, Secret, Store, StoredCredential};

use crate::model::Dice;
use crate::suite::{Handle, credential, get, number, put, take, take_soon, time};
use crate::{Directory, fleet, suite};

const TASK: &str = "WECHAT_STORES_TASK";
const DIRECTORY: &str = "WECHAT_STORES_DIRECTORY";

fn key() -> CredentialKey {
    CredentialKey::new("mini_program", "wx1", "access_token", Vec::new(), false)
}

/// A process of ours, killed at the latest when the test ends.
pub(crate) struct Process(Child);

impl Process {
    /// Returns when it has begun.
    pub(crate) fn start(task: &str, directory: &Path, wechat: &str) -> Process {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "processes::child", "--nocapture", "--test-threads=1"])
            .env(TASK, task)
            .env(DIRECTORY, directory)
            .env(suite::START_VARIABLE, suite::start())
            .env(fleet::WECHAT, wechat)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let begun = lines.any(|line| line.is_ok_and(|line| line.contains("child has begun")));
        assert!(begun, "the process ended early");
        // What it still writes is of no interest, but must not block it.
        std::thread::spawn(move || lines.for_each(drop));
        Process(child)
    }

    pub(crate) fn finish(mut self) {
        let end = Instant::now() + Duration::from_secs(120);
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return assert!(status.success(), "{status}");
            }
            assert!(Instant::now() < end, "a process does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// SIGKILL, where there are signals.
    pub(crate) fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Does nothing by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[allow(clippy::print_stdout, reason = "the parent listens to it")]
async fn child() {
    let Ok(task) = std::env::var(TASK) else { return };
    let directory = std::env::var_os(DIRECTORY).unwrap();
    let store: Handle = Arc::new(FileStore::open(&directory).unwrap());
    let (task, number) = task.split_once(' ').unwrap();
    let number: u64 = number.parse().unwrap();
    if task == "hold" {
        let lease = take(&store, &key()).await;
        println!("child has begun");
        tokio::time::sleep(Duration::from_secs(600)).await;
        lease.end(End::Release).await;
        return;
    }
    println!("child has begun");
    match task {
        "count" => {
            for _ in 0..number {
                count(&store).await;
            }
        }
        "write" => {
            // Times of this process between those of the others.
            for n in 0..100 {
                let steps = (n * 37 % 100 * 10 + number) as i64;
                put(&store, &key(), &credential(&steps.to_string(), steps), None).await;
                let kept = get(&store, &key()).await.unwrap();
                assert!(kept.obtained_at >= time(steps), "never goes back");
            }
        }
        "call" => fleet::work(Path::new(&directory), number).await,
        "rewrite" => {
            for n in 0.. {
                put(&store, &key(), &large(n, number), None).await;
            }
        }
        task => panic!("{task}"),
    }
}

/// Adds one to the number that is kept.
async fn count(store: &Handle) {
    let lease = take_soon(store, &key()).await;
    let kept = get(store, &key()).await.map_or(0, |kept| number(&kept.value));
    let next = credential(&(kept + 1).to_string(), 0);
    assert!(put(store, &key(), &next, lease.fence()).await);
    lease.end(End::Release).await;
}

/// A value that tells whether it is whole: one letter, many times.
fn large(n: u64, length: u64) -> StoredCredential {
    let letter = char::from(b'a' + (n % 26) as u8);
    let value = letter.to_string().repeat(length as usize);
    StoredCredential { value: Secret::new(value), ..credential("", 0) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leases_are_exclusive_across_processes() {
    let directory = Directory::new();
    let store: Handle = Arc::new(directory.store());
    let children: Vec<_> =
        (0..3).map(|_| Process::start("count 30", directory.path(), "")).collect();
    for _ in 0..30 {
        count(&store).await;
    }
    children.into_iter().for_each(Process::finish);
    assert_eq!(number(&get(&store, &key()).await.unwrap().value), 120, "no turn was lost");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_newest_value_of_all_processes_is_kept() {
    let directory = Directory::new();
    let start = |n| Process::start(&format!("write {n}"), directory.path(), "");
    let children: Vec<_> = (0..4).map(start).collect();
    children.into_iter().for_each(Process::finish);
    let store: Handle = Arc::new(directory.store());
    suite::same(get(&store, &key()).await.as_ref(), Some(&credential("993", 993)), &"all");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_ends_with_its_process() {
    let directory = Directory::new();
    let store: Handle = Arc::new(directory.store());
    let first = take(&store, &key()).await;
    let before = first.fence();
    first.end(End::Release).await;
    let mut child = Process::start("hold 0", directory.path(), "");
    for impatient in [false, true] {
        assert!(matches!(store.try_lock(&key(), impatient).await, Ok(Lock::Busy)));
    }
    child.kill();
    let lease = take_soon(&store, &key()).await;
    assert!(lease.fence() > before);
    assert!(put(&store, &key(), &credential("x", 0), lease.fence()).await);
    lease.end(End::Release).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_writer_that_is_killed_leaves_a_whole_file() {
    const LENGTH: u64 = 200_000;
    let directory = Directory::new();
    let store: Handle = Arc::new(directory.store());
    let mut dice = Dice(7);
    assert!(put(&store, &key(), &large(0, LENGTH), None).await);
    for _ in 0..12 {
        let mut child = Process::start(&format!("rewrite {LENGTH}"), directory.path(), "");
        let end = Instant::now() + Duration::from_micros(3_000 + dice.roll(20_000));
        // While it writes, and after it was killed.
        while Instant::now() < end {
            whole(&get(&store, &key()).await.unwrap(), LENGTH);
        }
        child.kill();
        whole(&get(&store, &key()).await.unwrap(), LENGTH);
        assert!(put(&store, &key(), &large(1, LENGTH), None).await, "its lock is free");
        whole(&get(&store, &key()).await.unwrap(), LENGTH);
    }
    let files = std::fs::read_dir(directory.path()).unwrap().count();
    assert!(files <= 2, "what killed writers left is used again, not heaped up");
}

fn whole(kept: &StoredCredential, length: u64) {
    let value = kept.value.expose();
    let first = value.as_bytes()[0];
    assert!(value.len() as u64 == length && value.bytes().all(|byte| byte == first));
}
