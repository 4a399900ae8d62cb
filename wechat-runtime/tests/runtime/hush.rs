//! Every secret of these tests holds the word `HUSH`. All tracing at TRACE, the `log` records of
//! the libraries below, and all errors that tests look at go into one buffer, which must never
//! hold that word.

use std::fmt::Write as _;
use std::sync::{Mutex, Once};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static OUTPUT: Mutex<String> = Mutex::new(String::new());
static INSTALL: Once = Once::new();

pub(crate) const WORD: &str = "HUSH";

struct Capture;

struct Write<'a>(&'a mut String);

impl Visit for Write<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, "{field}={value:?} ");
    }
}

fn append(text: impl FnOnce(&mut String)) {
    let mut output = OUTPUT.lock().unwrap_or_else(|e| e.into_inner());
    text(&mut output);
    output.push('\n');
}

impl Subscriber for Capture {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        append(|out| {
            let _ = write!(out, "span {} ", span.metadata().name());
            span.record(&mut Write(out));
        });
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        append(|out| values.record(&mut Write(out)));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        append(|out| {
            let _ = write!(out, "{} {} ", event.metadata().level(), event.metadata().target());
            event.record(&mut Write(out));
        });
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Log;

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        append(|out| {
            let _ = write!(out, "{} {} {}", record.level(), record.target(), record.args());
        });
    }

    fn flush(&self) {}
}

/// Begins to listen.
pub(crate) fn install() {
    INSTALL.call_once(|| {
        tracing::subscriber::set_global_default(Capture).unwrap();
        log::set_logger(&Log).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
}

/// Prints a value in the ways users would.
pub(crate) fn print(value: &(impl std::fmt::Debug + ?Sized)) {
    append(|out| {
        let _ = write!(out, "{value:?} {value:#?}");
    });
}

/// Prints an error in the ways users would, and gives its full text.
pub(crate) fn show(error: &wechat_runtime::Error) -> String {
    print(error);
    let text = format!("{error:#}");
    append(|out| {
        let _ = write!(out, "{error} {text}");
        let mut source = std::error::Error::source(error);
        while let Some(cause) = source {
            let _ = write!(out, " {cause} {cause:?}");
            source = cause.source();
        }
    });
    text
}

/// What was captured so far.
pub(crate) fn output() -> String {
    OUTPUT.lock().unwrap_or_else(|e| e.into_inner()).clone()
}

/// Fails when a secret was printed.
pub(crate) fn search() {
    if std::thread::panicking() {
        return;
    }
    let output = output();
    if let Some(line) = output.lines().find(|line| line.contains(WORD)) {
        panic!("a secret was printed: {line}");
    }
}
