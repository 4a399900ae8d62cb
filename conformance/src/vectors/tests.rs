//! A directory made here: what passes, what fails, what is not supported, and what the table and
//! the exit code say of it.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::case::Outcome;
use super::{Options, manifest, run_entry, wrong};

/// A directory that is gone at the end of its test.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str, entries: Value) -> Directory {
        let path = std::env::temp_dir().join(format!("vectors-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("manifest.json"), json!({ "entries": entries }).to_string())
            .unwrap();
        std::fs::write(path.join("abc.txt"), "abc").unwrap();
        Directory(path)
    }

    fn outcomes(&self) -> Vec<Outcome> {
        let entries = manifest::read(&self.0).unwrap();
        entries.iter().map(|entry| run_entry(&self.0, entry)).collect()
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn card(expected: Value) -> Value {
    json!({ "id": "x", "kind": "card.signature", "inputs": { "values": ["c", "a", "b"] }, "expected": expected })
}

#[test]
fn outcomes() {
    let right = "a9993e364706816aba3e25717850c26c9cd0d89d";
    let directory = Directory::new(
        "outcomes",
        json!([
            card(json!({ "signature": right, "note": "for people" })),
            card(json!({ "signature": "0" })),
            card(json!({ "signature": right, "something_new": 1 })),
            { "id": "x", "kind": "pay.v9" },
            { "id": "x", "kind": "oa.server_signature", "inputs": {}, "expected": { "valid": true } },
            card(json!({})),
        ]),
    );
    let outcomes = directory.outcomes();
    assert_eq!(outcomes[0], Outcome::Passed);
    assert!(matches!(&outcomes[1], Outcome::Failed(what) if what.contains(right)), "{outcomes:?}");
    assert!(matches!(&outcomes[2], Outcome::Unsupported(what) if what.contains("something_new")));
    assert!(matches!(&outcomes[3], Outcome::Unsupported(_)));
    assert!(matches!(&outcomes[4], Outcome::Failed(what) if what.contains("`token`")));
    assert!(matches!(&outcomes[5], Outcome::Unsupported(_)));
}

#[test]
fn digests_of_files_are_checked() {
    let entry = |digest: &str, file: &str| json!({ "id": "x", "kind": "none", "files": [file], "file_sha256": { file: digest } });
    let right = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let directory = Directory::new(
        "digests",
        json!([
            entry(right, "abc.txt"),
            entry("00", "abc.txt"),
            entry("", "gone"),
            entry("", "../abc.txt")
        ]),
    );
    let outcomes = directory.outcomes();
    assert!(matches!(outcomes[0], Outcome::Unsupported(_)));
    for (outcome, word) in outcomes[1..].iter().zip(["SHA-256", "gone", "outside"]) {
        assert!(matches!(outcome, Outcome::Failed(what) if what.contains(word)), "{outcome:?}");
    }
}

#[test]
fn manifests_that_are_none() {
    assert!(manifest::read(Path::new("/nowhere")).is_err());
    let directory = Directory::new("broken", json!([{ "id": 1 }]));
    let error = manifest::read(&directory.0).err().unwrap();
    assert!(error.contains("entry 0: no text `id`"), "{error}");
}

#[test]
fn command_line() {
    let read = |arguments: &[&str]| {
        Options::read(&arguments.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    };
    let options = read(&["--kind", "mp.", "there"]).ok().unwrap();
    assert_eq!(
        (options.kind.as_str(), options.directory.as_deref()),
        ("mp.", Some(Path::new("there")))
    );
    assert_eq!(read(&["--kind=oa"]).ok().unwrap().kind, "oa");
    for wrong in [&["--kind"][..], &["--other"], &["a", "b"]] {
        assert!(read(wrong).is_err());
    }
}

/// What is listed as wrong is left out only while it fails.
#[test]
fn wrong_entries() {
    let listed = "req/wecom/cgi-bin-agent-get";
    let failed = || Outcome::Failed("it is".to_owned());
    assert!(
        matches!(wrong::judge(listed, failed()), Outcome::Wrong(why) if why.contains("answer"))
    );
    assert!(matches!(wrong::judge(listed, Outcome::Passed), Outcome::Failed(_)));
    assert_eq!(wrong::judge("another", failed()), failed());
}
