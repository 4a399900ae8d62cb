//! What a child process and all it started cost: CPU seconds, peak memory. Not what they do.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// The cost of one command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// User and system seconds of the process and all its descendants.
    pub(crate) cpu: f64,
    /// Seconds on the clock.
    pub(crate) wall: f64,
    /// The most memory that one of them held, in MiB.
    pub(crate) peak: f64,
}

impl Cost {
    /// The cheaper of two runs, each figure for itself: what disturbs a run only adds.
    pub(crate) fn min(self, other: Cost) -> Cost {
        Cost {
            cpu: self.cpu.min(other.cpu),
            wall: self.wall.min(other.wall),
            peak: self.peak.min(other.peak),
        }
    }
}

/// Runs a command to its end, its output into `log`; an error holds the end of it.
pub(crate) fn run(command: &mut Command, log: &Path) -> Result<Cost, String> {
    let show = format!("{command:?}");
    let fail = |what: &str| format!("{what}: {show}\n{}", tail(log));
    let file = std::fs::File::create(log).map_err(|error| format!("{}: {error}", log.display()))?;
    let errors = file.try_clone().map_err(|error| error.to_string())?;
    let start = Instant::now();
    let child = command
        .stdin(std::process::Stdio::null())
        .stdout(file)
        .stderr(errors)
        .spawn()
        .map_err(|error| format!("cannot start {show}: {error}"))?;
    let (success, cpu, peak) = wait(child)?;
    let wall = start.elapsed().as_secs_f64();
    if success { Ok(Cost { cpu, wall, peak }) } else { Err(fail("failed")) }
}

/// The last lines of a log.
fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(30)..].join("\n")
}

#[cfg(unix)]
fn wait(child: std::process::Child) -> Result<(bool, f64, f64), String> {
    let pid = i32::try_from(child.id()).map_err(|error| error.to_string())?;
    let mut status = 0;
    // SAFETY: plain old data, for which zeroes are a value.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    loop {
        // SAFETY: both pointers are to live locals; `child` is not waited for elsewhere.
        if unsafe { libc::wait4(pid, &raw mut status, 0, &raw mut usage) } == pid {
            break;
        }
        let error = std::io::Error::last_os_error();
        if error.kind() != std::io::ErrorKind::Interrupted {
            return Err(error.to_string());
        }
    }
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    // In KiB, but on Apple's systems in bytes.
    let unit = if cfg!(target_vendor = "apple") { 1024.0 * 1024.0 } else { 1024.0 };
    let cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    let success = libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0;
    Ok((success, cpu, usage.ru_maxrss as f64 / unit))
}

#[cfg(not(unix))]
fn wait(_: std::process::Child) -> Result<(bool, f64, f64), String> {
    Err("the cost of processes is only measured on Unix".to_owned())
}
