//! A Redis server for the tests: found on the machine, or installed by its package manager; started
//! on a free port of loopback, without a file; stopped when the tests are done.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::place;

/// What tests find its URL by. Set, they do not leave out what needs a server.
pub(crate) const VARIABLE: &str = "WECHAT_TEST_REDIS";

/// Servers that speak Redis's protocol and have its scripts.
const PROGRAMS: [&str; 2] = ["redis-server", "valkey-server"];

/// What installs one: the package manager, whether it wants to be root, its commands.
const INSTALLERS: [(&str, bool, &[&[&str]]); 5] = [
    ("brew", false, &[&["install", "redis"]]),
    (
        "apt-get",
        true,
        &[&["update"], &["install", "-y", "--no-install-recommends", "redis-server"]],
    ),
    ("apk", true, &[&["add", "redis"]]),
    ("dnf", true, &[&["install", "-y", "redis"]]),
    ("dnf", true, &[&["install", "-y", "valkey"]]),
];

/// Runs until it is dropped.
pub(crate) struct Server {
    child: Child,
    address: SocketAddr,
    directory: PathBuf,
}

impl Server {
    /// The error says what a person can do.
    pub(crate) fn start() -> Result<Server, String> {
        let program = match find() {
            Some(program) => program,
            None => {
                install();
                find().ok_or_else(|| {
                    format!(
                        "the tests need a Redis server, and none could be installed here: put a \
                         `{}` on the PATH",
                        PROGRAMS.join("` or a `")
                    )
                })?
            }
        };
        let mut why = String::new();
        // Another process may be quicker to take the port.
        for _ in 0..5 {
            match Server::run(&program) {
                Ok(server) => return Ok(server),
                Err(error) => why = format!("{} does not start: {error}", program.display()),
            }
        }
        Err(why)
    }

    fn run(program: &PathBuf) -> Result<Server, String> {
        let text = |error: std::io::Error| error.to_string();
        let free = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr());
        let address = free.map_err(text)?;
        let directory = place::target().join("tmp").join(format!("redis-{}", std::process::id()));
        std::fs::create_dir_all(&directory).map_err(text)?;
        let child = Command::new(program)
            .args(["--bind", "127.0.0.1", "--port", &address.port().to_string()])
            .args(["--save", "", "--appendonly", "no", "--daemonize", "no", "--dir"])
            .arg(&directory)
            .stdout(Stdio::null())
            .spawn()
            .map_err(text)?;
        let mut server = Server { child, address, directory };
        let end = Instant::now() + Duration::from_secs(30);
        while Instant::now() < end {
            if let Ok(Some(status)) = server.child.try_wait() {
                return Err(status.to_string());
            }
            if server.answers() {
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err("it does not answer".to_owned())
    }

    fn answers(&self) -> bool {
        let ping = || {
            let mut stream = TcpStream::connect(self.address)?;
            stream.set_read_timeout(Some(Duration::from_secs(5)))?;
            stream.write_all(b"PING\r\n")?;
            let mut answer = [0; 5];
            stream.read_exact(&mut answer)?;
            Ok::<_, std::io::Error>(answer)
        };
        ping().is_ok_and(|answer| &answer == b"+PONG")
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

fn find() -> Option<PathBuf> {
    PROGRAMS.iter().find_map(|name| on_path(name))
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file())
}

/// Tries what is there, until one has brought a server.
fn install() {
    let root = answer("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    let sudo = !root && answer("sudo", &["-n", "true"]).is_some();
    for (manager, privileged, commands) in INSTALLERS {
        if on_path(manager).is_none() || privileged && !root && !sudo {
            continue;
        }
        println!("== no Redis server found: {manager} is to install one");
        for arguments in commands {
            let mut command = match privileged && !root {
                true => Command::new("sudo"),
                false => Command::new(manager),
            };
            if privileged && !root {
                command.args(["-n", "RUNLEVEL=1", "DEBIAN_FRONTEND=noninteractive", manager]);
            }
            // Debian does not start its service at this level.
            command.env("RUNLEVEL", "1").env("DEBIAN_FRONTEND", "noninteractive");
            // That it failed is seen by what is missing afterwards.
            let _ = command.args(*arguments).stdin(Stdio::null()).status();
        }
        if find().is_some() {
            return;
        }
    }
}

/// What a command writes, if it succeeds.
fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
