//! A real Redis server of a test's own, on loopback, that keeps nothing.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use wechat_runtime::RedisStore;
use wechat_runtime::redis::{self, FromRedisValue};

/// `cargo xtask test` has a server running at this URL: then tests must not be left out.
const VARIABLE: &str = "WECHAT_TEST_REDIS";

/// Runs until it is dropped.
pub(crate) struct Redis {
    child: Option<Child>,
    port: u16,
    program: PathBuf,
    directory: PathBuf,
}

/// A server; `None` when the machine has none, which is a failure where there should be one.
pub(crate) fn start() -> Option<Redis> {
    start_with(&[])
}

/// With further arguments.
pub(crate) fn start_with(arguments: &[&str]) -> Option<Redis> {
    program().map(|_| try_with(arguments).expect("a Redis server starts")).or_else(|| {
        assert!(
            std::env::var_os(VARIABLE).is_none(),
            "{VARIABLE} is set, but there is no `redis-server` or `valkey-server` on the PATH"
        );
        say("skipped: it needs a `redis-server` or `valkey-server` on the PATH");
        None
    })
}

/// With further arguments that it may not know.
pub(crate) fn try_with(arguments: &[&str]) -> Option<Redis> {
    let program = program()?;
    // Another process may be quicker to take the port.
    for _ in 0..5 {
        let port = free_port();
        let name = format!("redis-{}-{port}", std::process::id());
        let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&directory).unwrap();
        let mut redis = Redis { child: None, port, program: program.clone(), directory };
        if redis.run(arguments) {
            return Some(redis);
        }
    }
    None
}

fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut names = ["redis-server", "valkey-server"].into_iter();
    names.find_map(|name| {
        std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file())
    })
}

/// A test that is left out says so, whatever the harness captures.
pub(crate) fn say(text: &str) {
    let thread = std::thread::current();
    let _ = writeln!(std::io::stderr(), "{}: {text}", thread.name().unwrap_or_default());
}

/// Where nobody listens, for now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Redis {
    /// Starts it (again) on its port, empty; `false` when it ended at once.
    pub(crate) fn run(&mut self, arguments: &[&str]) -> bool {
        self.kill();
        let address = self.address();
        let child = Command::new(&self.program)
            .args(["--port", &self.port.to_string(), "--bind", "127.0.0.1", "--save", ""])
            .args(["--appendonly", "no", "--daemonize", "no", "--dir"])
            .arg(&self.directory)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let child = self.child.insert(child);
        let end = Instant::now() + Duration::from_secs(30);
        while Instant::now() < end {
            if child.try_wait().unwrap().is_some() {
                return false;
            }
            if answers(address) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("a Redis server does not answer");
    }

    /// As a power cut would.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://{}", self.address())
    }

    pub(crate) fn store(&self) -> RedisStore {
        RedisStore::open(self.url()).unwrap()
    }

    /// Runs a command, the words of a line.
    #[track_caller]
    pub(crate) fn command<T: FromRedisValue>(&self, line: &str) -> T {
        self.words(&line.split(' ').collect::<Vec<_>>())
    }

    #[track_caller]
    pub(crate) fn words<T: FromRedisValue>(&self, words: &[&str]) -> T {
        let mut connection = redis::Client::open(self.url()).unwrap().get_connection().unwrap();
        redis::cmd(words[0]).arg(&words[1..]).query(&mut connection).unwrap()
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.kill();
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

/// To a ping, if only to say that it wants a password.
fn answers(address: SocketAddr) -> bool {
    let ping = || {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"PING\r\n")?;
        let mut answer = [0; 5];
        stream.read_exact(&mut answer)?;
        Ok::<_, std::io::Error>(answer)
    };
    ping().is_ok_and(|answer| matches!(&answer, b"+PONG" | b"-NOAU"))
}
