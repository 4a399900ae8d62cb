//! `cargo xtask vectors [DIR] [--kind PREFIX]`: runs every entry of a directory of conformance
//! vectors (`manifest.json` and the files it names) against the SDK.
//!
//! An entry passes when everything that it expects was looked at and held. What this tool does
//! not know, a kind or a single expectation, counts as not yet supported, with the reason; it
//! never counts as passed. Entries whose data is itself wrong are listed in `wrong.txt`, with the
//! reason.

mod api;
mod bytes;
mod callback;
mod case;
mod crypto;
mod errors;
mod events;
mod manifest;
mod oddity;
mod primitive;
mod report;
mod security;
mod sm;
mod wecom;
mod wrong;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use case::{Case, Outcome};
use manifest::Entry;
use report::Report;

/// What runs an entry of some kind.
type Runner = fn(&mut Case<'_>) -> Outcome;

/// The kinds that the SDK can be held to, and what runs their entries.
const KINDS: &[(&str, Runner)] = &[
    ("api.oddity", oddity::api_oddity),
    ("api.request", api::request),
    ("api.response.mp", api::response),
    ("api.response.oa", api::response),
    ("api.response.open", api::response),
    ("api.response.wecom", api::response),
    ("card.signature", crypto::card_signature),
    ("event.channels", events::pushed),
    ("event.mp", events::pushed),
    ("event.oa", events::pushed),
    ("event.oddity", events::oddity),
    ("event.open", events::pushed),
    ("event.wecom", events::pushed),
    ("jssdk.signature", crypto::jssdk_signature),
    ("message.reply", callback::message_reply),
    ("mp.api_security", security::api_security),
    ("mp.login_signature", crypto::login_signature),
    ("mp.open_data_decrypt", crypto::open_data_decrypt),
    ("mp.session_signature", crypto::session_signature),
    ("mp.xpay_signature", crypto::xpay_signature),
    ("msgcrypt.decrypt", callback::decrypt),
    ("msgcrypt.encrypt", callback::encrypt),
    ("msgcrypt.key", callback::key),
    ("msgcrypt.signature", callback::signature),
    ("msgcrypt.url_verify", callback::url_verify),
    ("oa.server_signature", crypto::server_signature),
    ("openai.aes_cbc", primitive::aes_cbc),
    ("primitive.digest", primitive::digest),
    ("sm.sm2", sm::sm2),
    ("sm.sm3", sm::digest),
    ("sm.sm4", sm::sm4),
    ("wecom.msgaudit_message", events::pushed),
    ("wecom.msgaudit_rsa", wecom::msgaudit_rsa),
    ("wecom.paytool_signature", wecom::paytool_signature),
    ("xml.security", callback::xml_security),
];

/// Runs the task.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let options = match Options::read(arguments) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("xtask vectors: {message}\nusage: cargo xtask vectors [DIR] [--kind PREFIX]");
            return ExitCode::FAILURE;
        }
    };
    let Some(directory) = crate::directory(options.directory, "vectors") else {
        return ExitCode::SUCCESS;
    };
    match manifest::read(&directory) {
        Ok(entries) => run_all(&directory, &entries, &options.kind),
        Err(message) => {
            eprintln!("xtask vectors: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run_all(directory: &Path, entries: &[Entry], prefix: &str) -> ExitCode {
    let mut report = Report::default();
    for entry in entries.iter().filter(|entry| entry.kind.starts_with(prefix)) {
        report.add(entry, run_entry(directory, entry));
    }
    if report.is_empty() {
        eprintln!("xtask vectors: {} has no entry of a kind `{prefix}…`", directory.display());
        return ExitCode::FAILURE;
    }
    // A reader that closes the pipe early has seen enough.
    let _ = write!(std::io::stdout(), "{report}");
    if report.has_failures() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn run_entry(directory: &Path, entry: &Entry) -> Outcome {
    let files = match manifest::read_files(directory, entry) {
        Ok(files) => files,
        Err(message) => return Outcome::Failed(message),
    };
    let Some((_, runner)) = KINDS.iter().find(|(kind, _)| *kind == entry.kind) else {
        return Outcome::Unsupported("the kind".to_owned());
    };
    let mut case = Case::new(entry, files);
    // A panic of the SDK is a failure of that entry, not of the run.
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| runner(&mut case)));
    match outcome {
        Ok(outcome) => wrong::judge(&entry.id, case.leftovers(outcome)),
        Err(_) => Outcome::Failed("the SDK panicked".to_owned()),
    }
}

/// What the command line says.
struct Options {
    directory: Option<PathBuf>,
    kind: String,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Options, String> {
        let mut options = Options { directory: None, kind: String::new() };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            if let Some(kind) = argument.strip_prefix("--kind=") {
                options.kind = kind.to_owned();
            } else if argument == "--kind" {
                options.kind = arguments.next().ok_or("`--kind` needs a prefix behind it")?.clone();
            } else if argument.starts_with('-') {
                return Err(format!("unknown option `{argument}`"));
            } else if options.directory.replace(argument.into()).is_some() {
                return Err("more than one directory".to_owned());
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests;
