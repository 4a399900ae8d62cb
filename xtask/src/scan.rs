//! `cargo xtask scan-secrets`: that no secret a test has used stands in what the tests wrote.
//!
//! Tests that log leave `*.log` files in a directory, and beside them `*.secrets`: every app secret,
//! token, ticket, session key and code that they used, a line each. [`watched`] runs a command and
//! keeps its output there too. The scan looks for every secret in every other file.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use crate::place;

/// How much of a secret is looked for first; shorter ones are left out, they are in any text.
const HEAD: usize = 8;

/// Where tests put their logs: cargo's directory for files of tests.
fn directory() -> PathBuf {
    place::target().join("tmp").join("secret-scan")
}

/// Forgets the logs of earlier runs.
pub(crate) fn begin() -> io::Result<()> {
    let directory = directory();
    match fs::remove_dir_all(&directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(directory),
    }
}

/// Runs a command whose output is both shown and kept for the scan.
pub(crate) fn watched(command: &mut Command, name: &str) -> io::Result<ExitStatus> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let file = |stream: &str| fs::File::create(directory().join(format!("{name}.{stream}")));
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let (out_file, err_file) = (file("stdout")?, file("stderr")?);
    std::thread::scope(|scope| {
        let err = scope.spawn(|| err.map_or(Ok(()), |err| tee(err, err_file, io::stderr())));
        out.map_or(Ok(()), |out| tee(out, out_file, io::stdout()))?;
        err.join().unwrap_or_else(|_| Err(io::Error::other("the output could not be kept")))
    })?;
    child.wait()
}

fn tee(mut from: impl Read, mut file: fs::File, mut screen: impl Write) -> io::Result<()> {
    let mut buffer = vec![0; 64 << 10];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(()),
            count => {
                file.write_all(&buffer[..count])?;
                screen.write_all(&buffer[..count])?;
                screen.flush()?;
            }
        }
    }
}

/// Scans the directory, or the one that is named.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let directory = arguments.first().map_or_else(directory, PathBuf::from);
    match scan(&directory) {
        Ok(report) if report.secrets == 0 || report.bytes == 0 => {
            eprintln!(
                "xtask: {} holds no logs and secrets of tests: run them first",
                directory.display()
            );
            ExitCode::FAILURE
        }
        Ok(report) => {
            println!(
                "{} secrets, {} files, {} bytes: {} found",
                report.secrets,
                report.files,
                report.bytes,
                report.found.len()
            );
            for found in report.found.iter().take(20) {
                println!("  {found}");
            }
            if report.found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("xtask: cannot scan {}: {error}", directory.display());
            ExitCode::FAILURE
        }
    }
}

#[derive(Debug, Default)]
struct Report {
    secrets: usize,
    files: usize,
    bytes: usize,
    /// File, line and the text before a secret; never the secret.
    found: Vec<String>,
}

fn scan(directory: &Path) -> io::Result<Report> {
    let mut report = Report::default();
    let mut secrets = Secrets::default();
    let mut texts = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "secrets") {
            fs::read(&path)?.split(|byte| *byte == b'\n').for_each(|secret| secrets.add(secret));
        } else {
            texts.push(path);
        }
    }
    texts.sort();
    report.secrets = secrets.count;
    for path in texts {
        let text = fs::read(&path)?;
        report.files += 1;
        report.bytes += text.len();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for at in secrets.places(&text) {
            let line = text[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            let start =
                text[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |start| start + 1);
            let before =
                String::from_utf8_lossy(&text[start.max(at.saturating_sub(120))..at]).into_owned();
            report.found.push(format!("{name}:{line}: …{before}***"));
        }
    }
    Ok(report)
}

/// Secrets by their first bytes, so that a text is gone through once however many there are.
#[derive(Default)]
struct Secrets {
    by_head: HashMap<[u8; HEAD], Vec<Vec<u8>>>,
    count: usize,
}

impl Secrets {
    fn add(&mut self, secret: &[u8]) {
        let Some(head) = secret.first_chunk::<HEAD>() else { return };
        let same = self.by_head.entry(*head).or_default();
        if !same.iter().any(|known| known == secret) {
            same.push(secret.to_vec());
            self.count += 1;
        }
    }

    /// Where secrets begin in a text.
    fn places(&self, text: &[u8]) -> Vec<usize> {
        let begins = |(at, window): (usize, &[u8])| {
            let head: &[u8; HEAD] = window.first_chunk()?;
            let secrets = self.by_head.get(head)?;
            secrets.iter().any(|secret| text[at..].starts_with(secret)).then_some(at)
        };
        text.windows(HEAD).enumerate().filter_map(begins).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Secrets;

    #[test]
    fn secrets_are_found_whole_wherever_they_stand() {
        let mut secrets = Secrets::default();
        for secret in ["0123456789", "01234567xx", "0123456789", "short", "", "密钥密钥密钥"]
        {
            secrets.add(secret.as_bytes());
        }
        assert_eq!(secrets.count, 3);
        let text = "0123456789 0123456 01234567x 0012345678901234567xx short 密钥密钥密钥";
        let places = secrets.places(text.as_bytes());
        let found: Vec<_> =
            places.iter().map(|at| text[*at..].chars().take(6).collect::<String>()).collect();
        assert_eq!(found, ["012345", "012345", "012345", "密钥密钥密钥"]);
        assert!(secrets.places(b"").is_empty());
    }
}
