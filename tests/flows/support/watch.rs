//! Everything that is logged, at TRACE, and every secret that must not be in it.
//!
//! The log of a process is `secret-scan/flows-<pid>.log` in cargo's directory for test files, its
//! secrets, a line each, are beside it in `.secrets`. A test looks for its own secrets at its end;
//! `cargo xtask scan-secrets` looks for all secrets in all logs and in the output of the tests.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use serde_json::Value;
use wechat_sim::Simulator;

/// Names of what is secret in requests and answers.
const SENSITIVE: &[&str] = &[
    "access_token",
    "appsecret",
    "code",
    "encrypt_key",
    "js_code",
    "phoneNumber",
    "refresh_token",
    "secret",
    "session_key",
    "signature",
];

/// Shorter texts are in every log by chance.
const SHORTEST: usize = 8;

struct Log {
    path: PathBuf,
    secrets: Mutex<File>,
}

fn log() -> &'static Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secret-scan");
        std::fs::create_dir_all(&directory).expect("the directory of logs can be made");
        let path = directory.join(format!("flows-{}.log", std::process::id()));
        let log = File::create(&path).expect("the log can be made");
        let secrets =
            File::create(path.with_extension("secrets")).expect("the secrets can be kept");
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_span_events(tracing_subscriber::fmt::format::FmtSpan::CLOSE)
            .with_ansi(false)
            .with_writer(Mutex::new(log))
            .init();
        Log { path, secrets: Mutex::new(secrets) }
    })
}

/// The secrets of one test, and where in the log it began.
pub(crate) struct Watch {
    secrets: Mutex<BTreeSet<String>>,
    from: u64,
}

impl Watch {
    pub(crate) fn begin() -> Watch {
        let from = std::fs::metadata(&log().path).map_or(0, |file| file.len());
        Watch { secrets: Mutex::default(), from }
    }

    /// Must not be seen, nor as it stands in a URL.
    pub(crate) fn secret(&self, text: &str) {
        if text.len() < SHORTEST {
            return;
        }
        let escaped: String = text
            .bytes()
            .map(|byte| match byte {
                b'+' | b'/' | b'=' => format!("%{byte:02X}"),
                _ => char::from(byte).to_string(),
            })
            .collect();
        let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        for secret in [text.to_owned(), escaped] {
            if secrets.insert(secret.clone()) {
                let mut kept = log().secrets.lock().unwrap_or_else(PoisonError::into_inner);
                writeln!(kept, "{secret}").expect("the secret can be kept");
            }
        }
    }

    /// All that were on the wire: in queries, requests and answers.
    pub(crate) fn secrets_of(&self, wechat: &Simulator) {
        wechat.tokens().iter().for_each(|token| self.secret(token));
        for call in wechat.calls() {
            for (name, value) in &call.query {
                if SENSITIVE.contains(&name.as_str()) {
                    self.secret(value);
                }
            }
            // The ticket of a QR code is as public as the code.
            let ticket = call.path.ends_with("/getticket");
            self.secrets_in(&call.json(), ticket);
            self.secrets_in(&call.answer_json(), ticket);
        }
    }

    fn secrets_in(&self, value: &Value, ticket: bool) {
        match value {
            Value::Object(object) => {
                for (name, value) in object {
                    match value {
                        Value::String(text) if SENSITIVE.contains(&name.as_str()) => {
                            self.secret(text)
                        }
                        Value::String(text) if ticket && name == "ticket" => self.secret(text),
                        value => self.secrets_in(value, ticket),
                    }
                }
            }
            Value::Array(list) => list.iter().for_each(|value| self.secrets_in(value, ticket)),
            _ => {}
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let mut text = Vec::new();
        let mut file = OpenOptions::new().read(true).open(&log().path).expect("the log is there");
        file.seek(SeekFrom::Start(self.from)).expect("the log has grown only");
        file.read_to_end(&mut text).expect("the log can be read");
        let text = String::from_utf8_lossy(&text);
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        for secret in secrets.iter() {
            if let Some(at) = text.find(secret) {
                let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
                panic!("a secret is in the log: {}***", &text[line..at]);
            }
        }
        assert!(!text.is_empty() && !secrets.is_empty(), "nothing was watched");
    }
}

/// The watch itself would see a secret.
#[test]
fn a_secret_in_the_log_is_found() {
    let secret = "leaked-on-purpose-by-this-test".to_owned() + " only";
    let result = std::panic::catch_unwind(|| {
        let watch = Watch::begin();
        // Not kept for the scan of the whole run.
        watch.secrets.lock().unwrap_or_else(PoisonError::into_inner).insert(secret.clone());
        tracing::trace!("{secret}");
    });
    assert!(result.is_err());
}
